"""What the commands that name persons share: who in fact holds the positions of a board."""

from boardkit.db.selecting import SelectRows
from delegation_rules import queries
from delegation_rules.domain.people import Staffing


async def staffing_of(select_rows: SelectRows, board: str) -> Staffing:
    """The assignments and absences of `board`, which the caller has been found to reach."""
    assignments = await select_rows(queries.assignments_of(board))
    absences = await select_rows(queries.absences_of(board))
    return Staffing(map(queries.assignment_from, assignments), map(queries.absence_from, absences))
