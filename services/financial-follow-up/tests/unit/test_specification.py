"""The specification of deviations: bridge, signs, column 12, and what each kind of line may be."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from financial_follow_up.domain.adjustments import AdjustmentStatus
from financial_follow_up.domain.amounts import Columns, Components
from financial_follow_up.domain.areas import Area
from financial_follow_up.domain.errors import DuplicateArea, InvalidArea, InvalidLine, UnknownArea
from financial_follow_up.domain.findings import Rule, Severity
from financial_follow_up.domain.follow_up import AreaFigures, FollowUp, GivenAreaRow, check_follow_up
from financial_follow_up.domain.given_specification import (
    GivenLine,
    GivenSpecification,
    LineKind,
    StatedRow,
    check_line,
)
from financial_follow_up.domain.report import compute_report
from financial_follow_up.domain.specification import specify

KRONOR = st.decimals(min_value=Decimal(-1_000_000_000), max_value=Decimal(1_000_000_000), places=2, allow_nan=False)
ADJUSTMENT_KINDS = [LineKind.PERFORMANCE_CHANGE, LineKind.BUDGET_ADJUSTMENT]
COMPONENTS = st.builds(Components, KRONOR, st.none() | KRONOR, st.none() | KRONOR, st.none() | KRONOR)


def line(row: Components, kind: LineKind = LineKind.DEVIATION, status: AdjustmentStatus | None = None) -> GivenLine:
    return GivenLine(area=None, text="Rad", kind=kind, status=status, row=StatedRow(row))


DEVIATION_LINES = COMPONENTS.map(line)
ADJUSTMENT_LINES = st.builds(line, COMPONENTS, st.sampled_from(ADJUSTMENT_KINDS), st.sampled_from(AdjustmentStatus))
TURNOVER_LINES = KRONOR.map(
    lambda amount: line(Components(costs=amount, income=amount), LineKind.TURNOVER_CHANGE, AdjustmentStatus.GRANTED)
)
LINES = st.lists(DEVIATION_LINES | ADJUSTMENT_LINES | TURNOVER_LINES, max_size=12)


def net(row: Columns) -> Decimal:
    assert row.net is not None
    return row.net


@given(COMPONENTS, LINES)
def test_forecast_is_budget_and_lines(budget: Components, lines: list[GivenLine]) -> None:
    specification = specify(GivenSpecification(StatedRow(budget), lines))
    nets = [each.row.components.net or 0 for each in lines]
    assert net(specification.forecast.columns) == net(specification.board_budget.columns) + sum(nets)
    assert net(specification.deviations.columns) == -sum(nets)


@given(COMPONENTS, LINES)
def test_column_12_is_adjusted_budget_minus_forecast(budget: Components, lines: list[GivenLine]) -> None:
    specification = specify(GivenSpecification(StatedRow(budget), lines))
    remaining = net(specification.remaining_deviation.columns)
    assert remaining == specification.adjusted_budget.adjusted - net(specification.forecast.columns)
    assert remaining == specification.cover.surpluses - specification.cover.deficits


@given(COMPONENTS, LINES)
def test_column_12_is_the_sum_of_the_printed_rows_above_it(budget: Components, lines: list[GivenLine]) -> None:
    transfers = StatedRow(Components(costs=Decimal("1500000.00")))
    printed = specify(GivenSpecification(StatedRow(budget), lines, result_transfers=transfers))
    assert printed.result_transfers is not None
    above = (
        printed.deviations,
        printed.turnover_changes,
        printed.budget_adjustments,
        printed.performance_changes,
        printed.result_transfers,
    )
    assert net(printed.remaining_deviation.columns) == sum(net(row.columns) for row in above)


@given(KRONOR)
def test_turnover_change_has_no_net(amount: Decimal) -> None:
    lines = [line(Components(costs=amount, income=amount), LineKind.TURNOVER_CHANGE, AdjustmentStatus.GRANTED)]
    specification = specify(GivenSpecification(StatedRow(Components(costs=Decimal(1))), lines))
    assert net(specification.turnover_changes.columns) == 0
    assert specification.turnover_changes.columns.costs == amount


@given(st.builds(Components, KRONOR, KRONOR, KRONOR, KRONOR))
def test_turnover_change_that_has_a_net_is_refused(row: Components) -> None:
    turnover_change = line(row, LineKind.TURNOVER_CHANGE, AdjustmentStatus.GRANTED)
    if row.costs == row.income and not row.depreciation and not row.internal_interest:
        check_line(turnover_change, "/lines/0")
    else:
        with pytest.raises(InvalidLine):
            check_line(turnover_change, "/lines/0")


@pytest.mark.parametrize(
    ("refused", "pointer"),
    [
        (line(Components()), "/lines/0"),
        (line(Components(Decimal(1)), LineKind.DEVIATION, AdjustmentStatus.GRANTED), "/lines/0/status"),
        (line(Components(Decimal(1)), LineKind.BUDGET_ADJUSTMENT), "/lines/0/status"),
        (line(Components(Decimal(1)), LineKind.TURNOVER_CHANGE, AdjustmentStatus.GRANTED), "/lines/0"),
    ],
)
def test_line_that_is_not_what_it_says_is_refused(refused: GivenLine, pointer: str) -> None:
    with pytest.raises(InvalidLine) as error:
        check_line(refused, "/lines/0")
    assert error.value.pointer == pointer


def test_rejected_performance_change_becomes_a_deficit(published_follow_up: FollowUp) -> None:
    assert published_follow_up.specification is not None
    rejected = replace(
        published_follow_up.specification,
        lines=[
            replace(each, status=each.status and AdjustmentStatus.REJECTED)
            for each in published_follow_up.specification.lines
        ],
    )
    specification = specify(rejected)
    assert specification.adjusted_budget.adjusted == Decimal(1133700000)
    assert specification.performance_changes.columns.net == 0
    assert specification.remaining_deviation.columns.net == Decimal(-11600000)
    assert specification.cover.deficits == Decimal(24100000)


@pytest.mark.parametrize(
    ("changed", "rule", "pointer"),
    [
        ({"board_budget": "net"}, Rule.NET_OF_COMPONENTS, "/specification/board_budget/net"),
        ({"forecast": "net"}, Rule.FORECAST, "/specification/forecast/net"),
        ({"forecast": "costs"}, Rule.FORECAST, "/specification/forecast/costs"),
        ({"changes": "income"}, Rule.CHANGES, "/specification/deviations/income"),
        ({"performance_changes": "net"}, Rule.ADJUSTMENTS, "/specification/performance_changes/net"),
        ({"budget_adjustments": "costs"}, Rule.ADJUSTMENTS, "/specification/budget_adjustments/costs"),
        ({"remaining_changes": "net"}, Rule.REMAINING, "/specification/remaining_deviation/net"),
    ],
)
def test_stated_row_that_does_not_follow_from_the_lines_is_found(
    changed: dict[str, str],
    rule: Rule,
    pointer: str,
    published_follow_up: FollowUp,
    published_areas: Mapping[str, Area],
) -> None:
    ((row_name, cell),) = changed.items()
    specification = published_follow_up.specification
    assert specification is not None
    row: StatedRow = getattr(specification, row_name)
    off = Decimal(9000000)
    wrong = (
        replace(row, net=(row.net or 0) + off)
        if cell == "net"
        else replace(row, components=replace(row.components, **{cell: off * 1000}))
    )
    stated: dict[str, Any] = {row_name: wrong}
    follow_up = replace(published_follow_up, specification=replace(specification, **stated))
    report = compute_report(follow_up, published_areas.values())
    errors = [(each.rule, each.pointer) for each in report.findings if each.severity is Severity.ERROR]
    assert errors == [(rule, pointer)]


def test_area_table_and_specification_must_agree(
    published_follow_up: FollowUp, published_areas: Mapping[str, Area]
) -> None:
    rows = [
        GivenAreaRow(row.area, replace(row.figures, forecast=Decimal(513900000), deviation=None))
        if row.area == "aldreomsorg"
        else row
        for row in published_follow_up.areas
    ]
    report = compute_report(replace(published_follow_up, areas=rows), published_areas.values())
    assert [(each.rule, each.pointer) for each in report.findings if each.severity is Severity.ERROR] == [
        (Rule.AREA_TOTAL, "/total/forecast"),
        (Rule.AREA_TOTAL, "/total/deviation"),
        (Rule.FORECAST_AGREES, "/specification/forecast/net"),
        (Rule.AREA_EXPLAINED, "/areas/10/deviation"),
        (Rule.DEVIATION_AGREES, "/specification/remaining_deviation/net"),
    ]


def test_stated_deviation_and_share_are_checked(
    published_follow_up: FollowUp, published_areas: Mapping[str, Area]
) -> None:
    rows = [
        replace(row, figures=replace(row.figures, deviation=Decimal(3000000))) if row.area == "aldreomsorg" else row
        for row in published_follow_up.areas
    ]
    follow_up = replace(
        published_follow_up,
        areas=rows,
        stated_share_percent=Decimal("40.5"),
        stated_guide_percent=Decimal("41.6"),
    )
    report = compute_report(follow_up, published_areas.values())
    assert [(each.rule, each.pointer) for each in report.findings if each.severity is Severity.ERROR] == [
        (Rule.AREA_DEVIATION, "/areas/10/deviation"),
        (Rule.SHARE, "/share_of_budget_used/percent"),
        (Rule.GUIDE, "/share_of_budget_used/guide_percent"),
    ]


def test_published_follow_up_is_accepted(published_follow_up: FollowUp, published_areas: Mapping[str, Area]) -> None:
    check_follow_up(published_follow_up, published_areas)


def test_area_that_the_year_does_not_have_is_refused(
    published_follow_up: FollowUp, published_areas: Mapping[str, Area]
) -> None:
    without = {slug: area for slug, area in published_areas.items() if slug != "aldreomsorg"}
    with pytest.raises(UnknownArea) as refused:
        check_follow_up(published_follow_up, without)
    assert refused.value.pointer == "/areas/10/area"
    with pytest.raises(UnknownArea) as refused:
        check_follow_up(replace(published_follow_up, areas=[]), without)
    assert refused.value.pointer == "/specification/lines/8/area"


def test_area_given_twice_is_refused(published_follow_up: FollowUp, published_areas: Mapping[str, Area]) -> None:
    twice = replace(published_follow_up, areas=[*published_follow_up.areas, published_follow_up.areas[0]])
    with pytest.raises(DuplicateArea) as refused:
        check_follow_up(twice, published_areas)
    assert refused.value.pointer == "/areas/20/area"


def test_part_without_its_area_is_refused(published_follow_up: FollowUp, published_areas: Mapping[str, Area]) -> None:
    alone = replace(published_follow_up, areas=[GivenAreaRow("socialpsykiatri", AreaFigures())])
    with pytest.raises(InvalidArea) as refused:
        check_follow_up(alone, published_areas)
    assert refused.value.pointer == "/areas/0/area"


def test_budget_without_an_amount_is_refused(
    published_follow_up: FollowUp, published_areas: Mapping[str, Area]
) -> None:
    unknown = replace(
        published_follow_up, investments=GivenSpecification(board_budget=StatedRow(Components()), lines=[])
    )
    with pytest.raises(InvalidLine) as refused:
        check_follow_up(unknown, published_areas)
    assert refused.value.pointer == "/investments/board_budget"


def test_line_belongs_to_an_area_of_its_own_section(
    published_follow_up: FollowUp, published_areas: Mapping[str, Area]
) -> None:
    assert published_follow_up.investments is not None
    misplaced = [replace(each, area="aldreomsorg") for each in published_follow_up.investments.lines]
    investments = replace(published_follow_up.investments, lines=misplaced)
    with pytest.raises(UnknownArea) as refused:
        check_follow_up(replace(published_follow_up, investments=investments), published_areas)
    assert refused.value.pointer == "/investments/lines/0/area"


def test_transfers_with_a_net_alone_are_refused(
    published_follow_up: FollowUp, published_areas: Mapping[str, Area]
) -> None:
    assert published_follow_up.specification is not None
    specification = replace(published_follow_up.specification, result_transfers=StatedRow(Components(), net=Decimal(1)))
    with pytest.raises(InvalidLine) as refused:
        check_follow_up(replace(published_follow_up, specification=specification), published_areas)
    assert refused.value.pointer == "/specification/result_transfers"
