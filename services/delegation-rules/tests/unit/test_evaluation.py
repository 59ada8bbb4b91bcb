"""What an answer says when facts are missing, premises fail or the right lies elsewhere."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from boardkit.domain.errors import KansliError
from delegation_rules.domain.answers import Answer, LimitKind, PositionCondition, SubDelegationCondition
from delegation_rules.domain.conditions import Status
from delegation_rules.domain.errors import UnknownFact, UnknownPosition, UnknownRule

Ask = Callable[..., Answer]


def _statuses(answer: Answer) -> list[Status]:
    return [finding.status for finding in answer.findings]


def test_the_question_of_the_journey(ask: Ask) -> None:
    answer = ask("3.2.1", "enhetschef", "300000.00")

    assert answer.allowed is False
    assert answer.limit.kronor == Decimal("279000.00")
    assert answer.limit.limit is not None
    assert answer.limit.limit.quantity == 6
    assert answer.lowest_position == "avdelningschef"
    assert answer.report_to_board is False
    assert answer.tier_number == 3
    assert _statuses(answer) == [Status.MET, Status.NOT_MET]


def test_a_missing_amount_is_never_yes_and_hides_the_lowest_position(ask: Ask) -> None:
    answer = ask("3.2.1", "stadsdelsdirektor")

    assert answer.allowed is False
    assert _statuses(answer) == [Status.MET, Status.NOT_KNOWN]
    assert answer.limit.kronor == Decimal("1395000.00")
    assert answer.lowest_positions is None
    assert answer.lowest_position is None
    assert answer.report_to_board is False


def test_whether_damages_are_reported_is_not_known_without_the_amount(ask: Ask) -> None:
    assert ask("3.1.21", "stadsdelsdirektor").report_to_board is None


@pytest.mark.parametrize("year", [2027, 2031])
def test_no_limit_is_known_before_the_price_base_amount_of_the_year_is_decided(ask: Ask, year: int) -> None:
    answer = ask("3.2.1", "enhetschef", "1.00", on=date(year, 2, 1))

    assert answer.allowed is False
    assert answer.limit.kind is LimitKind.NOT_KNOWN
    assert answer.limit.kronor is None
    assert _statuses(answer) == [Status.MET, Status.NOT_KNOWN]


def test_a_rule_without_limits_needs_no_price_base_amount(ask: Ask) -> None:
    answer = ask("3.1.18", "enhetschef", "1.00", on=date(2031, 2, 1))

    assert answer.allowed is True
    assert answer.limit.kind is LimitKind.NO_LIMIT


def test_a_superior_answers_by_its_own_limit(ask: Ask) -> None:
    answer = ask("3.2.1", "avdelningschef", "30000.00")

    assert answer.allowed is True
    assert answer.tier_number == 2
    assert answer.limit.kronor == Decimal("558000.00")
    assert answer.lowest_position == "bitradande-enhetschef"


def test_a_position_without_any_right_is_told_who_has_it(ask: Ask) -> None:
    answer = ask("3.2.1", "lokalintendent", "30000.00")

    assert answer.allowed is False
    assert answer.tier_number is None
    assert answer.limit.kind is LimitKind.NO_RIGHT
    assert answer.lowest_position == "bitradande-enhetschef"
    assert _statuses(answer) == [Status.NOT_MET]


def test_a_premise_that_is_told_not_to_hold_takes_the_rule_away(ask: Ask) -> None:
    told = {"call-off-from-procured-agreement": False}

    answer = ask("3.2.1", "enhetschef", "1.00", circumstances=told)

    assert answer.allowed is False
    assert answer.lowest_positions == ()
    assert answer.report_to_board is None
    assert _statuses(answer) == [Status.MET, Status.MET, Status.NOT_MET]


def test_a_premise_that_is_told_to_hold_is_among_the_findings(ask: Ask) -> None:
    told = {"call-off-from-procured-agreement": True}

    answer = ask("3.2.1", "enhetschef", "1.00", circumstances=told)

    assert answer.allowed is True
    assert _statuses(answer) == [Status.MET, Status.MET, Status.MET]


def test_consultation_and_absence_of_agreement_must_be_known(ask: Ask) -> None:
    answer = ask("3.2.3", "enhetschef")

    assert answer.allowed is False
    assert _statuses(answer) == [Status.MET, Status.NOT_KNOWN, Status.NOT_KNOWN]
    assert answer.lowest_position == "enhetschef"


def test_a_right_that_may_be_sub_delegated_is_not_there_until_it_is(ask: Ask) -> None:
    answer = ask("3.1.14", "avdelningschef")

    assert answer.allowed is False
    assert isinstance(answer.findings[0].condition, SubDelegationCondition)
    assert _statuses(answer) == [Status.NOT_MET]
    assert answer.lowest_position == "stadsdelsdirektor"


def test_sub_delegation_covers_only_the_purposes_that_the_order_names(ask: Ask) -> None:
    head_of_service = "forvaltningschef-vid-serviceforvaltningen"

    may_be_given = ask("3.2.4", head_of_service, purpose="supplier")
    may_not = ask("3.2.4", head_of_service, purpose="agreement-extension")

    assert [type(each.condition) for each in may_be_given.findings] == [SubDelegationCondition]
    assert [type(each.condition) for each in may_not.findings] == [PositionCondition]
    assert _statuses(may_be_given) == _statuses(may_not) == [Status.NOT_MET]
    assert ask("3.2.4", "stadsdelsdirektor", purpose="agreement-extension").allowed


def test_while_the_purpose_is_not_told_nothing_else_is_asked(ask: Ask) -> None:
    answer = ask("3.3.6", "ekonomiadministrator-vid-serviceforvaltningen", months=1)

    assert answer.allowed is False
    assert answer.tier_number is None
    assert answer.limit.kind is LimitKind.NOT_KNOWN
    assert _statuses(answer) == [Status.MET, Status.NOT_KNOWN]


def test_the_head_of_support_needs_no_attestation_by_anyone_else(ask: Ask) -> None:
    assert ask("3.1.16", "avdelningschef-verksamhetsstod").allowed
    assert ask("3.1.16", "stadsdelsdirektor").allowed
    assert not ask("3.1.16", "avdelningschef").allowed
    assert ask("3.1.16", "avdelningschef", circumstances={"attested": True}).allowed


@pytest.mark.parametrize(
    ("facts", "expected", "pointer"),
    [
        ({"rule": "3.9.9", "position": "enhetschef"}, UnknownRule, "/rule"),
        ({"rule": "3.1.20", "position": "enhetschef"}, UnknownRule, "/rule"),
        ({"rule": "3.2.1", "position": "rektor"}, UnknownPosition, "/position"),
        ({"rule": "3.2.1", "position": "enhetschef", "purpose": "lunch"}, UnknownFact, "/purpose"),
        (
            {"rule": "3.2.1", "position": "enhetschef", "circumstances": {"misspelt": True}},
            UnknownFact,
            "/circumstances",
        ),
    ],
)
def test_what_does_not_exist_is_refused(
    ask: Ask, facts: dict[str, object], expected: type[KansliError], pointer: str
) -> None:
    with pytest.raises(expected) as refused:
        ask(**facts)

    assert refused.value.pointer == pointer


def test_the_missing_number_is_told_apart_from_one_that_never_was(ask: Ask) -> None:
    with pytest.raises(UnknownRule) as missing:
        ask("3.1.20", "enhetschef")
    with pytest.raises(UnknownRule) as never:
        ask("3.1.23", "enhetschef")

    assert missing.value.detail.en == "The order leaves this number out: there are rules before and after it."
    assert never.value.detail.en == "The delegation order has no rule with this number."


def test_a_misspelt_circumstance_is_told_which_ones_there_are(ask: Ask) -> None:
    with pytest.raises(UnknownFact) as refused:
        ask("3.2.3", "enhetschef", circumstances={"agreement": True})

    assert refused.value.extra == {"allowed": ["agreement-exists", "consultation-held"]}
