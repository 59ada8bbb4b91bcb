"""Settle which body a printed recipient is, where a person knows better than the spelling."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import RowMapping, update

from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.db.versions import check_version
from boardkit.domain.errors import Text, nothing_here
from referral_tracking import queries
from referral_tracking.commands._recipient_records import recipient_columns
from referral_tracking.commands._referral_records import referral_change
from referral_tracking.domain.bodies import Body
from referral_tracking.domain.body_register import BodyRegister
from referral_tracking.domain.errors import ConflictingReplyDays, UnknownBody
from referral_tracking.domain.recipients import Recipient, settle
from referral_tracking.domain.referrals import ConsultedRecipient, ReferralLetter, own_reply_day, with_reply_days
from referral_tracking.neighbours import body_register
from referral_tracking.tables import recipients, referrals


async def settle_recipient(
    work: UnitOfWork, expected_version: int, *, referral_id: UUID, recipient_id: UUID, body_slug: str | None
) -> RowMapping:
    """Say that the recipient is the body `body_slug`, or no body of the register (None).

    Duplicates and reply days of the whole list follow from it.
    Raises `NotFound`, `PreconditionFailed`, `UnknownBody` and `ConflictingReplyDays`.
    """
    referral = await work.existing(queries.referral_to_change(work.caller, referral_id))
    listed = await work.all(queries.recipients_of(work.caller, referral_id))
    target = _target(listed, recipient_id, expected_version)
    register = await body_register(work.connection)
    before = [queries.recipient_from(row, register) for row in listed]
    settled = settle(before, target["position"], _body(register, body_slug))
    letter = queries.letter_from(referral, tuple(row["as_printed"] for row in listed))
    consulted = _with_reply_days(letter, settled, register)
    await _store(work, listed, consulted, recipient_id)
    answer = await work.one(queries.recipient_by_id(work.caller, referral_id, recipient_id))
    work.record(_recipient_change(answer))
    own = {"own_reply_by": own_reply_day(letter, consulted), "version": referral["version"] + 1}
    statement = update(referrals).where(referrals.c.id == referral_id).values(own).returning(*referrals.c)
    work.record(referral_change("changed", await work.one(statement), "recipient settled by a person"))
    return answer


def _target(listed: Sequence[RowMapping], recipient_id: UUID, expected_version: int) -> RowMapping:
    target = next((row for row in listed if row["id"] == recipient_id), None)
    if target is None:
        raise nothing_here()
    check_version(target, expected_version)
    return target


def _body(register: BodyRegister, slug: str | None) -> Body | None:
    if slug is None:
        return None
    body = register.find(slug)
    if body is None:
        raise UnknownBody(
            Text(sv="Det finns ingen remissinstans med det kortnamnet.", en="No consulted body has that slug."),
            pointer="/body",
        )
    return body


def _with_reply_days(
    letter: ReferralLetter, settled: Sequence[Recipient], register: BodyRegister
) -> tuple[ConsultedRecipient, ...]:
    try:
        return with_reply_days(letter, settled, register)
    except ConflictingReplyDays as conflict:
        raise ConflictingReplyDays(conflict.detail, pointer="/body") from None


async def _store(
    work: UnitOfWork, before: Sequence[RowMapping], after: Sequence[ConsultedRecipient], settled_id: UUID
) -> None:
    """Write the rows that differ, each with a new version; the settled one in any case."""
    for row, consulted in zip(before, after, strict=True):
        columns = recipient_columns(consulted)
        if row["id"] == settled_id or any(row[name] != value for name, value in columns.items()):
            statement = update(recipients).where(recipients.c.id == row["id"])
            await work.connection.execute(statement.values(**columns, version=row["version"] + 1))


def _recipient_change(recipient: RowMapping) -> Change:
    return Change(
        event="changed",
        resource="recipients",
        resource_id=str(recipient["id"]),
        board=recipient["board"],
        version=recipient["version"],
        reason="recipient settled by a person",
        scope="referrals:read",
        snapshot={
            "referral_id": str(recipient["referral_id"]),
            "as_printed": recipient["as_printed"],
            "body": recipient["body"],
        },
    )
