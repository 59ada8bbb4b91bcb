"""Examples of delegated decisions for the documentation, from the demonstration's board."""

from typing import Any, Final

Example = dict[str, Any]

DECISION_ID: Final = "0191d9a0-6d2f-7c2b-8e6f-4a1b7c2d3e4f"
_EARLIER_ID: Final = "0191d9a0-6d2f-7c2b-8e6f-4a1b7c2d3e40"
_CASE_ID: Final = "0191d9a0-7e3a-7d3c-9f70-5b2c8d3e4f50"
_DOCUMENT_ID: Final = "0191d9a0-8f4b-7e4d-8a81-6c3d9e4f5061"
_ORDER_ID: Final = "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d"
_BASE: Final = "https://kansli.example/delegation-rules/v1"

NEW_DECISION: Final[Example] = {
    "board": "norrmalm",
    "diary_number": "2019/238-1.2.4.",
    "rule": "3.2.1",
    "position": "enhetschef",
    "decided_on": "2019-06-20",
    "amount": "180000.00",
    "supplier": "Exempelmöbler AB",
    "unit": "Förskolorna i Vasastan",
    "outcome": "Avrop av möbler till förskolorna för 180 000 kronor.",
}
AS_VOID: Final[Example] = {"reason": "Beloppet låg över enhetschefens gräns; inköpet underställs avdelningschefen."}
SPLITTING: Final[Example] = {
    "total": "330000.00",
    "limit": "279000.00",
    "positions": ["enhetschef"],
    "first_day": "2019-06-18",
    "last_day": "2019-06-20",
    "decisions": [_EARLIER_ID, DECISION_ID],
    "amounts_not_known": 0,
}
DECISION: Final[Example] = NEW_DECISION | {
    "id": DECISION_ID,
    "year": 2019,
    "number": 12,
    "diary_number": "NORR 2019/310",
    "case_id": _CASE_ID,
    "order_id": _ORDER_ID,
    "order_version": 1,
    "mandate": "delegation",
    "matter": "Rutinmässiga inköp av varor och tjänster till den löpande verksamheten",
    "person": None,
    "months": None,
    "purpose": None,
    "monthly_rent": None,
    "circumstances": {},
    "subject": None,
    "attachments": [{"title": "Avropssvar", "document_id": _DOCUMENT_ID}],
    "status": "valid",
    "void_reason": None,
    "allowed": True,
    "tier_number": 3,
    "limit": "279000.00",
    "act": "execution",
    "report_to_board": False,
    "announce": False,
    "report_to_head": False,
    "sub_delegation": None,
    "reasons": [
        {
            "sv": "Ja. Enhetschef får fatta beslutet enligt regel 3.2.1 i delegationsordningen version 1, som gäller "
            "från 2019-06-15.",
            "en": "Yes. Enhetschef may make the decision under rule 3.2.1 of delegation order version 1, in force from "
            "2019-06-15.",
        }
    ],
    "splitting_flags": [SPLITTING],
    "filing": "filed",
    "filed_document_id": _DOCUMENT_ID,
    "registered_on": "2019-06-20",
    "_links": {
        "self": {"href": f"{_BASE}/delegated-decisions/{DECISION_ID}", "rel": "self", "method": "GET"},
        "rule": {
            "href": f"{_BASE}/delegation-orders/{_ORDER_ID}/rules/3.2.1",
            "rel": "related",
            "method": "GET",
        },
        "voidance": {
            "href": f"{_BASE}/delegated-decisions/{DECISION_ID}/voidance",
            "rel": "voidance",
            "method": "PUT",
        },
    },
}
PURCHASE: Final[Example] = {
    "id": DECISION_ID,
    "rule": "3.2.1",
    "position": "enhetschef",
    "decided_on": "2019-06-20",
    "amount": "180000.00",
    "_links": {"self": {"href": f"{_BASE}/delegated-decisions/{DECISION_ID}", "rel": "self", "method": "GET"}},
}
SPLITTING_FLAG: Final[Example] = {
    "board": "norrmalm",
    "matter": DECISION["matter"],
    "supplier": NEW_DECISION["supplier"],
    "unit": NEW_DECISION["unit"],
    "total": SPLITTING["total"],
    "limit": SPLITTING["limit"],
    "positions": SPLITTING["positions"],
    "first_day": SPLITTING["first_day"],
    "last_day": SPLITTING["last_day"],
    "decisions": [
        PURCHASE | {"id": _EARLIER_ID, "decided_on": "2019-06-18", "amount": "150000.00"},
        PURCHASE,
    ],
    "amounts_not_known": 0,
}
