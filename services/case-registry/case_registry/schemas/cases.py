"""Cases (ärenden) in requests and responses."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from sqlalchemy import RowMapping

from boardkit.api.input_errors import as_pydantic_error
from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Representation, Schema, Slug
from boardkit.domain.errors import InvalidInput, Text
from case_registry.domain.cases import APPEALS, AppealRoute, CaseRegistration, CaseRevision, CaseStatus, CaseType
from case_registry.domain.diary_numbers import parse_diary_number
from case_registry.schemas.fields import CaseTitle, ClassificationCode, WrittenDiaryNumber
from case_registry.schemas.reasons import ReasonView

_NOTHING_TO_CHANGE = Text(sv="Ange vad som ska ändras.", en="Say what is to be changed.")


class NewCase(Schema):
    """A case to register. It gets the next number of the board's diary unless it brings a taken-over one."""

    board: Slug
    title: CaseTitle
    case_type: Annotated[
        CaseType, Field(description="Ärendetyp. What sort of case.", json_schema_extra={"example": "general"})
    ]
    classification: Annotated[
        ClassificationCode | None,
        Field(description="Kod ur nämndens klassificeringsplan. Code of the classification plan."),
    ] = None
    taken_over_number: Annotated[
        WrittenDiaryNumber | None,
        Field(
            description="Nummer ur nämndens tidigare diarium, behålls som det skrivs. "
            "Number from the board's earlier diary, kept as written.",
            json_schema_extra={"example": "2019/000220"},
        ),
    ] = None
    also_known_as: list[WrittenDiaryNumber] = Field(
        default_factory=list,
        max_length=20,
        description="Andra nummer som ärendet hittas på, till exempel remittentens. Other numbers.",
        json_schema_extra={"example": ["KS 2016/000909"]},
    )

    def as_domain(self) -> CaseRegistration:
        """The registration as the domain knows it."""
        taken_over = self.taken_over_number
        return CaseRegistration(
            board=self.board,
            title=self.title,
            case_type=self.case_type,
            classification=self.classification,
            taken_over_number=None if taken_over is None else parse_diary_number(taken_over),
            also_known_as=tuple(map(parse_diary_number, dict.fromkeys(self.also_known_as))),
        )


class CasePatch(Schema):
    """What to change in a case; what is left out or null stays as it is, and something must be given."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    title: CaseTitle | None = None
    status: Annotated[
        CaseStatus | None,
        Field(description="Ärendets status. The status.", json_schema_extra={"example": "in-preparation"}),
    ] = None

    @model_validator(mode="after")
    def changes_something(self) -> Self:
        """Refuse a change that changes nothing."""
        if self.title is None and self.status is None:
            raise as_pydantic_error(InvalidInput(_NOTHING_TO_CHANGE))
        return self

    def as_domain(self) -> CaseRevision:
        """The revision as the domain knows it."""
        return CaseRevision(title=self.title, status=self.status)


class CaseView(Representation):
    """Ett ärende. A case."""

    id: Id
    board: str = Field(json_schema_extra={"example": "norrmalm"})
    diary_number: str = Field(
        description="Diarienummer, som nämnden skriver det eller som det togs över. Diary number.",
        json_schema_extra={"example": "NORR 2019/304"},
    )
    also_known_as: list[str] = Field(json_schema_extra={"example": ["KS 2016/000909"]})
    title: str = Field(json_schema_extra={"example": "Anlägg en rastgård för småhundar i Vanadislunden"})
    case_type: CaseType = Field(json_schema_extra={"example": "general"})
    status: CaseStatus = Field(json_schema_extra={"example": "registered"})
    classification: str | None = Field(json_schema_extra={"example": "1.2.4"})
    registered_on: CalendarDate
    appeal_route: AppealRoute = Field(
        description="Hur beslutet överklagas (FL 2 §). How the decision is appealed.",
        json_schema_extra={"example": "laglighetsprovning"},
    )
    appeal_reason: ReasonView

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `cases` with `also_known_as`."""
        case_type = CaseType(row["case_type"])
        appeal = APPEALS[case_type]
        return cls(
            id=row["id"],
            board=row["board"],
            diary_number=row["diary_number"],
            also_known_as=row["also_known_as"] or [],
            title=row["title"],
            case_type=case_type,
            status=CaseStatus(row["status"]),
            classification=row["classification"],
            registered_on=row["registered_on"],
            appeal_route=appeal.route,
            appeal_reason=ReasonView.of(appeal.reason),
            links=links.self_link("cases", row["id"])
            | {
                "documents": links.link("cases", row["id"], "documents"),
                "update": links.link("cases", row["id"], rel="update", method="PATCH"),
            },
        )
