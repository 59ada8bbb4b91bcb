"""Statistics of delegated decisions, through the front door."""

from typing import Any

import pytest

from boardkit.testing.service import if_match

SPRING = {"board": "norrmalm", "from": "2019-01-01", "to": "2019-06-14"}


async def _statistics(spring: Any, **parameters: Any) -> Any:
    client = spring.service.client("delegated-decisions:read")
    return await client.get("/decision-statistics", params=SPRING | parameters)


def _counts(breakdown: list[dict[str, Any]], name: str) -> dict[str, int]:
    return {entry[name]: entry["use"]["count"] for entry in breakdown}


async def test_the_spring_by_rule_position_and_month(spring: Any) -> None:
    found = (await _statistics(spring)).json()

    assert found["everything"] == {
        "count": 13,
        "without_amount": 11,
        "total": "2264144.00",
        "with_limit": 1,
        "near_limit": 0,
    }
    assert _counts(found["rules"], "rule") == {"1.1": 8, "1.2": 2, "2.1": 1, "2.2": 1, "3.1": 1}
    assert _counts(found["positions"], "position") == {"avdelningschef": 8, "forskolechef": 2, "stadsdelsdirektor": 3}
    assert _counts(found["months"], "month") == {"2019-04": 4, "2019-05": 9}
    assert [entry["rule"] for entry in found["rules_never_used"]] == ["1.3"]
    assert found["rules"][0]["use"]["total"] is None
    assert found["void_count"] == 0


@pytest.mark.parametrize(
    ("amount", "threshold", "near"), [("41850.00", 90, 1), ("41849.99", 90, 0), ("46500.00", 100, 1)]
)
async def test_a_limit_is_nearly_reached_from_the_threshold_on(
    *, spring: Any, amount: str, threshold: int, near: int
) -> None:
    # One price base amount of 2019 is 46 500 kronor, and nine tenths of it 41 850.
    await spring.decide(rule="2.1", position="stadsdelsdirektor", decided_on="2019-06-03", amount=amount)

    found = (await _statistics(spring, threshold_percent=threshold)).json()

    use = next(entry["use"] for entry in found["rules"] if entry["rule"] == "2.1")
    assert (use["count"], use["with_limit"], use["near_limit"]) == (2, 2, near)


async def test_void_decisions_are_counted_apart(spring: Any) -> None:
    client = spring.service.client("delegated-decisions:void")
    place = f"/delegated-decisions/{spring.decision_ids[0]}/voidance"
    await client.put(place, json={"reason": "Fel."}, headers=if_match(1))

    found = (await _statistics(spring)).json()

    assert (found["everything"]["count"], found["void_count"]) == (12, 1)


async def test_only_the_period_counts(spring: Any) -> None:
    found = (await _statistics(spring, **{"from": "2019-05-28", "to": "2019-05-28"})).json()

    assert (found["everything"]["count"], found["everything"]["total"]) == (1, "8085.00")
    assert [entry["rule"] for entry in found["rules_never_used"]] == ["1.1", "1.2", "1.3", "2.2", "3.1"]


async def test_without_an_order_what_is_never_used_is_not_known(spring: Any) -> None:
    found = (await _statistics(spring, to="2019-06-15")).json()

    assert found["rules_never_used"] is None


async def test_another_boards_decisions_are_not_counted(spring: Any) -> None:
    stranger = spring.service.client("delegated-decisions:read", boards=["sodermalm"])

    found = await stranger.get("/decision-statistics", params=SPRING)

    assert found.status_code == 404


@pytest.mark.parametrize(
    "parameters",
    [
        {"from": "2019-06-15"},
        {"to": "2019-02-30"},
        {"threshold_percent": 0},
        {"threshold_percent": 101},
        {"board": "Norrmalm"},
    ],
)
async def test_a_question_that_makes_no_sense_is_refused(spring: Any, parameters: dict[str, Any]) -> None:
    assert (await _statistics(spring, **parameters)).status_code == 422
