"""Hand out the document."""

from resume_tailor.domain.model.identifiers import SessionId, UserId
from resume_tailor.domain.model.tailoring_session import TailoringSession
from resume_tailor.domain.ports.resume_writer import Document, DocumentFormat, ResumeWriter
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory
from resume_tailor.domain.use_cases.access import own_view


class ExportResume:
    """Any version, as soon as the resume has been read; the newest unless another is named."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, writer: ResumeWriter) -> None:
        self._unit_of_work = unit_of_work
        self._writer = writer

    async def execute(
        self,
        user_id: UserId,
        session_id: SessionId,
        format_: DocumentFormat,
        version: int | None = None,
    ) -> Document:
        """The document; raises `ResumeNotReadYet` or `VersionNotFound`."""
        async with self._unit_of_work() as work:
            snapshot = await own_view(work, session_id, user_id)
        session = TailoringSession(snapshot)
        resume = session.resume_now if version is None else session.resume_at(version)
        return await self._writer.write(resume, format_)
