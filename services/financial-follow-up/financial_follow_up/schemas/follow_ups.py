"""`follow-ups`: requests and responses."""

from typing import Annotated, Any, Self

from pydantic import Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Kronor, Line, Link, Representation, Schema, Slug
from financial_follow_up.domain.follow_up import FollowUp
from financial_follow_up.domain.periods import Period
from financial_follow_up.queries import follow_up_from
from financial_follow_up.schemas.fields import Percent, PeriodText
from financial_follow_up.schemas.given_figures import GivenArea, GivenTotal
from financial_follow_up.schemas.given_specifications import GivenInvestments, GivenOperations

_MOST_AREAS = 300


class GivenFollowUp(Schema):
    """What was handed in for a board and period: figures as stated, nothing computed."""

    board: Slug
    period: PeriodText
    title: Annotated[Line, Field(json_schema_extra={"example": "Ekonomisk månadsuppföljning per maj 2019"})]
    source: Annotated[
        Line,
        Field(
            description="Varifrån uppgifterna kommer. Where the figures were taken from.",
            json_schema_extra={"example": "Agresso UB061"},
        ),
    ]
    as_of: Annotated[CalendarDate, Field(description="Dagen som uppgifterna avser. The day they describe.")]
    preliminary: Annotated[
        bool,
        Field(
            description="Om källan kallar dem preliminära. Whether the source calls them preliminary.",
            json_schema_extra={"example": False},
        ),
    ] = False
    rounded_to: Annotated[
        Annotated[Kronor, Field(gt=0)] | None,
        Field(
            description="Kronor per sista siffra i uppgifterna; null om de är exakta. Kronor per last digit of the "
            "figures, null when they are exact. Decides how much rounding may explain.",
            json_schema_extra={"example": "100000.00"},
        ),
    ] = None
    outcome_to_date: Annotated[
        Kronor | None,
        Field(
            description="Utfall från januari till och med perioden, netto. Net outcome so far.",
            json_schema_extra={"example": "468300000.00"},
        ),
    ] = None
    stated_share_percent: Annotated[
        Percent | None,
        Field(
            description="Andel av budgeten enligt källan. Share of the budget as stated.",
            json_schema_extra={"example": "40.9"},
        ),
    ] = None
    stated_guide_percent: Annotated[
        Percent | None,
        Field(description="Riktvärde enligt källan. Guide value as stated.", json_schema_extra={"example": "41.7"}),
    ] = None
    areas: Annotated[
        list[GivenArea],
        Field(
            max_length=_MOST_AREAS,
            description="Områden ur areas för nämnden och året, högst en rad var. Areas of the board and year.",
        ),
    ]
    stated_total: Annotated[
        GivenTotal | None, Field(description="Tryckt summa av driftverksamheten. Printed total of the operations.")
    ] = None
    specification: Annotated[
        GivenOperations | None, Field(description="Driftverksamhetens avvikelser. Deviations of the operations.")
    ] = None
    investments: Annotated[
        GivenInvestments | None, Field(description="Investeringarnas avvikelser. Deviations of the investments.")
    ] = None

    def as_domain(self) -> FollowUp:
        """The follow-up as the domain knows it."""
        return FollowUp(
            board=self.board,
            period=Period.parse(self.period),
            title=self.title,
            source=self.source,
            as_of=self.as_of,
            preliminary=self.preliminary,
            rounded_to=self.rounded_to,
            outcome_to_date=self.outcome_to_date,
            stated_share_percent=self.stated_share_percent,
            stated_guide_percent=self.stated_guide_percent,
            areas=[area.as_domain() for area in self.areas],
            stated_total=None if self.stated_total is None else self.stated_total.figures,
            specification=None if self.specification is None else self.specification.as_domain(),
            investments=None if self.investments is None else self.investments.as_domain(),
        )


class NewFollowUp(GivenFollowUp):
    """A follow-up that is handed in for the first time; it is filed as a case."""

    taken_over_number: Annotated[
        Line | None,
        Field(
            max_length=60,
            description="Diarienummer i ett tidigare diarium. Diary number that the case has in an earlier diary.",
            json_schema_extra={"example": "2019/000093"},
        ),
    ] = None


