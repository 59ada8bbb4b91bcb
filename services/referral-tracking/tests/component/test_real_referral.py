"""The referral of the real meeting, from the letter to the reply, through the front door."""

from datetime import date
from typing import Any

import httpx

from boardkit.testing.service import new_key

RECOGNISED = [
    ("Stadsledningskontoret", "stadsledningskontoret", "exact", None),
    ("Arbetsmarknadsnämnden", "arbetsmarknadsnamnden", "exact", None),
    ("Exploateringsnämnden", "exploateringsnamnden", "exact", None),
    ("Kulturnämnden", "kulturnamnden", "exact", None),
    ("Kyrkogårdsnämnden", "kyrkogardsnamnden", "exact", None),
    ("Servicenämnden", "servicenamnden", "exact", None),
    ("Socialnämnden", "socialnamnden", "exact", None),
    ("Stadsbyggnadsnämnden", "stadsbyggnadsnamnden", "exact", None),
    ("Trafiknämnden", "trafiknamnden", "exact", None),
    ("Trafiknämnden", "trafiknamnden", "exact", 9),
    ("Utbildningsnämnden", "utbildningsnamnden", "exact", None),
    ("Äldrenämnden", "aldrenamnden", "exact", None),
    ("Bromma stadsdelsnämnd", "bromma", "exact", None),
    ("Enskede-Årsta-Vantörs stadsdelsnämnd", "enskede-arsta-vantor", "exact", None),
    ("Farsta stadsdelsnämnd", "farsta", "exact", None),
    ("Hägersten-Liljeholmens stadsdelsnämnd", "hagersten-liljeholmen", "exact", None),
    ("Hässelby-Vällingby stadsdelsnämnd", "hasselby-vallingby", "exact", None),
    ("Kungsholmens stadsdelsnämnd", "kungsholmen", "exact", None),
    ("Norrmalms stadsdelsnämnd", "norrmalm", "exact", None),
    ("Rinkeby-Kista stadsdelsnämnd", "rinkeby-kista", "exact", None),
    ("Skärholmens stadsdelsnämnd", "skarholmen", "exact", None),
    ("Södermalms stadsdelsnämnd", "sodermalm", "exact", None),
    ("Älvsjö stadsdelsnämnd", "alvsjo", "exact", None),
    ("Östermalms stadsdelsnämnd", "ostermalm", "exact", None),
    ("Stockholms Stadshus AB", "stockholms-stadshus-ab", "exact", None),
    ("AB Stockholmshem", "ab-stockholmshem", "exact", None),
    ("AB svenska bostäder", "ab-svenska-bostader", "exact", None),
    ("Familjebostäder", "ab-familjebostader", "alias", None),
    ("fastighet", "fastighetsnamnden", "alias", None),
    ("Idrottsnämndens", "idrottsnamnden", "alias", None),
    ("miljö och hälsoskydd", "miljo-och-halsoskyddsnamnden", "alias", None),
    ("Sisab", "skolfastigheter-i-stockholm-ab", "alias", None),
    ("Stockholm buisness region AB", "stockholm-business-region-ab", "spelling", None),
    ("STOCKHOLM HAMNAR", "stockholms-hamn-ab", "spelling", None),
    ("stockholm vatten", "stockholm-vatten-och-avfall-ab", "alias", None),
    ("stockholm vatten", "stockholm-vatten-och-avfall-ab", "alias", 35),
    ("Stockholms stads parkering AB", "stockholms-stads-parkerings-ab", "spelling", None),
    ("valnämnd", "valnamnden", "alias", None),
]


async def test_the_letter_is_registered_as_it_stands(booted: Any, letter: dict[str, Any]) -> None:
    answer = await booted.client().post("/referrals", json=letter, headers=new_key())

    referral = answer.json()
    location = f"http://service.test/referral-tracking/v1/referrals/{referral['id']}"
    assert answer.status_code == 201
    assert answer.headers["location"] == location
    assert answer.headers["etag"] == '"v1"'
    assert {name: referral[name] for name in letter if name in referral} == {
        "board": "norrmalm",
        "title": "Översyn av styrdokument och utarbetande av digitaliseringsprogram för Stockholms stad",
        "remittent": "Kommunstyrelsen",
        "remittent_diary_number": "KS 2016/000909",
        "received_on": "2019-04-29",
        "reply_by": "2019-06-28",
        "reply_by_exceptions": [{"recipient": "Stadsledningskontoret", "reply_by": "2019-07-19"}],
    }
    assert referral["own_reply_by"] == "2019-06-28"
    assert referral["recipients_to_settle"] == 0
    assert (referral["case_id"], referral["diary_number"], referral["answered_on"]) == (None, None, None)
    assert {name: (link["method"], link["href"]) for name, link in referral["_links"].items()} == {
        "self": ("GET", location),
        "recipients": ("GET", f"{location}/recipients"),
        "reply": ("POST", "http://service.test/referral-tracking/v1/replies"),
    }


