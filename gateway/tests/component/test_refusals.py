"""What the gateway refuses itself: each time a problem, in the caller's language, with nothing of the input."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from gateway.testing import RunningGateway, listening_socket

pytestmark = pytest.mark.asyncio(loop_scope="session")

CASES = "/case-registry/v1/cases"
CONTENT = "/case-registry/v1/documents/0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d/content"
SECRET = "do-not-repeat-me"


def assert_problem(answer: httpx.Response, status: int, slug: str) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["kansli-business-date"] == "2019-06-03"
    document: dict[str, Any] = answer.json()
    assert document["type"].endswith(f"/{slug}")
    assert document["status"] == status
    assert document["instance"] == f"urn:kansli:trace:{answer.headers['traceparent'][3:35]}"
    assert SECRET not in answer.text
    return document


async def raw(gateway: RunningGateway, request: bytes) -> tuple[int, dict[str, str], bytes]:
    """Send octets as they are and read one answer."""
    host, port = gateway.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
    body = await reader.readexactly(int(headers["content-length"]))
    writer.close()
    await writer.wait_closed()
    return int(head[0].split()[1]), headers, body


async def test_without_a_token(gateway: RunningGateway, service: Any) -> None:
    async with gateway.anonymous() as client:
        answer = await client.get(CASES, params={"q": SECRET})

    assert_problem(answer, 401, "unauthenticated")
    assert answer.headers["www-authenticate"] == 'Bearer realm="kansli"'
    assert not service.seen


@pytest.mark.parametrize("authorization", [f"Bearer {SECRET}", f"Bearer {SECRET}.{SECRET}.{SECRET}", "Bearer å"])
async def test_with_a_token_that_does_not_hold(gateway: RunningGateway, service: Any, authorization: str) -> None:
    async with gateway.anonymous() as client:
        answer = await client.get(CASES, headers={b"authorization": authorization.encode()})

    assert_problem(answer, 401, "unauthenticated")
    assert answer.headers["www-authenticate"] == 'Bearer realm="kansli", error="invalid_token"'
    assert not service.seen


@pytest.mark.parametrize("authorization", [f"Basic {SECRET}", SECRET, "Bearer"])
async def test_with_something_that_is_no_token(gateway: RunningGateway, authorization: str) -> None:
    async with gateway.anonymous(authorization=authorization) as client:
        answer = await client.get(CASES)

    assert_problem(answer, 401, "unauthenticated")


async def test_an_internal_token_opens_nothing_from_outside(gateway: RunningGateway, service: Any) -> None:
    async with gateway.client("cases:read") as client:
        internal = dict((await client.get(CASES)).json()["headers"])["authorization"]
        service.seen.clear()
        answer = await client.get(CASES, headers={"authorization": internal})

    assert_problem(answer, 401, "unauthenticated")
    assert not service.seen


async def test_the_bearer_scheme_is_known_in_any_case(gateway: RunningGateway) -> None:
    async with gateway.anonymous(authorization=f"bEARER {gateway.token('cases:read')}") as client:
        assert (await client.get(CASES)).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/case-registry/v1/api-info",
        "/delegation-rules/v1/openapi.json",
        "/referral-tracking/v1/docs",
        "/financial-follow-up/v1/docs/swagger-ui.css",
        "/case-registry/v1/citizen-proposals/status/K7QM-4TXH-92WD",
    ],
)
async def test_what_is_public_needs_no_token(gateway: RunningGateway, path: str) -> None:
    async with gateway.anonymous() as client:
        answer = await client.get(path)
        changed = await client.post(path)

    assert answer.status_code == 200
    assert changed.status_code == 401


async def test_a_bad_token_is_refused_also_where_none_is_needed(gateway: RunningGateway) -> None:
    async with gateway.anonymous(authorization="Bearer x") as client:
        assert (await client.get("/case-registry/v1/api-info")).status_code == 401


async def test_problems_are_in_swedish_unless_english_is_preferred(gateway: RunningGateway) -> None:
    async with gateway.anonymous() as client:
        swedish = await client.get(CASES, headers={"accept-language": "sv"})
        english = await client.get(CASES, headers={"accept-language": "en, sv;q=0.5"})

    assert (swedish.json()["title"], swedish.headers["content-language"]) == ("Inloggning krävs", "sv")
    assert (english.json()["title"], english.headers["content-language"]) == ("Authentication required", "en")


async def test_head_gets_the_status_without_the_problem(gateway: RunningGateway) -> None:
    async with gateway.anonymous() as client:
        answer = await client.head(CASES)

    assert (answer.status_code, answer.content) == (401, b"")


@pytest.mark.parametrize("announced", [True, False], ids=["announced", "in chunks"])
async def test_a_body_that_is_too_large(gateway: RunningGateway, service: Any, announced: bool) -> None:
    async def body() -> AsyncIterator[bytes]:
        for _ in range(17):
            yield SECRET.encode().ljust(64 * 1024)

    headers = {"content-type": "application/json"}
    if announced:
        headers["content-length"] = str(17 * 64 * 1024)
    async with gateway.client("cases:write") as client:
        answer = await client.post(CASES, content=body(), headers=headers)

    document = assert_problem(answer, 413, "content-too-large")
    assert document["max_octets"] == 1024 * 1024
    assert not announced or not service.seen


@pytest.mark.parametrize(
    ("path", "method", "octets"),
    [(CONTENT, "PUT", 3 * 1024 * 1024), ("/delegation-rules/v1/evaluations", "POST", 3 * 1024 * 1024)],
)
async def test_some_addresses_take_more(gateway: RunningGateway, path: str, method: str, octets: int) -> None:
    async with gateway.client("documents:write") as client:
        answer = await client.request(method, path, content=bytes(octets))

    assert answer.json()["octets"] == octets


async def test_an_address_that_is_too_long(gateway: RunningGateway, service: Any) -> None:
    async with gateway.client("cases:read") as client:
        longest = await client.get(f"{CASES}?q={'x' * (2048 - len(CASES) - 2)}")
        longer = await client.get(f"{CASES}?q={'x' * (2049 - len(CASES) - 2)}")

    assert longest.status_code == 200
    assert_problem(longer, 414, "address-too-long")
    assert len(service.seen) == 1


@pytest.mark.parametrize(
    "path",
    [
        b"/case-registry/v1/../../delegation-rules/v1/rules",
        b"/case-registry/v1/./cases",
        b"/case-registry/v1//cases",
        b"/case-registry/v1/%2e%2e/v1/cases",
        b"/case-registry/v1/%2E./cases",
        b"/case-registry/v1/cases%2F1",
        b"/case-registry/v1/cases%5c1",
        b"/case-registry/v1/cases%00",
        b"/case-registry/v1/cases%252f1",
        b"/case-registry/v1/cases;admin=1",
        b"/case-registry\\v1/cases",
        b"/case-registry/v1/cases%c0%ae",
        b"/case-registry/v1/cases%zz",
        b"/case-registry/v1/cases|1",
    ],
)
async def test_an_address_with_a_second_reading(gateway: RunningGateway, service: Any, path: bytes) -> None:
    token = gateway.token("cases:read").encode()
    request = b"GET " + path + b" HTTP/1.1\r\nhost: x\r\nauthorization: Bearer " + token + b"\r\n\r\n"

    status, headers, body = await raw(gateway, request)

    assert status == 400
    assert headers["content-type"] == "application/problem+json"
    assert json.loads(body)["type"].endswith("/malformed-request")
    assert not service.seen


@pytest.mark.parametrize(
    "headers",
    [
        b"authorization: Bearer a\r\nauthorization: Bearer b",
        b"content-length: 2\r\ncontent-length: 3",
        b"content-length: 2\r\ncontent-length: 2",
        b"content-length: +2",
        b"content-length: 2\r\ntransfer-encoding: chunked",
        b"transfer-encoding: gzip, chunked",
        b"transfer-encoding: chunked\r\ntransfer-encoding: chunked",
        b"host: y",
        b"if-range: a\r\nif-range: b",
        b"idempotency-key: a1234567\r\nidempotency-key: b1234567",
        b"content-type: a/b\r\ncontent-type: c/d",
        b"accept: \xe5\xe4\xf6",
        b"\r\n".join(b"x-%d: y" % number for number in range(101)),
        b"x-long: " + b"y" * 33_000,
        b"accept : a",
        b"accept\x00: a",
    ],
    ids=lambda headers: repr(headers[:60]),
)
async def test_headers_that_are_not_in_order(gateway: RunningGateway, service: Any, headers: bytes) -> None:
    status, got, body = await raw(
        gateway, b"GET " + CASES.encode() + b" HTTP/1.1\r\nhost: x\r\n" + headers + b"\r\n\r\n"
    )

    assert status == 400
    assert got["content-type"] == "application/problem+json"
    assert json.loads(body)["type"].endswith("/malformed-request")
    assert not service.seen


async def test_a_head_without_an_end_is_broken_off(gateway: RunningGateway) -> None:
    host, port = gateway.url.removeprefix("http://").split(":")
    _, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"GET / HTTP/1.1\r\nhost: x\r\n")

    async def send_headers() -> None:
        for number in range(10_000):
            writer.write(b"x-%d: " % number + b"y" * 1000 + b"\r\n")
            await writer.drain()

    with pytest.raises(ConnectionError):
        await send_headers()
    writer.close()


async def test_what_is_not_http_gets_a_problem(gateway: RunningGateway) -> None:
    status, headers, body = await raw(gateway, b"HELLO\r\n\r\n")

    assert (status, headers["content-type"]) == (400, "application/problem+json")
    assert json.loads(body)["status"] == 400


async def test_a_service_that_is_down_does_not_take_the_others_with_it(gateway_before: Any, service: Any) -> None:
    with listening_socket() as nobody:
        closed = f"http://127.0.0.1:{nobody.getsockname()[1]}"
    async with gateway_before(service, upstream_case_registry=closed) as running, running.client("x:y") as client:
        down = await client.get(CASES)
        up = await client.get("/referral-tracking/v1/deadlines")

    document = assert_problem(down, 503, "unavailable")
    assert down.headers["retry-after"] == "2"
    assert document["detail"].startswith("The service cannot be reached")
    assert up.status_code == 200


async def test_a_service_that_breaks_off_is_not_asked_twice(gateway_before: Any, service: Any) -> None:
    calls = 0

    async def break_off(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal calls
        calls += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.close()
        await writer.wait_closed()

    async with (
        speaking(break_off) as address,
        gateway_before(service, upstream_case_registry=address) as running,
        running.client("cases:write") as client,
    ):
        got = await client.post(CASES, json={})

    document = assert_problem(got, 503, "unavailable")
    assert "Idempotency-Key" in document["detail"]
    assert calls == 1


async def test_a_service_that_speaks_something_else(gateway_before: Any, service: Any) -> None:
    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"SSH-2.0-nothing\r\n\r\n")
        writer.close()
        await writer.wait_closed()

    async with (
        speaking(speak) as address,
        gateway_before(service, upstream_case_registry=address) as running,
        running.client("cases:read") as client,
    ):
        assert_problem(await client.get(CASES), 503, "unavailable")


@asynccontextmanager
async def speaking(
    serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[str]:
    """A server that speaks by `serve`; gives its address."""
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
