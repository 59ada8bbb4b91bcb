"""Say which day is the last one that a position (befattning) exists."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Table, exists, or_, select

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import update_versioned
from boardkit.domain.errors import Text
from delegation_rules import queries
from delegation_rules.commands._people_records import lock_position
from delegation_rules.commands._position_records import lock_register, position_change
from delegation_rules.domain.people_errors import PositionNeeded
from delegation_rules.domain.periods import check_new_last_day
from delegation_rules.tables import assignments, positions, sub_delegations


async def end_position(work: UnitOfWork, expected_version: int, *, position_id: UUID, last_day: date) -> RowMapping:
    """Let the position exist up to and including `last_day`.

    What an order delegates to it is then for those above it. Raises `NotFound`, `PreconditionFailed`, `PeriodRefused`
    for a day before the position's first, `PastFixed` when the day or the end set before has passed, and
    `PositionNeeded` while another position, an assignment or a sub-delegation rests on it past that day.
    """
    present = await work.existing(queries.position_by_id(work.caller, position_id))
    board, slug = present["board"], present["slug"]
    await lock_register(work, board)
    await lock_position(work, board, slug)
    check_new_last_day(present["valid_from"], present["valid_to"], last_day, work.today, "/valid_to")
    await _refuse_while_needed(work, board, slug, last_day)
    row = await update_versioned(
        work, positions, positions.c.id == position_id, expected_version, {"valid_to": last_day}
    )
    work.record(position_change("changed", row, "position given its last day"))
    return row


async def _refuse_while_needed(work: UnitOfWork, board: str, slug: str, last_day: date) -> None:
    needs = (
        _holds_past(positions, board, last_day) & or_(positions.c.superior == slug, positions.c.counts_as == slug),
        _holds_past(assignments, board, last_day) & (assignments.c.position == slug),
        _holds_past(sub_delegations, board, last_day)
        & or_(sub_delegations.c.giver == slug, sub_delegations.c.receiver == slug),
    )
    if (await work.connection.execute(select(or_(*(exists().where(need) for need in needs))))).scalar_one():
        raise PositionNeeded(
            Text(
                sv="En befattning, ett förordnande eller en vidaredelegering som gäller längre hör till befattningen.",
                en="A position, an assignment or a sub-delegation that holds longer belongs to the position.",
            ),
            pointer="/valid_to",
        )


def _holds_past(table: Table, board: str, last_day: date) -> ColumnElement[bool]:
    return (table.c.board == board) & or_(table.c.valid_to.is_(None), table.c.valid_to > last_day)
