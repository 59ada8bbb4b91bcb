"""Classification plans through the registry's front door."""

from typing import Any

from boardkit.testing.service import new_key


async def test_a_plan_is_listed_in_the_order_of_its_codes(norrmalm: Any) -> None:
    for code in ("1.10", "1.2.4.", "2", "1.2"):
        await norrmalm.create("/classifications", {"board": "norrmalm", "code": code, "title": f"Om {code}"})

    listed = (await norrmalm.portal.get("/classifications", params={"board": "norrmalm"})).json()["items"]

    assert [item["code"] for item in listed] == ["1.2", "1.2.4", "1.10", "2"]
    assert (await norrmalm.portal.get(listed[0]["_links"]["self"]["href"])).json() == listed[0]


async def test_a_code_stands_once_in_a_plan(norrmalm: Any) -> None:
    body = {"board": "norrmalm", "code": "1.2.4", "title": "Medborgarförslag"}
    await norrmalm.create("/classifications", body)

    answer = await norrmalm.staff.post("/classifications", json=body | {"code": "1.2.4."}, headers=new_key())

    assert (answer.status_code, answer.json()["pointer"]) == (409, "/code")


async def test_what_is_not_a_code_is_refused(norrmalm: Any) -> None:
    for code in ("", "å", "1..2", ".1", "1.2.4..", "1,2", "9" * 61, "99999999999999999999"):
        body = {"board": "norrmalm", "code": code, "title": "Fel"}
        answer = await norrmalm.staff.post("/classifications", json=body, headers=new_key())
        assert answer.status_code == 422, code
