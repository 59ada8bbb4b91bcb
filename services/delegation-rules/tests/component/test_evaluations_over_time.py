"""Questions whose answers change with the day, the positions and the orders."""

from typing import Any

from boardkit.testing.service import RunningService, if_match, new_key

JOURNEY: dict[str, Any] = {
    "board": "norrmalm",
    "rule": "3.2.1",
    "position": "enhetschef",
    "amount": "300000.00",
    "date": "2019-06-20",
}


async def _ask(service: RunningService, question: dict[str, Any]) -> Any:
    answer = await service.client("evaluations:run").post("/evaluations", json=question)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_draft_answers_no_question(with_positions: RunningService, order_document: dict[str, Any]) -> None:
    draft = {name: value for name, value in order_document.items() if name != "adopted_by"}
    writer = with_positions.client("delegation-orders:write")
    await writer.post("/delegation-orders", json=draft, headers=new_key())

    answer = await with_positions.client("evaluations:run").post("/evaluations", json=JOURNEY)

    assert answer.status_code == 404
    assert answer.json()["type"].endswith("/unknown-board")


async def test_a_position_added_later_is_known_at_once(with_order: RunningService) -> None:
    await _ask(with_order, JOURNEY)
    added = {
        "board": "norrmalm",
        "title_sv": "enhetschef hemtjänst",
        "administration": "norrmalms-stadsdelsforvaltning",
        "superior": "avdelningschef",
        "counts_as": "enhetschef",
    }
    await with_order.client("positions:write").post("/positions", json=added, headers=new_key())

    question = JOURNEY | {"position": "enhetschef-hemtjanst", "amount": "279000.00"}

    assert (await _ask(with_order, question))["allowed"] is True


async def test_each_day_is_answered_by_the_order_in_force_that_day(
    with_order: RunningService, order_document: dict[str, Any]
) -> None:
    writer = with_order.client("delegation-orders:write", "delegation-orders:read")
    order_id = (await _ask(with_order, JOURNEY))["order_id"]
    ended = await writer.put(
        f"/delegation-orders/{order_id}/expiry", json={"in_force_to": "2019-12-31"}, headers=if_match(1)
    )
    assert ended.status_code == 200
    in_between = await with_order.client("evaluations:run").post("/evaluations", json=JOURNEY | {"date": "2020-01-01"})
    only_one_rule = [rule for rule in order_document["rules"] if rule["number"] == "3.2.1"]
    only_one_rule[0] = only_one_rule[0] | {"tiers": only_one_rule[0]["tiers"][:1]}
    successor = order_document | {
        "in_force_from": "2020-01-01",
        "adopted_by": {"case_number": "2019/000900", "decided_on": "2019-12-12"},
        "rules": only_one_rule,
    }
    created = await writer.post("/delegation-orders", json=successor, headers=new_key())
    assert created.status_code == 201

    before = await _ask(with_order, JOURNEY | {"date": "2019-12-31"})
    after = await _ask(with_order, JOURNEY | {"date": "2020-01-01"})

    assert in_between.json()["type"].endswith("/no-order-in-force")
    assert (before["order_version"], before["lowest_position"]) == (1, "avdelningschef")
    assert (after["order_version"], after["lowest_position"]) == (2, "stadsdelsdirektor")
