"""The courier delivers every message at least once, in order per key, through any outage, and never gives up."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import httpx
import pytest
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from boardkit.auth.caller import Caller
from boardkit.db.tables import audit_entries, outbox
from boardkit.db.unit_of_work import Change, Message, Transactions, UnitOfWork
from boardkit.domain.clock import FixedDayClock
from boardkit.domain.errors import Conflict, Text
from boardkit.http.courier import Courier
from boardkit.telemetry import trace
from sample_house.main import note_delivery
from sample_house.other_house import OtherHouse, away, problem
from sample_house.tables import copies
from sample_house.waiting import until

STAFF = Caller("anna", "staff", frozenset({"notes:write", "copies:write"}), frozenset({"norrmalm", "sodermalm"}))
TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def message(number: int, key: str = "a", **more: Any) -> Message:
    told = Message(
        neighbour="other-house",
        event="note-told",
        ordering_key=key,
        method="POST",
        path="/other-house/v1/copies",
        body={"key": key, "number": number},
        scope="copies:write",
        board="norrmalm",
        context={"note_id": f"{key}{number}"},
    )
    return replace(told, **more)


class Outbox:
    """A service's outbox, what is in it and couriers of it."""

    def __init__(self, engine: AsyncEngine, other: OtherHouse) -> None:
        self.engine = engine
        self.other = other
        self.handlers: dict[str, Any] = {"note-told": note_delivery}
        self.waiting: list[int] = []

    def courier(self, *, moves_calendar: bool = True) -> Courier:
        """A courier with its own breaker, as in a process of its own."""
        neighbours = {"other-house": self.other.neighbour()}
        return Courier(
            "sample-house",
            self.engine,
            neighbours,
            self.handlers,
            moves_calendar=moves_calendar,
            tell_waiting=self.waiting.append,
        )

    async def send(self, *messages: Message) -> None:
        """Write `messages` in one transaction."""
        async with Transactions(self.engine).begin(STAFF, FixedDayClock(date(2019, 6, 3))) as work:
            for one in messages:
                work.send(one)

    async def make_due(self) -> None:
        """Let the time pass that the courier wanted to wait."""
        async with self.engine.begin() as connection:
            await connection.execute(update(outbox).values(next_attempt_at=func.now()))

    async def forget_delivery(self) -> None:
        """As after a crash between the neighbour's answer and our mark."""
        async with self.engine.begin() as connection:
            await connection.execute(update(outbox).values(delivered_at=None, next_attempt_at=func.now()))

    async def rows(self) -> list[Any]:
        """The outbox in order."""
        async with self.engine.connect() as connection:
            return list((await connection.execute(select(outbox).order_by(outbox.c.position))).mappings())

    async def words(self) -> list[str]:
        """What the handler wrote down."""
        async with self.engine.connect() as connection:
            return list((await connection.scalars(select(copies.c.word).order_by(copies.c.position))).all())


@pytest.fixture
def other() -> OtherHouse:
    return OtherHouse()


@pytest.fixture
def box(engine: AsyncEngine, other: OtherHouse) -> Outbox:
    return Outbox(engine, other)


async def test_a_message_is_delivered_once_with_its_id_as_key(box: Outbox, other: OtherHouse) -> None:
    await box.send(message(1))
    courier = box.courier()

    assert [await courier.deliver_due(), await courier.deliver_due()] == [1, 0]

    [row] = await box.rows()
    [request] = other.requests
    assert (request.method, request.url.path) == ("POST", "/other-house/v1/copies")
    assert request.headers["idempotency-key"] == str(row["id"])
    assert other.effects == [{"key": "a", "number": 1}]
    assert row["delivered_at"] is not None
    assert await courier.waiting() == 0


async def test_the_neighbour_sees_who_acts_for_what_and_on_which_board(box: Outbox, other: OtherHouse) -> None:
    await box.send(message(1))
    await box.courier().deliver_due()

    caller = other.caller(other.requests[0])
    assert (caller.subject, caller.kind, caller.via) == ("anna", "staff", "sample-house")
    assert (caller.scopes, caller.boards) == (frozenset({"copies:write"}), frozenset({"norrmalm"}))


