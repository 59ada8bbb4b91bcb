"""Enter the price base amount (prisbasbelopp) of a year that has none."""

from sqlalchemy import RowMapping
from sqlalchemy.dialects.postgresql import insert

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.errors import Text
from delegation_rules.commands._price_base_amount_records import price_base_amount_change
from delegation_rules.domain.errors import PriceBaseAmountTaken
from delegation_rules.domain.price_base_amounts import PriceBaseAmount
from delegation_rules.tables import price_base_amounts


async def enter_price_base_amount(work: UnitOfWork, entered: PriceBaseAmount) -> RowMapping:
    """Enter `entered`. Raises `PriceBaseAmountTaken` when the year has its amount already."""
    statement = (
        insert(price_base_amounts)
        .values(year=entered.year, amount=entered.amount, sfs=entered.sfs, status=entered.status.value)
        .on_conflict_do_nothing(index_elements=["year"])
        .returning(*price_base_amounts.c)
    )
    row = await work.first(statement)
    if row is None:
        raise PriceBaseAmountTaken(
            Text(sv="Året har redan ett prisbasbelopp.", en="The year already has a price base amount."),
            pointer="/year",
        )
    work.record(price_base_amount_change("created", row, "price base amount entered"))
    return row
