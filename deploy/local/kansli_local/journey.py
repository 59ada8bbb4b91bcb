"""The journey of one board meeting, from intake to notice, by HTTP through the gateway."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import uuid4

from rich.console import Console
from rich.syntax import Syntax

from kansli_local import delegation_journey
from kansli_local.clients import DemonstrationClient
from kansli_local.demonstration import BOARD, MEETING_DAY, content
from kansli_local.errors import SuiteError
from kansli_local.office import Exchange, Office, require

ADJUSTED_ON: Final = date(2019, 6, 18)
ANNOUNCED_ON: Final = date(2019, 6, 19)
LONGEST_SHOWN_LIST: Final = 3

PROPOSAL: Final = {
    "board": BOARD,
    "title": "Anlägg en rastgård för småhundar i Vanadislunden",
    "text": "Den rastgård som finns används mest av stora hundar. Dela av en bit av den, eller gör en egen "
    "liten inhägnad på gräset bredvid, så att även små hundar kan springa lösa.",
    "name": "Astrid Påhittad",
    "address": "Exempelgatan 1",
    "postal_code": "113 00",
    "city": "Stockholm",
    "phone": "070-000 00 00",
    "email": "astrid@example.org",
}
QUESTION: Final = {
    "board": BOARD,
    "rule": "3.2.1",
    "position": "enhetschef",
    "amount": "300000.00",
    "date": "2019-06-20",
}


def walk(gateway_url: str, clients: Mapping[str, DemonstrationClient], console: Console) -> None:
    """Walk the journey, showing each request and what came back.

    Args:
        gateway_url: where the suite is.
        clients: the demonstration's clients by name.
        console: where to show it.
    """
    with Office(gateway_url, clients, lambda exchange: show(exchange, console)) as office:
        for title, step in (
            ("1. A token, and what a wrong secret gets", _tokens),
            ("2. A citizen proposal is handed in, twice with the same key", _proposal),
            ("3. The referral, its recipients and its deadline", _referral),
            ("4. May the head of unit decide on 300 000 kronor?", _evaluation),
            ("5. The limit to the öre, and who may decide instead", delegation_journey.at_the_limit),
            ("6. A decision without authority, and two that belong together", delegation_journey.decisions),
            ("7. The follow-up per May 2019", _report),
            ("8. A document, the agenda, the decisions, the minutes and the notice", _meeting),
            ("9. What the meeting was told of delegated decisions", delegation_journey.told_to_the_board),
        ):
            console.rule(f"[bold]{title}")
            step(office, console)
    console.rule("[bold]That was one board meeting")


def show(exchange: Exchange, console: Console) -> None:
    """Print one exchange."""
    who = exchange.client or "anyone"
    day = "" if exchange.day is None else f"  [dim](on {exchange.day})[/dim]"
    colour = "green" if exchange.status < 400 else "yellow"
    console.print(f"\n[bold]{who}[/bold]  {exchange.method} {exchange.path}{day}", highlight=False)
    if exchange.body is not None:
        console.print(_as_json(exchange.body))
    console.print(f"[{colour}]→ {exchange.status}[/{colour}]", highlight=False)
    if exchange.answer is not None:
        console.print(_as_json(_shortened(exchange.answer)))


def _as_json(value: Any) -> Syntax | str:
    if isinstance(value, str):
        return value
    return Syntax(json.dumps(value, ensure_ascii=False, indent=2), "json", word_wrap=True, background_color="default")


def _shortened(answer: Any) -> Any:
    """The answer without its token and links, and with long lists cut, so that a person can follow it."""
    if isinstance(answer, dict):
        shown = {name: _shortened(value) for name, value in answer.items() if name != "_links"}
        return shown | ({"access_token": "…"} if "access_token" in shown else {})
    if isinstance(answer, list):
        more = len(answer) - LONGEST_SHOWN_LIST
        return [_shortened(value) for value in answer[:LONGEST_SHOWN_LIST]] + ([f"… {more} more"] if more > 0 else [])
    return answer


def _tokens(office: Office, _: Console) -> None:
    require(office.sign_in("portal", proof="wrong"), 401)
    for client in ("portal", "e-service", "partner", "staff"):
        require(office.sign_in(client), 200)


def _proposal(office: Office, console: Console) -> None:
    key = str(uuid4())
    first = require(office.create("e-service", "/case-registry/v1/citizen-proposals", PROPOSAL, key=key), 201)
    again = require(office.create("e-service", "/case-registry/v1/citizen-proposals", PROPOSAL, key=key), 201)
    if again.answer != first.answer:
        raise SuiteError("The same key gave another answer.")
    console.print("\nThe same answer, and no second case. Anyone with the receipt can follow the proposal:")
    require(office.read(None, f"/case-registry/v1/citizen-proposals/status/{first.answer['receipt']}"), 200)


def _referral(office: Office, console: Console) -> None:
    referral = require(office.create("staff", "/referral-tracking/v1/referrals", content("referral")), 201)
    console.print("\nThe demonstration had registered it already: the same key, so the same answer.")
    require(office.read("staff", f"/referral-tracking/v1/referrals/{referral.answer['id']}/recipients"), 200)
    polled = require(office.read("partner", "/referral-tracking/v1/deadlines", parameters={"board": BOARD}), 200)
    console.print("\nThe partner polls again with the ETag:")
    require(
        office.read("partner", "/referral-tracking/v1/deadlines", parameters={"board": BOARD}, etag=polled.etag), 304
    )


def _evaluation(office: Office, _: Console) -> None:
    require(office.ask("portal", "/delegation-rules/v1/evaluations", QUESTION), 200)


def _report(office: Office, _: Console) -> None:
    path = "/financial-follow-up/v1/reports/2019-05"
    require(office.read("portal", path, parameters={"board": BOARD}), 200)


def _meeting(office: Office, console: Console) -> None:
    meeting = _meeting_of_the_day(office)
    path = f"/case-registry/v1/meetings/{meeting}/agenda-items"
    items = require(office.read("portal", path, parameters={"limit": "50"}), 200).answer["items"]
    _document(office, items[5]["case_id"])
    for number, outcome, text in (
        (1, "elected", "Dagens protokoll justeras av Bo Provström och Dina Exempelsson."),
        (4, "handed-over", "Förslaget lämnas till förvaltningen för beredning."),
        (6, "approved", "Delegationsordningen ändras enligt förslaget och gäller från den 15 juni 2019."),
        (8, "approved", "Förvaltningens utlåtande blir nämndens svar på remissen."),
    ):
        decision = {"agenda_item_id": items[number - 1]["id"], "outcome": outcome, "text": text}
        require(office.create("staff", "/case-registry/v1/decisions", decision, day=MEETING_DAY), 201)
    _minutes_and_notice(office, meeting, console)


def _meeting_of_the_day(office: Office) -> str:
    listed = require(office.read("portal", "/case-registry/v1/meetings", parameters={"board": BOARD}), 200).answer
    return next(str(item["id"]) for item in listed["items"] if item["held_on"] == MEETING_DAY.isoformat())


def _document(office: Office, case: str) -> None:
    contents = "Förslag till ändringar i delegationsordningen.\n".encode()
    metadata = {
        "title": "Tjänsteutlåtande om delegationsordningen",
        "kind": "drawn-up",
        "dated": "2019-05-28",
        "media_type": "text/plain",
        "filename": "tjänsteutlåtande.txt",
        "access": "public",
    }
    path = f"/case-registry/v1/cases/{case}/documents"
    document = require(office.create("staff", path, metadata, key=str(uuid4())), 201)
    path = f"/case-registry/v1/documents/{document.answer['id']}/content"
    require(office.upload("staff", path, contents, "text/plain", document.etag), 200)
    require(office.read("portal", path), 200)


def _minutes_and_notice(office: Office, meeting: str, console: Console) -> None:
    minutes = {
        "meeting_id": meeting,
        "chair": "Alva Testberg",
        "secretary": "Cleo Mallqvist",
        "adjusters": ["Bo Provström", "Dina Exempelsson"],
        "present": ["Alva Testberg", "Bo Provström", "Cleo Mallqvist", "Dina Exempelsson"],
    }
    drawn_up = require(office.create("staff", "/case-registry/v1/minutes", minutes, day=MEETING_DAY), 201)
    path = f"/case-registry/v1/minutes/{drawn_up.answer['id']}"
    current = require(office.read("staff", path), 200)
    if current.answer["adjusted_on"] is None:
        adjustment = {"adjusted_on": ADJUSTED_ON.isoformat()}
        require(office.change("staff", "PUT", f"{path}/adjustment", adjustment, current.etag, day=ADJUSTED_ON), 200)
    else:
        console.print("\nAn earlier walk has adjusted the minutes already.")
    notice = {
        "minutes_id": drawn_up.answer["id"],
        "announced_on": ANNOUNCED_ON.isoformat(),
        "minutes_kept_at": "Stadsdelsförvaltningen, Sankt Eriksgatan 117",
    }
    require(office.create("staff", "/case-registry/v1/notices", notice, day=ANNOUNCED_ON), 201)
