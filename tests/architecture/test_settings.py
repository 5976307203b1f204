from pathlib import Path

import pytest
from pydantic import ValidationError

from resume_tailor.entrypoints.settings import PREFIX, Settings, origin_of


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)
        monkeypatch.delenv(f"{PREFIX}{name.upper()}_FILE", raising=False)


def test_everything_has_a_default_and_a_description() -> None:
    assert Settings().port == 8000
    assert Settings().is_embedded
    for name, field in Settings.model_fields.items():
        assert field.description, name


def test_environment_before_secret_files_before_dotenv(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(f"{PREFIX}PORT=1\n{PREFIX}HOST=a\n{PREFIX}MODEL=m\n")
    (tmp_path / "secret").write_text("2\n")
    monkeypatch.setenv(f"{PREFIX}PORT_FILE", str(tmp_path / "secret"))
    monkeypatch.setenv(f"{PREFIX}HOST", "b")
    settings = Settings()
    assert (settings.port, settings.host, settings.model) == (2, "b", "m")
    assert origin_of("port", settings) == f"{PREFIX}PORT_FILE"
    assert origin_of("host", settings) == f"{PREFIX}HOST"
    assert origin_of("model", settings) == ".env"
    assert origin_of("log_level", settings) == "default"


def test_folders_are_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(f"{PREFIX}DATA_DIR", "data")
    monkeypatch.setenv(f"{PREFIX}FILE_STORE", "files")
    assert Settings().data_dir == tmp_path / "data"
    assert Settings().files_folder == tmp_path / "files"


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}CORS_ORIGINS", "https://a.test, https://b.test")
    assert Settings().cors_origins == ("https://a.test", "https://b.test")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "70000"),
        ("DATABASE_URL", "sqlite:///x"),
        ("JWT_SECRET", "short"),
        ("MAX_QUESTIONS", "-1"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_what_cannot_be_set(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(ValidationError):
        Settings()


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}JWT_SECRET", "s" * 40)
    monkeypatch.setenv(f"{PREFIX}DATABASE_URL", "postgresql://u:hunter2@h/d")
    assert "s" * 40 not in repr(Settings())
    assert "hunter2" not in repr(Settings())
