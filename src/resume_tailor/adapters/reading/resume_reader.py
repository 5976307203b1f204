"""Reading in a child process, so that no PDF can take the server with it."""

import asyncio
import multiprocessing
import os
import threading
from typing import Any

from pebble import ProcessExpired, ProcessPool

from resume_tailor.adapters.pdf.extraction import extract
from resume_tailor.adapters.pdf.layout import to_resume
from resume_tailor.domain.errors import (
    NotAPdf,
    ResumeHasNoText,
    ResumeTooLarge,
    ResumeUnreadable,
)
from resume_tailor.domain.model.resume import Resume
from resume_tailor.domain.ports.resume_reader import ResumeReader, is_pdf

_FILES_A_CHILD = 50
_MEMORY_BYTES = 1_500_000_000


class PdfResumeReader(ResumeReader):
    """Children are started when first needed, have a deadline and a memory limit, and are replaced
    after some files, so that nothing of one resume stays around for long."""

    def __init__(
        self,
        *,
        children: int = 2,
        deadline: float = 20.0,
        max_bytes: int = 10_000_000,
        max_pages: int = 30,
        max_characters: int = 300_000,
    ) -> None:
        self._children = children
        self._deadline = deadline
        self._max_bytes = max_bytes
        self._max_pages = max_pages
        self._max_characters = max_characters
        self._pool: Any | None = None
        self._lock = threading.Lock()

    async def read(self, data: bytes) -> Resume:
        """The resume; raises what the port says."""
        if len(data) > self._max_bytes:
            raise ResumeTooLarge
        if not is_pdf(data):
            raise NotAPdf
        resume = await self._read_in_child(data)
        if not any(True for _ in resume.lines()):
            raise ResumeHasNoText("No sections were found in the PDF. Is it a resume?")
        return resume

    def warm_up(self) -> None:
        """Start a child, so that the first person does not wait for it."""
        self._running_pool().schedule(os.getpid)

    def close(self) -> None:
        """End the children."""
        with self._lock:
            self._drop_pool()

    async def _read_in_child(self, data: bytes) -> Resume:
        arguments = (data, self._max_pages, self._max_characters)
        future = self._running_pool().schedule(_read, args=arguments, timeout=self._deadline)
        try:
            resume: Resume = await asyncio.wrap_future(future)
        except TimeoutError as error:
            message = "The PDF takes too long to read. Save it anew and upload that."
            raise ResumeUnreadable(message) from error
        except (ProcessExpired, MemoryError) as error:
            raise ResumeUnreadable from error
        return resume

    def _running_pool(self) -> Any:
        """The pool; a new one where the old one broke, as it does when an idle child is killed."""
        with self._lock:
            if self._pool is not None and not self._pool.active:
                self._drop_pool()
            if self._pool is None:
                self._pool = ProcessPool(
                    max_workers=self._children,
                    max_tasks=_FILES_A_CHILD,
                    initializer=_enter_child,
                    context=multiprocessing.get_context("spawn"),
                )
            return self._pool

    def _drop_pool(self) -> None:
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None


def _read(data: bytes, max_pages: int, max_characters: int) -> Resume:
    """Everything that looks at the file, so that no file can keep the server busy."""
    return to_resume(extract(data, max_pages, max_characters))


def _enter_child() -> None:
    """Limits of a child: memory, and no secrets in its environment."""
    import resource
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.clear()
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = _MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(_MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
