"""`referrals/{referralId}/recipients`: who is asked (remissinstanser), as printed and as recognised."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from boardkit.api.operations import changes, reads
from boardkit.api.paging import Page, Paging
from boardkit.api.reading import Read
from boardkit.api.writing import Change
from referral_tracking import queries
from referral_tracking.api.parameters import ReferralId
from referral_tracking.commands.settle_recipient import settle_recipient
from referral_tracking.schemas.recipients import RecipientView, SettledRecipient

router = APIRouter(prefix="/referrals/{referralId}/recipients", tags=["recipients"])
RecipientId = Annotated[UUID, Path(alias="recipientId", description="Mottagarradens id. Id of the recipient.")]
ToSettle = Annotated[
    bool | None,
    Query(description="Bara rader som en person behöver avgöra, eller bara de andra. Only those left, or the rest."),
]


@router.get("", **reads(Page[RecipientView], scope="referrals:read"))
async def list_recipients(referral_id: ReferralId, read: Read, paging: Paging, to_settle: ToSettle = None) -> Response:
    """Mottagarna i tryckt ordning. The recipients in printed order."""
    await read.first(queries.referral_by_id(read.caller, referral_id))
    statement = queries.recipients_of(read.caller, referral_id, to_settle=to_settle)
    return await read.page(statement, RecipientView, paging)


@router.get("/{recipientId}", **reads(RecipientView, scope="referrals:read"))
async def get_recipient(referral_id: ReferralId, recipient_id: RecipientId, read: Read) -> Response:
    """En mottagare. One recipient."""
    return await read.one(queries.recipient_by_id(read.caller, referral_id, recipient_id), RecipientView)


@router.patch("/{recipientId}", **changes(RecipientView, scope="referrals:write"))
async def patch_recipient(
    referral_id: ReferralId, recipient_id: RecipientId, body: SettledRecipient, change: Change
) -> Response:
    """Avgör vilken remissinstans en rad är. Settle which body a printed line is.

    Dubbletter och svarsdagar i hela listan följer med. Duplicates and reply days of the whole list follow.
    """
    command = partial(settle_recipient, referral_id=referral_id, recipient_id=recipient_id, body_slug=body.body)
    return await change.apply(command, RecipientView)
