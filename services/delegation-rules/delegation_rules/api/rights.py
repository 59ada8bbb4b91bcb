"""`rights`: what may this position, or this person, decide that day?"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from boardkit.api.language import PreferredLanguage, language_headers
from boardkit.api.operations import reads
from boardkit.api.paging import Page, Paging
from boardkit.api.parameters import OneBoard
from boardkit.api.reading import Read
from boardkit.api.schemas import Slug
from delegation_rules.api.compiled_orders import COMPILED_ORDERS
from delegation_rules.api.parameters import TheDay
from delegation_rules.commands.list_rights import list_rights
from delegation_rules.schemas.rights import RightView

router = APIRouter(prefix="/rights", tags=["rights"])
OfPosition = Annotated[
    Slug | None,
    Query(description="Befattning. Position, by slug.", json_schema_extra={"example": "enhetschef"}),
]
OfPerson = Annotated[
    UUID | None, Query(description="Person, i stället för befattning. Person, in place of a position.")
]


@router.get("", **reads(Page[RightView], scope="evaluations:run"))
async def list_rights_of_position(
    read: Read,
    paging: Paging,
    language: PreferredLanguage,
    *,
    board: OneBoard,
    day: TheDay,
    position: OfPosition = None,
    person: OfPerson = None,
) -> Response:
    """Vad befattningen eller personen får besluta dagen, regel för regel. What the position or person may decide.

    A person has the rights of the positions that are in fact held that day; without either, those of every position
    are told.
    """
    rights, hierarchy = await list_rights(
        read.rows,
        COMPILED_ORDERS,
        read.caller,
        board=board,
        day=day,
        position=position,
        person=person,
    )
    shown = rights[paging.offset : paging.offset + paging.limit]
    items = [RightView.of(right, hierarchy, language, read.links) for right in shown]
    return read.answer(read.as_page(items, len(rights), paging), headers=language_headers(language))
