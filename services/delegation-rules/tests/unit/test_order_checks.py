"""What an order must fulfil before it is taken in, each broken in a copy of the demonstration's order."""

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from boardkit.domain.errors import KansliError
from delegation_rules.domain.errors import OrderFixed, OrderRefused, UnknownPosition
from delegation_rules.domain.order_checks import check_order, ended_by, replaced_from
from delegation_rules.domain.orders import OrderPeriod, missing_numbers
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.schemas.orders import NewDelegationOrder

Break = Callable[[dict[str, Any]], Any]


def _rule(order: dict[str, Any], number: str) -> dict[str, Any]:
    found: dict[str, Any] = next(rule for rule in order["rules"] if rule["number"] == number)
    return found


def _two_rules_with_one_number(order: dict[str, Any]) -> None:
    order["rules"][1]["number"] = "3.1.1"


def _end_before_beginning(order: dict[str, Any]) -> None:
    order["in_force_to"] = "2019-06-14"


def _force_before_decision(order: dict[str, Any]) -> None:
    order["adopted_by"]["decided_on"] = "2019-06-16"


def _unknown_delegate(order: dict[str, Any]) -> None:
    _rule(order, "3.2.1")["tiers"][2]["delegates"][1]["position"] = "rektor"


def _unknown_position_to_consult(order: dict[str, Any]) -> None:
    _rule(order, "3.2.3")["conditions"][0]["position"] = "rektor"


def _unknown_receiver(order: dict[str, Any]) -> None:
    _rule(order, "3.1.14")["sub_delegation"]["receivers"].append("rektor")


def _amount_without_limits(order: dict[str, Any]) -> None:
    _rule(order, "3.1.4")["tiers"][0]["amount"] = {}


def _limits_the_wrong_way_round(order: dict[str, Any]) -> None:
    six = {"quantity": "6", "unit": "price-base-amounts"}
    _rule(order, "3.1.4")["tiers"][0]["amount"] = {"above": six, "up_to": six}


def _one_delegate_twice(order: dict[str, Any]) -> None:
    delegates = _rule(order, "3.1.15")["tiers"][0]["delegates"]
    delegates.append(delegates[0])


def _purpose_not_named(order: dict[str, Any]) -> None:
    del _rule(order, "3.3.6")["purposes"][2]


def _purpose_of_sub_delegation_not_named(order: dict[str, Any]) -> None:
    _rule(order, "3.2.4")["sub_delegation"]["purposes"].append("lunch")


def _purpose_named_twice(order: dict[str, Any]) -> None:
    purposes = _rule(order, "3.3.6")["purposes"]
    purposes.append(purposes[0])


def _fact_both_true_and_false(order: dict[str, Any]) -> None:
    rule = _rule(order, "3.1.11")
    rule["conditions"].append(rule["conditions"][0] | {"expected": False})


def _reported_above_nothing(order: dict[str, Any]) -> None:
    del _rule(order, "3.1.21")["reporting"]["above"]


def _limit_for_what_is_always_reported(order: dict[str, Any]) -> None:
    _rule(order, "3.1.22")["reporting"]["above"] = {"quantity": "1", "unit": "kronor"}


@pytest.mark.parametrize(
    ("break_it", "expected", "pointer"),
    [
        (_two_rules_with_one_number, OrderRefused, "/rules/1/number"),
        (_end_before_beginning, OrderRefused, "/in_force_to"),
        (_force_before_decision, OrderRefused, "/in_force_from"),
        (_unknown_delegate, UnknownPosition, "/rules/21/tiers/2/delegates/1/position"),
        (_unknown_position_to_consult, UnknownPosition, "/rules/23/conditions/0/position"),
        (_unknown_receiver, UnknownPosition, "/rules/13/sub_delegation/receivers/1"),
        (_amount_without_limits, OrderRefused, "/rules/3/tiers/0/amount"),
        (_limits_the_wrong_way_round, OrderRefused, "/rules/3/tiers/0/amount/up_to"),
        (_one_delegate_twice, OrderRefused, "/rules/14/tiers/0/delegates"),
        (_purpose_not_named, OrderRefused, "/rules/30/purposes"),
        (_purpose_of_sub_delegation_not_named, OrderRefused, "/rules/24/purposes"),
        (_purpose_named_twice, OrderRefused, "/rules/30/purposes"),
        (_fact_both_true_and_false, OrderRefused, "/rules/10/conditions"),
        (_reported_above_nothing, OrderRefused, "/rules/19/reporting/above"),
        (_limit_for_what_is_always_reported, OrderRefused, "/rules/20/reporting/above"),
    ],
)
def test_a_broken_order_is_refused_where_it_is_broken(
    *,
    order_document: dict[str, Any],
    hierarchy: Hierarchy,
    break_it: Break,
    expected: type[KansliError],
    pointer: str,
) -> None:
    broken = copy.deepcopy(order_document)
    break_it(broken)

    with pytest.raises(expected) as refused:
        check_order(NewDelegationOrder.model_validate(broken).as_domain(), hierarchy)

    assert refused.value.pointer == pointer


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        ([], ()),
        (["3.1.1", "3.1.2"], ()),
        (["3.1.3", "3.1.1", "3.2.2"], ("3.1.2", "3.2.1")),
        (["3.1.19", "3.1.21"], (*(f"3.1.{n}" for n in range(1, 19)), "3.1.20")),
        (["2", "4"], ("1", "3")),
    ],
)
def test_missing_numbers(numbers: list[str], missing: tuple[str, ...]) -> None:
    assert missing_numbers(numbers) == missing


