"""Register a referral (remiss) that has come in to a board."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.dialects.postgresql import insert

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.errors import Text
from boardkit.domain.ids import new_id
from referral_tracking import queries
from referral_tracking.commands._recipient_records import recipient_columns
from referral_tracking.commands._referral_records import referral_change
from referral_tracking.domain.errors import TakenOverNumberInUse
from referral_tracking.domain.recipients import recognise_recipients
from referral_tracking.domain.referrals import (
    ConsultedRecipient,
    ReferralLetter,
    check_letter,
    own_reply_day,
    with_reply_days,
    year_and_serial,
)
from referral_tracking.neighbours import body_register, open_case
from referral_tracking.tables import recipients, referrals


async def register_referral(work: UnitOfWork, letter: ReferralLetter, taken_over_number: str | None) -> RowMapping:
    """Register `letter`, recognise its recipients, and have the registry open the case.

    The case's id and diary number follow when the registry has answered (`note_opened_case`).
    Raises `NotFound` for a board out of reach, `TakenOverNumberInUse`, and what `check_letter` and
    `with_reply_days` raise.
    """
    work.caller.must_reach(letter.board, pointer="/board")
    check_letter(letter, work.today)
    register = await body_register(work.connection)
    consulted = with_reply_days(letter, recognise_recipients(letter.recipients, register), register)
    referral_id = new_id()
    columns = _columns(referral_id, letter, consulted, taken_over_number, work.now)
    await _insert(work, columns)
    await work.connection.execute(insert(recipients), _recipient_rows(referral_id, letter.board, consulted))
    row = await work.one(queries.referral_by_id(work.caller, referral_id))
    work.record(referral_change("created", row, "referral received"))
    work.send(open_case(letter, referral_id, taken_over_number))
    return row


async def _insert(work: UnitOfWork, columns: dict[str, Any]) -> None:
    # A registration that is under way with the same number is waited for.
    statement = (
        insert(referrals)
        .values(columns)
        .on_conflict_do_nothing(
            index_elements=["board", "taken_over_year", "taken_over_serial"],
            index_where=referrals.c.taken_over_serial.is_not(None),
        )
        .returning(referrals.c.id)
    )
    if await work.first(statement) is None:
        raise TakenOverNumberInUse(
            Text(
                sv="En annan remiss till nämnden har redan det diarienumret, kanske skrivet på annat sätt.",
                en="Another referral to the board has that diary number already, perhaps written another way.",
            ),
            pointer="/taken_over_number",
        )


def _columns(
    referral_id: UUID,
    letter: ReferralLetter,
    consulted: Sequence[ConsultedRecipient],
    taken_over_number: str | None,
    now: datetime,
) -> dict[str, Any]:
    year, serial = (None, None) if taken_over_number is None else year_and_serial(taken_over_number)
    return {
        "id": referral_id,
        "board": letter.board,
        "title": letter.title,
        "remittent": letter.remittent,
        "remittent_diary_number": letter.remittent_diary_number,
        "received_on": letter.received_on,
        "reply_by": letter.reply_by,
        "reply_by_exceptions": [
            {"recipient": exception.recipient, "reply_by": exception.reply_by.isoformat()}
            for exception in letter.reply_by_exceptions
        ],
        "own_reply_by": own_reply_day(letter, consulted),
        "taken_over_number": taken_over_number,
        "taken_over_year": year,
        "taken_over_serial": serial,
        "registered_at": now,
    }


def _recipient_rows(referral_id: UUID, board: str, consulted: Sequence[ConsultedRecipient]) -> list[dict[str, Any]]:
    return [{"id": new_id(), "referral_id": referral_id, "board": board, **recipient_columns(one)} for one in consulted]
