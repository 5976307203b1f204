import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from jose import jwt

from resume_tailor.adapters.auth.argon2_passwords import Argon2Passwords
from resume_tailor.adapters.auth.jwt_tokens import JwtTokens
from resume_tailor.domain.errors import InvalidToken
from tests.contracts.passwords import PasswordHasherContract
from tests.contracts.tokens import AccessTokensContract

SECRET = "a secret of tests that is long enough"


class TestArgon2Passwords(PasswordHasherContract):
    @pytest.fixture
    def subject(self) -> Argon2Passwords:
        return Argon2Passwords()


class TestJwtTokens(AccessTokensContract):
    @pytest.fixture
    def subject(self) -> JwtTokens:
        return JwtTokens(SECRET, timedelta(hours=1))


def claims(**changed: Any) -> dict[str, Any]:
    now = int(datetime.now(UTC).timestamp())
    all_ = {
        "sub": str(uuid4()),
        "iss": "resume-tailor",
        "aud": "resume-tailor-api",
        "iat": now,
        "exp": now + 60,
        "jti": "1",
    }
    return {key: value for key, value in {**all_, **changed}.items() if value is not None}


def read(token: str) -> object:
    return JwtTokens(SECRET, timedelta(hours=1)).read(token)


def test_these_claims_would_do() -> None:
    assert read(jwt.encode(claims(), SECRET, "HS256"))


@pytest.mark.parametrize(
    "changed",
    [
        {"sub": None},
        {"iss": None},
        {"aud": None},
        {"iat": None},
        {"exp": None},
        {"jti": None},
        {"sub": "no uuid"},
        {"iss": "somebody"},
        {"aud": "something"},
        {"aud": ["resume-tailor-api", "other"]},
        {"exp": 1},
        {"iat": "yesterday"},
        {"nbf": 4_000_000_000},
    ],
)
def test_each_claim_is_checked(changed: dict[str, Any]) -> None:
    with pytest.raises(InvalidToken):
        read(jwt.encode(claims(**changed), SECRET, "HS256"))


@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
def test_one_algorithm_alone_is_taken(algorithm: str) -> None:
    with pytest.raises(InvalidToken):
        read(jwt.encode(claims(), SECRET, algorithm))


def test_an_unsigned_token_is_refused() -> None:
    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    with pytest.raises(InvalidToken):
        read(f"{part({'alg': 'none', 'typ': 'JWT'})}.{part(claims())}.")


def test_another_key_and_unknown_extensions_are_refused() -> None:
    for token in (
        jwt.encode(claims(), SECRET + "x", "HS256"),
        jwt.encode(claims(), SECRET, "HS256", headers={"crit": ["exp"]}),
    ):
        with pytest.raises(InvalidToken):
            read(token)


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        JwtTokens("short", timedelta(hours=1))
