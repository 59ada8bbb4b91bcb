"""`assignments`: who holds which position from when to when (förordnanden)."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from boardkit.api.operations import changes, creates, reads
from boardkit.api.paging import Page, Paging
from boardkit.api.parameters import OfBoard
from boardkit.api.reading import Read
from boardkit.api.writing import Change, Create
from delegation_rules import queries
from delegation_rules.api.parameters import OfPerson, OfPosition, OnDay
from delegation_rules.commands.end_assignment import end_assignment
from delegation_rules.commands.register_assignment import register_assignment
from delegation_rules.schemas.assignments import AssignmentEnd, AssignmentView, NewAssignment

router = APIRouter(prefix="/assignments", tags=["assignments"])
AssignmentId = Annotated[UUID, Path(alias="assignmentId", description="Förordnandets id. Id of the assignment.")]


@router.post("", **creates(AssignmentView, scope="assignments:write"))
async def create_assignment(body: NewAssignment, create: Create) -> Response:
    """Registrera att en person innehar en befattning. Register that a person holds a position.

    Nobody holds a position twice at a time; a position for one has one ordinary and one acting holder at a time.
    """
    command = partial(register_assignment, board=body.board, assignment=body.as_domain())
    return await create.once(command, AssignmentView)


@router.get("", **reads(Page[AssignmentView], scope="assignments:read"))
async def list_assignments(
    *,
    read: Read,
    paging: Paging,
    board: OfBoard = None,
    position: OfPosition = None,
    person: OfPerson = None,
    day: OnDay = None,
) -> Response:
    """Förordnanden, efter nämnd, befattning och första dag. Assignments, by board, position and first day."""
    statement = queries.assignments_visible_to(read.caller, board, position=position, person=person, day=day)
    return await read.page(statement, AssignmentView, paging)


@router.get("/{assignmentId}", **reads(AssignmentView, scope="assignments:read"))
async def get_assignment(assignment_id: AssignmentId, read: Read) -> Response:
    """Ett förordnande. One assignment."""
    return await read.one(queries.assignment_by_id(read.caller, assignment_id), AssignmentView)


@router.put("/{assignmentId}/expiry", **changes(AssignmentView, scope="assignments:write"))
async def put_assignment_expiry(assignment_id: AssignmentId, body: AssignmentEnd, change: Change) -> Response:
    """Ange sista dagen, inte en dag som har passerat. Set the last day, not one that has passed."""
    command = partial(end_assignment, assignment_id=assignment_id, last_day=body.valid_to)
    return await change.apply(command, AssignmentView)
