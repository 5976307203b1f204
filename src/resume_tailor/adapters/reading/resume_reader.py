"""Reading in a child process, so that no file can take the server with it."""

import asyncio
import multiprocessing
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from resume_tailor.adapters.reading.child import (
    SPENT,
    Job,
    Limits,
    PictureJob,
    enter_child,
    ocr_is_installed,
    picture,
    read,
)
from resume_tailor.domain.errors import (
    NotAPdf,
    ResumeHasNoText,
    ResumeTooLarge,
    ResumeUnreadable,
)
from resume_tailor.domain.model.resume import Resume
from resume_tailor.domain.ports.resume_reader import ResumeFormat, ResumeReader, format_of

__all__ = ["FileResumeReader", "Limits"]

_Job = TypeVar("_Job")
_Result = TypeVar("_Result")
_FILES_A_CHILD = 50
_OCR_SECONDS = 90.0
_NO_TEXT = (
    "The PDF holds pictures of text only. Export it from the program it was written in, or install"
    " text recognition: pip install 'resume-tailor[ocr]'."
)


class FileResumeReader(ResumeReader):
    """Children are started when first needed, have a deadline and limits, and are replaced after
    some files, so that nothing of one resume stays around for long. Text in pictures is recognised
    in a child of its own, which may take longer and use more memory, if the extra is installed."""

    def __init__(self, limits: Limits | None = None, *, children: int = 2) -> None:
        self._limits = limits or Limits()
        self._reading = _Children(children, self._limits.memory_bytes, processes=1)
        self._recognising = _Children(1, self._limits.ocr_memory_bytes, processes=0)

    async def read(self, data: bytes, name: str = "", password: str = "") -> Resume:
        """The resume; raises what the port says."""
        if len(data) > self._limits.bytes:
            raise ResumeTooLarge
        format_ = format_of(data, name)
        if format_ is None:
            raise NotAPdf
        job = Job(data, format_, self._limits, password)
        try:
            return await self._reading.run(read, job, self._limits.seconds)
        except ResumeHasNoText as error:
            if format_ is not ResumeFormat.PDF:
                raise
            if not ocr_is_installed() or not self._limits.ocr_pages:
                raise ResumeHasNoText(_NO_TEXT) from error
        return await self._recognising.run(read, job.with_ocr(), _OCR_SECONDS)

    async def picture(self, data: bytes, resume: Resume, password: str = "") -> bytes:
        """A PNG of a PDF's pages that shows what was read where. Raises `NotAPdf` for other
        formats, and `ResumeUnreadable`."""
        if format_of(data) is not ResumeFormat.PDF:
            raise NotAPdf("Only of a PDF can a picture be drawn.")
        job = PictureJob(data, resume, password)
        return await self._reading.run(picture, job, self._limits.seconds)

    def warm_up(self) -> None:
        """Start a child, so that the first person does not wait for it."""
        self._reading.warm_up()

    def close(self) -> None:
        """End the children."""
        self._reading.close()
        self._recognising.close()


class _SpentError(Exception):
    """The child cannot read another file."""


class _Children:
    """A pool of children with one limit of memory."""

    def __init__(self, most: int, memory_bytes: int, processes: int) -> None:
        self._most = most
        self._processes = processes
        self._memory_bytes = memory_bytes
        self._pool: Any | None = None
        self._lock = threading.Lock()

    async def run(self, work: Callable[[_Job], _Result], job: _Job, seconds: float) -> _Result:
        """What a child makes of the job; a child that takes too long, or dies, is replaced. Each
        child may turn out to be spent by an earlier file, then the next one is asked."""
        for _ in range(self._most + 1):
            with suppress(_SpentError):
                return await self._once(work, job, seconds)
        raise ResumeUnreadable

    async def _once(self, work: Callable[[_Job], _Result], job: _Job, seconds: float) -> _Result:
        future = self._running_pool().schedule(work, args=(job,), timeout=seconds)
        try:
            result: _Result = await asyncio.wrap_future(future)
        except TimeoutError as error:
            message = "The file takes too long to read. Save it anew and upload that."
            raise ResumeUnreadable(message) from error
        except ProcessExpired as error:
            raise (_SpentError if error.exitcode == SPENT else ResumeUnreadable) from error
        except MemoryError as error:
            raise ResumeUnreadable from error
        return result

    def warm_up(self) -> None:
        self._running_pool().schedule(os.getpid)

    def close(self) -> None:
        with self._lock:
            self._drop_pool()

    def _running_pool(self) -> Any:
        """The pool; a new one where the old one broke, as it does when an idle child is killed."""
        with self._lock:
            if self._pool is not None and not self._pool.active:
                self._drop_pool()
            if self._pool is None:
                self._pool = ProcessPool(
                    max_workers=self._most,
                    max_tasks=_FILES_A_CHILD,
                    initializer=enter_child,
                    initargs=(self._memory_bytes, self._processes),
                    context=multiprocessing.get_context("spawn"),
                )
            return self._pool

    def _drop_pool(self) -> None:
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None
