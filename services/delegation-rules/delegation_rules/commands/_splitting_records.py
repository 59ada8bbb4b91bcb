"""What has been seen of splitting (uppdelning) around a purchase that is being registered."""

from datetime import timedelta

from boardkit.db.unit_of_work import UnitOfWork
from delegation_rules import queries
from delegation_rules.domain.splitting import DEFAULT_WINDOW_DAYS, Purchase, SplittingFlag, splitting_flags

_WINDOW = timedelta(days=DEFAULT_WINDOW_DAYS)


async def flags_around(work: UnitOfWork, board: str, purchase: Purchase) -> tuple[SplittingFlag, ...]:
    """The flags that `purchase`, not stored yet, is part of together with the board's other valid decisions."""
    day = purchase.decided_on
    around = queries.purchases_of_supplier(work.caller, board, purchase.supplier, day - _WINDOW, day + _WINDOW)
    rows = await work.all(around)
    others = (queries.purchase_from(row) for row in rows)
    found = splitting_flags([*(each for each in others if each.group == purchase.group), purchase], DEFAULT_WINDOW_DAYS)
    return tuple(flag for flag in found if flag.concerns(purchase.decision))
