"""Record that the board has replied to a referral."""

from datetime import date
from uuid import UUID

from sqlalchemy import RowMapping, insert, update

from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.domain.errors import Text
from boardkit.domain.ids import new_id
from referral_tracking import queries
from referral_tracking.commands._referral_records import referral_change
from referral_tracking.domain.errors import AlreadyAnswered
from referral_tracking.domain.referrals import check_reply
from referral_tracking.tables import referrals, replies


async def record_reply(work: UnitOfWork, referral_id: UUID, sent_on: date) -> RowMapping:
    """Record the reply sent on `sent_on`; the referral is then answered, in time or late.

    Raises `NotFound`, `AlreadyAnswered` and `ReplyOutsideTime`.
    """
    referral = await work.existing(queries.referral_to_change(work.caller, referral_id))
    if referral["answered_on"] is not None:
        raise AlreadyAnswered(
            Text(sv="Svaret på remissen är redan registrerat.", en="The reply to this referral is already recorded."),
            pointer="/referral_id",
        )
    check_reply(sent_on, received_on=referral["received_on"], today=work.today)
    answered = await work.one(
        update(referrals)
        .where(referrals.c.id == referral_id)
        .values(answered_on=sent_on, version=referral["version"] + 1)
        .returning(*referrals.c)
    )
    reply = await work.one(
        insert(replies)
        .values(
            id=new_id(),
            referral_id=referral_id,
            board=referral["board"],
            sent_on=sent_on,
            due_on=referral["own_reply_by"],
        )
        .returning(*replies.c)
    )
    work.record(_reply_change(reply))
    work.record(referral_change("changed", answered, "reply sent"))
    return reply


def _reply_change(reply: RowMapping) -> Change:
    return Change(
        event="created",
        resource="replies",
        resource_id=str(reply["id"]),
        board=reply["board"],
        version=reply["version"],
        reason="reply sent",
        snapshot={
            "referral_id": str(reply["referral_id"]),
            "sent_on": reply["sent_on"].isoformat(),
            "due_on": reply["due_on"].isoformat(),
        },
    )