async def test_every_recipient_is_the_right_body_with_its_own_day(booted: Any, letter: dict[str, Any]) -> None:
    referral = await booted.register(letter)

    pages = [await recipients_page(booted, referral, page) for page in (1, 2)]

    listed = [item for page in pages for item in page["items"]]
    assert [page["_meta"]["count"] for page in pages] == [20, 18]
    assert pages[0]["_meta"]["total_records"] == 38
    assert [
        (item["as_printed"], item["body"]["slug"], item["how"], item["duplicate_of"]) for item in listed
    ] == RECOGNISED
    assert [item["position"] for item in listed] == list(range(1, 39))
    assert [item["reply_by"] for item in listed] == ["2019-07-19"] + ["2019-06-28"] * 37
    assert {item["as_printed"] for item in listed if item["distance"] == 1} == {
        "Stockholm buisness region AB",
        "STOCKHOLM HAMNAR",
        "Stockholms stads parkering AB",
    }
    assert not any(item["to_settle"] for item in listed)


async def recipients_page(booted: Any, referral: dict[str, Any], page: int) -> dict[str, Any]:
    answer = await booted.client("referrals:read").get(f"/referrals/{referral['id']}/recipients", params={"page": page})
    listed: dict[str, Any] = answer.json()
    return listed


async def test_the_case_opens_by_itself(booted: Any, letter: dict[str, Any]) -> None:
    referral = await booted.register(letter)
    await booted.deliver()

    fetched = await booted.client().get(f"/referrals/{referral['id']}")

    [asked] = booted.registry.requests
    opened = booted.registry.answers[asked.headers["idempotency-key"]]
    assert asked.url.path == "/case-registry/v1/cases"
    assert fetched.json()["case_id"] == opened["id"]
    assert fetched.json()["diary_number"] == "2019/000225"
    assert fetched.headers["etag"] == '"v2"'


async def test_the_deadline_shows_the_last_usable_meeting_and_304_until_something_changes(
    booted: Any, letter: dict[str, Any]
) -> None:
    referral = await booted.register(letter)
    await booted.deliver()
    partner = booted.client("deadlines:read", subject="partner")

    first = await partner.get("/deadlines", params={"board": "norrmalm"})
    again = await poll(partner, first)
    booted.registry.call_meeting("norrmalm", "2019-06-20")
    await booted.follow()
    moved = await poll(partner, again)

    assert first.json()["items"] == [
        {
            "referral_id": referral["id"],
            "board": "norrmalm",
            "title": letter["title"],
            "remittent": "Kommunstyrelsen",
            "remittent_diary_number": "KS 2016/000909",
            "case_id": next(iter(booted.registry.answers.values()))["id"],
            "diary_number": "2019/000225",
            "reply_by": "2019-06-28",
            "days_left": 25,
            "status": "open",
            "last_usable_meeting": "2019-06-13",
            "meeting_finding": "found",
            "explanation": "The last meeting on or before the reply day, today or later.",
            "rules": ["FL 26 §"],
            "answered_on": None,
            "_links": {
                "self": {
                    "href": f"http://service.test/referral-tracking/v1/referrals/{referral['id']}",
                    "rel": "self",
                    "method": "GET",
                }
            },
        }
    ]
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert moved.status_code == 200
    assert moved.json()["items"][0]["last_usable_meeting"] == "2019-06-20"


async def poll(client: httpx.AsyncClient, earlier: httpx.Response) -> httpx.Response:
    return await client.get(
        "/deadlines", params={"board": "norrmalm"}, headers={"if-none-match": earlier.headers["etag"]}
    )


async def test_a_reply_in_time_answers_the_referral(booted: Any, letter: dict[str, Any]) -> None:
    referral = await booted.register(letter)
    staff = booted.client(on=date(2019, 6, 14))

    replied = await staff.post(
        "/replies", json={"referral_id": referral["id"], "sent_on": "2019-06-14"}, headers=new_key()
    )

    listed = await booted.deadlines(on=date(2019, 7, 1), board="norrmalm")
    fetched = (await staff.get(f"/referrals/{referral['id']}")).json()
    assert replied.status_code == 201
    assert (replied.json()["sent_on"], replied.json()["due_on"]) == ("2019-06-14", "2019-06-28")
    assert replied.json()["days_late"] == 0
    assert (await staff.get(replied.headers["location"])).json() == replied.json()
    assert [(d["status"], d["days_left"], d["answered_on"]) for d in listed["items"]] == [
        ("answered", None, "2019-06-14")
    ]
    assert fetched["answered_on"] == "2019-06-14"
    assert "reply" not in fetched["_links"]
