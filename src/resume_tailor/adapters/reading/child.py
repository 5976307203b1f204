"""What runs in the sandbox: everything that looks at the bytes of a file."""

from dataclasses import dataclass, field, replace
from importlib.util import find_spec

from resume_tailor.adapters.reading.formats.docx import read_docx
from resume_tailor.adapters.reading.formats.json_resume import read_json_resume
from resume_tailor.adapters.reading.formats.markdown import read_markdown
from resume_tailor.adapters.reading.formats.plain_text import read_plain_text
from resume_tailor.adapters.reading.layout.build import to_resume
from resume_tailor.adapters.reading.layout.page import Document
from resume_tailor.adapters.reading.pdf.extraction import extract
from resume_tailor.domain.errors import (
    DomainError,
    ResumeHasNoText,
    ResumeTooLarge,
    ResumeUnreadable,
)
from resume_tailor.domain.model.resume import Resume
from resume_tailor.domain.ports.resume_reader import ResumeFormat

_MOST_RUNS = 8_000
"""Pieces of print in a whole file; thirty full pages have half as many."""
_MOST_ON_PAGE = 2_500
"""The same on one page: what stands on one is compared with one another."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost."""

    bytes: int = 10_000_000
    pages: int = 30
    characters: int = 300_000
    ocr_pages: int = 8
    """Pages of a scan; 0 recognises nothing, be the extra installed or not."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read."""

    data: bytes
    format: ResumeFormat
    limits: Limits
    password: str = field(default="", repr=False)
    ocr: bool = False

    def with_ocr(self) -> "Job":
        """The same file, its letters recognised from pictures."""
        return replace(self, ocr=True)


def ocr_is_installed() -> bool:
    """Whether the extra `ocr` is there."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read(job: Job) -> Resume:
    """The resume in the file; raises what the port says."""
    try:
        resume = _resume(job)
    except (DomainError, MemoryError):
        raise
    except Exception as error:
        # A fault of ours in the layout code must not become one of the server.
        raise ResumeUnreadable from error
    letters = [len(line.text) for line in resume.lines()]
    if sum(letters) > job.limits.characters or len(letters) > _MOST_RUNS:
        raise ResumeTooLarge
    if not letters and not any(True for _ in resume.entries()):
        raise ResumeHasNoText("Nothing that looks like a resume was found in the file.")
    return resume


@dataclass(frozen=True, slots=True)
class PictureJob:
    """A PDF with what was read from it."""

    data: bytes
    resume: Resume
    password: str = field(default="", repr=False)


def picture(job: PictureJob) -> bytes:
    """A PNG that shows what was read where."""
    from resume_tailor.adapters.reading.pdf.picture import draw

    return draw(job.data, job.resume, job.password)


def prepare() -> None:
    """Import what every file needs."""
    import pymupdf  # noqa: F401 - now, so that no file waits for it


def _resume(job: Job) -> Resume:
    if job.format is ResumeFormat.JSON:
        return read_json_resume(job.data)
    document = _document(job)
    if len(document.runs) > _MOST_RUNS or max(len(s.runs) for s in document.sheets) > _MOST_ON_PAGE:
        raise ResumeTooLarge("The file holds far more lines than a resume. Send the resume alone.")
    return to_resume(document)


def _document(job: Job) -> Document:
    limits = job.limits
    if job.ocr:
        from resume_tailor.adapters.reading.pdf.ocr import recognise

        return recognise(job.data, limits.ocr_pages, job.password)
    match job.format:
        case ResumeFormat.DOCX:
            return read_docx(job.data, limits.characters)
        case ResumeFormat.MARKDOWN:
            return read_markdown(job.data, limits.characters)
        case ResumeFormat.TEXT:
            return read_plain_text(job.data, limits.characters)
        case _:
            return extract(job.data, limits.pages, limits.characters, job.password)
