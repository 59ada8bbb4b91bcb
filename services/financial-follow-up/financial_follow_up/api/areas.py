"""`areas`: the accounting areas of a board and year."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from boardkit.api.operations import creates, reads
from boardkit.api.paging import Page, Paging
from boardkit.api.parameters import OfBoard
from boardkit.api.reading import Read
from boardkit.api.writing import Create
from financial_follow_up import queries
from financial_follow_up.commands.register_area import register_area
from financial_follow_up.schemas.areas import AreaView, NewArea

router = APIRouter(prefix="/areas", tags=["areas"])
AreaId = Annotated[UUID, Path(alias="areaId", description="Områdets id. Id of the area.")]
OfYear = Annotated[
    int | None,
    Query(ge=1900, le=2099, description="Bara det året. Only this year.", json_schema_extra={"example": 2019}),
]


@router.post("", **creates(AreaView, scope="areas:write"))
async def create_area(body: NewArea, create: Create) -> Response:
    """Lägg upp ett verksamhetsområde för ett år. Register an accounting area of a year."""
    command = partial(register_area, board=body.board, year=body.year, area=body.as_domain())
    return await create.once(command, AreaView)


@router.get("", **reads(Page[AreaView], scope="areas:read"))
async def list_areas(read: Read, paging: Paging, board: OfBoard = None, year: OfYear = None) -> Response:
    """Verksamhetsområden i tryckt ordning. Accounting areas, in printed order within board and year."""
    return await read.page(queries.areas_visible_to(read.caller, board, year), AreaView, paging)


@router.get("/{areaId}", **reads(AreaView, scope="areas:read"))
async def get_area(area_id: AreaId, read: Read) -> Response:
    """Ett verksamhetsområde. One accounting area."""
    return await read.one(queries.area_by_id(read.caller, area_id), AreaView)
