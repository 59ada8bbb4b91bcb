"""The change feed gives every committed change once, in order, whatever order the transactions commit in."""

import asyncio
import random
from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from boardkit.auth.caller import Caller
from boardkit.db.changes import changes_after, give_positions, lacks_positions
from boardkit.db.engine import reader_of
from boardkit.db.tables import changes
from boardkit.db.unit_of_work import Change, Transactions, UnitOfWork
from boardkit.domain.clock import SystemClock
from boardkit.testing.service import RunningService, new_key

WRITER = Caller("anna", "staff", boards=frozenset({"*"}))


def reader(*boards: str, scopes: Iterable[str] = ("notes:read",)) -> Caller:
    return Caller("reader", "client", frozenset(scopes), frozenset(boards or ("*",)))


def note(board: str, word: str, scope: str | None = None) -> Change:
    return Change("created", "notes", word, board, version=1, reason="written", scope=scope)


async def write(engine: AsyncEngine, *written: Change) -> None:
    async with Transactions(engine).begin(WRITER, SystemClock()) as work:
        for change in written:
            work.record(change)


async def read(engine: AsyncEngine, after: int = 0, caller: Caller | None = None, limit: int = 200) -> Sequence[Any]:
    """As the route does it: positions first, in a transaction of their own."""
    async with reader_of(engine).connect() as connection:
        unplaced = await lacks_positions(connection)
    if unplaced:
        async with engine.begin() as connection:
            await give_positions(connection)
    async with reader_of(engine).connect() as connection:
        return (await connection.execute(changes_after(caller or reader(), after, limit))).mappings().all()


def words(rows: Sequence[Any]) -> list[str]:
    return [row["resource_id"] for row in rows]


