"""A referral letter (remissmissiv) and what must hold for it, its recipients and its reply."""

import re
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

# Statutes, standards and EU acts (SFS, ISO, "EU 2016/679") are numbered alike and are not diary numbers.
_YEAR_AND_SERIAL = re.compile(
    r"(?!(?:EEG|EG|EU|ISO|SFS|SOSFS|SOU) ?[0-9])(?:[A-ZÅÄÖ]{1,10} ?)?(?:19|20)[0-9]{2}/0*[1-9][0-9]{0,5}"
)
_OWN_NUMBER = re.compile(r"(?:[A-ZÅÄÖ]{1,10} )?(?P<year>[0-9]{4})/(?P<serial>[0-9]{1,6})(?:-[0-9.]+)?")


@dataclass(frozen=True, slots=True)
class ReplyByException:
    """A reply day of its own for one of the printed recipients."""

    recipient: str
    reply_by: date


@dataclass(frozen=True, slots=True)
class ReferralLetter:
    """What the letter to `board` says: who asks, what about, whom, and by when (FL 26 §)."""

    board: str
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

    Raises `ReceivedInFuture` and `ReplyByBeforeReceived`.
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

    Raises `ExceptionForUnknownRecipient` and `ConflictingReplyDays`.
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
        ConsultedRecipient(recipient, own_day.get(recipient.position, letter.reply_by)) for recipient in recipients
    )


def _positions_named(name: str, recipients: Sequence[Recipient], register: BodyRegister) -> list[int]:
    text = comparable(name)
    printed_so = {recipient.position for recipient in recipients if comparable(recipient.as_printed) == text}
    bodies = {slug for recipient in recipients if recipient.position in printed_so and (slug := recipient.body_slug)}
    by_name = recognise(name, register).body_slug
    if by_name is not None:
        bodies.add(by_name)
    return [r.position for r in recipients if r.position in printed_so or r.body_slug in bodies]


def own_reply_day(letter: ReferralLetter, recipients: Sequence[ConsultedRecipient]) -> date:
    """The day by which the board that got the letter must reply: its own where it is named with one."""
    own = [consulted.reply_by for consulted in recipients if consulted.recipient.body_slug == letter.board]
    return min(own, default=letter.reply_by)


def check_reply(sent_on: date, *, received_on: date, today: date) -> None:
    """Raise when a reply cannot have been sent that day. A late reply is told, not refused.

    Raises `ReplyOutsideTime`.
    """
    if not received_on <= sent_on <= today:
        raise ReplyOutsideTime(
            Text(
                sv="Svaret ska ha skickats tidigast dagen då remissen kom in och senast idag.",
                en="The reply must be sent no earlier than the day of arrival and no later than today.",
            ),
            pointer="/sent_on",
        )


def number_for_search(remittent_diary_number: str | None) -> str | None:
    """The remittent's number when it has a form that the registry can search by ("KS 2016/000909"), else None.

    Ministries write theirs in forms of their own; those stay on the referral only.
    """
    if remittent_diary_number is None or _YEAR_AND_SERIAL.fullmatch(remittent_diary_number) is None:
        return None
    return remittent_diary_number


def year_and_serial(own_number: str) -> tuple[int, int]:
    """What makes a number of the board's earlier diary that number: `2019/000225` and `NORR 2019/225` are one.

    Raises `ValueError` for a text that is not such a number.
    """
    found = _OWN_NUMBER.fullmatch(own_number)
    if found is None:
        raise ValueError("not a number of the board's own diary")
    return int(found["year"]), int(found["serial"])
