"""`boards`: the boards whose diaries are kept here."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from boardkit.api.operations import creates, reads
from boardkit.api.paging import Page, Paging
from boardkit.api.reading import Read
from boardkit.api.schemas import Slug
from boardkit.api.writing import Create
from case_registry import queries
from case_registry.commands.open_board import open_board
from case_registry.schemas.boards import BoardView, NewBoard

router = APIRouter(prefix="/boards", tags=["boards"])
BoardSlug = Annotated[Slug, Path(alias="boardSlug", description="Nämndens kortnamn. The board's slug.")]


@router.post("", **creates(BoardView, scope="boards:write"))
async def create_board(body: NewBoard, create: Create) -> Response:
    """Lägg upp en nämnd och öppna dess diarium. Open the diary of a board."""
    return await create.once(partial(open_board, board=body.as_domain()), BoardView)


@router.get("", **reads(Page[BoardView], scope="boards:read"))
async def list_boards(read: Read, paging: Paging) -> Response:
    """Nämnder, i bokstavsordning. Boards, by slug."""
    return await read.page(queries.boards_visible_to(read.caller), BoardView, paging)


@router.get("/{boardSlug}", **reads(BoardView, scope="boards:read"))
async def get_board(board_slug: BoardSlug, read: Read) -> Response:
    """En nämnd. One board."""
    return await read.one(queries.board_by_slug(read.caller, board_slug), BoardView)
