"""`tailor`: a whole session in one process."""

import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from resume_tailor.adapters.object_storage.local_files import LocalFiles
from resume_tailor.adapters.scraping.fetching.no_cache import NoPageCache
from resume_tailor.domain.model.identifiers import SessionId, UserId
from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.model.session_states import Status
from resume_tailor.domain.model.tailoring_session import TailoringSession
from resume_tailor.domain.ports.resume_writer import Document, DocumentFormat
from resume_tailor.entrypoints.cannot_start import CannotStart
from resume_tailor.entrypoints.cli.display import Display, print_summary
from resume_tailor.entrypoints.cli.sources import is_url, posting_text, read_file, write_file
from resume_tailor.entrypoints.cli.summary import session_json
from resume_tailor.entrypoints.container import Container
from resume_tailor.entrypoints.settings import Settings


@dataclass(frozen=True, slots=True)
class Order:
    """What the person asked for on the command line."""

    resume: Path
    posting: str
    output: Path | None
    format: DocumentFormat | None
    questions: bool
    json: bool

    @property
    def document_format(self) -> DocumentFormat:
        """The one named, else that of the output's name, else PDF."""
        if self.format:
            return self.format
        suffix = self.output.suffix.lstrip(".").lower() if self.output else ""
        known = {format_.value for format_ in DocumentFormat}
        if suffix and suffix not in known and self.output and not self.output.is_dir():
            raise CannotStart(
                f"{self.output} has an ending that is not known. Use {', '.join(sorted(known))},"
                " or say what it is to be with --format."
            )
        return DocumentFormat(suffix) if suffix in known else DocumentFormat.PDF

    @property
    def target(self) -> Path:
        """Where the document goes."""
        name = f"{self.resume.stem}.tailored.{self.document_format}"
        if self.output and self.output.is_dir():
            return self.output / name
        return self.output or self.resume.with_name(name)


async def tailor_resume(settings: Settings, order: Order) -> int:
    """Tailor, write the document, say what was done; the exit code."""
    target = order.target  # what cannot be written is refused before the work, not after
    asks = order.questions and sys.stdin.isatty()
    chosen = settings.model_copy(update={"max_questions": settings.max_questions if asks else 0})
    container = Container(settings=chosen)
    container.page_cache.override(NoPageCache())
    with tempfile.TemporaryDirectory() as folder, Display(asks=asks) as display:
        container.file_store.override(LocalFiles(Path(folder)))
        try:
            session = await _session(container, order)
            done = await container.tailor_once().execute(session, display.ask, display.show)
        finally:
            for sandbox in (container.reading_sandbox(), container.page_sandbox()):
                sandbox.close()
            container.recognising_sandbox().close()
    document = await _write(container, done, order.document_format, target)
    if order.json:
        print(json.dumps(_report(done, target, document), ensure_ascii=False, indent=2))  # noqa: T201
    else:
        print_summary(done.snapshot, target if document else None, document)
    return 0 if document else 1


async def _session(container: Container, order: Order) -> TailoringSession:
    key = f"resume{order.resume.suffix.lower()}"
    await container.file_store().put(key, read_file(order.resume))
    clock = container.clock()
    url = order.posting if is_url(order.posting) else ""
    return TailoringSession.start(
        SessionSnapshot(
            SessionId(clock.new_id()),
            UserId(clock.new_id()),
            key,
            url,
            "" if url else posting_text(order.posting),
        )
    )


async def _write(
    container: Container, done: TailoringSession, format_: DocumentFormat, target: Path
) -> Document | None:
    if done.snapshot.status is not Status.COMPLETED:
        return None
    document: Document = await container.resume_writer().write(done.resume_now, format_)
    write_file(target, document.data)
    return document


def _report(done: TailoringSession, target: Path, document: Document | None) -> dict[str, Any]:
    written = {"output": str(target), "warnings": list(document.warnings)} if document else {}
    return {**session_json(done), **written}
