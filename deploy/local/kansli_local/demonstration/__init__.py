"""The demonstration board: what `make run` loads once, through the gateway as everybody else."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from datetime import date
from importlib.resources import files
from typing import Any, Final

import httpx

from boardkit.auth.caller import Caller
from boardkit.auth.tokens import TokenMinter
from kansli_local.demonstration import delegation
from kansli_local.errors import SuiteError
from kansli_local.office import Office, require
from kansli_local.suite import Suite

BOARD: Final = "norrmalm"
MEETING_DAY: Final = date(2019, 6, 13)
_REGISTRAR: Final = "staff"
_SECONDS_FOR_THE_OUTBOX: Final = 30.0


def load(suite: Suite, announce: Callable[[str], None]) -> None:
    """Load the demonstration board into the running suite.

    Called until it has returned once: taken up again after an interruption, every step repeats its own
    Idempotency-Key and so changes nothing the second time.

    Args:
        suite: gives `gateway_url`, `clients` by name, `url(name)` past the gateway and `keys`.
        announce: is told what is being loaded.
    """
    registry = content("registry")
    announce("  the board and its diary")
    _open_board(suite, registry["board"])
    with Office(suite.gateway_url, suite.clients) as office:
        for classification in registry["classifications"]:
            _create(office, "case-registry", "classifications", {"board": BOARD, **classification})
        announce(f"  {len(registry['cases'])} cases and {len(registry['meetings'])} meetings")
        cases = {
            case["taken_over_number"]: _create(office, "case-registry", "cases", {"board": BOARD, **case})["id"]
            for case in registry["cases"]
        }
        meetings = [_create(office, "case-registry", "meetings", {"board": BOARD, **m}) for m in registry["meetings"]]
        announce("  the referral, whose case opens by itself")
        referral = _create(office, "referral-tracking", "referrals", content("referral"))
        cases["2019/000225"] = _case_shown_at(office, f"/referral-tracking/v1/referrals/{referral['id']}")
        announce("  the delegation orders with their positions, and thirteen decisions taken under delegation")
        delegation.load_orders(office, _REGISTRAR, content)
        delegation.load_decisions(office, _REGISTRAR, content)
        announce("  the financial follow-up per May 2019, filed as a case by itself")
        for area in content("areas-2019"):
            _create(office, "financial-follow-up", "areas", area)
        _create(office, "financial-follow-up", "follow-ups", content("follow-up-2019-05"))
        cases["2019/000093"] = _case_shown_at(office, "/financial-follow-up/v1/reports/2019-05", {"board": BOARD})
        announce(f"  the agenda of {len(registry['agenda'])} items")
        _set_agenda(office, meetings[0]["id"], registry["agenda"], cases)


def content(name: str) -> Any:
    """The JSON file `name` of the demonstration."""
    return json.loads((files(__package__) / f"{name}.json").read_text(encoding="utf-8"))


def _open_board(suite: Suite, board: Mapping[str, Any]) -> None:
    """Opening a diary is the installation's own act, which no client of the gateway may do."""
    installer = Caller("installation", "service", frozenset({"boards:write"}), frozenset({BOARD}))
    token = TokenMinter("gateway", suite.keys["gateway"]).mint("case-registry", installer, 60)
    response = httpx.post(
        f"{suite.url('case-registry')}/case-registry/v1/boards",
        json=board,
        headers={"authorization": f"Bearer {token}", "idempotency-key": f"demonstration-{BOARD}"},
    )
    if response.status_code != httpx.codes.CREATED:
        raise SuiteError(f"The demonstration board could not be opened: {response.status_code}.")


def _create(office: Office, service: str, resource: str, body: Mapping[str, Any]) -> dict[str, Any]:
    answer = require(office.create(_REGISTRAR, f"/{service}/v1/{resource}", body), 201).answer
    assert isinstance(answer, dict)
    return answer


def _case_shown_at(office: Office, path: str, parameters: Mapping[str, str] | None = None) -> str:
    """The case that another service opens for the object at `path`, once that is known there."""
    deadline = time.monotonic() + _SECONDS_FOR_THE_OUTBOX
    while time.monotonic() < deadline:
        found = require(office.read(_REGISTRAR, path, parameters=parameters), 200).answer
        if found["case_id"] is not None:
            return str(found["case_id"])
        threading.Event().wait(0.1)
    raise SuiteError(f"No case was opened for {path} within {_SECONDS_FOR_THE_OUTBOX:.0f} seconds.")


def _set_agenda(office: Office, meeting: str, agenda: list[dict[str, Any]], cases: Mapping[str, str]) -> None:
    for item in agenda:
        if item.get("report"):
            delegation.place_report(office, _REGISTRAR, BOARD, meeting, _SECONDS_FOR_THE_OUTBOX)
            continue
        body = {name: value for name, value in item.items() if name != "case"}
        if "case" in item:
            body["case_id"] = cases[item["case"]]
        _create(office, "case-registry", f"meetings/{meeting}/agenda-items", body)
