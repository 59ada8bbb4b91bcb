"""Note the case that the registry has opened for a referral."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import update

from boardkit.db.unit_of_work import UnitOfWork
from referral_tracking.commands._referral_records import referral_change
from referral_tracking.tables import referrals


async def note_opened_case(work: UnitOfWork, context: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    """Store the case's id and diary number on the referral that `context` names; a second answer changes nothing."""
    statement = (
        update(referrals)
        .where(referrals.c.id == UUID(context["referral_id"]), referrals.c.case_id.is_(None))
        .values(
            case_id=UUID(answer["id"]),
            diary_number=answer["diary_number"],
            version=referrals.c.version + 1,
        )
        .returning(*referrals.c)
    )
    row = await work.first(statement)
    if row is not None:
        work.record(referral_change("changed", row, "case opened in the registry"))
