"""Examples of AuthZEN requests and answers, by section 3 of the demonstration's order."""

from typing import Any, Final

from delegation_rules.schemas.examples import EVALUATION, ORDER_ID

Example = dict[str, Any]

PERSON_ID: Final = "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d"
SUBJECT: Final[Example] = {"type": "position", "id": "enhetschef"}
ACTION: Final[Example] = {"name": "decide"}
RESOURCE: Final[Example] = {
    "type": "delegation-rule",
    "id": "3.2.1",
    "properties": {"board": "norrmalm", "amount": "300000.00"},
}
CONTEXT: Final[Example] = {"date": "2019-06-20"}
EVALUATION_REQUEST: Final[Example] = {
    "subject": SUBJECT,
    "action": ACTION,
    "resource": RESOURCE,
    "context": CONTEXT,
}
EVALUATIONS_REQUEST: Final[Example] = {
    "action": ACTION,
    "resource": RESOURCE,
    "context": CONTEXT,
    "evaluations": [{"subject": SUBJECT}, {"subject": {"type": "position", "id": "avdelningschef"}}],
    "options": {"evaluations_semantic": "execute_all"},
}
SUBJECT_SEARCH: Final[Example] = EVALUATION_REQUEST | {"subject": {"type": "position"}, "page": {"limit": 100}}
RESOURCE_SEARCH: Final[Example] = EVALUATION_REQUEST | {
    "resource": {"type": "delegation-rule", "properties": {"board": "norrmalm", "amount": "10000.00"}},
    "page": {"limit": 100},
}
ACTION_SEARCH: Final[Example] = {
    "subject": {"type": "position", "id": "avdelningschef"},
    "resource": RESOURCE,
    "context": CONTEXT,
}
DENIAL: Final[Example] = {
    "decision": False,
    "context": {
        "rule": "3.2.1",
        "position": "enhetschef",
        "order_id": ORDER_ID,
        "order_version": 1,
        "limit": "279000.00",
        "lowest_positions": ["avdelningschef"],
        "holders": [],
        "report_to_board": False,
        "act": "execution",
        "announce": False,
        "consult": [],
        "report_to_head": False,
        "conditions": [
            {"kind": "position", "status": "met", "text": "Enhetschef är lägsta delegat."},
            {
                "kind": "amount",
                "status": "not-met",
                "text": "Beloppet är högst 6 prisbasbelopp (279\u00a0000,00\u00a0kr).",
            },
        ],
        "reasons": EVALUATION["reasons"],
    },
}
PERMISSION: Final[Example] = {"decision": True}
PAGE: Final[Example] = {"next_token": "", "count": 1, "total": 1}
RESOURCES_FOUND: Final[Example] = {
    "page": PAGE,
    "results": [{"type": "delegation-rule", "id": "3.2.1", "properties": {"board": "norrmalm", "amount": "10000.00"}}],
}
ACTIONS_FOUND: Final[Example] = {"page": PAGE, "results": [ACTION]}
