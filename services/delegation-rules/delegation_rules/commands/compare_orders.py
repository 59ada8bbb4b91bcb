"""Compare two versions of a board's delegation order. Changes nothing."""

from uuid import UUID

from sqlalchemy import RowMapping

from boardkit.auth.caller import Caller
from boardkit.db.selecting import SelectRows
from boardkit.domain.errors import nothing_here
from delegation_rules import queries
from delegation_rules.domain.order_comparison import OrderComparison, compare
from delegation_rules.domain.positions import Hierarchy


async def compare_orders(
    select_rows: SelectRows, caller: Caller, *, order_id: UUID, other_id: UUID
) -> tuple[RowMapping, RowMapping, OrderComparison]:
    """The order, the other one, and what is otherwise in the order than in the other, which counts as the earlier.

    Raises `NotFound`, also when the two belong to different boards: what one delegates says nothing of the other.
    """
    after = await select_rows(queries.order_by_id(caller, order_id))
    before = await select_rows(queries.order_by_id(caller, other_id))
    if not after or not before or after[0]["board"] != before[0]["board"]:
        raise nothing_here()
    positions = await select_rows(queries.positions_of(after[0]["board"]))
    comparison = compare(
        before[0]["rules"],
        after[0]["rules"],
        Hierarchy(map(queries.position_from, positions)),
        (before[0]["chapters"], after[0]["chapters"]),
    )
    return after[0], before[0], comparison
