"""Cases through the registry's front door."""

import asyncio
from datetime import date
from typing import Any

from boardkit.testing.service import if_match, new_key

WAYS_TO_WRITE_276 = [
    "2019/276",
    "2019/000276",
    "NORR 2019/276",
    "norr 2019/000276",
    "Dnr NORR 2019/276",
    "Diarienummer 2019/276",
    "2019/276-1.2.4.",
    "2019/276-1.2.4",
    "2019/276-123",
    "031-276/2019",
    "174/276-2019",
    "N2019-00276",
    "276-2019-1.1",
    "SD09 2019/276",
]


async def found(norrmalm: Any, diary_number: str) -> list[str]:
    answer = await norrmalm.staff.get("/cases", params={"diary_number": diary_number})
    assert answer.status_code == 200, answer.text
    return [case["id"] for case in answer.json()["items"]]


async def test_a_case_gets_the_next_number_of_the_diary(norrmalm: Any) -> None:
    first = await norrmalm.case(title="Lekplats i Klarakvarteren")
    second = await norrmalm.case()

    assert second["diary_number"] == "NORR 2019/305"
    assert first | {"id": "", "appeal_reason": {}, "_links": {}} == {
        "id": "",
        "board": "norrmalm",
        "diary_number": "NORR 2019/304",
        "also_known_as": [],
        "title": "Lekplats i Klarakvarteren",
        "case_type": "general",
        "status": "registered",
        "classification": None,
        "registered_on": "2019-06-03",
        "appeal_route": "laglighetsprovning",
        "appeal_reason": {},
        "_links": {},
    }
    assert first["appeal_reason"]["rules"] == ["KL 13:1", "FL 2"]
    assert (await norrmalm.staff.get(first["_links"]["self"]["href"])).json() == first


async def test_a_new_year_begins_at_midnight_in_stockholm(norrmalm: Any) -> None:
    old = await norrmalm.create(
        "/cases",
        {"board": "norrmalm", "title": "Sista", "case_type": "general"},
        client=norrmalm.staff_on(date(2019, 12, 31)),
    )
    new = await norrmalm.create(
        "/cases",
        {"board": "norrmalm", "title": "Första", "case_type": "general"},
        client=norrmalm.staff_on(date(2020, 1, 1)),
    )

    assert (old["diary_number"], new["diary_number"]) == ("NORR 2019/304", "NORR 2020/1")


async def test_a_board_without_an_earlier_diary_starts_at_one_and_pads_as_it_wishes(norrmalm: Any) -> None:
    everywhere = norrmalm.service.client("boards:write", "cases:write", boards=["*"])
    board = {"slug": "sodermalm", "name": "Södermalms stadsdelsnämnd", "administration": "Förvaltningen"}
    await norrmalm.create("/boards", board | {"diary": {"prefix": None, "padding": 6}}, client=everywhere)

    case = await norrmalm.create(
        "/cases", {"board": "sodermalm", "title": "Åäö", "case_type": "report"}, client=everywhere
    )

    assert (case["diary_number"], case["appeal_route"]) == ("2019/000001", "none")


async def test_a_taken_over_case_is_found_by_every_written_form(norrmalm: Any) -> None:
    taken_over = await norrmalm.case(taken_over_number="NORR 2019/276")
    await norrmalm.case(taken_over_number="2019/27")
    await norrmalm.case(taken_over_number="2018/276")

    for written in WAYS_TO_WRITE_276:
        assert await found(norrmalm, written) == [taken_over["id"]], written


async def test_an_own_number_is_found_by_every_written_form(norrmalm: Any) -> None:
    case = await norrmalm.case()

    for written in WAYS_TO_WRITE_276:
        assert await found(norrmalm, written.replace("276", "304")) == [case["id"]], written


async def test_a_case_is_found_by_the_other_numbers_it_is_known_by(norrmalm: Any) -> None:
    case = await norrmalm.case(case_type="referral", also_known_as=["KS 2016/000909", "2019/000909"])

    assert case["also_known_as"] == ["KS 2016/000909", "2019/000909"]
    for written in ("KS 2016/000909", "KS 2016/909", "2016/000909", "dnr 2016/909", "001-909/2016", "909-2016-1.1"):
        assert await found(norrmalm, written) == [case["id"]], written
    assert await found(norrmalm, "SVN 2016/909") == []


