"""Periods, areas, adjustments, share of budget and rounding: each rule by itself."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from financial_follow_up.domain.adjustments import Adjustment, AdjustmentStatus, adjusted_budget
from financial_follow_up.domain.area_table import AreaRow, sum_of_rows
from financial_follow_up.domain.areas import Area, Section, check_new_area, in_printed_order
from financial_follow_up.domain.deviation import deviation
from financial_follow_up.domain.errors import AreaExists, InvalidArea, InvalidPeriod
from financial_follow_up.domain.figures import printed_in_millions
from financial_follow_up.domain.follow_up import AreaFigures
from financial_follow_up.domain.periods import Period
from financial_follow_up.domain.rounding import PRINTED_UNIT, tolerance
from financial_follow_up.domain.share import in_percent, share_of_budget_used

KRONOR = st.decimals(min_value=Decimal(-10_000_000_000), max_value=Decimal(10_000_000_000), places=2, allow_nan=False)


def area(slug: str, *, parent: str | None = None, section: Section = Section.OPERATIONS, place: int = 0) -> Area:
    return Area(slug=slug, name=slug, section=section, parent=parent, sort_order=place, continues=None)


WHOLE = area("individ-och-familjeomsorg")
PART = area("socialpsykiatri", parent=WHOLE.slug)
EXISTING = {each.slug: each for each in (WHOLE, PART)}


@pytest.mark.parametrize(
    "text",
    ["2019-13", "2019-00", "2019-5", "2019", "19-05", "2019-05-31", "1899-12", "2100-01", "2019-٠5", ""],
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(InvalidPeriod) as refused:
        Period.parse(text, pointer="/period")
    assert refused.value.pointer == "/period"


@given(st.integers(min_value=1900, max_value=2099), st.integers(min_value=1, max_value=12))
def test_period_is_read_as_it_is_written(year: int, month: int) -> None:
    assert Period.parse(str(Period(year, month))) == Period(year, month)


def test_deviation_is_plus_for_a_surplus() -> None:
    assert deviation(Decimal("500.9"), Decimal("503.9")) == Decimal("-3.0")
    assert deviation(Decimal("37.8"), Decimal("33.3")) == Decimal("4.5")


def test_area_taken_twice_is_a_conflict() -> None:
    with pytest.raises(AreaExists) as refused:
        check_new_area(area(WHOLE.slug), EXISTING)
    assert refused.value.pointer == "/slug"


@pytest.mark.parametrize(
    ("new", "pointer"),
    [
        (area("barn-och-unga", parent="finns-inte"), "/parent"),
        (area("barn", parent=PART.slug), "/parent"),
        (area("stadsmiljo", parent=WHOLE.slug, section=Section.INVESTMENTS), "/section"),
    ],
)
def test_part_needs_a_whole_area_of_its_own_section(new: Area, pointer: str) -> None:
    with pytest.raises(InvalidArea) as refused:
        check_new_area(new, EXISTING)
    assert refused.value.pointer == pointer


def test_area_and_part_that_fit_are_accepted() -> None:
    check_new_area(area("aldreomsorg"), EXISTING)
    check_new_area(area("barn-och-unga", parent=WHOLE.slug), EXISTING)


def test_parts_follow_their_area_whatever_their_place() -> None:
    late_part = area("vuxna-missbruk", parent=WHOLE.slug, place=9)
    next_area = area("flyktingmottagande", place=1)
    assert in_printed_order([late_part, next_area, PART, WHOLE]) == [WHOLE, PART, late_part, next_area]


@given(st.lists(st.tuples(KRONOR, st.sampled_from(AdjustmentStatus))), KRONOR)
def test_adjusted_budget_counts_everything_but_the_rejected(
    given_adjustments: list[tuple[Decimal, AdjustmentStatus]], budget: Decimal
) -> None:
    adjustments = [Adjustment(net, status) for net, status in given_adjustments]
    adjusted = adjusted_budget(budget, adjustments)
    rejected = sum(net for net, status in given_adjustments if status is AdjustmentStatus.REJECTED)
    granted = sum(net for net, status in given_adjustments if status is AdjustmentStatus.GRANTED)
    assert adjusted.adjusted == budget + sum(net for net, _ in given_adjustments) - rejected
    assert adjusted.decided == budget + granted
    assert sum(net for _, net in adjusted.by_status) == sum(net for net, _ in given_adjustments)


def test_published_adjusted_budget() -> None:
    performance = [
        Adjustment(Decimal("5.0"), AdjustmentStatus.EXPECTED),
        Adjustment(Decimal("6.6"), AdjustmentStatus.EXPECTED),
    ]
    adjusted = adjusted_budget(Decimal("1133.7"), performance)
    assert (adjusted.adjusted, adjusted.decided) == (Decimal("1145.3"), Decimal("1133.7"))


def test_published_share_and_guide_value() -> None:
    share = share_of_budget_used(Decimal(468300000), Decimal(1145300000), Period(2019, 5))
    assert (share.percent, share.guide_percent) == (Decimal("40.9"), Decimal("41.7"))


@pytest.mark.parametrize(
    ("outcome", "budget"),
    [(None, Decimal(1)), (Decimal(1), None), (Decimal(1), Decimal("0.00"))],
)
def test_share_of_what_is_not_known_is_not_known(outcome: Decimal | None, budget: Decimal | None) -> None:
    assert share_of_budget_used(outcome, budget, Period(2019, 5)).percent is None


@pytest.mark.parametrize(
    ("share", "percent"),
    [("0.4085", "40.9"), ("0.40849", "40.8"), ("1", "100.0"), ("-0.0001", "0.0")],
)
def test_percent_is_rounded_half_up(share: str, percent: str) -> None:
    assert str(in_percent(Decimal(share))) == percent


def test_tolerance_of_the_published_table() -> None:
    assert tolerance(13, PRINTED_UNIT) == Decimal(650000)
    assert tolerance(13, None) == 0


@given(st.lists(KRONOR, min_size=1, max_size=40))
def test_printed_cells_differ_from_their_printed_sum_by_no_more_than_the_tolerance(
    amounts: list[Decimal],
) -> None:
    rows = [AreaRow(area("a"), AreaFigures(adjusted_budget=amount), None) for amount in amounts]
    printed_sum = Decimal(printed_in_millions(sum_of_rows(rows).adjusted_budget))
    sum_of_printed = sum((Decimal(printed_in_millions(amount)) for amount in amounts), Decimal(0))
    assert abs(printed_sum - sum_of_printed) * 1_000_000 <= tolerance(len(amounts), PRINTED_UNIT)
