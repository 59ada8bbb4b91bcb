"""Limits of amount (beloppsgränser) and what they come to in kronor in the case at hand."""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Context, Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final

from delegation_rules.domain.price_base_amounts import PriceBaseAmount

_ORE: Final = Decimal("0.01")
_FLOOR: Final = Context(prec=60, rounding=ROUND_FLOOR)


class LimitUnit(StrEnum):
    """What a limit is counted in."""

    PRICE_BASE_AMOUNTS = "price-base-amounts"
    KRONOR = "kronor"
    MONTHLY_RENTS = "monthly-rents"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many units; `Limit(Decimal("6"), LimitUnit.PRICE_BASE_AMOUNTS)` is six price base amounts."""

    quantity: Decimal
    unit: LimitUnit


@dataclass(frozen=True, slots=True)
class Yardsticks:
    """What the units are worth on the day and in the case asked about.

    Attributes:
        year: year of the decision, whose price base amount counts.
        price_base_amount: that of the year; None when Kansli has none. A calculated one is no yardstick yet.
        monthly_rent: one month's rent (månadshyra) in the case, kronor; None when not told.
    """

    year: int
    price_base_amount: PriceBaseAmount | None = None
    monthly_rent: Decimal | None = None

    def worth_of(self, unit: LimitUnit) -> Decimal | None:
        """One unit in kronor, or None when that is not known."""
        match unit:
            case LimitUnit.KRONOR:
                return Decimal(1)
            case LimitUnit.MONTHLY_RENTS:
                return self.monthly_rent
            case LimitUnit.PRICE_BASE_AMOUNTS:
                known = self.price_base_amount
                return known.amount if known is not None and known.is_decided else None

    def in_kronor(self, limit: Limit) -> Decimal | None:
        """`limit` in kronor with two decimals, or None when its unit's worth is not known.

        Rounded down: an amount is whole öre, so nothing that lies within the limit is shut out by it, and
        a limit never grows by rounding.
        """
        worth = self.worth_of(limit.unit)
        if worth is None:
            return None
        return _in_kronor(limit.quantity, worth)


@lru_cache(maxsize=4096)
def _in_kronor(quantity: Decimal, worth: Decimal) -> Decimal:
    return _FLOOR.multiply(quantity, worth).quantize(_ORE, context=_FLOOR)