class Open:
    """A transaction that has written everything and not yet committed."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._stack = AsyncExitStack()
        self._engine = engine
        self.work: UnitOfWork

    async def writes(self, *written: Change) -> "Open":
        self.work = await self._stack.enter_async_context(Transactions(self._engine).begin(WRITER, SystemClock()))
        for change in written:
            self.work.record(change)
        await self.work.flush()
        self.work._changes.clear()
        return self

    async def commits(self) -> None:
        await self._stack.aclose()


async def test_a_transaction_that_commits_late_is_neither_missed_nor_repeated(engine: AsyncEngine) -> None:
    early = await Open(engine).writes(note("norrmalm", "began first"))
    late = await Open(engine).writes(note("sodermalm", "began second"))

    await late.commits()
    first = await read(engine)
    await early.commits()
    second = await read(engine, after=first[-1]["position"])
    third = await read(engine, after=second[-1]["position"])

    assert (words(first), words(second), words(third)) == (["began second"], ["began first"], [])
    assert words(await read(engine)) == ["began second", "began first"]


async def test_nothing_uncommitted_is_seen(engine: AsyncEngine) -> None:
    pending = await Open(engine).writes(note("norrmalm", "pending"))

    assert await read(engine) == []

    await pending.commits()
    assert words(await read(engine)) == ["pending"]


async def test_a_reader_does_not_wait_for_writers(engine: AsyncEngine) -> None:
    await write(engine, note("norrmalm", "done"))
    pending = await Open(engine).writes(note("norrmalm", "pending"))

    assert words(await asyncio.wait_for(read(engine), 5)) == ["done"]

    await pending.commits()


async def test_a_board_s_changes_come_in_the_order_of_its_chain(engine: AsyncEngine) -> None:
    expected = [str(number) for number in range(20)]
    for number in expected:
        await write(engine, note("norrmalm", number), note("sodermalm", f"other {number}"))
        if int(number) % 3 == 0:
            await read(engine)

    assert words(await read(engine, caller=reader("norrmalm"))) == expected


async def test_the_same_cursor_gives_the_same_answer_again(engine: AsyncEngine) -> None:
    await write(engine, note("norrmalm", "1"), note("sodermalm", "2"))
    before = await read(engine)
    await write(engine, note("norrmalm", "3"))

    assert (await read(engine))[:2] == before
    assert words(await read(engine, limit=2)) == ["1", "2"]


async def test_a_reader_sees_its_boards_and_scopes_and_nothing_else(engine: AsyncEngine) -> None:
    await write(
        engine,
        note("norrmalm", "mine"),
        note("norrmalm", "secret", scope="secret-notes:read"),
        note("sodermalm", "theirs"),
        note("*", "everybody's"),
    )

    assert words(await read(engine, caller=reader("norrmalm"))) == ["mine"]
    assert words(await read(engine, caller=reader("norrmalm", scopes=["notes:read", "secret-notes:read"]))) == [
        "mine",
        "secret",
    ]
    assert words(await read(engine, caller=reader("norrmalm", scopes=[]))) == []
    assert sorted(words(await read(engine))) == ["everybody's", "mine", "theirs"]


async def test_readers_at_the_same_moment_agree(engine: AsyncEngine) -> None:
    for number in range(10):
        await write(engine, note("norrmalm", f"n{number}"), note("sodermalm", f"s{number}"))

    seen = await asyncio.gather(*(read(engine) for _ in range(10)))

    assert all(words(one) == words(seen[0]) for one in seen)
    assert [row["position"] for row in seen[0]] == list(range(1, 21))


@pytest.mark.parametrize("seed", range(4))
async def test_under_load_every_reader_sees_every_change_once_and_in_order(engine: AsyncEngine, seed: int) -> None:
    dice = random.Random(seed)
    boards = ["norrmalm", "sodermalm", "kungsholmen"]
    plan = [
        [note(board, f"{writer}.{number}") for board in dice.sample(boards, dice.randint(1, 3))]
        for writer in range(8)
        for number in range(6)
    ]
    total = sum(len(written) for written in plan)

    async def write_all(mine: list[list[Change]]) -> None:
        for written in mine:
            await write(engine, *written)

    async def follow() -> list[Any]:
        seen: list[Any] = []
        while len(seen) < total:
            seen += await read(engine, after=seen[-1]["position"] if seen else 0, limit=dice.randint(1, 9))
        return seen

    writers = [asyncio.create_task(write_all(plan[start::8])) for start in range(8)]
    async with asyncio.timeout(60):
        first, second, third = await asyncio.gather(follow(), follow(), follow())
        await asyncio.gather(*writers)

    assert [row["position"] for row in first] == list(range(1, total + 1))
    assert first == second == third
    for board in boards:
        assert [row["seq"] for row in first if row["board"] == board] == list(
            range(1, sum(row["board"] == board for row in first) + 1)
        )


async def test_positions_given_by_a_reader_that_dies_are_given_anew(engine: AsyncEngine) -> None:
    await write(engine, note("norrmalm", "1"))
    async with engine.connect() as connection:
        await give_positions(connection)
        await connection.rollback()
    async with engine.connect() as connection:
        assert (await connection.execute(select(changes.c.position))).scalar_one() is None

    assert words(await read(engine)) == ["1"]


async def test_the_feed_through_the_front_door(sample: RunningService) -> None:
    writer = sample.client("notes:write")
    for title in ("Ett", "Två", "Tre"):
        await writer.post("/notes", json={"board": "norrmalm", "title": title}, headers=new_key())
    client = sample.client("changes:read", "notes:read")

    first = (await client.get("/changes", params={"limit": 2})).json()
    second = (await client.get(first["_links"]["next"]["href"])).json()
    third = await client.get(second["_links"]["next"]["href"])

    assert [item["snapshot"]["number"] for item in (*first["items"], *second["items"])] == [1, 2, 3]
    assert [item["cursor"] for item in first["items"]] == [1, 2]
    assert first["_meta"] == {"next_cursor": 2, "count": 2}
    assert (third.json()["items"], third.json()["_meta"]) == ([], {"next_cursor": 3, "count": 0})
    assert first["items"][0].keys() == {
        "cursor", "event", "resource", "resource_id", "board", "version", "occurred_at", "snapshot"
    }  # fmt: skip
    assert "Ett" not in (await client.get("/changes")).text


async def test_an_unchanged_feed_is_304_until_something_happens(sample: RunningService) -> None:
    client = sample.client("notes:write", "changes:read", "notes:read")
    empty = await client.get("/changes")

    unchanged = await client.get("/changes", headers={"if-none-match": empty.headers["etag"]})
    await client.post("/notes", json={"board": "norrmalm", "title": "Ett"}, headers=new_key())
    changed = await client.get("/changes", headers={"if-none-match": empty.headers["etag"]})

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert (changed.status_code, len(changed.json()["items"])) == (200, 1)


async def test_another_board_s_changes_are_not_in_the_feed(sample: RunningService) -> None:
    await sample.client("notes:write").post("/notes", json={"board": "norrmalm", "title": "Ett"}, headers=new_key())

    stranger = (await sample.client("changes:read", "notes:read", boards=["sodermalm"]).get("/changes")).json()
    without_scope = (await sample.client("changes:read").get("/changes")).json()

    assert (stranger["items"], stranger["_meta"]) == ([], {"next_cursor": 0, "count": 0})
    assert without_scope["items"] == []


async def test_a_cursor_that_is_none_is_refused(sample: RunningService) -> None:
    client = sample.client("changes:read")
    for after in ("-1", "9223372036854775808", "1" * 400, "x", "1.5", "%00"):
        answer = await client.get(f"/changes?after={after}")
        assert answer.status_code in (400, 422), after
        assert answer.headers["content-type"] == "application/problem+json"
