"""The finished document."""

from fastapi import APIRouter, Response

from resume_tailor.adapters.web.dependencies import CurrentUser, ExportResumeDep, SessionIdParam
from resume_tailor.domain.ports.resume_writer import Document, DocumentFormat

router = APIRouter(prefix="/tailoring-sessions", tags=["documents"])


@router.get("/{session_id}/resume", response_class=Response)
async def resume(
    user: CurrentUser,
    session_id: SessionIdParam,
    export_resume: ExportResumeDep,
    format: DocumentFormat = DocumentFormat.PDF,  # noqa: A002 - the name in the protocol
    version: int | None = None,
) -> Response:
    """The resume as pdf, md, txt or json (JSON Resume); the newest version unless one is named.

    What a PDF cannot show is said in the header `X-Document-Warning`.
    """
    return _download(await export_resume.execute(user.id, session_id, format, version))


def _download(document: Document) -> Response:
    headers = {"Content-Disposition": f'inline; filename="resume.{document.format}"'}
    if document.warnings:
        # Headers hold ASCII only; the characters themselves go as escapes.
        text = " ".join(document.warnings)
        headers["X-Document-Warning"] = text.encode("ascii", "backslashreplace").decode()
    return Response(document.data, media_type=document.media_type, headers=headers)
