"""Examples of the question the other way round, as `POST evaluations` would answer it by section 3."""

from typing import Any, Final

from delegation_rules.schemas.examples import ORDER_ID

Example = dict[str, Any]

_BASE: Final = "https://kansli.example/delegation-rules/v1"
_ORDER: Final[Example] = {"href": f"{_BASE}/delegation-orders/{ORDER_ID}", "rel": "related", "method": "GET"}
_RULE: Final[Example] = {
    "href": f"{_BASE}/delegation-orders/{ORDER_ID}/rules/3.1.21",
    "rel": "related",
    "method": "GET",
}
_MATTER: Final = "Ersättning för sakskada, personskada eller egendomsskada"
_ONE_BASE_AMOUNT: Final[Example] = {"quantity": "1", "unit": "price-base-amounts"}

RIGHT: Final[Example] = {
    "board": "norrmalm",
    "date": "2019-06-20",
    "position": "avdelningschef",
    "rule": "3.1.21",
    "matter": _MATTER,
    "tier_numbers": [2, 3],
    "amount": {"above": None, "up_to": _ONE_BASE_AMOUNT},
    "above": None,
    "limit": "46500.00",
    "limit_basis": {
        "kind": "amount",
        "quantity": "1",
        "unit": "price-base-amounts",
        "unit_amount": "46500.00",
        "year": 2019,
        "price_base_amount_status": "decided",
    },
    "purpose": None,
    "conditions": [],
    "presuppositions": [],
    "report_to_board": False,
    "reported_above": "46500.00",
    "report_to_head": False,
    "act": "decision",
    "consult": [],
    "sub_delegation": None,
    "order_id": ORDER_ID,
    "order_version": 1,
    "_links": {"self": _RULE | {"rel": "self"}, "delegation-order": _ORDER},
}
DECIDERS: Final[Example] = {
    "board": "norrmalm",
    "rule": "3.1.21",
    "matter": _MATTER,
    "date": "2019-06-20",
    "order_id": ORDER_ID,
    "order_version": 1,
    "lowest_positions": ["stadsdelsdirektor"],
    "deciders": [
        {
            "position": "stadsdelsdirektor",
            "position_title": "stadsdelsdirektör",
            "status": "met",
            "is_lowest": True,
            "unknown_conditions": [],
            "sub_delegation": None,
            "holders": [{"person": "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d", "kind": "ordinary"}],
        }
    ],
    "_links": {
        "self": {
            "href": f"{_BASE}/deciders?board=norrmalm&rule=3.1.21&date=2019-06-20&amount=46500.01",
            "rel": "self",
            "method": "GET",
        },
        "rule": _RULE,
        "delegation-order": _ORDER,
    },
}
