"""`reports`: the response, computed from a follow-up."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Kronor, Link, Representation
from boardkit.domain.errors import Language
from boardkit.domain.money import format_kronor
from financial_follow_up.domain.figures import printed_in_millions
from financial_follow_up.domain.findings import Finding, Rule, Severity, Unit
from financial_follow_up.domain.report import Report
from financial_follow_up.schemas.fields import Percent
from financial_follow_up.schemas.given_figures import amount_of
from financial_follow_up.schemas.report_rows import Cell, ReportedArea, ReportedSpecification, ReportedTotal, Row
from financial_follow_up.schemas.reported_investments import ReportedInvestments

FindingNumber = Annotated[
    str | None,
    Field(
        description="I kronor eller procent, se unit. In kronor or per cent, see unit.",
        json_schema_extra={"example": "7000000.00"},
    ),
]


class PrintedShare(Row):
    """Beloppen i mnkr. The amounts in mnkr."""

    outcome_to_date: Cell
    adjusted_net_budget: Cell


class ReportedShare(Row):
    """Andel av budgeten som använts, mot riktvärdet månad/12. Share of the budget used, against month / 12."""

    outcome_to_date: Kronor | None = Field(json_schema_extra={"example": "468300000.00"})
    adjusted_net_budget: Kronor | None = Field(json_schema_extra={"example": "1145300000.00"})
    percent: Percent | None = Field(
        description="null när utfall eller budget är okänd. null when outcome or budget is not known.",
        json_schema_extra={"example": "40.9"},
    )
    guide_percent: Percent = Field(description="Riktvärde. Guide value.", json_schema_extra={"example": "41.7"})
    stated_percent: Percent | None = Field(json_schema_extra={"example": "40.9"})
    stated_guide_percent: Percent | None = Field(json_schema_extra={"example": "41.7"})
    printed: PrintedShare

    @classmethod
    def of(cls, report: Report) -> Self:
        """The share of `report`."""
        share = report.share
        return cls(
            outcome_to_date=share.outcome_to_date,
            adjusted_net_budget=amount_of(share.adjusted_net_budget),
            percent=share.percent,
            guide_percent=share.guide_percent,
            stated_percent=report.follow_up.stated_share_percent,
            stated_guide_percent=report.follow_up.stated_guide_percent,
            printed=PrintedShare(
                outcome_to_date=printed_in_millions(share.outcome_to_date),
                adjusted_net_budget=printed_in_millions(share.adjusted_net_budget),
            ),
        )


class ReportedFinding(Row):
    """Något som inte går ihop. Something that does not add up: what is stated, and what its parts give."""

    rule: Rule = Field(description="Vad som jämförts. What was compared.", json_schema_extra={"example": "area-total"})
    severity: Severity = Field(
        description="error: mer än avrundning förklarar; within-rounding: kan vara avrundning, obevisat; note: inget "
        "fel. error: more than rounding explains; within-rounding: may be rounding, unproven; note: no error.",
        json_schema_extra={"example": "within-rounding"},
    )
    pointer: str = Field(
        description="JSON pointer till uppgiften i rapporten. To the figure in this report.",
        json_schema_extra={"example": "/total/prior_year_result"},
    )
    unit: Unit = Field(json_schema_extra={"example": "kronor"})
    stated: FindingNumber
    recomputed: FindingNumber
    difference: FindingNumber = Field(description="Angivet minus omräknat. Stated minus recomputed.")
    tolerance: FindingNumber = Field(description="Vad avrundning kan förklara. What rounding can explain.")
    text: str = Field(
        json_schema_extra={"example": "Summa, bokslut föregående år: angivet 7,0 mnkr, omräknat 7,3 mnkr."}
    )

    @classmethod
    def of(cls, finding: Finding, language: Language) -> Self:
        """The representation of `finding`."""
        return cls(
            rule=finding.rule,
            severity=finding.severity,
            pointer=finding.pointer,
            unit=finding.unit,
            stated=_number(finding.stated, finding.unit),
            recomputed=_number(finding.recomputed, finding.unit),
            difference=_number(finding.difference, finding.unit),
            tolerance=_number(finding.tolerance, finding.unit),
            text=finding.text.in_language(language),
        )


class ReportView(Representation):
    """En nämnds ekonomiska läge efter en period. A board's finances after a period, recomputed and checked."""

    board: str = Field(json_schema_extra={"example": "norrmalm"})
    period: str = Field(json_schema_extra={"example": "2019-05"})
    title: str = Field(json_schema_extra={"example": "Ekonomisk månadsuppföljning per maj 2019"})
    source: str = Field(json_schema_extra={"example": "Agresso UB061"})
    as_of: CalendarDate
    preliminary: bool = Field(json_schema_extra={"example": False})
    edition: int = Field(json_schema_extra={"example": 1})
    follow_up_id: Id
    case_id: Id | None = Field(
        description="Ärendet; null tills registret har svarat. The case; null until the registry has answered.",
    )
    diary_number: str | None = Field(json_schema_extra={"example": "2019/000093"})
    areas: list[ReportedArea] = Field(description="Driftverksamhet i tryckt ordning. Operations in printed order.")
    total: ReportedTotal
    specification: ReportedSpecification | None
    share_of_budget_used: ReportedShare
    investments: ReportedInvestments
    findings: list[ReportedFinding]

    @classmethod
    def of(cls, report: Report, sources: RowMapping, links: Links, language: Language) -> Self:
        """The representation of `report`, which was computed from `sources`."""
        given, computed = report.follow_up, report.specification
        return cls(
            board=given.board,
            period=str(given.period),
            title=given.title,
            source=given.source,
            as_of=given.as_of,
            preliminary=given.preliminary,
            edition=sources["edition"],
            follow_up_id=sources["id"],
            case_id=sources["case_id"],
            diary_number=sources["diary_number"],
            areas=[ReportedArea.of_row(row) for row in report.table.operations],
            total=ReportedTotal.of_table(report.table),
            specification=None if computed is None else ReportedSpecification.of(computed),
            share_of_budget_used=ReportedShare.of(report),
            investments=ReportedInvestments.of(report),
            findings=[ReportedFinding.of(finding, language) for finding in report.findings],
            links=_links(report, sources, links),
        )


def _links(report: Report, sources: RowMapping, links: Links) -> dict[str, Link]:
    given = report.follow_up
    return {
        "self": Link(href=f"{links.href('reports', given.period)}?board={given.board}", rel="self"),
        "follow-up": links.link("follow-ups", sources["id"], rel="follow-up"),
    }


def _number(number: Decimal | None, unit: Unit) -> str | None:
    if number is None:
        return None
    return format_kronor(number) if unit is Unit.KRONOR else format(number, ".1f")
