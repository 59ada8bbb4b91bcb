"""Sub-delegations (vidaredelegering, KL 7:6), as requests send them and responses show them."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Line, Representation, Schema, Slug
from delegation_rules.domain.sub_delegation_checks import SubDelegationDecision
from delegation_rules.schemas import people_examples as examples
from delegation_rules.schemas.fields import BoardSlug, FirstDay, LastDay, PositionSlug, PossibleLastDay
from delegation_rules.schemas.rules import RuleNumber

Giver = Annotated[
    PositionSlug,
    Field(
        description="Förvaltningschefen som ger rätten vidare. The head of administration who passes it on.",
        json_schema_extra={"example": "stadsdelsdirektor"},
    ),
]
Receiver = Annotated[
    PositionSlug,
    Field(
        description="Den anställdas befattning som får rätten. Position of the employee who gets the right.",
        json_schema_extra={"example": "avdelningschef"},
    ),
]
Purposes = Annotated[
    list[Annotated[Slug, Field(json_schema_extra={"example": "joint-procurement"})]],
    Field(
        max_length=50,
        description="Delsyften som ges; tom: alla som får ges. Purposes that are given; empty: all that may be.",
        json_schema_extra={"example": ["joint-procurement"]},
    ),
]
DecidedOn = Annotated[
    CalendarDate,
    Field(description="Beslutets dag. Day of the decision.", json_schema_extra={"example": "2019-06-17"}),
]
DecisionReference = Annotated[
    Line,
    Field(
        description="Var beslutet finns, till exempel diarienumret. Where the decision is found.",
        json_schema_extra={"example": "2019/000081"},
    ),
]


class NewSubDelegation(Schema):
    """En förvaltningschefs beslut att ge en rätt vidare. A decision to sub-delegate."""

    model_config = ConfigDict(json_schema_extra={"example": examples.NEW_SUB_DELEGATION})

    board: BoardSlug
    rule: RuleNumber
    giver: Giver
    receiver: Receiver
    purposes: Purposes = Field(default_factory=list)
    valid_from: FirstDay
    valid_to: PossibleLastDay = None
    decided_on: DecidedOn
    decision_reference: DecisionReference

    def as_domain(self) -> SubDelegationDecision:
        """The decision as the domain knows it."""
        return SubDelegationDecision(
            rule=self.rule,
            giver=self.giver,
            receiver=self.receiver,
            purposes=tuple(dict.fromkeys(self.purposes)),
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            decided_on=self.decided_on,
            decision_reference=self.decision_reference,
        )


class SubDelegationEnd(Schema):
    """Sista dagen. The last day."""

    model_config = ConfigDict(json_schema_extra={"example": {"valid_to": "2027-12-31"}})

    valid_to: LastDay


class DelegationStep(BaseModel):
    """Ett led i kedjan från nämnden. One step of the chain from the board."""

    model_config = ConfigDict(frozen=True)

    giver: Annotated[
        PositionSlug | None,
        Field(
            description="Vem som gav rätten; null: nämnden själv. Who gave the right; null: the board itself.",
            json_schema_extra={"example": "stadsdelsdirektor"},
        ),
    ]
    receiver: Receiver
    decided_on: DecidedOn
    reference: DecisionReference


class SubDelegationView(Representation):
    """En vidaredelegering och kedjan bakom den. A sub-delegation and the chain behind it."""

    model_config = ConfigDict(json_schema_extra={"example": examples.SUB_DELEGATION})

    id: Id
    board: BoardSlug
    order_id: Id = Field(
        description="Ordningen som tillåter den; den upphör med ordningen. The order that allows it.",
        json_schema_extra={"example": examples.SUB_DELEGATION["order_id"]},
    )
    rule: RuleNumber
    giver: Giver
    receiver: Receiver
    purposes: Purposes
    valid_from: FirstDay
    valid_to: PossibleLastDay
    decided_on: DecidedOn
    decision_reference: DecisionReference
    steps: list[DelegationStep] = Field(
        description="Från nämnden till mottagaren, med besluten. From the board to the receiver, with the decisions."
    )

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `queries.sub_delegations_visible_to`."""
        path = ("sub-delegations", row["id"])
        return cls(
            id=row["id"],
            board=row["board"],
            order_id=row["order_id"],
            rule=row["rule"],
            giver=row["giver"],
            receiver=row["receiver"],
            purposes=row["purposes"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            decided_on=row["decided_on"],
            decision_reference=row["decision_reference"],
            steps=_chain(row),
            links={
                "self": links.link(*path, rel="self"),
                "delegation-order": links.link("delegation-orders", row["order_id"]),
                "expiry": links.link(*path, "expiry", rel="expiry", method="PUT"),
            },
        )


def _chain(row: RowMapping) -> list[DelegationStep]:
    """Two steps and never more: whoever gets a right by sub-delegation cannot pass it on (KL 7:6)."""
    by_board = DelegationStep(
        giver=None, receiver=row["giver"], decided_on=row["adopted_on"], reference=row["adopted_case_number"]
    )
    by_head = DelegationStep(
        giver=row["giver"],
        receiver=row["receiver"],
        decided_on=row["decided_on"],
        reference=row["decision_reference"],
    )
    return [by_board, by_head]
