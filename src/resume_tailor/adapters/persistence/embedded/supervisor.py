"""The process that keeps the server running while anybody uses it.

Run as `python -m ... supervisor DATA_DIR`, detached from its parent. It prints nothing; what went
wrong before the server answered is left in `supervisor.error` for the one who waits.
"""

import contextlib
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from resume_tailor.adapters.persistence.embedded.cluster import Cluster, reap
from resume_tailor.adapters.persistence.embedded.errors import EmbeddedPostgresError
from resume_tailor.adapters.persistence.embedded.locks import FileLock

USERS_LOCK = "users.lock"
SUPERVISOR_LOCK = "supervisor.lock"
ERROR_FILE = "supervisor.error"
_LOOK_EVERY_SECONDS = 0.1
_CHECK_SERVER_EVERY = 10


def main(data_dir: Path) -> int:
    """Supervise until nobody uses the server any more."""
    lock = FileLock(data_dir / SUPERVISOR_LOCK)
    if not lock.acquire():
        return 0
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        cluster = Cluster(data_dir)
        cluster.make()
        _supervise(cluster, FileLock(data_dir / USERS_LOCK), stopping)
    except EmbeddedPostgresError as error:
        (data_dir / ERROR_FILE).write_text(str(error), encoding="utf-8")
        return 1
    except OSError as error:
        (data_dir / ERROR_FILE).write_text(f"The database failed: {error}", encoding="utf-8")
        return 1
    return 0


def _supervise(cluster: Cluster, users: FileLock, stopping: list[int]) -> None:
    server = cluster.running() or cluster.start()
    rounds = 0
    while not stopping and not users.acquire():
        time.sleep(_LOOK_EVERY_SECONDS)
        reap()
        rounds += 1
        if rounds % _CHECK_SERVER_EVERY == 0 and cluster.running() is None:
            # The children of a server that was killed outlive it for a moment, and nothing can
            # start until they are gone: then the next round tries again.
            with contextlib.suppress(EmbeddedPostgresError):
                cluster.start(server.port)
    cluster.stop()
    users.release()


if __name__ == "__main__":
    if os.fork():
        # The one who started us is not to be our parent: it may end long before or after us.
        os._exit(0)
    sys.exit(main(Path(sys.argv[1])))
