"""Bad input: unknown fields, nothing, too much, and the whole of the Swedish alphabet."""

from typing import Any

import pytest

from boardkit.testing.service import new_key

ALPHABET = "Åsa Öberg-Ängström, Édith “Ørsted” 北京 🐕 & <b>'; DROP TABLE cases; --"

WRONG_VALUES: tuple[Any, ...] = ("å" * 30_000, 10**40, None, {"a": 1}, [[]])


@pytest.fixture
async def bodies(norrmalm: Any) -> dict[str, dict[str, Any]]:
    """A sound body for every create, by address."""
    case = await norrmalm.case()
    meeting = await norrmalm.meeting(starts_at="2019-05-23T17:30:00+02:00")
    item = await norrmalm.item(meeting["id"])
    author = {"name": "Exempel", "address": "Exempelgatan 1", "postal_code": "123 45", "city": "Stockholm"}
    file = {"media_type": "text/plain", "filename": "a.txt"}
    return {
        "/classifications": {"board": "norrmalm", "code": "1.2", "title": "Remisser"},
        "/cases": {"board": "norrmalm", "title": "Remiss", "case_type": "referral"},
        f"/cases/{case['id']}/documents": {"title": "Brev", "kind": "sent", "dated": "2019-06-03"} | file,
        "/citizen-proposals": {"board": "norrmalm", "title": "Bänkar", "text": "Fler bänkar."} | author,
        "/meetings": {"board": "norrmalm", "number": 2, "starts_at": "2019-06-13T15:30:00Z", "place": "Sal"},
        f"/meetings/{meeting['id']}/agenda-items": {"title": "Val"},
        "/decisions": {"agenda_item_id": item["id"], "outcome": "filed", "text": "Till handlingarna."},
        "/minutes": {"meeting_id": meeting["id"], "chair": "Alva", "secretary": "Bo", "adjusters": ["Cleo"]},
        "/notices": {"minutes_id": item["id"], "announced_on": "2019-06-03", "minutes_kept_at": "Kansliet"},
    }


async def refused(norrmalm: Any, address: str, body: Any) -> dict[str, Any]:
    answer = await norrmalm.staff.post(address, json=body, headers=new_key())
    assert answer.status_code == 422, (address, answer.text)
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    return problem


async def test_an_unknown_field_is_refused(norrmalm: Any, bodies: Any) -> None:
    for address, body in bodies.items():
        problem = await refused(norrmalm, address, body | {"hemlig": "hemlig"})
        assert [error["code"] for error in problem["errors"]] == ["extra_forbidden"], address
        assert "hemlig" not in str(problem)


async def test_every_required_field_is_missed_by_name(norrmalm: Any, bodies: Any) -> None:
    for address, body in bodies.items():
        problem = await refused(norrmalm, address, {})
        assert {error["pointer"] for error in problem["errors"]} == {f"/{field}" for field in body}, address


async def test_an_empty_or_blank_text_is_refused(norrmalm: Any, bodies: Any) -> None:
    for address, body in bodies.items():
        for field in [name for name, value in body.items() if isinstance(value, str)]:
            for blank in ("", "   ", "\t"):
                problem = await refused(norrmalm, address, body | {field: blank})
                assert problem["errors"][0]["pointer"] == f"/{field}"


async def test_a_huge_text_a_number_and_null_are_refused(norrmalm: Any, bodies: Any) -> None:
    for address, body in bodies.items():
        for field in body:
            for wrong in WRONG_VALUES:
                problem = await refused(norrmalm, address, body | {field: wrong})
                assert problem["status"] == 422


async def test_a_day_that_does_not_exist_is_refused(norrmalm: Any, bodies: Any) -> None:
    for address, body in bodies.items():
        for field in {"dated", "announced_on"} & set(body):
            for wrong in ("2019-02-29", "2019-6-3", "03/06/2019", "2019-06-03T00:00:00Z", "idag"):
                problem = await refused(norrmalm, address, body | {field: wrong})
                assert problem["errors"][0]["pointer"] == f"/{field}"


async def test_what_is_not_json_or_not_said_to_be_is_refused(norrmalm: Any, bodies: Any) -> None:
    for address in bodies:
        broken = await norrmalm.staff.post(
            address, content=b'{"title": "hemlig', headers=new_key() | {"content-type": "application/json"}
        )
        form = await norrmalm.staff.post(address, data={"title": "hemlig"}, headers=new_key())
        assert (broken.status_code, form.status_code) == (422, 415), address
        assert "hemlig" not in broken.text + form.text


async def test_a_body_beyond_the_limit_is_refused(norrmalm: Any, bodies: Any) -> None:
    for address, body in bodies.items():
        answer = await norrmalm.staff.post(address, json=body | {"title": "å" * 1_100_000}, headers=new_key())
        assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json"), address


async def test_every_letter_comes_back_as_it_was_written(norrmalm: Any, bodies: Any) -> None:
    places = {
        "/classifications": "title",
        "/cases": "title",
        "/meetings": "place",
        "/decisions": "text",
        "/minutes": "chair",
    }
    for address, field in places.items():
        created = await norrmalm.create(address, bodies[address] | {field: ALPHABET})
        fetched = await norrmalm.staff.get(created["_links"]["self"]["href"])
        assert fetched.json()[field] == ALPHABET, address


async def test_an_id_that_is_not_one_is_refused_and_not_repeated(norrmalm: Any) -> None:
    for path in ("/cases/hemlig", "/documents/hemlig/content", "/meetings/1/agenda-items", "/minutes/å"):
        answer = await norrmalm.staff.get(path)
        assert answer.status_code == 422, path
        assert "hemlig" not in answer.text


async def test_errors_speak_the_callers_language(norrmalm: Any) -> None:
    body = {"board": "norrmalm", "title": "Sent", "case_type": "general", "taken_over_number": "2020/1"}

    async def said(language: str) -> tuple[str, str]:
        headers = new_key() | {"accept-language": language}
        problem = (await norrmalm.staff.post("/cases", json=body, headers=headers)).json()
        return problem["title"], problem["detail"]

    assert await said("en") == (
        "The diary number cannot be taken over from the earlier diary",
        "The number lies after the last one of the board's earlier diary.",
    )
    assert await said("sv-SE, en;q=0.5") == (
        "Diarienumret kan inte tas över",
        "Numret ligger efter det sista i nämndens tidigare diarium.",
    )
