"""The audit chain is appended to and never changed, and whoever tampers with it is found out."""

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from boardkit.db.audit import Verification, append, genesis, seal
from boardkit.testing.postgres import PostgresServer, ScratchDatabase
from sample_house.chains import tamper, verdict, write


async def test_an_untouched_chain_is_whole(engine: AsyncEngine) -> None:
    await write(engine, 7)
    await write(engine, 3)

    assert await verdict(engine) == Verification("norrmalm", 10, None, None)
    assert (await verdict(engine)).intact


async def test_a_board_without_changes_has_a_whole_empty_chain(engine: AsyncEngine) -> None:
    assert await verdict(engine, "sodermalm") == Verification("sodermalm", 0, None, None)


LACKS = "an entry is missing"
UNSEALED = "an entry does not match its seal"
WRONG_LENGTH = "the chain is shorter or longer than its head says"
FEED_KNOWS = "the change feed tells of entries that the chain lacks"

FORGE_FOURTH = """
    UPDATE audit_entries SET entry = 'forged',
    hash = sha256((SELECT hash FROM audit_entries WHERE seq = 3) || convert_to(E'4\\nforged', 'UTF8')) WHERE seq = 4
"""
ADD_SEALED = """
    INSERT INTO audit_entries
    SELECT 'norrmalm', 7, 'added', sha256(hash || convert_to(E'7\\nadded', 'UTF8')) FROM audit_heads
"""
REPLACE_FUNCTION = """
    CREATE OR REPLACE FUNCTION append_audit_entries(p_board text, p_entries text[]) RETURNS bigint
    LANGUAGE sql AS 'SELECT 1::bigint'
"""
HEAD_OF_THREE = "UPDATE audit_heads SET seq = 3, hash = (SELECT hash FROM audit_entries WHERE seq = 3)"


@pytest.mark.parametrize(
    ("statements", "broken_at", "reason"),
    [
        (["UPDATE audit_entries SET entry = replace(entry, 'anna', 'eva') WHERE seq = 4"], 4, UNSEALED),
        (["UPDATE audit_entries SET hash = sha256('x') WHERE seq = 4"], 4, UNSEALED),
        ([FORGE_FOURTH], 5, UNSEALED),
        (["DELETE FROM audit_entries WHERE seq = 1"], 1, LACKS),
        (["DELETE FROM audit_entries WHERE seq = 4"], 4, LACKS),
        (
            [
                "DELETE FROM audit_entries WHERE seq = 4",
                "UPDATE audit_entries SET seq = -seq WHERE seq > 4",
                "UPDATE audit_entries SET seq = -seq - 1 WHERE seq < 0",
                "UPDATE audit_heads SET seq = 5",
            ],
            4,
            UNSEALED,
        ),
        (
            [
                "UPDATE audit_entries SET seq = -seq WHERE seq IN (2, 3)",
                "UPDATE audit_entries SET seq = 5 + seq WHERE seq < 0",
            ],
            2,
            UNSEALED,
        ),
        (
            [
                "UPDATE audit_entries SET seq = -seq WHERE seq >= 3",
                "UPDATE audit_entries SET seq = 1 - seq WHERE seq < 0",
                "INSERT INTO audit_entries VALUES ('norrmalm', 3, 'slipped in', sha256('x'))",
                "UPDATE audit_heads SET seq = 7",
            ],
            3,
            UNSEALED,
        ),
        (["INSERT INTO audit_entries VALUES ('norrmalm', 7, 'added', sha256('x'))"], 7, UNSEALED),
        (["INSERT INTO audit_entries VALUES ('norrmalm', 0, 'before the first', sha256('x'))"], 1, LACKS),
        ([ADD_SEALED], 8, WRONG_LENGTH),
        (["DELETE FROM audit_entries WHERE seq > 3"], 4, WRONG_LENGTH),
        (["DELETE FROM audit_entries"], 1, WRONG_LENGTH),
        (["TRUNCATE audit_entries, audit_heads"], 1, FEED_KNOWS),
        ([HEAD_OF_THREE, "DELETE FROM audit_entries WHERE seq > 3"], 4, FEED_KNOWS),
        (["UPDATE audit_heads SET seq = 9"], 7, WRONG_LENGTH),
        (["UPDATE audit_heads SET hash = sha256('x')"], 7, WRONG_LENGTH),
        (["DELETE FROM audit_heads"], 7, WRONG_LENGTH),
    ],
    ids=[
        "changed text",
        "changed seal",
        "changed text and seal",
        "first removed",
        "one removed",
        "one removed and the rest moved up",
        "two swapped",
        "one inserted",
        "one added without a seal",
        "one before the first",
        "one added with a seal",
        "tail removed",
        "all entries removed",
        "whole chain and head removed",
        "tail removed and head put back",
        "head moved on",
        "head's hash changed",
        "head removed",
    ],
)
async def test_tampering_is_found(
    engine: AsyncEngine, owner: AsyncEngine, statements: Sequence[str], broken_at: int, reason: str
) -> None:
    await write(engine, 6)

    await tamper(owner, *statements)

    found = await verdict(engine)
    assert (found.intact, found.broken_at, found.reason) == (False, broken_at, reason)


