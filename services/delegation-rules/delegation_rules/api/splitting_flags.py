"""`splitting-flags`: purchases that each stay below a limit but pass it together (uppdelning)."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from boardkit.api.operations import reads
from boardkit.api.paging import Page, Paging
from boardkit.api.parameters import FromDay, OneBoard, ToDay
from boardkit.api.reading import Read
from delegation_rules.commands.find_splittings import find_splittings
from delegation_rules.domain.splitting import DEFAULT_WINDOW_DAYS
from delegation_rules.schemas.splitting_flags import SplittingFlagView

router = APIRouter(prefix="/splitting-flags", tags=["splitting-flags"])
WindowDays = Annotated[
    int,
    Query(
        ge=1,
        le=3660,
        description="Så många dagar räknas ihop. How many days are counted together.",
        json_schema_extra={"example": 365},
    ),
]


@router.get("", **reads(Page[SplittingFlagView], scope="delegated-decisions:read"))
async def list_splitting_flags(
    read: Read,
    paging: Paging,
    *,
    board: OneBoard,
    first_day: FromDay = None,
    last_day: ToDay = None,
    window_days: WindowDays = DEFAULT_WINDOW_DAYS,
) -> Response:
    """Möjliga uppdelningar: köp i samma slags ärende, av samma leverantör och enhet. Possible splittings.

    En flagga anklagar ingen; en människa bedömer den. Bara gällande beslut som anger leverantör räknas.
    """
    flags = await find_splittings(
        read.rows, read.caller, board=board, first_day=first_day, last_day=last_day, window_days=window_days
    )
    shown = flags[paging.offset : paging.offset + paging.limit]
    items = [SplittingFlagView.of(board, flag, read.links) for flag in shown]
    return read.answer(read.as_page(items, len(flags), paging))
