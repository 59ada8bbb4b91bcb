"""The figures of a follow-up as they are handed in and given back: the same shapes both ways.

One sign everywhere: every component is positive, and a change is positive when the component grows. Reports print
other signs; the conversion is theirs. `null` is a blank: not known, and never zero.
"""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from boardkit.api.input_errors import as_pydantic_error
from boardkit.api.schemas import Kronor, Line, Schema, Slug
from boardkit.domain.errors import InvalidInput, Text
from boardkit.domain.money import Dash
from financial_follow_up.domain.adjustments import AdjustmentStatus
from financial_follow_up.domain.amounts import Components
from financial_follow_up.domain.figures import NOT_APPLICABLE, Figure
from financial_follow_up.domain.follow_up import AreaFigures, GivenAreaRow
from financial_follow_up.domain.given_specification import GivenLine, LineKind, StatedRow

FigureName = Literal["adjusted_budget", "forecast", "deviation", "prior_year_result"]
FIGURE_NAMES: tuple[FigureName, ...] = ("adjusted_budget", "forecast", "deviation", "prior_year_result")

AdjustedBudget = Annotated[
    Kronor | None,
    Field(
        description="Justerad nettobudget, begärda justeringar inräknade. Adjusted net budget, requests included.",
        json_schema_extra={"example": "500900000.00"},
    ),
]
Forecast = Annotated[
    Kronor | None,
    Field(description="Prognos på årsutfall. Forecast of the year.", json_schema_extra={"example": "503900000.00"}),
]
Deviation = Annotated[
    Kronor | None,
    Field(
        description="Budget minus prognos, plus för överskott. Budget minus forecast, plus for a surplus.",
        json_schema_extra={"example": "-3000000.00"},
    ),
]
PriorYearResult = Annotated[
    Kronor | None,
    Field(
        description="Resultat enligt bokslut året före. Result of the year before.",
        json_schema_extra={"example": "2300000.00"},
    ),
]
InapplicableFigures = Annotated[
    tuple[FigureName, ...],
    Field(
        max_length=len(FIGURE_NAMES),
        description="Uppgifter som inte finns för området, tryckta som streck. Figures that do not exist, not unknown.",
        json_schema_extra={"example": ["prior_year_result"]},
    ),
]
Costs = Annotated[Kronor | None, Field(description="Kostnader. Costs.", json_schema_extra={"example": "1341600000.00"})]
Expenditure = Annotated[
    Kronor | None, Field(description="Utgifter. Expenditure.", json_schema_extra={"example": "22300000.00"})
]
Income = Annotated[
    Kronor | None,
    Field(description="Intäkter, positiva. Income, positive.", json_schema_extra={"example": "217800000.00"}),
]
Depreciation = Annotated[
    Kronor | None, Field(description="Avskrivningar. Depreciation.", json_schema_extra={"example": "9300000.00"})
]
InternalInterest = Annotated[
    Kronor | None, Field(description="Internränta. Internal interest.", json_schema_extra={"example": "600000.00"})
]
Net = Annotated[
    Kronor | None,
    Field(
        description="Netto så som källan anger det; räknas alltid om. Net as the source states it; always recomputed.",
        json_schema_extra={"example": "1133700000.00"},
    ),
]


class GivenTotal(Schema):
    """En summarad så som källan anger den. A total as the source states it."""

    adjusted_budget: AdjustedBudget = None
    forecast: Forecast = None
    deviation: Deviation = None
    prior_year_result: PriorYearResult = None
    inapplicable_figures: InapplicableFigures = ()

    @model_validator(mode="after")
    def refuse_amounts_that_do_not_apply(self) -> Self:
        """A figure either has an amount or does not apply."""
        if any(getattr(self, name) is not None for name in self.inapplicable_figures):
            raise as_pydantic_error(
                InvalidInput(
                    Text(
                        sv="En uppgift i inapplicable_figures kan inte samtidigt ha ett belopp.",
                        en="A figure in inapplicable_figures cannot have an amount as well.",
                    )
                )
            )
        return self

    @property
    def figures(self) -> AreaFigures:
        """The figures as the domain knows them."""
        return AreaFigures(
            adjusted_budget=self._figure("adjusted_budget"),
            forecast=self._figure("forecast"),
            deviation=self._figure("deviation"),
            prior_year_result=self._figure("prior_year_result"),
        )

    def _figure(self, name: FigureName) -> Figure:
        value: Decimal | None = getattr(self, name)
        return NOT_APPLICABLE if name in self.inapplicable_figures else value

    @classmethod
    def of(cls, figures: AreaFigures) -> "GivenTotal":
        """The shape of `figures`."""
        return GivenTotal(
            adjusted_budget=amount_of(figures.adjusted_budget),
            forecast=amount_of(figures.forecast),
            deviation=amount_of(figures.deviation),
            prior_year_result=amount_of(figures.prior_year_result),
            inapplicable_figures=inapplicable_in(figures),
        )


