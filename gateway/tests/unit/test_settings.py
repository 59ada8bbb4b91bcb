from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from gateway.settings import Settings


def settings(**values: Any) -> Settings:
    needed = {
        "database_url": "postgresql+asyncpg://gateway:b7Jx2w@db/gateway",
        "trusted_issuers": Path("trusted.json"),
        "signing_key": Path("key.json"),
        "public_url": "https://kansli.example",
    }
    return Settings.model_validate(needed | values)


def test_it_is_for_production_unless_told_otherwise() -> None:
    assert settings().environment == "production"


@pytest.mark.parametrize("url", ["http://kansli.example", "http://10.0.0.1:8080"])
def test_production_does_not_start_without_tls(url: str) -> None:
    with pytest.raises(ValidationError, match="not https"):
        settings(public_url=url)
    assert settings(public_url=url, environment="demonstration").public_url == url


@pytest.mark.parametrize("url", ["http://localhost:8080", "http://127.0.0.1", "http://[::1]:8080"])
def test_this_machine_may_be_called_without_tls(url: str) -> None:
    assert settings(public_url=url).public_url == url


@pytest.mark.parametrize(
    "url",
    [
        "kansli.example",
        "ftp://kansli.example",
        "https://",
        "https://u:p@kansli.example",
        "https://kansli.example/api",
        "https://kansli.example?x",
        "https://kansli.example#x",
    ],
)
def test_an_address_is_an_origin(url: str) -> None:
    with pytest.raises(ValidationError):
        settings(public_url=url)


def test_a_trailing_slash_is_taken_off() -> None:
    assert settings(upstream_case_registry="http://case-registry:8000/").upstreams["case-registry"] == (
        "http://case-registry:8000"
    )


@pytest.mark.parametrize("rate", ["", "many", "5", "5/fortnight"])
def test_a_rate_must_be_one(rate: str) -> None:
    with pytest.raises(ValidationError):
        settings(client_rate=rate)


def test_a_token_lives_for_five_minutes_at_most() -> None:
    with pytest.raises(ValidationError):
        settings(access_token_seconds=301)
