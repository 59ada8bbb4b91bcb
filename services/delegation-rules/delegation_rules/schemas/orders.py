"""Delegation orders, as requests send them and responses show them."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, Self
from uuid import UUID

from pydantic import ConfigDict, Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Line, Link, Representation, Schema
from delegation_rules.domain.orders import (
    Adoption,
    Chapter,
    OrderContent,
    OrderPeriod,
    OrderStatus,
    Rule,
    missing_numbers,
)
from delegation_rules.schemas import examples, orders_examples
from delegation_rules.schemas.fields import BoardSlug
from delegation_rules.schemas.rules import RuleNumber, RuleSchema

_CHANGES: Final[Mapping[OrderStatus, tuple[str, ...]]] = {
    OrderStatus.DRAFT: ("content", "adoption", "withdrawal"),
    OrderStatus.ADOPTED: ("expiry",),
    OrderStatus.WITHDRAWN: (),
}

InForceFrom = Annotated[
    CalendarDate,
    Field(description="Gäller från och med. First day in force.", json_schema_extra={"example": "2019-06-15"}),
]
InForceTo = Annotated[
    CalendarDate,
    Field(description="Gäller till och med. Last day in force.", json_schema_extra={"example": "2020-12-31"}),
]

PossibleEnd = Annotated[
    CalendarDate | None,
    Field(
        description="Gäller till och med; null tills vidare. Last day in force; null until further notice.",
        json_schema_extra={"example": "2020-12-31"},
    ),
]


class ChapterSchema(Schema):
    """Ett numrerat avsnitt. A numbered heading."""

    number: RuleNumber
    title: Annotated[Line, Field(json_schema_extra={"example": "Upphandling"})]


class AdoptionSchema(Schema):
    """Nämndens beslut att anta ordningen. The board's decision to adopt the order."""

    case_number: Annotated[
        Line, Field(description="Ärendets diarienummer. Diary number.", json_schema_extra={"example": "2019/000075"})
    ]
    decided_on: CalendarDate

    def as_domain(self) -> Adoption:
        """The decision as the domain knows it."""
        return Adoption(self.case_number, self.decided_on)


class OrderWords(Schema):
    """Vad en delegationsordning säger, och när. What a delegation order says, and when."""

    title: Annotated[Line, Field(json_schema_extra={"example": "Delegationsordning"})]
    in_force_from: InForceFrom
    in_force_to: PossibleEnd = None
    chapters: Annotated[list[ChapterSchema], Field(max_length=200, description="Avsnitt. Headings.")] = Field(
        default_factory=list
    )
    rules: Annotated[list[RuleSchema], Field(min_length=1, max_length=2000, description="Regler. Rules.")]

    def adopted_or_draft(self, adoption: Adoption | None) -> OrderContent:
        """The order as the domain knows it, adopted by `adoption` or a draft without one."""
        return OrderContent(
            title=self.title,
            period=OrderPeriod(self.in_force_from, self.in_force_to, adoption),
            chapters=tuple(Chapter(each.number, each.title) for each in self.chapters),
            rules=tuple(each.as_domain() for each in self.rules),
        )


class NewDelegationOrder(OrderWords):
    """En delegationsordning: ett utkast, eller antagen när `adopted_by` anges. A draft, or an adopted order."""

    model_config = ConfigDict(json_schema_extra={"example": examples.NEW_ORDER})

    board: BoardSlug
    adopted_by: AdoptionSchema | None = None

    def as_domain(self) -> OrderContent:
        """The order as the domain knows it."""
        return self.adopted_or_draft(None if self.adopted_by is None else self.adopted_by.as_domain())


class DraftContent(OrderWords):
    """Allt som utkastet ska säga, i stället för det som det sade. All that the draft is to say from now on."""

    model_config = ConfigDict(json_schema_extra={"example": orders_examples.DRAFT_CONTENT})

    def as_domain(self) -> OrderContent:
        """The draft as the domain knows it."""
        return self.adopted_or_draft(None)


class OrderWithdrawal(Schema):
    """Utkastet återkallas. The draft is withdrawn."""

    status: Annotated[
        Literal["withdrawn"],
        Field(description="withdrawn (återkallat).", json_schema_extra={"example": "withdrawn"}),
    ]


