"""The part of the journey that is about delegation: the limit, decisions under it, and what the meeting is told."""

from datetime import date
from typing import Any, Final

from rich.console import Console

from kansli_local.demonstration import BOARD, MEETING_DAY
from kansli_local.office import Exchange, Office, require

_SERVICE: Final = "/delegation-rules/v1"
_RULE: Final = "3.2.1"
_ASKED_FOR: Final = "2019-06-20"
_REGISTERED_ON: Final = date(2019, 6, 24)
_PURCHASE: Final = {
    "board": BOARD,
    "diary_number": "2019/288",
    "rule": _RULE,
    "position": "enhetschef",
    "decided_on": _ASKED_FOR,
    "supplier": "Exempelmöbler AB",
    "unit": "Förskolorna i Vasastan",
}


def at_the_limit(office: Office, console: Console) -> None:
    """The limit to the öre, asked as a batch, and the question the other way round."""
    asked = {"rule": _RULE, "position": "enhetschef", "date": _ASKED_FOR}
    amounts = ("279000.00", "279000.01")
    batch = {"board": BOARD, "questions": [asked | {"amount": amount} for amount in amounts]}
    require(office.ask("portal", f"{_SERVICE}/evaluations", batch), 200)
    console.print("\nThe other way round: who may decide on 300 000 kronor, and who holds that position that day?")
    wanted = {"board": BOARD, "rule": _RULE, "amount": "300000.00", "date": _ASKED_FOR}
    require(office.read("staff", f"{_SERVICE}/deciders", parameters=wanted), 200)


def decisions(office: Office, console: Console) -> None:
    """A decision without authority is refused; two that have it are flagged for what they are together."""
    require(_register(office, "300000.00", "Möbler köps för 300 000 kronor."), 422)
    console.print("\nTwo purchases, each within the limit. Together they are above it, and the second says so:")
    require(_register(office, "180000.00", "Möbler köps för 180 000 kronor."), 201)
    require(_register(office, "150000.00", "Möbler köps för 150 000 kronor."), 201)


def told_to_the_board(office: Office, console: Console) -> None:
    """The report of delegated decisions is marked as made under its paragraph, and printed."""
    listed = require(office.read("staff", f"{_SERVICE}/board-reports", parameters={"board": BOARD}), 200).answer
    path = f"{_SERVICE}/board-reports/{listed['items'][0]['id']}"
    report = require(office.read("staff", path), 200)
    if report.answer["status"] == "reported":
        console.print("\nAn earlier walk has told the board already.")
    else:
        made: dict[str, Any] = {"paragraph": report.answer["agenda_number"]}
        require(office.change("staff", "PUT", f"{path}/reporting", made, report.etag, day=MEETING_DAY), 200)
    console.print("\nAs a PDF, with the names of the delegates for who may read them; and nothing is left to report:")
    require(office.read("staff", f"{path}/documents/pdf"), 200)
    require(office.read("staff", f"{_SERVICE}/reporting-queues", parameters={"board": BOARD}), 200)


def _register(office: Office, amount: str, outcome: str) -> Exchange:
    decision = _PURCHASE | {"amount": amount, "outcome": outcome}
    return office.create("staff", f"{_SERVICE}/delegated-decisions", decision, day=_REGISTERED_ON)
