"""The lines of a specification of deviations as they were handed in, in canonical sign (see `amounts`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from boardkit.domain.errors import Text
from financial_follow_up.domain.adjustments import AdjustmentStatus
from financial_follow_up.domain.amounts import Components
from financial_follow_up.domain.errors import InvalidLine


class LineKind(StrEnum):
    """What a line of the specification says about its area."""

    DEVIATION = "deviation"
    """Avvikelse: a surplus or deficit."""
    PERFORMANCE_CHANGE = "performance-change"
    """Prestationsförändring: budget that follows the number of children, hours or places (column 4)."""
    BUDGET_ADJUSTMENT = "budget-adjustment"
    """Budgetjustering: more or less budget asked of the council (column 6)."""
    TURNOVER_CHANGE = "turnover-change"
    """Omslutningsförändring: the same amount on costs and income (column 7)."""


@dataclass(frozen=True, slots=True)
class StatedRow:
    """One given row in canonical sign; `net` is the net that the source states, if any."""

    components: Components
    net: Decimal | None = None


@dataclass(frozen=True, slots=True)
class GivenLine:
    """One given line; `area` is a slug, `status` belongs to adjustments and not to deviations."""

    area: str | None
    text: str
    kind: LineKind
    status: AdjustmentStatus | None
    row: StatedRow


@dataclass(frozen=True, slots=True)
class GivenSpecification:
    """What the source states; None is a summary row that it does not print.

    Attributes:
        changes: all lines together, plus for a higher net cost than the budget.
        result_transfers: resultatöverföringar, plus for what is carried into this year's budget.
        remaining_changes: what is left of `changes` after adjustments and transfers.
    """

    board_budget: StatedRow
    lines: Sequence[GivenLine]
    forecast: StatedRow | None = None
    changes: StatedRow | None = None
    turnover_changes: StatedRow | None = None
    budget_adjustments: StatedRow | None = None
    performance_changes: StatedRow | None = None
    result_transfers: StatedRow | None = None
    remaining_changes: StatedRow | None = None


ADJUSTMENT_KINDS: Final = frozenset(LineKind) - {LineKind.DEVIATION}


def counts_as_adjustment(line: GivenLine) -> bool:
    """Whether the line enlarges the adjusted budget instead of being a deviation from it.

    A rejected adjustment does not: its cost stays, and nothing pays for it.
    """
    return line.kind in ADJUSTMENT_KINDS and line.status is not AdjustmentStatus.REJECTED


def uncovered_lines(lines: Iterable[GivenLine]) -> list[GivenLine]:
    """The lines that are deviations from the adjusted budget."""
    return [line for line in lines if not counts_as_adjustment(line)]


def check_specification_input(given: GivenSpecification, pointer: str) -> None:
    """Check that the budget is known and that every line can be what its kind says.

    Raises:
        InvalidLine: the budget row is empty (an unknown budget is not zero), the transfers have a net but no
            columns, or see `check_line`.
    """
    if not given.board_budget.components.given:
        raise InvalidLine(
            Text(sv="Nämndens budget saknar belopp.", en="The board's budget has no amount."),
            pointer=f"{pointer}/board_budget",
        )
    transfers = given.result_transfers
    if transfers is not None and transfers.net is not None and not transfers.components.given:
        raise InvalidLine(
            Text(
                sv="Resultatöverföringar anges per kolumn, inte bara som netto.",
                en="Result transfers are given by column, not as a net alone.",
            ),
            pointer=f"{pointer}/result_transfers",
        )
    for number, line in enumerate(given.lines):
        check_line(line, f"{pointer}/lines/{number}")


def check_line(line: GivenLine, pointer: str) -> None:
    """Check that a line can be what its kind says.

    Raises:
        InvalidLine: every cell is empty; a deviation has a status or an adjustment has none; a turnover
            change is anything but the same amount on costs and income.
    """
    amounts = line.row.components
    if not amounts.given:
        raise InvalidLine(
            Text(sv="Raden har inget belopp.", en="The line has no amount."),
            pointer=pointer,
        )
    if (line.kind in ADJUSTMENT_KINDS) is (line.status is None):
        raise InvalidLine(
            Text(
                sv="En justering är begärd, förväntad, beviljad eller avslagen; en avvikelse är det inte.",
                en="An adjustment is requested, expected, granted or rejected; a deviation is none of these.",
            ),
            pointer=f"{pointer}/status",
        )
    if line.kind is LineKind.TURNOVER_CHANGE and not _is_turnover_change(amounts):
        raise InvalidLine(
            Text(
                sv="En omslutningsförändring har samma belopp på kostnader och intäkter; nettot är noll.",
                en="A turnover change has the same amount on costs and income; its net is exactly zero.",
            ),
            pointer=pointer,
        )


def _is_turnover_change(amounts: Components) -> bool:
    return (
        amounts.costs is not None
        and amounts.costs == amounts.income
        and not amounts.depreciation
        and not amounts.internal_interest
    )
