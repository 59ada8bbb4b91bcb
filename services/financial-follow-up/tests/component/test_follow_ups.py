"""Follow-ups through the front door: handed in, corrected, filed as a case."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest

from boardkit.testing.service import RunningService, if_match, new_key

READ_AND_WRITE = ("follow-ups:read", "follow-ups:write")


def correction(given: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The request that corrects a follow-up handed in as `given`."""
    kept = {name: value for name, value in given.items() if name != "taken_over_number"}
    return kept | {"correction_reason": "Siffrorna var preliminära."} | changes


async def hand_in(service: RunningService, request: dict[str, Any]) -> httpx.Response:
    """Hand in a follow-up and expect it to be taken."""
    answer = await service.client("follow-ups:write").post("/follow-ups", json=request, headers=new_key())
    assert answer.status_code == 201, answer.text
    return answer


def without_blanks(value: Any) -> Any:
    """`value` without the fields that are null or empty, at every depth."""
    if isinstance(value, dict):
        return {name: without_blanks(each) for name, each in value.items() if each is not None and each != []}
    return [without_blanks(each) for each in value] if isinstance(value, list) else value


async def test_figures_come_back_exactly_as_they_were_handed_in(
    with_areas: RunningService, may_2019: dict[str, Any]
) -> None:
    created = await hand_in(with_areas, may_2019)
    fetched = await with_areas.client("follow-ups:read").get(created.headers["location"])

    given = without_blanks({name: value for name, value in may_2019.items() if name != "taken_over_number"})
    document = without_blanks(fetched.json())
    assert {name: document[name] for name in given} == given
    assert created.headers["etag"] == '"v1"'
    assert (created.json()["edition"], created.json()["recorded_on"]) == (1, "2019-06-03")
    assert created.json()["correction_reason"] is None


async def test_blank_dash_and_zero_come_back_as_three_things(
    with_areas: RunningService, may_2019: dict[str, Any]
) -> None:
    may_2019["areas"] = [
        {"area": "ovrig-verksamhet", "prior_year_result": "0.00"},
        {"area": "avskrivningar"},
        {"area": "investeringsplan-netto", "inapplicable_figures": ["prior_year_result"]},
    ]
    answer = await hand_in(with_areas, may_2019)

    assert [(row["prior_year_result"], row["inapplicable_figures"]) for row in answer.json()["areas"]] == [
        ("0.00", []),
        (None, []),
        (None, ["prior_year_result"]),
    ]


async def test_same_key_and_body_give_the_same_answer_and_one_follow_up(
    with_areas: RunningService, may_2019: dict[str, Any]
) -> None:
    client = with_areas.client(*READ_AND_WRITE)
    key = new_key()

    first = await client.post("/follow-ups", json=may_2019, headers=key)
    second = await client.post("/follow-ups", json=may_2019, headers=key)

    assert (second.status_code, second.content) == (201, first.content)
    assert (await client.get("/follow-ups")).json()["_meta"]["total_records"] == 1


async def test_second_follow_up_of_a_period_is_a_conflict(with_areas: RunningService, may_2019: dict[str, Any]) -> None:
    await hand_in(with_areas, may_2019)

    again = await with_areas.client("follow-ups:write").post("/follow-ups", json=may_2019, headers=new_key())

    assert (again.status_code, again.json()["pointer"]) == (409, "/period")
    assert again.json()["type"].endswith("/follow-up-exists")


async def test_follow_ups_are_listed_by_period_without_their_figures(
    with_areas: RunningService, may_2019: dict[str, Any]
) -> None:
    for period in ("2019-04", "2019-05"):
        await hand_in(with_areas, may_2019 | {"period": period})
    client = with_areas.client("follow-ups:read")

    everything = (await client.get("/follow-ups?board=norrmalm")).json()["items"]
    april = (await client.get("/follow-ups?period=2019-04")).json()["items"]

    assert [each["period"] for each in everything] == ["2019-05", "2019-04"]
    assert [each["period"] for each in april] == ["2019-04"]
    assert "areas" not in april[0]
    assert (await client.get("/follow-ups?period=2019-13")).status_code == 422


