"""The demonstration's delegation: orders, who holds what, and the thirteen decisions that a meeting was told of."""

import time
from collections.abc import Callable, Mapping
from threading import Event
from typing import Any, Final

from kansli_local.errors import SuiteError
from kansli_local.office import Office, require

SERVICE: Final = "/delegation-rules/v1"
#: The report stands on the agenda under the title that the published agenda has.
_PLACEMENT: Final = {"group": "Anmälningsärenden", "title": "Beslut fattade enligt delegation"}

Content = Callable[[str], Any]


def load_orders(office: Office, client: str, content: Content) -> None:
    """Positions, and the order before and the order from 2019-06-15: versions 1 and 2."""
    for position in [*content("positions"), *content("delegated-decisions")["positions"]]:
        _create(office, client, "positions", position)
    for order in ("delegation-order-spring-2019", "delegation-order-section-3"):
        _create(office, client, "delegation-orders", content(order))


def load_decisions(office: Office, client: str, content: Content) -> None:
    """The persons with their positions, and the decisions, each filed in the case that its diary number names."""
    persons: dict[str, str] = {}
    for person in content("delegated-decisions")["persons"]:
        board = {"board": "norrmalm"}
        made = _create(office, client, "persons", board | {"name": person["name"]})
        held = {name: person[name] for name in ("position", "valid_from")}
        _create(office, client, "assignments", board | held | {"person": made["id"]})
        persons[person["name"]] = made["id"]
    for decision in content("delegated-decisions")["decisions"]:
        _create(office, client, "delegated-decisions", decision | {"person": persons[decision["person"]]})


def place_report(office: Office, client: str, board: str, meeting: str, seconds: float) -> None:
    """Draw up the report to `meeting` and put it on the agenda; returns when the registry has taken it."""
    wanted = {"board": board, "meeting_id": meeting}
    report = _create(office, client, "board-reports", wanted, seconds_for_the_copy=seconds)
    path = f"{SERVICE}/board-reports/{report['id']}"
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = require(office.read(client, path), 200)
        if found.answer["placement"] == "placed":
            return
        if found.answer["placement"] == "not-asked":
            require(office.change(client, "PUT", f"{path}/placement", _PLACEMENT, found.etag), 200)
        Event().wait(0.1)
    raise SuiteError(f"The report was not put on the agenda within {seconds:.0f} seconds.")


def _create(
    office: Office, client: str, resource: str, body: Mapping[str, Any], *, seconds_for_the_copy: float = 0.0
) -> dict[str, Any]:
    """Create, again while the service's copy of the registry does not hold what `body` names yet."""
    deadline = time.monotonic() + seconds_for_the_copy
    while True:
        exchange = office.create(client, f"{SERVICE}/{resource}", body)
        if exchange.status != 422 or time.monotonic() >= deadline:
            answer = require(exchange, 201).answer
            assert isinstance(answer, dict)
            return answer
        Event().wait(0.1)
