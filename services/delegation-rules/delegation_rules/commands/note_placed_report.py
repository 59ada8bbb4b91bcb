"""Note that the registry has put a report on the agenda of its meeting."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import update

from boardkit.db.unit_of_work import UnitOfWork
from delegation_rules.commands._board_report_records import changed_report
from delegation_rules.domain.board_reports import Placement
from delegation_rules.tables import board_reports


async def note_placed_report(work: UnitOfWork, context: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    """Store the item's id and number on the report that `context` names; a second answer changes nothing."""
    report_id = UUID(context["report_id"])
    statement = (
        update(board_reports)
        .where(board_reports.c.id == report_id, board_reports.c.placement == Placement.WAITING.value)
        .values(
            placement=Placement.PLACED.value,
            agenda_item_id=UUID(answer["id"]),
            agenda_number=answer["number"],
            version=board_reports.c.version + 1,
        )
        .returning(board_reports.c.id)
    )
    if await work.first(statement) is not None:
        await changed_report(work, report_id, "report put on the agenda by the registry")
