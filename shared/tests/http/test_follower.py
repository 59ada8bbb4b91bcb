"""A follower applies every change of its neighbour's feed exactly once and goes on where it was."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from boardkit.http.follow import Feed, Follower, copy_read_at
from boardkit.http.neighbour import NeighbourUnavailable
from sample_house.main import copy_change
from sample_house.other_house import OtherHouse, away
from sample_house.tables import copies
from sample_house.waiting import until


class Neighbourhood:
    """A neighbour with a feed, followers of it, and the copy they keep."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.other = OtherHouse()
        self.other.answer = self.page
        self.words: list[str] = []
        self.apply = copy_change

    def page(self, request: httpx.Request) -> httpx.Response:
        """The feed as a neighbour gives it, three changes a page."""
        after = int(request.url.params["after"])
        items = [
            {"cursor": cursor, "resource": "things", "resource_id": word}
            for cursor, word in enumerate(self.words, 1)
            if cursor > after
        ][:3]
        next_cursor = items[-1]["cursor"] if items else after
        return httpx.Response(200, json={"items": items, "_meta": {"next_cursor": next_cursor}})

    def follower(self) -> Follower:
        """A follower, as in a process of its own."""
        feed = Feed("other-house", frozenset({"things:read"}), self.apply)
        return Follower("sample-house", self.engine, self.other.neighbour(), feed)

    async def copied(self) -> list[str]:
        """What has been applied, in order."""
        async with self.engine.connect() as connection:
            return list((await connection.scalars(select(copies.c.word).order_by(copies.c.position))).all())


@pytest.fixture
def place(engine: AsyncEngine) -> Neighbourhood:
    return Neighbourhood(engine)


async def test_it_reads_page_by_page_until_it_has_caught_up(place: Neighbourhood) -> None:
    place.words = list("abcdefgh")
    follower = place.follower()

    caught_up = [await follower.read_once() for _ in range(4)]

    assert caught_up == [False, False, False, True]
    assert await place.copied() == list("abcdefgh")
    assert [request.url.params["after"] for request in place.other.requests] == ["0", "3", "6", "8"]


async def test_it_asks_as_itself_for_every_board_with_the_scopes_it_needs(place: Neighbourhood) -> None:
    await place.follower().read_once()

    caller = place.other.caller(place.other.requests[0])
    assert (caller.subject, caller.kind, caller.via) == ("sample-house", "service", "sample-house")
    assert (caller.scopes, caller.boards) == (frozenset({"changes:read", "things:read"}), frozenset({"*"}))
    assert place.other.requests[0].url.path == "/other-house/v1/changes"


async def test_another_process_goes_on_where_the_first_was(place: Neighbourhood) -> None:
    place.words = list("abcd")
    await place.follower().read_once()
    place.words += list("ef")

    second = place.follower()
    while not await second.read_once():
        pass

    assert await place.copied() == list("abcdef")


async def test_a_change_that_cannot_be_applied_is_tried_again_with_its_page(place: Neighbourhood) -> None:
    place.words = list("abc")

    async def stumble(connection: AsyncConnection, change: Mapping[str, Any]) -> None:
        await copy_change(connection, change)
        if change["resource_id"] == "b":
            raise KeyError("snapshot")

    place.apply = stumble
    with pytest.raises(KeyError):
        await place.follower().read_once()
    assert await place.copied() == []

    place.apply = copy_change
    await place.follower().read_once()
    assert await place.copied() == list("abc")


async def test_while_the_neighbour_is_away_the_copy_stays_and_shows_its_age(
    place: Neighbourhood, engine: AsyncEngine
) -> None:
    async def read_at() -> datetime | None:
        async with engine.connect() as connection:
            return await copy_read_at(connection, "other-house")

    assert await read_at() is None
    place.words = ["a"]
    before = datetime.now(UTC)
    await place.follower().read_once()
    read = await read_at()
    assert read is not None
    assert before <= read <= datetime.now(UTC)

    place.other.answer = away
    with pytest.raises(NeighbourUnavailable):
        await place.follower().read_once()

    assert await place.copied() == ["a"]
    assert await read_at() == read


@pytest.mark.parametrize("start", [[], ["before"]])
async def test_followers_side_by_side_apply_each_change_once(place: Neighbourhood, start: list[str]) -> None:
    place.words = list(start)
    if start:
        await place.follower().read_once()
    place.words += [f"{number}" for number in range(12)]
    meeting = asyncio.Barrier(4)

    async def apply_together(connection: AsyncConnection, change: Mapping[str, Any]) -> None:
        await copy_change(connection, change)

    place.apply = apply_together

    async def follow(follower: Follower) -> None:
        await meeting.wait()
        while not await follower.read_once():
            pass

    async with asyncio.timeout(30):
        await asyncio.gather(*(follow(place.follower()) for _ in range(4)))

    assert await place.copied() == place.words


async def test_two_that_read_the_first_page_at_once_apply_it_once(place: Neighbourhood) -> None:
    place.words = list("abc")
    both_have_read = asyncio.Barrier(2)

    class Meeting(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            answer = await place.other.handle_async_request(request)
            await both_have_read.wait()
            return answer

    followers = [place.follower(), place.follower()]
    for follower in followers:
        follower._neighbour._client._transport = Meeting()
    async with asyncio.timeout(20):
        await asyncio.gather(*(follower.read_once() for follower in followers))

    assert await place.copied() == list("abc")


async def test_the_loop_survives_what_nobody_foresaw(place: Neighbourhood, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("boardkit.http.follow._AFTER_FAILURE_SECONDS", 0.0)
    monkeypatch.setattr("boardkit.http.follow._IDLE_SECONDS", 0.0)
    place.words = list("abc")
    answers = iter(
        [
            httpx.Response(200, json={"nothing": "known"}),
            httpx.Response(200, json={"items": [{}], "_meta": {"next_cursor": 1}}),
            httpx.Response(200, json={"items": [], "_meta": {"next_cursor": "x"}}),
            httpx.Response(403),
            httpx.Response(200, text="<html>"),
        ]
    )
    place.other.answer = lambda request: next(answers, None) or place.page(request)
    task = asyncio.create_task(place.follower().run())

    async def everything_is_copied() -> bool:
        return await place.copied() == list("abc")

    await until(everything_is_copied)

    assert not task.done()
    task.cancel()
    await asyncio.wait([task])
