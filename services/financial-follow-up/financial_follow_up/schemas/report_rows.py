"""The rows of a report: exact kronor, and beside them the cells as a report in mnkr prints them.

Printed cells have one decimal after a point (`1145.3`), `-` where no figure belongs and an empty string where none is
known.
"""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from boardkit.api.schemas import Kronor
from financial_follow_up.domain.adjustments import AdjustedBudget, AdjustmentStatus
from financial_follow_up.domain.amounts import Columns
from financial_follow_up.domain.area_table import AreaRow, AreaTable
from financial_follow_up.domain.figures import printed_in_millions
from financial_follow_up.domain.follow_up import AreaFigures
from financial_follow_up.domain.given_specification import LineKind
from financial_follow_up.domain.specification import Cover, PrintedLine, PrintedRow, Sign, Specification
from financial_follow_up.schemas import given_figures
from financial_follow_up.schemas.given_figures import InapplicableFigures, amount_of, inapplicable_in

Cell = Annotated[str, Field(description="Mnkr som tryckt. Mnkr as printed.", json_schema_extra={"example": "1145.3"})]
SignedAmount = Annotated[
    Kronor | None,
    Field(
        description="Kronor i radens tecken, se sign. Kronor in the sign of the row.",
        json_schema_extra={"example": "-217800000.00"},
    ),
]


class Row(BaseModel):
    """Base of everything inside a report."""

    model_config = ConfigDict(frozen=True)


class PrintedAreaFigures(Row):
    """Områdets celler i mnkr. The cells of an area in mnkr."""

    adjusted_budget: Cell
    forecast: Cell
    deviation: Cell
    prior_year_result: Cell

    @classmethod
    def of(cls, figures: AreaFigures) -> Self:
        """The printed cells of `figures`."""
        return cls(
            adjusted_budget=printed_in_millions(figures.adjusted_budget),
            forecast=printed_in_millions(figures.forecast),
            deviation=printed_in_millions(figures.deviation),
            prior_year_result=printed_in_millions(figures.prior_year_result),
        )


class Figures(Row):
    """Kronor och tryckta celler. Kronor and printed cells; null is not known, or does not apply."""

    adjusted_budget: given_figures.AdjustedBudget
    forecast: given_figures.Forecast
    deviation: given_figures.Deviation
    prior_year_result: given_figures.PriorYearResult
    inapplicable_figures: InapplicableFigures
    printed: PrintedAreaFigures

    @classmethod
    def of(cls, figures: AreaFigures) -> "Figures":
        """The representation of `figures`."""
        return Figures(
            adjusted_budget=amount_of(figures.adjusted_budget),
            forecast=amount_of(figures.forecast),
            deviation=amount_of(figures.deviation),
            prior_year_result=amount_of(figures.prior_year_result),
            inapplicable_figures=inapplicable_in(figures),
            printed=PrintedAreaFigures.of(figures),
        )


class ReportedArea(Figures):
    """En rad i områdestabellen. A row of the area table; rows of level 2 (varav) never enter a sum."""

    slug: str = Field(json_schema_extra={"example": "aldreomsorg"})
    name: str = Field(json_schema_extra={"example": "Äldreomsorg"})
    level: int = Field(description="1 område, 2 varav. 1 area, 2 part.", json_schema_extra={"example": 1})
    parent: str | None = Field(json_schema_extra={"example": "individ-och-familjeomsorg"})

    @classmethod
    def of_row(cls, row: AreaRow) -> "ReportedArea":
        """The representation of `row`."""
        area = row.area
        figures = dict(Figures.of(row.figures))
        return ReportedArea(slug=area.slug, name=area.name, level=area.level, parent=area.parent, **figures)


class ReportedTotal(Figures):
    """Summan av områdena, omräknad. The recomputed sum of the areas, and the one that the source states."""

    stated: Figures | None

    @classmethod
    def of_table(cls, table: AreaTable) -> "ReportedTotal":
        """The total row of `table`."""
        stated = None if table.stated_total is None else Figures.of(table.stated_total)
        return ReportedTotal(stated=stated, **dict(Figures.of(table.total)))


class PrintedCells(Row):
    """Radens celler i mnkr. The cells of the row in mnkr."""

    costs: Cell
    income: Cell
    depreciation: Cell
    internal_interest: Cell
    net: Cell


class ReportedColumns(Row):
    """En rad i specifikationen. A row of the specification; its columns add up to its net."""

    costs: SignedAmount
    income: SignedAmount
    depreciation: SignedAmount
    internal_interest: SignedAmount
    net: SignedAmount
    printed: PrintedCells

    @classmethod
    def of(cls, row: Columns) -> "ReportedColumns":
        """The representation of `row`."""
        cells = {name: getattr(row, name) for name in PrintedCells.model_fields}
        printed = PrintedCells(**{name: printed_in_millions(amount) for name, amount in cells.items()})
        return ReportedColumns(printed=printed, **cells)


