"""Questions as people put them: by rule or matter, by position or person; and who serves on the day."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from delegation_rules.domain.answers import Answer, LimitKind, Question
from delegation_rules.domain.conditions import Status
from delegation_rules.domain.decision_table import DecisionTable
from delegation_rules.domain.people import AssignmentKind, Staffing
from delegation_rules.domain.positions import Hierarchy

_MOST_GROUPS: Final = 10_000
_BY_LIMIT: Final = (LimitKind.NO_RIGHT, LimitKind.NOT_KNOWN, LimitKind.AMOUNT, LimitKind.NO_LIMIT)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as someone puts it.

    Attributes:
        question: what is asked; its rule does not count beside `matter`, nor its position beside `person`.
        matter: words of the rule's matter, in place of its number.
        person: id of the person who would decide, in place of a position.
    """

    question: Question
    matter: str | None = None
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class HolderOfPosition:
    """Who in fact holds a position on a day, and as what."""

    position: str
    person: UUID
    kind: AssignmentKind


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a question.

    Attributes:
        question: with the rule and the position that it came to.
        cell: the answer to some question of the same cell; see `DecisionTable.cell`.
        hierarchy: the positions of the day, whose titles explain the answer.
        person: who was asked about; None when a position was.
        holders: who in fact holds the lowest positions that day.
    """

    question: Question
    cell: Answer
    hierarchy: Hierarchy
    person: UUID | None
    holders: tuple[HolderOfPosition, ...]


class StaffedOrder:
    """An order with the positions, price base amounts and holders of some days of one year."""

    __slots__ = ("_holders", "staffing", "table")

    def __init__(self, table: DecisionTable, staffing: Staffing) -> None:
        """The order of `table`, whose board is staffed by `staffing`."""
        self.table = table
        self.staffing = staffing
        self._holders: dict[tuple[date, tuple[str, ...]], tuple[HolderOfPosition, ...]] = {}

    def answer(self, asked: Asked) -> Answered:
        """The answer to `asked`.

        Of a person's positions that day the most favourable one is used; a person without any may not decide.
        Raises what `evaluate` raises, and `UnknownMatter` and `AmbiguousMatter`.
        """
        question = asked.question
        if asked.matter is not None:
            question = replace(question, rule=self.table.compiled.matters.rule_about(asked.matter))
        if asked.person is None:
            cell = self.table.cell(question)
        else:
            question, cell = self._most_favourable(question, asked.person)
        lowest = cell.lowest_positions
        holders = self.holders(lowest, question.on) if lowest else ()
        return Answered(question, cell, self.table.compiled.hierarchy, asked.person, holders)

    def holders(self, positions: tuple[str, ...], day: date) -> tuple[HolderOfPosition, ...]:
        """Who in fact holds each of `positions` on `day`, in their sequence."""
        key = (day, positions)
        found = self._holders.get(key)
        if found is None:
            found = tuple(
                HolderOfPosition(position, holder.person, holder.kind)
                for position in positions
                for holder in self.staffing.holders(position, day)
            )
            if len(self._holders) >= _MOST_GROUPS:
                self._holders.clear()
            self._holders[key] = found
        return found

    def _most_favourable(self, question: Question, person: UUID) -> tuple[Question, Answer]:
        hierarchy = self.table.compiled.hierarchy
        held = [each for each in self.staffing.positions_held(person, question.on) if each in hierarchy]
        as_each = [replace(question, position=position) for position in held] or [replace(question, position=None)]
        # max keeps the first of equals: the position held longest.
        return max(((each, self.table.cell(each)) for each in as_each), key=lambda found: favour(found[1]))


def favour(answer: Answer) -> tuple[object, ...]:
    """Sorts last: allowed, nothing against it, nothing unknown, by a right of one's own, the highest limit."""
    statuses = [finding.status for finding in answer.findings]
    return (
        answer.allowed,
        -statuses.count(Status.NOT_MET),
        -statuses.count(Status.NOT_KNOWN),
        answer.grant is None,
        _BY_LIMIT.index(answer.limit.kind),
        answer.limit.kronor or 0,
    )
