"""`meetings`: the boards' meetings (sammanträden) and their agendas (föredragningslistor)."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from boardkit.api.operations import creates, reads
from boardkit.api.paging import Page, Paging
from boardkit.api.parameters import OfBoard
from boardkit.api.reading import Read
from boardkit.api.writing import Create
from case_registry import queries
from case_registry.api.parameters import MeetingId
from case_registry.commands.add_agenda_item import add_agenda_item
from case_registry.commands.schedule_meeting import schedule_meeting
from case_registry.schemas.meetings import AgendaItemView, MeetingView, NewAgendaItem, NewMeeting

router = APIRouter(prefix="/meetings", tags=["meetings"])
ItemId = Annotated[UUID, Path(alias="itemId", description="Punktens id. Id of the item.")]


@router.post("", **creates(MeetingView, scope="meetings:write"))
async def create_meeting(body: NewMeeting, create: Create) -> Response:
    """Lägg in ett sammanträde i nämndens kalender. Put a meeting into the board's calendar."""
    return await create.once(partial(schedule_meeting, meeting=body.as_domain()), MeetingView)


@router.get("", **reads(Page[MeetingView], scope="meetings:read"))
async def list_meetings(read: Read, paging: Paging, board: OfBoard = None) -> Response:
    """Sammanträden, de senaste först. Meetings, the latest first."""
    return await read.page(queries.meetings_visible_to(read.caller, board), MeetingView, paging)


@router.get("/{meetingId}", **reads(MeetingView, scope="meetings:read"))
async def get_meeting(meeting_id: MeetingId, read: Read) -> Response:
    """Ett sammanträde. One meeting."""
    return await read.one(queries.meeting_by_id(read.caller, meeting_id), MeetingView)


@router.post("/{meetingId}/agenda-items", **creates(AgendaItemView, scope="meetings:write"))
async def create_agenda_item(meeting_id: MeetingId, body: NewAgendaItem, create: Create) -> Response:
    """Sätt upp en punkt på föredragningslistan. Put an item on the agenda.

    Punkten hamnar sist, eller sist i sin grupp om gruppen redan finns; senare punkter flyttas ner. The item
    comes last, or last in its group when the agenda has the group already.
    """
    return await create.once(partial(add_agenda_item, item=body.as_domain(meeting_id)), AgendaItemView)


@router.get("/{meetingId}/agenda-items", **reads(Page[AgendaItemView], scope="meetings:read"))
async def list_agenda_items(meeting_id: MeetingId, read: Read, paging: Paging) -> Response:
    """Föredragningslistan, i ordning. The agenda, in order."""
    await read.first(queries.meeting_by_id(read.caller, meeting_id))
    return await read.page(queries.agenda_of(read.caller, meeting_id), AgendaItemView, paging)


@router.get("/{meetingId}/agenda-items/{itemId}", **reads(AgendaItemView, scope="meetings:read"))
async def get_agenda_item(meeting_id: MeetingId, item_id: ItemId, read: Read) -> Response:
    """En punkt på föredragningslistan. One item of the agenda."""
    return await read.one(queries.agenda_item_by_id(read.caller, meeting_id, item_id), AgendaItemView)
