"""Section 3 of the demonstration's delegation order, against answers read by hand from the published text."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from delegation_rules.domain.answers import Answer
from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.positions import Hierarchy

Ask = Callable[..., Answer]

DIRECTOR, HEAD, HEAD_OF_SUPPORT = "stadsdelsdirektor", "avdelningschef", "avdelningschef-verksamhetsstod"
UNIT_HEAD, DEPUTY = "enhetschef", "bitradande-enhetschef"
ACCOUNTANT, HR, CARETAKER, PARKS = "redovisningsansvarig", "hr-administrator", "lokalintendent", "parkingenjor"
SERVICE_CLERK = "ekonomiadministrator-vid-serviceforvaltningen"
CONTACT_CENTRE = "handlaggare-vid-servicenamndens-kontaktcenter"

DAY_2019, DAY_2020 = date(2019, 6, 20), date(2020, 1, 1)
ASKED = {"requested-by-user": True}

# Rule, question, lowest positions, reported to the board. Kronor of 2019: one price base amount is 46 500.
EVERY_RULE: list[tuple[str, dict[str, Any], tuple[str, ...], bool | None]] = [
    ("3.1.1", {}, (SERVICE_CLERK,), False),
    (
        "3.1.2",
        {"amount": "46500.00", "months": 1, "circumstances": ASKED},
        (SERVICE_CLERK, CONTACT_CENTRE, ACCOUNTANT),
        False,
    ),
    ("3.1.2", {"amount": "46500.01", "months": 1, "circumstances": ASKED}, (HEAD_OF_SUPPORT,), False),
    ("3.1.3", {}, (SERVICE_CLERK,), False),
    ("3.1.4", {"amount": "46500.00"}, (HR, ACCOUNTANT), False),
    ("3.1.4", {"amount": "46500.01"}, (HEAD_OF_SUPPORT,), False),
    ("3.1.5", {"amount": "46500.00", "months": 1}, (SERVICE_CLERK, CONTACT_CENTRE, ACCOUNTANT), False),
    ("3.1.5", {"amount": "46500.00", "months": 2}, (ACCOUNTANT,), False),
    ("3.1.5", {"amount": "46500.01", "months": 1}, (HEAD_OF_SUPPORT,), False),
    ("3.1.6", {"amount": "46500.00", "months": 3}, (SERVICE_CLERK, ACCOUNTANT), False),
    ("3.1.6", {"amount": "46500.01", "months": 3}, (HEAD_OF_SUPPORT,), False),
    ("3.1.7", {}, (SERVICE_CLERK,), False),
    ("3.1.8", {"months": 12}, (HEAD_OF_SUPPORT,), False),
    ("3.1.9", {"amount": "46500.00", "months": 12}, (ACCOUNTANT,), False),
    ("3.1.9", {"amount": "46500.01", "months": 12}, (HEAD_OF_SUPPORT,), False),
    ("3.1.10", {}, (HEAD,), True),
    (
        "3.1.11",
        {"circumstances": {"collection-measures-taken": True, "within-one-year": True}},
        (HEAD_OF_SUPPORT,),
        True,
    ),
    ("3.1.12", {"circumstances": {"own-error": True}}, (DEPUTY, SERVICE_CLERK), False),
    ("3.1.13", {}, (DIRECTOR,), False),
    ("3.1.14", {}, (DIRECTOR,), False),
    ("3.1.15", {}, (ACCOUNTANT,), False),
    ("3.1.16", {"circumstances": {"attested": True}}, (HEAD,), False),
    ("3.1.17", {}, (HEAD_OF_SUPPORT,), False),
    ("3.1.18", {}, (UNIT_HEAD,), False),
    ("3.1.19", {}, (ACCOUNTANT,), False),
    ("3.1.21", {"amount": "23250.00"}, (UNIT_HEAD,), False),
    ("3.1.21", {"amount": "46500.00"}, (HEAD,), False),
    ("3.1.21", {"amount": "46500.01"}, (DIRECTOR,), True),
    ("3.1.21", {"amount": "93000.01"}, (), True),
    ("3.1.22", {}, (HEAD,), True),
    ("3.2.1", {"amount": "46500.00"}, (DEPUTY, PARKS), False),
    ("3.2.1", {"amount": "46500.01"}, (UNIT_HEAD, PARKS), False),
    ("3.2.1", {"amount": "279000.01"}, (HEAD,), False),
    ("3.2.1", {"amount": "558000.01"}, (DIRECTOR,), False),
    ("3.2.1", {"amount": "1395000.01"}, (), False),
    ("3.2.2", {"amount": "279000.00"}, (PARKS,), False),
    ("3.2.2", {"amount": "279000.01"}, (HEAD,), False),
    ("3.2.2", {"amount": "558000.01"}, (DIRECTOR,), False),
    ("3.2.2", {"amount": "2325000.01"}, (), False),
    ("3.2.3", {"circumstances": {"consultation-held": True, "agreement-exists": False}}, (UNIT_HEAD,), False),
    ("3.2.4", {}, (DIRECTOR,), None),
    ("3.3.1", {}, (CARETAKER,), False),
    ("3.3.2", {}, (HEAD_OF_SUPPORT,), False),
    ("3.3.3", {}, (CARETAKER,), False),
    ("3.3.4", {}, (UNIT_HEAD,), False),
    ("3.3.5", {}, (CARETAKER, UNIT_HEAD), False),
    ("3.3.6", {"purpose": "rent-respite", "months": 1, "circumstances": ASKED}, (SERVICE_CLERK,), False),
    (
        "3.3.6",
        {"purpose": "first-rent-respite-double-housing", "months": 2, "circumstances": ASKED},
        (SERVICE_CLERK,),
        False,
    ),
    ("3.3.6", {"purpose": "instalment-plan", "months": 3}, (SERVICE_CLERK,), False),
    (
        "3.3.6",
        {
            "purpose": "rent-repayment",
            "amount": "12000.00",
            "monthly_rent": Decimal("6000.00"),
            "circumstances": {"basis-from-authorised-person": True},
        },
        (SERVICE_CLERK,),
        False,
    ),
]

# Rule, position, what else is told, and the position's own limit in kronor in 2019 and in 2020.
EVERY_LIMIT: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("3.1.2", SERVICE_CLERK, {"months": 1, "circumstances": ASKED}, "46500.00", "47300.00"),
    ("3.1.2", CONTACT_CENTRE, {"months": 1, "circumstances": ASKED}, "46500.00", "47300.00"),
    ("3.1.2", ACCOUNTANT, {}, "46500.00", "47300.00"),
    ("3.1.4", HR, {}, "46500.00", "47300.00"),
    ("3.1.4", ACCOUNTANT, {}, "46500.00", "47300.00"),
    ("3.1.5", SERVICE_CLERK, {"months": 1}, "46500.00", "47300.00"),
    ("3.1.5", CONTACT_CENTRE, {"months": 1}, "46500.00", "47300.00"),
    ("3.1.5", ACCOUNTANT, {}, "46500.00", "47300.00"),
    ("3.1.6", SERVICE_CLERK, {"months": 3}, "46500.00", "47300.00"),
    ("3.1.6", ACCOUNTANT, {"months": 3}, "46500.00", "47300.00"),
    ("3.1.9", ACCOUNTANT, {"months": 12}, "46500.00", "47300.00"),
    ("3.1.21", DIRECTOR, {}, "93000.00", "94600.00"),
    ("3.1.21", HEAD, {}, "46500.00", "47300.00"),
    ("3.1.21", HEAD_OF_SUPPORT, {}, "46500.00", "47300.00"),
    ("3.1.21", UNIT_HEAD, {}, "23250.00", "23650.00"),
    ("3.2.1", DIRECTOR, {}, "1395000.00", "1419000.00"),
    ("3.2.1", HEAD, {}, "558000.00", "567600.00"),
    ("3.2.1", HEAD_OF_SUPPORT, {}, "558000.00", "567600.00"),
    ("3.2.1", UNIT_HEAD, {}, "279000.00", "283800.00"),
    ("3.2.1", PARKS, {}, "279000.00", "283800.00"),
    ("3.2.1", DEPUTY, {}, "46500.00", "47300.00"),
    ("3.2.2", DIRECTOR, {}, "2325000.00", "2365000.00"),
    ("3.2.2", HEAD, {}, "558000.00", "567600.00"),
    ("3.2.2", PARKS, {}, "279000.00", "283800.00"),
]

# Rule, question, who asks: what the text keeps from someone, though a quick reader might think otherwise.
NOT_ALLOWED: list[tuple[str, dict[str, Any], str]] = [
    ("3.1.1", {}, DIRECTOR),
    ("3.1.2", {"amount": "100.00", "months": 2, "purpose": "respite", "circumstances": ASKED}, SERVICE_CLERK),
    ("3.1.2", {"amount": "100.00", "months": 1, "circumstances": {"requested-by-user": False}}, CONTACT_CENTRE),
    ("3.1.2", {"amount": "100.00"}, HEAD),
    ("3.1.4", {"amount": "100.00"}, UNIT_HEAD),
    ("3.1.5", {"amount": "100.00", "months": 2}, CONTACT_CENTRE),
    ("3.1.6", {"amount": "100.00", "months": 1}, CONTACT_CENTRE),
    ("3.1.6", {"amount": "100.00", "months": 4}, DIRECTOR),
    ("3.1.8", {"months": 13}, HEAD_OF_SUPPORT),
    ("3.1.8", {"months": 12}, ACCOUNTANT),
    ("3.1.9", {"amount": "100.00", "months": 13}, DIRECTOR),
    ("3.1.10", {}, UNIT_HEAD),
    ("3.1.11", {"circumstances": {"collection-measures-taken": True, "within-one-year": False}}, DIRECTOR),
    ("3.1.11", {"circumstances": {"collection-measures-taken": True, "within-one-year": True}}, HEAD),
    ("3.1.12", {"circumstances": {"own-error": False}}, SERVICE_CLERK),
    ("3.1.13", {}, HEAD_OF_SUPPORT),
    ("3.1.16", {"circumstances": {"attested": False}}, HEAD),
    ("3.1.17", {}, HEAD),
    ("3.1.18", {}, DEPUTY),
    ("3.1.19", {}, HEAD),
    ("3.2.2", {"amount": "100.00"}, UNIT_HEAD),
    ("3.2.2", {"amount": "100.00", "circumstances": {"amount-divided": True}}, DIRECTOR),
    ("3.2.3", {"circumstances": {"consultation-held": True, "agreement-exists": True}}, DIRECTOR),
    ("3.2.3", {"circumstances": {"consultation-held": False, "agreement-exists": False}}, UNIT_HEAD),
    ("3.3.1", {}, HEAD),
    ("3.3.2", {}, CARETAKER),
    ("3.3.5", {}, DEPUTY),
    ("3.3.6", {"purpose": "rent-respite", "months": 2, "circumstances": ASKED}, SERVICE_CLERK),
    ("3.3.6", {"purpose": "instalment-plan", "months": 4}, SERVICE_CLERK),
    ("3.3.6", {"purpose": "instalment-plan", "months": 3}, DIRECTOR),
]


def test_the_order_has_every_rule_of_the_section_and_only_3_1_20_is_missing(
    order_document: dict[str, Any], section_3: CompiledOrder
) -> None:
    numbers = [rule["number"] for rule in order_document["rules"]]

    assert numbers == [
        *(f"3.1.{n}" for n in [*range(1, 20), 21, 22]),
        *(f"3.2.{n}" for n in range(1, 5)),
        *(f"3.3.{n}" for n in range(1, 7)),
    ]
    assert section_3.missing_numbers == ("3.1.20",)
    assert {rule for rule, *_ in EVERY_RULE} == set(numbers)


@pytest.mark.parametrize(("rule", "facts", "lowest", "reported"), EVERY_RULE)
def test_lowest_delegates_and_reporting(
    ask: Ask, rule: str, facts: dict[str, Any], lowest: tuple[str, ...], reported: bool | None
) -> None:
    answer = ask(rule, DIRECTOR, **facts)

    assert answer.lowest_positions == lowest
    assert answer.report_to_board is reported
    assert all(ask(rule, position, **facts).allowed for position in lowest)


@pytest.mark.parametrize("year", [2019, 2020])
@pytest.mark.parametrize(("rule", "position", "facts", "in_2019", "in_2020"), EVERY_LIMIT)
def test_one_ore_under_at_and_over_every_limit(
    *, ask: Ask, rule: str, position: str, facts: dict[str, Any], in_2019: str, in_2020: str, year: int
) -> None:
    limit, day = (Decimal(in_2019), DAY_2019) if year == 2019 else (Decimal(in_2020), DAY_2020)
    ore = Decimal("0.01")

    answers = [ask(rule, position, str(amount), on=day, **facts) for amount in (limit - ore, limit, limit + ore)]

    assert [answer.allowed for answer in answers] == [True, True, False]
    assert {answer.limit.kronor for answer in answers} == {limit}


@pytest.mark.parametrize(("rule", "facts", "position"), NOT_ALLOWED)
def test_what_the_order_does_not_allow(ask: Ask, rule: str, facts: dict[str, Any], position: str) -> None:
    assert ask(rule, position, **facts).allowed is False


@pytest.mark.parametrize("rule", ["3.1.2", "3.1.4", "3.1.9"])
def test_the_head_of_support_decides_above_one_price_base_amount_without_an_upper_limit(ask: Ask, rule: str) -> None:
    months = {"months": 12} if rule == "3.1.9" else {}

    assert ask(rule, HEAD_OF_SUPPORT, "46500.01", **months).allowed
    assert ask(rule, HEAD_OF_SUPPORT, "999999999.99", **months).allowed
    assert ask(rule, HEAD_OF_SUPPORT, "0.00", **months).allowed


def test_respite_with_rent_at_double_residence_reaches_two_months(ask: Ask) -> None:
    def respite(months: int, purpose: str | None) -> bool:
        facts = {"months": months, "purpose": purpose, "circumstances": ASKED}
        return ask("3.1.2", SERVICE_CLERK, "5000.00", **facts).allowed

    assert respite(2, "respite-double-residence")
    assert not respite(3, "respite-double-residence")
    assert not respite(2, "respite")
    assert not respite(2, None)
    assert respite(1, None)


def test_the_rent_paid_back_is_at_most_two_monthly_rents(ask: Ask) -> None:
    facts = {
        "purpose": "rent-repayment",
        "monthly_rent": Decimal("5999.99"),
        "circumstances": {"basis-from-authorised-person": True},
    }

    assert ask("3.3.6", SERVICE_CLERK, "11999.98", **facts).allowed
    assert not ask("3.3.6", SERVICE_CLERK, "11999.99", **facts).allowed
    assert not ask("3.3.6", SERVICE_CLERK, "1.00", **(facts | {"monthly_rent": None})).allowed


def test_every_position_named_exists_and_stands_where_the_order_puts_it(hierarchy: Hierarchy) -> None:
    assert hierarchy.entitled(DEPUTY) == {DEPUTY, UNIT_HEAD, HEAD, HEAD_OF_SUPPORT, DIRECTOR}
    assert hierarchy.entitled(HEAD_OF_SUPPORT) == {HEAD_OF_SUPPORT, DIRECTOR}
    assert hierarchy.entitled(ACCOUNTANT) == {ACCOUNTANT, HEAD_OF_SUPPORT, DIRECTOR}
    assert hierarchy.entitled(SERVICE_CLERK) == {SERVICE_CLERK}
    assert hierarchy.entitled(CONTACT_CENTRE) == {CONTACT_CENTRE}
