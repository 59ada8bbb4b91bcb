"""`announcements`: decisions not reported but open to appeal, announced on the notice board (anslagstavlan)."""

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
from delegation_rules import queries
from delegation_rules.commands.announce_decisions import announce_decisions
from delegation_rules.schemas.announcements import AnnouncementView, NewAnnouncement

router = APIRouter(prefix="/announcements", tags=["announcements"])
AnnouncementId = Annotated[
    UUID, Path(alias="announcementId", description="Tillkännagivandets id. Id of the announcement.")
]


@router.post("", **creates(AnnouncementView, scope="announcements:write"))
async def create_announcement(body: NewAnnouncement, create: Create) -> Response:
    """Tillkännage beslut som protokollförts särskilt (KL 6:40, 7:8, 8:10). Announce decisions minuted separately.

    Svaret har sista dag för överklagande och första dag anslaget får tas ner, med skälen. The answer holds the last
    day of appeal and the first day to take the notice down, with reasons.
    """
    command = partial(
        announce_decisions, board=body.board, decision_ids=body.decision_ids, announcement=body.as_domain()
    )
    return await create.once(command, AnnouncementView)


@router.get("", **reads(Page[AnnouncementView], scope="announcements:read"))
async def list_announcements(read: Read, paging: Paging, board: OfBoard = None) -> Response:
    """Tillkännagivanden, de senaste först. Announcements, the latest first."""
    return await read.page(queries.announcements_visible_to(read.caller, board), AnnouncementView, paging)


@router.get("/{announcementId}", **reads(AnnouncementView, scope="announcements:read"))
async def get_announcement(announcement_id: AnnouncementId, read: Read) -> Response:
    """Ett tillkännagivande. One announcement."""
    return await read.one(queries.announcement_by_id(read.caller, announcement_id), AnnouncementView)
