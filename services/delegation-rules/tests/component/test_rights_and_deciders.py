"""What a position or a person may decide, and who may decide this, through the front door."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from boardkit.testing.service import RunningService, new_key
from delegation_rules.schemas import rights_examples

pytestmark = pytest.mark.asyncio(loop_scope="module")

DAY = "2019-06-20"


@dataclass(frozen=True)
class Staffed:
    """Section 3 with a head of department, who also leads a unit, and a head of unit who is away in July."""

    service: RunningService
    department_head: str
    unit_head: str

    async def get(self, path: str, **parameters: Any) -> Any:
        client = self.service.client("evaluations:run", headers={"accept-language": "sv"})
        answer = await client.get(path, params={"board": "norrmalm", "date": DAY} | parameters)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def staffed(read_only: RunningService) -> Staffed:
    client = read_only.client("persons:write", "assignments:write", "absences:write")

    async def create(path: str, **body: Any) -> str:
        answer = await client.post(path, json={"board": "norrmalm"} | body, headers=new_key())
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    department_head = await create("/persons", name="Asta Lindfors")
    unit_head = await create("/persons", name="Birger Nymark")
    for person, position, kind in (
        (department_head, "avdelningschef", "ordinary"),
        (department_head, "enhetschef", "acting"),
        (unit_head, "enhetschef", "ordinary"),
    ):
        await create("/assignments", person=person, position=position, kind=kind, valid_from="2019-06-15")
    await create("/absences", person=unit_head, first_day="2019-07-01", last_day="2019-07-26")
    return Staffed(read_only, department_head, unit_head)


async def test_the_rights_of_a_position_rule_by_rule(staffed: Staffed) -> None:
    page = await staffed.get("/rights", position="enhetschef", limit=200)

    rights = {right["rule"]: right for right in page["items"]}
    assert list(rights) == ["3.1.12", "3.1.18", "3.1.21", "3.2.1", "3.2.3", "3.3.4", "3.3.5"]
    assert page["_meta"]["total_records"] == len(rights)
    purchase, procurement, damages = rights["3.2.1"], rights["3.2.3"], rights["3.1.21"]
    assert (purchase["limit"], purchase["tier_numbers"], purchase["act"]) == ("279000.00", [3, 4], "execution")
    assert (damages["limit"], damages["report_to_board"], damages["reported_above"]) == ("23250.00", False, "46500.00")
    assert [each["circumstance"] for each in procurement["conditions"]] == ["consultation-held", "agreement-exists"]
    assert procurement["consult"] == ["avdelningschef"]
    assert procurement["limit_basis"]["kind"] == "no-limit"


async def test_the_published_example_of_a_right_is_true(staffed: Staffed) -> None:
    promised = rights_examples.RIGHT

    rights = (await staffed.get("/rights", position=promised["position"], limit=200))["items"]

    (told,) = (right for right in rights if right["rule"] == promised["rule"])
    varying = {"_links", "order_id"}
    assert {name: told[name] for name in told.keys() - varying} == {
        name: promised[name] for name in promised.keys() - varying
    }


async def test_rights_come_in_pages_and_in_both_languages(staffed: Staffed) -> None:
    second = await staffed.get("/rights", position="enhetschef", limit=2, page=2)
    english = staffed.service.client("evaluations:run", headers={"accept-language": "en"})
    answer = await english.get(
        "/rights", params={"board": "norrmalm", "date": DAY, "position": "redovisningsansvarig", "limit": 200}
    )

    assert [right["rule"] for right in second["items"]] == ["3.1.21", "3.2.1"]
    assert second["_links"].keys() == {"self", "first", "last", "next", "prev"}
    assert answer.headers["content-language"] == "en"
    texts = [each["text"] for right in answer.json()["items"] for each in right["conditions"]]
    assert "The time is at most 12 months." in texts


async def test_a_person_has_the_rights_of_every_position_held_that_day(staffed: Staffed) -> None:
    of_person = await staffed.get("/rights", person=staffed.department_head, limit=200)
    of_positions = [
        (await staffed.get("/rights", position=position, limit=200))["items"]
        for position in ("avdelningschef", "enhetschef")
    ]

    told = {(right["rule"], right["position"], right["limit"]) for right in of_person["items"]}
    assert told == {(right["rule"], right["position"], right["limit"]) for rights in of_positions for right in rights}


async def test_the_rights_of_every_position(staffed: Staffed) -> None:
    everything = (await staffed.get("/rights", limit=200))["items"]
    of_one = (await staffed.get("/rights", position="lokalintendent"))["items"]

    assert [right for right in everything if right["position"] == "lokalintendent"] == of_one
    assert {right["rule"] for right in everything} >= {"3.1.1", "3.1.21", "3.2.4", "3.3.6"}


async def test_whoever_is_away_or_unknown_has_no_right(staffed: Staffed) -> None:
    away = await staffed.get("/rights", person=staffed.unit_head, date="2019-07-02")
    stranger = await staffed.get("/rights", person=str(uuid4()))

    assert (away["items"], stranger["items"]) == ([], [])


async def test_the_price_base_amount_of_the_day_counts(staffed: Staffed) -> None:
    rights = (await staffed.get("/rights", position="enhetschef", date="2020-02-03", limit=200))["items"]

    assert {right["rule"]: right["limit"] for right in rights}["3.2.1"] == "283800.00"


@pytest.mark.parametrize(
    ("parameters", "slug"),
    [
        ({"position": "enhetschef", "person": str(uuid4())}, "invalid-input"),
        ({"position": "rektor"}, "unknown-position"),
        ({"position": "enhetschef", "date": "2019-06-14"}, "no-order-in-force"),
        ({"position": "enhetschef", "date": "i dag"}, "invalid-fields"),
        ({"person": "Asta"}, "invalid-fields"),
        ({"position": "enhetschef", "befattning": "x"}, "invalid-fields"),
    ],
)
async def test_rights_that_cannot_be_told(staffed: Staffed, parameters: dict[str, str], slug: str) -> None:
    asked = {"board": "norrmalm", "date": DAY} | parameters
    answer = await staffed.service.client("evaluations:run").get("/rights", params=asked)

    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[1]) == (422, slug)


async def test_deciders_with_those_who_in_fact_hold_the_positions(staffed: Staffed) -> None:
    told = await staffed.get("/deciders", rule="3.2.1", amount="279000.00")

    assert told["lowest_positions"] == ["enhetschef", "parkingenjor"]
    assert [(each["position"], each["status"], each["is_lowest"]) for each in told["deciders"]] == [
        ("enhetschef", "met", True),
        ("parkingenjor", "met", True),
        ("avdelningschef", "met", False),
        ("avdelningschef-verksamhetsstod", "met", False),
        ("stadsdelsdirektor", "met", False),
    ]
    assert told["deciders"][0]["holders"] == [
        {"person": staffed.department_head, "kind": "acting"},
        {"person": staffed.unit_head, "kind": "ordinary"},
    ]
    assert told["deciders"][1]["holders"] == []
    assert told["_links"]["self"]["href"].endswith("rule=3.2.1&amount=279000.00")


async def test_those_who_are_away_hold_nothing(staffed: Staffed) -> None:
    told = await staffed.get("/deciders", rule="3.2.1", amount="1.00", date="2019-07-02")

    by_position = {each["position"]: each["holders"] for each in told["deciders"]}
    assert by_position["enhetschef"] == [{"person": staffed.department_head, "kind": "acting"}]


async def test_what_is_not_told_is_not_known(staffed: Staffed) -> None:
    told = await staffed.get("/deciders", rule="3.2.3")

    assert {each["status"] for each in told["deciders"]} == {"not-known"}
    assert told["deciders"][0]["position"] == "enhetschef"
    assert [each["circumstance"] for each in told["deciders"][0]["unknown_conditions"]] == [
        "consultation-held",
        "agreement-exists",
    ]


async def test_nobody_may_decide_above_the_highest_limit(staffed: Staffed) -> None:
    told = await staffed.get("/deciders", rule="3.2.1", amount="1395000.01")

    assert (told["lowest_positions"], told["deciders"]) == ([], [])


async def test_nobody_decides_in_a_citizen_proposal_but_the_board(staffed: Staffed) -> None:
    about_it = await staffed.get("/deciders", rule="3.1.13", subject="citizen-proposal")
    about_nothing_of_law = await staffed.get("/deciders", rule="3.1.13", subject="procurement")

    assert (about_it["lowest_positions"], about_it["deciders"]) == ([], [])
    assert [each["position"] for each in about_nothing_of_law["deciders"]] == ["stadsdelsdirektor"]


async def test_deciders_agree_with_the_evaluations(staffed: Staffed, position_documents: list[dict[str, Any]]) -> None:
    told = await staffed.get("/deciders", rule="3.1.2", amount="46500.00", months=2, purpose="respite")
    client = staffed.service.client("evaluations:run")
    question = {"board": "norrmalm", "rule": "3.1.2", "date": DAY, "amount": "46500.00", "months": 2}

    allowed = set()
    for document in position_documents:
        body = question | {"purpose": "respite", "position": document["slug"]}
        if (await client.post("/evaluations", json=body)).json()["allowed"]:
            allowed.add(document["slug"])

    assert {each["position"] for each in told["deciders"] if each["status"] == "met"} == allowed


@pytest.mark.parametrize(
    ("parameters", "slug"),
    [
        ({"rule": "3.1.20"}, "unknown-rule"),
        ({"rule": "3.1.2", "purpose": "hemligt"}, "unknown-fact"),
        ({"rule": "3.2.1", "amount": "-1.00"}, "invalid-fields"),
        ({"rule": "3.2.1", "amount": "1e400"}, "invalid-fields"),
        ({"rule": "3.2.1", "months": "0"}, "invalid-fields"),
        ({"rule": "§ 3"}, "invalid-fields"),
        ({}, "invalid-fields"),
        ({"rule": "3.2.1", "date": "2019-06-14"}, "no-order-in-force"),
    ],
)
async def test_deciders_that_cannot_be_told(staffed: Staffed, parameters: dict[str, str], slug: str) -> None:
    asked = {"board": "norrmalm", "date": DAY} | parameters
    answer = await staffed.service.client("evaluations:run").get("/deciders", params=asked)

    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[1]) == (422, slug)
    assert "hemligt" not in answer.text


@pytest.mark.parametrize("path", ["/rights?position=enhetschef", "/deciders?rule=3.2.1"])
async def test_another_board_looks_as_if_it_did_not_exist(staffed: Staffed, path: str) -> None:
    stranger = staffed.service.client("evaluations:run", boards=["sodermalm"])

    answer = await stranger.get(f"{path}&board=norrmalm&date={DAY}")

    assert answer.status_code == 404
