"""The schema of delegation rules, one file per subject; no module outside this service knows it."""

from delegation_rules.tables.orders import StoredRules, delegation_orders, rules
from delegation_rules.tables.positions import position_registers, positions
from delegation_rules.tables.price_base_amounts import price_base_amounts
from delegation_rules.tables.schema import metadata

__all__ = [
    "StoredRules",
    "delegation_orders",
    "metadata",
    "position_registers",
    "positions",
    "price_base_amounts",
    "rules",
]
