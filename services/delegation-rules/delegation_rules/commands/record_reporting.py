"""Record that a report has been made to the board, at its meeting and under a paragraph of the minutes."""

from datetime import date
from uuid import UUID

from sqlalchemy import RowMapping

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import update_versioned
from delegation_rules import queries
from delegation_rules.commands._board_report_records import changed_report, report_to_change
from delegation_rules.domain.board_reports import ReportStatus, check_prepared, check_reporting
from delegation_rules.tables import board_reports


async def record_reporting(
    work: UnitOfWork, expected_version: int, *, report_id: UUID, paragraph: int, reported_on: date | None
) -> RowMapping:
    """Mark the report as made under `paragraph`, on `reported_on` or else the day of the meeting.

    Raises `NotFound`, `PreconditionFailed`, `ReportFixed` for one that is reported or withdrawn, and
    `ReportingRefused` for a day before the meeting or after today.
    """
    report = await report_to_change(work, report_id, expected_version)
    check_prepared(ReportStatus(report["status"]))
    shown = await work.one(queries.board_report_by_id(work.caller, report_id))
    held_on = shown["held_on"]
    day = held_on if reported_on is None else reported_on
    check_reporting(held_on, day, work.today)
    values = {
        "status": ReportStatus.REPORTED.value,
        "paragraph": paragraph,
        "reported_on": day,
        "meeting_held_on": held_on,
    }
    await update_versioned(work, board_reports, board_reports.c.id == report_id, expected_version, values)
    return await changed_report(work, report_id, "reported to the board")
