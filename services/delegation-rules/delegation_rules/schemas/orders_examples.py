"""Examples for the documentation of what happens to orders: drafts, findings, comparisons, replays."""

from typing import Final

from delegation_rules.schemas.examples import NEW_ORDER, ORDER_ID, RULE, Example

FORMER_ORDER_ID: Final = "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c00"
_BASE: Final = "https://kansli.example/delegation-rules/v1/delegation-orders"

DRAFT_CONTENT: Final[Example] = {
    "title": NEW_ORDER["title"],
    "in_force_from": "2019-06-15",
    "chapters": NEW_ORDER["chapters"],
    "rules": [RULE],
}
FINDING: Final[Example] = {
    "code": "number-missing",
    "severity": "note",
    "rule": "3.1.20",
    "tier_number": None,
    "position": None,
    "law": None,
    "text": "Nummer 3.1.20 saknas: det finns regler före och efter.",
    "_links": {},
}
COMPARISON: Final[Example] = {
    "board": "norrmalm",
    "order": {
        "id": ORDER_ID,
        "order_version": 2,
        "status": "draft",
        "title": NEW_ORDER["title"],
        "in_force_from": "2019-06-15",
    },
    "compared_with": {
        "id": FORMER_ORDER_ID,
        "order_version": 1,
        "status": "adopted",
        "title": NEW_ORDER["title"],
        "in_force_from": "2019-01-01",
    },
    "added_rules": [
        {"number": "3.3.7", "matter": "Lås och larm", "says": [{"aspect": "reporting", "text": "anmäls inte"}]},
    ],
    "removed_rules": [],
    "changed_rules": [
        {
            "number": "3.2.1",
            "former_number": None,
            "matter": RULE["matter"],
            "differences": [
                {
                    "aspect": "limit",
                    "tier_number": 1,
                    "before": "högst 25 prisbasbelopp",
                    "after": "högst 30 prisbasbelopp",
                }
            ],
        }
    ],
    "chapters": [],
    "unchanged": 29,
    "_links": {
        "self": {"href": f"{_BASE}/{ORDER_ID}/comparisons/{FORMER_ORDER_ID}", "rel": "self", "method": "GET"},
        "delegation-order": {"href": f"{_BASE}/{ORDER_ID}", "rel": "related", "method": "GET"},
        "compared-with": {"href": f"{_BASE}/{FORMER_ORDER_ID}", "rel": "compared-with", "method": "GET"},
    },
}
NEW_REPLAY: Final[Example] = {"first_day": "2019-01-01", "last_day": "2019-12-31"}
REPLAY: Final[Example] = NEW_REPLAY | {
    "board": "norrmalm",
    "order_id": ORDER_ID,
    "replayed": 13,
    "differing": 1,
    "counts": {
        "became_refused": 1,
        "became_allowed": 0,
        "reporting_changed": 0,
        "tier_changed": 1,
        "cannot_be_asked": 0,
    },
    "differences": [
        {
            "decision_id": "0191d9a0-7a1e-7b1a-9d5e-3f0f6a1b2c3d",
            "decided_on": "2019-05-20",
            "rule": "3.2.1",
            "rule_in_order": "3.2.1",
            "position": "enhetschef",
            "kinds": ["became-refused", "tier-changed"],
            "before": {"allowed": True, "tier_number": 2, "report_to_board": False},
            "after": {"allowed": False, "tier_number": 3, "report_to_board": False},
            "obstacle": None,
        }
    ],
    "_links": {"delegation-order": {"href": f"{_BASE}/{ORDER_ID}", "rel": "related", "method": "GET"}},
}
