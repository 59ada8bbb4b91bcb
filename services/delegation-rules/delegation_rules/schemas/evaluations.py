"""The answer to the question who may decide."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Kronor, Link, Representation
from boardkit.domain.errors import Language
from delegation_rules.domain.answering import HolderOfPosition
from delegation_rules.domain.answers import (
    Act,
    Answer,
    AnyCondition,
    LimitFound,
    LimitKind,
    PositionCondition,
    StatuteCondition,
    SubDelegationCondition,
)
from delegation_rules.domain.condition_wording import condition_text
from delegation_rules.domain.conditions import (
    AmountCondition,
    CircumstanceCondition,
    MonthsCondition,
    PurposeCondition,
    Status,
)
from delegation_rules.domain.explanation import reasons
from delegation_rules.domain.limits import LimitUnit, Yardsticks
from delegation_rules.domain.people import AssignmentKind
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.domain.price_base_amounts import PriceBaseAmountStatus
from delegation_rules.schemas import examples
from delegation_rules.schemas.facts import DecisionAmount, DecisionDay
from delegation_rules.schemas.fields import BoardSlug, PositionSlug, Quantity
from delegation_rules.schemas.rules import AmountSchema, RuleNumber

ConditionKind = Literal[
    "position",
    "sub-delegation",
    "statute",
    "amount",
    "months",
    "purpose",
    "consultation",
    "no-agreement",
    "attestation",
    "prerequisite",
    "premise",
]
_FACT_KINDS: Final[dict[type, ConditionKind]] = {
    AmountCondition: "amount",
    MonthsCondition: "months",
    PurposeCondition: "purpose",
}


class TierView(BaseModel):
    """Steget i regeln som ger befattningen dess rätt. The tier that gives the position its right."""

    number: int = Field(
        description="Stegets plats i regeln, från 1. Place in the rule, from 1.", json_schema_extra={"example": 3}
    )
    amount: AmountSchema | None = Field(description="Beloppsvillkor. Condition on the amount.")
    delegates: list[PositionSlug] = Field(
        description="Lägsta delegater. Lowest delegates.", json_schema_extra={"example": ["enhetschef", "parkingenjor"]}
    )


class LimitBasisView(BaseModel):
    """Hur gränsen har kommit till. How the limit came about."""

    kind: LimitKind = Field(
        description="amount (ett belopp), no-limit (ingen gräns), no-right (ingen rätt) eller not-known (inte känd).",
        json_schema_extra={"example": "amount"},
    )
    quantity: Quantity | None
    unit: LimitUnit | None = Field(json_schema_extra={"example": "price-base-amounts"})
    unit_amount: Kronor | None = Field(
        description="En enhet i kronor. One unit in kronor.", json_schema_extra={"example": "46500.00"}
    )
    year: int | None = Field(
        description="Prisbasbeloppets år. Year of the price base amount.", json_schema_extra={"example": 2019}
    )
    price_base_amount_status: PriceBaseAmountStatus | None = Field(json_schema_extra={"example": "decided"})

    @classmethod
    def of(cls, found: LimitFound, yardsticks: Yardsticks) -> Self:
        """The representation of how `found` came about."""
        limit, known = found.limit, yardsticks.price_base_amount
        in_price_base_amounts = limit is not None and limit.unit is LimitUnit.PRICE_BASE_AMOUNTS
        return cls(
            kind=found.kind,
            quantity=None if limit is None else limit.quantity,
            unit=None if limit is None else limit.unit,
            unit_amount=_unit_amount(limit.unit, yardsticks) if limit is not None else None,
            year=yardsticks.year if in_price_base_amounts else None,
            price_base_amount_status=known.status if in_price_base_amounts and known is not None else None,
        )


class ConditionView(BaseModel):
    """Ett villkor och om det är uppfyllt. A condition and whether it is met."""

    kind: ConditionKind = Field(json_schema_extra={"example": "amount"})
    status: Status = Field(
        description="met (uppfyllt), not-met (inte uppfyllt) eller not-known (inte känt).",
        json_schema_extra={"example": "not-met"},
    )
    circumstance: str | None = Field(
        description="Namnet att ange i circumstances. Name to tell it by in circumstances.",
        json_schema_extra={"example": "consultation-held"},
    )
    text: str = Field(
        description="Vad villkoret kräver. What the condition asks for.",
        json_schema_extra={"example": "Beloppet är högst 6 prisbasbelopp, 279 000,00 kr."},
    )


class HolderOfPositionView(BaseModel):
    """Vem som faktiskt innehar befattningen den dagen. Who in fact holds the position that day."""

    position: PositionSlug
    person: Id = Field(description="Personens id; namnet är en egen behörighet. Id of the person; names are apart.")
    kind: AssignmentKind = Field(
        description="ordinary (ordinarie), acting (tillförordnad) eller substitute (ersättare).",
        json_schema_extra={"example": "ordinary"},
    )

    @classmethod
    def of(cls, holder: HolderOfPosition) -> Self:
        """The representation of `holder`."""
        return cls(position=holder.position, person=holder.person, kind=holder.kind)


class EvaluationView(Representation):
    """Svaret, med allt det vilar på. The answer, with everything it rests on.

    What each question has of its own stands first; the rest is the same for all that the order does not tell apart.
    """

    model_config = ConfigDict(json_schema_extra={"example": examples.EVALUATION})

    date: DecisionDay
    amount: DecisionAmount
    person: UUID | None = Field(
        description="Personen som frågan gällde; null när den gällde en befattning. The person asked about.",
        json_schema_extra={"example": examples.ORDER_ID},
    )
    holders: list[HolderOfPositionView] = Field(
        description="Vilka som faktiskt innehar de lägsta befattningarna den dagen. Who in fact holds the lowest "
        "positions that day.",
    )
    allowed: bool = Field(
        description="Ja bara när varje villkor är uppfyllt. Yes only when every condition is met.",
        json_schema_extra={"example": False},
    )
    board: BoardSlug
    rule: RuleNumber
    matter: str = Field(
        description="Regelns ärendetyp. The rule's matter.", json_schema_extra={"example": examples.RULE["matter"]}
    )
    position: PositionSlug | None = Field(
        description="Befattningen som svaret gäller: av en persons befattningar den förmånligaste, null när personen "
        "inte har någon. The position of the answer: of a person's the most favourable, null without any.",
        json_schema_extra={"example": "enhetschef"},
    )
    order_id: Id
    order_version: int = Field(
        description="Delegationsordningens version. Version of the order.", json_schema_extra={"example": 1}
    )
    order_in_force_from: CalendarDate
    rules_used: list[RuleNumber] = Field(json_schema_extra={"example": ["3.2.1"]})
    tier: TierView | None
    limit: Kronor | None = Field(
        description="Högsta belopp befattningen får besluta om; null när det inte finns något eller inte är känt, "
        "se limit_basis. Highest amount the position may decide.",
        json_schema_extra={"example": "279000.00"},
    )
    limit_basis: LimitBasisView
    lowest_position: PositionSlug | None = Field(
        description="Lägsta befattning som får besluta om detta. Lowest position that may decide this.",
        json_schema_extra={"example": "avdelningschef"},
    )
    lowest_positions: list[PositionSlug] | None = Field(
        description="Alla lägsta befattningar, sida vid sida; tom när ingen delegat får, null när det inte är "
        "känt. All of them; empty when no delegate may, null when not known.",
        json_schema_extra={"example": ["avdelningschef"]},
    )
    report_to_board: bool | None = Field(
        description="Ska beslutet anmälas till nämnden; null när det inte är känt. Is it reported to the board.",
        json_schema_extra={"example": False},
    )
    act: Act | None = Field(
        description="decision (beslut) eller execution (verkställighet, inget beslut); null när det inte är känt.",
        json_schema_extra={"example": "decision"},
    )
    announce: bool | None = Field(
        description="Ska beslutet protokollföras särskilt och anslås (KL 6:40, 7:8, 8:10); null när det inte är känt. "
        "Is it minuted separately and announced.",
        json_schema_extra={"example": True},
    )
    consult: list[PositionSlug] = Field(
        description="Befattningar att samråda med före beslutet. Positions to consult before the decision.",
        json_schema_extra={"example": ["avdelningschef"]},
    )
    report_to_head: bool = Field(
        description="Anmäls till förvaltningschefen, som vidaredelegerat (KL 7:6). Reported to the head.",
        json_schema_extra={"example": False},
    )
    sub_delegation: Id | None = Field(
        description="Vidaredelegeringen som ger rätten. The sub-delegation that gives the right."
    )
    conditions: list[ConditionView]
    reasons: list[str] = Field(
        description="Skälen, på svenska eller engelska efter Accept-Language. Why, in the caller's language.",
        json_schema_extra={"example": ["Beslutet anmäls inte till nämnden."]},
    )

    @classmethod
    def of(
        cls,
        answer: Answer,
        hierarchy: Hierarchy,
        language: Language,
        links: Links,
        *,
        person: UUID | None = None,
        holders: Iterable[HolderOfPosition] = (),
    ) -> Self:
        """The representation of `answer` in `language`."""
        order, question = answer.order, answer.question
        return cls(
            date=question.on,
            amount=question.amount,
            person=person,
            holders=[HolderOfPositionView.of(each) for each in holders],
            allowed=answer.allowed,
            board=order.board,
            rule=answer.rule.number,
            matter=answer.rule.matter,
            position=question.position,
            order_id=order.id,
            order_version=order.version,
            order_in_force_from=order.in_force_from,
            rules_used=[answer.rule.number],
            tier=_tier(answer),
            limit=answer.limit.kronor,
            limit_basis=LimitBasisView.of(answer.limit, answer.yardsticks),
            lowest_position=answer.lowest_position,
            lowest_positions=None if answer.lowest_positions is None else list(answer.lowest_positions),
            report_to_board=answer.report_to_board,
            act=answer.act,
            announce=answer.announce,
            consult=list(answer.consult),
            report_to_head=answer.report_to_head,
            sub_delegation=answer.grant,
            conditions=[
                ConditionView(
                    kind=_kind(finding.condition),
                    status=finding.status,
                    circumstance=_circumstance(finding.condition),
                    text=condition_text(finding.condition, answer, hierarchy).in_language(language),
                )
                for finding in answer.findings
            ],
            reasons=[reason.in_language(language) for reason in reasons(answer, hierarchy)],
            links=evaluation_links(answer, links),
        )


class ProblemView(BaseModel):
    """Ett fel enligt RFC 9457, som gäller en av frågorna. A problem by RFC 9457 with one of the questions."""

    type: str = Field(json_schema_extra={"example": "https://kansli.example/problems/unknown-rule"})
    title: str = Field(json_schema_extra={"example": "Okänd regel"})
    status: int = Field(json_schema_extra={"example": 422})
    detail: str = Field(json_schema_extra={"example": "Delegationsordningen har ingen regel med det numret."})
    instance: str = Field(json_schema_extra={"example": "urn:kansli:trace:4bf92f3577b34da6a3ce929d0e0e4736"})
    pointer: str = Field(
        description="Vilken fråga, och vilken uppgift i den. Which question, and which field of it.",
        json_schema_extra={"example": "/questions/17/rule"},
    )


class UnanswerableView(BaseModel):
    """En fråga som inte går att svara på. A question that cannot be answered."""

    problem: ProblemView


class EvaluationsView(BaseModel):
    """Svaren, i frågornas ordning. The answers, in the sequence of the questions."""

    answers: list[EvaluationView | UnanswerableView] = Field(
        description="Varje svar lyder som om frågan hade ställts ensam. Each is as if its question had been put alone."
    )


def evaluation_links(answer: Answer, links: Links) -> dict[str, Link]:
    """Where to ask again, and what the answer rests on."""
    order = answer.order
    return {
        "self": links.link("evaluations", rel="self", method="POST"),
        "rule": links.link("delegation-orders", order.id, "rules", answer.rule.number),
        "delegation-order": links.link("delegation-orders", order.id),
    }


def _tier(answer: Answer) -> TierView | None:
    if answer.tier_number is None:
        return None
    tier = answer.rule.tiers[answer.tier_number - 1]
    return TierView(
        number=answer.tier_number,
        amount=None if tier.amount is None else AmountSchema.of(tier.amount),
        delegates=[delegate.position for delegate in tier.delegates],
    )


def _unit_amount(unit: LimitUnit, yardsticks: Yardsticks) -> Decimal | None:
    """One unit in kronor; of a price base amount that is only calculated too, beside its status."""
    if unit is LimitUnit.PRICE_BASE_AMOUNTS:
        return None if yardsticks.price_base_amount is None else yardsticks.price_base_amount.amount
    return yardsticks.worth_of(unit)


def _kind(condition: AnyCondition) -> ConditionKind:
    match condition:
        case PositionCondition():
            return "position"
        case SubDelegationCondition():
            return "sub-delegation"
        case StatuteCondition():
            return "statute"
        case CircumstanceCondition():
            return condition.kind.value
        case AmountCondition() | MonthsCondition() | PurposeCondition():
            return _FACT_KINDS[type(condition)]


def _circumstance(condition: AnyCondition) -> str | None:
    return condition.name if isinstance(condition, CircumstanceCondition) else None
