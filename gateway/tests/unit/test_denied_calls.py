from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from gateway import denied_calls
from gateway.denied_calls import DeniedCalls


class Database:
    """Stands in for an engine: keeps what is written, or is down."""

    def __init__(self) -> None:
        self.down = False
        self.rows: list[tuple[str | None, str, int, int]] = []

    @asynccontextmanager
    async def begin(self) -> AsyncIterator["Database"]:
        if self.down:
            raise ConnectionRefusedError
        yield self

    async def execute(self, _statement: Any, rows: list[dict[str, Any]]) -> None:
        self.rows += [(row["client"], row["route"], row["status"], row["calls"]) for row in rows]


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
def denied(database: Database) -> DeniedCalls:
    engine: Any = database
    return DeniedCalls(engine)


async def test_equal_calls_are_one_row(denied: DeniedCalls, database: Database) -> None:
    for client in ("portal", None, "portal"):
        denied.note(client, "/case-registry", 403)
    await denied.write()
    await denied.write()

    assert database.rows == [("portal", "/case-registry", 403, 2), (None, "/case-registry", 403, 1)]


async def test_memory_is_bounded(denied: DeniedCalls, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(denied_calls, "_MOST_WAITING", 2)
    for client in "abca":
        denied.note(client, "/case-registry", 403)
    await denied.write()

    assert database.rows == [("a", "/case-registry", 403, 2), ("b", "/case-registry", 403, 1)]


async def test_a_database_that_is_down_is_borne(denied: DeniedCalls, database: Database) -> None:
    database.down = True
    denied.note("portal", "/case-registry", 403)
    await denied.write()

    database.down = False
    denied.note("portal", "/case-registry", 429)
    await denied.write()

    assert database.rows == [("portal", "/case-registry", 429, 1)]
