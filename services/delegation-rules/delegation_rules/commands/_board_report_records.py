"""What the commands on reports to the board share: finding one to change, and how a change is told."""

from typing import Literal
from uuid import UUID

from sqlalchemy import RowMapping, select

from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.db.versions import check_version
from boardkit.db.visibility import visible_boards
from delegation_rules import queries
from delegation_rules.tables import board_reports


async def report_to_change(work: UnitOfWork, report_id: UUID, expected_version: int) -> RowMapping:
    """The report, locked. Raises `NotFound` and `PreconditionFailed`."""
    reachable = visible_boards(work.caller, board_reports.c.board)
    report = await work.existing(
        select(board_reports).where(board_reports.c.id == report_id, reachable).with_for_update()
    )
    check_version(report, expected_version)
    return report


async def changed_report(work: UnitOfWork, report_id: UUID, reason: str) -> RowMapping:
    """The report as it is after a change, which is told of for `reason`."""
    row = await work.one(queries.board_report_by_id(work.caller, report_id))
    work.record(report_change("changed", row, reason))
    return row


def report_change(event: Literal["created", "changed"], row: RowMapping, reason: str) -> Change:
    """What the audit chain and the change feed tell of a report, a row of `board_reports_visible_to`."""
    return Change(
        event=event,
        resource="board-reports",
        resource_id=str(row["id"]),
        board=row["board"],
        version=row["version"],
        reason=reason,
        snapshot={
            "meeting_id": str(row["meeting_id"]),
            "held_on": row["held_on"].isoformat(),
            "status": row["status"],
            "placement": row["placement"],
            "decision_count": row["decision_count"],
            "paragraph": row["paragraph"],
            "reported_on": None if row["reported_on"] is None else row["reported_on"].isoformat(),
        },
    )
