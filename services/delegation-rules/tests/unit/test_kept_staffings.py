"""What the process keeps of who holds what: the latest staffing of each order, and no other."""

import gc
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select

from delegation_rules.commands._evaluation_records import CompiledOrders
from delegation_rules.domain.people import Staffing


def _basis(order: int, version: int) -> Any:
    return {"order_id": UUID(int=order), "staffing_version": version, "day": date(2019, 6, 20)}


class Database:
    """Without any rows; counts what is asked for."""

    def __init__(self) -> None:
        self.selects = 0

    async def rows(self, statement: Select[Any], parameters: Mapping[str, Any] | None = None) -> Sequence[RowMapping]:
        """No row."""
        del statement, parameters
        self.selects += 1
        return []


async def test_a_staffing_is_read_once_until_it_changes() -> None:
    database, orders = Database(), CompiledOrders()

    first = await orders.staffing_of("norrmalm", _basis(1, 7), database.rows)
    again = await orders.staffing_of("norrmalm", _basis(1, 7), database.rows)
    selects = database.selects
    changed = await orders.staffing_of("norrmalm", _basis(1, 8), database.rows)

    assert again is first
    assert changed is not first
    assert (selects, database.selects) == (2, 4)


async def test_a_former_staffing_is_let_go() -> None:
    database, orders = Database(), CompiledOrders()
    before = _staffings()

    for version in range(1, 100):
        await orders.staffing_of("norrmalm", _basis(1, version), database.rows)

    assert _staffings() - before == 1


def _staffings() -> int:
    """How many there are in the whole process."""
    gc.collect()
    return sum(type(each) is Staffing for each in gc.get_objects())