class CorrectedFollowUp(GivenFollowUp):
    """A follow-up with corrected figures, for the same board and period; replaces all of them."""

    correction_reason: Annotated[
        Line,
        Field(
            description="Varför uppgifterna rättas. Why the figures are corrected.",
            json_schema_extra={"example": "Bokslutet för 2018 var felskrivet."},
        ),
    ]


class FollowUpSummary(Representation):
    """En uppföljning utan sina siffror. A follow-up without its figures."""

    id: Id
    board: str = Field(json_schema_extra={"example": "norrmalm"})
    period: str = Field(json_schema_extra={"example": "2019-05"})
    edition: int = Field(
        description="1 är det som lämnades, varje rättelse en till. 1 is what was handed in, each correction one more.",
        json_schema_extra={"example": 1},
    )
    correction_reason: str | None = Field(json_schema_extra={"example": "Bokslutet för 2018 var felskrivet."})
    recorded_on: CalendarDate
    title: str = Field(json_schema_extra={"example": "Ekonomisk månadsuppföljning per maj 2019"})
    source: str = Field(json_schema_extra={"example": "Agresso UB061"})
    as_of: CalendarDate
    preliminary: bool = Field(json_schema_extra={"example": False})

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `follow_ups_visible_to`."""
        return cls(**_facts(row), links=_links(row, links))


class FollowUpView(FollowUpSummary):
    """En uppföljning så som den lämnats. A follow-up as it was handed in."""

    rounded_to: Kronor | None = Field(json_schema_extra={"example": "100000.00"})
    outcome_to_date: Kronor | None = Field(json_schema_extra={"example": "468300000.00"})
    stated_share_percent: Percent | None = Field(json_schema_extra={"example": "40.9"})
    stated_guide_percent: Percent | None = Field(json_schema_extra={"example": "41.7"})
    areas: list[GivenArea]
    stated_total: GivenTotal | None
    specification: GivenOperations | None
    investments: GivenInvestments | None

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `follow_up_by_id`."""
        given = follow_up_from(row)
        return cls(
            **_facts(row),
            rounded_to=given.rounded_to,
            outcome_to_date=given.outcome_to_date,
            stated_share_percent=given.stated_share_percent,
            stated_guide_percent=given.stated_guide_percent,
            areas=[GivenArea.of_row(each) for each in given.areas],
            stated_total=None if given.stated_total is None else GivenTotal.of(given.stated_total),
            specification=None if given.specification is None else GivenOperations.of(given.specification),
            investments=None if given.investments is None else GivenInvestments.of(given.investments),
            links=_links(row, links),
        )


class FiledCaseView(Representation):
    """Ärendet som en uppföljning lagts upp som. The case that a follow-up has been filed as."""

    case_id: Id = Field(
        description="Ärendets id i case-registry. The case's id in case-registry.",
    )
    diary_number: str = Field(json_schema_extra={"example": "2019/000093"})
    filed_on: CalendarDate

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `filed_cases`."""
        return cls(
            case_id=row["case_id"],
            diary_number=row["diary_number"],
            filed_on=row["filed_on"],
            links={
                "self": links.link("follow-ups", row["follow_up_id"], "cases", rel="self"),
                "follow-up": links.link("follow-ups", row["follow_up_id"], rel="follow-up"),
            },
        )


def _facts(row: RowMapping) -> dict[str, Any]:
    names = "id board period edition correction_reason recorded_on title source as_of preliminary"
    return {name: row[name] for name in names.split()}


def _links(row: RowMapping, links: Links) -> dict[str, Link]:
    found = {
        "self": links.link("follow-ups", row["id"], rel="self"),
        "report": Link(href=f"{links.href('reports', row['period'])}?board={row['board']}", rel="report"),
        "cases": links.link("follow-ups", row["id"], "cases", rel="cases"),
        "correct": links.link("follow-ups", row["id"], rel="correct", method="PUT"),
    }
    if row["edition"] > 1:
        href = f"{links.href('follow-ups', row['id'])}?edition={row['edition'] - 1}"
        found["predecessor-version"] = Link(href=href, rel="predecessor-version")
    return found
