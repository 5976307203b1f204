"""All settings, from the environment, `.env`, or files of secrets. Nothing else reads these."""

import os
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import Field, SecretStr, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from resume_tailor.entrypoints.cannot_start import CannotStart

PREFIX = "RESUME_TAILOR_"
_ROOT_DATA_DIR = Path("/var/lib/resume-tailor")


def default_data_dir() -> Path:
    """The platform's folder for a user's data; for root, where services keep theirs."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return _ROOT_DATA_DIR
    return Path(platformdirs.user_data_dir("resume-tailor", appauthor=False))


class Settings(BaseSettings):
    """Each setting is `RESUME_TAILOR_<NAME>`, and `RESUME_TAILOR_<NAME>_FILE` names a file with its
    value."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True, populate_by_name=True
    )

    data_dir: Path = Field(
        default_factory=default_data_dir,
        description="Where the embedded database, uploaded files and the made secret lie.",
    )
    database_url: SecretStr | None = Field(
        None, description="A postgresql:// URL; without one an embedded server is started."
    )
    database_direct_url: SecretStr | None = Field(
        None,
        description="The same database past a pooler such as PgBouncer, for migrations, for listening, and"
        " for the workers' queue, which need sessions of their own; without one, DATABASE_URL.",
    )
    host: str = Field("127.0.0.1", description="The address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="The port to listen on.")
    file_store: str = Field(
        "",
        description="Where uploaded files lie: a folder, or `s3://bucket/prefix`; without one, `files` in"
        " the data folder.",
    )
    file_store_endpoint: str = Field(
        "", description="The address of an S3-compatible store that is not Amazon's."
    )
    jwt_secret: SecretStr | None = Field(
        None,
        description="Signs access tokens, at least 32 bytes; without one it is made and kept in"
        " the data folder.",
    )
    token_lifetime_minutes: int = Field(
        7 * 24 * 60, ge=1, description="How long an access token is valid."
    )
    model: str = Field(
        "",
        description="A LiteLLM model name, such as `openai/gpt-5-mini`, `anthropic/claude-sonnet-4-5`,"
        " `gemini/gemini-2.5-flash` or `ollama/qwen3`; several with commas are tried in turn; empty:"
        " no language model.",
    )
    model_api_base: str = Field(
        "",
        description="The address of the model's server, for one that speaks OpenAI's protocol with its"
        " `/v1`; empty: the provider's own.",
    )
    model_api_key: SecretStr | None = Field(None, description="The model's key.")
    model_second_opinion: bool = Field(
        default=True,
        description="Have the model read again what code could not decide on; off: that is dropped.",
    )
    model_deadline_seconds: float = Field(
        120.0, gt=0, description="Time for one question to the model, all tries together."
    )
    model_max_calls: int = Field(60, ge=1, description="Requests to the model in one session.")
    model_max_tokens: int = Field(
        400_000, ge=1_000, description="Tokens of the model in one session, both ways."
    )
    max_questions: int = Field(
        3, ge=0, le=10, description="Questions asked in one session at most."
    )
    allow_private_addresses: bool = Field(
        default=False, description="Fetch postings from private networks too (tests, intranets)."
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Web origins that may call the API, separated by commas."
    )
    trusted_proxies: str = Field(
        "127.0.0.1", description="Proxies whose X-Forwarded-* headers are believed, with commas."
    )
    max_resume_bytes: int = Field(10_000_000, ge=1_000, description="Size of an uploaded resume.")
    max_resume_pages: int = Field(30, ge=1, description="Pages of an uploaded resume.")
    max_resume_characters: int = Field(
        300_000, ge=1_000, description="Characters of text in an uploaded resume."
    )
    pdf_deadline_seconds: float = Field(20.0, gt=0, description="Time to read one PDF.")
    fetch_deadline_seconds: float = Field(
        20.0, gt=0, description="Time to fetch one posting, all requests together."
    )
    page_deadline_seconds: float = Field(
        15.0, gt=0, description="Time to read one page that was fetched."
    )
    respect_robots: bool = Field(
        default=False,
        description="Fetch no page that its site's robots.txt keeps programs from.",
    )
    browser: str = Field(
        "",
        description="Path of a Chromium for pages that need their scripts run (extra `render`);"
        " empty: the one on the PATH.",
    )
    max_page_bytes: int = Field(5_000_000, ge=10_000, description="Size of a fetched page.")
    worker_concurrency: int = Field(8, ge=1, le=200, description="Sessions one worker advances.")
    database_connections: int = Field(
        10, ge=2, le=200, description="Connections one process keeps open to the database."
    )
    retention_days: int = Field(
        0,
        ge=0,
        description="Days after its last change at which a session is deleted with all that belongs to it;"
        " 0: never.",
    )
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR.")
    log_format: Literal["text", "json"] = Field(
        "text", description="`text` for people; `json`, one object a line, for machines."
    )
    metrics_port: int = Field(
        0,
        ge=0,
        le=65535,
        description="Where a worker that is a process of its own shows its metrics; 0: nowhere. The API"
        " shows its own at `/metrics`.",
    )
    traces_endpoint: str = Field(
        "",
        description="The address of an OpenTelemetry collector (OTLP over HTTP) for traces; needs the extra"
        " `otel`.",
    )
    fail_at: str = Field(
        "",
        description="For tests of crashes: the process kills itself where a span begins or ends, such as"
        " `record:end:3`.",
    )

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("data_dir")
    @classmethod
    def _make_absolute(cls, value: Path) -> Path:
        """Other processes, in other folders, must find the same one."""
        return value.expanduser().absolute()

    @field_validator("file_store")
    @classmethod
    def _require_folder_or_bucket(cls, value: str) -> str:
        if "://" in value and not value.startswith("s3://"):
            raise ValueError("must be a folder or begin with s3://")
        return value

    @field_validator("database_url", "database_direct_url")
    @classmethod
    def _require_postgres(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None or not value.get_secret_value():
            return None
        if not value.get_secret_value().startswith(("postgresql://", "postgres://")):
            raise ValueError("must begin with postgresql://")
        return value

    @field_validator("jwt_secret")
    @classmethod
    def _require_length(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None or not value.get_secret_value():
            return None
        if len(value.get_secret_value().encode()) < 32:
            raise ValueError("must have at least 32 bytes")
        return value

    @field_validator("log_level")
    @classmethod
    def _require_level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @property
    def is_embedded(self) -> bool:
        """Whether the database is the embedded one."""
        return self.database_url is None

    @property
    def is_pooled(self) -> bool:
        """Whether a pooler stands before the database, so that statements may run on any connection."""
        return self.database_direct_url is not None

    @property
    def files_folder(self) -> Path:
        """Where uploaded files lie."""
        chosen = Path(self.file_store).expanduser().absolute() if self.file_store else None
        return chosen or self.data_dir / "files"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - ours reads named files
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then files of secrets, then `.env`."""
        return init_settings, env_settings, SecretFiles(settings_cls), dotenv_settings


class SecretFiles(PydanticBaseSettingsSource):
    """`RESUME_TAILOR_JWT_SECRET_FILE=/run/secrets/jwt` gives the contents of that file."""

    def get_field_value(  # the signature is pydantic's
        self,
        field: FieldInfo,  # noqa: ARG002
        field_name: str,
    ) -> tuple[Any, str, bool]:
        """The contents of the file that is named for a field, if one is."""
        path = os.environ.get(f"{PREFIX}{field_name.upper()}_FILE")
        if not path:
            return None, field_name, False
        try:
            return Path(path).read_text(encoding="utf-8").strip(), field_name, False
        except OSError as error:
            variable = f"{PREFIX}{field_name.upper()}_FILE"
            raise CannotStart(f"{variable}: {path} cannot be read ({error.strerror}).") from error

    def __call__(self) -> dict[str, Any]:
        """All values that stand in files."""
        found = {
            name: self.get_field_value(field, name)[0]
            for name, field in self.settings_cls.model_fields.items()
        }
        return {name: value for name, value in found.items() if value is not None}


def origin_of(name: str, settings: Settings) -> str:
    """Where a setting's value came from, for people."""
    variable = f"{PREFIX}{name.upper()}"
    if variable in os.environ:
        return variable
    if f"{variable}_FILE" in os.environ:
        return f"{variable}_FILE"
    return ".env" if name in settings.model_fields_set else "default"
