"""Citizen proposals: received with a receipt, followed by it, and apart from whoever made them."""

import re
from datetime import date, datetime
from typing import Any

from boardkit.domain.clock import stockholm_date
from boardkit.testing.service import if_match, new_key

SMALL_DOGS = {
    "board": "norrmalm",
    "title": "Anlägg en rastgård för småhundar i Vanadislunden",
    "text": "Hej\r\n\r\nJag föreslår en rastgård för småhundar, åäö.",
    "name": "Ärla Mönsterås-Provåker",
    "address": "Påhittsgränd 7 B",
    "postal_code": "123 45",
    "city": "Stockholm",
    "phone": "070-000 00 07",
    "email": "arla@kansli.example",
}


async def handed_in(norrmalm: Any, **fields: Any) -> dict[str, Any]:
    e_service = norrmalm.service.client("proposals:write", subject="e-service")
    created: dict[str, Any] = await norrmalm.create("/citizen-proposals", SMALL_DOGS | fields, client=e_service)
    return created


def public(norrmalm: Any) -> Any:
    """Anyone at all, as the gateway lets them through to the status page."""
    return norrmalm.service.client("proposals:status", boards=[], subject="public", kind="public")


async def test_handing_in_gives_a_receipt_and_opens_a_case(norrmalm: Any) -> None:
    answer = await handed_in(norrmalm)

    case = (await norrmalm.staff.get(f"/cases/{answer['case_id']}")).json()
    assert set(answer) == {"receipt", "diary_number", "case_id", "received_at", "_links"}
    assert re.fullmatch(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){4}", answer["receipt"])
    assert stockholm_date(datetime.fromisoformat(answer["received_at"])) == date(2019, 6, 3)
    assert answer["diary_number"] == case["diary_number"] == "NORR 2019/304"
    assert (case["case_type"], case["title"], case["status"]) == (
        "citizen-proposal",
        "Anlägg en rastgård för småhundar i Vanadislunden",
        "registered",
    )


async def test_the_text_is_a_received_internal_document(norrmalm: Any) -> None:
    answer = await handed_in(norrmalm)

    documents = (await norrmalm.staff.get(f"/cases/{answer['case_id']}/documents")).json()["items"]
    content = await norrmalm.staff.get(f"/documents/{documents[0]['id']}/content")

    assert len(documents) == 1
    assert {name: documents[0][name] for name in ("kind", "access", "dated", "sender")} == {
        "kind": "received",
        "access": "internal",
        "dated": "2019-06-03",
        "sender": "Förslagsställaren",
    }
    assert content.text == "Hej\n\nJag föreslår en rastgård för småhundar, åäö."
    assert (await norrmalm.portal.get(f"/documents/{documents[0]['id']}")).status_code == 404


async def test_the_holder_of_the_receipt_sees_title_and_status(norrmalm: Any) -> None:
    answer = await handed_in(norrmalm)
    expected = {"title": SMALL_DOGS["title"], "received_on": "2019-06-03"}

    first = await public(norrmalm).get(f"/citizen-proposals/status/{answer['receipt']}")
    typed = answer["receipt"].replace("-", " ").lower()
    again = await public(norrmalm).get(f"/citizen-proposals/status/{typed}")
    case = f"/cases/{answer['case_id']}"
    await norrmalm.staff.patch(case, json={"status": "in-preparation"}, headers=if_match(1))
    later = await public(norrmalm).get(f"/citizen-proposals/status/{answer['receipt']}")

    assert first.json() == expected | {"status": "registered", "_links": first.json()["_links"]}
    assert again.json() == first.json()
    assert later.json()["status"] == "in-preparation"


async def test_an_unknown_receipt_is_not_found(norrmalm: Any) -> None:
    await handed_in(norrmalm)

    for receipt in ("2222-2222-2222-2222-2222", "åäö", "0", "x" * 100, "2222'; --"):
        answer = await public(norrmalm).get(f"/citizen-proposals/status/{receipt}")
        assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (404, "unknown-receipt")


async def test_receipts_differ_and_are_not_stored(norrmalm: Any) -> None:
    receipts = {(await handed_in(norrmalm))["receipt"] for _ in range(5)}

    async with norrmalm.service.app.state.runtime.engine.connect() as connection:
        rows = await connection.exec_driver_sql("SELECT citizen_proposals::text FROM citizen_proposals")
        stored = " ".join(rows.scalars())

    assert len(receipts) == 5
    assert not any(receipt in stored or receipt.replace("-", "") in stored for receipt in receipts)


async def test_the_staff_list_proposals_with_their_year(norrmalm: Any) -> None:
    answer = await handed_in(norrmalm)
    proposal = (await norrmalm.staff.get("/citizen-proposals")).json()["items"][0]

    assert proposal | {"id": "", "received_at": "", "document_id": "", "preparation_reason": {}, "_links": {}} == {
        "id": "",
        "board": "norrmalm",
        "case_id": answer["case_id"],
        "document_id": "",
        "diary_number": "NORR 2019/304",
        "title": SMALL_DOGS["title"],
        "status": "registered",
        "received_on": "2019-06-03",
        "received_at": "",
        "decide_by": "2020-06-03",
        "overdue": False,
        "preparation_reason": {},
        "_links": {},
    }
    assert proposal["preparation_reason"]["rules"] == ["KL 6:34", "SFS 1930:173 1"]
    assert (await norrmalm.staff.get(f"/citizen-proposals/{proposal['id']}")).json() == proposal


async def test_a_proposal_is_overdue_after_a_year_without_decision(norrmalm: Any) -> None:
    answer = await handed_in(norrmalm)

    async def overdue(day: date) -> bool:
        listed = (await norrmalm.staff_on(day).get("/citizen-proposals")).json()["items"]
        return bool(listed[0]["overdue"])

    assert [await overdue(date(2020, 6, 3)), await overdue(date(2020, 6, 4))] == [False, True]
    case = f"/cases/{answer['case_id']}"
    await norrmalm.staff.patch(case, json={"status": "decided"}, headers=if_match(1))
    assert await overdue(date(2020, 6, 4)) is False


async def test_the_author_is_read_under_a_right_of_its_own(norrmalm: Any) -> None:
    await handed_in(norrmalm)
    address = (await norrmalm.staff.get("/citizen-proposals")).json()["items"][0]["_links"]["author"]["href"]
    colleague = norrmalm.service.client("proposals:read")

    author = await norrmalm.staff.get(address)

    names = ("name", "address", "postal_code", "city", "phone", "email")
    assert {name: author.json()[name] for name in names} == {name: SMALL_DOGS[name] for name in names}
    assert author.headers["cache-control"] == "no-store"
    assert (await colleague.get(address)).status_code == 403
    assert (await norrmalm.stranger.get(address)).status_code == 404


async def test_phone_and_email_may_be_left_out_and_stay_unknown(norrmalm: Any) -> None:
    await handed_in(norrmalm, phone=None, email=None)
    address = (await norrmalm.staff.get("/citizen-proposals")).json()["items"][0]["_links"]["author"]["href"]

    author = (await norrmalm.staff.get(address)).json()

    assert (author["phone"], author["email"]) == (None, None)


async def test_a_proposal_to_a_board_out_of_reach_is_not_received(norrmalm: Any) -> None:
    e_service = norrmalm.service.client("proposals:write", subject="e-service")

    for board in ("sodermalm", "finns-inte"):
        answer = await e_service.post("/citizen-proposals", json=SMALL_DOGS | {"board": board}, headers=new_key())
        assert (answer.status_code, answer.json()["pointer"]) == (404, "/board")
