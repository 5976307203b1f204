import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from resume_tailor.domain.errors import (
    AnswerNotFound,
    EmailTaken,
    SessionExists,
    SessionNotFound,
    UsernameTaken,
)
from resume_tailor.domain.model.identifiers import SessionId, UserId
from resume_tailor.domain.model.recollection import GivenAnswer
from resume_tailor.domain.model.session_states import Status
from resume_tailor.domain.model.tailoring_session import TailoringSession
from resume_tailor.domain.model.user import Email, Username
from resume_tailor.domain.ports.event_stream import EventStream
from resume_tailor.domain.ports.repositories import PageRequest
from resume_tailor.domain.ports.tokens import Grant
from resume_tailor.domain.ports.unit_of_work import UnitOfWork
from tests.samples import SESSION_ID, USER_ID, a_posting, a_resume, a_session, a_snapshot, a_user

GRANT = Grant("token", USER_ID, datetime(2030, 1, 1, tzinfo=UTC))
_HOUR = timedelta(hours=1)
Factory = Callable[[], UnitOfWork]


async def keep(subject: Factory, session: TailoringSession) -> None:
    async with subject() as work:
        if await work.users.by_username("nadia") is None:
            await work.users.add(a_user())
        await work.sessions.add(session)
        await work.commit()


