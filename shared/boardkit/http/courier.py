"""Carries the outbox's messages to the neighbours: at least once, in order per key, through any outage.

Taking a message only leases it (its next attempt is moved ahead), so a courier that dies leaves it to the
next one; the neighbour sees the same Idempotency-Key again and gives the same answer. A message that the
neighbour refuses, or whose handler fails, is not dropped: it is tried again ever more seldom and shows in the
metrics until someone mends the cause, and what comes after it for the same key waits.
"""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import structlog
from sqlalchemy import RowMapping, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from boardkit.api.house import DeliveryHandler
from boardkit.auth.caller import Caller
from boardkit.db.tables import outbox
from boardkit.db.unit_of_work import Transactions
from boardkit.domain.clock import FixedDayClock, SystemClock
from boardkit.domain.errors import KansliError
from boardkit.http.keep_going import keep_going
from boardkit.http.neighbour import Neighbour, NeighbourRefused, NeighbourUnavailable
from boardkit.telemetry import trace
from boardkit.telemetry.logs import place_of

log = structlog.get_logger("courier")

#: Fewer than a process has database connections, so that delivering leaves some for requests.
_BATCH = 6
_IDLE_SECONDS = 1.0
#: A neighbour that was away is back within a restart; what it refuses will be refused for some time.
_LONGEST_WAIT_WHEN_AWAY = 8
_LONGEST_WAIT_WHEN_REFUSED = 60

_TAKE = text(
    """
    WITH due AS MATERIALIZED (
        SELECT id FROM outbox AS waiting
        WHERE delivered_at IS NULL AND next_attempt_at <= now()
          AND NOT EXISTS (
            SELECT 1 FROM outbox AS earlier
            WHERE earlier.neighbour = waiting.neighbour AND earlier.ordering_key = waiting.ordering_key
              AND earlier.delivered_at IS NULL AND earlier.position < waiting.position)
        ORDER BY position LIMIT :batch FOR UPDATE SKIP LOCKED)
    UPDATE outbox SET next_attempt_at = now() + interval '30 seconds', attempts = attempts + 1
    FROM due WHERE outbox.id = due.id
    RETURNING outbox.*
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
        tell_waiting: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._service = service
        self._engine = engine
        self._transactions = Transactions(engine)
        self._neighbours = neighbours
        self._handlers = handlers
        self._moves_calendar = moves_calendar
        self._tell_waiting = tell_waiting
        self._awake = asyncio.Event()

    def wake(self) -> None:
        """There is something to deliver now."""
        self._awake.set()

    async def run(self) -> None:
        """Deliver until cancelled; a database that is away is waited for."""
        await keep_going("courier", self._round, after_failure=_IDLE_SECONDS, rest=self._rest)

    async def _round(self) -> float:
        if await self.deliver_due():
            return 0.0
        self._tell_waiting(await self.waiting())
        return _IDLE_SECONDS

    async def deliver_due(self) -> int:
        """Try the messages that are due, the first of each ordering key, and say how many were delivered."""
        async with self._engine.begin() as connection:
            taken = (await connection.execute(_TAKE, {"batch": _BATCH})).mappings().all()
        deliveries = (self._deliver(message) for message in _in_order(taken))
        outcomes = await asyncio.gather(*deliveries, return_exceptions=True)
        failed = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
        if failed:
            # Not even the failure could be written down. The others are done; the leases of these run out.
            raise failed[0]
        return outcomes.count(True)

    async def waiting(self) -> int:
        """How many messages are not delivered yet."""
        statement = select(func.count()).where(outbox.c.delivered_at.is_(None))
        async with self._engine.connect() as connection:
            return int((await connection.execute(statement)).scalar_one())

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._awake.wait()
        self._awake.clear()

    async def _deliver(self, message: RowMapping) -> bool:
        # One bad message must not stop the others, whatever is wrong with it.
        [failure] = await asyncio.gather(self._hand_over(message), return_exceptions=True)
        if failure is None:
            return True
        await self._postpone(message, failure)
        return False

    async def _hand_over(self, message: RowMapping) -> None:
        # The trace goes on where the message was written, here and at the neighbour.
        trace.begin(message["traceparent"])
        answer = await self._neighbours[message["neighbour"]].tell(
            message["method"],
            message["path"],
            message["body"],
            _acting(message),
            self._headers(message),
        )
        await self._conclude(message, answer)

    def _headers(self, message: RowMapping) -> dict[str, str]:
        headers = {"idempotency-key": str(message["id"])}
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

    async def _postpone(self, message: RowMapping, failure: BaseException) -> None:
        attempts = message["attempts"]
        is_away = isinstance(failure, NeighbourUnavailable)
        wait = min(_LONGEST_WAIT_WHEN_AWAY if is_away else _LONGEST_WAIT_WHEN_REFUSED, 2 ** min(attempts - 1, 6))
        reason = _reason(failure)
        log.warning(
            "message not delivered",
            neighbour=message["neighbour"],
            message_event=message["event"],
            attempts=attempts,
            error=reason,
            where=None if isinstance(failure, NeighbourUnavailable | NeighbourRefused) else place_of(failure),
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


def _reason(failure: BaseException) -> str:
    if isinstance(failure, NeighbourRefused):
        return f"{failure.status} {failure.problem}"
    return f"handler: {failure.slug}" if isinstance(failure, KansliError) else type(failure).__name__


def _acting(message: RowMapping) -> Caller:
    acting = message["acting_caller"]
    return Caller(
        subject=acting["subject"],
        kind=acting["kind"],
        scopes=frozenset({acting["scope"]}),
        boards=frozenset({acting["board"]}),
    )
