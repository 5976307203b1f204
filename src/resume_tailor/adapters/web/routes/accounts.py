"""Registering, logging in, and leaving."""

from fastapi import APIRouter

from resume_tailor.adapters.web.dependencies import (
    AnswerIdParam,
    CurrentToken,
    CurrentUser,
    DeleteAccountDep,
    ForgetAnswerDep,
    ListAnswersDep,
    LogInDep,
    LogOutDep,
    RegisterUserDep,
)
from resume_tailor.adapters.web.presenting import remembered_answers
from resume_tailor.adapters.web.schemas.accounts import (
    Account,
    Credentials,
    LoggedOut,
    Registration,
    RememberedAnswers,
    Token,
)
from resume_tailor.adapters.web.schemas.base import Deleted

router = APIRouter(prefix="/auth", tags=["accounts"])


@router.post("/register")
async def register(body: Registration, register_user: RegisterUserDep) -> Account:
    """Open an account. 409 if the name or the e-mail address is taken."""
    user = await register_user.execute(body.username, body.email, body.password)
    return Account(id=user.id, username=user.username.value, email=user.email.value)


@router.post("/login")
async def login(body: Credentials, log_in: LogInDep) -> Token:
    """Get an access token. 401 if name or password is wrong."""
    return Token(access_token=await log_in.execute(body.username, body.password))


@router.post("/logout")
async def logout(token: CurrentToken, log_out: LogOutDep) -> LoggedOut:
    """End the access token: nobody can use it any more, and its sockets are closed within a minute."""
    await log_out.execute(token)
    return LoggedOut()


@router.get("/me")
async def me(user: CurrentUser) -> Account:
    """One's own account."""
    return Account(id=user.id, username=user.username.value, email=user.email.value)


@router.delete("/me")
async def delete_me(user: CurrentUser, delete_account: DeleteAccountDep) -> Deleted:
    """Delete one's account with all sessions, files and events, for good."""
    await delete_account.execute(user.id)
    return Deleted()


@router.get("/me/answers")
async def my_answers(user: CurrentUser, list_answers: ListAnswersDep) -> RememberedAnswers:
    """What one has said in one's sessions, the latest first. It counts in later sessions too, and is not
    asked again; what belongs to a session that is deleted goes with it."""
    return remembered_answers(await list_answers.execute(user.id))


@router.delete("/me/answers/{answer_id}")
async def forget_my_answer(
    user: CurrentUser, answer_id: AnswerIdParam, forget_answer: ForgetAnswerDep
) -> Deleted:
    """Take back an answer: later sessions know nothing of it, and ask again. Sessions that rest on it
    already keep it until they are deleted."""
    await forget_answer.execute(user.id, answer_id)
    return Deleted()