async def test_correction_makes_a_new_edition_and_keeps_the_earlier(
    with_areas: RunningService, may_2019: dict[str, Any]
) -> None:
    created = await hand_in(with_areas, may_2019)
    follow_up_id = created.json()["id"]
    client = with_areas.client(*READ_AND_WRITE)

    corrected = await client.put(
        f"/follow-ups/{follow_up_id}",
        json=correction(may_2019, outcome_to_date="470000000.00", preliminary=True),
        headers=if_match(1),
    )
    current = await client.get(f"/follow-ups/{follow_up_id}")
    earlier = await client.get(current.json()["_links"]["predecessor-version"]["href"])

    assert corrected.status_code == 200
    assert corrected.headers["etag"] == current.headers["etag"] == '"v2"'
    assert current.json() == corrected.json()
    assert (current.json()["edition"], current.json()["outcome_to_date"]) == (2, "470000000.00")
    assert current.json()["correction_reason"] == "Siffrorna var preliminära."
    assert current.json()["preliminary"] is True
    assert (earlier.json()["edition"], earlier.json()["outcome_to_date"]) == (1, "468300000.00")
    assert earlier.json()["areas"] == created.json()["areas"]
    assert (await client.get(f"/follow-ups/{follow_up_id}?edition=3")).status_code == 404


async def test_correction_says_which_version_it_corrects(with_areas: RunningService, may_2019: dict[str, Any]) -> None:
    follow_up_id = (await hand_in(with_areas, may_2019)).json()["id"]
    client = with_areas.client("follow-ups:write")
    body = correction(may_2019)

    unsaid = await client.put(f"/follow-ups/{follow_up_id}", json=body)
    stale = await client.put(f"/follow-ups/{follow_up_id}", json=body, headers=if_match(99))
    absent = await client.put(f"/follow-ups/{uuid4()}", json=body, headers=if_match(1))

    assert [answer.status_code for answer in (unsaid, stale, absent)] == [428, 412, 404]


async def test_of_parallel_corrections_one_wins(with_areas: RunningService, may_2019: dict[str, Any]) -> None:
    follow_up_id = (await hand_in(with_areas, may_2019)).json()["id"]
    client = with_areas.client(*READ_AND_WRITE)

    answers = await asyncio.gather(
        *(
            client.put(
                f"/follow-ups/{follow_up_id}",
                json=correction(may_2019, outcome_to_date=f"{amount}.00"),
                headers=if_match(1),
            )
            for amount in range(8)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 7
    winner = next(answer for answer in answers if answer.status_code == 200)
    current = (await client.get(f"/follow-ups/{follow_up_id}")).json()
    assert (current["edition"], current["outcome_to_date"]) == (2, winner.json()["outcome_to_date"])


@pytest.mark.parametrize(
    ("change", "pointer"), [({"board": "sodermalm"}, "/board"), ({"period": "2019-06"}, "/period")]
)
async def test_correction_keeps_board_and_period(
    with_areas: RunningService, may_2019: dict[str, Any], change: dict[str, str], pointer: str
) -> None:
    follow_up_id = (await hand_in(with_areas, may_2019)).json()["id"]
    answer = await with_areas.client("follow-ups:write", boards=["*"]).put(
        f"/follow-ups/{follow_up_id}",
        json=correction(may_2019, **change),
        headers=if_match(1),
    )

    assert (answer.status_code, answer.json()["pointer"]) == (422, pointer)


async def test_amount_that_is_no_text_in_kronor_is_refused(service: RunningService, may_2019: dict[str, Any]) -> None:
    client = service.client("follow-ups:write")
    for amount in (37800000.5, 37800000, "37800000.001", "37 800 000", "37,8", "1e6", "NaN", "", True):
        may_2019["areas"][0]["adjusted_budget"] = amount

        answer = await client.post("/follow-ups", json=may_2019, headers=new_key())

        assert answer.status_code == 422, amount
        assert [each["pointer"] for each in answer.json()["errors"]] == ["/areas/0/adjusted_budget"]
        assert "37800000" not in answer.text


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"period": "2019-13"}, "/period", "invalid-period"),
        ({"as_of": "2019-05-32"}, "/as_of", "invalid-input"),
        ({"stated_share_percent": "40,9"}, "/stated_share_percent", "invalid-input"),
        ({"stated_share_percent": 40.9}, "/stated_share_percent", "invalid-input"),
        ({"rounded_to": "0.00"}, "/rounded_to", "greater_than"),
        ({"areas": None}, "/areas", "list_type"),
        ({"surprise": 1}, "", "extra_forbidden"),
        ({"areas": [{"area": "aldreomsorg", "forcast": "1.00"}]}, "/areas/0", "extra_forbidden"),
        (
            {"areas": [{"area": "aldreomsorg", "forecast": "1.00", "inapplicable_figures": ["forecast"]}]},
            "/areas/0",
            "invalid-input",
        ),
        (
            {"stated_total": {"inapplicable_figures": ["surplus"]}},
            "/stated_total/inapplicable_figures/0",
            "literal_error",
        ),
    ],
)
async def test_malformed_field_names_its_place(
    service: RunningService, may_2019: dict[str, Any], change: dict[str, Any], pointer: str, code: str
) -> None:
    answer = await service.client("follow-ups:write").post("/follow-ups", json=may_2019 | change, headers=new_key())

    assert answer.status_code == 422
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [(pointer, code)]


