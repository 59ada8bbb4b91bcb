"""What an examination shows: section 3 as it is, and one thing at a time in rules made for it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from delegation_rules.domain.order_findings import FindingCode, OrderFinding, Severity, errors_in, examine
from delegation_rules.domain.orders import Rule
from delegation_rules.domain.people import Assignment, AssignmentKind, Staffing
from delegation_rules.domain.positions import Hierarchy, Position
from delegation_rules.domain.statute import PositionKind
from delegation_rules.schemas.orders import NewDelegationOrder
from delegation_rules.schemas.rules import RuleSchema

DAY = date(2019, 6, 20)
NOBODY = Staffing()
POSITIONS = Hierarchy(
    [
        Position("direktor", "direktör", "home", kind=PositionKind.HEAD_OF_ADMINISTRATION),
        Position("chef", "chef", "home", superior="direktor"),
        Position("handlaggare", "handläggare", "home", superior="chef"),
        Position("ordforande", "ordförande", "board", kind=PositionKind.CHAIR),
        Position("ledamot", "ledamot", "board", kind=PositionKind.MEMBER),
        Position("robot", "e-tjänsten", "home", kind=PositionKind.AUTOMATED_FUNCTION),
        Position("grannchef", "grannchef", "next-door"),
        Position("sommarvikarie", "sommarvikarie", "home", valid_from=date(2019, 7, 1), valid_to=date(2019, 8, 31)),
    ]
)


def _limit(quantity: str, unit: str = "price-base-amounts") -> dict[str, str]:
    return {"quantity": quantity, "unit": unit}


def _tier(*positions: str, **more: Any) -> dict[str, Any]:
    return {"delegates": [{"position": position} for position in positions]} | more


def _rule(*tiers: dict[str, Any], number: str = "1", **more: Any) -> Rule:
    document = {"number": number, "matter": "Inköp av möbler", "tiers": list(tiers), "reporting": {"duty": "reported"}}
    return RuleSchema.model_validate(document | more).as_domain()


def _found(*rules: Rule, staffing: Staffing = NOBODY, day: date = DAY) -> list[OrderFinding]:
    every = examine(rules, POSITIONS, staffing, day)
    return [each for each in every if each.code is not FindingCode.HOLDERS_NOT_KNOWN]


def _codes(*rules: Rule) -> list[tuple[str, str, int | None]]:
    return [(each.severity.value, each.code.value, each.tier) for each in _found(*rules)]


def test_section_3_has_no_error_and_this_to_be_seen(order_document: dict[str, Any], hierarchy: Hierarchy) -> None:
    rules = NewDelegationOrder.model_validate(order_document).as_domain().rules

    findings = examine(rules, hierarchy, NOBODY, DAY)

    assert [(each.severity.value, each.code.value, each.rule, each.tier, each.position) for each in findings] == [
        ("suspected", "sub-delegation-to-other-administration", "3.2.4", None, position)
        for position in ("forvaltningschef-vid-serviceforvaltningen", "forvaltningschef-inom-respektive-stadsdelsnamnd")
    ] + [
        ("note", "holders-not-known", None, None, None),
        ("note", "holders-not-known", None, None, None),
        ("note", "same-limits", "3.1.4", 2, None),
        ("note", "delegate-adds-nothing", "3.1.15", 1, "avdelningschef-verksamhetsstod"),
        ("note", "number-missing", "3.1.20", None, None),
        ("note", "reporting-not-stated", "3.2.4", None, None),
    ]
    assert errors_in(rules, hierarchy) == ()


@pytest.mark.parametrize(
    ("subject", "paragraph"),
    [
        ("goals-and-direction", "KL 6:38 1 p"),
        ("proposal-or-statement-to-council", "KL 6:38 2 p"),
        ("statement-on-appealed-decision", "KL 6:38 2 p"),
        ("authority-of-principal-nature", "KL 6:38 3 p"),
        ("citizen-proposal", "KL 6:38 4 p"),
        ("reserved-by-other-law", "KL 6:38 5 p"),
    ],
)
def test_what_the_board_itself_must_decide_is_an_error(subject: str, paragraph: str) -> None:
    (finding,) = _found(_rule(_tier("chef"), subject=subject))

    assert (finding.code, finding.severity) == (FindingCode.SUBJECT_NOT_DELEGABLE, Severity.ERROR)
    assert (finding.rule, finding.law) == ("1", paragraph)


@pytest.mark.parametrize("subject", ["procurement", "authorisation-or-freedom-of-choice-system", None])
def test_the_longer_list_binds_an_automated_function_alone(subject: str | None) -> None:
    besvar: dict[str, Any] = {"subject": subject, "appeal_route": "forvaltningsbesvar"}

    assert _codes(_rule(_tier("chef"), **besvar)) == []
    expected = [] if subject is None else [("error", "automated-function-not-allowed", 2)]
    amount = {"amount": {"up_to": _limit("1")}}
    assert _codes(_rule(_tier("chef"), _tier("robot", **amount), **besvar)) == expected


@pytest.mark.parametrize("route", [None, "laglighetsprovning", "none"])
def test_an_automated_function_decides_only_what_is_appealed_by_forvaltningsbesvar(route: str | None) -> None:
    assert _codes(_rule(_tier("robot"), appeal_route=route)) == [("error", "automated-function-not-allowed", 1)]


@pytest.mark.parametrize(
    ("matter", "law"),
    [
        ("Yttrande till fullmäktige över en motion", "KL 6:38 2 p"),
        ("Yttrande till förvaltningsrätten när ett beslut har överklagats", "KL 6:38 2 p"),
        ("Svar på medborgarförslag", "KL 6:38 4 p"),
        ("Verksamhetens mål och inriktning", "KL 6:38 1 p"),
        ("Myndighetsutövning av principiell betydelse", "KL 6:38 3 p"),
    ],
)
def test_words_alone_raise_a_suspicion_and_no_error(matter: str, law: str) -> None:
    (finding,) = _found(_rule(_tier("chef"), matter=matter))

    assert (finding.code, finding.severity) == (FindingCode.SUBJECT_SUSPECTED, Severity.SUSPECTED)
    assert finding.law == law


@pytest.mark.parametrize(
    "matter", ["Myndighetsutövning som inte är av principiell beskaffenhet", "Yttrande över en granskningsrapport"]
)
def test_innocent_words_raise_none(matter: str) -> None:
    assert _found(_rule(_tier("chef"), matter=matter)) == []


def test_procurement_by_an_automated_function_is_suspected() -> None:
    rule = _rule(_tier("robot"), matter="Avrop från ramavtal", appeal_route="forvaltningsbesvar")

    assert _codes(rule) == [("suspected", "automated-function-suspected", None)]


def test_urgent_decisions_go_to_the_chair_or_a_member() -> None:
    assert _codes(_rule(_tier("ordforande", "ledamot"), mandate="urgent", subject="goals-and-direction")) == []
    assert _codes(_rule(_tier("ordforande"), _tier("direktor"), mandate="urgent")) == [
        ("error", "urgent-not-by-member", 2),
        ("note", "same-limits", 2),
    ]


@pytest.mark.parametrize(
    ("delegate", "receiver", "expected"),
    [
        ("direktor", "chef", []),
        ("chef", "handlaggare", []),
        ("grannchef", "chef", [("error", "sub-delegation-not-by-head", None)]),
        ("direktor", "ordforande", [("error", "sub-delegation-not-to-employee", None)]),
        ("direktor", "grannchef", [("suspected", "sub-delegation-to-other-administration", None)]),
    ],
)
def test_a_head_of_administration_sub_delegates_to_employees(
    delegate: str, receiver: str, expected: list[tuple[str, str, None]]
) -> None:
    assert _codes(_rule(_tier(delegate), sub_delegation={"receivers": [receiver]})) == expected


def test_a_gap_between_two_tiers_is_told_with_its_bounds() -> None:
    low = _tier("handlaggare", amount={"up_to": _limit("1")})
    high = _tier("chef", amount={"above": _limit("2"), "up_to": _limit("6")})

    (finding,) = _found(_rule(low, high))

    assert (finding.code, finding.severity) == (FindingCode.AMOUNT_GAP, Severity.WARNING)
    assert finding.text.sv == (
        "Lucka: ingen delegat får besluta om belopp över 1 prisbasbelopp och upp till 2 prisbasbelopp, "
        "men väl om högre belopp."
    )


def test_the_lowest_amounts_can_be_the_gap() -> None:
    (finding,) = _found(_rule(_tier("chef", amount={"above": _limit("500", "kronor")})))

    assert finding.text.en == "Gap: no delegate may decide amounts up to SEK\u00a0500.00, yet higher amounts may be."


def test_times_that_only_higher_amounts_allow_are_a_gap() -> None:
    months = [{"kind": "months", "at_most": 3}]
    low = _tier("handlaggare", amount={"up_to": _limit("1")}, conditions=months)
    high = _tier("chef", amount={"above": _limit("1")})

    (finding,) = _found(_rule(low, high))

    assert finding.code is FindingCode.AMOUNT_GAP
    assert "upp till 1 prisbasbelopp och tider över 3 månader, men" in finding.text.sv


def test_a_gap_for_one_purpose_names_it() -> None:
    purposes = [{"name": "buy", "text": "köp"}, {"name": "rent", "text": "hyra"}]
    of_rent = [{"kind": "purpose", "purpose": "rent"}]
    high = _tier("chef", amount={"above": _limit("1")})
    low = _tier("handlaggare", amount={"up_to": _limit("1")}, conditions=of_rent)

    (finding,) = _found(_rule(low, high, purposes=purposes))

    assert finding.text.sv == (
        "Lucka: ingen delegat får besluta om belopp upp till 1 prisbasbelopp för köp, men väl om högre belopp."
    )


@pytest.mark.parametrize("top_down", [True, False])
def test_a_ladder_has_neither_gap_nor_overlap(*, top_down: bool) -> None:
    tiers = [
        _tier("direktor", amount={"up_to": _limit("30")}),
        _tier("chef", amount={"up_to": _limit("12")}),
        _tier("handlaggare", amount={"up_to": _limit("6")}),
    ]

    assert _found(_rule(*tiers if top_down else reversed(tiers))) == []


def test_limits_that_cross_are_an_overlap() -> None:
    low = _tier("handlaggare", amount={"up_to": _limit("2")})
    high = _tier("chef", amount={"above": _limit("1"), "up_to": _limit("6")})

    assert _codes(_rule(low, high)) == [("warning", "amount-overlap", 2)]


def test_different_units_are_not_compared() -> None:
    low = _tier("handlaggare", amount={"up_to": _limit("40000", "kronor")})
    high = _tier("chef", amount={"above": _limit("1")})

    assert _codes(_rule(low, high)) == [("warning", "units-not-comparable", None)]


def test_a_purpose_without_a_tier_is_told() -> None:
    purposes = [{"name": "buy", "text": "köp"}, {"name": "rent", "text": "hyra"}]
    tier = _tier("chef", conditions=[{"kind": "purpose", "purpose": "buy"}])

    assert _codes(_rule(tier, purposes=purposes)) == [("warning", "purpose-not-covered", None)]


def test_a_tier_that_everybody_has_wider_is_unreachable() -> None:
    narrow = _tier("chef", amount={"up_to": _limit("1")})
    wide = _tier("handlaggare", amount={"up_to": _limit("6")})

    assert _codes(_rule(narrow, wide)) == [("warning", "tier-unreachable", 1)]
    assert _codes(_rule(wide, narrow)) == [("warning", "tier-unreachable", 2)]


def test_a_tier_under_a_condition_of_its_own_shadows_nothing() -> None:
    narrow = _tier("chef", amount={"up_to": _limit("1")})
    wide = _tier("handlaggare", amount={"up_to": _limit("6")}, conditions=[{"kind": "no-agreement"}])

    assert _codes(_rule(narrow, wide)) == []


def test_conditions_that_exclude_one_another_make_a_tier_unreachable() -> None:
    purposes = [{"name": "buy", "text": "köp"}, {"name": "rent", "text": "hyra"}]
    both = [{"kind": "purpose", "purpose": "buy"}, {"kind": "purpose", "purpose": "rent"}]

    codes = _codes(_rule(_tier("chef"), _tier("handlaggare", conditions=both), purposes=purposes))

    assert codes == [("warning", "tier-unreachable", 2)]


def test_a_superior_beside_a_subordinate_adds_nothing() -> None:
    (finding,) = _found(_rule(_tier("chef", "handlaggare")))

    assert (finding.code, finding.position, finding.tier) == (FindingCode.DELEGATE_ADDS_NOTHING, "chef", 1)


def test_reporting_above_what_anybody_may_decide_never_falls_due() -> None:
    reporting = {"duty": "reported-above", "above": _limit("6")}

    assert _codes(_rule(_tier("chef", amount={"up_to": _limit("6")}), reporting=reporting)) == [
        ("warning", "reporting-never-due", None)
    ]
    assert _codes(_rule(_tier("chef", amount={"up_to": _limit("7")}), reporting=reporting)) == []


def test_numbers_left_out_and_matters_twice() -> None:
    other = _rule(_tier("chef"), number="3", matter="INKÖP  av möbler.")

    findings = _found(_rule(_tier("chef")), other)

    assert [(each.code.value, each.rule) for each in findings] == [("matter-twice", "3"), ("number-missing", "2")]


@pytest.mark.parametrize(
    ("reference", "day", "law"),
    [
        ("6 kap. 33 § kommunallagen (1991:900)", date(2019, 6, 20), "SFS 2017:725"),
        ("6 kap. 33 § kommunallagen (1991:900)", date(2017, 12, 31), None),
        ("SoL 2001:453", date(2025, 6, 30), None),
        ("SoL 2001:453", date(2025, 7, 1), "SFS 2025:400"),
        ("lag (2007:1091) om offentlig upphandling", date(2017, 1, 1), "SFS 2016:1145"),
        ("kommunallagen (2017:725)", date(2026, 1, 1), None),
        ("dnr 125-845/2014", date(2026, 1, 1), None),
        ("protokoll 12001:4531", date(2026, 1, 1), None),
    ],
)
def test_a_repealed_statute_is_found_by_its_number(reference: str, day: date, law: str | None) -> None:
    findings = _found(_rule(_tier("chef"), legal_basis=[reference]), day=day)

    assert [each.law for each in findings] == ([] if law is None else [law])


def _holds(position: str, person: int = 1) -> Assignment:
    return Assignment(UUID(int=9), UUID(int=person), position, AssignmentKind.ORDINARY, date(2019, 1, 1))


def test_a_delegate_that_no_one_holds_is_graver_when_nobody_stands_above() -> None:
    rules = [_rule(_tier("handlaggare")), _rule(_tier("direktor"), number="2", matter="Resor")]

    findings = _found(*rules, staffing=Staffing([_holds("chef")]))

    assert [(each.severity.value, each.code.value, each.position) for each in findings] == [
        ("warning", "delegate-not-held", "direktor"),
        ("note", "delegate-not-held", "handlaggare"),
    ]
    assert findings[1].text.sv == (
        "Ingen innehar befattningen 2019-06-20: Handläggare (regel 1); överordnade kan besluta."
    )


def test_of_an_administration_without_known_holders_nothing_is_concluded() -> None:
    rules = [_rule(_tier("grannchef", "robot"), appeal_route="forvaltningsbesvar")]

    findings = examine(rules, POSITIONS, Staffing([_holds("chef")]), DAY)

    assert [(each.code, each.severity) for each in findings] == [(FindingCode.HOLDERS_NOT_KNOWN, Severity.NOTE)]


def test_a_position_that_is_not_there_on_the_day_is_told() -> None:
    rule = _rule(_tier("sommarvikarie"))

    assert [each.code for each in _found(rule)] == [FindingCode.POSITION_NOT_THERE]
    assert _found(rule, day=date(2019, 7, 1)) == []
    assert [each.code for each in _found(rule, day=date(2019, 9, 1))] == [FindingCode.POSITION_NOT_THERE]


def test_the_gravest_come_first_then_rules_in_sequence() -> None:
    first = _rule(_tier("chef"), number="10")
    second = _rule(_tier("chef"), number="9", matter="Svar på medborgarförslag")
    third = _rule(_tier("ordforande"), number="1", matter="Brådska")
    unlawful = _rule(_tier("chef"), number="11", matter="Mål", subject="goals-and-direction")

    findings = _found(first, second, third, unlawful)

    assert [each.severity.value for each in findings] == ["error", "suspected"] + ["note"] * 7
    assert [each.rule for each in findings[2:]] == [str(number) for number in range(2, 9)]
