"""What the long-running commands say, and `migrate`."""

from collections.abc import Callable

from rich.console import Console

from resume_tailor.entrypoints.runtime import running
from resume_tailor.entrypoints.settings import PREFIX, Settings

_out = Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str) -> None:
    """One line to the person who started the process."""
    _out.print(text)


def announce_server(settings: Settings, *, with_worker: bool) -> Callable[[str], None]:
    """Says where the server is, once it is there."""

    def announce(address: str) -> None:
        database = "embedded" if settings.is_embedded else f"set by {PREFIX}DATABASE_URL"
        say(f"[bold green]resume-tailor runs on {address}[/]  (documentation: {address}/docs)")
        say(f"  data:     {settings.data_dir}")
        say(f"  database: {database}")
        say(f"  worker:   {'in this process' if with_worker else 'none here'}")
        say(f"  advisor:  {settings.model or 'rules, no language model'}")
        say("Ctrl-C ends it, database included.")

    return announce


async def migrate_database(settings: Settings) -> None:
    """Attach, which migrates, and say so."""
    async with running(settings):
        say("The database is up to date.")
