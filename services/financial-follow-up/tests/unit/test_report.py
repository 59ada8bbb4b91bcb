"""The report of the follow-up per May 2019: every published figure, and what does not add up in it."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from boardkit.domain.errors import Text
from boardkit.domain.money import Dash
from financial_follow_up.domain.adjustments import AdjustmentStatus
from financial_follow_up.domain.amounts import Columns
from financial_follow_up.domain.area_table import AreaRow
from financial_follow_up.domain.areas import Area
from financial_follow_up.domain.figures import printed_in_millions
from financial_follow_up.domain.findings import Finding, Rule, Severity, Unit
from financial_follow_up.domain.follow_up import AreaFigures, FollowUp, GivenAreaRow
from financial_follow_up.domain.report import Report, compute_report
from financial_follow_up.domain.specification import Cover, Sign

OPERATIONS = [
    ("namnd-och-forvaltningsadministration", 1, "37.8", "33.3", "4.5", "4.7"),
    ("individ-och-familjeomsorg", 1, "74.5", "73.3", "1.2", "0.2"),
    ("socialpsykiatri", 2, "23.8", "24.6", "-0.8", "-1.8"),
    ("barn-och-unga", 2, "34.8", "32.8", "2.0", "2.8"),
    ("vuxna-missbruk", 2, "15.3", "15.3", "0.0", "-0.1"),
    ("flyktingmottagande", 1, "3.9", "0.9", "3.0", "2.8"),
    ("stadsmiljoverksamhet", 1, "17.3", "17.3", "0.0", "2.2"),
    ("avskrivningar", 1, "9.3", "9.3", "0.0", "0.1"),
    ("internrantor", 1, "0.6", "0.6", "0.0", "-0.2"),
    ("forskoleverksamhet", 1, "272.7", "273.2", "-0.5", "-0.8"),
    ("aldreomsorg", 1, "500.9", "503.9", "-3.0", "2.3"),
    ("stod-och-service", 1, "192.8", "196.8", "-4.0", "-7.8"),
    ("kultur-och-foreningsverksamhet", 1, "12.8", "12.8", "0.0", "5.0"),
    ("arbetsmarknadsatgarder", 1, "3.3", "3.3", "0.0", "-0.1"),
    ("ekonomiskt-bistand", 1, "19.4", "20.6", "-1.2", "-1.1"),
    ("handlaggare", 2, "4.7", "4.7", "0.0", "-0.6"),
    ("ovrig-verksamhet", 1, "0.0", "0.0", "0.0", "0.0"),
]
INVESTMENTS = [
    ("investeringsplan-netto", 1, "24.6", "24.6", "0.0", "-"),
    ("stadsmiljo", 2, "18.6", "18.6", "0.0", "-"),
    ("maskiner-och-inventarier", 2, "6.0", "6.0", "0.0", "-"),
]


@pytest.fixture(scope="module")
def report(published_follow_up: FollowUp, published_areas: Mapping[str, Area]) -> Report:
    return compute_report(published_follow_up, published_areas.values())


def in_millions(row: AreaRow) -> tuple[str, int, str, str, str, str]:
    return (row.area.slug, row.area.level, *printed_figures(row.figures))


def printed_figures(row: AreaFigures) -> tuple[str, str, str, str]:
    return (
        printed_in_millions(row.adjusted_budget),
        printed_in_millions(row.forecast),
        printed_in_millions(row.deviation),
        printed_in_millions(row.prior_year_result),
    )


def columns_in_millions(row: Columns | None) -> tuple[str, ...]:
    assert row is not None
    cells = (row.costs, row.income, row.depreciation, row.internal_interest, row.net)
    return tuple(map(printed_in_millions, cells))


def findings_of(report: Report, rule: Rule) -> list[Finding]:
    return [finding for finding in report.findings if finding.rule is rule]


def test_area_table_holds_every_published_figure(report: Report) -> None:
    assert [in_millions(row) for row in report.table.operations] == OPERATIONS
    assert [in_millions(row) for row in report.table.investments] == INVESTMENTS


def test_total_is_the_sum_of_the_areas_without_their_parts(report: Report) -> None:
    assert printed_figures(report.table.total) == ("1145.3", "1145.3", "0.0", "7.3")


def test_upper_block_of_the_specification_has_minus_for_lower_net_cost(report: Report) -> None:
    assert report.specification is not None
    budget, forecast = report.specification.board_budget, report.specification.forecast
    assert (budget.report_columns, budget.sign) == ((1,), Sign.NET_COST)
    assert columns_in_millions(budget.columns) == ("1341.6", "-217.8", "9.3", "0.6", "1133.7")
    assert (forecast.report_columns, forecast.sign) == ((3,), Sign.NET_COST)
    assert columns_in_millions(forecast.columns) == ("1359.2", "-223.8", "9.3", "0.6", "1145.3")
    assert [columns_in_millions(line.columns) for line in report.specification.lines] == [
        ("-4.5", "", "", "", "-4.5"),
        ("0.8", "", "", "", "0.8"),
        ("-2.0", "", "", "", "-2.0"),
        ("3.0", "", "", "", "3.0"),
        ("", "-6.0", "", "", "-6.0"),
        ("1.2", "", "", "", "1.2"),
        ("0.5", "", "", "", "0.5"),
        ("5.0", "", "", "", "5.0"),
        ("3.0", "", "", "", "3.0"),
        ("4.0", "", "", "", "4.0"),
        ("6.6", "", "", "", "6.6"),
    ]


def test_sum_of_deviations_flips_the_sign_and_its_parts_do_not(report: Report) -> None:
    specification = report.specification
    assert specification is not None
    zeros = ("0.0", "0.0", "0.0", "0.0", "0.0")
    assert specification.deviations.sign is Sign.RESULT
    assert columns_in_millions(specification.deviations.columns) == ("-17.6", "6.0", "0.0", "0.0", "-11.6")
    assert (specification.turnover_changes.report_columns, specification.turnover_changes.sign) == (
        (7,),
        Sign.NET_COST,
    )
    assert columns_in_millions(specification.turnover_changes.columns) == zeros
    assert specification.budget_adjustments.report_columns == (6,)
    assert columns_in_millions(specification.budget_adjustments.columns) == zeros
    assert specification.performance_changes.report_columns == (4,)
    assert columns_in_millions(specification.performance_changes.columns) == (
        "11.6",
        "0.0",
        "0.0",
        "0.0",
        "11.6",
    )
    assert specification.result_transfers is not None
    assert specification.result_transfers.report_columns == (8, 9)
    assert columns_in_millions(specification.result_transfers.columns) == zeros


def test_column_12_is_what_remains_and_equals_the_area_table(report: Report) -> None:
    assert report.specification is not None
    remaining = report.specification.remaining_deviation
    assert (remaining.report_columns, remaining.sign) == ((12,), Sign.RESULT)
    assert columns_in_millions(remaining.columns) == ("-6.0", "6.0", "0.0", "0.0", "0.0")
    assert remaining.columns.net == report.table.total.deviation == 0


def test_every_stated_row_of_the_specification_is_shown_in_its_printed_sign(report: Report) -> None:
    specification = report.specification
    assert specification is not None
    for row in (
        specification.board_budget,
        specification.forecast,
        specification.deviations,
        specification.performance_changes,
        specification.remaining_deviation,
    ):
        assert columns_in_millions(row.stated) == columns_in_millions(row.columns)


def test_adjusted_budget_is_given_with_and_without_what_is_not_decided(report: Report) -> None:
    assert report.specification is not None
    adjusted = report.specification.adjusted_budget
    assert adjusted.board_budget == Decimal(1133700000)
    assert adjusted.adjusted == Decimal(1145300000)
    assert adjusted.decided == Decimal(1133700000)
    assert dict(adjusted.by_status) == {
        AdjustmentStatus.REQUESTED: 0,
        AdjustmentStatus.EXPECTED: Decimal(11600000),
        AdjustmentStatus.GRANTED: 0,
        AdjustmentStatus.REJECTED: 0,
    }


def test_surpluses_cover_the_deficits(report: Report) -> None:
    assert report.specification is not None
    assert report.specification.cover == Cover(deficits=Decimal(12500000), surpluses=Decimal(12500000))


def test_share_of_budget_used_and_guide_value(report: Report) -> None:
    assert report.share.outcome_to_date == Decimal(468300000)
    assert report.share.adjusted_net_budget == Decimal(1145300000)
    assert report.share.percent == Decimal("40.9")
    assert report.share.guide_percent == Decimal("41.7")


def test_investments_are_not_neutralised(report: Report) -> None:
    assert report.investments is not None
    assert columns_in_millions(report.investments.board_budget.columns) == ("22.3", "0.0", "", "", "22.3")
    assert columns_in_millions(report.investments.lines[0].columns) == ("2.3", "", "", "", "2.3")
    assert columns_in_millions(report.investments.forecast.columns) == ("24.6", "0.0", "0.0", "0.0", "24.6")
    assert columns_in_millions(report.investments.deviations.columns) == (
        "-2.3",
        "0.0",
        "0.0",
        "0.0",
        "-2.3",
    )
    assert report.investments.adjusted_budget.adjusted == Decimal(24600000)
    assert report.investments.adjusted_budget.decided == Decimal(22300000)


def test_sum_of_prior_year_results_is_reported_as_unproven(report: Report) -> None:
    assert findings_of(report, Rule.AREA_TOTAL) == [
        Finding(
            rule=Rule.AREA_TOTAL,
            severity=Severity.WITHIN_ROUNDING,
            pointer="/total/prior_year_result",
            unit=Unit.KRONOR,
            stated=Decimal(7000000),
            recomputed=Decimal(7300000),
            tolerance=Decimal(650000),
            text=Text(
                sv="Summa, bokslut föregående år: angivet 7,0 mnkr, omräknat 7,3 mnkr. "
                "Avrundning kan förklara skillnaden.",
                en="Total, result of the year before: stated SEK 7.0 million, recomputed SEK 7.3 million. "
                "Rounding may explain the difference.",
            ),
        )
    ]
    assert findings_of(report, Rule.AREA_TOTAL)[0].difference == Decimal(-300000)


def test_parts_that_are_not_the_whole_area_are_noted(report: Report) -> None:
    noted = findings_of(report, Rule.OF_WHICH)
    assert [(each.pointer, each.stated, each.recomputed) for each in noted] == [
        ("/areas/1/adjusted_budget", Decimal(74500000), Decimal(73900000)),
        ("/areas/1/forecast", Decimal(73300000), Decimal(72700000)),
        ("/areas/1/prior_year_result", Decimal(200000), Decimal(900000)),
    ]
    assert {each.severity for each in noted} == {Severity.NOTE}


def test_published_report_has_no_other_findings_and_no_error(report: Report) -> None:
    assert {finding.rule for finding in report.findings} == {Rule.AREA_TOTAL, Rule.OF_WHICH}
    assert not [finding for finding in report.findings if finding.severity is Severity.ERROR]


def test_sum_beyond_rounding_is_an_error(published_follow_up: FollowUp, published_areas: Mapping[str, Area]) -> None:
    assert published_follow_up.stated_total is not None
    wrong = replace(published_follow_up.stated_total, prior_year_result=Decimal(6600000))
    report = compute_report(replace(published_follow_up, stated_total=wrong), published_areas.values())
    assert [finding.severity for finding in findings_of(report, Rule.AREA_TOTAL)] == [Severity.ERROR]


def test_exact_figures_leave_no_room_for_rounding(
    published_follow_up: FollowUp, published_areas: Mapping[str, Area]
) -> None:
    report = compute_report(replace(published_follow_up, rounded_to=None), published_areas.values())
    (finding,) = findings_of(report, Rule.AREA_TOTAL)
    assert (finding.severity, finding.tolerance) == (Severity.ERROR, Decimal(0))


def test_unknown_figure_is_not_zero(published_follow_up: FollowUp, published_areas: Mapping[str, Area]) -> None:
    rows = [
        replace(row, figures=replace(row.figures, forecast=None, deviation=None)) if row.area == "aldreomsorg" else row
        for row in published_follow_up.areas
    ]
    report = compute_report(replace(published_follow_up, areas=rows), published_areas.values())
    assert printed_figures(report.table.total) == ("1145.3", "", "", "7.3")
    unverified = findings_of(report, Rule.AREA_TOTAL)[:2]
    assert [(each.pointer, each.severity, each.recomputed, each.difference) for each in unverified] == [
        ("/total/forecast", Severity.NOTE, None, None),
        ("/total/deviation", Severity.NOTE, None, None),
    ]


def test_blank_dash_and_zero_are_three_things(report: Report) -> None:
    by_slug = {row.area.slug: row for row in (*report.table.operations, *report.table.investments)}
    assert by_slug["ovrig-verksamhet"].figures.prior_year_result == Decimal(0)
    assert by_slug["stadsmiljo"].figures.prior_year_result is Dash.DASH
    assert report.specification is not None
    assert report.specification.lines[0].columns.income is None


def test_area_without_a_row_is_noted_and_not_counted_as_zero(
    published_follow_up: FollowUp, published_areas: Mapping[str, Area]
) -> None:
    rows = [row for row in published_follow_up.areas if row.area != "ovrig-verksamhet"]
    report = compute_report(replace(published_follow_up, areas=rows), published_areas.values())
    (finding,) = findings_of(report, Rule.AREA_WITHOUT_FIGURES)
    assert finding.text.sv == "Övrig verksamhet: uppföljningen har inga uppgifter om området."
    assert "ovrig-verksamhet" not in [row.area.slug for row in report.table.operations]


def test_cells_that_do_not_add_up_when_rounded_are_shown(
    published_follow_up: FollowUp, published_areas: Mapping[str, Area]
) -> None:
    areas = [published_areas["avskrivningar"], published_areas["internrantor"]]
    rows = [GivenAreaRow(area.slug, AreaFigures(Decimal("50000.00"), Decimal("0.00"), None, None)) for area in areas]
    follow_up = replace(published_follow_up, areas=rows, stated_total=None, specification=None, investments=None)
    report = compute_report(follow_up, areas)
    assert [
        (each.pointer, each.stated, each.recomputed, each.severity) for each in findings_of(report, Rule.PRINTED_CELLS)
    ] == [
        (
            "/total/printed/adjusted_budget",
            Decimal("100000.0"),
            Decimal("200000.0"),
            Severity.WITHIN_ROUNDING,
        ),
        ("/total/printed/deviation", Decimal("100000.0"), Decimal("200000.0"), Severity.WITHIN_ROUNDING),
    ]


def test_follow_up_without_rows_has_no_known_total(
    published_follow_up: FollowUp, published_areas: Mapping[str, Area]
) -> None:
    follow_up = replace(published_follow_up, areas=[], specification=None, investments=None)
    report = compute_report(follow_up, published_areas.values())
    assert printed_figures(report.table.total) == ("", "", "", "")
    assert report.share.percent is None
    assert {finding.severity for finding in findings_of(report, Rule.AREA_TOTAL)} == {Severity.NOTE}