async def test_a_chain_moved_to_another_board_is_found(engine: AsyncEngine, owner: AsyncEngine) -> None:
    await write(engine, 3)

    await tamper(owner, "UPDATE audit_entries SET board = 'sodermalm'", "UPDATE audit_heads SET board = 'sodermalm'")

    assert (await verdict(engine, "sodermalm")).broken_at == 1
    assert (await verdict(engine, "norrmalm")).reason == FEED_KNOWS


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO audit_entries VALUES ('norrmalm', 4, 'forged', sha256('x'))",
        "UPDATE audit_entries SET entry = 'forged'",
        "DELETE FROM audit_entries",
        "TRUNCATE audit_entries",
        "INSERT INTO audit_heads VALUES ('sodermalm', 0, sha256('x'))",
        "UPDATE audit_heads SET seq = 0",
        "DELETE FROM audit_heads",
        "TRUNCATE audit_heads",
        "ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_append_only",
        "DROP TABLE audit_entries",
        REPLACE_FUNCTION,
        "UPDATE boardkit_version SET version_num = 'forged'",
    ],
)
async def test_the_services_own_role_may_not_write_the_chain(engine: AsyncEngine, statement: str) -> None:
    await write(engine, 3)

    async with engine.connect() as connection:
        with pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
            await connection.execute(text(statement))

    assert (await verdict(engine)).intact


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entries SET entry = 'forged'", "DELETE FROM audit_entries", "TRUNCATE audit_entries"]
)
async def test_even_the_owner_is_stopped_by_the_trigger(
    engine: AsyncEngine, owner: AsyncEngine, statement: str
) -> None:
    await write(engine, 3)

    async with owner.connect() as connection:
        with pytest.raises(DBAPIError, match="the audit chain is append-only"):
            await connection.execute(text(statement))

    assert (await verdict(engine)).intact


async def test_nobody_else_may_append(postgres_server: PostgresServer, database: ScratchDatabase) -> None:
    admin = create_async_engine(postgres_server.admin_url, isolation_level="AUTOCOMMIT")
    in_database = create_async_engine(admin.url.set(database=database.name), isolation_level="AUTOCOMMIT")
    async with in_database.connect() as connection:
        granted = await connection.scalar(
            text(
                "SELECT array_agg(grantee::regrole::text ORDER BY grantee::regrole::text)"
                " FROM pg_proc, aclexplode(proacl) WHERE proname = 'append_audit_entries'"
            )
        )
    await in_database.dispose()
    await admin.dispose()

    assert granted == sorted([database.runtime_role, f"{database.runtime_role}_owner"])


async def test_many_appenders_make_one_chain(engine: AsyncEngine) -> None:
    async with asyncio.timeout(30):
        await asyncio.gather(*(write(engine, 3) for _ in range(16)))

    assert await verdict(engine) == Verification("norrmalm", 48, None, None)


async def test_many_appenders_on_many_boards_make_a_chain_each(engine: AsyncEngine) -> None:
    boards = [f"board-{number}" for number in range(8)]

    async with asyncio.timeout(30):
        await asyncio.gather(*(write(engine, 2, board) for board in boards for _ in range(3)))

    assert [await verdict(engine, board) for board in boards] == [
        Verification(board, 6, None, None) for board in boards
    ]


async def test_a_chain_that_grows_while_it_is_read_is_whole(engine: AsyncEngine) -> None:
    await write(engine, 50)

    async def grow() -> None:
        for _ in range(10):
            await write(engine, 5)

    async def look() -> list[Verification]:
        return [await verdict(engine) for _ in range(10)]

    _, *looks = await asyncio.gather(grow(), look(), look())

    assert [found.reason for found in (*looks[0], *looks[1])] == [None] * 20


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    entries=st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40), min_size=1, max_size=4
    ),
    board=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20),
)
def test_python_and_the_database_seal_alike(
    postgres_server: PostgresServer, entries: list[str], board: str, sealing: "Sealing"
) -> None:
    expected, previous = [], genesis(board)
    for number, entry in enumerate(entries, 1):
        previous = seal(previous, number, entry)
        expected.append(previous)

    assert sealing.hashes(board, entries) == expected


class Sealing:
    """The database's seals, from a transaction that is rolled back."""

    def __init__(self, database: ScratchDatabase) -> None:
        self._database = database

    def hashes(self, board: str, entries: list[str]) -> list[bytes]:
        """What the database function would write for `entries`."""
        return asyncio.run(self._hashes(board, entries))

    async def _hashes(self, board: str, entries: list[str]) -> list[bytes]:
        engine = create_async_engine(self._database.runtime_url)
        async with engine.connect() as connection:
            await append(connection, board, entries)
            written = text("SELECT hash FROM audit_entries WHERE board = :board ORDER BY seq")
            hashes = list((await connection.scalars(written, {"board": board})).all())
            await connection.rollback()
        await engine.dispose()
        return hashes


@pytest.fixture
def sealing(database: ScratchDatabase) -> Sealing:
    return Sealing(database)