@pytest.mark.parametrize(
    ("areas", "pointer", "problem"),
    [
        ([{"area": "finns-inte"}], "/areas/0/area", "unknown-area"),
        ([{"area": "aldreomsorg"}, {"area": "aldreomsorg"}], "/areas/1/area", "duplicate-area"),
        ([{"area": "socialpsykiatri"}], "/areas/0/area", "invalid-area"),
    ],
)
async def test_rows_fit_the_areas_of_the_year(
    with_areas: RunningService, may_2019: dict[str, Any], areas: list[dict[str, str]], pointer: str, problem: str
) -> None:
    client = with_areas.client(*READ_AND_WRITE)

    answer = await client.post("/follow-ups", json=may_2019 | {"areas": areas}, headers=new_key())

    assert (answer.status_code, answer.json()["pointer"]) == (422, pointer)
    assert answer.json()["type"].endswith(f"/{problem}")
    assert (await client.get("/follow-ups")).json()["items"] == []


async def test_areas_of_another_year_do_not_fit(with_areas: RunningService, may_2019: dict[str, Any]) -> None:
    answer = await with_areas.client("follow-ups:write").post(
        "/follow-ups", json=may_2019 | {"period": "2020-05"}, headers=new_key()
    )

    assert (answer.status_code, answer.json()["pointer"]) == (422, "/areas/0/area")


@pytest.mark.parametrize(
    ("line", "pointer"),
    [
        ({"kind": "deviation", "text": "Tom"}, "/specification/lines/0"),
        ({"kind": "deviation", "text": "Rad", "costs": "1.00", "status": "granted"}, "/specification/lines/0/status"),
        ({"kind": "budget-adjustment", "text": "Rad", "costs": "1.00"}, "/specification/lines/0/status"),
        (
            {"kind": "turnover-change", "text": "Rad", "costs": "2.00", "income": "1.00", "status": "granted"},
            "/specification/lines/0",
        ),
        ({"kind": "deviation", "text": "Rad", "costs": "1.00", "area": "okand"}, "/specification/lines/0/area"),
    ],
)
async def test_line_that_is_not_what_it_says_is_refused(
    with_areas: RunningService, may_2019: dict[str, Any], line: dict[str, str], pointer: str
) -> None:
    may_2019["specification"]["lines"] = [line]

    answer = await with_areas.client("follow-ups:write").post("/follow-ups", json=may_2019, headers=new_key())

    assert (answer.status_code, answer.json()["pointer"]) == (422, pointer)


async def test_follow_up_of_another_board_is_out_of_reach(with_areas: RunningService, may_2019: dict[str, Any]) -> None:
    follow_up_id = (await hand_in(with_areas, may_2019)).json()["id"]
    stranger = with_areas.client(*READ_AND_WRITE, boards=["sodermalm"])

    created = await stranger.post("/follow-ups", json=may_2019 | {"period": "2019-06"}, headers=new_key())
    changed = await stranger.put(f"/follow-ups/{follow_up_id}", json=correction(may_2019), headers=if_match(1))

    assert (created.status_code, created.json()["pointer"]) == (404, "/board")
    assert changed.status_code == 404
    assert (await stranger.get(f"/follow-ups/{follow_up_id}")).status_code == 404
    assert (await stranger.get("/follow-ups")).json()["_meta"]["total_records"] == 0


async def test_words_keep_their_swedish_letters(with_areas: RunningService, may_2019: dict[str, Any]) -> None:
    may_2019["title"] = "Uppföljning för Åsö och Ängby"
    may_2019["specification"]["lines"][0]["text"] = "Överskott på ån"

    answer = await hand_in(with_areas, may_2019)

    assert answer.json()["title"] == "Uppföljning för Åsö och Ängby"
    assert answer.json()["specification"]["lines"][0]["text"] == "Överskott på ån"
