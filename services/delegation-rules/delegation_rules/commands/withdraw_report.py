"""Withdraw a report that has not been placed or made; its decisions can then stand on another."""

from uuid import UUID

from sqlalchemy import RowMapping, update

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import update_versioned
from delegation_rules.commands._board_report_records import changed_report, report_to_change
from delegation_rules.domain.board_reports import Placement, ReportStatus, check_prepared, check_unplaced
from delegation_rules.tables import board_report_items, board_reports


async def withdraw_report(work: UnitOfWork, expected_version: int, *, report_id: UUID) -> RowMapping:
    """Withdraw the report. What it said stays to be read.

    Raises `NotFound`, `PreconditionFailed`, and `ReportFixed` for one that is placed, reported or withdrawn.
    """
    report = await report_to_change(work, report_id, expected_version)
    check_prepared(ReportStatus(report["status"]))
    check_unplaced(Placement(report["placement"]))
    values = {"status": ReportStatus.WITHDRAWN.value}
    await update_versioned(work, board_reports, board_reports.c.id == report_id, expected_version, values)
    await work.connection.execute(
        update(board_report_items).where(board_report_items.c.report_id == report_id).values(withdrawn=True)
    )
    return await changed_report(work, report_id, "report withdrawn")
