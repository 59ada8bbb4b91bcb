"""Carries the outbox's messages to the neighbours: at least once, in order per key, through any outage.

Taking a message only leases it (its next attempt is moved ahead), so a courier that dies leaves it to the
next one; the neighbour sees the same Idempotency-Key again and gives the same answer. A message that the
neighbour refuses is not dropped: it is tried again ever more seldom and shows in the metrics until someone
mends the cause, and what comes after it for the same key waits.
"""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import structlog
from sqlalchemy import RowMapping, func, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from boardkit.api.house import DeliveryHandler
from boardkit.auth.caller import Caller
from boardkit.db.tables import outbox
from boardkit.db.unit_of_work import Transactions
from boardkit.domain.clock import FixedDayClock, SystemClock
from boardkit.http.neighbour import Neighbour, NeighbourRefused, NeighbourUnavailable

log = structlog.get_logger("courier")

_BATCH = 20
_IDLE_SECONDS = 1.0
_LONGEST_WAIT_SECONDS = 60

_TAKE = text(
    """
    UPDATE outbox SET next_attempt_at = now() + interval '30 seconds', attempts = attempts + 1
    WHERE id IN (
        SELECT id FROM outbox AS waiting
        WHERE delivered_at IS NULL AND next_attempt_at <= now()
          AND NOT EXISTS (
            SELECT 1 FROM outbox AS earlier
            WHERE earlier.neighbour = waiting.neighbour AND earlier.ordering_key = waiting.ordering_key
              AND earlier.delivered_at IS NULL AND earlier.position < waiting.position)
        ORDER BY position LIMIT :batch FOR UPDATE SKIP LOCKED)
    RETURNING *
    """
)


class Courier:
    """The delivery loop of one service process; several may run side by side."""

    def __init__(
        self,
        service: str,
        engine: AsyncEngine,
        neighbours: Mapping[str, Neighbour],
        handlers: Mapping[str, DeliveryHandler],
        *,
        moves_calendar: bool,
    ) -> None:
        self._service = service
        self._engine = engine
        self._transactions = Transactions(engine)
        self._neighbours = neighbours
        self._handlers = handlers
        self._moves_calendar = moves_calendar
        self._awake = asyncio.Event()

    def wake(self) -> None:
        """There is something to deliver now."""
        self._awake.set()

    async def run(self) -> None:
        """Deliver until cancelled; a database that is away is waited for."""
        while True:
            try:
                delivered = await self.deliver_due()
            except (SQLAlchemyError, OSError) as error:
                log.warning("courier waits for the database", error=type(error).__name__)
                delivered = 0
            if delivered == 0:
                await self._rest()

    async def deliver_due(self) -> int:
        """Try every message that is due, and say how many were delivered."""
        async with self._engine.begin() as connection:
            taken = (await connection.execute(_TAKE, {"batch": _BATCH})).mappings().all()
        delivered = await asyncio.gather(*(self._deliver(message) for message in _in_order(taken)))
        return sum(delivered)

    async def waiting(self) -> int:
        """How many messages are not delivered yet."""
        statement = select(func.count()).where(outbox.c.delivered_at.is_(None))
        async with self._engine.connect() as connection:
            return int((await connection.execute(statement)).scalar_one())

    async def _rest(self) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._awake.wait(), _IDLE_SECONDS)
        self._awake.clear()

    async def _deliver(self, message: RowMapping) -> bool:
        try:
            answer = await self._neighbours[message["neighbour"]].tell(
                message["method"],
                message["path"],
                message["body"],
                _acting(message),
                self._headers(message),
            )
        except (NeighbourUnavailable, NeighbourRefused) as failure:
            await self._postpone(message, failure)
            return False
        await self._conclude(message, answer)
        return True

    def _headers(self, message: RowMapping) -> dict[str, str]:
        headers = {"idempotency-key": str(message["id"])}
        if message["traceparent"] is not None:
            headers["traceparent"] = message["traceparent"]
        if self._moves_calendar:
            headers["kansli-business-date"] = message["acting_caller"]["business_date"]
        return headers

    async def _conclude(self, message: RowMapping, answer: Mapping[str, Any]) -> None:
        as_service = Caller(subject=self._service, kind="service", boards=frozenset({"*"}))
        day = date.fromisoformat(message["acting_caller"]["business_date"])
        clock = FixedDayClock(day) if self._moves_calendar else SystemClock()
        async with self._transactions.begin(as_service, clock) as work:
            marked = await work.connection.execute(
                update(outbox)
                .where(outbox.c.id == message["id"], outbox.c.delivered_at.is_(None))
                .values(delivered_at=func.now(), last_failure=None)
            )
            handler = self._handlers.get(message["event"])
            if marked.rowcount == 1 and handler is not None:
                await handler(work, message["context"], answer)
        if work.has_messages:
            self.wake()

    async def _postpone(self, message: RowMapping, failure: Exception) -> None:
        attempts = message["attempts"]
        wait = min(_LONGEST_WAIT_SECONDS, 2 ** min(attempts - 1, 6))
        reason = (
            f"{failure.status} {failure.problem}" if isinstance(failure, NeighbourRefused) else type(failure).__name__
        )
        log.warning(
            "message not delivered",
            neighbour=message["neighbour"],
            message_event=message["event"],
            attempts=attempts,
            error=reason,
        )
        async with self._engine.begin() as connection:
            await connection.execute(
                update(outbox)
                .where(outbox.c.id == message["id"], outbox.c.delivered_at.is_(None))
                .values(
                    next_attempt_at=func.now() + func.make_interval(0, 0, 0, 0, 0, 0, wait),
                    last_failure=reason,
                )
            )


def _in_order(taken: Sequence[RowMapping]) -> list[RowMapping]:
    return sorted(taken, key=lambda message: int(message["position"]))


def _acting(message: RowMapping) -> Caller:
    acting = message["acting_caller"]
    return Caller(
        subject=acting["subject"],
        kind=acting["kind"],
        scopes=frozenset({acting["scope"]}),
        boards=frozenset({acting["board"]}),
    )
