"""Delegation orders, as requests send them and responses show them."""

from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Line, Link, Representation, Schema
from delegation_rules.domain.orders import Adoption, Chapter, OrderContent, OrderPeriod, Rule, missing_numbers
from delegation_rules.schemas import examples
from delegation_rules.schemas.fields import BoardSlug
from delegation_rules.schemas.rules import RuleNumber, RuleSchema

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


class NewDelegationOrder(Schema):
    """En delegationsordning: ett utkast, eller antagen när `adopted_by` anges. A draft, or an adopted order."""

    model_config = ConfigDict(json_schema_extra={"example": examples.NEW_ORDER})

    board: BoardSlug
    title: Annotated[Line, Field(json_schema_extra={"example": "Delegationsordning"})]
    in_force_from: InForceFrom
    in_force_to: PossibleEnd = None
    adopted_by: AdoptionSchema | None = None
    chapters: Annotated[list[ChapterSchema], Field(max_length=200, description="Avsnitt. Headings.")] = Field(
        default_factory=list
    )
    rules: Annotated[list[RuleSchema], Field(min_length=1, max_length=2000, description="Regler. Rules.")]

    def as_domain(self) -> OrderContent:
        """The order as the domain knows it."""
        adoption = None if self.adopted_by is None else self.adopted_by.as_domain()
        return OrderContent(
            title=self.title,
            period=OrderPeriod(self.in_force_from, self.in_force_to, adoption),
            chapters=tuple(Chapter(each.number, each.title) for each in self.chapters),
            rules=tuple(each.as_domain() for each in self.rules),
        )


class OrderAdoption(AdoptionSchema):
    """Beslutet som antar ett utkast, och från när. The decision that adopts a draft, and from when."""

    in_force_from: InForceFrom


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
    status: str = Field(description="draft (utkast) eller adopted (antagen).", json_schema_extra={"example": "adopted"})
    title: str = Field(json_schema_extra={"example": "Delegationsordning"})
    in_force_from: InForceFrom
    in_force_to: PossibleEnd
    adopted_by: AdoptionSchema | None

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
    }


def _order_links(row: RowMapping, links: Links) -> dict[str, Link]:
    """Itself, and what can be done with it now (HYP.B03)."""
    path = ("delegation-orders", row["id"])
    offered = {"self": links.link(*path, rel="self")}
    if row["status"] == "draft":
        return offered | {"adoption": links.link(*path, "adoption", rel="adoption", method="PUT")}
    return offered | {"expiry": links.link(*path, "expiry", rel="expiry", method="PUT")}
