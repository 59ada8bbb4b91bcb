"""Register that a person is away (frånvarande), never why."""

from sqlalchemy import RowMapping, insert

from boardkit.db.overlaps import overlap_told_as
from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.ids import new_id
from delegation_rules.commands._people_records import absence_change, absences_overlap, lock_person
from delegation_rules.domain.people import Absence
from delegation_rules.domain.periods import check_sequence
from delegation_rules.tables import absences


async def register_absence(work: UnitOfWork, board: str, absence: Absence) -> RowMapping:
    """Register `absence`.

    Raises `NotFound` for a board out of reach, `UnknownPerson`, `PersonErased`, `PeriodRefused` when it ends before
    it begins, and `AbsencesOverlap`.
    """
    work.caller.must_reach(board, pointer="/board")
    check_sequence(absence.first_day, absence.last_day, "/last_day")
    await lock_person(work, board, absence.person)
    values = {
        "id": new_id(),
        "board": board,
        "person": absence.person,
        "first_day": absence.first_day,
        "last_day": absence.last_day,
    }
    async with overlap_told_as(absences_overlap("/first_day")):
        row = await work.one(insert(absences).values(values).returning(*absences.c))
    work.record(absence_change("created", row, "absence registered"))
    return row
