"""Audit chains in a test: written as a service does, read, and tampered with as only the owner can."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from boardkit.auth.caller import Caller
from boardkit.db.audit import Verification, verify
from boardkit.db.unit_of_work import Change, Transactions
from boardkit.domain.clock import SystemClock

STAFF = Caller("anna", "staff", boards=frozenset({"*"}))


async def write(engine: AsyncEngine, count: int, board: str = "norrmalm") -> None:
    """Record `count` changes on `board` in one transaction."""
    async with Transactions(engine).begin(STAFF, SystemClock()) as work:
        for number in range(count):
            work.record(Change("created", "notes", str(number), board, version=1, reason="written"))


async def verdict(engine: AsyncEngine, board: str = "norrmalm") -> Verification:
    """What verifying the chain of `board` finds."""
    async with engine.connect() as connection:
        return await verify(connection, board)


async def tamper(owner: AsyncEngine, *statements: str) -> None:
    """As the owner, who can switch the trigger off."""
    async with owner.begin() as connection:
        await connection.execute(text("ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_append_only"))
        for statement in statements:
            await connection.execute(text(statement))
        await connection.execute(text("ALTER TABLE audit_entries ENABLE TRIGGER audit_entries_append_only"))
