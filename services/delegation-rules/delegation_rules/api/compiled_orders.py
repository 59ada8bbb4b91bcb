"""The compiled orders that this process keeps, the same for every resource that asks them anything."""

from typing import Final

from delegation_rules.commands._evaluation_records import CompiledOrders

COMPILED_ORDERS: Final = CompiledOrders()
