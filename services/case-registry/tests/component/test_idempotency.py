"""A create has one effect and one answer, however often it is sent."""

import asyncio
import json
from typing import Any

import pytest

from boardkit.testing.service import new_key

MINUTES = {"chair": "Alva Testberg", "secretary": "Cleo Mallqvist", "adjusters": ["Bo Provström"]}
PROPOSAL = {
    "board": "norrmalm",
    "title": "Anlägg en rastgård för småhundar",
    "text": "Jag föreslår en rastgård.",
    "name": "Exempel Exempelsson",
    "address": "Exempelgatan 1",
    "postal_code": "123 45",
    "city": "Stockholm",
}


@pytest.fixture
async def creates(norrmalm: Any) -> list[tuple[str, dict[str, Any], str]]:
    """Every create of the registry that the board's staff can do: address, body, and the list it lands in."""
    case = await norrmalm.case()
    past = {"number": 9, "starts_at": "2019-05-23T17:30:00+02:00"}
    meeting = await norrmalm.meeting(**past)
    item = await norrmalm.item(meeting["id"])
    announced = await norrmalm.meeting(number=8, starts_at="2019-04-25T17:30:00+02:00")
    minutes = await norrmalm.create("/minutes", MINUTES | {"meeting_id": announced["id"]})
    await norrmalm.staff.put(
        f"/minutes/{minutes['id']}/adjustment", json={"adjusted_on": "2019-05-02"}, headers={"if-match": '"v1"'}
    )
    document = {"title": "Remiss", "kind": "received", "dated": "2019-06-03"}
    file = {"media_type": "text/plain", "filename": "remiss.txt"}
    decision = {"agenda_item_id": item["id"], "outcome": "filed", "text": "Läggs till handlingarna."}
    meeting_body = {"board": "norrmalm", "number": 3, "starts_at": "2019-06-13T15:30:00Z", "place": "Sal 1"}
    notice = {"minutes_id": minutes["id"], "announced_on": "2019-05-03", "minutes_kept_at": "Kansliet"}
    agenda = f"/meetings/{meeting['id']}/agenda-items"
    documents = f"/cases/{case['id']}/documents"
    return [
        ("/classifications", {"board": "norrmalm", "code": "1.2", "title": "Remisser"}, "/classifications"),
        ("/cases", {"board": "norrmalm", "title": "Remiss", "case_type": "referral"}, "/cases"),
        (documents, document | file, documents),
        ("/citizen-proposals", PROPOSAL, "/citizen-proposals"),
        ("/meetings", meeting_body, "/meetings"),
        (agenda, {"title": "Val av justerare"}, agenda),
        ("/decisions", decision, "/decisions"),
        ("/minutes", MINUTES | {"meeting_id": meeting["id"]}, "/minutes"),
        ("/notices", notice, "/notices"),
    ]


async def total(norrmalm: Any, listing: str) -> int:
    return int((await norrmalm.staff.get(listing)).json()["_meta"]["total_records"])


async def test_a_replay_has_one_effect_and_the_same_answer(norrmalm: Any, creates: Any) -> None:
    for address, body, listing in creates:
        before, key = await total(norrmalm, listing), new_key()

        first = await norrmalm.staff.post(address, json=body, headers=key)
        again = await norrmalm.staff.post(address, json=body, headers=key)

        assert (first.status_code, again.status_code) == (201, 201), (address, first.text)
        assert again.content == first.content
        assert again.headers["location"] == first.headers["location"]
        assert await total(norrmalm, listing) == before + 1, address


async def test_location_leads_to_what_was_created(norrmalm: Any, creates: Any) -> None:
    for address, body, _ in creates:
        created = await norrmalm.staff.post(address, json=body, headers=new_key())
        fetched = await norrmalm.staff.get(created.headers["location"])

        assert fetched.status_code == 200, address
        if address != "/citizen-proposals":
            assert fetched.json() == created.json(), address


async def test_a_key_cannot_be_used_for_something_else(norrmalm: Any, creates: Any) -> None:
    for address, body, listing in creates:
        key = new_key()
        await norrmalm.staff.post(address, json=body, headers=key)
        before = await total(norrmalm, listing)

        other = json.dumps(body, indent=1).encode()
        headers = key | {"content-type": "application/json"}
        answer = await norrmalm.staff.post(address, content=other, headers=headers)

        assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (422, "idempotency-key-reused")
        assert await total(norrmalm, listing) == before, address


async def test_a_create_without_a_key_is_refused(norrmalm: Any, creates: Any) -> None:
    for address, body, listing in creates:
        before = await total(norrmalm, listing)

        answer = await norrmalm.staff.post(address, json=body)

        assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json"), address
        assert await total(norrmalm, listing) == before, address


async def test_the_same_key_in_parallel_has_one_effect(norrmalm: Any, creates: Any) -> None:
    for address, body, listing in creates:
        before, key = await total(norrmalm, listing), new_key()

        answers = await asyncio.gather(*(norrmalm.staff.post(address, json=body, headers=key) for _ in range(6)))

        assert {answer.status_code for answer in answers} <= {201, 409}, address
        made = [answer.content for answer in answers if answer.status_code == 201]
        assert made
        assert len(set(made)) == 1
        assert await total(norrmalm, listing) == before + 1, address