class UnitOfWorkContract:
    """`subject` makes units of work, `events` reads what they committed."""

    async def test_nothing_lasts_without_commit(self, subject: Factory) -> None:
        async with subject() as work:
            await work.users.add(a_user())
        async with subject() as work:
            assert await work.users.by_username("nadia") is None

    async def test_an_error_undoes_everything(self, subject: Factory) -> None:
        await keep(subject, a_session())

        async def stop_and_break() -> None:
            async with subject() as work:
                session = await work.sessions.get_for_update(SESSION_ID)
                session.stop()
                await work.sessions.save(session)
                raise RuntimeError

        with pytest.raises(RuntimeError):
            await stop_and_break()
        async with subject() as work:
            assert (await work.sessions.view(SESSION_ID)).status is Status.QUEUED

    async def test_users_are_found_in_any_case(self, subject: Factory) -> None:
        await keep(subject, a_session())
        async with subject() as work:
            found = await work.users.by_username("NADIA")
            assert found == a_user()
            assert await work.users.holder_of(GRANT) == found
            assert await work.users.by_username("nobody\x00") is None

    async def test_a_revoked_token_has_no_holder(self, subject: Factory) -> None:
        await keep(subject, a_session())
        other = replace(GRANT, token_id="other")
        for _ in range(2):
            async with subject() as work:
                await work.users.revoke(GRANT)
                await work.commit()
        async with subject() as work:
            await work.users.revoke(other)
        async with subject() as work:
            assert await work.users.holder_of(GRANT) is None
            assert await work.users.holder_of(other) == a_user()

    async def test_names_and_addresses_belong_to_one(self, subject: Factory) -> None:
        await keep(subject, a_session())
        same_name = replace(a_user(id_=9), username=Username("Nadia"), email=Email("x@y.org"))
        same_address = replace(a_user("other", 9), email=Email("NADIA@example.org"))
        for user, error in ((same_name, UsernameTaken), (same_address, EmailTaken)):
            with pytest.raises(error):
                async with subject() as work:
                    await work.users.add(user)

    async def test_a_session_comes_back_as_it_was(self, subject: Factory) -> None:
        session = a_session()
        session.resume_was_read(a_resume())
        session.posting_was_read(a_posting())
        await keep(subject, session)
        async with subject() as work:
            assert await work.sessions.view(SESSION_ID) == session.snapshot
            assert await work.sessions.owner_of(SESSION_ID) == USER_ID

    async def test_an_unknown_session_is_not_found(self, subject: Factory) -> None:
        async with subject() as work:
            with pytest.raises(SessionNotFound):
                await work.sessions.owner_of(SESSION_ID)
            with pytest.raises(SessionNotFound):
                await work.sessions.view(SESSION_ID)
            with pytest.raises(SessionNotFound):
                await work.sessions.get_for_update(SESSION_ID)

    async def test_events_come_with_their_numbers(
        self, subject: Factory, events: EventStream
    ) -> None:
        await keep(subject, a_session())
        async with subject() as work:
            session = await work.sessions.get_for_update(SESSION_ID)
            session.stop()
            await work.sessions.save(session)
            await work.commit()
        assert [e.seq for e in await events.after(SESSION_ID, 0)] == [1, 2]
        assert [e.seq for e in await events.after(SESSION_ID, 1)] == [2]
        assert [e.seq for e in await events.after(SESSION_ID, 0, limit=1)] == [1]

    async def test_a_locked_session_waits_for_the_first_to_end(self, subject: Factory) -> None:
        await keep(subject, a_session())

        async def begin_attempt() -> int:
            async with subject() as work:
                session = await work.sessions.get_for_update(SESSION_ID)
                await asyncio.sleep(0.01)
                number = session.begin_attempt()
                await work.sessions.save(session)
                await work.commit()
                return number

        numbers = await asyncio.gather(*(begin_attempt() for _ in range(5)))
        assert sorted(numbers) == [1, 2, 3, 4, 5]

    async def test_pages_go_on_where_the_last_one_ended(self, subject: Factory) -> None:
        for number in range(10, 15):
            snapshot = replace(a_snapshot(), id=SessionId(UUID(int=number)))
            await keep(subject, TailoringSession.start(snapshot))
        async with subject() as work:
            first = await work.sessions.page(USER_ID, PageRequest(limit=3))
            before = (first[-1].created_at, first[-1].id)
            second = await work.sessions.page(USER_ID, PageRequest(limit=3, before=before))
            none = await work.sessions.page(USER_ID, PageRequest(status=Status.COMPLETED))
        assert [s.id.int for s in (*first, *second)] == [14, 13, 12, 11, 10]
        assert not none

    async def test_stranded_sessions_are_found_unless_they_have_a_job(
        self, subject: Factory
    ) -> None:
        await keep(subject, a_session())
        async with subject() as work:
            assert await work.survey.standing_still(_HOUR) == []
            assert await work.survey.standing_still(-_HOUR) == [SESSION_ID]
            assert not await work.jobs.has_job(SESSION_ID)
            await work.jobs.advance_soon(SESSION_ID)
            assert await work.jobs.has_job(SESSION_ID)
            session = await work.sessions.get_for_update(SESSION_ID)
            session.stop()
            await work.sessions.save(session)
            await work.commit()
        async with subject() as work:
            assert await work.survey.standing_still(-_HOUR) == []

    async def test_what_was_erased_is_gone_and_its_file_is_written_down(
        self, subject: Factory, events: EventStream
    ) -> None:
        await keep(subject, a_session())
        async with subject() as work:
            assert await work.erasure.unchanged_for(_HOUR, 9) == []
            assert await work.erasure.unchanged_for(-_HOUR, 9) == [SESSION_ID]
            assert await work.erasure.sessions_of(USER_ID) == [SESSION_ID]
            await work.jobs.advance_soon(SESSION_ID)
            await work.jobs.forget(SESSION_ID)
            await work.erasure.erase_session(SESSION_ID)
            await work.erasure.erase_session(SESSION_ID)
            await work.erasure.erase_user(USER_ID)
            await work.commit()
        async with subject() as work:
            with pytest.raises(SessionNotFound):
                await work.sessions.view(SESSION_ID)
            assert await work.users.holder_of(GRANT) is None
            assert await events.after(SESSION_ID, 0) == []
            assert not await work.jobs.has_job(SESSION_ID)

    async def test_a_discarded_file_is_offered_until_it_was_removed(self, subject: Factory) -> None:
        await keep(subject, a_session())
        async with subject() as work:
            await work.erasure.erase_session(SESSION_ID)
            await work.commit()
        key = a_snapshot().resume_key
        for commits, expected in ((False, key), (True, key), (True, None)):
            async with subject() as work:
                assert await work.erasure.take_discarded_file() == expected
                if commits:
                    await work.commit()

    async def test_what_was_said_is_kept_until_its_session_goes(self, subject: Factory) -> None:
        session = a_session()
        session.resume_was_read(a_resume())
        session.fact_was_stated("I ran Kafka.")
        session.fact_was_stated("I ran Docker.")
        await keep(subject, session)
        async with subject() as work:
            docker, kafka = await work.answers.of(USER_ID, 9)
            assert kafka.given == GivenAnswer("", "I ran Kafka.", "nadia ferrow")
            assert (docker.given.text, docker.session_id) == ("I ran Docker.", SESSION_ID)
            assert [a.id for a in await work.answers.of(USER_ID, 1)] == [docker.id]
            assert await work.answers.of(UserId(UUID(int=99)), 9) == []
            with pytest.raises(AnswerNotFound):
                await work.answers.forget(UserId(UUID(int=99)), kafka.id)
            await work.answers.forget(USER_ID, docker.id)
            await work.commit()
        async with subject() as work:
            assert [a.id for a in await work.answers.of(USER_ID, 9)] == [kafka.id]
            with pytest.raises(AnswerNotFound):
                await work.answers.forget(USER_ID, docker.id)
            await work.erasure.erase_session(SESSION_ID)
            await work.commit()
        async with subject() as work:
            assert await work.answers.of(USER_ID, 9) == []

    async def test_a_session_is_added_once(self, subject: Factory) -> None:
        await keep(subject, a_session())
        with pytest.raises(SessionExists):
            await keep(subject, a_session())

    async def test_a_file_that_is_not_due_yet_is_not_offered(self, subject: Factory) -> None:
        async with subject() as work:
            await work.erasure.note_file("resumes/due.pdf", -_HOUR)
            await work.erasure.note_file("resumes/later.pdf", _HOUR)
            await work.erasure.note_file("resumes/kept.pdf", -_HOUR)
            await work.commit()
        async with subject() as work:
            await work.erasure.note_file("resumes/kept.pdf", None)
            await work.commit()
        async with subject() as work:
            assert await work.erasure.take_discarded_file() == "resumes/due.pdf"
            await work.commit()
        async with subject() as work:
            assert await work.erasure.take_discarded_file() is None

    async def test_followers_get_each_event_once_and_in_order(
        self, subject: Factory, events: EventStream
    ) -> None:
        await keep(subject, a_session())
        seen: list[int] = []

        async def follow() -> None:
            async for event in events.follow(SESSION_ID, 0):
                seen.append(event.seq)
                if event.seq == 7:
                    return

        follower = asyncio.create_task(follow())
        for _ in range(3):
            async with subject() as work:
                session = await work.sessions.get_for_update(SESSION_ID)
                session.stop()
                session.continue_()
                await work.sessions.save(session)
                await work.commit()
        await asyncio.wait_for(follower, 5)
        assert seen == [1, 2, 3, 4, 5, 6, 7]
