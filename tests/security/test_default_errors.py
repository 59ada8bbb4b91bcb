"""Every error of every service and of the gateway is a problem, in both languages, and leaks nothing.

What a caller can bring about is brought about; what it cannot (409, 500, 503) is made to happen inside.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

import httpx
import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from boardkit.api.app import MAX_BODY_BYTES
from boardkit.auth.tokens import TokenVerifier
from boardkit.testing.postgres import PostgresServer
from boardkit.testing.service import RunningService
from tests.contract.apis import present_services, service, service_document
from tests.contract.document import Operation
from tests.contract.target import ORIGIN
from tests.security.calling import client
from tests.security.conftest import Booted
from tests.security.errors_in_both_languages import MARKER, faults_of, language_of

SERVICES: Final = [api for api in present_services() if api != "gateway"]
LANGUAGES: Final = ("sv", "en")
_KEY: Final = {"idempotency-key": f"{MARKER}-key"}

Ask = Callable[[httpx.AsyncClient, str], Awaitable[httpx.Response]]


def operation(api: str, method: str, status: str) -> Operation | None:
    """The first operation of that method that can give `status` and takes a JSON body, if a body is meant."""
    for found in service_document(api).operations():
        bodied = found.request_schema is not None or method == "get"
        if found.method == method and status in found.responses and found.scope and bodied:
            return found
    return None


def scopes_of(api: str) -> frozenset[str]:
    """Every scope that the API knows."""
    return frozenset(found.scope for found in service_document(api).operations() if found.scope)


def create_of(api: str) -> Operation:
    """An operation that creates something."""
    found = operation(api, "post", "201")
    assert found is not None
    return found


async def unauthenticated(caller: httpx.AsyncClient, api: str) -> httpx.Response:
    """401: a token that is none."""
    place = ORIGIN + create_of(api).address()
    return await caller.post(place, json={"x": MARKER}, headers={"authorization": f"Bearer {MARKER}", **_KEY})


async def not_found(caller: httpx.AsyncClient, api: str) -> httpx.Response:
    """404: an address that is not there."""
    return await caller.get(f"{ORIGIN}/{api}/v1/{MARKER}", params={"q": MARKER})


async def method_not_allowed(caller: httpx.AsyncClient, api: str) -> httpx.Response:
    """405."""
    return await caller.delete(f"{ORIGIN}/{api}/v1/api-info", params={"q": MARKER})


async def not_acceptable(caller: httpx.AsyncClient, api: str) -> httpx.Response:
    """406."""
    return await caller.get(f"{ORIGIN}/{api}/v1/changes", headers={"accept": f"text/{MARKER}"})


async def too_large(caller: httpx.AsyncClient, api: str) -> httpx.Response:
    """413."""
    content = b'{"x":"' + MARKER.encode() + b" " * MAX_BODY_BYTES + b'"}'
    headers = {"content-type": "application/json", **_KEY}
    return await caller.post(ORIGIN + create_of(api).address(), content=content, headers=headers)


async def unsupported(caller: httpx.AsyncClient, api: str) -> httpx.Response:
    """415."""
    headers = {"content-type": f"text/{MARKER}", **_KEY}
    return await caller.post(ORIGIN + create_of(api).address(), content=MARKER, headers=headers)


async def invalid(caller: httpx.AsyncClient, api: str) -> httpx.Response:
    """422: the marker as a field's name and as every field's value."""
    body: dict[str, Any] = {MARKER: MARKER} | {name: {"x": MARKER} for name in create_of(api).body()}
    return await caller.post(ORIGIN + create_of(api).address(), json=body, headers=_KEY)


async def unreadable(caller: httpx.AsyncClient, api: str) -> httpx.Response:
    """422: a body that is not JSON."""
    headers = {"content-type": "application/json", **_KEY}
    return await caller.post(ORIGIN + create_of(api).address(), content=f'{{"{MARKER}', headers=headers)


async def invalid_query(caller: httpx.AsyncClient, api: str) -> httpx.Response:
    """422: a parameter that is no number."""
    return await caller.get(f"{ORIGIN}/{api}/v1/changes", params={"limit": MARKER})


async def malformed(caller: httpx.AsyncClient, api: str) -> httpx.Response:
    """400: no usable Idempotency-Key."""
    create = create_of(api)
    return await caller.post(ORIGIN + create.address(), json=create.body(), headers={"idempotency-key": MARKER * 10})


ORDINARY: Final[Mapping[str, tuple[int, Ask]]] = {
    "400": (400, malformed),
    "401": (401, unauthenticated),
    "404": (404, not_found),
    "405": (405, method_not_allowed),
    "406": (406, not_acceptable),
    "413": (413, too_large),
    "415": (415, unsupported),
    "422 body": (422, invalid),
    "422 not JSON": (422, unreadable),
    "422 query": (422, invalid_query),
}


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", ORDINARY)
@pytest.mark.parametrize("api", SERVICES)
async def test_what_a_caller_can_bring_about(api: str, error: str, language: str, booted: Booted) -> None:
    status, ask = ORDINARY[error]
    async with client(await booted(api), scopes_of(api)) as caller:
        caller.headers["accept-language"] = language
        answer = await ask(caller, api)

    assert faults_of(answer, status) == []
    assert language_of(answer) == language


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("api", SERVICES)
async def test_403(api: str, language: str, booted: Booted) -> None:
    async with client(await booted(api), ["annat:read"]) as caller:
        caller.headers["accept-language"] = language
        answer = await caller.post(ORIGIN + create_of(api).address(), json={MARKER: MARKER}, headers=_KEY)

    assert faults_of(answer, 403) == []
    assert language_of(answer) == language


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("status", "if_match"), [(428, None), (412, f'"{MARKER}"'), (400, "*")])
@pytest.mark.parametrize("api", SERVICES)
async def test_a_change_that_does_not_say_what_it_builds_on(
    api: str, status: int, if_match: str | None, language: str, booted: Booted
) -> None:
    change = operation(api, "patch", "412") or operation(api, "put", "412")
    if change is None:
        return
    headers = {"accept-language": language} | ({} if if_match is None else {"if-match": if_match})
    async with client(await booted(api), scopes_of(api)) as caller:
        place = ORIGIN + change.address()
        answer = await caller.request(change.method.upper(), place, json=change.body(), headers=headers)

    assert faults_of(answer, status) == []
    assert language_of(answer) == language


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("api", SERVICES)
async def test_409_while_the_same_create_is_running(api: str, language: str, booted: Booted) -> None:
    running = await booted(api)
    create = create_of(api)
    async with client(running, scopes_of(api)) as caller, holding_key(running, "probe", _KEY["idempotency-key"]):
        answer = await caller.post(
            ORIGIN + create.address(), json=create.body(), headers={**_KEY, "accept-language": language}
        )

    assert faults_of(answer, 409) == []
    assert language_of(answer) == language


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("api", SERVICES)
async def test_500_for_what_nobody_foresaw(
    api: str, language: str, booted: Booted, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: TokenVerifier, token: str) -> None:
        raise RuntimeError(f"{MARKER} {token}")

    monkeypatch.setattr(TokenVerifier, "verify", fail)
    async with client(await booted(api), scopes_of(api)) as caller:
        answer = await caller.get(f"{ORIGIN}/{api}/v1/changes", headers={"accept-language": language})

    assert faults_of(answer, 500) == []
    assert language_of(answer) == language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("api", SERVICES)
async def test_503_without_a_database(api: str, language: str, postgres_server: PostgresServer) -> None:
    nowhere = {"database_url": f"postgresql+asyncpg://{MARKER}:{MARKER}-losen@127.0.0.1:9/{MARKER}"}
    async with service(api).running(postgres_server, nowhere) as running, client(running, scopes_of(api)) as caller:
        caller.headers["accept-language"] = language
        read = await caller.get(f"{ORIGIN}/{api}/v1/changes")
        ready = await caller.get(f"{ORIGIN}/readyz")
        alive = await caller.get(f"{ORIGIN}/livez")

    for answer in (read, ready):
        assert faults_of(answer, 503) == []
        assert language_of(answer) == language
        assert int(answer.headers["retry-after"]) > 0
    assert alive.status_code == 200


@asynccontextmanager
async def holding_key(running: RunningService, subject: str, key: str) -> AsyncIterator[AsyncConnection]:
    """Hold an Idempotency-Key as a create that is still running would."""
    engine = running.app.state.runtime.engine
    async with engine.begin() as connection:
        await connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"{subject}\n{key}", 0))))
        yield connection
