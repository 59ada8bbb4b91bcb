"""Flags of splitting (uppdelning), as responses show them."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Kronor, Representation
from delegation_rules.domain.splitting import Purchase, SplittingFlag
from delegation_rules.schemas import delegated_decisions_examples as examples
from delegation_rules.schemas.delegated_decisions import Supplier, Unit
from delegation_rules.schemas.facts import DecisionDay
from delegation_rules.schemas.fields import BoardSlug, PositionSlug
from delegation_rules.schemas.rules import RuleNumber


class FlaggedPurchase(Representation):
    """Ett av besluten. One of the decisions."""

    model_config = ConfigDict(json_schema_extra={"example": examples.PURCHASE})

    id: Id
    rule: RuleNumber
    position: PositionSlug
    decided_on: DecisionDay
    amount: Kronor = Field(json_schema_extra={"example": "180000.00"})

    @classmethod
    def of(cls, purchase: Purchase, links: Links) -> Self:
        """The representation of `purchase`, whose amount is known."""
        return cls.model_validate(
            {
                "id": purchase.decision,
                "rule": purchase.rule,
                "position": purchase.position,
                "decided_on": purchase.decided_on,
                "amount": purchase.amount,
                "links": links.self_link("delegated-decisions", purchase.decision),
            }
        )


class SplittingFlagView(BaseModel):
    """Köp som vart för sig ryms under en gräns men passerar den tillsammans. Purchases that together pass a limit."""

    model_config = ConfigDict(json_schema_extra={"example": examples.SPLITTING_FLAG})

    board: BoardSlug
    matter: str = Field(description="Ärendetyp. The matter.", json_schema_extra={"example": "Rutinmässiga inköp"})
    supplier: Supplier
    unit: Unit
    total: Kronor = Field(description="Summan. The sum.", json_schema_extra={"example": "330000.00"})
    limit: Kronor = Field(
        description="Gränsen som passeras. The limit that is passed.", json_schema_extra={"example": "279000.00"}
    )
    positions: list[PositionSlug] = Field(
        description="De som beslutade något av köpen med den gränsen. Those who decided with that limit.",
        json_schema_extra={"example": ["enhetschef"]},
    )
    first_day: CalendarDate
    last_day: CalendarDate
    decisions: list[FlaggedPurchase]
    amounts_not_known: int = Field(
        description="Ytterligare köp samma dagar utan känt belopp; de räknas inte som noll. Further purchases without "
        "a known amount.",
        json_schema_extra={"example": 0},
    )

    @classmethod
    def of(cls, board: str, flag: SplittingFlag, links: Links) -> Self:
        """The representation of `flag`; supplier and unit as the first purchase writes them."""
        first = flag.purchases[0]
        return cls(
            board=board,
            matter=first.matter,
            supplier=first.supplier,
            unit=first.unit,
            total=flag.total,
            limit=flag.limit,
            positions=list(flag.positions),
            first_day=flag.first_day,
            last_day=flag.last_day,
            decisions=[FlaggedPurchase.of(each, links) for each in flag.purchases],
            amounts_not_known=flag.amounts_not_known,
        )
