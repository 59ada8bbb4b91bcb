"""Say which day is the last one that a person is away."""

from datetime import date
from uuid import UUID

from sqlalchemy import RowMapping

from boardkit.db.overlaps import overlap_told_as
from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import update_versioned
from delegation_rules import queries
from delegation_rules.commands._people_records import absence_change, absences_overlap, lock_person
from delegation_rules.domain.periods import check_new_last_day, earliest_end_of_absence
from delegation_rules.tables import absences


async def end_absence(work: UnitOfWork, expected_version: int, *, absence_id: UUID, last_day: date) -> RowMapping:
    """Let the person be away up to and including `last_day`: yesterday, for one who is back today.

    Raises `NotFound`, `PreconditionFailed`, `PersonErased`, `PeriodRefused` for a day before the first, `PastFixed`
    when a day that has passed would change, and `AbsencesOverlap`.
    """
    present = await work.existing(queries.absence_by_id(work.caller, absence_id))
    await lock_person(work, present["board"], present["person"])
    earliest = earliest_end_of_absence(work.today)
    check_new_last_day(present["first_day"], present["last_day"], last_day, earliest, "/last_day")
    async with overlap_told_as(absences_overlap("/last_day")):
        row = await update_versioned(
            work, absences, absences.c.id == absence_id, expected_version, {"last_day": last_day}
        )
    work.record(absence_change("changed", row, "absence given its last day"))
    return row
