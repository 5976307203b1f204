"""All commands with their options. What they do stands in the modules beside this one."""

import asyncio
import os
import sys
from collections.abc import Coroutine
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.markup import escape

from resume_tailor.domain.errors import DomainError
from resume_tailor.domain.ports.resume_writer import DocumentFormat
from resume_tailor.entrypoints.cannot_start import CannotStart
from resume_tailor.entrypoints.logging import set_up_logging

if TYPE_CHECKING:
    from resume_tailor.entrypoints.settings import Settings

app = typer.Typer(
    help="Tailors a resume to a job posting, with a proof for every change.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
_INTERRUPTED = 130
_Result = TypeVar("_Result")

ResumeArgument = Annotated[
    Path, typer.Argument(help="The resume: PDF, docx, JSON Resume, Markdown or text.")
]
ResumesArgument = Annotated[
    list[Path], typer.Argument(help="Resumes: PDF, docx, JSON Resume, Markdown or text.")
]
OutFolderOption = Annotated[
    Path | None,
    typer.Option("--out", help="Write one <name>.json for each resume into this folder."),
]
PictureOption = Annotated[
    Path | None,
    typer.Option(
        "--picture",
        help="Write a PNG of the pages with what was read boxed and numbered: a file, or a folder"
        " for several resumes.",
    ),
]
PostingArgument = Annotated[
    str, typer.Argument(help="The posting: a URL, a saved page, or a text file.")
]
PostingsArgument = Annotated[
    list[str], typer.Argument(help="Postings: URLs, saved pages, text files.")
]
PostingOutOption = Annotated[
    Path | None,
    typer.Option("--out", help="Write one <name>.json for each posting into this folder."),
]
SavedFromOption = Annotated[
    str, typer.Option("--url", help="The address that a saved page came from.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON on stdout; logs on stderr.")]


def run() -> None:
    """Run the command line; one line, and no traceback, for what can be mended."""
    from pydantic import ValidationError

    try:
        app()
    except (CannotStart, DomainError, ValidationError) as error:
        console = Console(stderr=True, highlight=False, soft_wrap=True)
        console.print(f"[bold red]Error:[/] {escape(_one_line(error))}")
        sys.exit(1)


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,  # noqa: FBT002
) -> None:
    if version:
        print(installed_version("resume-tailor"))  # noqa: T201 - the command's output
        raise typer.Exit


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on; 0 for any.")] = None,
    worker: Annotated[  # noqa: FBT002 - an option has a name
        bool, typer.Option("--worker/--no-worker", help="Run jobs in this process too.")
    ] = True,
) -> None:
    """Start the API, a worker, and the database where none is set."""
    from resume_tailor.entrypoints.cli.processes import announce_server
    from resume_tailor.entrypoints.http_api import serve as serve_api

    chosen: dict[str, Any] = {"host": host, "port": port}
    settings = _settings(**{name: value for name, value in chosen.items() if value is not None})
    announce = announce_server(settings, with_worker=worker)
    _run(serve_api(settings, with_worker=worker, announce=announce))


@app.command()
def worker() -> None:
    """Run jobs in a process of its own, beside `serve --no-worker`."""
    from resume_tailor.entrypoints.cli.processes import say
    from resume_tailor.entrypoints.worker import work

    _run(work(_settings(), say))


@app.command()
def migrate() -> None:
    """Bring the database's schema up to date."""
    from resume_tailor.entrypoints.cli.processes import migrate_database

    _run(migrate_database(_settings()))


@app.command()
def doctor(json: JsonOption = False) -> None:  # noqa: FBT002
    """Check the environment and explain what is found."""
    from resume_tailor.entrypoints.cli.doctor import examine

    sys.exit(_run(examine(_settings(), as_json=json)))


@app.command()
def tailor(
    resume: ResumeArgument,
    posting: PostingArgument,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Where to write; beside the resume if left out."),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        DocumentFormat | None,
        typer.Option(help="The format; that of the output's name, else pdf, if left out."),
    ] = None,
    questions: Annotated[  # noqa: FBT002 - an option has a name
        bool, typer.Option("--questions/--no-questions", help="Ask about gaps.")
    ] = True,
    json: JsonOption = False,  # noqa: FBT002
) -> None:
    """Tailor a resume here and now, without a server."""
    from resume_tailor.entrypoints.cli.tailor import Order, tailor_resume

    order = Order(resume, posting, output, format, questions, json)
    sys.exit(_run(tailor_resume(_settings(quiet=True), order)))


@app.command("read-resume")
def read_resume(
    files: ResumesArgument,
    json: JsonOption = False,  # noqa: FBT002
    out: OutFolderOption = None,
    picture: PictureOption = None,
) -> None:
    """Show what is read from resumes, and draw it.

    The structure is printed as a tree, with what was perhaps not understood and what was left out.
    """
    from resume_tailor.entrypoints.cli.reading import ReadingOrder, show_resumes

    order = ReadingOrder(files, json, out, picture)
    sys.exit(_run(show_resumes(_settings(quiet=True), order)))


@app.command("read-posting")
def read_posting(
    sources: PostingsArgument,
    json: JsonOption = False,  # noqa: FBT002
    out: PostingOutOption = None,
    url: SavedFromOption = "",
) -> None:
    """Show what is read from postings.

    Title, company and place with where each was read, and what is asked for, by importance. A saved
    page, an answer of an applicant system (JSON, XML) or a text is read by the same code as a page
    that is fetched.
    """
    from resume_tailor.entrypoints.cli.posting import PostingOrder, show_postings

    order = PostingOrder(sources, json, out, url)
    sys.exit(_run(show_postings(_settings(quiet=True), order)))


def _settings(*, quiet: bool = False, **chosen: Any) -> "Settings":
    from resume_tailor.entrypoints.settings import Settings

    settings = Settings(**chosen)
    unasked = quiet and "log_level" not in settings.model_fields_set
    set_up_logging("ERROR" if unasked else settings.log_level, settings.log_format)
    return settings


def _run(process: Coroutine[Any, Any, _Result]) -> _Result:
    try:
        return asyncio.run(process)
    except KeyboardInterrupt:
        Console(stderr=True).print("\nStopped.")
        # At once: a thread may still be waiting for the person to type.
        os._exit(_INTERRUPTED)


def _one_line(error: Exception) -> str:
    from pydantic import ValidationError

    from resume_tailor.entrypoints.settings import PREFIX

    if isinstance(error, ValidationError):
        problem = error.errors()[0]
        name = f"{PREFIX}{problem['loc'][0]}".upper() if problem["loc"] else "a setting"
        return f"{name}: {problem['msg'].removeprefix('Value error, ')}."
    return str(error)
