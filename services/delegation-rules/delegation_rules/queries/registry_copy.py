"""What is read of the copies of the case registry's boards, cases and meetings."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from boardkit.auth.caller import Caller
from boardkit.db.visibility import visible_boards
from delegation_rules.domain.case_numbers import CaseNumber
from delegation_rules.tables import known_boards, known_cases, known_meetings


def known_board(caller: Caller, board: str) -> Select[Any]:
    """The board with its name, when the copy has it and `caller` may see it."""
    return select(known_boards).where(visible_boards(caller, known_boards.c.slug), known_boards.c.slug == board)


def known_case_by_id(caller: Caller, case_id: UUID) -> Select[Any]:
    """The case with that id, when the copy has it and `caller` may see its board."""
    return select(known_cases).where(visible_boards(caller, known_cases.c.board), known_cases.c.id == case_id)


def known_cases_by_number(caller: Caller, board: str, number: CaseNumber) -> Select[Any]:
    """The cases of `board` that the copy has with that year and serial; the code is left to compare."""
    return select(known_cases).where(
        visible_boards(caller, known_cases.c.board),
        known_cases.c.board == board,
        known_cases.c.number_key == number.key,
    )


def known_meetings_of(caller: Caller, board: str) -> Select[Any]:
    """The meetings of `board` that the copy has, the earliest first."""
    return (
        select(known_meetings)
        .where(visible_boards(caller, known_meetings.c.board), known_meetings.c.board == board)
        .order_by(known_meetings.c.held_on, known_meetings.c.number, known_meetings.c.id)
    )
