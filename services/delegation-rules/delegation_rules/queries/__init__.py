"""The read side, one file per subject: selects that already hold the caller's authorisation."""

from delegation_rules.queries.orders import (
    is_in_force,
    order_by_id,
    order_content,
    orders_visible_to,
    rule_of_order,
    rules_in_force,
    what_an_evaluation_rests_on,
)
from delegation_rules.queries.positions import (
    position_by_id,
    position_from,
    positions_of,
    positions_visible_to,
)
from delegation_rules.queries.price_base_amounts import (
    price_base_amount_from,
    price_base_amount_of,
    price_base_amounts_by_year,
)

__all__ = [
    "is_in_force",
    "order_by_id",
    "order_content",
    "orders_visible_to",
    "position_by_id",
    "position_from",
    "positions_of",
    "positions_visible_to",
    "price_base_amount_from",
    "price_base_amount_of",
    "price_base_amounts_by_year",
    "rule_of_order",
    "rules_in_force",
    "what_an_evaluation_rests_on",
]
