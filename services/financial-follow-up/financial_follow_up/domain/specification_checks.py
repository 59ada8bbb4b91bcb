"""What does not add up within a specification of deviations, and between it and the area table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from boardkit.domain.errors import Text
from financial_follow_up.domain.amounts import Columns, Components, as_net_cost
from financial_follow_up.domain.area_table import AreaRow, sum_of_rows
from financial_follow_up.domain.area_table_checks import PrintedRows
from financial_follow_up.domain.figures import ZERO
from financial_follow_up.domain.findings import Comparison, Finding, Rule, compare
from financial_follow_up.domain.given_specification import (
    GivenLine,
    GivenSpecification,
    LineKind,
    counts_as_adjustment,
    uncovered_lines,
)
from financial_follow_up.domain.rounding import tolerance
from financial_follow_up.domain.specification import PrintedRow, Specification


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of the specification."""

    name: str
    heading: Text
    of: Callable[[Columns], Decimal | None]


NET: Final = Cell("net", Text(sv="netto", en="net"), lambda row: row.net)
CELLS: Final = (
    Cell("costs", Text(sv="kostnader", en="costs"), lambda row: row.costs),
    Cell("income", Text(sv="intäkter", en="income"), lambda row: row.income),
    Cell("depreciation", Text(sv="avskrivningar", en="depreciation"), lambda row: row.depreciation),
    Cell("internal_interest", Text(sv="internränta", en="internal interest"), lambda row: row.internal_interest),
    NET,
)
INVESTMENT_CELLS: Final = (
    Cell("expenditure", Text(sv="utgifter", en="expenditure"), lambda row: row.costs),
    Cell("income", Text(sv="inkomster", en="income"), lambda row: row.income),
    NET,
)


@dataclass(frozen=True, slots=True)
class Summary:
    """A printed sum, what it is called and the rows it is the sum of."""

    rule: Rule
    name: str
    title: Text
    printed: PrintedRow | None
    rows: Sequence[Components]


@dataclass(frozen=True, slots=True)
class SpecificationPart:
    """A specification as given and as recomputed, the JSON pointer it has in the report, and its columns."""

    pointer: str
    cells: Sequence[Cell]
    given: GivenSpecification
    computed: Specification


def check_specification(part: SpecificationPart, rounded_to: Decimal | None) -> Iterator[Finding]:
    """Every comparison that a specification allows by itself."""
    yield from _check_nets(part, rounded_to)
    for summary in _summaries(part):
        yield from _check_summary(part, summary, rounded_to)


def check_against_table(part: SpecificationPart, section: PrintedRows, rounded_to: Decimal | None) -> Iterator[Finding]:
    """The budget and the forecast of a specification against its section of the area table; area by area."""
    rows = [row for row in section.rows if row.area.level == 1]
    if not rows:
        return
    table_total = sum_of_rows(rows)
    budget = part.given.board_budget.components
    adjustments = [line.row.components for line in part.given.lines if counts_as_adjustment(line)]
    lines = [line.row.components for line in part.given.lines]
    yield from compare(
        Comparison(
            Rule.BUDGET_AGREES,
            f"{part.pointer}/adjusted_budget/adjusted",
            Text(sv="Områdenas justerade nettobudget", en="The adjusted net budget of the areas"),
        ),
        table_total.adjusted_budget,
        part.computed.adjusted_budget.adjusted,
        tolerance(len(rows) + _terms([budget, *adjustments], NET), rounded_to),
    )
    yield from compare(
        Comparison(
            Rule.FORECAST_AGREES,
            f"{part.pointer}/forecast/net",
            Text(sv="Områdenas prognos på årsutfall", en="The forecast of the areas"),
        ),
        table_total.forecast,
        part.computed.forecast.columns.net,
        tolerance(len(rows) + _terms([budget, *lines], NET), rounded_to),
    )
    yield from _check_area_deviations(part, section, rounded_to)


def check_remaining_deviation(
    part: SpecificationPart, section: PrintedRows, rounded_to: Decimal | None
) -> Iterator[Finding]:
    """Column 12 against the deviation of the area table; investments have no column 12."""
    rows = [row for row in section.rows if row.area.level == 1]
    if not rows:
        return
    yield from compare(
        Comparison(
            Rule.DEVIATION_AGREES,
            f"{part.pointer}/remaining_deviation/net",
            Text(sv="Områdenas sammanlagda avvikelse", en="The deviation of the areas together"),
        ),
        sum_of_rows(rows).deviation,
        part.computed.remaining_deviation.columns.net,
        tolerance(2 * len(rows) + _terms([line.row.components for line in part.given.lines], NET), rounded_to),
    )


