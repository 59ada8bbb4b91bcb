"""How long the gateway waits when nothing moves."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from gateway.routes import Route, ServiceRoutes
from gateway.testing import RunningGateway

pytestmark = pytest.mark.asyncio(loop_scope="session")

CASES = "/case-registry/v1/cases"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every address with a third of a second's patience."""
    ordinary = ServiceRoutes.route

    def route(self: ServiceRoutes, method: str, below_service: str) -> Route | None:
        found = ordinary(self, method, below_service)
        return None if found is None else replace(found, patience=0.3)

    monkeypatch.setattr(ServiceRoutes, "route", route)


@pytest.mark.usefixtures("impatient")
async def test_a_service_that_does_not_answer(gateway: RunningGateway, service: Any) -> None:
    gone = asyncio.Event()

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        gone.set()

    service.answer = answer
    async with gateway.client("cases:write") as client:
        got = await client.post(CASES, json={})

    assert got.status_code == 504
    assert got.json()["type"].endswith("/service-timed-out")
    async with asyncio.timeout(10):
        await gone.wait()


@pytest.mark.usefixtures("impatient")
async def test_a_caller_that_does_not_send_the_rest(gateway: RunningGateway) -> None:
    async def body() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    async with gateway.client("cases:write") as client:
        # The client library sends and reads in turn, so the answer is read below it.
        host, port = gateway.url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        head = f"POST {CASES} HTTP/1.1\r\nhost: x\r\nauthorization: {client.headers['authorization']}\r\n"
        writer.write(f"{head}content-length: 100\r\n\r\n{{".encode())
        answer = await reader.readuntil(b"\r\n\r\n")
        writer.close()
        await writer.wait_closed()

    assert answer.startswith(b"HTTP/1.1 408 ")


@pytest.mark.usefixtures("impatient")
async def test_an_answer_that_stops_in_the_middle(gateway: RunningGateway, service: Any) -> None:
    async def answer(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"first", "more_body": True})
        while (await receive())["type"] != "http.disconnect":
            pass

    service.answer = answer
    async with gateway.client("cases:read") as client:
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get(CASES)


@pytest.mark.usefixtures("impatient")
async def test_slow_but_steady_is_waited_for(gateway: RunningGateway, service: Any) -> None:
    async def answer(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(6):
            await asyncio.sleep(0.1)
            await send({"type": "http.response.body", "body": b"x", "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    service.answer = answer
    async with gateway.client("cases:read") as client:
        got = await client.get(CASES)

    assert (got.status_code, got.content) == (200, b"xxxxxx")
