"""Bodies pass through in parts, both ways, and no faster than the other side takes them."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import httpx
import pytest

from gateway.testing import RunningGateway

pytestmark = pytest.mark.asyncio(loop_scope="session")

CONTENT = "/case-registry/v1/documents/0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d/content"
PART = bytes(range(256)) * 256  # 64 KiB
PARTS = 512  # 32 MiB in all
SHA256 = hashlib.sha256(PART * PARTS).hexdigest()


async def parts_of_the_document() -> AsyncIterator[bytes]:
    for _ in range(PARTS):
        yield PART


@pytest.mark.parametrize("announced", [True, False], ids=["with its length", "in chunks"])
async def test_a_large_document_reaches_the_service_whole_and_in_parts(
    gateway: RunningGateway, announced: bool
) -> None:
    headers = {"content-type": "application/pdf"}
    if announced:
        headers["content-length"] = str(len(PART) * PARTS)

    async with gateway.client("documents:write") as client:
        answer = await client.put(CONTENT, content=parts_of_the_document(), headers=headers)

    told = answer.json()
    passed_on = dict(told["headers"])
    assert (told["octets"], told["sha256"]) == (len(PART) * PARTS, SHA256)
    assert told["parts"] > 100
    assert passed_on["content-type"] == "application/pdf"
    assert passed_on.get("content-length") == headers.get("content-length")
    assert passed_on.get("transfer-encoding") == (None if announced else "chunked")


@pytest.mark.parametrize("announced", [True, False], ids=["with its length", "in chunks"])
async def test_nothing_is_lost_while_the_service_takes_its_time_over_a_part(
    gateway: RunningGateway, service: Any, announced: bool
) -> None:
    digest = hashlib.sha256()

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        more = True
        while more:
            message = await receive()
            digest.update(message["body"])
            more = message["more_body"]
            if more and not paused.is_set():
                paused.set()
                await longer_than_the_watch_waits_to_begin()
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    paused = asyncio.Event()
    service.answer = answer
    headers = {"content-type": "application/pdf"}
    if announced:
        headers["content-length"] = str(len(PART) * PARTS)
    async with gateway.client("documents:write") as client:
        got = await client.put(CONTENT, content=parts_of_the_document(), headers=headers)

    assert got.status_code == 204
    assert digest.hexdigest() == SHA256


async def longer_than_the_watch_waits_to_begin() -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(0.5):
            await asyncio.Event().wait()


async def test_a_large_document_reaches_the_caller_whole_and_in_parts(gateway: RunningGateway, service: Any) -> None:
    async def answer(scope: Any, receive: Any, send: Any) -> None:
        length = str(len(PART) * PARTS).encode()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", length)]})
        for _ in range(PARTS):
            await send({"type": "http.response.body", "body": PART, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    service.answer = answer
    digest = hashlib.sha256()
    async with gateway.client("documents:read") as client, client.stream("GET", CONTENT) as got:
        async for part in got.aiter_raw():
            digest.update(part)

    assert got.headers["content-length"] == str(len(PART) * PARTS)
    assert digest.hexdigest() == SHA256


async def test_the_first_part_of_an_answer_does_not_wait_for_the_last(gateway: RunningGateway, service: Any) -> None:
    caller_has_read = asyncio.Event()

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"first", "more_body": True})
        await caller_has_read.wait()
        await send({"type": "http.response.body", "body": b"last"})

    service.answer = answer
    async with gateway.client("documents:read") as client, client.stream("GET", CONTENT) as got:
        parts = got.aiter_raw()
        first = await anext(parts)
        caller_has_read.set()
        rest = b"".join([part async for part in parts])

    assert (first, rest) == (b"first", b"last")


async def test_the_first_part_of_a_body_does_not_wait_for_the_last(gateway: RunningGateway, service: Any) -> None:
    service_has_read = asyncio.Event()
    heard: list[bytes] = []

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        more = True
        while more:
            message = await receive()
            heard.append(message["body"])
            more = message["more_body"]
            service_has_read.set()
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def body() -> AsyncIterator[bytes]:
        yield b"first"
        await service_has_read.wait()
        yield b"last"

    service.answer = answer
    async with gateway.client("documents:write") as client:
        got = await client.put(CONTENT, content=body())

    assert got.status_code == 204
    assert heard[0] == b"first"
    assert b"".join(heard) == b"firstlast"


async def test_a_service_is_not_read_faster_than_the_caller_reads(gateway: RunningGateway, service: Any) -> None:
    sent = 0
    service_waits = asyncio.Event()

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        nonlocal sent
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(PARTS):
            try:
                async with asyncio.timeout(0.5):
                    await send({"type": "http.response.body", "body": PART, "more_body": True})
            except TimeoutError:
                service_waits.set()
                raise
            sent += 1
        await send({"type": "http.response.body", "body": b""})

    service.answer = answer
    async with gateway.client("documents:read") as client, client.stream("GET", CONTENT):
        # Nothing is read: after what the sockets hold, the service must be made to wait.
        async with asyncio.timeout(15):
            await service_waits.wait()

    assert sent < PARTS


async def test_an_answer_that_breaks_off_is_not_taken_for_a_whole_one(gateway: RunningGateway, service: Any) -> None:
    async def answer(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": PART * 4, "more_body": True})
        raise ConnectionError("the service dies")

    service.answer = answer
    async with gateway.client("documents:read") as client:
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get(CONTENT)


async def test_an_early_answer_to_a_long_body_is_passed_back(gateway: RunningGateway, service: Any) -> None:
    async def answer(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "http.response.start", "status": 409, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"{}"})

    service.answer = answer
    async with gateway.client("documents:write") as client:
        got = await client.put(CONTENT, content=parts_of_the_document())

    assert got.status_code == 409


async def test_a_caller_that_leaves_while_it_waits_ends_the_call_to_the_service(
    gateway: RunningGateway, service: Any
) -> None:
    asked, left = asyncio.Event(), asyncio.Event()

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        asked.set()
        assert (await receive())["type"] == "http.disconnect"
        left.set()

    service.answer = answer
    async with gateway.client("documents:read") as client:
        call = asyncio.create_task(client.get(CONTENT))
        await asked.wait()
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)
        async with asyncio.timeout(10):
            assert await left.wait()


async def test_a_caller_that_leaves_in_the_middle_of_a_body_ends_the_call_to_the_service(
    gateway: RunningGateway, service: Any
) -> None:
    begun, left = asyncio.Event(), asyncio.Event()

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        while (await receive())["type"] != "http.disconnect":
            begun.set()
        left.set()

    async def body() -> AsyncIterator[bytes]:
        yield b"first"
        await asyncio.Event().wait()

    service.answer = answer
    async with gateway.client("documents:write") as client:
        call = asyncio.create_task(client.put(CONTENT, content=body()))
        await begun.wait()
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)
        async with asyncio.timeout(10):
            assert await left.wait()
