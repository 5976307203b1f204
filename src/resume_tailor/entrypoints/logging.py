"""Logs go to stderr, one line a record; no token, password or resume text is ever in one. What was
logged while a request or a session was worked on carries its id."""

import json
import logging
import sys
from datetime import UTC, datetime

from resume_tailor.adapters.telemetry.bound_ids import bound_ids

_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s%(ids)s"
_CHATTY = {
    "procrastinate": logging.WARNING,
    "alembic": logging.WARNING,
    "trafilatura": logging.CRITICAL,
    "httpx": logging.WARNING,
    "uvicorn": logging.WARNING,
    "fontTools": logging.WARNING,
}
"""Libraries that say at INFO what helps their own authors; procrastinate logs job arguments."""


class TextLines(logging.Formatter):
    """For people."""

    def __init__(self) -> None:
        super().__init__(_FORMAT)

    def format(self, record: logging.LogRecord) -> str:
        """`... message [session_id=...]`."""
        record.ids = "".join(f" [{name}={value}]" for name, value in bound_ids().items())
        return super().format(record)


class JsonLines(logging.Formatter):
    """For machines: one object a line, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        """`{"at": ..., "level": ..., "logger": ..., "message": ..., ids...}`."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **bound_ids(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def set_up_logging(level: str, form: str = "text") -> None:
    """Send records of that level and above to stderr, as `text` or `json`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, least in _CHATTY.items():
        logging.getLogger(name).setLevel(max(least, logging.getLevelName(level)))
