"""Past decisions put to another delegation order, as requests ask for it and responses show it."""

from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Link, Representation, Schema
from delegation_rules.domain.replay import Difference, DifferenceKind, Outcome, Replay
from delegation_rules.schemas import orders_examples
from delegation_rules.schemas.fields import BoardSlug, PositionSlug
from delegation_rules.schemas.rules import RuleNumber

MOST_SHOWN: Final = 1000


class NewReplay(Schema):
    """Vilka delegationsbeslut som ska prövas. Which decisions to put to the order."""

    model_config = ConfigDict(json_schema_extra={"example": orders_examples.NEW_REPLAY})

    first_day: Annotated[
        CalendarDate,
        Field(description="Beslut från och med. Decisions from this day.", json_schema_extra={"example": "2019-01-01"}),
    ]
    last_day: Annotated[
        CalendarDate,
        Field(description="Beslut till och med. Decisions to this day.", json_schema_extra={"example": "2019-12-31"}),
    ]


class ReplayCounts(BaseModel):
    """Hur många beslut som faller ut annorlunda, och hur. How many come out otherwise, and in what way."""

    became_refused: int = Field(
        description="Skulle inte längre få fattas. No longer allowed.", json_schema_extra={"example": 1}
    )
    became_allowed: int = Field(description="Skulle nu få fattas. Now allowed.", json_schema_extra={"example": 0})
    reporting_changed: int = Field(
        description="Anmälan blir en annan. Reported otherwise.", json_schema_extra={"example": 0}
    )
    tier_changed: int = Field(
        description="Ett annat steg ger rätten. Another tier gives the right.", json_schema_extra={"example": 2}
    )
    cannot_be_asked: int = Field(
        description="Ordningen har inte regeln, befattningen eller uppgiften. The order lacks the rule, the position "
        "or the fact, so it is not known.",
        json_schema_extra={"example": 0},
    )


class ReplayOutcome(BaseModel):
    """Vad en ordning säger om beslutet. What an order says of the decision."""

    allowed: bool = Field(description="Får beslutet fattas. Is it allowed.", json_schema_extra={"example": True})
    tier_number: int | None = Field(
        description="Steget som ger rätten, från 1. The tier that gives the right.", json_schema_extra={"example": 3}
    )
    report_to_board: bool | None = Field(
        description="Anmäls det till nämnden; null när det inte är känt. Is it reported; null when not known.",
        json_schema_extra={"example": False},
    )

    @classmethod
    def of(cls, outcome: Outcome) -> Self:
        """The representation of `outcome`."""
        return cls(allowed=outcome.allowed, tier_number=outcome.tier_number, report_to_board=outcome.report_to_board)


class ReplayDifferenceView(BaseModel):
    """Ett beslut som faller ut annorlunda. A decision that comes out otherwise."""

    decision_id: Id
    decided_on: CalendarDate
    rule: RuleNumber
    rule_in_order: RuleNumber | None = Field(
        description="Regelns nummer i den prövade ordningen; null när den saknas där. Number of the rule in the order "
        "put to the test; null when it has none.",
        json_schema_extra={"example": "3.2.1"},
    )
    position: PositionSlug
    kinds: list[DifferenceKind] = Field(
        description="På vilka sätt. In what ways.", json_schema_extra={"example": ["became-refused"]}
    )
    before: ReplayOutcome = Field(description="Som det avgjordes. As it was answered when it was registered.")
    after: ReplayOutcome | None = Field(description="Enligt den prövade ordningen. By the order put to the test.")
    obstacle: str | None = Field(
        description="Varför ordningen inte kan svara, som problemets namn. Why it cannot be asked.",
        json_schema_extra={"example": "unknown-rule"},
    )

    @classmethod
    def of(cls, difference: Difference, numbers: frozenset[str]) -> Self:
        """The representation of `difference`; `numbers` are those of the order put to the test."""
        question = difference.decision.question
        return cls(
            decision_id=difference.decision.id,
            decided_on=question.on,
            rule=question.rule,
            rule_in_order=difference.rule if difference.rule in numbers else None,
            position=question.position,
            kinds=list(difference.kinds),
            before=ReplayOutcome.of(difference.decision.outcome),
            after=None if difference.after is None else ReplayOutcome.of(difference.after),
            obstacle=difference.obstacle,
        )


class ReplayView(Representation):
    """Vad tidigare beslut skulle ha blivit enligt ordningen. What past decisions would have come to by the order."""

    model_config = ConfigDict(json_schema_extra={"example": orders_examples.REPLAY})

    board: BoardSlug
    order_id: Id
    first_day: CalendarDate
    last_day: CalendarDate
    replayed: int = Field(description="Antal prövade beslut. Decisions put to it.", json_schema_extra={"example": 13})
    differing: int = Field(
        description="Antal som faller ut annorlunda. How many come out otherwise.", json_schema_extra={"example": 1}
    )
    counts: ReplayCounts
    differences: list[ReplayDifferenceView] = Field(
        description=f"De första {MOST_SHOWN}, det tidigaste beslutet först. The first of them, the earliest decision "
        "first; `differing` counts them all."
    )

    @classmethod
    def of(cls, order: RowMapping, asked: NewReplay, replay: Replay, links: Links) -> Self:
        """The representation of `replay` of the decisions `asked` for against `order`."""
        numbers = frozenset(rule.number for rule in order["rules"])
        return cls(
            board=order["board"],
            order_id=order["id"],
            first_day=asked.first_day,
            last_day=asked.last_day,
            replayed=replay.replayed,
            differing=len(replay.differences),
            counts=ReplayCounts(**{kind.replace("-", "_"): replay.counts.get(kind, 0) for kind in DifferenceKind}),
            differences=[ReplayDifferenceView.of(each, numbers) for each in replay.differences[:MOST_SHOWN]],
            links=_links(order["id"], links),
        )


def _links(order_id: UUID, links: Links) -> dict[str, Link]:
    return {"delegation-order": links.link("delegation-orders", order_id)}
