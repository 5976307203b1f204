"""Reading in a sandbox, so that no file can take the server with it."""

from collections.abc import Callable

from resume_tailor.adapters.reading.child import (
    Job,
    Limits,
    PictureJob,
    ocr_is_installed,
    picture,
    read,
)
from resume_tailor.domain.errors import (
    NotAPdf,
    OutOfBounds,
    ResumeHasNoText,
    ResumeTooLarge,
    ResumeUnreadable,
    TookTooLong,
)
from resume_tailor.domain.model.resume import Resume
from resume_tailor.domain.ports.resume_reader import ResumeFormat, ResumeReader, format_of
from resume_tailor.domain.ports.sandbox import Job as AnyJob
from resume_tailor.domain.ports.sandbox import Result, Sandbox

__all__ = ["FileResumeReader", "Limits"]

_NO_TEXT = (
    "The PDF holds pictures of text only. Export it from the program it was written in, or install"
    " text recognition: pip install 'resume-tailor[ocr]'."
)


class FileResumeReader(ResumeReader):
    """Text in pictures is recognised in a sandbox of its own, which may take longer and use more
    memory, if the extra is installed."""

    def __init__(
        self, reading: Sandbox, recognising: Sandbox, limits: Limits | None = None
    ) -> None:
        self._reading = reading
        self._recognising = recognising
        self._limits = limits or Limits()

    async def read(self, data: bytes, name: str = "", password: str = "") -> Resume:
        """The resume; raises what the port says."""
        if len(data) > self._limits.bytes:
            raise ResumeTooLarge
        format_ = format_of(data, name)
        if format_ is None:
            raise NotAPdf
        job = Job(data, format_, self._limits, password)
        try:
            return await _run(self._reading, read, job)
        except ResumeHasNoText as error:
            if format_ is not ResumeFormat.PDF:
                raise
            if not ocr_is_installed() or not self._limits.ocr_pages:
                raise ResumeHasNoText(_NO_TEXT) from error
        return await _run(self._recognising, read, job.with_ocr())

    async def picture(self, data: bytes, resume: Resume, password: str = "") -> bytes:
        """A PNG of a PDF's pages that shows what was read where. Raises `NotAPdf` for other
        formats, and `ResumeUnreadable`."""
        if format_of(data) is not ResumeFormat.PDF:
            raise NotAPdf("Only of a PDF can a picture be drawn.")
        return await _run(self._reading, picture, PictureJob(data, resume, password))


async def _run(sandbox: Sandbox, work: Callable[[AnyJob], Result], job: AnyJob) -> Result:
    try:
        return await sandbox.run(work, job)
    except TookTooLong as error:
        message = "The file takes too long to read. Save it anew and upload that."
        raise ResumeUnreadable(message) from error
    except OutOfBounds as error:
        raise ResumeUnreadable from error
