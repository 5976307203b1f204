"""`read-resume`: what is read from resumes."""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.prompt import Prompt
from rich.tree import Tree

from resume_tailor.adapters.reading.resume_reader import FileResumeReader
from resume_tailor.domain.errors import DomainError, ResumeEncrypted
from resume_tailor.domain.model.reading_report import ReadingReport
from resume_tailor.domain.model.resume import Entry, LineKind, Resume, Section
from resume_tailor.entrypoints.cli.sources import read_file, write_file
from resume_tailor.entrypoints.container import Container
from resume_tailor.entrypoints.settings import Settings

_out = Console(highlight=False)
_err = Console(stderr=True, highlight=False)


@dataclass(frozen=True, slots=True)
class ReadingOrder:
    """What the person asked for on the command line."""

    files: list[Path]
    json: bool = False
    folder: Path | None = None
    """Where a JSON file for each resume goes."""
    picture: Path | None = None
    """Where the picture goes: a file for one resume, a folder for several."""

    def picture_of(self, file: Path) -> Path:
        """The picture's file for one of the resumes."""
        assert self.picture is not None, "asked for only where a picture is wanted"
        several = len(self.files) > 1 or self.picture.is_dir()
        return self.picture / f"{file.stem}.png" if several else self.picture


async def show_resumes(settings: Settings, order: ReadingOrder) -> int:
    """Read resumes, print or write what was read; the exit code is 1 if one could not be read."""
    container = Container(settings=settings)
    reader = container.resume_reader()
    failed = 0
    try:
        for file in track(order.files, "Reading", disable=order.folder is None, console=_err):
            try:
                await _show_resume(reader, file, order)
            except DomainError as error:
                failed += 1
                _err.print(f"[bold red]{escape(str(file))}[/]: {escape(error.message)}")
    finally:
        for sandbox in (container.reading_sandbox(), container.recognising_sandbox()):
            sandbox.close()
    return 1 if failed else 0


async def _show_resume(reader: FileResumeReader, file: Path, order: ReadingOrder) -> None:
    data, password = read_file(file), ""
    try:
        resume = await reader.read(data, file.name)
    except ResumeEncrypted:
        if not sys.stdin.isatty():
            raise
        password = Prompt.ask(f"Password of {file.name}", password=True, console=_err)
        resume = await reader.read(data, file.name, password)
    if order.picture:
        write_file(order.picture_of(file), await reader.picture(data, resume, password))
    text = json.dumps(resume_json(resume), ensure_ascii=False, indent=2)
    if order.folder:
        write_file(order.folder / f"{file.stem}.json", text.encode())
    elif order.json:
        print(text)  # noqa: T201 - the output
    elif not order.picture or len(order.files) == 1:
        _out.print(resume_tree(resume))


def resume_json(resume: Resume) -> dict[str, Any]:
    """The resume as plain data. `lines` and `bullets` are texts; `items` beside them are the same
    lines with their ids and places."""
    return {
        "name": resume.contact.name or None,
        "email": resume.contact.email or None,
        "contact": asdict(resume.contact),
        "sections": [_section_json(section) for section in resume.sections],
        "report": asdict(resume.report),
    }


def resume_tree(resume: Resume) -> Tree:
    """The resume as a tree for the terminal."""
    contact = resume.contact
    details = " · ".join((*contact.details, *contact.other))
    tree = Tree(f"[bold]{escape(contact.name or '(no name found)')}[/]  {escape(details)}")
    for section in resume.sections:
        label = f"[bold cyan]{escape(section.heading or '(no heading)')}[/]"
        branch = tree.add(f"{label} [dim]{section.id} {section.kind} {section.confidence:.0%}[/]")
        _add_lines(branch, section)
        for entry in section.entries:
            _add_lines(branch.add(f"[bold]{escape(entry.header)}[/] [dim]{entry.id}[/]"), entry)
    _add_report(tree, resume.report)
    return tree


def _add_report(tree: Tree, report: ReadingReport) -> None:
    if report.doubts:
        branch = tree.add("[yellow]Perhaps not understood[/]")
        for doubt in report.doubts:
            branch.add(f"{escape(doubt.text)} [dim]{doubt.where}[/]")
    if report.left_out:
        branch = tree.add("[red]Left out[/]")
        for part in report.left_out:
            branch.add(f"{escape(part.text)} [dim]{escape(part.reason)}[/]")


def _add_lines(branch: Tree, parent: Section | Entry) -> None:
    for line in parent.lines:
        mark = "  " * line.depth + "• " if line.kind is LineKind.BULLET else ""
        branch.add(f"{mark}{escape(line.text)} [dim]{line.id}[/]")


def _section_json(section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "kind": section.kind.value,
        "heading": section.heading,
        "confidence": section.confidence,
        "place": section.place and asdict(section.place),
        "lines": [line.text for line in section.lines],
        "items": [asdict(line) for line in section.lines],
        "entries": [_entry_json(entry) for entry in section.entries],
    }


def _entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "organisation": entry.organisation or None,
        "title": entry.title or None,
        "dates": entry.dates or None,
        "location": entry.location or None,
        "details": list(entry.details),
        "place": entry.place and asdict(entry.place),
        "bullets": [line.text for line in entry.lines if line.kind is LineKind.BULLET],
        "items": [asdict(line) for line in entry.lines],
    }
