"""Production refuses what belongs in a demonstration; every process refuses what it cannot use."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from boardkit.auth.keys import SigningKey
from boardkit.settings import WELL_KNOWN_PASSWORDS, ProcessSettings

GOOD_URL = "postgresql+asyncpg://registry:q7Kf2LxWv9@db.internal:5432/registry"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    SigningKey.generate("2026-11").save(tmp_path / "key.json")
    issuers = {"gateway": {"keys": [SigningKey.generate("2026-11").public_jwk()], "scopes": ["*"]}}
    (tmp_path / "trusted.json").write_text(json.dumps(issuers), encoding="utf-8")
    return {"signing_key": tmp_path / "key.json", "trusted_issuers": tmp_path / "trusted.json"}


def settings(files: dict[str, Path], **more: Any) -> ProcessSettings:
    return ProcessSettings.model_validate({"environment": "production", "database_url": GOOD_URL} | files | more)


def refusal(files: dict[str, Path], **more: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        settings(files, **more)
    [error] = refused.value.errors()
    return str(error["msg"])


def test_production_starts_with_settings_of_its_own(files: dict[str, Path]) -> None:
    assert settings(files, migration_database_url=GOOD_URL.replace("//registry", "//owner")).today is None


def test_production_is_what_nobody_asked_for(files: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KANSLI_ENVIRONMENT", raising=False)

    assert ProcessSettings.model_validate({"database_url": GOOD_URL} | files).environment == "production"


def test_settings_come_from_the_environment(files: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "environment": "demonstration",
        "today": "2019-06-03",
        "database_url": GOOD_URL,
        **files,
    }.items():
        monkeypatch.setenv(f"KANSLI_{name.upper()}", str(value))

    found = ProcessSettings()  # every required value stands in the environment

    assert (found.environment, found.today) == ("demonstration", date(2019, 6, 3))


def test_production_does_not_move_the_calendar(files: dict[str, Path]) -> None:
    assert "KANSLI_TODAY" in refusal(files, today="2019-06-03")


@pytest.mark.parametrize("password", sorted(WELL_KNOWN_PASSWORDS | {"PostgreS", "registry", "Registry"}))
@pytest.mark.parametrize("name", ["database_url", "migration_database_url"])
def test_production_has_no_password_that_everybody_knows(files: dict[str, Path], name: str, password: str) -> None:
    url = f"postgresql+asyncpg://registry:{password}@db.internal/registry"

    assert "password" in refusal(files, **{name: url})
    assert settings(files, environment="demonstration", **{name: url}).environment == "demonstration"


def test_production_needs_a_password(files: dict[str, Path]) -> None:
    assert "password" in refusal(files, database_url="postgresql+asyncpg://registry@db.internal/registry")


@pytest.mark.parametrize("name", ["signing_key", "trusted_issuers"])
def test_production_uses_and_trusts_no_demonstration_key(files: dict[str, Path], tmp_path: Path, name: str) -> None:
    key = SigningKey.generate("demo-gateway")
    holding_it = tmp_path / "demo.json"
    issuers = {"gateway": {"keys": [key.public_jwk()], "scopes": ["*"]}}
    holding_it.write_text(json.dumps(key.private_jwk() if name == "signing_key" else issuers), encoding="utf-8")

    assert f"KANSLI_{name.upper()} holds a demonstration key" in refusal(files, **{name: holding_it})
    assert settings(files, environment="demonstration", **{name: holding_it}).environment == "demonstration"


@pytest.mark.parametrize("environment", ["production", "demonstration", "test"])
@pytest.mark.parametrize(
    "url",
    [
        "postgresql://registry:q7Kf2LxWv9@db.internal/registry",
        "postgresql+psycopg://registry:q7Kf2LxWv9@db.internal/registry",
        "mysql://registry:q7Kf2LxWv9@db.internal/registry",
        "postgresql+asyncpg://db.internal/registry",
        "db.internal q7Kf2LxWv9",
        "postgresql+asyncpg://registry:q7Kf2LxWv9@db.internal:port/registry",
        "",
    ],
)
def test_a_url_that_is_not_the_drivers_is_refused_and_not_repeated(
    files: dict[str, Path], environment: str, url: str
) -> None:
    said = refusal(files, environment=environment, database_url=url)

    assert "database URL" in said or "postgresql+asyncpg://" in said
    assert "q7Kf2LxWv9" not in said


@pytest.mark.parametrize(
    "wrong",
    [{"port": -1}, {"port": 65536}, {"database_pool_size": 0}, {"environment": "staging"}, {"today": "yesterday"}],
    ids=str,
)
def test_a_value_out_of_range_is_refused(files: dict[str, Path], wrong: dict[str, Any]) -> None:
    assert refusal(files, **wrong)


def test_secrets_are_not_shown(files: dict[str, Path]) -> None:
    assert "q7Kf2LxWv9" not in repr(settings(files))
    assert "q7Kf2LxWv9" not in settings(files).model_dump_json()
