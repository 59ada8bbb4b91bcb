"""The rules of a delegation order, as requests send them and responses show them."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import Id, Line, Prose, Representation, Schema
from delegation_rules.domain.conditions import AmountCondition
from delegation_rules.domain.orders import (
    RULE_NUMBER_PATTERN,
    Delegate,
    Purpose,
    Reporting,
    ReportingDuty,
    Rule,
    SubDelegation,
    Tier,
)
from delegation_rules.domain.statute import AppealRoute, Mandate, Subject
from delegation_rules.schemas import examples
from delegation_rules.schemas.conditions import (
    ConditionList,
    PremiseSchema,
    PurposeName,
    condition_from,
    condition_schema,
)
from delegation_rules.schemas.fields import BoardSlug, LimitSchema, PositionSlug, limit_or_none

RuleNumber = Annotated[
    str,
    Field(
        pattern=RULE_NUMBER_PATTERN,
        max_length=40,
        description="Regelns nummer. Number of the rule.",
        json_schema_extra={"example": "3.2.1"},
    ),
]


class AmountSchema(Schema):
    """Beloppet ligger över `above` och är högst `up_to`. The amount is above one and at most the other."""

    model_config = ConfigDict(json_schema_extra={"example": examples.AMOUNT})

    above: LimitSchema | None = None
    up_to: LimitSchema | None = None

    def as_domain(self) -> AmountCondition:
        """The condition as the domain knows it."""
        return AmountCondition(
            above=None if self.above is None else self.above.as_domain(),
            up_to=None if self.up_to is None else self.up_to.as_domain(),
        )

    @classmethod
    def of(cls, amount: AmountCondition) -> Self:
        """The representation of `amount`."""
        return cls(above=limit_or_none(amount.above), up_to=limit_or_none(amount.up_to))


class DelegateSchema(Schema):
    """En lägsta delegat och villkor som bara gäller den. A lowest delegate and conditions of its own."""

    position: PositionSlug
    conditions: ConditionList = Field(default_factory=list)


class TierSchema(Schema):
    """Ett steg i regeln: villkor och lägsta delegater sida vid sida. A tier: conditions and lowest delegates."""

    model_config = ConfigDict(json_schema_extra={"example": examples.TIER})

    amount: Annotated[AmountSchema | None, Field(description="Beloppsvillkor. Condition on the amount.")] = None
    conditions: ConditionList = Field(default_factory=list)
    delegates: Annotated[
        list[DelegateSchema],
        Field(min_length=1, max_length=50, description="Lägsta delegater. Lowest delegates."),
    ]

    def as_domain(self) -> Tier:
        """The tier as the domain knows it."""
        return Tier(
            delegates=tuple(
                Delegate(each.position, tuple(map(condition_from, each.conditions))) for each in self.delegates
            ),
            amount=None if self.amount is None else self.amount.as_domain(),
            conditions=tuple(map(condition_from, self.conditions)),
        )

    @classmethod
    def of(cls, tier: Tier) -> Self:
        """The representation of `tier`."""
        return cls(
            amount=None if tier.amount is None else AmountSchema.of(tier.amount),
            conditions=[condition_schema(each) for each in tier.conditions],
            delegates=[
                DelegateSchema(
                    position=each.position, conditions=[condition_schema(condition) for condition in each.conditions]
                )
                for each in tier.delegates
            ],
        )


class ReportingSchema(Schema):
    """Anmälan till nämnden. Reporting to the board."""

    duty: Annotated[
        ReportingDuty,
        Field(
            description="not-reported (anmäls inte), reported (anmäls), reported-above (anmäls över en gräns), "
            "execution-not-reported (verkställighet anmäls inte) eller not-stated (ordningen säger inget).",
            json_schema_extra={"example": "not-reported"},
        ),
    ]
    above: Annotated[LimitSchema | None, Field(description="Gränsen för reported-above. Limit of reported-above.")] = (
        None
    )


class SubDelegationSchema(Schema):
    """Vidaredelegering (KL 7:6). Sub-delegation by a head of administration."""

    receivers: Annotated[
        list[PositionSlug],
        Field(min_length=1, max_length=50, json_schema_extra={"example": ["avdelningschef"]}),
    ]
    purposes: Annotated[
        list[PurposeName],
        Field(
            max_length=50,
            description="Delsyften som får vidaredelegeras; tomt = alla. Purposes that may be passed on; none = all.",
            json_schema_extra={"example": []},
        ),
    ] = Field(default_factory=list)

    def as_domain(self) -> SubDelegation:
        """The sub-delegation as the domain knows it."""
        return SubDelegation(tuple(self.receivers), tuple(self.purposes))

    @classmethod
    def of(cls, sub_delegation: SubDelegation) -> Self:
        """The representation of `sub_delegation`."""
        return cls(receivers=list(sub_delegation.receivers), purposes=list(sub_delegation.purposes))


class PurposeSchema(Schema):
    """Ett delsyfte. One of the kinds of decision that the rule tells apart."""

    name: PurposeName
    text: Annotated[Line, Field(json_schema_extra={"example": "avbetalningsplan"})]


class RuleFields(BaseModel):
    """The fields of a rule, the same in a request and in a response."""

    number: RuleNumber
    matter: Annotated[
        Prose,
        Field(description="Ärendetyp. What is decided.", json_schema_extra={"example": "Rutinmässiga inköp"}),
    ]
    legal_basis: Annotated[
        list[Line],
        Field(max_length=50, description="Lagrum m.m. Legal basis.", json_schema_extra={"example": ["LOU"]}),
    ] = Field(default_factory=list)
    governing_documents: Annotated[
        list[Line],
        Field(
            max_length=50,
            description="Styrdokument att följa. Documents to be followed.",
            json_schema_extra={"example": ["Kommunstyrelsens riktlinjer för direktupphandling"]},
        ),
    ] = Field(default_factory=list)
    purposes: Annotated[list[PurposeSchema], Field(max_length=50, description="Delsyften. Purposes.")] = Field(
        default_factory=list
    )
    premises: Annotated[
        list[PremiseSchema], Field(max_length=50, description="Förutsättningar. What is taken for granted.")
    ] = Field(default_factory=list)
    conditions: ConditionList = Field(default_factory=list)
    tiers: Annotated[
        list[TierSchema], Field(min_length=1, max_length=50, description="Steg, i ordningens följd. Tiers.")
    ]
    reporting: ReportingSchema
    sub_delegation: Annotated[
        SubDelegationSchema | None, Field(description="Vidaredelegering, om den är tillåten. Sub-delegation.")
    ] = None
    comment: Annotated[
        Prose | None,
        Field(description="Kommentar. Comment.", json_schema_extra={"example": "Gäller serviceförvaltningen."}),
    ] = None
    mandate: Annotated[
        Mandate,
        Field(
            description="delegation (KL 6:37, 7:5) eller urgent (brådskande beslut, KL 6:39).",
            json_schema_extra={"example": "delegation"},
        ),
    ] = Mandate.DELEGATION
    appeal_route: Annotated[
        AppealRoute | None,
        Field(
            description="laglighetsprovning, forvaltningsbesvar eller none; null när ordningen inte säger det. "
            "How decisions are appealed; null when the order does not say.",
            json_schema_extra={"example": "laglighetsprovning"},
        ),
    ] = None
    subject: Annotated[
        Subject | None,
        Field(
            description="Vad ärendet rör, där KL 6:38 sätter gränser. What the matter is about, where KL 6:38 sets "
            "limits; null when it sets none.",
            json_schema_extra={"example": "procurement"},
        ),
    ] = None


class RuleSchema(RuleFields, Schema):
    """En regel i en delegationsordning. A rule of a delegation order."""

    model_config = ConfigDict(json_schema_extra={"example": examples.RULE})

    def as_domain(self) -> Rule:
        """The rule as the domain knows it."""
        above, passed_on = self.reporting.above, self.sub_delegation
        return Rule(
            number=self.number,
            matter=self.matter,
            legal_basis=tuple(self.legal_basis),
            governing_documents=tuple(self.governing_documents),
            purposes=tuple(Purpose(each.name, each.text) for each in self.purposes),
            premises=tuple(each.as_premise() for each in self.premises),
            conditions=tuple(map(condition_from, self.conditions)),
            tiers=tuple(each.as_domain() for each in self.tiers),
            reporting=Reporting(self.reporting.duty, None if above is None else above.as_domain()),
            sub_delegation=None if passed_on is None else passed_on.as_domain(),
            comment=self.comment,
            mandate=self.mandate,
            appeal_route=self.appeal_route,
            subject=self.subject,
        )

    @classmethod
    def of(cls, rule: Rule) -> Self:
        """The representation of `rule`."""
        passed_on = rule.sub_delegation
        return cls(
            number=rule.number,
            matter=rule.matter,
            legal_basis=list(rule.legal_basis),
            governing_documents=list(rule.governing_documents),
            purposes=[PurposeSchema(name=each.name, text=each.text) for each in rule.purposes],
            premises=[PremiseSchema.of(each) for each in rule.premises],
            conditions=[condition_schema(each) for each in rule.conditions],
            tiers=[TierSchema.of(each) for each in rule.tiers],
            reporting=ReportingSchema(duty=rule.reporting.duty, above=limit_or_none(rule.reporting.above)),
            sub_delegation=None if passed_on is None else SubDelegationSchema.of(passed_on),
            comment=rule.comment,
            mandate=rule.mandate,
            appeal_route=rule.appeal_route,
            subject=rule.subject,
        )


class RuleView(RuleFields, Representation):
    """En regel och vilken ordning den hör till. A rule and the order it belongs to."""

    model_config = ConfigDict(json_schema_extra={"example": examples.RULE_IN_ORDER})

    board: BoardSlug
    order_id: Id
    order_version: int = Field(
        description="Delegationsordningens version. Version of the order.", json_schema_extra={"example": 1}
    )

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `rules` with its order's board and version."""
        order_id, number = row["order_id"], row["number"]
        return cls(
            **dict(RuleSchema.of(row["content"])),
            board=row["board"],
            order_id=order_id,
            order_version=row["order_version"],
            links={
                "self": links.link("delegation-orders", order_id, "rules", number, rel="self"),
                "delegation-order": links.link("delegation-orders", order_id),
            },
        )
