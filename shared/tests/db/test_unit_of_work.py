"""One transaction: what a command did, its audit entry, its place in the feed and its messages, or nothing."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Table, func, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from boardkit.auth.caller import Caller
from boardkit.db.tables import audit_entries, audit_heads, changes, counters, outbox
from boardkit.db.unit_of_work import Change, Message, Transactions, UnitOfWork
from boardkit.domain.clock import FixedDayClock
from boardkit.domain.errors import Conflict, NotFound, Text
from boardkit.telemetry import trace
from sample_house.tables import copies
from sample_house.waiting import until

STAFF = Caller("anna", "staff", frozenset({"notes:write"}), frozenset({"norrmalm"}), via="other-house")
CLOCK = FixedDayClock(date(2019, 6, 3))

Begin = Callable[[], AbstractAsyncContextManager[UnitOfWork]]


@pytest.fixture
def begin(engine: AsyncEngine) -> Begin:
    transactions = Transactions(engine)
    return lambda: transactions.begin(STAFF, CLOCK)


def note(number: int, board: str = "norrmalm", **more: Any) -> Change:
    fields: dict[str, Any] = {
        "event": "created",
        "resource": "notes",
        "resource_id": str(number),
        "board": board,
        "version": 1,
        "reason": "written",
    }
    return Change(**fields | more)


def message(number: int, key: str = "norrmalm") -> Message:
    return Message(
        neighbour="other-house",
        event="note-told",
        ordering_key=key,
        method="POST",
        path="/other-house/v1/copies",
        body={"number": number},
        scope="copies:write",
        board="norrmalm",
        context={"mine": number},
    )


async def rows(engine: AsyncEngine, table: Table) -> list[dict[str, Any]]:
    async with engine.connect() as connection:
        return [dict(row) for row in (await connection.execute(select(table))).mappings()]


async def test_a_rollback_leaves_nothing_behind(engine: AsyncEngine, begin: Begin) -> None:
    async def refuse() -> None:
        async with begin() as work:
            await work.next_number("norrmalm", 2019)
            await work.connection.execute(insert(copies).values(word="gone"))
            work.record(note(1))
            work.send(message(1))
            await work.flush()
            raise Conflict(Text(sv="Nej.", en="No."))

    with pytest.raises(Conflict):
        await refuse()

    for table in (copies, counters, audit_entries, audit_heads, changes, outbox):
        assert await rows(engine, table) == [], table.name


async def test_a_cancelled_request_leaves_nothing_behind_and_gives_its_connection_back(
    engine: AsyncEngine, begin: Begin
) -> None:
    inside = asyncio.Event()

    async def write() -> None:
        async with begin() as work:
            await work.next_number("norrmalm", 2019)
            work.record(note(1))
            await work.flush()
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await rows(engine, counters) == await rows(engine, changes) == []
    async with begin() as work:
        assert await work.next_number("norrmalm", 2019) == 1


async def test_an_audit_entry_says_who_did_what_when_and_why(engine: AsyncEngine, begin: Begin) -> None:
    before = datetime.now(UTC)
    trace.begin("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
    async with begin() as work:
        work.record(note(7, event="changed", version=3, details={"fields": ["title"]}))

    [row] = await rows(engine, audit_entries)
    entry = json.loads(row["entry"])
    assert before <= datetime.fromisoformat(entry.pop("at")) <= datetime.now(UTC)
    assert (row["board"], row["seq"]) == ("norrmalm", 1)
    assert entry == {
        "business_date": "2019-06-03",
        "actor": "anna",
        "actor_kind": "staff",
        "via": "other-house",
        "event": "changed",
        "resource": "notes",
        "resource_id": "7",
        "version": 3,
        "reason": "written",
        "details": {"fields": ["title"]},
        "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
    }


async def test_a_snapshot_is_in_the_feed_and_not_in_the_chain(engine: AsyncEngine, begin: Begin) -> None:
    async with begin() as work:
        work.record(note(7, snapshot={"place": "Skeppsholmen"}, scope="secret-notes:read"))

    [entry] = await rows(engine, audit_entries)
    [change] = await rows(engine, changes)
    assert "Skeppsholmen" not in entry["entry"]
    assert (change["snapshot"], change["scope"]) == ({"place": "Skeppsholmen"}, "secret-notes:read")


async def test_details_are_in_the_chain_and_not_in_the_feed(engine: AsyncEngine, begin: Begin) -> None:
    async with begin() as work:
        work.record(note(7, details={"fields": ["place"]}))

    [change] = await rows(engine, changes)
    assert (change["snapshot"], change["scope"], change["position"]) == (None, "notes:read", None)
    assert "fields" not in json.dumps(change, default=str)


async def test_changes_keep_their_order_and_share_their_number_with_the_chain(
    engine: AsyncEngine, begin: Begin
) -> None:
    async with begin() as work:
        for number, board in ((1, "norrmalm"), (2, "sodermalm"), (3, "norrmalm"), (4, "*")):
            work.record(note(number, board))
    async with begin() as work:
        work.record(note(5))

    fed = sorted((row["board"], row["seq"], row["resource_id"]) for row in await rows(engine, changes))
    chained = [(r["board"], r["seq"], json.loads(r["entry"])["resource_id"]) for r in await rows(engine, audit_entries)]
    assert fed == sorted(chained)
    assert fed == [
        ("*", 1, "4"),
        ("norrmalm", 1, "1"),
        ("norrmalm", 2, "3"),
        ("norrmalm", 3, "5"),
        ("sodermalm", 1, "2"),
    ]


async def test_a_message_waits_in_the_outbox_with_what_is_needed_to_deliver_it(
    engine: AsyncEngine, begin: Begin
) -> None:
    trace.begin("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
    async with begin() as work:
        work.send(message(1))
        work.send(message(2))

    first, second = sorted(await rows(engine, outbox), key=lambda row: int(row["position"]))
    assert (first["body"], second["body"]) == ({"number": 1}, {"number": 2})
    assert first["context"] == {"mine": 1}
    assert first["acting_caller"] == {
        "subject": "anna",
        "kind": "staff",
        "scope": "copies:write",
        "board": "norrmalm",
        "business_date": "2019-06-03",
    }
    assert first["traceparent"].startswith("00-4bf92f3577b34da6a3ce929d0e0e4736-")
    assert (first["attempts"], first["delivered_at"]) == (0, None)


async def test_messages_of_one_board_stand_in_committed_order(engine: AsyncEngine, begin: Begin) -> None:
    async def write(number: int) -> None:
        async with begin() as work:
            await asyncio.sleep(0)
            work.record(note(number))
            work.send(message(number))

    await asyncio.gather(*(write(number) for number in range(30)))

    told = [row["body"]["number"] for row in sorted(await rows(engine, outbox), key=lambda row: int(row["position"]))]
    written = [row["resource_id"] for row in sorted(await rows(engine, changes), key=lambda row: int(row["seq"]))]
    assert [str(number) for number in told] == written


async def test_many_writers_on_several_boards_do_not_block_each_other_for_ever(
    engine: AsyncEngine, begin: Begin
) -> None:
    async def write(number: int) -> None:
        async with begin() as work:
            boards = ["norrmalm", "sodermalm", "kungsholmen"]
            for board in boards if number % 2 else reversed(boards):
                work.record(note(number, board))

    await asyncio.wait_for(asyncio.gather(*(write(number) for number in range(20))), 20)

    async with engine.connect() as connection:
        counted = select(audit_heads.c.board, audit_heads.c.seq).order_by(audit_heads.c.board)
        assert [tuple(row) for row in await connection.execute(counted)] == [
            ("kungsholmen", 20),
            ("norrmalm", 20),
            ("sodermalm", 20),
        ]


@pytest.fixture
async def woken(engine: AsyncEngine) -> AsyncIterator[tuple[Transactions, list[int]]]:
    seen: list[int] = []

    async def committed() -> int:
        async with engine.connect() as connection:
            return int((await connection.execute(select(func.count()).select_from(outbox))).scalar_one())

    waiting: list[asyncio.Task[None]] = []

    async def look() -> None:
        seen.append(await committed())

    yield Transactions(engine, lambda: waiting.append(asyncio.create_task(look()))), seen
    await asyncio.gather(*waiting)


async def test_the_courier_is_woken_after_the_commit_and_only_for_messages(
    woken: tuple[Transactions, list[int]],
) -> None:
    transactions, seen = woken
    async with transactions.begin(STAFF, CLOCK) as work:
        work.record(note(1))
    await asyncio.sleep(0)
    assert seen == []

    async with transactions.begin(STAFF, CLOCK) as work:
        work.send(message(1))

    async def looked() -> bool:
        return bool(seen)

    await until(looked)

    assert seen == [1]


async def test_what_a_command_builds_on_exists_or_is_not_found(begin: Begin) -> None:
    async with begin() as work:
        await work.connection.execute(insert(copies).values(word="one"))

        found = await work.existing(select(copies.c.word))

        with pytest.raises(NotFound):
            await work.existing(select(copies.c.word).where(copies.c.word == "two"))
    assert found["word"] == "one"