async def test_the_code_of_another_board_is_not_ours(norrmalm: Any) -> None:
    everywhere = norrmalm.service.client("boards:write", "cases:write", "cases:read", boards=["*"])
    board = {"slug": "sodermalm", "name": "Södermalms stadsdelsnämnd", "administration": "Förvaltningen"}
    diary = {"prefix": "SODR", "taken_over": {"year": 2019, "last_serial": 303}}
    await norrmalm.create("/boards", board | {"diary": diary}, client=everywhere)
    ours = await norrmalm.case()
    theirs = await norrmalm.create(
        "/cases", {"board": "sodermalm", "title": "Deras", "case_type": "general"}, client=everywhere
    )

    async def seen(written: str) -> set[str]:
        answer = await everywhere.get("/cases", params={"diary_number": written})
        return {case["id"] for case in answer.json()["items"]}

    assert await seen("NORR 2019/304") == {ours["id"]}
    assert await seen("SODR 2019/000304") == {theirs["id"]}
    assert await seen("2019/304") == {ours["id"], theirs["id"]}
    assert await found(norrmalm, "2019/304") == [ours["id"]]


async def test_a_text_with_two_readings_finds_both(norrmalm: Any) -> None:
    one = await norrmalm.case(taken_over_number="2014/12")
    other = await norrmalm.case(taken_over_number="2016/12")

    assert set(await found(norrmalm, "2014/12-2016")) == {one["id"], other["id"]}


async def test_what_is_not_a_diary_number_is_refused_as_a_search(norrmalm: Any) -> None:
    for written in ("SOSFS 2011:9", "ISO 27001", "2017:900", "2019-06-13", ""):
        answer = await norrmalm.staff.get("/cases", params={"diary_number": written})

        assert answer.status_code == 422
        assert answer.json()["errors"][0]["parameter"] == "diary_number"


async def test_a_taken_over_number_is_kept_as_written(norrmalm: Any) -> None:
    case = await norrmalm.case(taken_over_number="2019/000220")

    assert case["diary_number"] == "2019/000220"
    assert (await norrmalm.case())["diary_number"] == "NORR 2019/304"


async def test_a_number_is_never_taken_over_twice(norrmalm: Any) -> None:
    await norrmalm.case(taken_over_number="2019/000220")
    body = {"board": "norrmalm", "title": "Dubblett", "case_type": "general"}

    for written in ("2019/000220", "NORR 2019/220", "2019/220-1.2.4."):
        answer = await norrmalm.staff.post("/cases", json=body | {"taken_over_number": written}, headers=new_key())

        assert (answer.status_code, answer.json()["pointer"]) == (409, "/taken_over_number")
        assert answer.json()["type"].endswith("/diary-number-taken")


async def test_a_number_after_the_earlier_diary_is_not_taken_over(norrmalm: Any) -> None:
    body = {"board": "norrmalm", "title": "Framtida", "case_type": "general"}

    for written in ("2019/304", "2020/1"):
        answer = await norrmalm.staff.post("/cases", json=body | {"taken_over_number": written}, headers=new_key())

        assert (answer.status_code, answer.json()["pointer"]) == (422, "/taken_over_number")
        assert written not in answer.text


async def test_another_bodys_number_is_not_taken_over(norrmalm: Any) -> None:
    body = {"board": "norrmalm", "title": "Fel diarium", "case_type": "general"}

    refused = await norrmalm.staff.post("/cases", json=body | {"taken_over_number": "KS 2019/8"}, headers=new_key())
    own = await norrmalm.staff.post("/cases", json=body | {"taken_over_number": "norr 2019/8"}, headers=new_key())

    assert (refused.status_code, refused.json()["pointer"]) == (422, "/taken_over_number")
    assert refused.json()["type"].endswith("/taken-over-number-refused")
    assert (own.status_code, own.json()["diary_number"]) == (201, "norr 2019/8")


async def test_no_number_is_given_in_a_year_of_the_earlier_diary(norrmalm: Any) -> None:
    answer = await norrmalm.staff_on(date(2018, 12, 31)).post(
        "/cases", json={"board": "norrmalm", "title": "För tidigt", "case_type": "general"}, headers=new_key()
    )

    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (409, "diary-year-not-own")


async def test_a_classification_must_be_in_the_plan(norrmalm: Any) -> None:
    body = {"board": "norrmalm", "title": "Rastgård", "case_type": "general", "classification": "1.2.4."}
    refused = await norrmalm.staff.post("/cases", json=body, headers=new_key())
    await norrmalm.create("/classifications", {"board": "norrmalm", "code": "1.2.4.", "title": "Medborgarförslag"})

    case = await norrmalm.case(classification="1.2.4.")

    assert (refused.status_code, refused.json()["pointer"]) == (422, "/classification")
    assert case["classification"] == "1.2.4"


