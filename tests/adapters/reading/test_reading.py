"""The reader as the rest of the program sees it: children, limits, refusals."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import pymupdf
import pytest

from resume_tailor.adapters.reading.child import Job, ocr_is_installed, prepare
from resume_tailor.adapters.reading.resume_reader import FileResumeReader, Limits
from resume_tailor.adapters.sandbox.child_processes import Bounds, ChildProcesses
from resume_tailor.domain.errors import (
    DomainError,
    NotAPdf,
    OutOfBounds,
    ResumeEncrypted,
    ResumeHasNoText,
    ResumeTooLarge,
    ResumeUnreadable,
    TookTooLong,
)
from tests.adapters.reading.pdfs import ONE_COLUMN, a_pdf
from tests.contracts.resume_reader import PASSWORD, ResumeReaderContract
from tests.fakes.sandbox import FakeSandbox
from tests.processes import children

LOCKED = a_pdf(ONE_COLUMN, encryption=4, user_pw=PASSWORD, owner_pw="owner")


@contextmanager
def a_sandbox(seconds: float = 20.0) -> Iterator[ChildProcesses]:
    sandbox = ChildProcesses(Bounds(seconds=seconds, children=1), prepare)
    try:
        yield sandbox
    finally:
        sandbox.close()


@pytest.fixture(scope="module")
def reader() -> Iterator[FileResumeReader]:
    with a_sandbox() as sandbox:
        yield FileResumeReader(sandbox, sandbox, Limits(bytes=200_000, pages=3))


class TestContract(ResumeReaderContract):
    plain = a_pdf(ONE_COLUMN)
    locked = LOCKED

    @pytest.fixture
    def subject(self, reader: FileResumeReader) -> FileResumeReader:
        return reader


async def test_reading_in_a_child(reader: FileResumeReader) -> None:
    assert (await reader.read(a_pdf(ONE_COLUMN))).contact.name == "Nadia Ferrow"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"PK\x03\x04", NotAPdf),
        (b"", NotAPdf),
        (b"%PDF-1.7 " + b"x" * 200_000, ResumeTooLarge),
        (b"%PDF-1.7\nrubbish", ResumeUnreadable),
        (a_pdf(*[ONE_COLUMN] * 4), ResumeTooLarge),
        (a_pdf([(50, 50, "A stamp", 10)]), ResumeHasNoText),
        (a_pdf([(50, 50, "A few words of text, no more", 10)]), None),
        (LOCKED, ResumeEncrypted),
    ],
)
async def test_what_cannot_be_read_has_its_error(
    reader: FileResumeReader, data: bytes, error: type[DomainError] | None
) -> None:
    if error is None:
        assert await reader.read(data)
        return
    with pytest.raises(error):
        await reader.read(data)


async def test_a_scan_says_how_to_go_on(reader: FileResumeReader) -> None:
    if ocr_is_installed():
        pytest.skip("the extra for text recognition is installed")
    with pytest.raises(ResumeHasNoText, match=r"resume-tailor\[ocr\]"):
        await reader.read(a_scan())


async def test_a_scan_is_recognised() -> None:
    if not ocr_is_installed():
        pytest.skip("the extra for text recognition is not installed")
    sandbox = FakeSandbox()
    resume = await FileResumeReader(sandbox, sandbox).read(a_scan())
    assert resume.contact.email == "nadia@example.org"
    assert [s.heading for s in resume.sections] == ["Work Experience", "Education", "Skills"]
    assert resume.report.recognised


@pytest.mark.parametrize(
    ("fails", "says"), [(TookTooLong(), "takes too long"), (OutOfBounds(), "cannot be read")]
)
async def test_what_is_too_much_for_the_sandbox_is_unreadable(
    fails: DomainError, says: str
) -> None:
    sandbox = FakeSandbox()
    sandbox.fails = fails
    with pytest.raises(ResumeUnreadable, match=says):
        await FileResumeReader(sandbox, sandbox).read(a_pdf(ONE_COLUMN))


async def test_the_picture_shows_each_line(reader: FileResumeReader) -> None:
    data = a_pdf(ONE_COLUMN, ONE_COLUMN)
    png = await reader.picture(data, await reader.read(data))
    library: Any = pymupdf
    picture = library.Pixmap(png)
    plain = library.open(stream=data)[0].get_pixmap(matrix=library.Matrix(1.6, 1.6))
    assert picture.width == plain.width
    assert picture.height > 2 * plain.height
    assert picture.color_count() > 3 * plain.color_count()
    with pytest.raises(NotAPdf):
        await reader.picture(b"no pdf", await reader.read(data))


async def test_a_file_made_to_be_slow_does_not_keep_the_server_busy() -> None:
    """Thousands of dates in a margin: whatever it costs, it costs the child."""
    notes = [(500.0, 20.0 + (i % 80) * 9, "2020", 8.0) for i in range(3_000)]
    turns = 0

    async def count_turns() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0.01)

    counting = asyncio.create_task(count_turns())
    with suppress(DomainError), a_sandbox(seconds=10) as sandbox:
        await FileResumeReader(sandbox, sandbox).read(a_pdf([*ONE_COLUMN, *notes]))
    counting.cancel()
    assert turns > 5


async def test_a_child_that_reads_stays_small() -> None:
    with a_sandbox() as sandbox:
        await FileResumeReader(sandbox, sandbox).read(a_pdf(ONE_COLUMN))
        assert children()[0].memory_info().rss < 200_000_000


async def test_what_needs_too_much_memory_is_refused_and_the_next_file_is_read() -> None:
    """The first file leaves the child short of memory, so that it is replaced."""
    objects = b"".join(b"%d 0 obj [%s] endobj\n" % (i, b"null " * 200_000) for i in range(1, 9))
    with a_sandbox() as sandbox:
        reader = FileResumeReader(sandbox, sandbox)
        with pytest.raises(DomainError):
            await reader.read(b"%PDF-1.7\n" + objects + b"trailer<</Root 1 0 R>>")
        assert (await reader.read(a_pdf(ONE_COLUMN))).contact.name == "Nadia Ferrow"


@pytest.mark.slow
async def test_every_hostile_file_ends_as_labelled(shared: Path) -> None:
    """Read, or refused with an error of ours; the children stay below 512 MB."""
    labels = json.loads((shared / "attacks/pdf/manifest.json").read_text())
    wrong: list[str] = []
    watching = asyncio.create_task(largest_child())
    with a_sandbox() as sandbox:
        reader = FileResumeReader(sandbox, sandbox, Limits(ocr_pages=0))
        for label in labels:
            data = (shared / "attacks/pdf/files" / label["file"]).read_bytes()
            outcome = await outcome_of(reader, data)
            expected = {"accept": {"read"}, "reject_4xx": {"refused"}}.get(
                label["expect"], {"read", "refused"}
            )
            hidden = label["cls"] == "hidden-text" and "visible" not in label["file"]
            if outcome.partition(":")[0] not in expected or (hidden and "MIT" in outcome):
                wrong.append(f"{label['file']}: {outcome[:60]}")
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    assert wrong == []
    assert PEAK[0] < 512_000_000


PEAK = [0]


async def largest_child() -> None:
    while True:
        for child in children():
            with suppress(psutil.Error):
                PEAK[0] = max(PEAK[0], child.memory_info().rss)
        await asyncio.sleep(0.02)


async def outcome_of(reader: FileResumeReader, data: bytes) -> str:
    try:
        resume = await reader.read(data)
    except DomainError as error:
        return f"refused: {error.code}"
    return "read: " + " ".join(line.text for line in resume.lines())


def a_scan() -> bytes:
    """A page that is a picture of a page."""
    library: Any = pymupdf
    picture = library.open(stream=a_pdf(ONE_COLUMN))[0].get_pixmap(dpi=150)
    document = library.open()
    page = document.new_page()
    page.insert_image(page.rect, stream=picture.tobytes("jpeg"))
    data: bytes = document.tobytes()
    return data


def test_a_job_can_be_sent_to_a_child() -> None:
    """What is sent must be picklable and small: the file, not its reading."""
    import pickle

    from resume_tailor.domain.ports.resume_reader import ResumeFormat

    job = Job(b"%PDF-", ResumeFormat.PDF, Limits())
    assert pickle.loads(pickle.dumps(job.with_ocr())).ocr
