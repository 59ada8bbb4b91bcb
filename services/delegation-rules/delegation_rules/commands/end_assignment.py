"""Say which day is the last one of an assignment (förordnande)."""

from datetime import date
from uuid import UUID

from sqlalchemy import RowMapping

from boardkit.db.overlaps import overlap_told_as
from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import update_versioned
from delegation_rules import queries
from delegation_rules.commands._people_records import (
    assignment_change,
    assignments_overlap,
    lock_person,
    lock_position,
)
from delegation_rules.domain.periods import check_new_last_day, check_position_exists
from delegation_rules.tables import assignments


async def end_assignment(work: UnitOfWork, expected_version: int, *, assignment_id: UUID, last_day: date) -> RowMapping:
    """Let the assignment hold up to and including `last_day`.

    Raises `NotFound`, `PreconditionFailed`, `PersonErased`, `PeriodRefused` for a day before its first or after the
    position's last, `PastFixed` when the day or the end set before has passed, and `AssignmentsOverlap` when it is
    moved on to days that another has.
    """
    present = await work.existing(queries.assignment_by_id(work.caller, assignment_id))
    await lock_person(work, present["board"], present["person"])
    position = await lock_position(work, present["board"], present["position"])
    check_new_last_day(present["valid_from"], present["valid_to"], last_day, work.today, "/valid_to")
    if position is not None:
        check_position_exists(position, present["valid_from"], last_day)
    condition = assignments.c.id == assignment_id
    async with overlap_told_as(assignments_overlap("/valid_to")):
        row = await update_versioned(work, assignments, condition, expected_version, {"valid_to": last_day})
    work.record(assignment_change("changed", row, "assignment given its last day"))
    return row
