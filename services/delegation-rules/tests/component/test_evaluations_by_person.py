"""Questions about persons, and batches over several days: what holds on the day decides."""

from typing import Any

from boardkit.testing.service import RunningService, if_match, new_key

JOURNEY: dict[str, Any] = {"rule": "3.2.1", "position": "enhetschef", "amount": "300000.00", "date": "2019-06-20"}


async def _batch(service: RunningService, *questions: Any) -> Any:
    sent = {"board": "norrmalm", "questions": list(questions)}
    answer = await service.client("evaluations:run").post("/evaluations", json=sent)
    assert answer.status_code == 200, answer.text
    return answer.json()["answers"]


async def _one(service: RunningService, question: dict[str, Any]) -> Any:
    answer = await service.client("evaluations:run").post("/evaluations", json={"board": "norrmalm"} | question)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def _person(service: RunningService, position: str, **period: str) -> tuple[str, dict[str, Any]]:
    client = service.client("persons:write", "assignments:write")
    person = await client.post("/persons", json={"board": "norrmalm", "name": "Ylva Sandmark"}, headers=new_key())
    assert person.status_code == 201, person.text
    body = {"board": "norrmalm", "person": person.json()["id"], "position": position} | period
    assignment = await client.post("/assignments", json=body, headers=new_key())
    assert assignment.status_code == 201, assignment.text
    return person.json()["id"], assignment.json()


async def test_a_person_decides_by_the_positions_held_that_day(with_order: RunningService) -> None:
    person, assignment = await _person(with_order, "avdelningschef", valid_from="2019-07-01")
    question = {name: value for name, value in JOURNEY.items() if name != "position"} | {"person": person}

    before = await _one(with_order, question)
    during = await _one(with_order, question | {"date": "2019-07-01"})

    assert (before["allowed"], before["position"], before["person"], before["holders"]) == (False, None, person, [])
    assert before["reasons"][1].startswith("The person holds no position on that day: there is no assignment")
    assert (during["allowed"], during["position"], during["person"]) == (True, "avdelningschef", person)
    assert during["holders"] == [{"position": "avdelningschef", "person": person, "kind": "ordinary"}]
    assert "Sandmark" not in str([before, during])
    assert await _batch(with_order, question, question | {"date": "2019-07-01"}) == [before, during]
    assert assignment["valid_to"] is None


async def test_a_new_assignment_and_an_absence_count_at_once(with_order: RunningService) -> None:
    allowed = JOURNEY | {"amount": "279000.00", "date": "2019-07-01"}
    nobody = await _one(with_order, allowed)
    person, _ = await _person(with_order, "enhetschef", valid_from="2019-07-01")
    somebody = await _one(with_order, allowed)
    absence = {"board": "norrmalm", "person": person, "first_day": "2019-07-01"}
    told = await with_order.client("absences:write").post("/absences", json=absence, headers=new_key())
    assert told.status_code == 201, told.text

    away = await _one(with_order, allowed)

    assert nobody["holders"] == away["holders"] == []
    assert [each["person"] for each in somebody["holders"]] == [person]


async def test_each_day_of_a_batch_is_answered_by_its_own_order(
    with_order: RunningService, order_document: dict[str, Any]
) -> None:
    writer = with_order.client("delegation-orders:write", "delegation-orders:read")
    order_id = (await _one(with_order, JOURNEY))["order_id"]
    ended = await writer.put(
        f"/delegation-orders/{order_id}/expiry", json={"in_force_to": "2019-12-31"}, headers=if_match(1)
    )
    assert ended.status_code == 200, ended.text
    later = order_document | {"in_force_from": "2021-01-01"}
    assert (await writer.post("/delegation-orders", json=later, headers=new_key())).status_code == 201

    days = ["2019-06-20", "2020-06-20", "2021-01-01", "2019-12-31", "2019-06-14"]
    answers = await _batch(with_order, *(JOURNEY | {"date": day} for day in days))

    assert [answer.get("order_version") for answer in answers] == [1, None, 2, 1, None]
    assert [answer.get("limit") for answer in answers] == ["279000.00", None, "285600.00", "279000.00", None]
    assert [answer["problem"]["pointer"] for answer in answers if "problem" in answer] == [
        "/questions/1/date",
        "/questions/4/date",
    ]
