"""`read-posting`: what is read from postings."""

import json
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import track

from resume_tailor.adapters.scraping.fetching.no_cache import NoPageCache
from resume_tailor.adapters.scraping.sources.urls import parts_of
from resume_tailor.domain.errors import (
    DomainError,
    PostingUnreachable,
    PostingUnreadable,
    UrlNotAllowed,
)
from resume_tailor.domain.model.job_posting import Importance, JobPosting, PostingStatus
from resume_tailor.domain.model.usage import Meter
from resume_tailor.entrypoints.cannot_start import CannotStart
from resume_tailor.entrypoints.cli.sources import is_url, posting_text, write_file
from resume_tailor.entrypoints.container import Container
from resume_tailor.entrypoints.settings import Settings

_out = Console(highlight=False)
_err = Console(stderr=True, highlight=False, soft_wrap=True)
_COLOURS = {Importance.MUST: "red", Importance.SHOULD: "yellow", Importance.NICE: "green"}
_FIELDS = ("title", "company", "location", "description")


@dataclass(frozen=True, slots=True)
class PostingOrder:
    """What the person asked for on the command line."""

    sources: list[str]
    """Addresses and files."""
    json: bool = False
    folder: Path | None = None
    """Where a JSON file for each posting goes."""
    url: str = ""
    """Where a saved page came from."""


async def show_postings(settings: Settings, order: PostingOrder) -> int:
    """Read postings, print or write what was read. The exit code is 1 if one could not be read;
    where JSON is asked for, that a page holds no posting is an answer too."""
    if order.url and (len(order.sources) > 1 or is_url(order.sources[0])):
        raise CannotStart("--url says where one saved page came from. Name that one file.")
    container = Container(settings=settings)
    container.page_cache.override(NoPageCache())
    failed = 0
    names: set[str] = set()
    try:
        quiet = order.folder is None or len(order.sources) == 1
        for source in track(order.sources, "Reading", disable=quiet, console=_err):
            name = _unused(_name(source), names)
            try:
                posting = await _read(container, source, order.url)
            except DomainError as error:
                failed += _refused(source, error, order, name)
                continue
            _show(posting, order, name)
    finally:
        container.page_sandbox().close()
    return 1 if failed else 0


async def _read(container: Container, source: str, url: str) -> JobPosting:
    reader = container.posting_reader()
    posting: JobPosting
    if is_url(source):
        posting = await reader.fetch(source)
    else:
        posting = await reader.read(posting_text(source), url)
    requirements = await container.advisor().requirements(posting, Meter())
    return replace(posting, requirements=requirements)


def _show(posting: JobPosting, order: PostingOrder, name: str) -> None:
    if order.folder or order.json:
        _give(posting_json(posting), order, name)
    else:
        _print_posting(posting)


def _refused(source: str, error: DomainError, order: PostingOrder, name: str) -> int:
    if not (order.folder or order.json):
        _err.print(f"[bold red]{escape(source)}[/]: {escape(error.message)} ({error.code})")
        return 1
    _give(refusal_json(error), order, name)
    return 0 if isinstance(error, PostingUnreadable) else 1


def _give(data: dict[str, Any], order: PostingOrder, name: str) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=2)
    if order.folder:
        write_file(order.folder / f"{name}.json", text.encode())
    else:
        print(text)  # noqa: T201 - the output


def posting_json(posting: JobPosting) -> dict[str, Any]:
    """The posting as plain data; what was not said is null."""
    data = {k: v if v != "" else None for k, v in asdict(posting).items()}
    data["status"] = posting.status.value
    data["origins"] = {origin.field: origin.source for origin in posting.origins}
    return {"status": data.pop("status"), **data}


def refusal_json(error: DomainError) -> dict[str, Any]:
    """What a page without a posting gives: the status, why, and nothing else."""
    fetched = isinstance(error, UrlNotAllowed | PostingUnreachable)
    status = "error" if fetched else "no_posting"
    reason = {"code": error.code, "message": error.message}
    return {"status": status, "reason": reason, **dict.fromkeys(_FIELDS)}


def _name(source: str) -> str:
    if not is_url(source):
        return Path(source).stem
    parts = parts_of(source)
    return re.sub(r"\W+", "-", f"{parts.hostname} {parts.path}").strip("-")[:80]


def _unused(name: str, names: set[str]) -> str:
    chosen, number = name, 2
    while chosen in names:
        chosen, number = f"{name}-{number}", number + 1
    names.add(chosen)
    return chosen


def _print_posting(posting: JobPosting) -> None:
    _out.print(f"\n[bold]{escape(posting.title or '(no title found)')}[/]")
    facts = (posting.company, posting.location, posting.remote, posting.employment_type)
    _out.print(escape(" · ".join(filter(None, (*facts, posting.salary, posting.language)))))
    if posting.status is PostingStatus.EXPIRED:
        _out.print(f"[bold red]Over:[/] {escape(posting.closing_words)}")
    read_from = ", ".join(f"{origin.field} from {origin.source}" for origin in posting.origins)
    _out.print(f"[dim]{escape(read_from)}[/]")
    if not posting.requirements:
        _out.print("No requirements were recognised in the text.")
    for importance in Importance:
        asked = [r for r in posting.requirements if r.importance is importance]
        if asked:
            _out.print(f"\n[bold {_COLOURS[importance]}]{importance.value}[/]")
        for requirement in asked:
            detail = ", ".join(filter(None, (requirement.kind.value, requirement.level)))
            _out.print(f"  [dim]{requirement.id:>4}[/] {escape(requirement.text)} [dim]{detail}[/]")
