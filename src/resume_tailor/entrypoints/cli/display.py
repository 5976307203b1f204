"""What a session looks like on a terminal: progress, questions, and the summary at the end."""

import asyncio
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from resume_tailor.domain.model.change import Change, ChangeState
from resume_tailor.domain.model.conversation import SKIP
from resume_tailor.domain.model.matching import Coverage
from resume_tailor.domain.model.questions import Question, QuestionKind
from resume_tailor.domain.model.session_events import ProgressMade, SessionEvent
from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.ports.resume_writer import Document

_MARKS = {
    Coverage.FULL: "[green]●[/]",
    Coverage.PARTIAL: "[yellow]◐[/]",
    Coverage.NONE: "[red]○[/]",
}


class Display:
    """Progress on stderr: a live bar on a terminal, a line for each step elsewhere."""

    def __init__(self, *, asks: bool) -> None:
        self._asks = asks
        self._console = Console(stderr=True, highlight=False)
        self._progress = Progress(
            SpinnerColumn(),
            BarColumn(bar_width=24),
            TextColumn("{task.description}"),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._task = self._progress.add_task("Starting", total=100)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def show(self, event: SessionEvent) -> None:
        """Move the bar, or print the step."""
        if not isinstance(event, ProgressMade):
            return
        if self._console.is_terminal:
            text = escape(event.message)
            self._progress.update(self._task, completed=event.progress, description=text)
        else:
            self._console.print(f"{event.progress:3d} %  {escape(event.message)}")

    async def ask(self, question: Question) -> str:
        """The person's answer; `skip` where nobody can be asked."""
        if not self._asks:
            return SKIP
        self._progress.stop()
        self._console.print(f"\n[bold cyan]{question.id}[/] {escape(question.text)}")
        answer = await _in_thread_of_its_own(partial(self._read, question))
        self._progress.start()
        return answer

    def _read(self, question: Question) -> str:
        if question.kind is QuestionKind.POSTING_TEXT:
            self._console.print("[dim]End with an empty line and Ctrl-D; only Ctrl-D gives up.[/]")
            return sys.stdin.read().strip() or SKIP
        for option in question.options:
            self._console.print(f"[dim]You may begin with: {escape(option)}[/]")
        self._console.print("[dim]Enter alone skips the question.[/]")
        try:
            secret = question.kind is QuestionKind.PASSWORD
            return self._console.input("[bold]> [/]", password=secret).strip() or SKIP
        except EOFError:
            return SKIP


async def _in_thread_of_its_own(read: Callable[[], str]) -> str:
    """What a person types, without keeping Ctrl-C from ending the program meanwhile, as a thread
    of the event loop's own would."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[str] = loop.create_future()

    def run() -> None:
        text = read()
        loop.call_soon_threadsafe(answer.set_result, text)

    threading.Thread(target=run, daemon=True).start()
    return await answer


def print_summary(state: SessionSnapshot, target: Path | None, document: Document | None) -> None:
    """Coverage before and after, each change with its reason, and where the document is."""
    out = Console(highlight=False)
    if state.failure:
        error = Console(stderr=True, highlight=False, soft_wrap=True)
        error.print(f"[bold red]Error:[/] {escape(state.failure.message)} ({state.failure.code})")
        return
    _print_coverage(out, state)
    applied = [c for c in state.changes if c.state is ChangeState.APPLIED]
    dropped = [c for c in state.changes if c.state is ChangeState.DROPPED]
    for change in applied:
        _print_change(out, change)
    for change in dropped:
        out.print(
            f"[dim]dropped:[/] {escape(change.after)} [dim]{escape(change.verdict.reason)}[/]"
        )
    out.print(f"\n{len(applied)} changes applied, {len(dropped)} dropped.")
    for warning in document.warnings if document else ():
        out.print(f"[yellow]Note:[/] {escape(warning)}")
    if target:
        out.print(f"[bold green]Written to {escape(str(target))}[/]")


def _print_coverage(out: Console, state: SessionSnapshot) -> None:
    before, now = state.coverage
    posting = state.posting
    if posting:
        name = " · ".join(filter(None, (posting.title, posting.company, posting.location)))
        out.print(f"\n[bold]{escape(name)}[/]")
    out.print(f"Coverage of what is asked for: {before:.0%} before, [bold]{now:.0%}[/] after\n")
    for match in state.match.requirements if state.match else ():
        requirement = match.requirement
        label = f"[dim]{requirement.importance.value:6}[/]"
        out.print(f" {_MARKS[match.coverage]} {label} {escape(requirement.text)}")
    out.print()


def _print_change(out: Console, change: Change) -> None:
    old = "\n".join(f"[red]- {escape(line)}[/]" for line in change.before.splitlines())
    new = "\n".join(f"[green]+ {escape(line)}[/]" for line in change.after.splitlines())
    proof = f"[dim]{escape(change.verdict.reason)}[/]"
    body = "\n".join(filter(None, (old, new, proof)))
    title = f"{change.id} {change.proposal.edit.op} {change.where}: {escape(change.proposal.why)}"
    out.print(Panel(body, title=title, title_align="left", border_style="dim"))
