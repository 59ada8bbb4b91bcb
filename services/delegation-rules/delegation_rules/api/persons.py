"""`persons`: those who may hold a board's positions. Names are personal data, under a scope of their own."""

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
from delegation_rules.commands.erase_person import erase_person
from delegation_rules.commands.register_person import register_person
from delegation_rules.schemas.persons import NewPerson, PersonErasure, PersonRecordsView, PersonReference, PersonView

router = APIRouter(prefix="/persons", tags=["persons"])
PersonId = Annotated[UUID, Path(alias="personId", description="Personens id. Id of the person.")]


@router.post("", **creates(PersonReference, scope="persons:write"))
async def create_person(body: NewPerson, create: Create) -> Response:
    """Registrera en person. Register a person.

    The answer, which is kept for repeated requests, leaves out the name: it is in one place, from where it can be
    erased.
    """
    return await create.once(partial(register_person, board=body.board, name=body.name), PersonReference)


@router.get("", **reads(Page[PersonView], scope="persons:read"))
async def list_persons(read: Read, paging: Paging, board: OfBoard = None) -> Response:
    """Personer, efter nämnd och namn i svensk ordning. Persons, by board and name in Swedish order."""
    return await read.page(queries.persons_visible_to(read.caller, board), PersonView, paging)


@router.get("/{personId}", **reads(PersonView, scope="persons:read"))
async def get_person(person_id: PersonId, read: Read) -> Response:
    """En person. One person."""
    return await read.one(queries.person_by_id(read.caller, person_id), PersonView)


@router.get("/{personId}/records", **reads(PersonRecordsView, scope="persons:extract"))
async def get_person_records(person_id: PersonId, read: Read) -> Response:
    """Allt som finns om personen här (registerutdrag, GDPR art. 15). Everything that is kept of the person here."""
    return await read.one(queries.records_of_person(read.caller, person_id), PersonRecordsView)


@router.put("/{personId}/erasure", **changes(PersonReference, scope="persons:write"))
async def put_erasure(person_id: PersonId, body: PersonErasure, change: Change) -> Response:
    """Radera namnet på någon som inte längre har något förordnande. Erase the name, for good.

    The id stays in assignments and decisions; only the case's own documents then tell who it was.
    """
    return await change.apply(partial(erase_person, person_id=person_id, ground=body.ground), PersonReference)
