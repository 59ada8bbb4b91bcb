"""The errors that the gateway answers with itself are problems, in both languages, and leak nothing.

409, 412 and 428 are for what has versions; the gateway has nothing such of its own and passes on what the
services answer (gateway/tests/component).
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import httpx
import pytest

from boardkit.api.app import MAX_BODY_BYTES
from boardkit.testing.postgres import PostgresServer
from gateway.authenticate import Authenticator
from tests.contract.apis import service
from tests.contract.target import ORIGIN
from tests.security.calling import client
from tests.security.errors_in_both_languages import MARKER, faults_of, language_of

CLIENTS: Final = f"{ORIGIN}/gateway/v1/clients"
CASES: Final = f"{ORIGIN}/case-registry/v1/cases"
TOKEN: Final = f"{ORIGIN}/oauth/token"
LANGUAGES: Final = ("sv", "en")

#: Nobody listens there.
_NOWHERE: Final = {
    f"upstream_{name}": "http://127.0.0.1:9"
    for name in ("case_registry", "delegation_rules", "referral_tracking", "financial_follow_up")
}

Ask = Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]


async def malformed(caller: httpx.AsyncClient) -> httpx.Response:
    """400: a path that has two readings."""
    return await caller.get(f"{ORIGIN}/case-registry/v1/{MARKER}%00")


async def unauthenticated(caller: httpx.AsyncClient) -> httpx.Response:
    """401: a token that is none."""
    return await caller.post(CASES, json={"x": MARKER}, headers={"authorization": f"Bearer {MARKER}"})


async def unknown_client(caller: httpx.AsyncClient) -> httpx.Response:
    """401: a client that is not there."""
    form = {"grant_type": "client_credentials", "client_id": MARKER, "client_secret": MARKER}
    return await caller.post(TOKEN, data=form)


async def forbidden(caller: httpx.AsyncClient) -> httpx.Response:
    """403: a token without the scope."""
    return await caller.get(CLIENTS, params={"q": MARKER})


async def not_found(caller: httpx.AsyncClient) -> httpx.Response:
    """404: no service has the address."""
    return await caller.get(f"{ORIGIN}/gateway/v1/{MARKER}")


async def method_not_allowed(caller: httpx.AsyncClient) -> httpx.Response:
    """405."""
    return await caller.delete(TOKEN, params={"q": MARKER})


async def too_large(caller: httpx.AsyncClient) -> httpx.Response:
    """413."""
    return await caller.post(CASES, content=MARKER.encode() + b" " * MAX_BODY_BYTES)


async def address_too_long(caller: httpx.AsyncClient) -> httpx.Response:
    """414."""
    return await caller.get(CASES, params={"q": MARKER * 200})


async def unsupported(caller: httpx.AsyncClient) -> httpx.Response:
    """415: the token endpoint takes a form."""
    return await caller.post(TOKEN, json={"client_id": MARKER})


async def unreachable(caller: httpx.AsyncClient) -> httpx.Response:
    """503: the service behind does not answer."""
    return await caller.post(CASES, json={"x": MARKER})


ERRORS: Final[Mapping[str, tuple[int, Ask]]] = {
    "400": (400, malformed),
    "401": (401, unauthenticated),
    "401 client": (401, unknown_client),
    "403": (403, forbidden),
    "404": (404, not_found),
    "405": (405, method_not_allowed),
    "413": (413, too_large),
    "414": (414, address_too_long),
    "415": (415, unsupported),
    "503": (503, unreachable),
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_a_caller_can_bring_about(language: str, postgres_server: PostgresServer) -> None:
    faults: dict[str, Any] = {}
    async with (
        service("gateway").running(postgres_server, _NOWHERE) as running,
        client(running, ["annat:read"]) as caller,
    ):
        caller.headers["accept-language"] = language
        for name, (status, ask) in ERRORS.items():
            answer = await ask(caller)
            faults[name] = faults_of(answer, status)
            if language_of(answer) != language:
                faults[name].append(f"in {language_of(answer)!r}")

    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_406_and_422_on_its_own_addresses(language: str, postgres_server: PostgresServer) -> None:
    async with (
        service("gateway").running(postgres_server) as running,
        client(running, ["clients:read"]) as caller,
    ):
        caller.headers["accept-language"] = language
        unacceptable = await caller.get(CLIENTS, headers={"accept": f"text/{MARKER}"})
        invalid = await caller.get(CLIENTS, params={"limit": MARKER})

    assert faults_of(unacceptable, 406) == []
    assert faults_of(invalid, 422) == []
    assert {language_of(unacceptable), language_of(invalid)} == {language}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_429_says_when_to_come_back(language: str, postgres_server: PostgresServer) -> None:
    few = _NOWHERE | {"anonymous_rate": "1/minute", "client_rate": "1/minute", "token_rate": "1/minute"}
    async with service("gateway").running(postgres_server, few) as running:
        answers = []
        for scopes in (None, ["annat:read"]):
            async with client(running, scopes) as caller:
                caller.headers["accept-language"] = language
                await caller.get(CASES, params={"q": MARKER})
                answers.append(await caller.get(CASES, params={"q": MARKER}))

    for answer in answers:
        assert faults_of(answer, 429) == []
        assert language_of(answer) == language
        assert int(answer.headers["retry-after"]) > 0
        assert "ratelimit" in answer.headers
        assert "ratelimit-policy" in answer.headers


@pytest.mark.parametrize("language", LANGUAGES)
async def test_500_for_what_nobody_foresaw(
    language: str, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Authenticator, authorization: str, service: str) -> None:
        raise RuntimeError(f"{MARKER} {authorization}")

    async with (
        service("gateway").running(postgres_server, _NOWHERE) as running,
        client(running, ["annat:read"]) as caller,
    ):
        monkeypatch.setattr(Authenticator, "passport", fail)
        answer = await caller.get(CASES, headers={"accept-language": language})

    assert faults_of(answer, 500) == []
    assert language_of(answer) == language


@pytest.mark.parametrize("language", LANGUAGES)
async def test_503_without_a_database(language: str, postgres_server: PostgresServer) -> None:
    nowhere = {"database_url": f"postgresql+asyncpg://{MARKER}:{MARKER}-losen@127.0.0.1:9/{MARKER}"}
    form = {"grant_type": "client_credentials", "client_id": MARKER, "client_secret": MARKER}
    async with service("gateway").running(postgres_server, nowhere) as running, client(running, None) as caller:
        answer = await caller.post(TOKEN, data=form, headers={"accept-language": language})

    assert faults_of(answer, 503) == []
    assert language_of(answer) == language
