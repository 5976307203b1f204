"""Begin to tailor a resume to a posting."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid5

from resume_tailor.domain.errors import (
    IdempotencyKeyUsed,
    InvalidIdempotencyKey,
    InvalidInput,
    NotAPdf,
    ResumeTooLarge,
    SessionExists,
    SessionNotFound,
    UrlNotAllowed,
)
from resume_tailor.domain.model.conversation import MESSAGE_LIMIT
from resume_tailor.domain.model.identifiers import SessionId, UserId
from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.model.tailoring_session import TailoringSession
from resume_tailor.domain.model.text import visible
from resume_tailor.domain.ports.clock import Clock
from resume_tailor.domain.ports.file_store import FileStore
from resume_tailor.domain.ports.resume_reader import ResumeFormat, format_of
from resume_tailor.domain.ports.telemetry import Telemetry
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory
from resume_tailor.domain.use_cases.repeating import repeated

URL_LIMIT = 2_000
KEY_LIMIT = 200
_UNTIL_CREATED = timedelta(hours=1)
"""Far more than storing a file and creating a session take."""


@dataclass(frozen=True, slots=True)
class StartRequest:
    """An uploaded file with the address of a posting, or the posting's text."""

    resume: bytes
    job_url: str
    job_description: str = ""
    file_name: str = ""
    idempotency_key: str | None = None
    """The same for every try of a client to start one session."""


class StartSession:
    """The file must be one that can be read, of a sensible size, and the address one of http or
    https.

    The file is stored first, then session and job are created in one transaction. Before, it is written
    down that the file is to be removed in an hour, and with the session that it is not: whatever dies in
    between, no file is left that belongs to nobody. Reading happens in the background.
    """

    def __init__(
        self,
        unit_of_work: UnitOfWorkFactory,
        files: FileStore,
        clock: Clock,
        max_resume_bytes: int,
        telemetry: Telemetry,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._files = files
        self._clock = clock
        self._max_resume_bytes = max_resume_bytes
        self._telemetry = telemetry

    async def execute(self, user_id: UserId, request: StartRequest) -> SessionSnapshot:
        """The new session, or the one that was started before with the same key. Raises `NotAPdf`,
        `ResumeTooLarge`, `UrlNotAllowed`, `InvalidIdempotencyKey`, `IdempotencyKeyUsed`."""
        format_ = self._check(request)
        file_id = self._clock.new_id()
        session_id = SessionId(file_id)
        if request.idempotency_key is not None:
            session_id = SessionId(uuid5(user_id, request.idempotency_key))
            if known := await self._known(session_id, request):
                return known
        key = f"resumes/{file_id}.{format_}"
        state = SessionSnapshot(
            session_id,
            user_id,
            key,
            visible(request.job_url).strip(),
            visible(request.job_description).strip(),
        )
        await self._note(key)
        with self._telemetry.span("store_file"):
            await self._files.put(key, request.resume)
        try:
            with self._telemetry.span("create_session", session_id=str(session_id)):
                return await self._create(state)
        except SessionExists:  # of two that came at once the other was first
            return await self._known(session_id, request) or state

    async def _known(self, session_id: SessionId, request: StartRequest) -> SessionSnapshot | None:
        """The session that an earlier try has started; raises `IdempotencyKeyUsed` if that sent
        something else."""
        try:
            async with self._unit_of_work() as work:
                known = await work.sessions.view(session_id)
        except SessionNotFound:
            return None
        if (
            known.job_url != visible(request.job_url).strip()
            or known.job_description != visible(request.job_description).strip()
            or await self._files.get(known.resume_key) != request.resume
        ):
            raise IdempotencyKeyUsed
        return known

    @repeated
    async def _note(self, key: str) -> None:
        async with self._unit_of_work() as work:
            await work.erasure.note_file(key, _UNTIL_CREATED)
            await work.commit()

    @repeated
    async def _create(self, state: SessionSnapshot) -> SessionSnapshot:
        session = TailoringSession.start(state)
        async with self._unit_of_work() as work:
            await work.erasure.note_file(session.snapshot.resume_key, None)
            await work.sessions.add(session)
            await work.jobs.advance_soon(session.snapshot.id)
            await work.commit()
        return session.snapshot

    def _check(self, request: StartRequest) -> ResumeFormat:
        if len(request.resume) > self._max_resume_bytes:
            limit = self._max_resume_bytes // 1_000_000
            raise ResumeTooLarge(f"The resume is larger than {limit} MB. Upload a smaller file.")
        format_ = format_of(request.resume, request.file_name)
        if format_ is None:
            raise NotAPdf
        if len(request.job_description) > MESSAGE_LIMIT:
            raise InvalidInput(f"`job_description` has at most {MESSAGE_LIMIT:,} characters.")
        if (
            request.idempotency_key is not None
            and not 1 <= len(request.idempotency_key) <= KEY_LIMIT
        ):
            raise InvalidIdempotencyKey
        url = request.job_url.strip()
        if not url.lower().startswith(("http://", "https://")) or len(url) > URL_LIMIT:
            raise UrlNotAllowed
        return format_
