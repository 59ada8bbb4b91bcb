"""What the commands on positions share: the lock on a board's register, and how a change is told."""

from typing import Literal

from sqlalchemy import RowMapping
from sqlalchemy.dialects import postgresql

from boardkit.db.unit_of_work import Change, UnitOfWork
from delegation_rules.tables import position_registers


async def lock_register(work: UnitOfWork, board: str) -> None:
    """One change of a board's positions and sub-delegations at a time, and a new number for what they are now.

    Two changes that are sound alone could together form a ring. The number tells compiled orders apart.
    """
    await work.connection.execute(
        postgresql.insert(position_registers)
        .values(board=board, version=1)
        .on_conflict_do_update(index_elements=["board"], set_={"version": position_registers.c.version + 1})
    )


def position_change(event: Literal["created", "changed"], row: RowMapping, reason: str) -> Change:
    """What the audit chain and the change feed tell of a position."""
    return Change(
        event=event,
        resource="positions",
        resource_id=str(row["id"]),
        board=row["board"],
        version=row["version"],
        reason=reason,
        snapshot={
            "slug": row["slug"],
            "title_sv": row["title_sv"],
            "superior": row["superior"],
            "valid_to": None if row["valid_to"] is None else row["valid_to"].isoformat(),
        },
    )
