"""Who may decide something on a day."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Representation
from boardkit.domain.errors import Language
from delegation_rules.domain.condition_wording import condition_text
from delegation_rules.domain.conditions import CircumstanceCondition, Status
from delegation_rules.domain.people import AssignmentKind, Holder
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.domain.reverse_questions import Decider, Deciders
from delegation_rules.schemas import rights_examples
from delegation_rules.schemas.fields import BoardSlug, PositionSlug
from delegation_rules.schemas.rules import RuleNumber


class PositionHolderView(BaseModel):
    """En person som faktiskt innehar befattningen. A person who in fact holds the position."""

    person: Id = Field(description="Personens id; namnet kräver persons:read. Id of the person.")
    kind: AssignmentKind = Field(
        description="ordinary (ordinarie), acting (tillförordnad) eller substitute (ersättare).",
        json_schema_extra={"example": "ordinary"},
    )


class UnknownConditionView(BaseModel):
    """Något som inte är känt. A condition of which it is not known whether it is met."""

    circumstance: str | None = Field(
        description="Namnet att ange i circumstances. Name to tell it by in circumstances.",
        json_schema_extra={"example": "consultation-held"},
    )
    text: str = Field(
        description="Vad villkoret kräver. What the condition asks for.",
        json_schema_extra={"example": "Samråd med avdelningschef har skett före beslutet."},
    )


class DeciderView(BaseModel):
    """En befattning som får besluta. A position that may decide."""

    position: PositionSlug
    position_title: str = Field(
        description="Befattningens titel. Title of the position.", json_schema_extra={"example": "enhetschef"}
    )
    status: Status = Field(
        description="met (får besluta) eller not-known (beror på vad som inte är angivet). May decide, or not known.",
        json_schema_extra={"example": "met"},
    )
    is_lowest: bool = Field(
        description="Om befattningen är en av de lägsta. Whether it is one of the lowest.",
        json_schema_extra={"example": True},
    )
    unknown_conditions: list[UnknownConditionView] = Field(
        description="Villkor som inte är kända. Conditions that are not known to be met."
    )
    sub_delegation: Id | None = Field(
        description="Vidaredelegeringen som ger rätten. The sub-delegation that gives the right."
    )
    holders: list[PositionHolderView] = Field(
        description="Vilka som faktiskt innehar befattningen dagen. Who in fact holds the position that day."
    )

    @classmethod
    def of(cls, decider: Decider, holders: tuple[Holder, ...], hierarchy: Hierarchy, language: Language) -> Self:
        """The representation of `decider` in `language`."""
        answer = decider.answer
        return cls(
            position=decider.position,
            position_title=hierarchy.position(decider.position).title_sv,
            status=decider.status,
            is_lowest=decider.is_lowest,
            unknown_conditions=[
                UnknownConditionView(
                    circumstance=each.condition.name if isinstance(each.condition, CircumstanceCondition) else None,
                    text=condition_text(each.condition, answer, hierarchy).in_language(language),
                )
                for each in answer.findings
                if each.status is Status.NOT_KNOWN
            ],
            sub_delegation=answer.grant,
            holders=[PositionHolderView(person=each.person, kind=each.kind) for each in holders],
        )


class DecidersView(Representation):
    """Vem som får besluta. Who may decide."""

    model_config = ConfigDict(json_schema_extra={"example": rights_examples.DECIDERS})

    board: BoardSlug
    rule: RuleNumber
    matter: str = Field(
        description="Ärendetyp. What is decided.", json_schema_extra={"example": "Kassation av inventarier"}
    )
    date: CalendarDate
    order_id: Id
    order_version: int = Field(
        description="Delegationsordningens version. Version of the order.", json_schema_extra={"example": 1}
    )
    lowest_positions: list[PositionSlug] = Field(
        description="De lägsta som får besluta, eller får det när mer är känt. The lowest that may decide.",
        json_schema_extra={"example": ["enhetschef"]},
    )
    deciders: list[DeciderView] = Field(
        description="Alla som får besluta, de lägsta först; tom när ingen får. Everyone who may decide, lowest first."
    )

    @classmethod
    def of(cls, told: Deciders, language: Language, links: Links) -> Self:
        """The representation of `told` in `language`."""
        order, number = told.order, told.rule.number
        return cls(
            board=order.board,
            rule=number,
            matter=told.rule.matter,
            date=told.question.on,
            order_id=order.id,
            order_version=order.version,
            lowest_positions=list(told.hierarchy.lowest_first(decider.position for decider, _ in told.found)),
            deciders=[DeciderView.of(each, holders, told.hierarchy, language) for each, holders in told.found],
            links={
                "self": links.this_request("self"),
                "rule": links.link("delegation-orders", order.id, "rules", number),
                "delegation-order": links.link("delegation-orders", order.id),
            },
        )
