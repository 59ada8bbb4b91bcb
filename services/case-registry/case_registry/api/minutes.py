"""`minutes`: the minutes of meetings (protokoll) and their adjustment (justering)."""

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
from case_registry import queries
from case_registry.api.parameters import OfMeeting
from case_registry.commands.adjust_minutes import adjust_minutes
from case_registry.commands.draw_up_minutes import draw_up_minutes
from case_registry.schemas.minutes import MinutesAdjustment, MinutesView, NewMinutes

router = APIRouter(prefix="/minutes", tags=["minutes"])
MinutesId = Annotated[UUID, Path(alias="minutesId", description="Protokollets id. Id of the minutes.")]


@router.post("", **creates(MinutesView, scope="minutes:write"))
async def create_minutes(body: NewMinutes, create: Create) -> Response:
    """Upprätta protokollet från ett sammanträde. Draw up the minutes of a meeting that has been held."""
    return await create.once(partial(draw_up_minutes, record=body.as_domain()), MinutesView)


@router.get("", **reads(Page[MinutesView], scope="minutes:read"))
async def list_minutes(read: Read, paging: Paging, board: OfBoard = None, meeting_id: OfMeeting = None) -> Response:
    """Protokoll, det senaste sammanträdet först. Minutes, the latest meeting first.

    Ojusterade protokoll visas bara för den som arbetar med dem. Minutes that are not adjusted are shown only
    to those who work with them.
    """
    statement = queries.minutes_visible_to(read.caller, board=board, meeting_id=meeting_id)
    return await read.page(statement, MinutesView, paging)


@router.get("/{minutesId}", **reads(MinutesView, scope="minutes:read"))
async def get_minutes(minutes_id: MinutesId, read: Read) -> Response:
    """Ett protokoll. The minutes of one meeting."""
    return await read.one(queries.minutes_by_id(read.caller, minutes_id), MinutesView)


@router.put("/{minutesId}/adjustment", **changes(MinutesView, scope="minutes:write"))
async def put_adjustment(minutes_id: MinutesId, body: MinutesAdjustment, change: Change) -> Response:
    """Justera protokollet. Record that the minutes have been adjusted.

    Tidigast sammanträdesdagen och senast i dag. Efter fjorton dagar är justeringen sen (KL 5:69): det sägs, men
    hindrar inte. Omedelbar justering av en enskild paragraf finns inte än. At the earliest on the day of the
    meeting; late after fourteen days, which is told and not refused. A single paragraph adjusted at once is
    not kept yet.
    """
    command = partial(adjust_minutes, minutes_id=minutes_id, adjusted_on=body.adjusted_on, adjusters=body.adjusters)
    return await change.apply(command, MinutesView)
