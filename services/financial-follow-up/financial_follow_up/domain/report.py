"""The report of one period: what was handed in, laid out and recomputed, and what does not add up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from boardkit.domain.errors import Text
from financial_follow_up.domain.area_table import AreaTable, tabulate
from financial_follow_up.domain.area_table_checks import check_area_table, sections
from financial_follow_up.domain.areas import Area
from financial_follow_up.domain.findings import Comparison, Finding, Rule, Unit, compare
from financial_follow_up.domain.follow_up import FollowUp
from financial_follow_up.domain.given_specification import GivenSpecification
from financial_follow_up.domain.share import PERCENT_STEP, ShareOfBudgetUsed, share_of_budget_used
from financial_follow_up.domain.specification import Specification, specify
from financial_follow_up.domain.specification_checks import (
    CELLS,
    INVESTMENT_CELLS,
    Cell,
    SpecificationPart,
    check_against_table,
    check_remaining_deviation,
    check_specification,
)


@dataclass(frozen=True, slots=True)
class Report:
    """A recomputed follow-up; `specification` and `investments` are None when none was handed in."""

    follow_up: FollowUp
    table: AreaTable
    specification: Specification | None
    investments: Specification | None
    share: ShareOfBudgetUsed
    findings: tuple[Finding, ...]


def compute_report(follow_up: FollowUp, areas: Iterable[Area]) -> Report:
    """The report of a checked follow-up (see `check_follow_up`) and all areas of its board and year."""
    table = tabulate(follow_up, {area.slug: area for area in areas})
    operations = _part("/specification", CELLS, follow_up.specification)
    investments = _part("/investments/specification", INVESTMENT_CELLS, follow_up.investments)
    share = share_of_budget_used(follow_up.outcome_to_date, table.total.adjusted_budget, follow_up.period)
    return Report(
        follow_up=follow_up,
        table=table,
        specification=None if operations is None else operations.computed,
        investments=None if investments is None else investments.computed,
        share=share,
        findings=tuple(_findings(follow_up, table, operations, investments, share)),
    )


def _part(pointer: str, cells: Sequence[Cell], given: GivenSpecification | None) -> SpecificationPart | None:
    if given is None:
        return None
    return SpecificationPart(pointer=pointer, cells=cells, given=given, computed=specify(given))


def _findings(
    follow_up: FollowUp,
    table: AreaTable,
    operations: SpecificationPart | None,
    investments: SpecificationPart | None,
    share: ShareOfBudgetUsed,
) -> Iterator[Finding]:
    rounded_to = follow_up.rounded_to
    operations_rows, investments_rows = sections(table)
    yield from check_area_table(table, rounded_to)
    if operations is not None:
        yield from check_specification(operations, rounded_to)
        yield from check_against_table(operations, operations_rows, rounded_to)
        yield from check_remaining_deviation(operations, operations_rows, rounded_to)
    yield from _check_share(follow_up, share)
    if investments is not None:
        yield from check_specification(investments, rounded_to)
        yield from check_against_table(investments, investments_rows, rounded_to)


def _check_share(follow_up: FollowUp, share: ShareOfBudgetUsed) -> Iterator[Finding]:
    """The stated percentages; from rounded amounts the last digit may come out one step apart."""
    allowed = Decimal(0) if follow_up.rounded_to is None else PERCENT_STEP
    used = Text(sv="Andel av nettobudgeten", en="Share of the net budget")
    guide = Text(sv="Riktvärde", en="Guide value")
    yield from compare(
        Comparison(Rule.SHARE, "/share_of_budget_used/percent", used, Unit.PERCENT),
        follow_up.stated_share_percent,
        share.percent,
        allowed,
    )
    yield from compare(
        Comparison(Rule.GUIDE, "/share_of_budget_used/guide_percent", guide, Unit.PERCENT),
        follow_up.stated_guide_percent,
        share.guide_percent,
        Decimal(0),
    )
