"""The schema of delegation rules, one file per subject; no module outside this service knows it."""

from delegation_rules.tables.board_reports import (
    announced_decisions,
    announcements,
    board_report_items,
    board_reports,
)
from delegation_rules.tables.delegated_decisions import delegated_decisions
from delegation_rules.tables.order_imports import order_imports
from delegation_rules.tables.orders import StoredRules, delegation_orders, rules
from delegation_rules.tables.people import absences, assignments, persons, sub_delegations
from delegation_rules.tables.positions import position_registers, positions
from delegation_rules.tables.price_base_amounts import price_base_amounts
from delegation_rules.tables.registry_copy import known_boards, known_cases, known_meetings
from delegation_rules.tables.schema import metadata

__all__ = [
    "StoredRules",
    "absences",
    "announced_decisions",
    "announcements",
    "assignments",
    "board_report_items",
    "board_reports",
    "delegated_decisions",
    "delegation_orders",
    "known_boards",
    "known_cases",
    "known_meetings",
    "metadata",
    "order_imports",
    "persons",
    "position_registers",
    "positions",
    "price_base_amounts",
    "rules",
    "sub_delegations",
]
