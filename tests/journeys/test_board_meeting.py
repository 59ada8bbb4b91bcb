"""One board meeting from intake to notice, through the gateway, with every published figure."""

import hashlib
import time
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import pytest

from kansli_local import journey
from kansli_local.demonstration import content
from kansli_local.office import Exchange, Office, require
from kansli_local.suite import Suite
from tests.architecture.readme_request import readme_example, shows

REGISTRY = "/case-registry/v1"
MEETING_DAY, ADJUSTED_ON, ANNOUNCED_ON = date(2019, 6, 13), date(2019, 6, 18), date(2019, 6, 20)


def board(**parameters: str) -> dict[str, str]:
    """Query parameters for the demonstration board."""
    return {"board": "norrmalm", **parameters}


def test_a_token_lives_at_most_five_minutes_and_a_wrong_secret_gets_a_clear_401(office: Office) -> None:
    good = office.sign_in("portal")
    wrong = office.sign_in("portal", proof="wrong")

    assert good.status == 200
    assert good.answer["token_type"] == "Bearer"
    assert 0 < good.answer["expires_in"] <= 300
    assert wrong.status == 401
    assert wrong.headers["content-type"] == "application/problem+json"
    assert wrong.answer["error"] == "invalid_client"
    assert wrong.answer["detail"] == "Klienten är okänd eller hemligheten fel."


def test_a_proposal_is_handed_in_once_and_followed_by_its_receipt_without_its_author(office: Office) -> None:
    path, key = f"{REGISTRY}/citizen-proposals", str(uuid4())
    before = _registered_cases(office)

    first = require(office.create("e-service", path, journey.PROPOSAL, key=key), 201)
    again = require(office.create("e-service", path, journey.PROPOSAL, key=key), 201)
    status = require(office.read(None, f"{path}/status/{first.answer['receipt']}"), 200)
    case = require(office.read("portal", f"{REGISTRY}/cases/{first.answer['case_id']}"), 200)

    assert {"receipt", "diary_number", "case_id", "received_at"} <= first.answer.keys()
    assert again.answer == first.answer
    assert _registered_cases(office) == before + 1
    assert case.answer["diary_number"] == first.answer["diary_number"]
    assert first.answer["diary_number"].startswith("NORR 2019/")
    assert {name: value for name, value in status.answer.items() if name != "_links"} == {
        "title": "Anlägg en rastgård för småhundar i Vanadislunden",
        "status": "registered",
        "received_on": "2019-06-03",
    }
    for personal in ("name", "address", "postal_code", "phone", "email"):
        for shown in (status.answer, case.answer):
            assert journey.PROPOSAL[personal] not in str(shown)


RECIPIENTS = """
Stadsledningskontoret|stadsledningskontoret
Arbetsmarknadsnämnden|arbetsmarknadsnamnden
Exploateringsnämnden|exploateringsnamnden
Kulturnämnden|kulturnamnden
Kyrkogårdsnämnden|kyrkogardsnamnden
Servicenämnden|servicenamnden
Socialnämnden|socialnamnden
Stadsbyggnadsnämnden|stadsbyggnadsnamnden
Trafiknämnden|trafiknamnden
Trafiknämnden|trafiknamnden
Utbildningsnämnden|utbildningsnamnden
Äldrenämnden|aldrenamnden
Bromma stadsdelsnämnd|bromma
Enskede-Årsta-Vantörs stadsdelsnämnd|enskede-arsta-vantor
Farsta stadsdelsnämnd|farsta
Hägersten-Liljeholmens stadsdelsnämnd|hagersten-liljeholmen
Hässelby-Vällingby stadsdelsnämnd|hasselby-vallingby
Kungsholmens stadsdelsnämnd|kungsholmen
Norrmalms stadsdelsnämnd|norrmalm
Rinkeby-Kista stadsdelsnämnd|rinkeby-kista
Skärholmens stadsdelsnämnd|skarholmen
Södermalms stadsdelsnämnd|sodermalm
Älvsjö stadsdelsnämnd|alvsjo
Östermalms stadsdelsnämnd|ostermalm
Stockholms Stadshus AB|stockholms-stadshus-ab
AB Stockholmshem|ab-stockholmshem
AB svenska bostäder|ab-svenska-bostader
Familjebostäder|ab-familjebostader
fastighet|fastighetsnamnden
Idrottsnämndens|idrottsnamnden
miljö och hälsoskydd|miljo-och-halsoskyddsnamnden
Sisab|skolfastigheter-i-stockholm-ab
Stockholm buisness region AB|stockholm-business-region-ab
STOCKHOLM HAMNAR|stockholms-hamn-ab
stockholm vatten|stockholm-vatten-och-avfall-ab
stockholm vatten|stockholm-vatten-och-avfall-ab
Stockholms stads parkering AB|stockholms-stads-parkerings-ab
valnämnd|valnamnden
"""