class GivenArea(GivenTotal):
    """Uppgifterna för ett område. The figures of one area."""

    area: Annotated[Slug, Field(json_schema_extra={"example": "aldreomsorg"})]

    def as_domain(self) -> GivenAreaRow:
        """The row as the domain knows it."""
        return GivenAreaRow(self.area, self.figures)

    @classmethod
    def of_row(cls, row: GivenAreaRow) -> "GivenArea":
        """The shape of `row`."""
        return GivenArea(area=row.area, **dict(GivenTotal.of(row.figures)))


class GivenComponents(Schema):
    """En rad i specifikationen. A row of the specification: costs - income + depreciation + internal interest = net."""

    costs: Costs = None
    income: Income = None
    depreciation: Depreciation = None
    internal_interest: InternalInterest = None
    net: Net = None

    @property
    def row(self) -> StatedRow:
        """The row as the domain knows it."""
        components = Components(self.costs, self.income, self.depreciation, self.internal_interest)
        return StatedRow(components, net=self.net)

    @classmethod
    def of(cls, row: StatedRow) -> "GivenComponents":
        """The shape of `row`."""
        components = row.components
        return GivenComponents(
            costs=components.costs,
            income=components.income,
            depreciation=components.depreciation,
            internal_interest=components.internal_interest,
            net=row.net,
        )


class GivenInvestment(Schema):
    """En rad i investeringarnas specifikation. A row of investments: expenditure - income = net."""

    expenditure: Expenditure = None
    income: Income = None
    net: Net = None

    @property
    def row(self) -> StatedRow:
        """The row as the domain knows it."""
        return StatedRow(Components(costs=self.expenditure, income=self.income), net=self.net)

    @classmethod
    def of(cls, row: StatedRow) -> "GivenInvestment":
        """The shape of `row`."""
        return GivenInvestment(expenditure=row.components.costs, income=row.components.income, net=row.net)


class LineWords(Schema):
    """Vad en rad i specifikationen gäller. What a line is about."""

    area: Annotated[
        Slug | None,
        Field(
            description="Området som raden förklarar. The area it explains.",
            json_schema_extra={"example": "aldreomsorg"},
        ),
    ] = None
    text: Annotated[Line, Field(json_schema_extra={"example": "Högre kostnader för hemtjänst"})]
    kind: Annotated[
        LineKind,
        Field(
            description="Avvikelse, prestationsförändring (kolumn 4), budgetjustering (6) eller omslutningsförändring "
            "(7; samma belopp på kostnader och intäkter). Deviation, performance change, budget adjustment or "
            "turnover change.",
            json_schema_extra={"example": "deviation"},
        ),
    ]
    status: Annotated[
        AdjustmentStatus | None,
        Field(
            description="Begärd, förväntad, beviljad eller avslagen; bara för justeringar. For adjustments only.",
            json_schema_extra={"example": "expected"},
        ),
    ] = None

    def line(self, row: StatedRow) -> GivenLine:
        """The line with `row` as the domain knows it."""
        return GivenLine(area=self.area, text=self.text, kind=self.kind, status=self.status, row=row)


class GivenOperationsLine(LineWords, GivenComponents):
    """En rad i specifikationen av avvikelser. A line of the specification; + is more than the budget."""

    @classmethod
    def of_line(cls, line: GivenLine) -> "GivenOperationsLine":
        """The shape of `line`."""
        return GivenOperationsLine(
            area=line.area, text=line.text, kind=line.kind, status=line.status, **dict(GivenComponents.of(line.row))
        )


class GivenInvestmentLine(LineWords, GivenInvestment):
    """En rad i investeringarnas specifikation. A line of the investments; + is more than the budget."""

    @classmethod
    def of_line(cls, line: GivenLine) -> "GivenInvestmentLine":
        """The shape of `line`."""
        return GivenInvestmentLine(
            area=line.area, text=line.text, kind=line.kind, status=line.status, **dict(GivenInvestment.of(line.row))
        )


def amount_of(figure: Figure) -> Decimal | None:
    """The amount of `figure`, None for a blank and for a dash."""
    return figure if isinstance(figure, Decimal) else None


def inapplicable_in(figures: AreaFigures) -> tuple[FigureName, ...]:
    """The names of the figures that do not apply."""
    return tuple(name for name in FIGURE_NAMES if isinstance(getattr(figures, name), Dash))
