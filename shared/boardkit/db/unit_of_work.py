"""One request is one transaction: what a command may do to the database, the audit chain and the outbox."""

import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal

from sqlalchemy import Executable, RowMapping, Select, insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from boardkit.auth.caller import Caller
from boardkit.db import audit, numbering
from boardkit.db.tables import changes, outbox
from boardkit.domain.clock import Clock
from boardkit.domain.errors import nothing_here
from boardkit.domain.ids import new_id
from boardkit.telemetry.trace import current_trace_id, current_traceparent


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to one object, for the audit chain and the change feed.

    `resource` is the name in the address ("cases"); `scope` is what a reader of the feed must have, by
    default `{resource}:read`. `snapshot` is the object as the feed shows it: never personal data. `details`
    goes to the audit chain only: names of changed fields, ids, dates; never personal data either.
    """

    event: Literal["created", "changed", "removed"]
    resource: str
    resource_id: str
    board: str
    version: int
    reason: str
    snapshot: Mapping[str, Any] | None = None
    scope: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Message:
    """What a neighbour is to be told once this transaction has committed.

    Delivered at least once, in order per `ordering_key`, with the message's id as Idempotency-Key.
    `context` is kept here and handed to the handler of `event` together with the neighbour's answer.
    `scope` is the right the neighbour must see; the token is for `board` only and names the acting person.
    """

    neighbour: str
    event: str
    ordering_key: str
    method: Literal["POST", "PUT"]
    path: str
    body: Mapping[str, Any]
    scope: str
    board: str
    context: Mapping[str, Any] = field(default_factory=dict)


class UnitOfWork:
    """An open transaction with its caller and its business clock.

    Commands read and write through `connection` and say what they did with `record`; nothing is announced
    unless the transaction commits.
    """

    def __init__(self, connection: AsyncConnection, caller: Caller, clock: Clock) -> None:
        self.connection = connection
        self.caller = caller
        self.clock = clock
        self._changes: list[Change] = []
        self._messages: list[Message] = []

    @property
    def today(self) -> date:
        """The business date: the Swedish calendar day on which this happens."""
        return self.clock.today()

    @property
    def now(self) -> datetime:
        """The business time, aware, in UTC."""
        return self.clock.now()

    @property
    def has_messages(self) -> bool:
        """Whether something waits to be delivered to a neighbour."""
        return bool(self._messages)

    async def next_number(self, series: str, year: int, *, after: int = 0) -> int:
        """The next gap-free number of `series` in `year` (see `boardkit.db.numbering`)."""
        return await numbering.next_number(self.connection, series, year, after=after)

    async def first(self, statement: Executable) -> RowMapping | None:
        """The first row that `statement` (a select, or an insert or update with RETURNING) gives, or None."""
        row: RowMapping | None = (await self.connection.execute(statement)).mappings().first()
        return row

    async def existing(self, statement: Select[Any]) -> RowMapping:
        """The first row of `statement`. Raises `NotFound`, the same for absent and for hidden objects."""
        row = await self.first(statement)
        if row is None:
            raise nothing_here()
        return row

    async def one(self, statement: Executable) -> RowMapping:
        """The single row that `statement` (a select, or an insert or update with RETURNING) gives."""
        return (await self.connection.execute(statement)).mappings().one()

    async def all(self, statement: Select[Any], parameters: Mapping[str, Any] | None = None) -> Sequence[RowMapping]:
        """Every row of `statement`, with `parameters` for what it leaves open."""
        rows: Sequence[RowMapping] = (await self.connection.execute(statement, parameters)).mappings().all()
        return rows

    def record(self, change: Change) -> None:
        """Append `change` to the board's audit chain and to the change feed when this commits."""
        self._changes.append(change)

    def send(self, message: Message) -> None:
        """Tell a neighbour `message` once this has committed."""
        self._messages.append(message)

    async def flush(self) -> None:
        """Write what was recorded. Locks the boards' chains, so it is the last thing before the commit.

        Messages take their place in the outbox under that lock: a board's messages stand in committed order.
        """
        for board in sorted({change.board for change in self._changes}):
            await self._append([change for change in self._changes if change.board == board], board)
        if self._messages:
            await self.connection.execute(insert(outbox), [self._outbox_row(m) for m in self._messages])

    async def _append(self, of_board: Sequence[Change], board: str) -> None:
        last = await audit.append(self.connection, board, [self._audit_entry(c) for c in of_board])
        first = last - len(of_board) + 1
        rows = [_feed_row(change, first + offset) for offset, change in enumerate(of_board)]
        await self.connection.execute(insert(changes), rows)

    def _audit_entry(self, change: Change) -> str:
        entry = {
            "at": datetime.now(UTC).isoformat(),
            "business_date": self.today.isoformat(),
            "actor": self.caller.subject,
            "actor_kind": self.caller.kind,
            "via": self.caller.via,
            "event": change.event,
            "resource": change.resource,
            "resource_id": change.resource_id,
            "version": change.version,
            "reason": change.reason,
            "details": dict(change.details),
            "trace_id": current_trace_id(),
        }
        return json.dumps(entry, ensure_ascii=False, sort_keys=True)

    def _outbox_row(self, message: Message) -> dict[str, Any]:
        return {
            "id": new_id(),
            "neighbour": message.neighbour,
            "ordering_key": message.ordering_key,
            "event": message.event,
            "method": message.method,
            "path": message.path,
            "body": dict(message.body),
            "context": dict(message.context),
            "acting_caller": {
                "subject": self.caller.subject,
                "kind": self.caller.kind,
                "scope": message.scope,
                "board": message.board,
                "business_date": self.today.isoformat(),
            },
            "traceparent": current_traceparent(),
        }


def _feed_row(change: Change, seq: int) -> dict[str, Any]:
    return {
        "board": change.board,
        "seq": seq,
        "event": change.event,
        "resource": change.resource,
        "resource_id": change.resource_id,
        "version": change.version,
        "scope": change.scope or f"{change.resource}:read",
        "snapshot": None if change.snapshot is None else dict(change.snapshot),
    }


class Transactions:
    """Opens units of work on one engine and wakes the outbox's courier after a commit."""

    def __init__(self, engine: AsyncEngine, wake_courier: Callable[[], None] = lambda: None) -> None:
        self._engine = engine
        self._wake_courier = wake_courier

    @asynccontextmanager
    async def begin(self, caller: Caller, clock: Clock) -> AsyncIterator[UnitOfWork]:
        """A unit of work that commits when the block ends and leaves nothing behind when it raises."""
        async with self._engine.begin() as connection:
            work = UnitOfWork(connection, caller, clock)
            yield work
            await work.flush()
        if work.has_messages:
            self._wake_courier()
