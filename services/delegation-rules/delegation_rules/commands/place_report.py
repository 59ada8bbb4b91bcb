"""Put a report on the agenda (föredragningslistan) of its meeting, through the case registry."""

from uuid import UUID

from sqlalchemy import RowMapping

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import update_versioned
from delegation_rules.commands._board_report_records import changed_report, report_to_change
from delegation_rules.domain.board_reports import Placement, ReportStatus, check_prepared, check_unplaced
from delegation_rules.neighbours import put_on_agenda
from delegation_rules.tables import board_reports


async def place_report(
    work: UnitOfWork, expected_version: int, *, report_id: UUID, group: str, title: str
) -> RowMapping:
    """Ask the registry to put the report on the agenda under `group` as `title`.

    Raises `NotFound`, `PreconditionFailed`, and `ReportFixed` for one that is placed, reported or withdrawn.
    """
    report = await report_to_change(work, report_id, expected_version)
    check_prepared(ReportStatus(report["status"]))
    check_unplaced(Placement(report["placement"]))
    values = {"placement": Placement.WAITING.value}
    await update_versioned(work, board_reports, board_reports.c.id == report_id, expected_version, values)
    work.send(put_on_agenda(report, group=group, title=title))
    return await changed_report(work, report_id, "report to be put on the agenda")
