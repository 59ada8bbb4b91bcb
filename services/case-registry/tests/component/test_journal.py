"""The journal (OSL 5:2): every registered document, with as much as the reader may see."""

from typing import Any

import pytest


@pytest.fixture
async def registered(norrmalm: Any) -> dict[str, Any]:
    """Three documents on three days."""
    case = await norrmalm.case()
    public = {"access": "public", "kind": "received", "dated": "2019-05-28", "sender": "Avsändaren Qvx"}
    internal = {"access": "internal", "kind": "sent", "dated": "2019-05-29", "recipient": "Mottagaren Qvx"}
    return {
        "case": case,
        "public": await norrmalm.document(case["id"], title="Remiss", **public),
        "internal": await norrmalm.document(case["id"], title="Hemligt Qvx", **internal),
        "own": await norrmalm.document(case["id"], title="Utlåtande", access="public"),
    }


async def journal(client: Any, **parameters: str) -> list[dict[str, Any]]:
    answer = await client.get("/journal", params={"board": "norrmalm"} | parameters)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def test_those_who_work_with_the_cases_see_it_whole(norrmalm: Any, registered: Any) -> None:
    entries = await journal(norrmalm.staff)

    assert [
        (entry["dated"], entry["kind"], entry["diary_number"], entry["title"], entry["sender"], entry["recipient"])
        for entry in entries
    ] == [
        ("2019-05-28", "received", "NORR 2019/304", "Remiss", "Avsändaren Qvx", None),
        ("2019-05-29", "sent", "NORR 2019/304", "Hemligt Qvx", None, "Mottagaren Qvx"),
        ("2019-06-03", "drawn-up", "NORR 2019/304", "Utlåtande", None, None),
    ]
    assert {tuple(entry["withheld_fields"]) for entry in entries} == {()}
    assert entries[1]["document_id"] == registered["internal"]["id"]


async def test_the_public_view_shows_every_line_without_people_and_secrets(norrmalm: Any, registered: Any) -> None:
    answer = await norrmalm.portal.get("/journal", params={"board": "norrmalm"})

    entries = answer.json()["items"]
    assert [(entry["dated"], entry["diary_number"], entry["title"]) for entry in entries] == [
        ("2019-05-28", "NORR 2019/304", "Remiss"),
        ("2019-05-29", "NORR 2019/304", None),
        ("2019-06-03", "NORR 2019/304", "Utlåtande"),
    ]
    assert [entry["withheld_fields"] for entry in entries] == [
        ["sender", "recipient"],
        ["sender", "recipient", "title"],
        ["sender", "recipient"],
    ]
    assert [entry["document_id"] for entry in entries] == [
        registered["public"]["id"],
        None,
        registered["own"]["id"],
    ]
    assert "Qvx" not in answer.text
    assert registered["internal"]["id"] not in answer.text


async def test_both_ends_of_the_period_belong_to_it(norrmalm: Any, registered: Any) -> None:
    async def days(**period: str) -> list[str]:
        return [entry["dated"] for entry in await journal(norrmalm.portal, **period)]

    assert await days(**{"from": "2019-05-29"}) == ["2019-05-29", "2019-06-03"]
    assert await days(to="2019-05-29") == ["2019-05-28", "2019-05-29"]
    assert await days(**{"from": "2019-05-29", "to": "2019-05-29"}) == ["2019-05-29"]
    assert await days(**{"from": "2019-06-04"}) == []
    assert await days(**{"from": "2019-06-03", "to": "2019-05-28"}) == []


async def test_a_period_is_given_in_whole_days_of_the_calendar(norrmalm: Any) -> None:
    for wrong in ("2019-02-30", "20190528", "2019-05-28T00:00:00Z", "igår", ""):
        answer = await norrmalm.portal.get("/journal", params={"board": "norrmalm", "from": wrong})
        assert answer.status_code == 422, wrong
        assert answer.json()["errors"][0]["parameter"] == "from"


async def test_another_boards_journal_is_empty(norrmalm: Any, registered: Any) -> None:
    assert await journal(norrmalm.stranger) == []
