"""Say which day is the last one of a sub-delegation (vidaredelegering)."""

from datetime import date
from uuid import UUID

from sqlalchemy import RowMapping

from boardkit.db.overlaps import overlap_told_as
from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import update_versioned
from delegation_rules import queries
from delegation_rules.commands._people_records import (
    lock_position,
    sub_delegation_change,
    sub_delegations_overlap,
)
from delegation_rules.commands._position_records import lock_register
from delegation_rules.domain.periods import check_new_last_day, check_position_exists
from delegation_rules.tables import sub_delegations


async def end_sub_delegation(
    work: UnitOfWork, expected_version: int, *, sub_delegation_id: UUID, last_day: date
) -> RowMapping:
    """Let the sub-delegation hold up to and including `last_day`.

    Raises `NotFound`, `PreconditionFailed`, `PeriodRefused` for a day before its first or after the last of one of its
    positions, `PastFixed` when the day or the end set before has passed, and `SubDelegationsOverlap`.
    """
    present = await work.existing(queries.sub_delegation_by_id(work.caller, sub_delegation_id))
    await lock_register(work, present["board"])
    check_new_last_day(present["valid_from"], present["valid_to"], last_day, work.today, "/valid_to")
    for slug in (present["giver"], present["receiver"]):
        position = await lock_position(work, present["board"], slug)
        if position is not None:
            check_position_exists(position, present["valid_from"], last_day)
    condition = sub_delegations.c.id == sub_delegation_id
    async with overlap_told_as(sub_delegations_overlap("/valid_to")):
        await update_versioned(work, sub_delegations, condition, expected_version, {"valid_to": last_day})
    row = await work.one(queries.sub_delegation_by_id(work.caller, sub_delegation_id))
    work.record(sub_delegation_change("changed", row, "sub-delegation given its last day"))
    return row
