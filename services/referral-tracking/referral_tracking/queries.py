"""The read side: selects that already hold the caller's authorisation, and what their rows mean to the domain."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, Text, cast, exists, func, select

from boardkit.auth.caller import Caller
from boardkit.db.tables import outbox
from boardkit.db.visibility import visible_boards
from referral_tracking.domain.bodies import Body, BodyKind
from referral_tracking.domain.body_register import BodyRegister
from referral_tracking.domain.deadlines import DeadlineStatus
from referral_tracking.domain.recipients import LEFT_FOR_A_PERSON, How, Recipient
from referral_tracking.domain.referrals import ReferralLetter, ReplyByException
from referral_tracking.neighbours import ABOUT_REFERRAL, CASE_OPENED, CASE_REGISTRY
from referral_tracking.tables import known_boards, known_meetings, recipients, referrals, replies

_TO_SETTLE = recipients.c.how.in_(sorted(LEFT_FOR_A_PERSON))


def referrals_visible_to(caller: Caller, board: str | None = None) -> Select[Any]:
    """The referrals that `caller` may see, newest first.

    Each with how many recipients are left for a person, and with what the last attempt to have its case opened failed
    on, when it is still to be opened.
    """
    to_settle = (
        select(func.count())
        .select_from(recipients)
        .where(recipients.c.referral_id == referrals.c.id, _TO_SETTLE)
        .scalar_subquery()
    )
    opening_failure = (
        select(outbox.c.last_failure)
        .where(
            outbox.c.neighbour == CASE_REGISTRY,
            outbox.c.ordering_key == ABOUT_REFERRAL + cast(referrals.c.id, Text),
            outbox.c.event == CASE_OPENED,
            outbox.c.delivered_at.is_(None),
        )
        .scalar_subquery()
    )
    statement = select(
        referrals, to_settle.label("recipients_to_settle"), opening_failure.label("opening_failure")
    ).where(visible_boards(caller, referrals.c.board))
    if board is not None:
        statement = statement.where(referrals.c.board == board)
    return statement.order_by(referrals.c.id.desc())


def referral_by_id(caller: Caller, referral_id: UUID) -> Select[Any]:
    """One referral, when `caller` may see it."""
    return referrals_visible_to(caller).where(referrals.c.id == referral_id)


def referral_to_change(caller: Caller, referral_id: UUID) -> Select[Any]:
    """One referral, locked until the transaction ends."""
    reachable = visible_boards(caller, referrals.c.board)
    return select(referrals).where(referrals.c.id == referral_id, reachable).with_for_update()


def recipients_of(caller: Caller, referral_id: UUID, *, to_settle: bool | None = None) -> Select[Any]:
    """The recipients of a referral in printed order; `to_settle` keeps those that are left for a person, or not."""
    statement = select(recipients).where(
        recipients.c.referral_id == referral_id, visible_boards(caller, recipients.c.board)
    )
    if to_settle is not None:
        statement = statement.where(_TO_SETTLE if to_settle else ~_TO_SETTLE)
    return statement.order_by(recipients.c.position)


def recipient_by_id(caller: Caller, referral_id: UUID, recipient_id: UUID) -> Select[Any]:
    """One recipient of a referral."""
    return recipients_of(caller, referral_id).where(recipients.c.id == recipient_id)


def replies_visible_to(caller: Caller, referral_id: UUID | None = None) -> Select[Any]:
    """The replies that `caller` may see, newest first."""
    statement = select(replies).where(visible_boards(caller, replies.c.board))
    if referral_id is not None:
        statement = statement.where(replies.c.referral_id == referral_id)
    return statement.order_by(replies.c.id.desc())


def reply_by_id(caller: Caller, reply_id: UUID) -> Select[Any]:
    """One reply."""
    return replies_visible_to(caller).where(replies.c.id == reply_id)


def deadlines_visible_to(
    caller: Caller, today: date, board: str | None = None, status: DeadlineStatus | None = None
) -> Select[Any]:
    """Referrals in the order they fall due, each with what `deadline_on` needs to know of the board's calendar.

    `calendar_known` is whether the board stands in the copy of the registry at all; `meetings` are the days,
    from today to the reply day, on which it meets.
    """
    meetings = (
        select(func.array_agg(known_meetings.c.held_on))
        .where(
            known_meetings.c.board == referrals.c.board,
            known_meetings.c.held_on.between(today, referrals.c.own_reply_by),
        )
        .scalar_subquery()
    )
    known = exists().where(known_boards.c.slug == referrals.c.board)
    statement = select(referrals, meetings.label("meetings"), known.label("calendar_known")).where(
        visible_boards(caller, referrals.c.board)
    )
    if board is not None:
        statement = statement.where(referrals.c.board == board)
    if status is not None:
        statement = statement.where(_has_status(status, today))
    return statement.order_by(referrals.c.own_reply_by, referrals.c.id)


def _has_status(status: DeadlineStatus, today: date) -> ColumnElement[bool]:
    match status:
        case DeadlineStatus.ANSWERED:
            return referrals.c.answered_on.is_not(None)
        case DeadlineStatus.OPEN:
            return referrals.c.answered_on.is_(None) & (referrals.c.own_reply_by >= today)
        case DeadlineStatus.OVERDUE:
            return referrals.c.answered_on.is_(None) & (referrals.c.own_reply_by < today)


def recipient_from(row: RowMapping, register: BodyRegister) -> Recipient:
    """The recipient in a row of `recipients`; the body as it was called when it was recognised."""
    body = None if row["body"] is None else Body(row["body"], row["body_name"], BodyKind(row["body_kind"]))
    return Recipient(
        position=row["position"],
        as_printed=row["as_printed"],
        how=How(row["how"]),
        body=body,
        distance=row["distance"],
        candidates=tuple(found for slug in row["candidates"] if (found := register.find(slug)) is not None),
        duplicate_of=row["duplicate_of"],
    )


def letter_from(row: RowMapping, printed: tuple[str, ...]) -> ReferralLetter:
    """The letter in a row of `referrals`, with its recipients as `printed`."""
    return ReferralLetter(
        board=row["board"],
        title=row["title"],
        remittent=row["remittent"],
        remittent_diary_number=row["remittent_diary_number"],
        reply_by=row["reply_by"],
        reply_by_exceptions=tuple(
            ReplyByException(exception["recipient"], date.fromisoformat(exception["reply_by"]))
            for exception in row["reply_by_exceptions"]
        ),
        recipients=printed,
        received_on=row["received_on"],
    )
