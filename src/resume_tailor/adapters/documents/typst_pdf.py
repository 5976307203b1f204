"""The resume as PDF, by Typst, in fonts that come with the program."""

import json
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import fontpkg_source_sans_3
import typst
from fontTools.ttLib import TTFont

from resume_tailor.domain.model.resume import Entry, Line, LineKind, Resume

_FONTS = Path(fontpkg_source_sans_3.__file__).parent / "files"
_TEMPLATE = files(__package__) / "resume.typ"


def to_pdf(resume: Resume) -> bytes:
    """A tagged A4 document in one column. The same resume gives the same bytes."""
    data = json.dumps(_data(resume), ensure_ascii=False)
    with as_file(_TEMPLATE) as template:
        pdf = typst.compile(
            str(template),
            font_paths=[str(_FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"resume": data},
            timestamp=0,
        )
    assert isinstance(pdf, bytes), "one PDF is one document"
    return pdf


def unsupported_characters(resume: Resume) -> str:
    """Characters that the fonts have no sign for, each once, in order of appearance."""
    known = _known_characters()
    text = json.dumps(_data(resume), ensure_ascii=False)
    return "".join(dict.fromkeys(c for c in text if ord(c) not in known and not c.isspace()))


@cache
def _known_characters() -> frozenset[int]:
    font = next(path for path in _FONTS.glob("*.ttf") if "Italic" not in path.name)
    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def _data(resume: Resume) -> dict[str, Any]:
    contact = resume.contact
    return {
        "title": f"Resume of {contact.name}" if contact.name else "Resume",
        "name": contact.name,
        "headlines": list(contact.other),
        "details": list(contact.details),
        "sections": [
            {
                "heading": section.heading,
                "lines": _lines(section.lines),
                "entries": [_entry(entry) for entry in section.entries],
            }
            for section in resume.sections
        ],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "organisation": entry.organisation,
        "location": entry.location,
        "dates": entry.dates,
        "details": list(entry.details),
        "lines": _lines(entry.lines),
    }


def _lines(lines: tuple[Line, ...]) -> list[dict[str, Any]]:
    return [
        {"text": line.text, "bullet": line.kind is LineKind.BULLET, "depth": line.depth}
        for line in lines
    ]
