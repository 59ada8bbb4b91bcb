"""Decisions taken under delegation, as requests send them and responses show them."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Kronor, Line, Link, Prose, Representation, Schema
from boardkit.domain.errors import InvalidInput, Text
from delegation_rules.domain.answers import Act
from delegation_rules.domain.delegated_decisions import Attachment, DecisionStatus, DecisionTaken, Filing
from delegation_rules.domain.statute import Mandate
from delegation_rules.schemas import delegated_decisions_examples as examples
from delegation_rules.schemas.facts import (
    Circumstances,
    DecisionAmount,
    DecisionDay,
    LengthInMonths,
    MonthlyRent,
    PurposeOfCase,
    SubjectOfCase,
)
from delegation_rules.schemas.fields import BoardSlug, PositionSlug
from delegation_rules.schemas.rules import RuleNumber

DiaryNumber = Annotated[
    Line,
    Field(
        max_length=80,
        description="Ärendets diarienummer, som det skrivs. The case's diary number, as written.",
        json_schema_extra={"example": "2019/117-4.1."},
    ),
]
CaseId = Annotated[Id | None, Field(description="Ärendet i diariet. The case in the registry.")]
PersonId = Annotated[Id | None, Field(description="Den som beslutade, bara som id. Who decided, as an id only.")]
Supplier = Annotated[
    Line | None,
    Field(description="Leverantör, vid köp. Supplier.", json_schema_extra={"example": "Exempelmöbler AB"}),
]
Unit = Annotated[
    Line | None,
    Field(
        description="Enheten som köper. The unit that buys.", json_schema_extra={"example": "Förskolorna i Vasastan"}
    ),
]
Outcome = Annotated[
    Prose,
    Field(
        description="Beslutet i ord. The decision in words.",
        json_schema_extra={"example": examples.NEW_DECISION["outcome"]},
    ),
]
VoidReason = Annotated[
    Prose,
    Field(
        description="Varför beslutet är ogiltigt. Why the decision is void.",
        json_schema_extra={"example": examples.AS_VOID["reason"]},
    ),
]


class AttachmentSchema(Schema):
    """En handling som hör till beslutet; den finns i diariet. A document in the registry."""

    title: Annotated[Line, Field(json_schema_extra={"example": "Avropssvar"})]
    document_id: Id


class VoidanceSchema(Schema):
    """Att beslutet är ogiltigt, och varför. That the decision is void, and why."""

    model_config = ConfigDict(json_schema_extra={"example": examples.AS_VOID})

    reason: VoidReason


Attachments = Annotated[
    list[AttachmentSchema], Field(max_length=50, description="Bilagor. Documents that belong to the decision.")
]


class NewDelegatedDecision(Schema):
    """Ett fattat delegationsbeslut. A decision taken under delegation.

    Exactly one of case_id and diary_number is given, and at least one of position and person.
    """

    model_config = ConfigDict(json_schema_extra={"example": examples.NEW_DECISION})

    board: BoardSlug
    case_id: CaseId = None
    diary_number: DiaryNumber | None = None
    rule: RuleNumber
    position: PositionSlug | None = None
    person: PersonId = None
    decided_on: DecisionDay
    amount: DecisionAmount = None
    months: LengthInMonths = None
    purpose: PurposeOfCase = None
    monthly_rent: MonthlyRent = None
    circumstances: Circumstances = Field(default_factory=dict)
    subject: SubjectOfCase = None
    supplier: Supplier = None
    unit: Unit = None
    outcome: Outcome
    attachments: Attachments = Field(default_factory=list)
    as_void: Annotated[
        VoidanceSchema | None,
        Field(description="Behåll beslutet som ogiltigt om det saknar stöd. Keep it as void when it has no authority."),
    ] = None

    def as_domain(self) -> DecisionTaken:
        """The decision as the domain knows it. Raises `InvalidInput` when the case or who decided is not told."""
        self._check_told()
        return DecisionTaken(
            board=self.board,
            case_id=self.case_id,
            diary_number=self.diary_number,
            rule=self.rule,
            position=self.position,
            person=self.person,
            decided_on=self.decided_on,
            amount=self.amount,
            months=self.months,
            purpose=self.purpose,
            monthly_rent=self.monthly_rent,
            circumstances=self.circumstances,
            subject=self.subject,
            supplier=self.supplier,
            unit=self.unit,
            outcome=self.outcome,
            attachments=tuple(Attachment(each.title, each.document_id) for each in self.attachments),
            void_reason=None if self.as_void is None else self.as_void.reason,
        )

    def _check_told(self) -> None:
        if (self.case_id is None) == (self.diary_number is None):
            raise InvalidInput(
                Text(
                    sv="Ange ärendet med antingen case_id eller diary_number.",
                    en="Name the case by either case_id or diary_number.",
                ),
                pointer="/case_id",
            )
        if self.position is None and self.person is None:
            raise InvalidInput(
                Text(
                    sv="Ange vem som beslutade: befattning, person eller båda.",
                    en="Name who decided: position, person or both.",
                ),
                pointer="/position",
            )


class ReasonSchema(BaseModel):
    """Ett skäl, på båda språken. A reason, in both languages."""

    sv: str = Field(json_schema_extra={"example": "Beslutet anmäls inte till nämnden."})
    en: str = Field(json_schema_extra={"example": "The decision is not reported to the board."})


class SeenSplitting(BaseModel):
    """Vad som sågs av uppdelning när beslutet registrerades. What was seen of splitting at the registration."""

    model_config = ConfigDict(json_schema_extra={"example": examples.SPLITTING})

    total: Kronor = Field(description="Summan. The sum.", json_schema_extra={"example": "330000.00"})
    limit: Kronor = Field(description="Gränsen som passeras. The limit.", json_schema_extra={"example": "279000.00"})
    positions: list[PositionSlug] = Field(json_schema_extra={"example": ["enhetschef"]})
    first_day: CalendarDate
    last_day: CalendarDate
    decisions: list[Id]
    amounts_not_known: int = Field(
        description="Ytterligare beslut utan känt belopp. Further decisions without a known amount.",
        json_schema_extra={"example": 0},
    )


class DelegatedDecisionView(Representation):
    """Ett delegationsbeslut, med svaret som delegationsordningen gav. A delegated decision with its authority."""

    model_config = ConfigDict(json_schema_extra={"example": examples.DECISION})

    id: Id
    board: BoardSlug
    year: int = Field(description="Registreringens år. Year of registration.", json_schema_extra={"example": 2019})
    number: int = Field(
        description="Löpnummer per nämnd och år, utan luckor. Running number per board and year, without gaps.",
        json_schema_extra={"example": 12},
    )
    diary_number: DiaryNumber
    case_id: CaseId
    order_id: Id
    order_version: int = Field(
        description="Delegationsordningens version. Version of the order.", json_schema_extra={"example": 1}
    )
    rule: RuleNumber
    mandate: Mandate = Field(
        description="delegation, eller urgent: brådskande beslut (KL 6:39). By which provision.",
        json_schema_extra={"example": "delegation"},
    )
    matter: str = Field(description="Ärendetyp. The matter.", json_schema_extra={"example": "Rutinmässiga inköp"})
    person: PersonId
    position: PositionSlug
    decided_on: DecisionDay
    amount: DecisionAmount
    months: LengthInMonths
    purpose: PurposeOfCase
    monthly_rent: MonthlyRent
    circumstances: Circumstances
    subject: SubjectOfCase
    supplier: Supplier
    unit: Unit
    outcome: Outcome
    attachments: Attachments
    status: DecisionStatus = Field(
        description="valid (gäller) eller void (ogiltigt). Whether it stands.", json_schema_extra={"example": "valid"}
    )
    void_reason: VoidReason | None
    allowed: bool = Field(
        description="Om beslutet hade stöd när det registrerades, eller när dess ärende blev känt. Whether it had its "
        "authority when registered, or when its case became known.",
        json_schema_extra={"example": True},
    )
    tier_number: int | None = Field(
        description="Regelns steg, från 1. Tier of the rule, from 1.", json_schema_extra={"example": 3}
    )
    limit: Kronor | None = Field(
        description="Befattningens gräns den dagen, i kronor; null utan känd gräns. The position's limit that day.",
        json_schema_extra={"example": "279000.00"},
    )
    act: Act | None = Field(
        description="decision (beslut) eller execution (verkställighet); null när det inte är känt.",
        json_schema_extra={"example": "decision"},
    )
    report_to_board: bool | None = Field(
        description="Ska anmälas till nämnden; null när det inte är känt. Is it reported to the board.",
        json_schema_extra={"example": False},
    )
    announce: bool | None = Field(
        description="Ska protokollföras särskilt och anslås (KL 6:40, 7:8, 8:10); null när det inte är känt.",
        json_schema_extra={"example": True},
    )
    report_to_head: bool = Field(
        description="Anmäls till förvaltningschefen (KL 7:6). Reported to the head.",
        json_schema_extra={"example": False},
    )
    sub_delegation: Id | None = Field(description="Vidaredelegeringen som gav rätten. The sub-delegation behind it.")
    reasons: list[ReasonSchema] = Field(description="Skälen, i följd. Why, in sequence.")
    splitting_flags: list[SeenSplitting]
    filing: Filing = Field(
        description="not-to-be-filed, waiting-for-case, waiting eller filed: hur långt det har kommit att lägga "
        "beslutet i ärendet. How far the filing in the case has come.",
        json_schema_extra={"example": "filed"},
    )
    filed_document_id: Id | None = Field(description="Handlingen i diariet. The document in the registry.")
    registered_on: CalendarDate

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `delegated_decisions`."""
        shown: dict[str, Any] = {name: row[name] for name in cls.model_fields if name in row}
        return cls(**shown, limit=row["limit_kronor"], links=_links(row, links))


def _links(row: RowMapping, links: Links) -> dict[str, Link]:
    address = ("delegated-decisions", row["id"])
    shown = links.self_link(*address) | {
        "rule": links.link("delegation-orders", row["order_id"], "rules", row["rule"]),
    }
    if row["status"] == DecisionStatus.VALID:
        shown["voidance"] = links.link(*address, "voidance", rel="voidance", method="PUT")
    return shown
