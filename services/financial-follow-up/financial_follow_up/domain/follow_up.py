"""A monthly follow-up as it was handed in: the figures that a board's administration states, untouched.

Nothing here is computed. Sums and derived figures that the source states are kept beside the figures they
come from, so that `report` can show where the source does not agree with itself.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from boardkit.domain.errors import Text
from financial_follow_up.domain.areas import Area, Section
from financial_follow_up.domain.errors import DuplicateArea, InvalidArea, OtherPeriod, UnknownArea
from financial_follow_up.domain.figures import Figure
from financial_follow_up.domain.given_specification import GivenSpecification, check_specification_input
from financial_follow_up.domain.periods import Period


@dataclass(frozen=True, slots=True)
class AreaFigures:
    """One row of the area table, in kronor.

    Attributes:
        adjusted_budget: justerad nettobudget, requested adjustments included.
        forecast: prognos på årsutfall.
        deviation: budget minus forecast, plus for a surplus.
        prior_year_result: resultat enligt bokslut of the year before.
    """

    adjusted_budget: Figure = None
    forecast: Figure = None
    deviation: Figure = None
    prior_year_result: Figure = None


@dataclass(frozen=True, slots=True)
class GivenAreaRow:
    """The figures stated for one area, addressed by its slug."""

    area: str
    figures: AreaFigures


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What was handed in for one board and period.

    Attributes:
        source: where the figures were taken from, such as a report of the accounting system.
        as_of: the day the figures describe.
        preliminary: whether the source calls them preliminary.
        rounded_to: kronor per last digit of the given figures, None when they are exact.
        outcome_to_date: recorded net cost from January to the end of the period, in kronor.
        stated_share_percent: share of the budget used, as the source states it.
        stated_guide_percent: the guide value (riktvärde) that the source states.
        areas: rows of both sections, in the order given.
        stated_total: the printed sum of the operations rows, None when the source prints none.
        specification: from the board's budget to the forecast, operations.
        investments: the same for investments.
    """

    board: str
    period: Period
    title: str
    source: str
    as_of: date
    preliminary: bool
    rounded_to: Decimal | None
    outcome_to_date: Decimal | None
    stated_share_percent: Decimal | None
    stated_guide_percent: Decimal | None
    areas: Sequence[GivenAreaRow]
    stated_total: AreaFigures | None
    specification: GivenSpecification | None
    investments: GivenSpecification | None


def check_follow_up(follow_up: FollowUp, areas: Mapping[str, Area]) -> None:
    """Check that the given figures belong to areas of the year and that every line is what it says it is.

    Figures that do not add up are accepted: a report shows them.

    Raises:
        UnknownArea: a row or line names an area that its section of the board's budget does not have that year.
        DuplicateArea: two rows have the same area.
        InvalidArea: a `varav` row is given without the row of its area.
        InvalidLine: a budget without an amount, or a line that is not what its kind says.
    """
    _check_area_rows(follow_up.areas, areas)
    parts = (
        ("/specification", follow_up.specification, Section.OPERATIONS),
        ("/investments", follow_up.investments, Section.INVESTMENTS),
    )
    for pointer, part, section in parts:
        if part is not None:
            check_specification_input(part, pointer)
            of_section = {slug for slug, area in areas.items() if area.section is section}
            _check_line_areas(part, of_section, pointer)


def check_same_period(corrected: FollowUp, *, board: str, period: str) -> None:
    """Check that a correction concerns the board and the period (`YYYY-MM`) of the follow-up it corrects.

    Raises:
        OtherPeriod: it concerns another.
    """
    message = Text(
        sv="En rättelse gäller samma nämnd och period som uppföljningen.",
        en="A correction concerns the same board and period as the follow-up.",
    )
    if corrected.board != board:
        raise OtherPeriod(message, pointer="/board")
    if str(corrected.period) != period:
        raise OtherPeriod(message, pointer="/period")


def _check_area_rows(rows: Sequence[GivenAreaRow], areas: Mapping[str, Area]) -> None:
    given = {row.area for row in rows}
    seen: set[str] = set()
    for number, row in enumerate(rows):
        pointer = f"/areas/{number}/area"
        area = areas.get(row.area)
        if area is None:
            raise _unknown_area(pointer)
        if row.area in seen:
            raise DuplicateArea(
                Text(
                    sv="Varje verksamhetsområde har högst en rad.",
                    en="Each accounting area has at most one row.",
                ),
                pointer=pointer,
            )
        if area.parent is not None and area.parent not in given:
            raise InvalidArea(
                Text(
                    sv="En varav-rad kräver att raden för hela området också finns.",
                    en="A row that is part of an area needs the row of the whole area too.",
                ),
                pointer=pointer,
            )
        seen.add(row.area)


def _check_line_areas(part: GivenSpecification, areas: AbstractSet[str], pointer: str) -> None:
    for number, line in enumerate(part.lines):
        if line.area is not None and line.area not in areas:
            raise _unknown_area(f"{pointer}/lines/{number}/area")


def _unknown_area(pointer: str) -> UnknownArea:
    return UnknownArea(
        Text(
            sv="Nämnden har inget sådant verksamhetsområde i den delen av budgeten det året.",
            en="The board has no such accounting area in that section of its budget that year.",
        ),
        pointer=pointer,
    )
