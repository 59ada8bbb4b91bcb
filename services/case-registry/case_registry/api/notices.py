"""`notices`: announcements on the notice board (anslag på anslagstavlan) and the time for appeal."""

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
from case_registry.commands.publish_notice import publish_notice
from case_registry.schemas.minutes import NewNotice, NoticeView

router = APIRouter(prefix="/notices", tags=["notices"])
NoticeId = Annotated[UUID, Path(alias="noticeId", description="Anslagets id. Id of the notice.")]


@router.post("", **creates(NoticeView, scope="notices:write"))
async def create_notice(body: NewNotice, create: Create) -> Response:
    """Tillkännage att ett protokoll är justerat. Announce that minutes are adjusted.

    Svaret har sista dag för överklagande, laga kraft och första dag anslaget får tas ner, med skälen. The
    answer holds the last day of appeal, legal force and the first day to take the notice down, with reasons.
    """
    return await create.once(partial(publish_notice, announcement=body.as_domain()), NoticeView)


@router.get("", **reads(Page[NoticeView], scope="notices:read"))
async def list_notices(read: Read, paging: Paging, board: OfBoard = None) -> Response:
    """Anslag, de senaste först. Notices, the latest first."""
    return await read.page(queries.notices_visible_to(read.caller, board), NoticeView, paging)


@router.get("/{noticeId}", **reads(NoticeView, scope="notices:read"))
async def get_notice(notice_id: NoticeId, read: Read) -> Response:
    """Ett anslag. One notice."""
    return await read.one(queries.notice_by_id(read.caller, notice_id), NoticeView)
