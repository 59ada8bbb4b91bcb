"""Both specifications of a follow-up as they are handed in and given back."""

from typing import Annotated

from pydantic import Field

from boardkit.api.schemas import Schema
from financial_follow_up.domain.given_specification import GivenSpecification, StatedRow
from financial_follow_up.schemas.given_figures import (
    GivenComponents,
    GivenInvestment,
    GivenInvestmentLine,
    GivenOperationsLine,
)

_MOST_LINES = 500


def _sum(description: str) -> GivenComponents | None:
    """A field for a sum that the source may state."""
    default: GivenComponents | None = Field(default=None, description=description)
    return default


class GivenOperations(Schema):
    """Från nämndens budget till årets prognos, så som källan anger det. From the budget to the forecast, as stated."""

    board_budget: Annotated[
        GivenComponents, Field(description="Nämndens budget (kolumn 1). The board's budget (column 1).")
    ]
    lines: Annotated[tuple[GivenOperationsLine, ...], Field(max_length=_MOST_LINES)] = ()
    forecast: GivenComponents | None = _sum("Prognos på årsutfall (kolumn 3). Forecast of the year.")
    changes: GivenComponents | None = _sum(
        "Summa avvikelser som förändring mot budgeten. Sum of all lines, plus for a higher net cost; a report prints "
        "the opposite sign."
    )
    turnover_changes: GivenComponents | None = _sum("Varav omslutningsförändringar (kolumn 7). Turnover changes.")
    budget_adjustments: GivenComponents | None = _sum("Varav budgetjusteringar (kolumn 6). Budget adjustments.")
    performance_changes: GivenComponents | None = _sum("Varav prestationsförändringar (kolumn 4). Performance changes.")
    result_transfers: GivenComponents | None = _sum(
        "Resultatöverföringar (kolumn 8 och 9), plus för det som förs in i årets budget. Transfers into this year."
    )
    remaining_changes: GivenComponents | None = _sum(
        "Det som återstår (kolumn 12) som förändring mot budgeten. What remains, plus for a higher net cost; a report "
        "prints the opposite sign."
    )

    def as_domain(self) -> GivenSpecification:
        """The specification as the domain knows it."""
        return GivenSpecification(
            board_budget=self.board_budget.row,
            lines=[line.line(line.row) for line in self.lines],
            forecast=_row(self.forecast),
            changes=_row(self.changes),
            turnover_changes=_row(self.turnover_changes),
            budget_adjustments=_row(self.budget_adjustments),
            performance_changes=_row(self.performance_changes),
            result_transfers=_row(self.result_transfers),
            remaining_changes=_row(self.remaining_changes),
        )

    @classmethod
    def of(cls, given: GivenSpecification) -> "GivenOperations":
        """The shape of `given`."""
        return GivenOperations(
            board_budget=GivenComponents.of(given.board_budget),
            lines=tuple(map(GivenOperationsLine.of_line, given.lines)),
            forecast=_components(given.forecast),
            changes=_components(given.changes),
            turnover_changes=_components(given.turnover_changes),
            budget_adjustments=_components(given.budget_adjustments),
            performance_changes=_components(given.performance_changes),
            result_transfers=_components(given.result_transfers),
            remaining_changes=_components(given.remaining_changes),
        )


class GivenInvestments(Schema):
    """Investeringarnas specifikation, så som källan anger den. The specification of investments, as stated."""

    board_budget: GivenInvestment
    lines: Annotated[tuple[GivenInvestmentLine, ...], Field(max_length=_MOST_LINES)] = ()
    forecast: Annotated[GivenInvestment | None, Field(description="Prognos på årsutfall. Forecast of the year.")] = None
    changes: Annotated[
        GivenInvestment | None,
        Field(
            description="Summa avvikelser som förändring mot budgeten. Sum of all lines, plus for a higher net cost; a "
            "report prints the opposite sign."
        ),
    ] = None

    def as_domain(self) -> GivenSpecification:
        """The specification as the domain knows it."""
        return GivenSpecification(
            board_budget=self.board_budget.row,
            lines=[line.line(line.row) for line in self.lines],
            forecast=None if self.forecast is None else self.forecast.row,
            changes=None if self.changes is None else self.changes.row,
        )

    @classmethod
    def of(cls, given: GivenSpecification) -> "GivenInvestments":
        """The shape of `given`."""
        return GivenInvestments(
            board_budget=GivenInvestment.of(given.board_budget),
            lines=tuple(map(GivenInvestmentLine.of_line, given.lines)),
            forecast=None if given.forecast is None else GivenInvestment.of(given.forecast),
            changes=None if given.changes is None else GivenInvestment.of(given.changes),
        )


def _row(given: GivenComponents | None) -> StatedRow | None:
    return None if given is None else given.row


def _components(row: StatedRow | None) -> GivenComponents | None:
    return None if row is None else GivenComponents.of(row)
