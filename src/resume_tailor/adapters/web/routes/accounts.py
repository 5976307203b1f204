"""Registering, logging in, and leaving."""

from fastapi import APIRouter

from resume_tailor.adapters.web.dependencies import (
    CurrentUser,
    DeleteAccountDep,
    LogInDep,
    RegisterUserDep,
)
from resume_tailor.adapters.web.schemas import (
    Account,
    Credentials,
    Deleted,
    Registration,
    Token,
)

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


@router.get("/me")
async def me(user: CurrentUser) -> Account:
    """One's own account."""
    return Account(id=user.id, username=user.username.value, email=user.email.value)


@router.delete("/me")
async def delete_me(user: CurrentUser, delete_account: DeleteAccountDep) -> Deleted:
    """Delete one's account with all sessions, files and events, for good."""
    await delete_account.execute(user.id)
    return Deleted()
