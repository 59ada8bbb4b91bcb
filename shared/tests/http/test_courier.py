"""The courier delivers every message once, in order per key, as the person who caused it."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from boardkit.db.tables import audit_entries
from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.domain.errors import Conflict, Text
from boardkit.http.courier import Courier
from boardkit.telemetry import trace
from sample_house.main import note_delivery
from sample_house.other_house import OtherHouse, away
from sample_house.outbox_box import Outbox, message
from sample_house.tables import copies

TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


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


async def test_how_many_wait_is_told_when_there_is_nothing_to_do(box: Outbox, other: OtherHouse) -> None:
    other.answer = away
    await box.send(message(1, "a"), message(2, "b"), message(3, "b"))
    courier = box.courier()

    await courier._round()

    assert box.waiting == [3]


async def test_a_wake_up_while_delivering_is_not_lost(box: Outbox, other: OtherHouse) -> None:
    courier = box.courier()
    courier.wake()

    async with asyncio.timeout(5) as patience:
        await courier._rest(3600.0)

    assert not patience.expired()
