"""`doctor`: is everything there, and what is set to what."""

import asyncio
import json
import platform
import socket
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import SecretStr
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from resume_tailor.adapters.llm.faults import ModelFault
from resume_tailor.adapters.reading.child import ocr_is_installed
from resume_tailor.adapters.scraping.fetching.no_cache import NoPageCache
from resume_tailor.adapters.scraping.rendering.browser import find_browser
from resume_tailor.domain.errors import DomainError
from resume_tailor.domain.model.resume import Contact, Line, Resume, Section, SectionKind
from resume_tailor.domain.model.usage import Meter
from resume_tailor.domain.ports.resume_writer import DocumentFormat
from resume_tailor.entrypoints.cannot_start import CannotStart
from resume_tailor.entrypoints.container import Container
from resume_tailor.entrypoints.runtime import prepare_data_dir, running
from resume_tailor.entrypoints.settings import PREFIX, Settings, origin_of

_POSTING = (
    "Test Engineer\n\nWe look for somebody who tests.\n\nRequirements:\n- Patience\n- Two years of"
    " experience"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, and what was found."""

    name: str
    well: bool
    detail: str


async def examine(settings: Settings, *, as_json: bool) -> int:
    """Look at everything, print it; 0 if all is well, 1 if not."""
    checks: tuple[tuple[str, Callable[[Settings], Awaitable[str]]], ...] = (
        ("Python", _python),
        ("data folder", _data_dir),
        ("address", _address),
        ("database", _database),
        ("reading and writing PDF", _documents),
        ("reading postings", _postings),
        ("advisor", _advisor),
    )
    findings = [await _look(name, check, settings) for name, check in checks]
    shown = [
        {"name": PREFIX + name.upper(), "value": _value(value), "from": origin_of(name, settings)}
        for name, value in settings
    ]
    if as_json:
        report = {"checks": [asdict(f) for f in findings], "settings": shown}
        print(json.dumps(report, ensure_ascii=False, indent=2))  # noqa: T201 - the output
    else:
        _print(findings, shown)
    return 0 if all(finding.well for finding in findings) else 1


async def _look(
    name: str, check: Callable[[Settings], Awaitable[str]], settings: Settings
) -> Finding:
    try:
        return Finding(name, well=True, detail=await check(settings))
    except (CannotStart, DomainError, OSError) as error:
        return Finding(name, well=False, detail=str(error))


async def _python(_: Settings) -> str:
    return f"{platform.python_version()} on {platform.platform()}"


async def _data_dir(settings: Settings) -> str:
    prepare_data_dir(settings.data_dir)
    return f"{settings.data_dir} can be written to"


async def _address(settings: Settings) -> str:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            return f"{settings.host}:{settings.port} is in use ({error.strerror}): a server runs?"
    return f"{settings.host}:{settings.port} is free"


async def _database(settings: Settings) -> str:
    async with running(settings) as container:
        await container.check_readiness().execute()
        stock = await container.take_stock().execute()
    kind = "embedded server" if settings.is_embedded else "outside server"
    if stock.stuck:
        raise CannotStart(
            f"{len(stock.stuck)} sessions have not moved for ten minutes, the first is {stock.stuck[0]}."
            " Is a worker running? Start one: resume-tailor worker."
        )
    under_way = sum(stock.sessions.values())
    return f"{kind}: connected, schema up to date, {under_way} sessions under way, none stuck"


async def _documents(settings: Settings) -> str:
    lines = tuple(Line(f"s1.l{i}", f"A line of text, number {i}.") for i in range(1, 4))  # type: ignore[arg-type]
    section = Section("s1", SectionKind.SKILLS, "Skills", lines)  # type: ignore[arg-type]
    resume = Resume(Contact(name="Test Person", email="test@example.org"), (section,))
    container = Container(settings=settings)
    document = await container.resume_writer().write(resume, DocumentFormat.PDF)
    reader = container.resume_reader()
    try:
        read = await reader.read(document.data)
    finally:
        await asyncio.to_thread(container.reading_sandbox().close)
    scans = "can be read" if ocr_is_installed() else "need the extra `ocr`"
    count = sum(1 for _ in read.lines())
    return f"wrote {len(document.data):,} bytes, read {count} lines back; scans {scans}"


async def _postings(settings: Settings) -> str:
    container = Container(settings=settings)
    container.page_cache.override(NoPageCache())
    try:
        posting = await container.posting_reader().read(_POSTING)
    finally:
        await asyncio.to_thread(container.page_sandbox().close)
    browser = find_browser(settings.browser)
    scripts = f"are run by {browser}" if browser else "need the extra `render` and a Chromium"
    return f"read {posting.title!r} back; scripts of pages {scripts}"


async def _advisor(settings: Settings) -> str:
    container = Container(settings=settings)
    rules = f"rules, {len(container.lexicon().entries)} terms in the lexicon"
    model = container.language_model()
    if model is None:
        return f"{rules}; no language model"
    meter = Meter()
    try:
        async with aclosing(model.ask(_GREETING, 16, meter)) as answer:
            async for _ in answer:
                break
    except ModelFault as fault:
        raise CannotStart(
            f"{fault.message} Look at {PREFIX}MODEL and what belongs to it."
        ) from None
    finally:
        await model.aclose()
    return f"{rules}; {settings.model} answers"


_GREETING = [{"role": "user", "content": "Answer with the word ok."}]


def _value(value: Any) -> str:
    if isinstance(value, SecretStr):
        return "(hidden)"
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value)


def _print(findings: list[Finding], settings: list[dict[str, str]]) -> None:
    out = Console(highlight=False)
    for finding in findings:
        mark = "[green]✓[/]" if finding.well else "[bold red]✗[/]"
        out.print(f"{mark} [bold]{finding.name}[/]: {escape(finding.detail)}")
    table = Table(box=None, header_style="bold")
    for column in ("setting", "value", "from"):
        table.add_column(column, overflow="fold")
    for row in settings:
        table.add_row(row["name"], escape(row["value"]), row["from"])
    out.print()
    out.print(table)
