"""Examples for the documentation: whole objects that fit together, taken from the demonstration's board."""

from typing import Any, Final

Example = dict[str, Any]

ORDER_ID: Final = "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d"
_BASE: Final = "https://kansli.example/delegation-rules/v1"

SIX_PRICE_BASE_AMOUNTS: Final[Example] = {"quantity": "6", "unit": "price-base-amounts"}
AMOUNT: Final[Example] = {"up_to": {"quantity": "30", "unit": "price-base-amounts"}}
TIER: Final[Example] = {"amount": AMOUNT, "delegates": [{"position": "stadsdelsdirektor"}]}
PREMISE: Final[Example] = {
    "circumstance": "call-off-from-procured-agreement",
    "expected": True,
    "text_sv": "Inköpet är ett avrop från ett avtal som redan är upphandlat.",
    "text_en": "The purchase is a call-off from an agreement that has already been procured.",
}
PREREQUISITE: Final[Example] = {
    "kind": "prerequisite",
    "circumstance": "own-error",
    "expected": True,
    "text_sv": "Makuleringen rättar ett eget fel.",
    "text_en": "The cancellation corrects an error of one's own.",
}
RULE: Final[Example] = {
    "number": "3.2.1",
    "matter": "Rutinmässiga inköp av varor och tjänster till den löpande verksamheten",
    "legal_basis": ["LOU", "Regler för ekonomisk förvaltning"],
    "premises": [PREMISE],
    "tiers": [TIER],
    "reporting": {"duty": "execution-not-reported"},
}
ADOPTION: Final[Example] = {"case_number": "2019/000075", "decided_on": "2019-06-13"}
NEW_ORDER: Final[Example] = {
    "board": "norrmalm",
    "title": "Delegationsordning, avsnitt 3: ekonomi, upphandling och lokaler",
    "in_force_from": "2019-06-15",
    "adopted_by": ADOPTION,
    "chapters": [{"number": "3.2", "title": "Upphandling"}],
    "rules": [RULE],
}
ORDER_SUMMARY: Final[Example] = {
    "id": ORDER_ID,
    "board": "norrmalm",
    "order_version": 1,
    "status": "adopted",
    "title": NEW_ORDER["title"],
    "in_force_from": "2019-06-15",
    "in_force_to": None,
    "adopted_by": ADOPTION,
    "replaces": None,
    "replaced_by": None,
    "_links": {
        "self": {"href": f"{_BASE}/delegation-orders/{ORDER_ID}", "rel": "self", "method": "GET"},
        "findings": {"href": f"{_BASE}/delegation-orders/{ORDER_ID}/findings", "rel": "findings", "method": "GET"},
        "expiry": {"href": f"{_BASE}/delegation-orders/{ORDER_ID}/expiry", "rel": "expiry", "method": "PUT"},
    },
}
ORDER: Final[Example] = ORDER_SUMMARY | {
    "chapters": NEW_ORDER["chapters"],
    "missing_numbers": [],
    "rules": [RULE],
}
RULE_IN_ORDER: Final[Example] = RULE | {
    "board": "norrmalm",
    "order_id": ORDER_ID,
    "order_version": 1,
    "_links": {
        "self": {
            "href": f"{_BASE}/delegation-orders/{ORDER_ID}/rules/3.2.1",
            "rel": "self",
            "method": "GET",
        },
        "delegation-order": {
            "href": f"{_BASE}/delegation-orders/{ORDER_ID}",
            "rel": "related",
            "method": "GET",
        },
    },
}
NEW_QUESTION: Final[Example] = {
    "rule": "3.2.1",
    "position": "enhetschef",
    "amount": "300000.00",
    "date": "2019-06-20",
}
NEW_EVALUATION: Final[Example] = {"board": "norrmalm"} | NEW_QUESTION
EVALUATION: Final[Example] = NEW_EVALUATION | {
    "allowed": False,
    "matter": RULE["matter"],
    "person": None,
    "holders": [],
    "order_id": ORDER_ID,
    "order_version": 1,
    "order_in_force_from": "2019-06-15",
    "rules_used": ["3.2.1"],
    "tier": {
        "number": 3,
        "amount": {"above": None, "up_to": SIX_PRICE_BASE_AMOUNTS},
        "delegates": ["enhetschef", "parkingenjor"],
    },
    "limit": "279000.00",
    "limit_basis": {
        "kind": "amount",
        "quantity": "6",
        "unit": "price-base-amounts",
        "unit_amount": "46500.00",
        "year": 2019,
        "price_base_amount_status": "decided",
    },
    "lowest_position": "avdelningschef",
    "lowest_positions": ["avdelningschef"],
    "report_to_board": False,
    "act": "execution",
    "announce": False,
    "consult": [],
    "report_to_head": False,
    "sub_delegation": None,
    "conditions": [
        {"kind": "position", "status": "met", "circumstance": None, "text": "Enhetschef är lägsta delegat."},
        {
            "kind": "amount",
            "status": "not-met",
            "circumstance": None,
            "text": "Beloppet är högst 6 prisbasbelopp (279\u00a0000,00\u00a0kr).",
        },
    ],
    "reasons": [
        (
            "Nej. Enhetschef får inte fatta beslutet enligt regel 3.2.1 i delegationsordningen version 1, som gäller "
            "från 2019-06-15."
        ),
        "Inte uppfyllt: Beloppet är högst 6 prisbasbelopp (279\u00a0000,00\u00a0kr).",
        "Enligt regeln får enhetschef besluta om högst 279\u00a0000,00\u00a0kr.",
        "Gränsen är 6 × 46\u00a0500,00\u00a0kr, prisbasbeloppet för 2019.",
        "Lägsta befattning som får besluta i ett sådant ärende är avdelningschef.",
        "Beslutet anmäls inte till nämnden: det är verkställighet.",
        "Svaret förutsätter: Inköpet är ett avrop från ett avtal som redan är upphandlat.",
    ],
    "_links": {
        "self": {"href": f"{_BASE}/evaluations", "rel": "self", "method": "POST"},
        "rule": {
            "href": f"{_BASE}/delegation-orders/{ORDER_ID}/rules/3.2.1",
            "rel": "related",
            "method": "GET",
        },
        "delegation-order": {
            "href": f"{_BASE}/delegation-orders/{ORDER_ID}",
            "rel": "related",
            "method": "GET",
        },
    },
}
NEW_POSITION: Final[Example] = {
    "board": "norrmalm",
    "slug": "stadsdelsdirektor",
    "title_sv": "stadsdelsdirektör",
    "administration": "norrmalms-stadsdelsforvaltning",
    "kind": "head-of-administration",
    "several_holders": False,
}
POSITION: Final[Example] = NEW_POSITION | {
    "id": ORDER_ID,
    "superior": None,
    "counts_as": None,
    "kind": "head-of-administration",
    "several_holders": False,
    "valid_from": None,
    "valid_to": None,
    "_links": {
        "self": {"href": f"{_BASE}/positions/{ORDER_ID}", "rel": "self", "method": "GET"},
        "expiry": {"href": f"{_BASE}/positions/{ORDER_ID}/expiry", "rel": "expiry", "method": "PUT"},
    },
}
NEW_PRICE_BASE_AMOUNT: Final[Example] = {"year": 2028, "amount": "60100.00", "status": "calculated"}
DECIDED_PRICE_BASE_AMOUNT: Final[Example] = {"amount": "46500.00", "sfs": "2018:1549", "status": "decided"}
PRICE_BASE_AMOUNT: Final[Example] = DECIDED_PRICE_BASE_AMOUNT | {
    "year": 2019,
    "_links": {"self": {"href": f"{_BASE}/price-base-amounts/2019", "rel": "self", "method": "GET"}},
}
