"""What is read of price base amounts."""

from typing import Any

from sqlalchemy import RowMapping, Select, select

from delegation_rules.domain.price_base_amounts import PriceBaseAmount, PriceBaseAmountStatus
from delegation_rules.tables import price_base_amounts


def price_base_amounts_by_year() -> Select[Any]:
    """All price base amounts, the latest year first. They are the same for every board."""
    return select(price_base_amounts).order_by(price_base_amounts.c.year.desc())


def price_base_amount_of(year: int) -> Select[Any]:
    """The price base amount of `year`."""
    return select(price_base_amounts).where(price_base_amounts.c.year == year)


def price_base_amount_from(row: RowMapping) -> PriceBaseAmount:
    """A row with the columns of `price_base_amounts` as the domain knows it."""
    return PriceBaseAmount(
        year=row["year"], amount=row["amount"], sfs=row["sfs"], status=PriceBaseAmountStatus(row["status"])
    )