async def test_lists_show_the_newest_first_and_filter(norrmalm: Any) -> None:
    old = await norrmalm.case(taken_over_number="2018/1303", case_type="referral")
    first = await norrmalm.case(case_type="follow-up")
    second = await norrmalm.case(case_type="referral")

    async def listed(**parameters: Any) -> list[str]:
        answer = await norrmalm.staff.get("/cases", params=parameters)
        assert answer.json()["_meta"]["total_records"] == len(answer.json()["items"])
        return [case["id"] for case in answer.json()["items"]]

    assert await listed() == [second["id"], first["id"], old["id"]]
    assert await listed(case_type="referral") == [second["id"], old["id"]]
    assert await listed(board="norrmalm", status="registered", case_type="follow-up") == [first["id"]]
    assert await listed(board="sodermalm") == []
    assert await listed(status="closed") == []


async def test_a_page_beyond_the_last_is_empty(norrmalm: Any) -> None:
    await norrmalm.case()

    answer = await norrmalm.staff.get("/cases", params={"limit": 1, "page": 7})

    assert (answer.status_code, answer.json()["items"]) == (200, [])
    assert answer.json()["_meta"] == {"total_records": 1, "page": 7, "limit": 1, "count": 0}


async def test_a_case_is_changed_on_the_version_that_was_read(norrmalm: Any) -> None:
    case = await norrmalm.case()
    address = f"/cases/{case['id']}"

    changed = await norrmalm.staff.patch(
        address, json={"title": "Övriga frågor, åter", "status": "in-preparation"}, headers=if_match(1)
    )

    assert (changed.status_code, changed.headers["etag"]) == (200, '"v2"')
    assert changed.json() == case | {"title": "Övriga frågor, åter", "status": "in-preparation"}
    assert (await norrmalm.staff.get(address)).json() == changed.json()


async def test_a_change_needs_the_latest_version(norrmalm: Any) -> None:
    address = f"/cases/{(await norrmalm.case())['id']}"

    async def status_with(headers: dict[str, str]) -> int:
        answer = await norrmalm.staff.patch(address, json={"title": "Ny"}, headers=headers)
        return int(answer.status_code)

    assert await status_with({}) == 428
    assert await status_with(if_match(2)) == 412
    assert await status_with({"if-match": '"annan"'}) == 412
    assert await status_with({"if-match": "*"}) == 400
    assert await status_with(if_match(1)) == 200
    assert await status_with(if_match(1)) == 412


async def test_of_many_parallel_changes_one_wins(norrmalm: Any) -> None:
    address = f"/cases/{(await norrmalm.case())['id']}"

    answers = await asyncio.gather(
        *(norrmalm.staff.patch(address, json={"title": f"Rubrik {number}"}, headers=if_match(1)) for number in range(8))
    )

    won = [answer for answer in answers if answer.status_code == 200]
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 7
    assert (await norrmalm.staff.get(address)).json() == won[0].json()


async def test_a_status_changes_only_along_the_ways_there_are(norrmalm: Any) -> None:
    address = f"/cases/{(await norrmalm.case())['id']}"
    await norrmalm.staff.patch(address, json={"status": "closed"}, headers=if_match(1))

    refused = await norrmalm.staff.patch(address, json={"status": "decided"}, headers=if_match(2))
    reopened = await norrmalm.staff.patch(address, json={"status": "in-preparation"}, headers=if_match(2))

    assert (refused.status_code, refused.json()["pointer"]) == (409, "/status")
    assert refused.json()["possible"] == ["in-preparation"]
    assert reopened.json()["status"] == "in-preparation"


async def test_a_change_of_what_cannot_be_changed_is_refused(norrmalm: Any) -> None:
    case = await norrmalm.case()

    bodies: list[Any] = [{"diary_number": "NORR 2019/1"}, {"title": ""}, {"title": None}, {"status": "gone"}, {}, []]
    for body in bodies:
        answer = await norrmalm.staff.patch(f"/cases/{case['id']}", json=body, headers=if_match(1))

        assert answer.status_code == 422, body
    assert (await norrmalm.staff.get(f"/cases/{case['id']}")).json() == case


async def test_the_feed_and_the_chain_tell_of_every_change(norrmalm: Any) -> None:
    case = await norrmalm.case(title="Delegationsordning", case_type="delegation-order")
    await norrmalm.staff.patch(f"/cases/{case['id']}", json={"status": "decided"}, headers=if_match(1))

    feed = (await norrmalm.staff.get("/changes")).json()["items"]
    verdict = (await norrmalm.staff.get("/audit/verification", params={"board": "norrmalm"})).json()

    told = [(entry["event"], entry["version"]) for entry in feed if entry["resource_id"] == case["id"]]
    assert told == [("created", 1), ("changed", 2)]
    assert feed[-1]["snapshot"] == {
        "board": "norrmalm",
        "diary_number": "NORR 2019/304",
        "title": "Delegationsordning",
        "case_type": "delegation-order",
        "status": "decided",
        "classification": None,
    }
    assert (verdict["intact"], verdict["entries"]) == (True, 3)
