"""`absences`: when persons are away (frånvaro), so that substitutes step in. Never why."""

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
from delegation_rules.api.parameters import OfPerson
from delegation_rules.commands.end_absence import end_absence
from delegation_rules.commands.register_absence import register_absence
from delegation_rules.schemas.absences import AbsenceEnd, AbsenceView, NewAbsence

router = APIRouter(prefix="/absences", tags=["absences"])
AbsenceId = Annotated[UUID, Path(alias="absenceId", description="Frånvarons id. Id of the absence.")]


@router.post("", **creates(AbsenceView, scope="absences:write"))
async def create_absence(body: NewAbsence, create: Create) -> Response:
    """Registrera att en person är borta. Register that a person is away."""
    return await create.once(partial(register_absence, board=body.board, absence=body.as_domain()), AbsenceView)


@router.get("", **reads(Page[AbsenceView], scope="absences:read"))
async def list_absences(read: Read, paging: Paging, board: OfBoard = None, person: OfPerson = None) -> Response:
    """Frånvaro, efter nämnd, den senaste först. Absences, by board, the latest first."""
    return await read.page(queries.absences_visible_to(read.caller, board, person=person), AbsenceView, paging)


@router.get("/{absenceId}", **reads(AbsenceView, scope="absences:read"))
async def get_absence(absence_id: AbsenceId, read: Read) -> Response:
    """En frånvaro. One absence."""
    return await read.one(queries.absence_by_id(read.caller, absence_id), AbsenceView)


@router.put("/{absenceId}/expiry", **changes(AbsenceView, scope="absences:write"))
async def put_absence_expiry(absence_id: AbsenceId, body: AbsenceEnd, change: Change) -> Response:
    """Ange sista dagen borta, tidigast i går. Set the last day away, yesterday at the earliest."""
    return await change.apply(partial(end_absence, absence_id=absence_id, last_day=body.last_day), AbsenceView)
