"""What is otherwise between two versions of a delegation order, as responses show it."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Representation
from boardkit.domain.errors import Language, Text
from delegation_rules.domain.order_comparison import ChapterChange, LoneRule, OrderComparison, RuleChange
from delegation_rules.domain.orders import OrderStatus
from delegation_rules.domain.tier_comparison import Aspect, Difference
from delegation_rules.schemas import orders_examples
from delegation_rules.schemas.fields import BoardSlug
from delegation_rules.schemas.rules import RuleNumber


class ComparedOrder(BaseModel):
    """En av de två ordningarna. One of the two orders."""

    id: Id
    order_version: int = Field(
        description="Löpnummer inom nämnden. Number within the board.", json_schema_extra={"example": 2}
    )
    status: OrderStatus = Field(description="draft, adopted eller withdrawn.", json_schema_extra={"example": "draft"})
    title: str = Field(
        description="Ordningens namn. Name of the order.", json_schema_extra={"example": "Delegationsordning"}
    )
    in_force_from: CalendarDate

    @classmethod
    def of(cls, row: RowMapping) -> Self:
        """The representation of a row of `delegation_orders`."""
        return cls(
            id=row["id"],
            order_version=row["order_version"],
            status=row["status"],
            title=row["title"],
            in_force_from=row["in_force_from"],
        )


class DifferenceView(BaseModel):
    """En sak som är annorlunda. One thing that is otherwise."""

    aspect: Aspect = Field(
        description="Vad: till exempel limit (gräns), delegate (delegat) eller months (tid). What.",
        json_schema_extra={"example": "limit"},
    )
    tier_number: int | None = Field(
        description="Steget, från 1; null för hela regeln. The tier, from 1; null for the whole rule.",
        json_schema_extra={"example": 1},
    )
    before: str | None = Field(
        description="Hur det var; null när inget fanns. How it was.",
        json_schema_extra={"example": "högst 6 prisbasbelopp"},
    )
    after: str | None = Field(
        description="Hur det är; null när inget finns. How it is.",
        json_schema_extra={"example": "högst 8 prisbasbelopp"},
    )

    @classmethod
    def of(cls, difference: Difference, language: Language) -> Self:
        """The representation of `difference`."""
        return cls(
            aspect=difference.aspect,
            tier_number=difference.tier,
            before=_written(difference.before, language),
            after=_written(difference.after, language),
        )


class RuleChangeView(BaseModel):
    """En ändrad regel. A rule that is otherwise."""

    number: RuleNumber
    former_number: RuleNumber | None = Field(
        description="Det tidigare numret, när regeln har numrerats om. The earlier number, when it has another one.",
        json_schema_extra={"example": "3.2.2"},
    )
    matter: str = Field(description="Ärendetyp. What is decided.", json_schema_extra={"example": "Rutinmässiga inköp"})
    differences: list[DifferenceView]

    @classmethod
    def of(cls, change: RuleChange, language: Language) -> Self:
        """The representation of `change`."""
        number, former = change.after.number, change.before.number
        return cls(
            number=number,
            former_number=None if former == number else former,
            matter=change.after.matter,
            differences=[DifferenceView.of(each, language) for each in change.differences],
        )


class RuleSentence(BaseModel):
    """Något som regeln säger. One thing that the rule says."""

    aspect: Aspect = Field(description="Vad det gäller. What it is about.", json_schema_extra={"example": "reporting"})
    text: str = Field(description="I ord. In words.", json_schema_extra={"example": "anmäls inte"})


class LoneRuleView(BaseModel):
    """En regel som bara finns i den ena ordningen. A rule that only one of the orders has."""

    number: RuleNumber
    matter: str = Field(description="Ärendetyp. What is decided.", json_schema_extra={"example": "Rutinmässiga inköp"})
    says: list[RuleSentence]

    @classmethod
    def of(cls, lone: LoneRule, language: Language) -> Self:
        """The representation of `lone`."""
        return cls(
            number=lone.rule.number,
            matter=lone.rule.matter,
            says=[RuleSentence(aspect=aspect, text=words.in_language(language)) for aspect, words in lone.words],
        )


class ChapterChangeView(BaseModel):
    """Ett avsnitt som är nytt, borta eller har en annan rubrik. A heading that is new, gone or otherwise."""

    number: RuleNumber
    before: str | None = Field(
        description="Rubriken som den var. The title as it was.", json_schema_extra={"example": "Inköp"}
    )
    after: str | None = Field(
        description="Rubriken som den är. The title as it is.", json_schema_extra={"example": "Upphandling"}
    )

    @classmethod
    def of(cls, change: ChapterChange) -> Self:
        """The representation of `change`."""
        return cls(number=change.number, before=change.before, after=change.after)


class OrderComparisonView(Representation):
    """Vad som är annorlunda i en ordning jämfört med en tidigare. What is otherwise in an order than in another."""

    model_config = ConfigDict(json_schema_extra={"example": orders_examples.COMPARISON})

    board: BoardSlug
    order: ComparedOrder
    compared_with: ComparedOrder
    added_rules: list[LoneRuleView]
    removed_rules: list[LoneRuleView]
    changed_rules: list[RuleChangeView]
    chapters: list[ChapterChangeView]
    unchanged: int = Field(
        description="Antal regler som är desamma. How many rules are the same.", json_schema_extra={"example": 29}
    )

    @classmethod
    def of(
        cls, orders: tuple[RowMapping, RowMapping], comparison: OrderComparison, language: Language, links: Links
    ) -> Self:
        """The representation of `comparison` between the order and the one it is compared with."""
        order, other = orders
        path = ("delegation-orders", order["id"])
        return cls(
            board=order["board"],
            order=ComparedOrder.of(order),
            compared_with=ComparedOrder.of(other),
            added_rules=[LoneRuleView.of(each, language) for each in comparison.added],
            removed_rules=[LoneRuleView.of(each, language) for each in comparison.removed],
            changed_rules=[RuleChangeView.of(each, language) for each in comparison.changed],
            chapters=[ChapterChangeView.of(each) for each in comparison.chapters],
            unchanged=comparison.unchanged,
            links={
                "self": links.link(*path, "comparisons", other["id"], rel="self"),
                "delegation-order": links.link(*path),
                "compared-with": links.link("delegation-orders", other["id"], rel="compared-with"),
            },
        )


def _written(text: Text | None, language: Language) -> str | None:
    return None if text is None else text.in_language(language)
