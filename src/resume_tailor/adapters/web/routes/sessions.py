"""Sessions: start, look, talk, stop, continue."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Header, Path, Query, UploadFile

from resume_tailor.adapters.web.cursors import cursor_after, read_cursor
from resume_tailor.adapters.web.dependencies import (
    ContinueSessionDep,
    CurrentUser,
    DeleteSessionDep,
    FollowSessionDep,
    ListSessionsDep,
    ReviewChangeDep,
    SendChatMessageDep,
    SessionIdParam,
    StartSessionDep,
    StopSessionDep,
    ViewSessionDep,
)
from resume_tailor.adapters.web.presenting import (
    change_list,
    change_view,
    match_view,
    session_view,
)
from resume_tailor.adapters.web.schemas.base import Deleted
from resume_tailor.adapters.web.schemas.documents import ChangeList, ChangeView, Decision, MatchView
from resume_tailor.adapters.web.schemas.sessions import (
    Acknowledged,
    ChatMessage,
    EventPage,
    SessionPage,
    SessionSummaryView,
    SessionView,
    StartedSession,
    Stopped,
    event_json,
)
from resume_tailor.domain.model.identifiers import ChangeId
from resume_tailor.domain.model.session_states import Status
from resume_tailor.domain.ports.repositories import PageRequest
from resume_tailor.domain.use_cases.follow_session import EVENTS_LIMIT
from resume_tailor.domain.use_cases.start_session import StartRequest

router = APIRouter(prefix="/tailoring-sessions", tags=["sessions"])

ResumeFile = Annotated[
    UploadFile, File(description="The resume: PDF, docx, JSON Resume, Markdown or text.")
]
JobUrl = Annotated[str, Form(description="The public address of the posting.")]
JobText = Annotated[str, Form(description="The posting's text, instead of fetching the address.")]
IdempotencyKey = Annotated[
    str | None,
    Header(description="The same for every try to start one session, which is then started once."),
]
Limit = Annotated[int, Query(ge=1, le=100)]
After = Annotated[int, Query(ge=0, le=2**31 - 1, description="The last number already seen.")]


@router.post("", include_in_schema=False)
@router.post("/")
async def start(
    user: CurrentUser,
    start_session: StartSessionDep,
    resume: ResumeFile,
    job_url: JobUrl,
    job_description: JobText = "",
    idempotency_key: IdempotencyKey = None,
) -> StartedSession:
    """Begin to tailor a resume to a posting; follow it on `/ws/tailoring/{id}`."""
    name = resume.filename or ""
    request = StartRequest(await resume.read(), job_url, job_description, name, idempotency_key)
    return StartedSession.model_validate(await start_session.execute(user.id, request))


@router.get("", include_in_schema=False)
@router.get("/")
async def list_(
    user: CurrentUser,
    list_sessions: ListSessionsDep,
    limit: Limit = 20,
    cursor: str | None = None,
    status: Status | None = None,
) -> SessionPage:
    """One's own sessions, newest first."""
    before = read_cursor(cursor) if cursor else None
    found = await list_sessions.execute(user.id, PageRequest(limit + 1, before, status))
    views = [SessionSummaryView.model_validate(summary) for summary in found[:limit]]
    following = cursor_after(found[limit - 1]) if len(found) > limit else None
    return SessionPage(sessions=views, next_cursor=following)


@router.get("/{session_id}")
async def view(
    user: CurrentUser, session_id: SessionIdParam, view_session: ViewSessionDep
) -> SessionView:
    """Where a session stands."""
    return session_view(await view_session.execute(user.id, session_id))


@router.delete("/{session_id}")
async def delete(
    user: CurrentUser, session_id: SessionIdParam, delete_session: DeleteSessionDep
) -> Deleted:
    """Delete a session with its file, its events and all versions, for good."""
    await delete_session.execute(user.id, session_id)
    return Deleted()


@router.post("/{session_id}/stop")
async def stop(
    user: CurrentUser, session_id: SessionIdParam, stop_session: StopSessionDep
) -> Stopped:
    """Stop a session at once, wherever it runs."""
    await stop_session.execute(user.id, session_id)
    return Stopped()


@router.post("/{session_id}/continue")
async def continue_(
    user: CurrentUser, session_id: SessionIdParam, continue_session: ContinueSessionDep
) -> StartedSession:
    """Go on after a stop or a failure, from the last finished step."""
    return StartedSession.model_validate(await continue_session.execute(user.id, session_id))


@router.post("/{session_id}/chat")
async def chat(
    user: CurrentUser,
    session_id: SessionIdParam,
    body: ChatMessage,
    send_chat_message: SendChatMessageDep,
) -> Acknowledged:
    """Answer the open question, or say how the resume should be different."""
    await send_chat_message.execute(user.id, session_id, body.message, body.context)
    return Acknowledged()


@router.get("/{session_id}/events")
async def events(
    user: CurrentUser,
    session_id: SessionIdParam,
    follow_session: FollowSessionDep,
    after: After = 0,
) -> EventPage:
    """What the WebSocket sends, for those who cannot hold one."""
    found = await follow_session.past(user.id, session_id, after)
    shown = [event_json(event) for event in found[:EVENTS_LIMIT]]
    last = shown[-1]["seq"] if shown else after
    return EventPage(events=shown, last_seq=last, has_more=len(found) > len(shown))


@router.get("/{session_id}/changes")
async def changes(
    user: CurrentUser, session_id: SessionIdParam, view_session: ViewSessionDep
) -> ChangeList:
    """Every change with its line before and after, its reason, its evidence and its verdict."""
    return change_list(await view_session.execute(user.id, session_id))


@router.post("/{session_id}/changes/{change_id}")
async def review(
    user: CurrentUser,
    session_id: SessionIdParam,
    change_id: Annotated[str, Path(description="The id of a change, such as `c3`.")],
    body: Decision,
    review_change: ReviewChangeDep,
) -> ChangeView:
    """Accept a change, or reject it: then its line is what it was before, in a new version of the resume.
    Either may be taken back."""
    id_ = ChangeId(change_id)
    state = await review_change.execute(user.id, session_id, id_, accepted=body.accepted)
    return change_view(state, id_)


@router.get("/{session_id}/match")
async def match(
    user: CurrentUser, session_id: SessionIdParam, view_session: ViewSessionDep
) -> MatchView:
    """What the posting asks for, and what the person has said to it."""
    return match_view(await view_session.execute(user.id, session_id))
