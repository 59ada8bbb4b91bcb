"""The read side: selects that already hold the caller's authorisation."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select

from boardkit.auth.caller import Caller
from boardkit.db.visibility import visible_boards
from referral_tracking.domain.deadlines import DeadlineStatus
from referral_tracking.domain.recipients import LEFT_FOR_A_PERSON
from referral_tracking.tables import known_boards, known_meetings, recipients, referrals, replies

_TO_SETTLE = recipients.c.how.in_(sorted(LEFT_FOR_A_PERSON))


def referrals_visible_to(caller: Caller, board: str | None = None) -> Select[Any]:
    """The referrals that `caller` may see, newest first, with how many recipients are left for a person."""
    to_settle = (
        select(func.count())
        .select_from(recipients)
        .where(recipients.c.referral_id == referrals.c.id, _TO_SETTLE)
        .scalar_subquery()
    )
    statement = select(referrals, to_settle.label("recipients_to_settle")).where(
        visible_boards(caller, referrals.c.board)
    )
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
