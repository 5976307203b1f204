"""Access tokens as JSON Web Tokens (RFC 7519), signed with HMAC-SHA-256 and nothing else."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from jose import jwt
from jose.exceptions import JOSEError

from resume_tailor.domain.errors import InvalidToken
from resume_tailor.domain.model.identifiers import UserId
from resume_tailor.domain.ports.tokens import AccessTokens, Grant

_ALGORITHM = "HS256"
_ISSUER = "resume-tailor"
_AUDIENCE = "resume-tailor-api"
_CLAIMS = ("sub", "iss", "aud", "iat", "exp", "jti")
_MAX_LENGTH = 4096
_LONGEST_ID = 64
MIN_SECRET_LENGTH = 32
"""Bytes; HMAC-SHA-256 wants a key as long as its output (RFC 7518, section 3.2)."""


class JwtTokens(AccessTokens):
    """Every claim is required and checked; a header that asks for another algorithm, or for
    extensions (`crit`), is refused."""

    def __init__(self, secret: str, lifetime: timedelta) -> None:
        if len(secret.encode()) < MIN_SECRET_LENGTH:
            raise ValueError(f"the token secret needs at least {MIN_SECRET_LENGTH} bytes")
        self._secret = secret
        self._lifetime = lifetime

    def issue(self, user_id: UserId, now: datetime) -> str:
        """A token for the user, valid for the set lifetime."""
        claims = {
            "sub": str(user_id),
            "iss": _ISSUER,
            "aud": _AUDIENCE,
            "iat": int(now.timestamp()),
            "exp": int((now + self._lifetime).timestamp()),
            "jti": secrets.token_urlsafe(12),
        }
        return str(jwt.encode(claims, self._secret, algorithm=_ALGORITHM))

    def read(self, token: str) -> Grant:
        """What a token of ours says; raises `InvalidToken` for anything else."""
        if len(token) > _MAX_LENGTH:
            raise InvalidToken
        try:
            if "crit" in jwt.get_unverified_header(token):
                raise InvalidToken
            claims = self._decode(token)
            return Grant(
                str(claims["jti"])[:_LONGEST_ID],
                UserId(UUID(claims["sub"])),
                datetime.fromtimestamp(claims["exp"], UTC),
            )
        except (
            JOSEError,
            ValueError,
            TypeError,
            AttributeError,
            KeyError,
            OverflowError,
            OSError,
        ) as error:
            raise InvalidToken from error

    def _decode(self, token: str) -> dict[str, Any]:
        required = {f"require_{claim}": True for claim in _CLAIMS}
        claims: dict[str, Any] = jwt.decode(
            token,
            self._secret,
            algorithms=[_ALGORITHM],
            audience=_AUDIENCE,
            issuer=_ISSUER,
            options={**required, "verify_at_hash": False},
        )
        if not isinstance(claims["aud"], str):
            raise InvalidToken
        return claims
