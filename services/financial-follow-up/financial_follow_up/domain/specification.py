"""The specification of deviations: line by line from the board's budget to the forecast of the year.

The upper block prints minus for lower costs and higher income. "Summa avvikelser" has the other sign, its
"varav" lines have not, and column 12 is what remains when those lines are set against it. All of it is
computed here in canonical sign (see `amounts`); the sign belongs to the printed row.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from financial_follow_up.domain.adjustments import (
    AdjustedBudget,
    Adjustment,
    AdjustmentStatus,
    adjusted_budget,
)
from financial_follow_up.domain.amounts import NOTHING, Columns, Components, as_net_cost, as_result, sum_of
from financial_follow_up.domain.figures import ZERO
from financial_follow_up.domain.given_specification import (
    ADJUSTMENT_KINDS,
    GivenLine,
    GivenSpecification,
    LineKind,
    StatedRow,
    counts_as_adjustment,
    uncovered_lines,
)


class Sign(StrEnum):
    """Which way a printed row points."""

    NET_COST = "minus-is-lower-net-cost"
    RESULT = "plus-is-lower-net-cost"


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row as printed; `report_columns` are the columns of the accounting report that it stands for."""

    report_columns: tuple[int, ...]
    sign: Sign
    columns: Columns
    stated: Columns | None


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line as printed, always with minus for lower costs and higher income."""

    area: str | None
    text: str
    kind: LineKind
    status: AdjustmentStatus | None
    columns: Columns
    stated_net: Decimal | None


@dataclass(frozen=True, slots=True)
class Cover:
    """Deficits and the surpluses that are to cover them, both positive, in kronor."""

    deficits: Decimal
    surpluses: Decimal


@dataclass(frozen=True, slots=True)
class Specification:
    """The whole specification, recomputed; every summary row carries what the source states beside it.

    `result_transfers` is None when the source states none; column 12 is then computed without any.
    """

    board_budget: PrintedRow
    lines: tuple[PrintedLine, ...]
    forecast: PrintedRow
    deviations: PrintedRow
    turnover_changes: PrintedRow
    budget_adjustments: PrintedRow
    performance_changes: PrintedRow
    result_transfers: PrintedRow | None
    remaining_deviation: PrintedRow
    adjusted_budget: AdjustedBudget
    cover: Cover


_IN_SIGN: Final = {Sign.NET_COST: as_net_cost, Sign.RESULT: as_result}


def specify(given: GivenSpecification) -> Specification:
    """Recompute every row of the specification from the budget and the lines."""
    budget = given.board_budget.components
    changes = sum_of(line.row.components for line in given.lines)
    adjustments = {kind: _adjustments(given.lines, kind) for kind in ADJUSTMENT_KINDS}
    transfers = given.result_transfers.components if given.result_transfers else NOTHING
    remaining = changes - sum_of(adjustments.values()) - transfers
    return Specification(
        board_budget=_net_cost_row((1,), budget, given.board_budget),
        lines=tuple(map(_printed_line, given.lines)),
        forecast=_net_cost_row((3,), budget + changes, given.forecast),
        deviations=_result_row((), changes, given.changes),
        turnover_changes=_net_cost_row((7,), adjustments[LineKind.TURNOVER_CHANGE], given.turnover_changes),
        budget_adjustments=_net_cost_row((6,), adjustments[LineKind.BUDGET_ADJUSTMENT], given.budget_adjustments),
        performance_changes=_net_cost_row((4,), adjustments[LineKind.PERFORMANCE_CHANGE], given.performance_changes),
        result_transfers=_transfers_row(given.result_transfers),
        remaining_deviation=_result_row((12,), remaining, given.remaining_changes),
        adjusted_budget=adjusted_net_budget(given),
        cover=cover_of(given.lines),
    )


def adjusted_net_budget(given: GivenSpecification) -> AdjustedBudget:
    """The board's net budget with and without the adjustments among the lines."""
    return adjusted_budget(
        given.board_budget.components.net or ZERO,
        (
            Adjustment(net=line.row.components.net or ZERO, status=line.status)
            for line in given.lines
            if line.status is not None
        ),
    )


def cover_of(lines: Iterable[GivenLine]) -> Cover:
    """How much the deficits of the year are, and how much the surpluses that stand against them."""
    nets = [line.row.components.net or ZERO for line in uncovered_lines(lines)]
    return Cover(
        deficits=sum((net for net in nets if net > 0), ZERO),
        surpluses=sum((-net for net in nets if net < 0), ZERO),
    )


def _adjustments(lines: Iterable[GivenLine], kind: LineKind) -> Components:
    return sum_of(line.row.components for line in lines if line.kind is kind and counts_as_adjustment(line))


def _transfers_row(given: StatedRow | None) -> PrintedRow | None:
    return None if given is None else _net_cost_row((8, 9), given.components, given)


def _printed_line(line: GivenLine) -> PrintedLine:
    return PrintedLine(
        area=line.area,
        text=line.text,
        kind=line.kind,
        status=line.status,
        columns=as_net_cost(line.row.components),
        stated_net=line.row.net,
    )


def _net_cost_row(report_columns: tuple[int, ...], computed: Components, stated: StatedRow | None) -> PrintedRow:
    return _printed_row(report_columns, Sign.NET_COST, computed, stated)


def _result_row(report_columns: tuple[int, ...], change: Components, stated: StatedRow | None) -> PrintedRow:
    return _printed_row(report_columns, Sign.RESULT, change, stated)


def _printed_row(
    report_columns: tuple[int, ...], sign: Sign, computed: Components, stated: StatedRow | None
) -> PrintedRow:
    return PrintedRow(
        report_columns=report_columns,
        sign=sign,
        columns=_IN_SIGN[sign](computed),
        stated=None if stated is None else _stated_columns(stated, sign),
    )


def _stated_columns(stated: StatedRow, sign: Sign) -> Columns:
    """The stated row in the printed sign, with the net that the source states instead of the computed one."""
    in_sign = _IN_SIGN[sign]
    return replace(in_sign(stated.components), net=in_sign(Components(costs=stated.net)).net)