def test_the_referrals_recipients_are_the_right_bodies(office: Office) -> None:
    recipients = _recipients(office)

    assert [f"{item['as_printed']}|{item['body']['slug']}" for item in recipients] == RECIPIENTS.strip().splitlines()
    assert [item["position"] for item in recipients if item["duplicate_of"]] == [10, 36]
    assert {item["as_printed"]: item["reply_by"] for item in recipients if item["reply_by"] != "2019-06-28"} == {
        "Stadsledningskontoret": "2019-07-19"
    }


def test_the_deadline_shows_the_last_usable_meeting_and_is_304_until_something_changes(
    office: Office, suite: Suite
) -> None:
    polled = _deadlines_with_calendar(office)
    deadline = polled.answer["items"][0]

    assert (deadline["reply_by"], deadline["days_left"], deadline["status"]) == ("2019-06-28", 25, "open")
    assert deadline["last_usable_meeting"] == "2019-06-13"
    assert deadline["remittent_diary_number"] == "KS 2016/000909"
    assert deadline["diary_number"] == "2019/000225"

    again = office.read("partner", "/referral-tracking/v1/deadlines", parameters=board(), etag=polled.etag)
    assert again.status == 304
    another = content("referral") | {
        "title": "Policy för sociala medier i Stockholms stad",
        "remittent_diary_number": "KS 2018/1303",
        "reply_by": "2019-06-21",
        "reply_by_exceptions": [],
    }
    del another["taken_over_number"]
    require(office.create("staff", "/referral-tracking/v1/referrals", another), 201)
    changed = office.read("partner", "/referral-tracking/v1/deadlines", parameters=board(), etag=polled.etag)
    assert changed.status == 200
    assert [item["reply_by"] for item in changed.answer["items"]] == ["2019-06-21", "2019-06-28"]


def test_a_case_opens_in_the_registry_by_itself(office: Office) -> None:
    listed = require(office.read("staff", f"{REGISTRY}/cases", parameters=board(diary_number="KS 2016/909")), 200)

    assert [(case["diary_number"], case["case_type"]) for case in listed.answer["items"]] == [
        ("2019/000225", "referral")
    ]


def test_the_head_of_unit_may_not_decide_on_three_hundred_thousand(office: Office) -> None:
    answer = require(office.ask("portal", "/delegation-rules/v1/evaluations", journey.QUESTION), 200).answer

    assert answer["allowed"] is False
    assert answer["limit"] == "279000.00"
    assert answer["lowest_position"] == "avdelningschef"
    assert answer["report_to_board"] is False
    assert answer["order_version"] == 2
    assert answer["rules_used"] == ["3.2.1"]
    assert answer["reasons"][0].startswith("Nej. Enhetschef får inte fatta beslutet enligt regel 3.2.1")
    assert "version 2" in answer["reasons"][0]


def test_the_whole_of_section_three_is_loaded(office: Office) -> None:
    path = "/delegation-rules/v1/rules"
    listed = require(office.read("portal", path, parameters=board(date="2019-06-20", limit="100")), 200).answer

    expected = [f"3.1.{n}" for n in range(1, 23) if n != 20] + [f"3.2.{n}" for n in range(1, 5)]
    assert [rule["number"] for rule in listed["items"]] == expected + [f"3.3.{n}" for n in range(1, 7)]


