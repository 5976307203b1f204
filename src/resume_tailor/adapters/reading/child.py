"""The child's side: its limits, and everything that looks at the bytes of a file."""

import os
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path

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

_CPU_SLACK = 5
_MOST_RUNS = 8_000
"""Pieces of print in a whole file; thirty full pages have half as many."""
_MOST_ON_PAGE = 2_500
"""The same on one page: what stands on one is compared with one another."""
_OPEN_FILES = 64
_SWOLLEN = 64_000_000
"""Bytes of address space above those it began with, at which a child is not fit for another file:
what fails for want of memory leaves memory behind."""
SPENT = 75
"""Exit code of a child that was swollen before it looked at the file (`EX_TEMPFAIL`)."""
_begun_with: list[int] = []


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost."""

    seconds: float = 20.0
    bytes: int = 10_000_000
    pages: int = 30
    characters: int = 300_000
    memory_bytes: int = 320_000_000
    """Address space of a child above what it needs to begin with."""
    ocr_memory_bytes: int = 2_500_000_000
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
    if _begun_with and _address_space() > _begun_with[0] + _SWOLLEN:
        os._exit(SPENT)
    _limit_cpu(job.limits.seconds)
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


def enter_child(memory_bytes: int, processes: int) -> None:
    """Limits for good: memory, files, processes (0: as many as anybody); and no secrets in the
    environment."""
    import resource
    import signal

    import pymupdf  # noqa: F401 - now, so that no file waits for it and the limit can count it

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.clear()
    _begun_with.append(_address_space())
    _limit(resource.RLIMIT_AS, _begun_with[0] + memory_bytes)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    if processes:
        # Refuses another process or thread to all but root, who has no such limit.
        _limit(resource.RLIMIT_NPROC, processes)


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


def _limit(kind: int, value: int) -> None:
    import resource

    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, hard))


def _limit_cpu(seconds: float) -> None:
    """CPU time from now on; the deadline by the clock is the pool's."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + _CPU_SLACK)


def _address_space() -> int:
    """Bytes of address space in use; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
