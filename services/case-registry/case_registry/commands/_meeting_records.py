"""What several verbs of a meeting share: what its minutes still allow, and what is told of a change."""

from typing import Literal

from sqlalchemy import RowMapping, select

from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.domain.errors import Text
from case_registry.domain.errors import MinutesAdjusted
from case_registry.tables import minutes


async def check_minutes_open(work: UnitOfWork, meeting: RowMapping) -> None:
    """Raise `MinutesAdjusted` when the minutes of the locked `meeting` are adjusted."""
    adjusted = select(minutes.c.id).where(minutes.c.meeting_id == meeting["id"], minutes.c.adjusted_on.is_not(None))
    if await work.first(adjusted) is not None:
        raise MinutesAdjusted(
            Text(
                sv="Sammanträdets protokoll är justerat och ändras inte mer.",
                en="The minutes of the meeting are adjusted and no longer change.",
            )
        )


def agenda_change(event: Literal["created", "changed"], row: RowMapping, reason: str) -> Change:
    """What the audit chain and the change feed tell of an agenda item."""
    case_id = None if row["case_id"] is None else str(row["case_id"])
    return Change(
        event=event,
        resource="agenda-items",
        resource_id=str(row["id"]),
        board=row["board"],
        version=row["version"],
        reason=reason,
        scope="meetings:read",
        snapshot={
            "meeting_id": str(row["meeting_id"]),
            "number": row["number"],
            "title": row["title"],
            "case_id": case_id,
        },
    )


def minutes_change(event: Literal["created", "changed"], row: RowMapping, reason: str) -> Change:
    """What the audit chain and the change feed tell of minutes; before they are adjusted only to insiders."""
    adjusted_on = row["adjusted_on"]
    return Change(
        event=event,
        resource="minutes",
        resource_id=str(row["id"]),
        board=row["board"],
        version=row["version"],
        reason=reason,
        scope="documents:read-internal" if adjusted_on is None else "minutes:read",
        snapshot={
            "meeting_id": str(row["meeting_id"]),
            "adjusted_on": None if adjusted_on is None else adjusted_on.isoformat(),
        },
        details={"meeting_id": str(row["meeting_id"])},
    )
