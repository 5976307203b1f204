"""Text recognition for scanned pages, by RapidOCR, whose wheel carries its models (extra `ocr`)."""

from statistics import median
from typing import Any

from resume_tailor.adapters.reading.layout.page import Box, Document, Piece, Run, Sheet, Style
from resume_tailor.adapters.reading.layout.section_names import kind_of
from resume_tailor.adapters.reading.pdf.extraction import opened
from resume_tailor.domain.errors import ResumeHasNoText
from resume_tailor.domain.model.text import visible

_DPI = 150
_POINTS = 72 / _DPI
_LONGEST_SIDE = 1_800
_SURE = 0.5
_SHORT = 3
"""Letters; the width of fewer says nothing."""
_HEADING = 1.3
"""A text that is the name of a section is at least so large: `Skills` has narrow letters."""
_STEPS = ((0.75, 0.75), (1.28, 1.0), (1.8, 1.5), (float("inf"), 2.2))
"""Widths, measured by the usual one, below a limit stand for a size, measured by the body's."""
_LINE = 1.35
"""Height of a recognised box in ems."""
_SETTINGS = {
    "Global.log_level": "critical",
    "Global.use_cls": False,
    "Global.max_side_len": _LONGEST_SIDE,
    "Det.limit_side_len": 960,
    "Det.limit_type": "max",
    # One at a time, on one thread, without an arena: 480 MB instead of 790, and no slower.
    "Rec.rec_batch_num": 1,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
}


def recognise(data: bytes, max_pages: int, password: str = "") -> Document:
    """The text of scanned pages with its places. Raises `ResumeHasNoText` where none is found,
    `ResumeTooLarge`, `ResumeEncrypted` and `ResumeUnreadable`."""
    with opened(data, max_pages, password) as document:
        sheets = _sheets(document)
    if not any(sheet.runs for sheet in sheets):
        raise ResumeHasNoText("No text could be recognised in the pictures of the PDF.")
    return Document(tuple(sheets), recognised=True)


def _sheets(document: Any) -> list[Sheet]:
    from rapidocr import RapidOCR

    engine: Any = RapidOCR(params=_SETTINGS)
    sheets: list[Sheet] = []
    order = 0
    for page in document:
        runs = _runs(engine, page, order)
        order += len(runs)
        sheets.append(Sheet(page.number, page.rect.width, page.rect.height, tuple(runs)))
    return sheets


def _runs(engine: Any, page: Any, order: int) -> list[Run]:
    import numpy as np

    longest = max(page.rect.width, page.rect.height) / _POINTS
    picture = page.get_pixmap(dpi=int(_DPI * min(1.0, _LONGEST_SIDE / longest)), alpha=False)
    scale = page.rect.width / picture.width
    pixels = np.frombuffer(picture.samples, np.uint8).reshape(picture.height, picture.width, -1)
    found = engine(pixels[:, :, ::-1])
    if found.boxes is None:
        return []
    texts = zip(found.boxes, found.txts, found.scores, strict=True)
    kept = [
        (_box(corners * scale), plain)
        for corners, text, score in texts
        if score > _SURE and (plain := visible(text).strip())
    ]
    sizes = _sizes(kept)
    return [
        Run((Piece(text, Style(size)),), page.number, box, order + number)
        for number, ((box, text), size) in enumerate(zip(kept, sizes, strict=True))
    ]


def _box(corners: Any) -> Box:
    return Box(*(float(v) for v in (*corners.min(axis=0), *corners.max(axis=0))))


def _sizes(texts: list[tuple[Box, str]]) -> list[float]:
    """Sizes in a few steps, from the mean width of a letter: the height of a box varies with its
    letters and with the slant of the scan."""
    if not texts:
        return []
    widths = [box.width / len(text) for box, text in texts]
    usual = median(widths)
    body = median(box.height for box, _ in texts) / _LINE
    factors = [
        max(w / usual if len(text) > _SHORT else 1.0, _HEADING if kind_of(text) else 0.0)
        for w, (_, text) in zip(widths, texts, strict=True)
    ]
    return [round(body * next(f for limit, f in _STEPS if factor < limit), 1) for factor in factors]