def _check_nets(part: SpecificationPart, rounded_to: Decimal | None) -> Iterator[Finding]:
    budget = part.given.board_budget
    yield from compare(
        Comparison(
            Rule.NET_OF_COMPONENTS,
            f"{part.pointer}/board_budget/net",
            Text(sv="Nämndens budget, netto", en="The board's budget, net"),
        ),
        budget.net,
        budget.components.net,
        tolerance(budget.components.given, rounded_to),
    )
    for number, line in enumerate(part.given.lines):
        yield from compare(
            Comparison(
                Rule.NET_OF_COMPONENTS,
                f"{part.pointer}/lines/{number}/net",
                Text(sv=f"{line.text}, netto", en=f"{line.text}, net"),
            ),
            line.row.net,
            line.row.components.net,
            tolerance(line.row.components.given, rounded_to),
        )


def _summaries(part: SpecificationPart) -> Iterator[Summary]:
    given, computed = part.given, part.computed
    lines = [line.row.components for line in given.lines]
    transfers = [given.result_transfers.components] if given.result_transfers else []
    forecast = Text(sv="Prognos på årsutfall", en="Forecast of the year")
    yield Summary(Rule.FORECAST, "forecast", forecast, computed.forecast, [given.board_budget.components, *lines])
    deviations = Text(sv="Summa avvikelser", en="Sum of deviations")
    yield Summary(Rule.CHANGES, "deviations", deviations, computed.deviations, lines)
    for name, title, kind, printed in (
        ("turnover_changes", _TURNOVER, LineKind.TURNOVER_CHANGE, computed.turnover_changes),
        ("budget_adjustments", _ADJUSTMENTS, LineKind.BUDGET_ADJUSTMENT, computed.budget_adjustments),
        ("performance_changes", _PERFORMANCE, LineKind.PERFORMANCE_CHANGE, computed.performance_changes),
    ):
        yield Summary(Rule.ADJUSTMENTS, name, title, printed, _adjustments_of(given.lines, kind))
    remaining = Text(sv="Avvikelse efter resultatdispositioner", en="Deviation after transfers and adjustments")
    yield Summary(Rule.REMAINING, "remaining_deviation", remaining, computed.remaining_deviation, [*lines, *transfers])


_TURNOVER: Final = Text(sv="Varav omslutningsförändringar", en="Of which turnover changes")
_ADJUSTMENTS: Final = Text(sv="Varav budgetjusteringar", en="Of which budget adjustments")
_PERFORMANCE: Final = Text(sv="Varav prestationsförändringar", en="Of which performance changes")


def _adjustments_of(lines: Sequence[GivenLine], kind: LineKind) -> list[Components]:
    return [line.row.components for line in lines if line.kind is kind and counts_as_adjustment(line)]


def _check_summary(part: SpecificationPart, summary: Summary, rounded_to: Decimal | None) -> Iterator[Finding]:
    if summary.printed is None or summary.printed.stated is None:
        return
    for cell in part.cells:
        yield from compare(
            Comparison(
                summary.rule,
                f"{part.pointer}/{summary.name}/{cell.name}",
                Text(sv=f"{summary.title.sv}, {cell.heading.sv}", en=f"{summary.title.en}, {cell.heading.en}"),
            ),
            cell.of(summary.printed.stated),
            cell.of(summary.printed.columns),
            tolerance(_terms(summary.rows, cell), rounded_to),
        )


def _check_area_deviations(
    part: SpecificationPart, section: PrintedRows, rounded_to: Decimal | None
) -> Iterator[Finding]:
    unpaid = uncovered_lines(part.given.lines)
    for number, row in enumerate(section.rows):
        explaining = [line.row.components for line in unpaid if line.area in _with_parts(row, section.rows)]
        if row.area.level > 1 and not explaining:
            continue
        net_change = sum((components.net or ZERO for components in explaining), ZERO)
        yield from compare(
            Comparison(
                Rule.AREA_EXPLAINED,
                f"{section.pointer}/{number}/deviation",
                Text(
                    sv=f"{row.area.name}, avvikelse mot specifikationens rader",
                    en=f"{row.area.name}, deviation against the lines of the specification",
                ),
            ),
            row.figures.deviation,
            -net_change if net_change else ZERO,
            tolerance(2 + _terms(explaining, NET), rounded_to),
        )


def _with_parts(row: AreaRow, rows: Sequence[AreaRow]) -> set[str]:
    """The slugs of an area and of its `varav` rows: a line may be given for either."""
    return {row.area.slug, *(part.area.slug for part in rows if part.area.parent == row.area.slug)}


def _terms(rows: Sequence[Components], cell: Cell) -> int:
    """How many given amounts the sum of one column is made of."""
    if cell is NET:
        return sum(row.given for row in rows)
    return sum(cell.of(as_net_cost(row)) is not None for row in rows)
