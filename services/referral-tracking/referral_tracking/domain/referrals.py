"""A referral letter (remissmissiv) and what must hold for it, its recipients and its reply."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from boardkit.domain.errors import Text
from referral_tracking.domain.body_register import BodyRegister, comparable
from referral_tracking.domain.errors import (
    ConflictingReplyDays,
    ExceptionForUnknownRecipient,
    ReceivedInFuture,
    ReplyByBeforeReceived,
    ReplyOutsideTime,
)
from referral_tracking.domain.recipients import Recipient, recognise


@dataclass(frozen=True, slots=True)
class ReplyByException:
    """A reply day of its own for one of the printed recipients."""

    recipient: str
    reply_by: date


@dataclass(frozen=True, slots=True)
class ReferralLetter:
    """What the letter says: who asks, what about, whom, and by when (FL 26 §)."""

    title: str
    remittent: str
    remittent_diary_number: str | None
    reply_by: date
    reply_by_exceptions: tuple[ReplyByException, ...]
    recipients: tuple[str, ...]
    received_on: date


@dataclass(frozen=True, slots=True)
class ConsultedRecipient:
    """A recognised recipient with the day its own reply is due."""

    recipient: Recipient
    reply_by: date


def check_letter(letter: ReferralLetter, today: date) -> None:
    """Raise when the days of the letter cannot be true.

    Raises: ReceivedInFuture, ReplyByBeforeReceived.
    """
    if letter.received_on > today:
        raise ReceivedInFuture(
            Text(
                sv="Ankomstdagen får inte vara senare än idag.",
                en="The day of arrival may not be after today.",
            ),
            pointer="/received_on",
        )
    _check_reply_by(letter.reply_by, letter.received_on, "/reply_by")
    for index, exception in enumerate(letter.reply_by_exceptions):
        _check_reply_by(exception.reply_by, letter.received_on, f"/reply_by_exceptions/{index}/reply_by")


def _check_reply_by(reply_by: date, received_on: date, pointer: str) -> None:
    if reply_by < received_on:
        raise ReplyByBeforeReceived(
            Text(
                sv="Svarsdagen får inte ligga före dagen då remissen kom in.",
                en="The reply day may not be before the day the referral arrived.",
            ),
            pointer=pointer,
        )


def with_reply_days(
    letter: ReferralLetter, recipients: Sequence[Recipient], register: BodyRegister
) -> tuple[ConsultedRecipient, ...]:
    """Each recipient with its own reply day: that of an exception naming it, otherwise the letter's.

    An exception names a recipient by the printed text or by any name of the same body, and holds for every
    line that repeats it.

    Raises: ExceptionForUnknownRecipient, ConflictingReplyDays.
    """
    own_day: dict[int, date] = {}
    for index, exception in enumerate(letter.reply_by_exceptions):
        named = _positions_named(exception.recipient, recipients, register)
        if not named:
            raise ExceptionForUnknownRecipient(
                Text(
                    sv="Undantaget ska gälla en av mottagarna i listan.",
                    en="The exception must name one of the listed recipients.",
                ),
                pointer=f"/reply_by_exceptions/{index}/recipient",
            )
        if any(own_day.setdefault(position, exception.reply_by) != exception.reply_by for position in named):
            raise ConflictingReplyDays(
                Text(
                    sv="Mottagaren har redan fått en annan svarsdag.",
                    en="The recipient already has another reply day.",
                ),
                pointer=f"/reply_by_exceptions/{index}/reply_by",
            )
    return tuple(
        ConsultedRecipient(recipient, own_day.get(recipient.position, letter.reply_by))
        for recipient in recipients
    )


def _positions_named(name: str, recipients: Sequence[Recipient], register: BodyRegister) -> list[int]:
    body = recognise(name, register).body
    text = comparable(name)
    return [
        recipient.position
        for recipient in recipients
        if comparable(recipient.as_printed) == text or (body is not None and recipient.body == body)
    ]


def reply_day_of(board: str, recipients: Sequence[ConsultedRecipient], letter_reply_by: date) -> date:
    """The day by which this board must reply: its own when the letter names it, otherwise the letter's."""
    for consulted in recipients:
        if consulted.recipient.body is not None and consulted.recipient.body.slug == board:
            return consulted.reply_by
    return letter_reply_by


def check_reply(sent_on: date, *, received_on: date, today: date) -> None:
    """Raise when a reply cannot have been sent that day. A late reply is told, not refused.

    Raises: ReplyOutsideTime.
    """
    if not received_on <= sent_on <= today:
        raise ReplyOutsideTime(
            Text(
                sv="Svaret ska ha skickats tidigast dagen då remissen kom in och senast idag.",
                en="The reply must be sent no earlier than the day of arrival and no later than today.",
            ),
            pointer="/sent_on",
        )
