"""The resume: as read, corrected, and as a finished document."""

from fastapi import APIRouter, Response

from resume_tailor.adapters.web.dependencies import (
    CorrectResumeDep,
    CurrentUser,
    ExportResumeDep,
    SessionIdParam,
    ViewSessionDep,
)
from resume_tailor.adapters.web.presenting import posting_view, reading_view
from resume_tailor.adapters.web.schemas.documents import Corrections, ReadingView, WholePostingView
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


@router.patch("/{session_id}/resume")
async def correct(
    user: CurrentUser,
    session_id: SessionIdParam,
    body: Corrections,
    correct_resume: CorrectResumeDep,
) -> ReadingView:
    """Correct what was read. All corrections are made, or none; changes made so far are judged
    anew."""
    made = tuple(body.corrections)
    return reading_view(await correct_resume.execute(user.id, session_id, made))


@router.get("/{session_id}/reading")
async def reading(
    user: CurrentUser, session_id: SessionIdParam, view_session: ViewSessionDep
) -> ReadingView:
    """What was read from the uploaded file, with the ids that corrections name."""
    return reading_view(await view_session.execute(user.id, session_id))


@router.get("/{session_id}/posting")
async def posting(
    user: CurrentUser, session_id: SessionIdParam, view_session: ViewSessionDep
) -> WholePostingView:
    """What was read from the posting, and where each field came from."""
    return posting_view(await view_session.execute(user.id, session_id))


def _download(document: Document) -> Response:
    headers = {"Content-Disposition": f'inline; filename="resume.{document.format}"'}
    if document.warnings:
        # Headers hold ASCII only; the characters themselves go as escapes.
        text = " ".join(document.warnings)
        headers["X-Document-Warning"] = text.encode("ascii", "backslashreplace").decode()
    return Response(document.data, media_type=document.media_type, headers=headers)
