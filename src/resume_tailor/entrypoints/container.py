"""The wiring: which adapter serves which port."""

from datetime import timedelta

from dependency_injector import containers, providers

from resume_tailor.adapters.auth.argon2_passwords import Argon2Passwords
from resume_tailor.adapters.auth.jwt_tokens import JwtTokens
from resume_tailor.adapters.documents.resume_writer import DocumentWriter
from resume_tailor.adapters.lexicon.load import load_lexicon
from resume_tailor.adapters.offline.offline_advisor import OfflineAdvisor
from resume_tailor.adapters.persistence.event_stream import PostgresEventStream
from resume_tailor.adapters.persistence.page_cache import PostgresPageCache
from resume_tailor.adapters.persistence.turns import Turns
from resume_tailor.adapters.persistence.unit_of_work import PostgresUnitOfWork, make_engine
from resume_tailor.adapters.queue.jobs import ProcrastinateJobs, make_app
from resume_tailor.adapters.queue.worker import Worker, WorkerSettings
from resume_tailor.adapters.reading import child as reading
from resume_tailor.adapters.reading.resume_reader import FileResumeReader, Limits
from resume_tailor.adapters.sandbox.child_processes import Bounds, ChildProcesses
from resume_tailor.adapters.scraping import posting_reader as pages
from resume_tailor.adapters.scraping.fetching.fetch import FetchLimits, PageFetcher
from resume_tailor.adapters.scraping.posting_reader import WebPostingReader
from resume_tailor.adapters.scraping.rendering.browser import make_renderer
from resume_tailor.adapters.system.clock import SystemClock
from resume_tailor.domain.use_cases.advance_session import AdvanceSession
from resume_tailor.domain.use_cases.advice import Advice
from resume_tailor.domain.use_cases.check_readiness import CheckReadiness
from resume_tailor.domain.use_cases.continue_session import ContinueSession
from resume_tailor.domain.use_cases.correct_resume import CorrectResume
from resume_tailor.domain.use_cases.delete_account import DeleteAccount
from resume_tailor.domain.use_cases.delete_session import DeleteSession
from resume_tailor.domain.use_cases.expire_sessions import ExpireSessions
from resume_tailor.domain.use_cases.export_resume import ExportResume
from resume_tailor.domain.use_cases.follow_session import FollowSession
from resume_tailor.domain.use_cases.forget_answer import ForgetAnswer
from resume_tailor.domain.use_cases.identify_user import IdentifyUser
from resume_tailor.domain.use_cases.list_answers import ListAnswers
from resume_tailor.domain.use_cases.list_sessions import ListSessions
from resume_tailor.domain.use_cases.log_in import LogIn
from resume_tailor.domain.use_cases.log_out import LogOut
from resume_tailor.domain.use_cases.recover_sessions import RecoverSessions
from resume_tailor.domain.use_cases.register_user import RegisterUser
from resume_tailor.domain.use_cases.remove_discarded_files import RemoveDiscardedFiles
from resume_tailor.domain.use_cases.review_change import ReviewChange
from resume_tailor.domain.use_cases.send_chat_message import SendChatMessage
from resume_tailor.domain.use_cases.session_steps import SessionSteps
from resume_tailor.domain.use_cases.start_session import StartSession
from resume_tailor.domain.use_cases.stop_session import StopSession
from resume_tailor.domain.use_cases.tailor_once import TailorOnce
from resume_tailor.domain.use_cases.take_stock import TakeStock
from resume_tailor.domain.use_cases.view_session import ViewSession
from resume_tailor.entrypoints.advising import (
    make_advisor,
    make_language_model,
    make_second_reader,
)
from resume_tailor.entrypoints.settings import Settings
from resume_tailor.entrypoints.storing import make_file_store
from resume_tailor.entrypoints.watching import make_metrics, make_telemetry

RECOGNISING_SECONDS, RECOGNISING_BYTES = 90.0, 2_500_000_000
"""What the recognition of text in pictures may take."""


