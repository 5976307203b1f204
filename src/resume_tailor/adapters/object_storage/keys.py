"""What a key may look like, the same for all stores."""

import re

_KEY = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*", re.ASCII)


def require_key(key: str) -> None:
    """Raise `ValueError` for what could lead elsewhere."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"not a key: {key!r}")
