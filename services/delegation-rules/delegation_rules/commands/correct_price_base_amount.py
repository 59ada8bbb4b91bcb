"""Replace a calculated price base amount (prisbasbelopp), above all when the Government has decided it."""

from sqlalchemy import RowMapping, update

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import check_version
from delegation_rules import queries
from delegation_rules.commands._price_base_amount_records import price_base_amount_change
from delegation_rules.domain.price_base_amounts import PriceBaseAmount, replace_price_base_amount
from delegation_rules.tables import price_base_amounts


async def correct_price_base_amount(work: UnitOfWork, expected_version: int, *, coming: PriceBaseAmount) -> RowMapping:
    """Put `coming` in place of the year's calculated amount.

    Raises `NotFound`, `PreconditionFailed` and `PriceBaseAmountDecided`.
    """
    present = await work.existing(queries.price_base_amount_of(coming.year).with_for_update())
    check_version(present, expected_version)
    replacement = replace_price_base_amount(queries.price_base_amount_from(present), coming)
    row = await work.one(
        update(price_base_amounts)
        .where(price_base_amounts.c.year == coming.year)
        .values(
            amount=replacement.amount,
            sfs=replacement.sfs,
            status=replacement.status.value,
            version=expected_version + 1,
        )
        .returning(*price_base_amounts.c)
    )
    work.record(price_base_amount_change("changed", row, "price base amount corrected"))
    return row
