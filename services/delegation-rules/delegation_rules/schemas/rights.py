"""What a position may decide on a day."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Kronor, Representation
from boardkit.domain.errors import Language
from delegation_rules.domain.answers import Act
from delegation_rules.domain.condition_wording import condition_text
from delegation_rules.domain.conditions import CircumstanceCondition, Condition, MonthsCondition
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.domain.reverse_questions import Right
from delegation_rules.schemas import rights_examples
from delegation_rules.schemas.evaluations import ConditionKind, LimitBasisView
from delegation_rules.schemas.fields import BoardSlug, PositionSlug
from delegation_rules.schemas.rules import AmountSchema, RuleNumber


class RightConditionView(BaseModel):
    """Ett villkor för rätten. A condition of the right."""

    kind: ConditionKind = Field(json_schema_extra={"example": "months"})
    circumstance: str | None = Field(
        description="Namnet att ange i circumstances. Name to tell it by in circumstances.",
        json_schema_extra={"example": "consultation-held"},
    )
    text: str = Field(
        description="Vad villkoret kräver. What the condition asks for.",
        json_schema_extra={"example": "Tiden är högst 3 månader."},
    )


class RightView(Representation):
    """Vad befattningen får besluta enligt en regel. What the position may decide under one rule."""

    model_config = ConfigDict(json_schema_extra={"example": rights_examples.RIGHT})

    board: BoardSlug
    date: CalendarDate
    position: PositionSlug
    rule: RuleNumber
    matter: str = Field(
        description="Ärendetyp. What is decided.", json_schema_extra={"example": "Kassation av inventarier"}
    )
    tier_numbers: list[int] = Field(
        description="Stegen som ger rätten, från 1. The tiers that give the right, from 1.",
        json_schema_extra={"example": [3, 4]},
    )
    amount: AmountSchema = Field(description="Beloppen som rätten når. The amounts that the right reaches.")
    above: Kronor | None = Field(
        description="Rätten gäller belopp över detta, kronor; null utan undre gräns, eller när den inte är känd. "
        "Only amounts above this.",
        json_schema_extra={"example": "46500.00"},
    )
    limit: Kronor | None = Field(
        description="Högsta belopp i kronor; null utan gräns, eller när den inte är känd, se limit_basis. "
        "Highest amount in kronor.",
        json_schema_extra={"example": "279000.00"},
    )
    limit_basis: LimitBasisView
    purpose: str | None = Field(
        description="Delsyftet som rätten gäller; null för alla. The purpose that the right is for; null for any.",
        json_schema_extra={"example": "instalment-plan"},
    )
    conditions: list[RightConditionView]
    presuppositions: list[str] = Field(
        description="Vad ärendet tas för givet att vara. What the matter is taken to be.",
        json_schema_extra={"example": ["Inköpet är ett avrop från ett avtal som redan är upphandlat."]},
    )
    report_to_board: bool | None = Field(
        description="Anmäls besluten till nämnden; null när det beror på beloppet eller inte är känt. "
        "Are the decisions reported to the board.",
        json_schema_extra={"example": False},
    )
    reported_above: Kronor | None = Field(
        description="Bara beslut över detta belopp anmäls. Only decisions above this amount are reported.",
        json_schema_extra={"example": "46500.00"},
    )
    report_to_head: bool = Field(
        description="Anmäls till förvaltningschefen, som vidaredelegerat (KL 7:6). Reported to the head.",
        json_schema_extra={"example": False},
    )
    act: Act | None = Field(
        description="decision (beslut) eller execution (verkställighet, inget beslut). Decision or execution.",
        json_schema_extra={"example": "decision"},
    )
    consult: list[PositionSlug] = Field(
        description="Befattningar att samråda med före beslutet. Positions to consult before the decision.",
        json_schema_extra={"example": ["avdelningschef"]},
    )
    sub_delegation: Id | None = Field(
        description="Vidaredelegeringen som ger rätten. The sub-delegation that gives the right."
    )
    order_id: Id
    order_version: int = Field(
        description="Delegationsordningens version. Version of the order.", json_schema_extra={"example": 1}
    )

    @classmethod
    def of(cls, right: Right, hierarchy: Hierarchy, language: Language, links: Links) -> Self:
        """The representation of `right` in `language`."""
        order, rule, yardsticks = right.basis.order, right.rule, right.basis.yardsticks
        above, reported_above = right.amount.above, rule.reporting.above
        return cls(
            board=order.board,
            date=right.basis.question.on,
            position=right.position,
            rule=rule.number,
            matter=rule.matter,
            tier_numbers=list(right.tier_numbers),
            amount=AmountSchema.of(right.amount),
            above=None if above is None else yardsticks.in_kronor(above),
            limit=right.limit.kronor,
            limit_basis=LimitBasisView.of(right.limit, yardsticks),
            purpose=right.basis.question.purpose,
            conditions=[_condition(each, right, hierarchy, language) for each in right.conditions],
            presuppositions=[premise.text.in_language(language) for premise in rule.premises],
            report_to_board=right.report_to_board,
            reported_above=None if reported_above is None else yardsticks.in_kronor(reported_above),
            report_to_head=right.grant is not None,
            act=right.basis.act,
            consult=list(right.consult),
            sub_delegation=right.grant,
            order_id=order.id,
            order_version=order.version,
            links={
                "self": links.link("delegation-orders", order.id, "rules", rule.number, rel="self"),
                "delegation-order": links.link("delegation-orders", order.id),
            },
        )


def _condition(condition: Condition, right: Right, hierarchy: Hierarchy, language: Language) -> RightConditionView:
    circumstance = condition if isinstance(condition, CircumstanceCondition) else None
    kind: ConditionKind
    if circumstance is not None:
        kind = circumstance.kind.value
    else:
        kind = "months" if isinstance(condition, MonthsCondition) else "purpose"
    return RightConditionView(
        kind=kind,
        circumstance=None if circumstance is None else circumstance.name,
        text=condition_text(condition, right.basis, hierarchy).in_language(language),
    )
