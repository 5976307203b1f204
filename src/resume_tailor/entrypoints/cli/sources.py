"""What people name on the command line: files and addresses, read and written."""

from pathlib import Path

from resume_tailor.adapters.scraping.fetching.decoding import decode
from resume_tailor.entrypoints.cannot_start import CannotStart


def read_file(path: Path) -> bytes:
    """The bytes of a file; raises `CannotStart` with what to do."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotStart(f"{path} cannot be read: {error.strerror}.") from error


def write_file(path: Path, data: bytes) -> None:
    """Write a file, folders included; raises `CannotStart` with what to do."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise CannotStart(f"{path} cannot be written: {error.strerror}.") from error


def is_url(posting: str) -> bool:
    """Whether a posting is named by its address."""
    return posting.lower().startswith(("http://", "https://"))


def posting_text(posting: str) -> str:
    """The text of a saved page or a text file."""
    data = read_file(Path(posting))
    if data.startswith(b"%PDF-") or b"\x00" in data:
        raise CannotStart(
            f"{posting} is no text and no web page. Save the posting as one of these."
        )
    return decode(data)
