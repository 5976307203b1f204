"""Text recognition for scanned pages, by RapidOCR, whose wheel carries its models (extra `ocr`)."""

from typing import Any

from resume_tailor.adapters.reading.layout.page import Box, Document, Piece, Run, Sheet, Style
from resume_tailor.adapters.reading.pdf.extraction import opened
from resume_tailor.domain.errors import ResumeHasNoText
from resume_tailor.domain.model.text import visible

_DPI = 150
_POINTS = 72 / _DPI
_LONGEST_SIDE = 1_800
_SURE = 0.5
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
    kept = [(box, visible(text).strip()) for box, text, score in texts if score > _SURE]
    return [_run(box * scale, text, page.number, order + i) for i, (box, text) in enumerate(kept)]


def _run(corners: Any, text: str, page: int, order: int) -> Run:
    box = Box(*(float(v) for v in (*corners.min(axis=0), *corners.max(axis=0))))
    size = round(box.height / _LINE)
    return Run((Piece(text, Style(float(size))),), page, box, order)
