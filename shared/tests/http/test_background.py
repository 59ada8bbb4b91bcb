"""A whole service with its loops: it delivers, follows, tells how it is going, and ends when it is told to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
import pytest
from sqlalchemy import select

from boardkit.settings import ProcessSettings
from boardkit.testing.postgres import PostgresServer
from boardkit.testing.service import RunningService, new_key, running_service
from sample_house.main import CONNECTED, build_connected
from sample_house.other_house import OtherHouse, problem
from sample_house.tables import copies
from sample_house.waiting import until

NOTE = {"board": "norrmalm", "title": "Ett", "tell": True}


@asynccontextmanager
async def connected(server: PostgresServer, other: httpx.AsyncBaseTransport) -> AsyncIterator[RunningService]:
    async with running_service(
        server, CONNECTED, ProcessSettings, build_connected, neighbour_transport=other
    ) as service:
        yield service


def with_feed(other: OtherHouse, *words: str) -> OtherHouse:
    """`other` with these changes in its feed, beside what it answers otherwise."""
    answer = other.answer

    def feed_or_answer(request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith("/changes"):
            return answer(request)
        after = int(request.url.params["after"])
        items = [{"cursor": n, "resource_id": word} for n, word in enumerate(words, 1) if n > after]
        return httpx.Response(200, json={"items": items, "_meta": {"next_cursor": len(words)}})

    other.answer = feed_or_answer
    return other


async def words(service: RunningService) -> list[str]:
    async with service.app.state.runtime.engine.connect() as connection:
        return list((await connection.scalars(select(copies.c.word))).all())


async def test_what_is_written_is_told_and_what_is_told_is_written(postgres_server: PostgresServer) -> None:
    other = with_feed(OtherHouse(), "a thing", "another thing")
    async with connected(postgres_server, other) as service:
        created = await service.client("notes:write").post("/notes", json=NOTE, headers=new_key())

        async def is_everything_there() -> bool:
            return len(await words(service)) == 3

        await until(is_everything_there)
        found = await words(service)

    assert other.effects == [{"note_id": created.json()["id"], "number": 1}]
    assert sorted(found) == sorted(["a thing", "another thing", f"{created.json()['id']} copy-1"])


async def test_a_request_is_answered_while_the_neighbour_is_away(postgres_server: PostgresServer) -> None:
    other = OtherHouse()
    other.answer = lambda _: problem(503, "unavailable")
    async with connected(postgres_server, other) as service:
        answer = await service.client("notes:write").post("/notes", json=NOTE, headers=new_key())
        client = service.anonymous()
        client.base_url = httpx.URL("http://service.test")

        async def is_told() -> bool:
            return 'kansli_outbox_waiting{service="sample-house"} 1.0' in (await client.get("/metrics")).text

        await until(is_told)
        ready = await client.get("/readyz")

    assert answer.status_code == 201
    assert ready.status_code == 200


async def test_a_service_ends_at_once_also_while_a_neighbour_does_not_answer(postgres_server: PostgresServer) -> None:
    asked = asyncio.Event()

    class Silent(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            asked.set()
            await asyncio.Event().wait()
            raise AssertionError

    async with asyncio.timeout(30), connected(postgres_server, Silent()) as service:
        await service.client("notes:write").post("/notes", json=NOTE, headers=new_key())
        await asked.wait()
        ending = asyncio.get_running_loop().time()

    assert asyncio.get_running_loop().time() - ending < 5


def test_a_house_follows_each_neighbour_once() -> None:
    with pytest.raises(ValueError, match="one feed"):
        replace(CONNECTED, feeds=(*CONNECTED.feeds, *CONNECTED.feeds))
