"""The conditions of a rule, as requests send them and responses show them."""

from typing import Annotated, Final, Literal, assert_never

from pydantic import ConfigDict, Field

from boardkit.api.schemas import Schema, Slug
from boardkit.domain.errors import Text
from delegation_rules.domain.conditions import (
    CircumstanceCondition,
    CircumstanceKind,
    Condition,
    MonthsCondition,
    PurposeCondition,
)
from delegation_rules.schemas import examples
from delegation_rules.schemas.fields import CircumstanceName, EnglishSentence, PositionSlug, SwedishSentence

CONSULTATION_HELD: Final = "consultation-held"
AGREEMENT_EXISTS: Final = "agreement-exists"
ATTESTED: Final = "attested"

PurposeName = Annotated[
    Slug,
    Field(description="Delsyftets namn. Name of the purpose.", json_schema_extra={"example": "instalment-plan"}),
]
Months = Annotated[int, Field(ge=1, le=1200, description="Antal månader. Months.", json_schema_extra={"example": 3})]


class MonthsForPurpose(Schema):
    """En egen tidsgräns för ett delsyfte. A limit of its own for a purpose."""

    purpose: PurposeName
    at_most: Months


class MonthsSchema(Schema):
    """Högst så många månader. At most so many months."""

    kind: Annotated[Literal["months"], Field(json_schema_extra={"example": "months"})]
    at_most: Months
    for_purposes: Annotated[list[MonthsForPurpose], Field(max_length=50)] = Field(default_factory=list)


class PurposeConditionSchema(Schema):
    """Bara för ett av regelns delsyften. Only for one of the rule's purposes."""

    kind: Annotated[Literal["purpose"], Field(json_schema_extra={"example": "purpose"})]
    purpose: PurposeName


class ConsultationSchema(Schema):
    """Samråd före beslutet. Consultation before the decision."""

    kind: Annotated[Literal["consultation"], Field(json_schema_extra={"example": "consultation"})]
    position: PositionSlug
    circumstance: Annotated[Literal["consultation-held"], Field(json_schema_extra={"example": CONSULTATION_HELD})] = (
        CONSULTATION_HELD
    )


class NoAgreementSchema(Schema):
    """Får inte ske när avtal finns. Not where an agreement exists."""

    kind: Annotated[Literal["no-agreement"], Field(json_schema_extra={"example": "no-agreement"})]
    circumstance: Annotated[Literal["agreement-exists"], Field(json_schema_extra={"example": AGREEMENT_EXISTS})] = (
        AGREEMENT_EXISTS
    )


class AttestationSchema(Schema):
    """En annan befattning attesterar. Another position attests."""

    kind: Annotated[Literal["attestation"], Field(json_schema_extra={"example": "attestation"})]
    position: PositionSlug
    circumstance: Annotated[Literal["attested"], Field(json_schema_extra={"example": ATTESTED})] = ATTESTED


class PremiseSchema(Schema):
    """En förutsättning som ligger i ärendetypen. Something that the matter itself takes for granted."""

    model_config = ConfigDict(json_schema_extra={"example": examples.PREMISE})

    circumstance: CircumstanceName
    expected: Annotated[
        bool, Field(strict=True, description="Vad som ska gälla.", json_schema_extra={"example": True})
    ] = True
    text_sv: SwedishSentence
    text_en: EnglishSentence

    def as_premise(self) -> CircumstanceCondition:
        """The premise as the domain knows it."""
        return self.as_circumstance(CircumstanceKind.PREMISE)

    def as_circumstance(self, kind: CircumstanceKind) -> CircumstanceCondition:
        """The circumstance as the domain knows it."""
        return CircumstanceCondition(
            kind=kind,
            name=self.circumstance,
            expected=self.expected,
            text=Text(sv=self.text_sv, en=self.text_en),
        )

    @classmethod
    def of(cls, premise: CircumstanceCondition) -> "PremiseSchema":
        """The representation of `premise`."""
        return cls(
            circumstance=premise.name,
            expected=premise.expected,
            text_sv=premise.text.sv,
            text_en=premise.text.en,
        )


class PrerequisiteSchema(PremiseSchema):
    """Något som ska ha skett före beslutet. Something that must have happened before the decision."""

    model_config = ConfigDict(json_schema_extra={"example": examples.PREREQUISITE})

    kind: Annotated[Literal["prerequisite"], Field(json_schema_extra={"example": "prerequisite"})]


ConditionSchema = Annotated[
    MonthsSchema
    | PurposeConditionSchema
    | ConsultationSchema
    | NoAgreementSchema
    | AttestationSchema
    | PrerequisiteSchema,
    Field(discriminator="kind"),
]

ConditionList = Annotated[
    list[ConditionSchema],
    Field(
        max_length=50,
        description="Villkor som alla ska vara uppfyllda. Conditions that must all be met.",
    ),
]


def condition_from(schema: ConditionSchema) -> Condition:
    """The condition as the domain knows it."""
    match schema:
        case MonthsSchema():
            exceptions = tuple((each.purpose, each.at_most) for each in schema.for_purposes)
            return MonthsCondition(schema.at_most, exceptions)
        case PurposeConditionSchema():
            return PurposeCondition(schema.purpose)
        case ConsultationSchema():
            return CircumstanceCondition(
                CircumstanceKind.CONSULTATION,
                CONSULTATION_HELD,
                expected=True,
                text=Text(sv="Samråd har skett före beslutet.", en="Consultation has been held before the decision."),
                position=schema.position,
            )
        case NoAgreementSchema():
            return CircumstanceCondition(
                CircumstanceKind.NO_AGREEMENT,
                AGREEMENT_EXISTS,
                expected=False,
                text=Text(sv="Det finns inget avtal att använda.", en="There is no agreement to use."),
            )
        case AttestationSchema():
            return CircumstanceCondition(
                CircumstanceKind.ATTESTATION,
                ATTESTED,
                expected=True,
                text=Text(sv="Beslutet attesteras.", en="The decision is attested."),
                position=schema.position,
            )
        case PrerequisiteSchema():
            return schema.as_circumstance(CircumstanceKind.PREREQUISITE)
        case _:
            assert_never(schema)


def condition_schema(condition: Condition) -> ConditionSchema:
    """The representation of `condition`."""
    match condition:
        case MonthsCondition():
            exceptions = [
                MonthsForPurpose(purpose=purpose, at_most=at_most) for purpose, at_most in condition.for_purposes
            ]
            return MonthsSchema(kind="months", at_most=condition.at_most, for_purposes=exceptions)
        case PurposeCondition():
            return PurposeConditionSchema(kind="purpose", purpose=condition.purpose)
        case CircumstanceCondition():
            return _circumstance_schema(condition)


def _circumstance_schema(condition: CircumstanceCondition) -> ConditionSchema:
    match condition.kind, condition.position:
        case CircumstanceKind.CONSULTATION, str() as position:
            return ConsultationSchema(kind="consultation", position=position)
        case CircumstanceKind.ATTESTATION, str() as position:
            return AttestationSchema(kind="attestation", position=position)
        case CircumstanceKind.NO_AGREEMENT, _:
            return NoAgreementSchema(kind="no-agreement")
        case _:
            return PrerequisiteSchema(kind="prerequisite", **PremiseSchema.of(condition).model_dump())
