"""Register that a person holds a position (förordnande)."""

from sqlalchemy import RowMapping, insert

from boardkit.db.overlaps import overlap_told_as
from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.errors import Text
from delegation_rules.commands._people_records import (
    assignment_change,
    assignments_overlap,
    lock_person,
    lock_position,
)
from delegation_rules.domain.errors import UnknownPosition
from delegation_rules.domain.people import Assignment, check_held_by_persons
from delegation_rules.domain.periods import check_position_exists, check_sequence
from delegation_rules.tables import assignments


async def register_assignment(work: UnitOfWork, board: str, assignment: Assignment) -> RowMapping:
    """Register `assignment`.

    Raises `NotFound` for a board out of reach, `UnknownPerson`, `PersonErased`, `UnknownPosition`, `PositionNotHeld`
    for a body or a function, `PeriodRefused` when it ends before it begins or the position does not exist all the
    time, and `AssignmentsOverlap`.
    """
    work.caller.must_reach(board, pointer="/board")
    check_sequence(assignment.valid_from, assignment.valid_to, "/valid_to")
    await lock_person(work, board, assignment.person)
    position = await lock_position(work, board, assignment.position)
    if position is None:
        raise UnknownPosition(
            Text(sv="Nämnden har ingen sådan befattning.", en="The board has no such position."), pointer="/position"
        )
    check_held_by_persons(position)
    check_position_exists(position, assignment.valid_from, assignment.valid_to)
    values = {
        "id": assignment.id,
        "board": board,
        "person": assignment.person,
        "position": assignment.position,
        "kind": assignment.kind.value,
        "exclusive": not position.several_holders,
        "valid_from": assignment.valid_from,
        "valid_to": assignment.valid_to,
    }
    async with overlap_told_as(assignments_overlap("/valid_from")):
        row = await work.one(insert(assignments).values(values).returning(*assignments.c))
    work.record(assignment_change("created", row, "assignment registered"))
    return row
