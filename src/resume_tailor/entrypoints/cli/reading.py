"""`read-resume` and `read-posting`: what the readers see."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.tree import Tree

from resume_tailor.domain.model.job_posting import Importance, JobPosting
from resume_tailor.domain.model.resume import Entry, LineKind, Resume, Section
from resume_tailor.entrypoints.cli.sources import is_url, posting_text, read_file
from resume_tailor.entrypoints.container import Container
from resume_tailor.entrypoints.settings import Settings

_out = Console(highlight=False)
_COLOURS = {Importance.MUST: "red", Importance.SHOULD: "yellow", Importance.NICE: "green"}


async def show_resume(settings: Settings, file: Path, *, as_json: bool) -> None:
    """Print the structure of a resume."""
    reader = Container(settings=settings).resume_reader()
    try:
        resume = await reader.read(read_file(file))
    finally:
        reader.close()
    if as_json:
        print(json.dumps(resume_json(resume), ensure_ascii=False, indent=2))  # noqa: T201
    else:
        _out.print(resume_tree(resume))


async def show_posting(settings: Settings, posting: str, *, as_json: bool) -> None:
    """Print what a posting asks for."""
    container = Container(settings=settings)
    reader = container.posting_reader()
    read = await (reader.fetch(posting) if is_url(posting) else reader.read(posting_text(posting)))
    full = replace(read, requirements=await container.advisor().requirements(read))
    if as_json:
        print(json.dumps(asdict(full), ensure_ascii=False, indent=2))  # noqa: T201
    else:
        _print_posting(full)


def resume_json(resume: Resume) -> dict[str, Any]:
    """The resume as plain data, ids included."""
    return {
        "name": resume.contact.name or None,
        "email": resume.contact.email or None,
        "contact": asdict(resume.contact),
        "sections": [_section_json(section) for section in resume.sections],
    }


def resume_tree(resume: Resume) -> Tree:
    """The resume as a tree for the terminal."""
    contact = resume.contact
    details = ", ".join(filter(None, (contact.email, contact.phone, contact.location)))
    tree = Tree(f"[bold]{escape(contact.name or '(no name found)')}[/]  {escape(details)}")
    for section in resume.sections:
        label = f"[bold cyan]{escape(section.heading or '(no heading)')}[/]"
        branch = tree.add(f"{label} [dim]{section.id} {section.kind}[/]")
        _add_lines(branch, section)
        for entry in section.entries:
            _add_lines(branch.add(f"[bold]{escape(entry.header)}[/] [dim]{entry.id}[/]"), entry)
    return tree


def _add_lines(branch: Tree, parent: Section | Entry) -> None:
    for line in parent.lines:
        mark = "• " if line.kind is LineKind.BULLET else ""
        branch.add(f"{mark}{escape(line.text)} [dim]{line.id}[/]")


def _section_json(section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "kind": section.kind.value,
        "heading": section.heading,
        "lines": [line.text for line in section.lines],
        "entries": [
            {
                "id": entry.id,
                "organisation": entry.organisation or None,
                "title": entry.title or None,
                "dates": entry.dates or None,
                "location": entry.location or None,
                "bullets": [line.text for line in entry.lines if line.kind is LineKind.BULLET],
                "lines": [asdict(line) for line in entry.lines],
            }
            for entry in section.entries
        ],
    }


def _print_posting(posting: JobPosting) -> None:
    _out.print(f"[bold]{escape(posting.title or '(no title found)')}[/]")
    _out.print(escape(" · ".join(filter(None, (posting.company, posting.location)))))
    if not posting.requirements:
        _out.print("No requirements were recognised in the text.")
    for importance in Importance:
        asked = [r for r in posting.requirements if r.importance is importance]
        if asked:
            _out.print(f"\n[bold {_COLOURS[importance]}]{importance.value}[/]")
        for requirement in asked:
            _out.print(f"  [dim]{requirement.id:>4}[/] {escape(requirement.text)}")