AREA_TABLE = """
Nämnd- och förvaltningsadministration|37.8|33.3|4.5|4.7
Individ- och familjeomsorg|74.5|73.3|1.2|0.2
socialpsykiatri|23.8|24.6|-0.8|-1.8
barn och unga|34.8|32.8|2.0|2.8
vuxna missbruk|15.3|15.3|0.0|-0.1
Flyktingmottagande|3.9|0.9|3.0|2.8
Stadsmiljöverksamhet|17.3|17.3|0.0|2.2
Avskrivningar|9.3|9.3|0.0|0.1
Internräntor|0.6|0.6|0.0|-0.2
Förskoleverksamhet|272.7|273.2|-0.5|-0.8
Äldreomsorg|500.9|503.9|-3.0|2.3
Stöd och service till personer med funktionsnedsättning|192.8|196.8|-4.0|-7.8
Kultur- och föreningsverksamhet|12.8|12.8|0.0|5.0
Arbetsmarknadsåtgärder|3.3|3.3|0.0|-0.1
Ekonomiskt bistånd|19.4|20.6|-1.2|-1.1
handläggare|4.7|4.7|0.0|-0.6
Övrig verksamhet|0.0|0.0|0.0|0.0
"""


def test_the_follow_up_per_may_has_every_published_figure(office: Office) -> None:
    report = require(office.read("portal", "/financial-follow-up/v1/reports/2019-05", parameters=board()), 200).answer
    columns = ("adjusted_budget", "forecast", "deviation", "prior_year_result")

    rows = ["|".join([area["name"], *(area["printed"][column] for column in columns)]) for area in report["areas"]]
    assert rows == AREA_TABLE.strip().splitlines()
    assert [report["total"]["stated"]["printed"][column] for column in columns] == ["1145.3", "1145.3", "0.0", "7.0"]
    assert report["total"]["printed"]["prior_year_result"] == "7.3"
    assert report["share_of_budget_used"]["percent"] == "40.9"
    assert report["share_of_budget_used"]["guide_percent"] == "41.7"
    assert report["share_of_budget_used"]["outcome_to_date"] == "468300000.00"


def test_the_meeting_has_its_agenda_in_the_published_order_tied_to_its_cases(office: Office) -> None:
    items = _agenda(office)
    published = content("registry")["agenda"]

    assert [item["number"] for item in items] == list(range(1, 18))
    assert [(item["group"], item["title"]) for item in items] == [
        (entry.get("group"), entry["title"]) for entry in published
    ]
    assert [item["diary_number"] for item in items] == [entry.get("case") for entry in published]
    assert [item["number"] for item in items if item["closed"]] == [17]


def test_a_document_is_sent_and_fetched_with_its_sha256(office: Office) -> None:
    contents = "Utlåtande om småhundar, å ä ö.\n".encode() * 50_000
    case = next(item["case_id"] for item in _agenda(office) if item["number"] == 4)
    metadata = {
        "title": "Tjänsteutlåtande om en rastgård",
        "kind": "drawn-up",
        "dated": "2019-05-28",
        "media_type": "text/plain",
        "filename": "utlåtande.txt",
        "access": "public",
    }
    document = require(office.create("staff", f"{REGISTRY}/cases/{case}/documents", metadata), 201)
    path = f"{REGISTRY}/documents/{document.answer['id']}"

    stored = require(office.upload("staff", f"{path}/content", contents, "text/plain", document.etag), 200)
    fetched = require(office.read("portal", f"{path}/content"), 200)

    assert stored.answer["size"] == len(contents)
    assert fetched.answer == f"({len(contents)} byte, text/plain)"
    assert stored.answer["sha256"] == hashlib.sha256(contents).hexdigest()


