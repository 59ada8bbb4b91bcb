"""The published follow-up per May 2019 as domain values: every figure of its area table and specification."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from boardkit.domain.money import Dash
from boardkit.domain.slugs import slug
from financial_follow_up.domain.adjustments import AdjustmentStatus
from financial_follow_up.domain.amounts import Components
from financial_follow_up.domain.areas import Area, Section
from financial_follow_up.domain.figures import Figure
from financial_follow_up.domain.follow_up import AreaFigures, FollowUp, GivenAreaRow
from financial_follow_up.domain.given_specification import (
    GivenLine,
    GivenSpecification,
    LineKind,
    StatedRow,
)
from financial_follow_up.domain.periods import Period

# name; whole area; adjusted net budget; forecast; deviation; result of 2018, in mnkr
_AREA_TABLE = """
Nämnd- och förvaltningsadministration;;37.8;33.3;4.5;4.7
Individ- och familjeomsorg;;74.5;73.3;1.2;0.2
socialpsykiatri;Individ- och familjeomsorg;23.8;24.6;-0.8;-1.8
barn och unga;Individ- och familjeomsorg;34.8;32.8;2.0;2.8
vuxna missbruk;Individ- och familjeomsorg;15.3;15.3;0.0;-0.1
Flyktingmottagande;;3.9;0.9;3.0;2.8
Stadsmiljöverksamhet;;17.3;17.3;0.0;2.2
Avskrivningar;;9.3;9.3;0.0;0.1
Internräntor;;0.6;0.6;0.0;-0.2
Förskoleverksamhet;;272.7;273.2;-0.5;-0.8
Äldreomsorg;;500.9;503.9;-3.0;2.3
Stöd och service;;192.8;196.8;-4.0;-7.8
Kultur- och föreningsverksamhet;;12.8;12.8;0.0;5.0
Arbetsmarknadsåtgärder;;3.3;3.3;0.0;-0.1
Ekonomiskt bistånd;;19.4;20.6;-1.2;-1.1
handläggare;Ekonomiskt bistånd;4.7;4.7;0.0;-0.6
Övrig verksamhet;;0.0;0.0;0.0;0.0
Investeringsplan netto;;24.6;24.6;0.0;-
stadsmiljö;Investeringsplan netto;18.6;18.6;0.0;-
maskiner och inventarier;Investeringsplan netto;6.0;6.0;0.0;-
"""
_FIRST_INVESTMENT_ROW = 17

# area; kind; status; change of costs; change of income, in mnkr and canonical sign
_LINES = """
namnd-och-forvaltningsadministration;deviation;;-4.5;;-4.5
socialpsykiatri;deviation;;0.8;;0.8
barn-och-unga;deviation;;-2.0;;-2.0
flyktingmottagande;deviation;;3.0;;3.0
flyktingmottagande;deviation;;;6.0;-6.0
ekonomiskt-bistand;deviation;;1.2;;1.2
forskoleverksamhet;deviation;;0.5;;0.5
forskoleverksamhet;performance-change;expected;5.0;;5.0
aldreomsorg;deviation;;3.0;;3.0
stod-och-service;deviation;;4.0;;4.0
stod-och-service;performance-change;expected;6.6;;6.6
"""


def _kronor(millions: str) -> Decimal | None:
    return Decimal(millions) * 1_000_000 if millions else None


def _figure(cell: str) -> Figure:
    return Dash.DASH if cell == "-" else _kronor(cell)


def _stated(costs: str, income: str, depreciation: str, internal_interest: str, net: str) -> StatedRow:
    cells = map(_kronor, (costs, income, depreciation, internal_interest))
    return StatedRow(Components(*cells), net=_kronor(net))


def _line(row: str) -> GivenLine:
    area, kind, status, costs, income, net = row.split(";")
    return GivenLine(
        area=area,
        text=f"Rad för {area}",
        kind=LineKind(kind),
        status=AdjustmentStatus(status) if status else None,
        row=_stated(costs, income, "", "", net),
    )


@pytest.fixture(scope="session")
def published_areas() -> Mapping[str, Area]:
    """The areas of 2019 by slug."""
    rows = [row.split(";") for row in _AREA_TABLE.split("\n") if row]
    areas = [
        Area(
            slug=slug(name),
            name=name,
            section=Section.OPERATIONS if place < _FIRST_INVESTMENT_ROW else Section.INVESTMENTS,
            parent=slug(whole) if whole else None,
            sort_order=place,
            continues=None,
        )
        for place, (name, whole, *_) in enumerate(rows)
    ]
    return {area.slug: area for area in areas}


@pytest.fixture(scope="session")
def published_follow_up() -> FollowUp:
    """The follow-up per May 2019 as the administration handed it in."""
    rows = [row.split(";") for row in _AREA_TABLE.split("\n") if row]
    nothing = _stated("0.0", "0.0", "0.0", "0.0", "0.0")
    return FollowUp(
        board="norrmalm",
        period=Period(2019, 5),
        title="Ekonomisk månadsuppföljning per maj med prognos för år 2019",
        source="UB061",
        as_of=date(2019, 5, 31),
        preliminary=False,
        rounded_to=Decimal("100000.00"),
        outcome_to_date=_kronor("468.3"),
        stated_share_percent=Decimal("40.9"),
        stated_guide_percent=Decimal("41.7"),
        areas=[GivenAreaRow(slug(name), AreaFigures(*map(_figure, figures))) for name, _, *figures in rows],
        stated_total=AreaFigures(*map(_figure, ("1145.3", "1145.3", "0.0", "7.0"))),
        specification=GivenSpecification(
            board_budget=_stated("1341.6", "217.8", "9.3", "0.6", "1133.7"),
            lines=[_line(row) for row in _LINES.split()],
            forecast=_stated("1359.2", "223.8", "9.3", "0.6", "1145.3"),
            changes=_stated("17.6", "6.0", "0.0", "0.0", "11.6"),
            turnover_changes=nothing,
            budget_adjustments=nothing,
            performance_changes=_stated("11.6", "0.0", "0.0", "0.0", "11.6"),
            result_transfers=nothing,
            remaining_changes=_stated("6.0", "6.0", "0.0", "0.0", "0.0"),
        ),
        investments=GivenSpecification(
            board_budget=_stated("22.3", "0.0", "", "", "22.3"),
            lines=[_line("maskiner-och-inventarier;budget-adjustment;requested;2.3;;2.3")],
            forecast=_stated("24.6", "0.0", "", "", "24.6"),
            changes=_stated("2.3", "0.0", "", "", "2.3"),
        ),
    )
