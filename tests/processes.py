"""The processes that the program started."""

from contextlib import suppress

import psutil


def children() -> list[psutil.Process]:
    """Those of its sandboxes."""
    found: list[psutil.Process] = []
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if "spawn_main" in " ".join(child.cmdline()):
                found.append(child)
    return found