class ReportedLine(ReportedColumns):
    """En rad mellan budget och prognos; minus är lägre nettokostnad. A line; minus is a lower net cost."""

    area: str | None = Field(json_schema_extra={"example": "aldreomsorg"})
    text: str = Field(json_schema_extra={"example": "Högre kostnader för hemtjänst"})
    kind: LineKind = Field(json_schema_extra={"example": "deviation"})
    status: AdjustmentStatus | None = Field(json_schema_extra={"example": "expected"})

    @classmethod
    def of_line(cls, line: PrintedLine) -> "ReportedLine":
        """The representation of `line`."""
        columns = dict(ReportedColumns.of(line.columns))
        return ReportedLine(area=line.area, text=line.text, kind=line.kind, status=line.status, **columns)


class ReportedSum(ReportedColumns):
    """En summarad, omräknad. A recomputed sum, and the one that the source states."""

    report_columns: list[int] = Field(
        description="Kolumner i ekonomisystemets rapport. Columns of the accounting system's report.",
        json_schema_extra={"example": [12]},
    )
    sign: Sign = Field(
        description="Vad minus eller plus betyder på raden. What the sign means in this row.",
        json_schema_extra={"example": "plus-is-lower-net-cost"},
    )
    stated: ReportedColumns | None

    @classmethod
    def of_row(cls, row: PrintedRow) -> "ReportedSum":
        """The representation of `row`."""
        return ReportedSum(
            report_columns=list(row.report_columns),
            sign=row.sign,
            stated=None if row.stated is None else ReportedColumns.of(row.stated),
            **dict(ReportedColumns.of(row.columns)),
        )


class AdjustmentSum(Row):
    """Summan av justeringarna med en status. The adjustments of one status."""

    status: AdjustmentStatus = Field(json_schema_extra={"example": "expected"})
    net: Kronor


class ReportedBudget(Row):
    """Nettobudgeten med och utan det som inte är beslutat. The net budget with and without what is not decided."""

    board_budget: Kronor
    adjusted: Kronor = Field(description="Med begärda och förväntade justeringar. With what is only requested.")
    decided: Kronor = Field(description="Med beviljade justeringar. With granted adjustments only.")
    adjustments: list[AdjustmentSum]

    @classmethod
    def of(cls, budget: AdjustedBudget) -> Self:
        """The representation of `budget`."""
        return cls(
            board_budget=budget.board_budget,
            adjusted=budget.adjusted,
            decided=budget.decided,
            adjustments=[AdjustmentSum(status=status, net=net) for status, net in budget.by_status],
        )


class ReportedCover(Row):
    """Underskott och överskott som täcker dem. Deficits, and the surpluses that cover them; both positive."""

    deficits: Kronor
    surpluses: Kronor

    @classmethod
    def of(cls, cover: Cover) -> Self:
        """The representation of `cover`."""
        return cls(deficits=cover.deficits, surpluses=cover.surpluses)


class ReportedSpecification(Row):
    """Från nämndens budget till prognosen. From the board's budget to the forecast, line by line."""

    board_budget: ReportedSum
    lines: list[ReportedLine]
    forecast: ReportedSum
    deviations: ReportedSum = Field(description="Summa avvikelser. Sum of deviations.")
    turnover_changes: ReportedSum
    budget_adjustments: ReportedSum
    performance_changes: ReportedSum
    result_transfers: ReportedSum | None
    remaining_deviation: ReportedSum = Field(
        description="Avvikelse efter resultatdispositioner och budgetjusteringar. Deviation after all of these."
    )
    adjusted_budget: ReportedBudget
    cover: ReportedCover

    @classmethod
    def of(cls, computed: Specification) -> Self:
        """The representation of `computed`."""
        transfers = computed.result_transfers
        return cls(
            board_budget=ReportedSum.of_row(computed.board_budget),
            lines=[ReportedLine.of_line(line) for line in computed.lines],
            forecast=ReportedSum.of_row(computed.forecast),
            deviations=ReportedSum.of_row(computed.deviations),
            turnover_changes=ReportedSum.of_row(computed.turnover_changes),
            budget_adjustments=ReportedSum.of_row(computed.budget_adjustments),
            performance_changes=ReportedSum.of_row(computed.performance_changes),
            result_transfers=None if transfers is None else ReportedSum.of_row(transfers),
            remaining_deviation=ReportedSum.of_row(computed.remaining_deviation),
            adjusted_budget=ReportedBudget.of(computed.adjusted_budget),
            cover=ReportedCover.of(computed.cover),
        )
