"""A service's outbox in a test: what is put into it, what is in it, and couriers of it."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from boardkit.auth.caller import Caller
from boardkit.db.tables import outbox
from boardkit.db.unit_of_work import Message, Transactions
from boardkit.domain.clock import FixedDayClock
from boardkit.http.courier import Courier
from sample_house.main import note_delivery
from sample_house.other_house import OtherHouse
from sample_house.tables import copies

STAFF = Caller("anna", "staff", frozenset({"notes:write", "copies:write"}), frozenset({"norrmalm", "sodermalm"}))


def message(number: int, key: str = "a", **more: Any) -> Message:
    """A message with `number` in its body, for the ordering key `key`."""
    told = Message(
        neighbour="other-house",
        event="note-told",
        ordering_key=key,
        method="POST",
        path="/other-house/v1/copies",
        body={"key": key, "number": number},
        scope="copies:write",
        board="norrmalm",
        context={"note_id": f"{key}{number}"},
    )
    return replace(told, **more)


class Outbox:
    """An outbox on `engine`, for the neighbour `other`."""

    def __init__(self, engine: AsyncEngine, other: OtherHouse) -> None:
        self.engine = engine
        self.other = other
        self.handlers: dict[str, Any] = {"note-told": note_delivery}
        self.waiting: list[int] = []

    def courier(self, *, moves_calendar: bool = True) -> Courier:
        """A courier with its own breaker, as in a process of its own."""
        neighbours = {"other-house": self.other.neighbour()}
        return Courier(
            "sample-house",
            self.engine,
            neighbours,
            self.handlers,
            moves_calendar=moves_calendar,
            tell_waiting=self.waiting.append,
        )

    async def send(self, *messages: Message) -> None:
        """Write `messages` in one transaction."""
        async with Transactions(self.engine).begin(STAFF, FixedDayClock(date(2019, 6, 3))) as work:
            for one in messages:
                work.send(one)

    async def make_due(self) -> None:
        """Let the time pass that the courier wanted to wait."""
        async with self.engine.begin() as connection:
            await connection.execute(update(outbox).values(next_attempt_at=func.now()))

    async def forget_delivery(self) -> None:
        """As after a crash between the neighbour's answer and our mark."""
        async with self.engine.begin() as connection:
            await connection.execute(update(outbox).values(delivered_at=None, next_attempt_at=func.now()))

    async def rows(self) -> list[Any]:
        """The outbox in order."""
        async with self.engine.connect() as connection:
            return list((await connection.execute(select(outbox).order_by(outbox.c.position))).mappings())

    async def words(self) -> list[str]:
        """What the handler wrote down."""
        async with self.engine.connect() as connection:
            return list((await connection.scalars(select(copies.c.word).order_by(copies.c.position))).all())
