"""What the commands that ask an order share: the orders in force, kept compiled in the process.

A question then costs one small select.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar
from uuid import UUID

from sqlalchemy import RowMapping

from boardkit.auth.caller import Caller
from boardkit.db.selecting import SelectRows
from boardkit.domain.errors import Text
from delegation_rules import queries
from delegation_rules.commands._staffing_records import staffing_of
from delegation_rules.domain.answering import StaffedOrder
from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.decision_table import DecisionTable
from delegation_rules.domain.errors import NoOrderInForce, UnknownBoard
from delegation_rules.domain.orders import OrderReference
from delegation_rules.domain.people import Staffing
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.domain.price_base_amounts import PriceBaseAmount, PriceBaseAmounts

Key = TypeVar("Key")
Value = TypeVar("Value")

_MOST_KEPT: Final = 256
_MOST_TABLES: Final = 64
_MOST_STAFFINGS: Final = 64
_MOST_CELLS: Final = 150_000
_MOST_CELLS_OF_ONE: Final = 50_000


@dataclass(frozen=True, slots=True)
class _Ingredients:
    """What a compiled order is made of. Anything that changes it changes one of these.

    `epoch` is the day since which the same positions and sub-delegations hold; `positions_version` rises with every
    change of theirs.
    """

    order_id: UUID
    order_row_version: int
    positions_version: int
    epoch: date | None


class _LastUsed(Generic[Key, Value]):
    """The values used last, at most so many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """The value kept for `key`, which is now the one used last."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: Key, value: Value) -> Value:
        """Keep `value`, in place of the one not used for longest when there are too many."""
        self._kept[key] = value
        while len(self._kept) > self._most:
            self.let_go()
        return value

    def let_go(self) -> None:
        """Forget the one that has not been used for longest."""
        self._kept.popitem(last=False)

    def __iter__(self) -> Iterator[Value]:
        return iter(self._kept.values())


class CompiledOrders:
    """The compiled orders, tables and staffings used last. Nothing grows stale: what is changed has another key."""

    def __init__(self, most: int = _MOST_KEPT) -> None:
        self._compiled = _LastUsed[_Ingredients, CompiledOrder](most)
        self._tables = _LastUsed[tuple[_Ingredients, PriceBaseAmount | int], DecisionTable](_MOST_TABLES)
        self._staffings = _LastUsed[UUID, tuple[int, Staffing]](_MOST_STAFFINGS)

    async def table_of(self, basis: RowMapping, select_rows: SelectRows) -> DecisionTable:
        """The table of the order that is in force on the day of `basis`, a row of `what_evaluations_rest_on`."""
        ingredients = _Ingredients(
            basis["order_id"], basis["order_row_version"], basis["positions_version"], basis["epoch"]
        )
        price_base_amounts = _price_base_amounts(basis)
        key = (ingredients, price_base_amounts.get(basis["year"], basis["year"]))
        table = self._tables.get(key)
        # Tables grow as they are asked; together they are held to a size at every question.
        while sum(map(len, self._tables)) > _MOST_CELLS:
            self._tables.let_go()
        if table is not None:
            return table
        compiled = self._compiled.get(ingredients)
        if compiled is None:
            compiled = await _compile(basis["order_id"], basis["day"], select_rows)
            self._compiled.keep(ingredients, compiled)
        return self._tables.keep(key, DecisionTable(compiled, price_base_amounts, _MOST_CELLS_OF_ONE))

    async def staffing_of(self, board: str, basis: RowMapping, select_rows: SelectRows) -> Staffing:
        """Who holds the positions of `board`, which the caller has been found to reach."""
        # By order: a number of changes alone could be that of another database. Only the latest of each: a former
        # staffing is never asked for again, and that of a large board takes its room.
        order_id, version = basis["order_id"], int(basis["staffing_version"])
        kept = self._staffings.get(order_id)
        if kept is None or kept[0] != version:
            kept = self._staffings.keep(order_id, (version, await staffing_of(select_rows, board)))
        return kept[1]


async def orders_in_force(
    select_rows: SelectRows, compiled_orders: CompiledOrders, caller: Caller, board: str, days: Collection[date]
) -> Mapping[date, StaffedOrder | NoOrderInForce]:
    """For each of `days` the order in force for `board`, or the error that says that there is none.

    Raises `NotFound` for a board out of reach and `UnknownBoard` when it has no adopted order at all.
    """
    caller.must_reach(board, pointer="/board")
    found: dict[date, StaffedOrder | NoOrderInForce] = {}
    staffed: dict[DecisionTable, StaffedOrder] = {}
    asked = {"board": board, "days": sorted(set(days))}
    for basis in await select_rows(queries.what_evaluations_rest_on(), asked):
        if basis["order_id"] is None:
            found[basis["day"]] = _no_order(basis)
            continue
        table = await compiled_orders.table_of(basis, select_rows)
        if table not in staffed:
            staffed[table] = StaffedOrder(table, await compiled_orders.staffing_of(board, basis, select_rows))
        found[basis["day"]] = staffed[table]
    return found


async def order_in_force(
    select_rows: SelectRows, compiled_orders: CompiledOrders, caller: Caller, board: str, day: date
) -> StaffedOrder:
    """The order in force for `board` on `day`, with the positions, sub-delegations and holders of that day.

    Raises `NotFound` for a board out of reach, `UnknownBoard` when it has no adopted order at all, and
    `NoOrderInForce` when it has orders but none in force on the day.
    """
    (found,) = (await orders_in_force(select_rows, compiled_orders, caller, board, [day])).values()
    if isinstance(found, NoOrderInForce):
        raise found
    return found


def _no_order(basis: RowMapping) -> NoOrderInForce:
    if basis["first_day"] is None:
        raise UnknownBoard(
            Text(sv="Nämnden har ingen delegationsordning här.", en="The board has no delegation order here."),
            pointer="/board",
        )
    return NoOrderInForce(
        Text(
            sv="Kansli har ingen delegationsordning som gällde för nämnden den dagen.",
            en="Kansli holds no delegation order that was in force for the board that day.",
        ),
        pointer="/date",
        extra={"first_day_in_force": basis["first_day"].isoformat()},
    )


def _price_base_amounts(basis: RowMapping) -> PriceBaseAmounts:
    if basis["amount"] is None:
        return {}
    return {basis["year"]: queries.price_base_amount_from(basis)}


async def _compile(order_id: UUID, day: date, select_rows: SelectRows) -> CompiledOrder:
    (order,) = await select_rows(queries.order_content(order_id))
    positions = await select_rows(queries.positions_of(order["board"]))
    grants = map(queries.grant_from, await select_rows(queries.grants_under(order_id)))
    reference = OrderReference(
        id=order["id"],
        board=order["board"],
        version=order["order_version"],
        in_force_from=order["in_force_from"],
    )
    hierarchy = Hierarchy(map(queries.position_from, positions), day)
    return CompiledOrder(reference, order["rules"], hierarchy, [each for each in grants if each.holds_on(day)])
