"""The investments of a report: plan and specification. They are never neutralised: a deviation stays."""

from typing import Self

from pydantic import Field

from financial_follow_up.domain.adjustments import AdjustmentStatus
from financial_follow_up.domain.amounts import Columns
from financial_follow_up.domain.figures import printed_in_millions
from financial_follow_up.domain.given_specification import LineKind
from financial_follow_up.domain.report import Report
from financial_follow_up.domain.specification import PrintedLine, PrintedRow, Sign, Specification
from financial_follow_up.schemas.report_rows import Cell, ReportedArea, ReportedBudget, Row, SignedAmount


class PrintedInvestmentCells(Row):
    """Radens celler i mnkr. The cells of the row in mnkr."""

    expenditure: Cell
    income: Cell
    net: Cell


class InvestmentColumns(Row):
    """Utgifter, inkomster och netto. Expenditure, income and net; the columns add up to the net."""

    expenditure: SignedAmount
    income: SignedAmount
    net: SignedAmount
    printed: PrintedInvestmentCells

    @classmethod
    def of(cls, row: Columns) -> "InvestmentColumns":
        """The representation of `row`, whose costs are expenditure."""
        return InvestmentColumns(
            expenditure=row.costs,
            income=row.income,
            net=row.net,
            printed=PrintedInvestmentCells(
                expenditure=printed_in_millions(row.costs),
                income=printed_in_millions(row.income),
                net=printed_in_millions(row.net),
            ),
        )


class InvestmentLine(InvestmentColumns):
    """En rad mellan budget och prognos; minus är lägre nettoutgift. A line; minus is lower net expenditure."""

    area: str | None = Field(json_schema_extra={"example": "maskiner-och-inventarier"})
    text: str = Field(json_schema_extra={"example": "Större budget för maskiner och inventarier"})
    kind: LineKind = Field(json_schema_extra={"example": "budget-adjustment"})
    status: AdjustmentStatus | None = Field(json_schema_extra={"example": "requested"})

    @classmethod
    def of_line(cls, line: PrintedLine) -> "InvestmentLine":
        """The representation of `line`."""
        columns = dict(InvestmentColumns.of(line.columns))
        return InvestmentLine(area=line.area, text=line.text, kind=line.kind, status=line.status, **columns)


class InvestmentSum(InvestmentColumns):
    """En summarad, omräknad. A recomputed sum, and the one that the source states."""

    sign: Sign = Field(
        description="Vad minus eller plus betyder på raden. What the sign means in this row.",
        json_schema_extra={"example": "plus-is-lower-net-cost"},
    )
    stated: InvestmentColumns | None

    @classmethod
    def of_row(cls, row: PrintedRow) -> "InvestmentSum":
        """The representation of `row`."""
        return InvestmentSum(
            sign=row.sign,
            stated=None if row.stated is None else InvestmentColumns.of(row.stated),
            **dict(InvestmentColumns.of(row.columns)),
        )


class InvestmentSpecification(Row):
    """Från nämndens investeringsbudget till prognosen. From the investment budget to the forecast."""

    board_budget: InvestmentSum
    lines: list[InvestmentLine]
    forecast: InvestmentSum
    deviations: InvestmentSum
    adjusted_budget: ReportedBudget

    @classmethod
    def of(cls, computed: Specification) -> Self:
        """The representation of `computed`."""
        return cls(
            board_budget=InvestmentSum.of_row(computed.board_budget),
            lines=[InvestmentLine.of_line(line) for line in computed.lines],
            forecast=InvestmentSum.of_row(computed.forecast),
            deviations=InvestmentSum.of_row(computed.deviations),
            adjusted_budget=ReportedBudget.of(computed.adjusted_budget),
        )


class ReportedInvestments(Row):
    """Investeringsplanen och dess avvikelser. The investment plan and its deviations."""

    areas: list[ReportedArea]
    specification: InvestmentSpecification | None

    @classmethod
    def of(cls, report: Report) -> Self:
        """The investments of `report`."""
        computed = report.investments
        return cls(
            areas=[ReportedArea.of_row(row) for row in report.table.investments],
            specification=None if computed is None else InvestmentSpecification.of(computed),
        )
