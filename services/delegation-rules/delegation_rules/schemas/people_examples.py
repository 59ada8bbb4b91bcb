"""Examples of persons, assignments, absences and sub-delegations. The names are invented."""

from typing import Any, Final

Example = dict[str, Any]

_BASE: Final = "https://kansli.example/delegation-rules/v1"
PERSON_ID: Final = "0191d9a0-6a10-7c55-8f3b-2d4e5f6a7b8c"
ASSIGNMENT_ID: Final = "0191d9a0-6a11-7d02-9c41-3e5f6a7b8c9d"
ABSENCE_ID: Final = "0191d9a0-6a12-7a9e-8b72-4f6a7b8c9d0e"
SUB_DELEGATION_ID: Final = "0191d9a0-6a13-7b33-a1d4-5a7b8c9d0e1f"
_ORDER_ID: Final = "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d"


def _link(path: str, rel: str, method: str = "GET") -> Example:
    return {"href": f"{_BASE}/{path}", "rel": rel, "method": method}


NEW_PERSON: Final[Example] = {"board": "norrmalm", "name": "Ylva Sandmark"}
PERSON_REFERENCE: Final[Example] = {
    "id": PERSON_ID,
    "board": "norrmalm",
    "erased_on": None,
    "_links": {
        "self": _link(f"persons/{PERSON_ID}", "self"),
        "erasure": _link(f"persons/{PERSON_ID}/erasure", "erasure", "PUT"),
    },
}
PERSON: Final[Example] = PERSON_REFERENCE | {"name": NEW_PERSON["name"]}
PERSON_RECORDS: Final[Example] = {
    "id": PERSON_ID,
    "board": "norrmalm",
    "name": NEW_PERSON["name"],
    "erased_on": None,
    "assignments": [
        {
            "id": ASSIGNMENT_ID,
            "position": "stadsdelsdirektor",
            "kind": "ordinary",
            "valid_from": "2019-06-15",
            "valid_to": None,
        }
    ],
    "absences": [{"id": ABSENCE_ID, "first_day": "2019-07-01", "last_day": "2019-07-26"}],
    "decisions": [],
    "_links": {
        "self": _link(f"persons/{PERSON_ID}/records", "self"),
        "person": _link(f"persons/{PERSON_ID}", "related"),
    },
}
NEW_ASSIGNMENT: Final[Example] = {
    "board": "norrmalm",
    "person": PERSON_ID,
    "position": "stadsdelsdirektor",
    "kind": "ordinary",
    "valid_from": "2019-06-15",
}
ASSIGNMENT: Final[Example] = NEW_ASSIGNMENT | {
    "id": ASSIGNMENT_ID,
    "valid_to": None,
    "_links": {
        "self": _link(f"assignments/{ASSIGNMENT_ID}", "self"),
        "person": _link(f"persons/{PERSON_ID}", "related"),
        "expiry": _link(f"assignments/{ASSIGNMENT_ID}/expiry", "expiry", "PUT"),
    },
}
NEW_ABSENCE: Final[Example] = {
    "board": "norrmalm",
    "person": PERSON_ID,
    "first_day": "2019-07-01",
    "last_day": "2019-07-26",
}
ABSENCE: Final[Example] = NEW_ABSENCE | {
    "id": ABSENCE_ID,
    "_links": {
        "self": _link(f"absences/{ABSENCE_ID}", "self"),
        "person": _link(f"persons/{PERSON_ID}", "related"),
        "expiry": _link(f"absences/{ABSENCE_ID}/expiry", "expiry", "PUT"),
    },
}
NEW_SUB_DELEGATION: Final[Example] = {
    "board": "norrmalm",
    "rule": "3.2.4",
    "giver": "stadsdelsdirektor",
    "receiver": "forvaltningschef-vid-serviceforvaltningen",
    "purposes": ["joint-procurement"],
    "valid_from": "2019-06-17",
    "valid_to": "2019-12-31",
    "decided_on": "2019-06-17",
    "decision_reference": "2019/000081",
}
SUB_DELEGATION: Final[Example] = NEW_SUB_DELEGATION | {
    "id": SUB_DELEGATION_ID,
    "order_id": _ORDER_ID,
    "steps": [
        {
            "giver": None,
            "receiver": "stadsdelsdirektor",
            "decided_on": "2019-06-13",
            "reference": "2019/000075",
        },
        {
            "giver": "stadsdelsdirektor",
            "receiver": "forvaltningschef-vid-serviceforvaltningen",
            "decided_on": "2019-06-17",
            "reference": "2019/000081",
        },
    ],
    "_links": {
        "self": _link(f"sub-delegations/{SUB_DELEGATION_ID}", "self"),
        "delegation-order": _link(f"delegation-orders/{_ORDER_ID}", "related"),
        "expiry": _link(f"sub-delegations/{SUB_DELEGATION_ID}/expiry", "expiry", "PUT"),
    },
}