async def test_the_trace_goes_on_at_the_neighbour_and_in_what_the_handler_records(
    box: Outbox, other: OtherHouse, engine: AsyncEngine
) -> None:
    async def record(work: UnitOfWork, context: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
        work.record(Change("changed", "notes", "1", "norrmalm", version=2, reason="told"))

    box.handlers["note-told"] = record
    trace.begin(TRACEPARENT)
    await box.send(message(1))
    trace.begin(None)

    await box.courier().deliver_due()

    assert other.requests[0].headers["traceparent"].startswith("00-4bf92f3577b34da6a3ce929d0e0e4736-")
    async with engine.connect() as connection:
        entry = (await connection.scalars(select(audit_entries.c.entry))).one()
    assert '"trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"' in entry
    assert '"actor": "sample-house"' in entry


async def test_the_business_date_goes_with_it_only_where_the_calendar_may_be_moved(
    box: Outbox, other: OtherHouse
) -> None:
    await box.send(message(1))
    await box.courier(moves_calendar=True).deliver_due()
    await box.send(message(2))
    await box.courier(moves_calendar=False).deliver_due()

    demonstration, production = other.requests
    assert demonstration.headers["kansli-business-date"] == "2019-06-03"
    assert "kansli-business-date" not in production.headers


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


async def test_the_handler_works_in_the_transaction_that_marks_the_delivery(box: Outbox, other: OtherHouse) -> None:
    await box.send(message(1))
    await box.courier().deliver_due()
    assert await box.words() == ["a1 copy-1"]

    async def fail(work: UnitOfWork, context: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
        await work.connection.execute(insert(copies).values(word="half done"))
        raise Conflict(Text(sv="Nej.", en="No."))

    box.handlers["note-told"] = fail
    await box.send(message(2))
    assert await box.courier().deliver_due() == 0
    assert await box.words() == ["a1 copy-1"]
    assert [row["last_failure"] for row in await box.rows()] == [None, "handler: conflict"]

    box.handlers["note-told"] = note_delivery
    await box.make_due()
    assert await box.courier().deliver_due() == 1
    assert await box.words() == ["a1 copy-1", "a2 copy-2"]
    assert len(other.effects) == 2


async def test_an_effect_is_not_repeated_when_a_second_courier_delivers_too(box: Outbox, other: OtherHouse) -> None:
    await box.send(message(1))

    def while_another_delivers(request: httpx.Request) -> httpx.Response:
        other.answer = other.accept
        return other.accept(request)

    other.answer = while_another_delivers
    slow, quick = box.courier(), box.courier()
    [row] = await box.rows()
    await quick.deliver_due()
    await slow._conclude(row, {"copy_id": "copy-1"})

    assert await box.words() == ["a1 copy-1"]


async def test_a_message_that_a_handler_sends_is_delivered_too(box: Outbox, other: OtherHouse) -> None:
    async def tell_more(work: UnitOfWork, context: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
        work.send(message(2, event="told-more"))

    box.handlers["note-told"] = tell_more
    await box.send(message(1))
    courier = box.courier()

    assert [await courier.deliver_due() for _ in range(3)] == [1, 1, 0]
    assert [effect["number"] for effect in other.effects] == [1, 2]


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


async def test_several_couriers_deliver_each_message_once_and_in_order(box: Outbox, other: OtherHouse) -> None:
    keys = ["a", "b", "c", "d", "e"]
    await box.send(*(message(number, key) for number in range(8) for key in keys))
    couriers = [box.courier() for _ in range(4)]

    async def work_off(courier: Courier) -> int:
        delivered = 0
        while await courier.waiting():
            delivered += await courier.deliver_due()
        return delivered

    async with asyncio.timeout(60):
        delivered = await asyncio.gather(*(work_off(courier) for courier in couriers))

    assert sum(delivered) == len(other.requests) == 40
    for key in keys:
        assert [effect["number"] for effect in other.effects if effect["key"] == key] == list(range(8))


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


async def test_how_many_wait_is_told_when_there_is_nothing_to_do(box: Outbox, other: OtherHouse) -> None:
    other.answer = away
    await box.send(message(1, "a"), message(2, "b"), message(3, "b"))
    courier = box.courier()

    await courier._round()

    assert box.waiting == [3]


async def test_a_wake_up_while_delivering_is_not_lost(box: Outbox, other: OtherHouse) -> None:
    courier = box.courier()
    courier.wake()

    async with asyncio.timeout(5):
        await courier._rest(3600.0)