class Container(containers.DeclarativeContainer):
    """Everything, made when first asked for. `database_url`, `direct_url` and `jwt_secret` are handed in
    by the runtime, which may have had to make them."""

    settings = providers.Dependency(instance_of=Settings)
    database_url = providers.Dependency(instance_of=str)
    direct_url = providers.Dependency(instance_of=str)
    jwt_secret = providers.Dependency(instance_of=str)

    clock = providers.Singleton(SystemClock)
    metrics = providers.Singleton(make_metrics, settings.provided.traces_endpoint)
    telemetry = providers.Singleton(make_telemetry, metrics, settings.provided.fail_at)
    lexicon = providers.Singleton(load_lexicon)
    file_store = providers.Singleton(make_file_store, settings)
    passwords = providers.Singleton(Argon2Passwords)
    tokens = providers.Singleton(
        JwtTokens,
        jwt_secret,
        providers.Factory(timedelta, minutes=settings.provided.token_lifetime_minutes),
    )
    reading_sandbox = providers.Singleton(
        ChildProcesses,
        providers.Factory(Bounds, seconds=settings.provided.pdf_deadline_seconds),
        providers.Object(reading.prepare),
    )
    recognising_sandbox = providers.Singleton(
        ChildProcesses,
        providers.Factory(
            Bounds,
            seconds=RECOGNISING_SECONDS,
            memory_bytes=RECOGNISING_BYTES,
            children=1,
            may_start_processes=True,
        ),
        providers.Object(reading.prepare),
    )
    page_sandbox = providers.Singleton(
        ChildProcesses,
        providers.Factory(Bounds, seconds=settings.provided.page_deadline_seconds),
        providers.Object(pages.prepare),
    )
    resume_reader = providers.Singleton(
        FileResumeReader,
        reading_sandbox,
        recognising_sandbox,
        providers.Factory(
            Limits,
            bytes=settings.provided.max_resume_bytes,
            pages=settings.provided.max_resume_pages,
            characters=settings.provided.max_resume_characters,
        ),
    )
    engine = providers.Singleton(
        make_engine,
        database_url,
        settings.provided.database_connections,
        pooled=settings.provided.is_pooled,
    )
    page_cache = providers.Singleton(PostgresPageCache, engine)
    page_fetcher = providers.Singleton(
        PageFetcher,
        page_cache,
        clock,
        providers.Factory(
            FetchLimits,
            seconds=settings.provided.fetch_deadline_seconds,
            bytes=settings.provided.max_page_bytes,
        ),
        allow_private=settings.provided.allow_private_addresses,
    )
    renderer = providers.Singleton(
        make_renderer,
        settings.provided.browser,
        settings.provided.fetch_deadline_seconds,
        settings.provided.max_page_bytes,
        allow_private=settings.provided.allow_private_addresses,
    )
    posting_reader = providers.Singleton(
        WebPostingReader,
        page_fetcher,
        page_sandbox,
        renderer,
        seconds=settings.provided.fetch_deadline_seconds,
        respect_robots=settings.provided.respect_robots,
    )
    language_model = providers.Singleton(make_language_model, settings, telemetry)
    advisor = providers.Singleton(
        make_advisor,
        language_model,
        providers.Factory(OfflineAdvisor, lexicon, page_sandbox),
    )
    second_reader = providers.Singleton(
        make_second_reader, language_model, wanted=settings.provided.model_second_opinion
    )
    resume_writer = providers.Singleton(DocumentWriter)

    queue = providers.Singleton(make_app, direct_url)
    jobs = providers.Factory(ProcrastinateJobs, queue)
    turns = providers.Singleton(Turns, settings.provided.database_connections)
    unit_of_work = providers.Factory(PostgresUnitOfWork, engine, jobs.provider, telemetry, turns)
    event_stream = providers.Singleton(PostgresEventStream, engine, direct_url)

    list_answers = providers.Factory(ListAnswers, unit_of_work.provider)
    forget_answer = providers.Factory(ForgetAnswer, unit_of_work.provider)
    steps_without_database = providers.Factory(
        SessionSteps,
        files=file_store,
        resumes=resume_reader,
        postings=posting_reader,
        advice=providers.Factory(
            Advice,
            advisor,
            lexicon,
            clock,
            settings.provided.max_questions,
            second_reader,
        ),
        lexicon=lexicon,
        clock=clock,
    )
    advance_session = providers.Factory(
        AdvanceSession,
        unit_of_work.provider,
        providers.Factory(steps_without_database, earlier_answers=list_answers),
        telemetry,
    )
    remove_discarded_files = providers.Factory(
        RemoveDiscardedFiles, unit_of_work.provider, file_store
    )
    expire_sessions = providers.Factory(
        ExpireSessions,
        unit_of_work.provider,
        remove_discarded_files,
        settings.provided.retention_days,
    )
    recover_sessions = providers.Factory(RecoverSessions, unit_of_work.provider)
    worker = providers.Factory(
        Worker,
        queue,
        recover_sessions,
        expire_sessions,
        providers.Factory(WorkerSettings, concurrency=settings.provided.worker_concurrency),
    )

    check_readiness = providers.Factory(CheckReadiness, unit_of_work.provider)
    take_stock = providers.Factory(TakeStock, unit_of_work.provider)
    register_user = providers.Factory(RegisterUser, unit_of_work.provider, passwords, clock)
    log_in = providers.Factory(LogIn, unit_of_work.provider, passwords, tokens, clock)
    log_out = providers.Factory(LogOut, unit_of_work.provider, tokens)
    identify_user = providers.Factory(IdentifyUser, unit_of_work.provider, tokens)
    start_session = providers.Factory(
        StartSession,
        unit_of_work.provider,
        file_store,
        clock,
        settings.provided.max_resume_bytes,
        telemetry,
    )
    view_session = providers.Factory(ViewSession, unit_of_work.provider)
    list_sessions = providers.Factory(ListSessions, unit_of_work.provider)
    stop_session = providers.Factory(StopSession, unit_of_work.provider)
    continue_session = providers.Factory(ContinueSession, unit_of_work.provider)
    send_chat_message = providers.Factory(SendChatMessage, unit_of_work.provider)
    delete_session = providers.Factory(DeleteSession, unit_of_work.provider, remove_discarded_files)
    delete_account = providers.Factory(DeleteAccount, unit_of_work.provider, remove_discarded_files)
    follow_session = providers.Factory(FollowSession, unit_of_work.provider, event_stream)
    correct_resume = providers.Factory(CorrectResume, unit_of_work.provider, lexicon, clock)
    review_change = providers.Factory(ReviewChange, unit_of_work.provider)
    export_resume = providers.Factory(ExportResume, unit_of_work.provider, resume_writer)
    tailor_once = providers.Factory(TailorOnce, steps_without_database)
