"""`positions`: the positions (befattningar) that orders delegate to."""

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
from delegation_rules.commands.add_position import add_position
from delegation_rules.commands.end_position import end_position
from delegation_rules.schemas.positions import NewPosition, PositionEnd, PositionView

router = APIRouter(prefix="/positions", tags=["positions"])
PositionId = Annotated[UUID, Path(alias="positionId", description="Befattningens id. Id of the position.")]


@router.post("", **creates(PositionView, scope="positions:write"))
async def create_position(body: NewPosition, create: Create) -> Response:
    """Lägg till en befattning i nämndens hierarki. Add a position to the board's hierarchy."""
    return await create.once(partial(add_position, board=body.board, position=body.as_domain()), PositionView)


@router.get("", **reads(Page[PositionView], scope="positions:read"))
async def list_positions(read: Read, paging: Paging, board: OfBoard = None) -> Response:
    """Befattningar, efter nämnd och titel i svensk ordning. Positions, by board and Swedish title."""
    return await read.page(queries.positions_visible_to(read.caller, board), PositionView, paging)


@router.get("/{positionId}", **reads(PositionView, scope="positions:read"))
async def get_position(position_id: PositionId, read: Read) -> Response:
    """En befattning. One position."""
    return await read.one(queries.position_by_id(read.caller, position_id), PositionView)


@router.put("/{positionId}/expiry", **changes(PositionView, scope="positions:write"))
async def put_position_expiry(position_id: PositionId, body: PositionEnd, change: Change) -> Response:
    """Ange sista dagen som befattningen finns, inte en dag som har passerat. Set the last day that it exists.

    What an order delegates to it is from then on for those above it. Not possible while another position, an
    assignment or a sub-delegation rests on it.
    """
    return await change.apply(partial(end_position, position_id=position_id, last_day=body.valid_to), PositionView)
