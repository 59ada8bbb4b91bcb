"""The area table: budget, forecast, deviation and prior-year result of every area, and their sum."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from boardkit.domain.errors import Text
from financial_follow_up.domain.areas import Area, Section, in_printed_order
from financial_follow_up.domain.deviation import deviation
from financial_follow_up.domain.figures import Figure, total
from financial_follow_up.domain.follow_up import AreaFigures, FollowUp


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the area table."""

    name: str
    heading: Text
    of: Callable[[AreaFigures], Figure]


COLUMNS: Final = (
    Column(
        "adjusted_budget",
        Text(sv="justerad nettobudget", en="adjusted net budget"),
        lambda row: row.adjusted_budget,
    ),
    Column("forecast", Text(sv="prognos på årsutfall", en="forecast of the year"), lambda row: row.forecast),
    Column("deviation", Text(sv="avvikelse", en="deviation"), lambda row: row.deviation),
    Column(
        "prior_year_result",
        Text(sv="bokslut föregående år", en="result of the year before"),
        lambda row: row.prior_year_result,
    ),
)


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One printed row: the given figures, with the deviation computed where budget and forecast are known."""

    area: Area
    figures: AreaFigures
    stated_deviation: Figure


@dataclass(frozen=True, slots=True)
class AreaTable:
    """The rows of both sections in printed order and the recomputed sum of the operations."""

    operations: tuple[AreaRow, ...]
    investments: tuple[AreaRow, ...]
    total: AreaFigures
    stated_total: AreaFigures | None
    without_figures: tuple[Area, ...]


def tabulate(follow_up: FollowUp, areas: Mapping[str, Area]) -> AreaTable:
    """Lay the given rows out as the report prints them; `varav` rows never enter the sum.

    `without_figures` are the areas of the year that the follow-up says nothing about: their figures are not
    known, and the sum is the sum of the rows that there are.
    """
    given = {row.area: row.figures for row in follow_up.areas}
    ordered = in_printed_order(areas.values())
    rows = [_row(area, given[area.slug]) for area in ordered if area.slug in given]
    operations = tuple(row for row in rows if row.area.section is Section.OPERATIONS)
    return AreaTable(
        operations=operations,
        investments=tuple(row for row in rows if row.area.section is Section.INVESTMENTS),
        total=sum_of_rows(row for row in operations if row.area.level == 1),
        stated_total=follow_up.stated_total,
        without_figures=tuple(area for area in ordered if area.slug not in given),
    )


def sum_of_rows(rows: Iterable[AreaRow]) -> AreaFigures:
    """The sum of each column; a column with an unknown figure has no known sum."""
    figures = [row.figures for row in rows]
    adjusted_budget = total(row.adjusted_budget for row in figures)
    forecast = total(row.forecast for row in figures)
    return AreaFigures(
        adjusted_budget=adjusted_budget,
        forecast=forecast,
        deviation=total(row.deviation for row in figures),
        prior_year_result=total(row.prior_year_result for row in figures),
    )


def _row(area: Area, given: AreaFigures) -> AreaRow:
    computed = deviation(given.adjusted_budget, given.forecast)
    shown = computed if isinstance(computed, Decimal) else given.deviation
    return AreaRow(area=area, figures=replace(given, deviation=shown), stated_deviation=given.deviation)