FROM_JUNE = OrderPeriod(date(2019, 6, 15))
UNTIL_AUGUST = OrderPeriod(date(2019, 6, 15), date(2019, 8, 31))


@pytest.mark.parametrize(
    ("period", "last_day", "today"),
    [
        (FROM_JUNE, date(2019, 12, 31), date(2019, 12, 1)),
        (FROM_JUNE, date(2019, 12, 1), date(2019, 12, 1)),
        (FROM_JUNE, date(2019, 6, 15), date(2019, 6, 3)),
        (UNTIL_AUGUST, date(2019, 12, 31), date(2019, 8, 31)),
    ],
)
def test_an_order_may_end_on_a_day_that_has_not_passed(period: OrderPeriod, last_day: date, today: date) -> None:
    assert ended_by(period, last_day, today) == OrderPeriod(period.in_force_from, last_day)


@pytest.mark.parametrize(
    ("period", "last_day", "today", "expected"),
    [
        (FROM_JUNE, date(2019, 6, 14), date(2019, 6, 3), OrderRefused),
        (FROM_JUNE, date(2019, 11, 30), date(2019, 12, 1), OrderFixed),
        (UNTIL_AUGUST, date(2019, 12, 31), date(2019, 9, 1), OrderFixed),
    ],
)
def test_an_order_cannot_be_ended_in_the_past(
    period: OrderPeriod, last_day: date, today: date, expected: type[KansliError]
) -> None:
    with pytest.raises(expected) as refused:
        ended_by(period, last_day, today)

    assert refused.value.pointer == "/in_force_to"


@pytest.mark.parametrize(
    ("period", "first_day", "today", "last_day"),
    [
        (FROM_JUNE, date(2020, 1, 1), date(2019, 12, 1), date(2019, 12, 31)),
        (FROM_JUNE, date(2020, 1, 1), date(2020, 1, 1), date(2019, 12, 31)),
        (FROM_JUNE, date(2019, 6, 16), date(2019, 6, 3), date(2019, 6, 15)),
        (UNTIL_AUGUST, date(2019, 9, 1), date(2020, 1, 1), date(2019, 8, 31)),
        (UNTIL_AUGUST, date(2019, 8, 31), date(2019, 8, 31), date(2019, 8, 30)),
    ],
)
def test_an_order_that_is_replaced_ends_the_day_before(
    period: OrderPeriod, first_day: date, today: date, last_day: date
) -> None:
    assert replaced_from(period, first_day, today) == OrderPeriod(period.in_force_from, last_day)


@pytest.mark.parametrize(
    ("first_day", "today", "expected", "pointer"),
    [
        (date(2019, 6, 15), date(2019, 6, 3), OrderRefused, "/replaces"),
        (date(2019, 6, 14), date(2019, 6, 3), OrderRefused, "/replaces"),
        (date(2019, 12, 31), date(2020, 1, 1), OrderFixed, "/in_force_from"),
    ],
)
def test_an_order_is_not_replaced_before_it_began_or_in_the_past(
    first_day: date, today: date, expected: type[KansliError], pointer: str
) -> None:
    with pytest.raises(expected) as refused:
        replaced_from(FROM_JUNE, first_day, today)

    assert refused.value.pointer == pointer
