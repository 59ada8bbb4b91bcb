"""`replies`: what boards have answered (remissvar)."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from boardkit.api.operations import creates, reads
from boardkit.api.paging import Page, Paging
from boardkit.api.reading import Read
from boardkit.api.writing import Create
from referral_tracking import queries
from referral_tracking.commands.record_reply import record_reply
from referral_tracking.schemas.replies import NewReply, ReplyView

router = APIRouter(prefix="/replies", tags=["replies"])
ReplyId = Annotated[UUID, Path(alias="replyId", description="Svarets id. Id of the reply.")]


@router.post("", **creates(ReplyView, scope="replies:write"))
async def create_reply(body: NewReply, create: Create) -> Response:
    """Registrera att svaret är skickat. Record that the reply has been sent; a late one is told, not refused."""
    command = partial(record_reply, referral_id=body.referral_id, sent_on=body.sent_on)
    return await create.once(command, ReplyView)


@router.get("", **reads(Page[ReplyView], scope="replies:read"))
async def list_replies(
    read: Read,
    paging: Paging,
    referral_id: Annotated[UUID | None, Query(description="Bara den remissen. Only this referral.")] = None,
) -> Response:
    """Skickade svar, de senast registrerade först. Replies, the latest recorded first."""
    return await read.page(queries.replies_visible_to(read.caller, referral_id), ReplyView, paging)


@router.get("/{replyId}", **reads(ReplyView, scope="replies:read"))
async def get_reply(reply_id: ReplyId, read: Read) -> Response:
    """Ett svar. One reply."""
    return await read.one(queries.reply_by_id(read.caller, reply_id), ReplyView)
