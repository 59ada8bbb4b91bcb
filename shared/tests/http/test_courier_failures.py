"""The courier through outages, refusals and crashes: nothing is lost, reordered or given up."""

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from boardkit.db.tables import outbox
from boardkit.db.unit_of_work import Message, UnitOfWork
from sample_house.other_house import OtherHouse, away, problem
from sample_house.outbox_box import Outbox, message
from sample_house.waiting import until


@pytest.fixture
def other() -> OtherHouse:
    return OtherHouse()


@pytest.fixture
def box(engine: AsyncEngine, other: OtherHouse) -> Outbox:
    return Outbox(engine, other)


async def test_a_neighbour_that_was_away_gets_everything_when_it_is_back(box: Outbox, other: OtherHouse) -> None:
    courier = box.courier()
    other.answer = away
    for number in range(3):
        await box.send(message(number))
    assert await courier.deliver_due() == 0
    [first, second, _] = await box.rows()
    assert (first["attempts"], first["last_failure"], second["attempts"]) == (1, "NeighbourUnavailable", 0)
    assert await courier.deliver_due() == 0
    assert len(other.requests) == 1

    other.answer = other.accept
    await box.make_due()
    assert [await courier.deliver_due() for _ in range(4)] == [1, 1, 1, 0]

    assert [effect["number"] for effect in other.effects] == [0, 1, 2]
    assert [row["last_failure"] for row in await box.rows()] == [None, None, None]


async def test_a_failing_message_holds_up_its_own_key_only(box: Outbox, other: OtherHouse) -> None:
    def refuse_a(request: httpx.Request) -> httpx.Response:
        return problem(422, "invalid-fields") if b'"key":"a"' in request.content else other.accept(request)

    other.answer = refuse_a
    await box.send(message(1, "a"), message(2, "a"), message(1, "b"), message(2, "b"))
    courier = box.courier()

    for _ in range(5):
        await courier.deliver_due()
        await box.make_due()

    assert other.effects == [{"key": "b", "number": 1}, {"key": "b", "number": 2}]
    assert [row["last_failure"] for row in await box.rows()] == ["422 invalid-fields", None, None, None]
    assert await courier.waiting() == 2


async def test_what_is_refused_is_kept_and_delivered_once_the_cause_is_mended(box: Outbox, other: OtherHouse) -> None:
    other.answer = lambda _: problem(404, "not-found")
    await box.send(message(1))
    courier = box.courier()
    for _ in range(10):
        await courier.deliver_due()
        await box.make_due()
    [row] = await box.rows()
    assert (row["attempts"], row["last_failure"], row["delivered_at"]) == (10, "404 not-found", None)

    other.answer = other.accept
    assert await courier.deliver_due() == 1
    assert len({request.headers["idempotency-key"] for request in other.requests}) == 1


async def test_the_waits_grow_and_have_an_end(box: Outbox, other: OtherHouse, engine: AsyncEngine) -> None:
    async def waits(answer: Any) -> list[float]:
        async with engine.begin() as connection:
            await connection.execute(outbox.delete())
        other.answer = answer
        await box.send(message(1))
        seconds = []
        for _ in range(8):
            await box.courier().deliver_due()
            async with engine.begin() as connection:
                waited = text("SELECT extract(epoch FROM next_attempt_at - now())::float FROM outbox")
                seconds.append(round((await connection.execute(waited)).scalar_one()))
            await box.make_due()
        return seconds

    assert await waits(away) == [1, 2, 4, 8, 8, 8, 8, 8]
    assert await waits(lambda _: problem(403, "forbidden")) == [1, 2, 4, 8, 16, 32, 60, 60]


async def test_a_crash_between_the_answer_and_the_mark_repeats_the_same_key(box: Outbox, other: OtherHouse) -> None:
    await box.send(message(1))
    await box.courier().deliver_due()
    await box.forget_delivery()

    assert await box.courier().deliver_due() == 1

    first, second = other.requests
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert other.effects == [{"key": "a", "number": 1}]


async def test_a_courier_that_dies_with_a_message_leaves_it_to_the_next(box: Outbox, other: OtherHouse) -> None:
    reached = asyncio.Event()

    class Silent(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            reached.set()
            await asyncio.Event().wait()
            raise AssertionError

    await box.send(message(1))
    dying = box.courier()
    dying._neighbours["other-house"]._client._transport = Silent()
    task = asyncio.create_task(dying.run())
    await reached.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await box.courier().deliver_due() == 0

    await box.make_due()

    assert await box.courier().deliver_due() == 1


@pytest.mark.parametrize(
    "bad",
    [
        message(1, "bad", neighbour="nobody"),
        message(1, "bad", path="/broken\nline"),
        message(1, "bad", event="faulty-handler"),
    ],
    ids=["unknown neighbour", "broken path", "faulty handler"],
)
async def test_a_message_that_cannot_be_delivered_stops_neither_the_loop_nor_the_others(
    box: Outbox, other: OtherHouse, bad: Message
) -> None:
    async def faulty(work: UnitOfWork, context: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
        raise KeyError("a field that is not there")

    box.handlers["faulty-handler"] = faulty
    await box.send(bad, message(1, "good"), message(2, "good"))
    courier = box.courier()
    task = asyncio.create_task(courier.run())

    async def second_is_told() -> bool:
        courier.wake()
        return {"key": "good", "number": 2} in other.effects

    async def third_is_told() -> bool:
        return {"key": "good", "number": 3} in other.effects

    await until(second_is_told)
    await box.send(message(3, "good"))
    courier.wake()
    await until(third_is_told)

    assert not task.done()
    task.cancel()
    await asyncio.wait([task])
    failed = (await box.rows())[0]
    assert (failed["delivered_at"], failed["last_failure"] is None) == (None, False)


async def test_order_holds_while_the_neighbour_comes_and_goes(box: Outbox, other: OtherHouse) -> None:
    asked = 0

    def moody(request: httpx.Request) -> httpx.Response:
        nonlocal asked
        asked += 1
        answers = [httpx.Response(503), problem(409, "still-running"), problem(422, "invalid-fields")]
        return other.accept(request) if asked % 3 == 0 else answers[asked % 2]

    other.answer = moody
    await box.send(*(message(number, key) for number in range(5) for key in "ab"))
    couriers = [box.courier(), box.courier()]
    async with asyncio.timeout(60):
        while await couriers[0].waiting():
            await asyncio.gather(*(courier.deliver_due() for courier in couriers))
            await box.make_due()

    for key in "ab":
        assert [effect["number"] for effect in other.effects if effect["key"] == key] == list(range(5))
