"""What is entered for a later day changes no answer for an earlier one, by any of the ways in."""

from datetime import date
from typing import Any

from boardkit.testing.service import RunningService, if_match, new_key

DAY = "2019-06-20"
TODAY = date(2019, 6, 21)
SCOPES = (
    "absences:write",
    "assignments:write",
    "delegation-orders:write",
    "persons:write",
    "positions:read",
    "positions:write",
    "price-base-amounts:write",
    "sub-delegations:write",
)
Json = dict[str, Any]


class _Clerk:
    """Enters things, each of which must be accepted."""

    def __init__(self, service: RunningService) -> None:
        self._client = service.client(*SCOPES, on=TODAY)

    async def create(self, resource: str, **said: Any) -> Json:
        return await self._accepted("POST", resource, said, new_key())

    async def change(self, address: str, **said: Any) -> Json:
        return await self._accepted("PUT", address, said, if_match(1))

    async def id_of(self, position: str) -> str:
        listed = await self._client.get("/positions?board=norrmalm&limit=200")
        return next(str(each["id"]) for each in listed.json()["items"] if each["slug"] == position)

    async def _accepted(self, method: str, address: str, said: Json, headers: dict[str, str]) -> Json:
        answer = await self._client.request(method, f"/{address}", json=said, headers=headers)
        assert answer.is_success, (address, answer.text)
        accepted: Json = answer.json()
        return accepted


def _questions(order_document: Json, position_documents: list[Json], day: str) -> list[Json]:
    """May each of the positions decide half a million under each of the rules?"""
    return [
        {"rule": rule["number"], "position": position["slug"], "date": day, "amount": "500000.00", "months": 1}
        for rule in order_document["rules"]
        for position in position_documents
    ]


async def _answers(service: RunningService, questions: list[Json]) -> list[Json]:
    body = {"board": "norrmalm", "questions": questions}
    answer = await service.client("evaluations:run").post("/evaluations", json=body)
    assert answer.status_code == 200, answer.text
    answers: list[Json] = answer.json()["answers"]
    return answers


async def _enter_what_comes_later(clerk: _Clerk, holder: Json, assignment: Json) -> None:
    """After the day: other holders, an absence, another position, one less, a right passed on, another amount."""
    other = (await clerk.create("persons", board="norrmalm", name="Torsten Granlund"))["id"]
    await clerk.create("absences", board="norrmalm", person=holder["id"], first_day="2019-06-21")
    await clerk.change(f"assignments/{assignment['id']}/expiry", valid_to="2019-06-30")
    for kind in ("ordinary", "acting"):
        await clerk.create(
            "assignments",
            board="norrmalm",
            person=other,
            position="redovisningsansvarig" if kind == "ordinary" else "avdelningschef",
            kind=kind,
            valid_from="2019-07-01",
        )
    await clerk.create(
        "positions",
        board="norrmalm",
        title_sv="biträdande avdelningschef",
        administration="norrmalms-stadsdelsforvaltning",
        superior="stadsdelsdirektor",
        counts_as="avdelningschef",
        valid_from="2019-06-21",
    )
    await clerk.change(f"positions/{await clerk.id_of('hr-administrator')}/expiry", valid_to="2019-06-30")
    await clerk.create(
        "sub-delegations",
        board="norrmalm",
        rule="3.1.14",
        giver="stadsdelsdirektor",
        receiver="avdelningschef",
        valid_from="2019-06-21",
        decided_on="2019-06-21",
        decision_reference="2019/000081",
    )
    await clerk.change("price-base-amounts/2027", amount="59700.00", sfs="2026:900", status="decided")


async def _adopt_another_order(clerk: _Clerk, order_document: Json, order_id: str) -> None:
    """From the turn of the year nobody but the director decides, and everything is reported."""
    await clerk.change(f"delegation-orders/{order_id}/expiry", in_force_to="2019-12-31")
    rules = [
        {
            "number": rule["number"],
            "matter": rule["matter"],
            "tiers": [{"delegates": [{"position": "stadsdelsdirektor"}]}],
            "reporting": {"duty": "reported"},
        }
        for rule in order_document["rules"]
    ]
    successor = order_document | {
        "in_force_from": "2020-01-01",
        "adopted_by": {"case_number": "2019/000900", "decided_on": "2019-12-12"},
        "rules": rules,
    }
    await clerk.create("delegation-orders", **successor)


async def test_the_answers_for_a_day_stay_as_they_were(
    with_order: RunningService, order_document: Json, position_documents: list[Json]
) -> None:
    clerk = _Clerk(with_order)
    holder = await clerk.create("persons", board="norrmalm", name="Ylva Sandmark")
    assignment = await clerk.create(
        "assignments",
        board="norrmalm",
        person=holder["id"],
        position="redovisningsansvarig",
        kind="ordinary",
        valid_from="2019-01-01",
    )
    by_person = {"rule": "3.1.15", "person": holder["id"], "date": DAY}
    of_the_day = [*_questions(order_document, position_documents, DAY), by_person]
    of_next_year = _questions(order_document, position_documents, "2020-01-01")
    before = await _answers(with_order, of_the_day)
    next_year_before = await _answers(with_order, of_next_year)

    await _enter_what_comes_later(clerk, holder, assignment)
    after_the_changes = await _answers(with_order, of_the_day)
    passed_on = (await _answers(with_order, [of_the_day[0] | {"rule": "3.1.14", "position": "avdelningschef"}]))[0]
    day_after = [{"rule": "3.1.14", "position": "avdelningschef", "date": "2019-06-21"}]
    passed_on_the_day_after = (await _answers(with_order, day_after))[0]
    await _adopt_another_order(clerk, order_document, str(before[0]["order_id"]))

    assert len(before) == 31 * 13 + 1
    assert any(answer["holders"] for answer in before)
    assert (before[-1]["allowed"], before[-1]["position"]) == (True, "redovisningsansvarig")
    assert after_the_changes == before
    assert (passed_on["allowed"], passed_on_the_day_after["allowed"]) == (False, True)
    assert await _answers(with_order, of_the_day) == before
    assert await _answers(with_order, of_next_year) != next_year_before
