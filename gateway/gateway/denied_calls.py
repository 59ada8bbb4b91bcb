"""The log of denied calls: who was turned away, when, from which service, how many times.

No path, no token and no network address is kept: a path may hold a receipt, and an address is personal data.
Calls are collected for a second and written together, outside the requests; equal ones become one row.
"""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from typing import Final, NamedTuple

import structlog
from sqlalchemy import insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from gateway.tables import denied_calls

DENIED_STATUSES: Final = frozenset({401, 403, 429})

_SECONDS_BETWEEN_WRITES: Final = 1.0
_MOST_WAITING: Final = 1000

log = structlog.get_logger("denied_calls")


class DeniedCall(NamedTuple):
    """One kind of denied call. `client` is None for a caller without a valid token."""

    client: str | None
    route: str
    status: int


class DeniedCalls:
    """Collects denied calls and writes them to the gateway's database."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._waiting: Counter[DeniedCall] = Counter()

    def note(self, client: str | None, route: str, status: int) -> None:
        """Remember one denied call until the next write."""
        call = DeniedCall(client, route, status)
        if call in self._waiting or len(self._waiting) < _MOST_WAITING:
            self._waiting[call] += 1

    async def run(self) -> None:
        """Write what has been noted, every second, until cancelled."""
        while True:
            await asyncio.sleep(_SECONDS_BETWEEN_WRITES)
            await self.write()

    async def write(self) -> None:
        """Write what has been noted since the last time. A database that is down loses that second's notes."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, Counter()
        now = datetime.now(UTC)
        rows = [{**call._asdict(), "occurred_at": now, "calls": count} for call, count in waiting.items()]
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(denied_calls), rows)
        except (SQLAlchemyError, OSError) as error:
            log.warning("denied calls not written", error=type(error).__name__, count=len(rows))
