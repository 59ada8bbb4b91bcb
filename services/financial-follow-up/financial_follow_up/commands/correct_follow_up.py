"""Correct a follow-up: a new edition takes the place of the valid one, which is kept."""

from uuid import UUID

from sqlalchemy import RowMapping

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import update_versioned
from financial_follow_up.commands._follow_up_records import follow_up_change, store_edition
from financial_follow_up.domain.follow_up import FollowUp, check_same_period
from financial_follow_up.queries import follow_up_by_id
from financial_follow_up.tables import follow_ups


async def correct_follow_up(
    work: UnitOfWork, expected_version: int, *, follow_up_id: UUID, corrected: FollowUp, reason: str
) -> RowMapping:
    """Make `corrected` the valid edition of the follow-up, if it still has `expected_version`.

    Raises `OtherPeriod` when board or period differ from the follow-up's own, and what `check_follow_up` raises.
    """
    row = await update_versioned(
        work,
        follow_ups,
        follow_ups.c.id == follow_up_id,
        expected_version,
        {"edition": follow_ups.c.edition + 1},
    )
    check_same_period(corrected, board=row["board"], period=row["period"])
    await store_edition(work, follow_up_id, row["edition"], corrected, correction_reason=reason)
    stored = await work.one(follow_up_by_id(work.caller, follow_up_id))
    work.record(follow_up_change("changed", stored, "follow-up corrected"))
    return stored