class OrderAdoption(AdoptionSchema):
    """Beslutet som antar ett utkast, och från när. The decision that adopts a draft, and from when."""

    in_force_from: InForceFrom
    replaces: Annotated[
        UUID | None,
        Field(
            description="Den antagna ordning som ersätts och slutar gälla dagen före; utan den ska en ordning som "
            "gäller samma dagar redan ha fått sin sista dag. The adopted order that is replaced and ends the day "
            "before; without it, an order in force on the same days must have been ended already.",
            json_schema_extra={"example": orders_examples.FORMER_ORDER_ID},
        ),
    ] = None


class OrderEnd(Schema):
    """Sista dagen som ordningen gäller. The last day on which the order is in force."""

    in_force_to: InForceTo


class DelegationOrderSummary(Representation):
    """En delegationsordning utan sina regler. A delegation order without its rules."""

    model_config = ConfigDict(json_schema_extra={"example": examples.ORDER_SUMMARY})

    id: Id
    board: BoardSlug
    order_version: int = Field(
        description="Löpnummer inom nämnden. Number within the board.", json_schema_extra={"example": 1}
    )
    status: OrderStatus = Field(
        description="draft (utkast), adopted (antagen) eller withdrawn (återkallat utkast).",
        json_schema_extra={"example": "adopted"},
    )
    title: str = Field(json_schema_extra={"example": "Delegationsordning"})
    in_force_from: InForceFrom
    in_force_to: PossibleEnd
    adopted_by: AdoptionSchema | None
    replaces: Annotated[
        UUID | None,
        Field(
            description="Den ordning som denna ersatte. The order that this one replaced.",
            json_schema_extra={"example": orders_examples.FORMER_ORDER_ID},
        ),
    ]
    replaced_by: Annotated[
        UUID | None,
        Field(
            description="Den ordning som ersatte denna. The order that replaced this one.",
            json_schema_extra={"example": examples.ORDER_ID},
        ),
    ]

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `delegation_orders`."""
        return cls(**_order_fields(row), links=_order_links(row, links))


class DelegationOrderView(DelegationOrderSummary):
    """En delegationsordning med sina regler. A delegation order with its rules."""

    model_config = ConfigDict(json_schema_extra={"example": examples.ORDER})

    chapters: list[ChapterSchema]
    missing_numbers: list[str] = Field(
        description="Regelnummer som ordningen hoppar över. Rule numbers that the order leaves out.",
        json_schema_extra={"example": ["3.1.20"]},
    )
    rules: list[RuleSchema]

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `delegation_orders` with its rules."""
        rules: tuple[Rule, ...] = row["rules"]
        return cls(
            **_order_fields(row),
            chapters=[ChapterSchema(number=each.number, title=each.title) for each in row["chapters"]],
            missing_numbers=list(missing_numbers(rule.number for rule in rules)),
            rules=[RuleSchema.of(rule) for rule in rules],
            links=_order_links(row, links),
        )


def _order_fields(row: RowMapping) -> dict[str, Any]:
    adopted_on = row["adopted_on"]
    return {
        "id": row["id"],
        "board": row["board"],
        "order_version": row["order_version"],
        "status": row["status"],
        "title": row["title"],
        "in_force_from": row["in_force_from"],
        "in_force_to": row["in_force_to"],
        "adopted_by": None
        if adopted_on is None
        else AdoptionSchema(case_number=row["adopted_case_number"], decided_on=adopted_on),
        "replaces": row["replaces"],
        "replaced_by": row["replaced_by"],
    }


def _order_links(row: RowMapping, links: Links) -> dict[str, Link]:
    """Itself, and what can be done with it now (HYP.B03)."""
    path = ("delegation-orders", row["id"])
    offered = {
        "self": links.link(*path, rel="self"),
        "findings": links.link(*path, "findings", rel="findings"),
        "pdf": links.link(*path, "documents", "pdf", rel="alternate"),
        "docx": links.link(*path, "documents", "docx", rel="alternate"),
    }
    for name in ("replaces", "replaced_by"):
        if row[name] is not None:
            relation = name.replace("_", "-")
            offered[relation] = links.link("delegation-orders", row[name], rel=relation)
    changes = _CHANGES[OrderStatus(row["status"])]
    return offered | {name: links.link(*path, name, rel=name, method="PUT") for name in changes}