def test_decisions_minutes_and_notice_lead_to_the_last_day_of_appeal(office: Office) -> None:
    items = _agenda(office)
    first = _decide(office, items[0]["id"], "elected", "Protokollet justeras av Bo Provström.")
    second = _decide(office, items[5]["id"], "approved", "Delegationsordningen ändras från den 15 juni 2019.")
    minutes = {
        "meeting_id": items[0]["meeting_id"],
        "chair": "Alva Testberg",
        "secretary": "Cleo Mallqvist",
        "adjusters": ["Bo Provström"],
        "present": ["Alva Testberg", "Bo Provström", "Cleo Mallqvist"],
    }
    drawn_up = require(office.create("staff", f"{REGISTRY}/minutes", minutes, day=MEETING_DAY), 201)
    adjustment = {"adjusted_on": ADJUSTED_ON.isoformat()}
    path = f"{REGISTRY}/minutes/{drawn_up.answer['id']}/adjustment"
    adjusted = require(office.change("staff", "PUT", path, adjustment, drawn_up.etag, day=ADJUSTED_ON), 200)
    notice = {
        "minutes_id": drawn_up.answer["id"],
        "announced_on": ANNOUNCED_ON.isoformat(),
        "minutes_kept_at": "Stadsdelsförvaltningen",
    }
    announced = require(office.create("staff", f"{REGISTRY}/notices", notice, day=ANNOUNCED_ON), 201).answer

    assert (first["paragraph"], second["paragraph"]) == (1, 2)
    assert second["decided_on"] == "2019-06-13"
    assert (adjusted.answer["adjust_by"], adjusted.answer["adjusted_late"]) == ("2019-06-27", False)
    assert announced["announced_late"] is False
    assert announced["last_appeal_day"] == "2019-07-11"
    assert announced["legal_force_on"] == "2019-07-12"
    assert announced["take_down_earliest"] == "2019-07-12"


@pytest.mark.parametrize("service", ["case-registry", "delegation-rules", "referral-tracking", "financial-follow-up"])
def test_every_chain_of_the_board_verifies(office: Office, service: str) -> None:
    verdict = require(office.read("auditor", f"/{service}/v1/audit/verification", parameters=board()), 200).answer

    assert verdict["intact"] is True
    assert verdict["entries"] > 0


def test_the_landing_page_names_the_day_and_the_services(suite: Suite) -> None:
    page = httpx.get(suite.gateway_url)

    assert page.status_code == 200
    assert "2019-06-03" in page.text
    for service in suite.services:
        assert f"/{service}/v1/docs" in page.text


def test_the_request_in_readme_gets_the_answer_in_readme(office: Office) -> None:
    example = readme_example()

    answer = require(office.ask("portal", example.path, example.body), 200).answer

    assert example.method == "POST"
    assert shows(example.answer, answer)


def _registered_cases(office: Office) -> int:
    listed = require(office.read("staff", f"{REGISTRY}/cases", parameters=board()), 200).answer
    return int(listed["_meta"]["total_records"])


def _recipients(office: Office) -> list[dict[str, Any]]:
    referrals = require(office.read("staff", "/referral-tracking/v1/referrals", parameters=board()), 200).answer
    referral = next(item["id"] for item in referrals["items"] if item["diary_number"] == "2019/000225")
    path = f"/referral-tracking/v1/referrals/{referral}/recipients"
    items: list[dict[str, Any]] = require(office.read("staff", path, parameters={"limit": "100"}), 200).answer["items"]
    return items


def _deadlines_with_calendar(office: Office) -> Exchange:
    """The deadlines, once the copy of the meeting calendar has been read for the first time."""
    until = time.monotonic() + 20
    while True:
        polled = require(office.read("partner", "/referral-tracking/v1/deadlines", parameters=board()), 200)
        if polled.answer["items"][0]["last_usable_meeting"] or time.monotonic() > until:
            return polled


def _agenda(office: Office) -> list[dict[str, Any]]:
    meetings = require(office.read("portal", f"{REGISTRY}/meetings", parameters=board()), 200).answer["items"]
    meeting = next(item["id"] for item in meetings if item["held_on"] == "2019-06-13")
    path = f"{REGISTRY}/meetings/{meeting}/agenda-items"
    items: list[dict[str, Any]] = require(office.read("portal", path, parameters={"limit": "50"}), 200).answer["items"]
    return items


def _decide(office: Office, item: str, outcome: str, text: str) -> dict[str, Any]:
    decision = {"agenda_item_id": item, "outcome": outcome, "text": text}
    answer: dict[str, Any] = require(
        office.create("staff", f"{REGISTRY}/decisions", decision, day=MEETING_DAY), 201
    ).answer
    return answer
