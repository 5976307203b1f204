"""Plain text: each character stands where a typewriter would put it."""

import re

from resume_tailor.adapters.reading.layout.page import Box, Document, Piece, Run, Sheet, Style
from resume_tailor.domain.errors import NotAPdf, ResumeHasNoText, ResumeTooLarge
from resume_tailor.domain.model.text import visible

_STYLE = Style(10.0)
_LETTER, _PITCH = 6.0, 12.0
_CELL = re.compile(r"\S+(?: {1,2}\S+)*")
_UNDERLINE = re.compile(r"[=\-_~*#]{3,}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read_plain_text(data: bytes, max_characters: int) -> Document:
    """The text as one page; gaps of three blanks separate cells. Raises `NotAPdf` for what is no
    text, `ResumeTooLarge` and `ResumeHasNoText`."""
    text = decoded(data)
    if len(text) > max_characters:
        raise ResumeTooLarge(f"The resume has more than {max_characters:,} characters.")
    runs: list[Run] = []
    for number, line in enumerate(visible(text).expandtabs(8).splitlines()):
        if _UNDERLINE.fullmatch(line.strip()):
            continue
        for cell in _CELL.finditer(line):
            x, y = 50 + cell.start() * _LETTER, 40 + number * _PITCH
            box = Box(x, y, x + len(cell[0]) * _LETTER, y + _STYLE.size)
            runs.append(Run((Piece(cell[0], _STYLE),), 0, box, len(runs)))
    if not runs:
        raise ResumeHasNoText("The file holds no text.")
    width = max(run.box.x1 for run in runs) + 50
    return Document((Sheet(0, width, runs[-1].box.y1 + 400, tuple(runs)),))


def decoded(data: bytes) -> str:
    """The bytes as text: UTF-8, UTF-16 with its mark, else Windows-1252. Raises `NotAPdf`."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if len(_CONTROL.findall(text)) > len(text) // 50:
        raise NotAPdf
    return text
