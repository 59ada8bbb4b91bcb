"""Examples of imports for the documentation."""

from typing import Any, Final

from delegation_rules.schemas import examples

Example = dict[str, Any]

IMPORT_ID: Final = "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c5e"
_BASE: Final = "https://kansli.example/delegation-rules/v1"
_CONTENT: Final = (
    "Nr;Ärendetyp;Lagrum m.m.;Lägsta delegat;Kommentar\r\n3.1.15;Tilldelning av inköpskort;;Avd.chef;Anmäls inte.\r\n"
)

NEW_IMPORT: Final[Example] = {
    "board": "norrmalm",
    "format": "csv",
    "filename": "delegationsordning.csv",
    "content": _CONTENT,
}
DOUBT: Final[Example] = {
    "code": "unknown-title",
    "why_sv": "Nämnden har ingen befattning med den titeln.",
    "why_en": "The board has no position with this title.",
    "excerpt": "kanslist",
}
NOTE: Final[Example] = {
    "code": "text-before-table",
    "text_sv": "3 rader text före tabellen har inte lästs in.",
    "text_en": "3 lines of text before the table were not read.",
    "place": 1,
}
READING: Final[Example] = {
    "text_sv": "Meningen är en upplysning.",
    "text_en": "The sentence is for information.",
    "rule": examples.RULE,
}
LINE: Final[Example] = {
    "line_number": 1,
    "place": 2,
    "number": "3.2.1",
    "cells": ["Rutinmässiga inköp av varor och tjänster till den löpande verksamheten", "LOU", "Kanslist", ""],
    "status": "doubtful",
    "rule": None,
    "summary_sv": None,
    "summary_en": None,
    "doubts": [DOUBT],
    "readings": [READING],
    "notes": [],
}
IMPORT_SUMMARY: Final[Example] = {
    "id": IMPORT_ID,
    "board": "norrmalm",
    "format": "csv",
    "filename": "delegationsordning.csv",
    "title": None,
    "doubtful_lines": 1,
    "missing_numbers": ["3.1.20"],
    "order_id": None,
    "_links": {
        "self": {"href": f"{_BASE}/order-imports/{IMPORT_ID}", "rel": "self", "method": "GET"},
    },
}
IMPORT: Final[Example] = IMPORT_SUMMARY | {
    "chapters": [{"number": "3.2", "title": "Upphandling"}],
    "notes": [NOTE],
    "lines": [LINE],
}
