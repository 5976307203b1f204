"""Logs go to stderr, one line a record; no token, password or resume text is ever in one."""

import logging
import sys

_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_CHATTY = {
    "procrastinate": logging.WARNING,
    "alembic": logging.WARNING,
    "trafilatura": logging.CRITICAL,
    "httpx": logging.WARNING,
    "uvicorn": logging.WARNING,
    "fontTools": logging.WARNING,
}
"""Libraries that say at INFO what helps their own authors; procrastinate logs job arguments."""


def set_up_logging(level: str) -> None:
    """Send records of that level and above to stderr."""
    logging.basicConfig(level=level, format=_FORMAT, stream=sys.stderr, force=True)
    for name, least in _CHATTY.items():
        logging.getLogger(name).setLevel(max(least, logging.getLevelName(level)))
