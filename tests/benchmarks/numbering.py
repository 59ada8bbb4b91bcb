"""How many registrations a second one diary takes, with 16 writers, at the level of the database.

Beside it in the same run: the same writers without a number (what the machine can do at all), and numbers from
a sequence (quicker, with gaps: not allowed in a diary).
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

import asyncpg

WRITERS = 16
SECONDS = 4.0

_TABLES = """
CREATE TABLE IF NOT EXISTS counters (series text, year integer, value bigint, PRIMARY KEY (series, year));
CREATE TABLE IF NOT EXISTS registrations (id bigint GENERATED ALWAYS AS IDENTITY, serial bigint, title text);
CREATE SEQUENCE IF NOT EXISTS with_gaps;
"""
_NEXT_NUMBER = """
INSERT INTO counters (series, year, value) VALUES ('diary:norrmalm', 2019, 1)
ON CONFLICT (series, year) DO UPDATE SET value = counters.value + 1 RETURNING value
"""
_REGISTER = "INSERT INTO registrations (serial, title) VALUES ($1, 'Lekplats vid torget')"

Registration = Callable[[asyncpg.Connection], Awaitable[None]]


async def with_counter(connection: asyncpg.Connection) -> None:
    """The statement of boardkit.db.numbering and a row, in one transaction."""
    async with connection.transaction():
        await connection.execute(_REGISTER, await connection.fetchval(_NEXT_NUMBER))


async def with_sequence(connection: asyncpg.Connection) -> None:
    """A number from a sequence and a row, in one transaction."""
    async with connection.transaction():
        await connection.execute(_REGISTER, await connection.fetchval("SELECT nextval('with_gaps')"))


async def without_number(connection: asyncpg.Connection) -> None:
    """A round trip and a row, in one transaction."""
    async with connection.transaction():
        await connection.execute(_REGISTER, await connection.fetchval("SELECT 0::bigint"))


async def measure(url: str) -> dict[str, float]:
    """Registrations per second of each way, on a database of its own."""
    connections = [await asyncpg.connect(url) for _ in range(WRITERS)]
    try:
        await connections[0].execute(_TABLES)
        figures = {}
        for name, registration in (
            ("no number at all", without_number),
            ("a sequence (leaves gaps)", with_sequence),
            ("one diary, no gaps", with_counter),
        ):
            figures[name] = await _rate(connections, registration)
        await _assert_no_gap(connections[0])
        return figures
    finally:
        for connection in connections:
            await connection.close()


async def _rate(connections: list[asyncpg.Connection], register: Registration) -> float:
    await connections[0].execute("TRUNCATE registrations")
    until = time.perf_counter() + SECONDS

    async def write(connection: asyncpg.Connection) -> int:
        count = 0
        while time.perf_counter() < until:
            await register(connection)
            count += 1
        return count

    return sum(await asyncio.gather(*(write(connection) for connection in connections))) / SECONDS


async def _assert_no_gap(connection: asyncpg.Connection) -> None:
    """The numbers that were given are 1 to the last, each once: a quick wrong answer is worth nothing."""
    row = await connection.fetchrow(
        "SELECT count(*) AS rows, count(DISTINCT serial) AS given, max(serial) AS highest FROM registrations"
    )
    if row is None or not row["rows"] == row["given"] == row["highest"]:
        raise RuntimeError("the numbering left a gap or gave a number twice")
