"""An order turned into a table of answers, never another answer than that of `evaluate`.

An order tells questions apart by little: on which side of its limits the amount and the months lie, by purpose,
circumstance, subject and position. All questions that it does not tell apart share a cell (ruta). `evaluate` answers
the first question of a cell, once; the others get that answer, with their own question put in.
"""

from bisect import bisect_left
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from delegation_rules.domain.answers import Answer, Question
from delegation_rules.domain.compilation import CompiledOrder, CompiledRule
from delegation_rules.domain.conditions import MonthsCondition
from delegation_rules.domain.evaluation import evaluate
from delegation_rules.domain.limits import Limit, LimitUnit, Yardsticks
from delegation_rules.domain.price_base_amounts import PriceBaseAmounts

_MOST_CELLS: Final = 50_000


@dataclass(slots=True)
class _Grid:
    """The cells of one rule in one year, and with one monthly rent where the rule counts in rents.

    Attributes:
        limits: the rule's limits in kronor, ascending; those whose worth is not known part no amounts.
        months: the rule's limits in months, ascending.
        cells: the answers found so far.
    """

    limits: tuple[Decimal, ...]
    months: tuple[int, ...]
    cells: dict[Hashable, Answer] = field(default_factory=dict)


class DecisionTable:
    """The answers of one order with the price base amounts of some years, found as they are asked for."""

    __slots__ = ("_count", "_counts_rents", "_grids", "_most_cells", "compiled", "price_base_amounts")

    def __init__(
        self, compiled: CompiledOrder, price_base_amounts: PriceBaseAmounts, most_cells: int = _MOST_CELLS
    ) -> None:
        """A table without any answer yet, which keeps at most `most_cells`."""
        self.compiled = compiled
        self.price_base_amounts = price_base_amounts
        self._most_cells = most_cells
        self._counts_rents = frozenset(each.rule.number for each in compiled if _counts_rents(each))
        self._grids: dict[Hashable, _Grid] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def answer(self, question: Question) -> Answer:
        """The answer to `question`, equal to that of `evaluate`. Raises what `evaluate` raises."""
        cell = self.cell(question)
        known = cell.yardsticks
        if known.monthly_rent != question.monthly_rent:
            known = Yardsticks(known.year, known.price_base_amount, question.monthly_rent)
        return Answer(
            question,
            cell.order,
            cell.rule,
            known,
            cell.allowed,
            cell.tier_number,
            cell.limit,
            cell.lowest_positions,
            cell.report_to_board,
            cell.findings,
            cell.act,
            cell.announce,
            cell.consult,
            cell.report_to_head,
            cell.grant,
        )

    def cell(self, question: Question) -> Answer:
        """The answer to some question of the same cell: that to `question` but for `question` itself.

        The monthly rent of its `yardsticks` is that of the other question where the rule does not count in rents.
        The same object each time while the cell is kept. Raises what `evaluate` raises.
        """
        rule = question.rule
        rent = question.monthly_rent if rule in self._counts_rents else None
        grid = self._grids.get((rule, question.on.year, rent))
        if grid is None:
            return self._first_of_grid(question, (rule, question.on.year, rent))
        place = _place(question, grid)
        found = grid.cells.get(place)
        if found is None:
            found = evaluate(self.compiled, self.price_base_amounts, question)
            self._make_room()
            grid.cells[place] = found
            self._count += 1
        return found

    def _first_of_grid(self, question: Question, key: Hashable) -> Answer:
        rule = self.compiled.rule(question.rule)
        year = question.on.year
        yardsticks = Yardsticks(year, self.price_base_amounts.get(year), question.monthly_rent)
        in_kronor = (yardsticks.in_kronor(limit) for limit in _limits(rule))
        grid = _Grid(
            limits=tuple(sorted({kronor for kronor in in_kronor if kronor is not None})),
            months=tuple(sorted(set(_months(rule)))),
        )
        answer = evaluate(self.compiled, self.price_base_amounts, question)
        self._make_room()
        grid.cells[_place(question, grid)] = answer
        self._grids[key] = grid
        self._count += 1
        return answer

    def _make_room(self) -> None:
        if self._count >= self._most_cells:
            self._grids.clear()
            self._count = 0


def _place(question: Question, grid: _Grid) -> Hashable:
    """Everything of the question by which an answer can differ; on which side of the limits is all of the figures."""
    amount, months, told = question.amount, question.months, question.circumstances
    return (
        question.position,
        None if amount is None else bisect_left(grid.limits, amount),
        None if months is None else bisect_left(grid.months, months),
        question.purpose,
        frozenset(told.items()) if told else None,
        question.subject,
    )


def _limits(rule: CompiledRule) -> Iterator[Limit]:
    """Every limit of amount that an answer depends on."""
    for option in rule.options:
        if option.amount is not None:
            yield from (limit for limit in (option.amount.above, option.amount.up_to) if limit is not None)
    if rule.rule.reporting.above is not None:
        yield rule.rule.reporting.above


def _months(rule: CompiledRule) -> Iterator[int]:
    for condition in rule.rule.all_conditions():
        if isinstance(condition, MonthsCondition):
            yield condition.at_most
            yield from (months for _, months in condition.for_purposes)


def _counts_rents(rule: CompiledRule) -> bool:
    return any(limit.unit is LimitUnit.MONTHLY_RENTS for limit in _limits(rule))
