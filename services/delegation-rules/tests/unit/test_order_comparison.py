"""Two versions of an order as a reader wants to see them side by side."""

from typing import Any

import pytest

from delegation_rules.domain.order_comparison import OrderComparison, RuleChange, compare, renumbered
from delegation_rules.domain.orders import Chapter, Rule
from delegation_rules.domain.positions import Hierarchy, Position
from delegation_rules.schemas.orders import NewDelegationOrder
from delegation_rules.schemas.rules import RuleSchema

POSITIONS = Hierarchy(
    [
        Position("direktor", "direktör", "home"),
        Position("chef", "chef", "home", superior="direktor"),
        Position("handlaggare", "handläggare", "home", superior="chef"),
    ]
)
Told = list[tuple[str, int | None, str | None, str | None]]


def _tier(*positions: str, up_to: str | None = None, above: str | None = None, **more: Any) -> dict[str, Any]:
    limits = {"above": above, "up_to": up_to}
    amount = {
        name: {"quantity": quantity, "unit": "price-base-amounts"}
        for name, quantity in limits.items()
        if quantity is not None
    }
    return {"delegates": [{"position": each} for each in positions], "amount": amount or None} | more


def _rule(*tiers: dict[str, Any], number: str = "1", **more: Any) -> Rule:
    document = {"number": number, "matter": "Inköp av möbler", "tiers": list(tiers) or [_tier("chef")]}
    return RuleSchema.model_validate(document | {"reporting": {"duty": "not-reported"}} | more).as_domain()


def _compared(before: list[Rule], after: list[Rule]) -> OrderComparison:
    return compare(before, after, POSITIONS)


def _told(before: Rule, after: Rule) -> Told:
    (change,) = _compared([before], [after]).changed
    return _sentences(change)


def _sentences(change: RuleChange) -> Told:
    return [
        (
            each.aspect.value,
            each.tier,
            None if each.before is None else each.before.sv,
            None if each.after is None else each.after.sv,
        )
        for each in change.differences
    ]


def test_an_order_is_as_itself(order_document: dict[str, Any], hierarchy: Hierarchy) -> None:
    content = NewDelegationOrder.model_validate(order_document).as_domain()

    comparison = compare(content.rules, content.rules, hierarchy, (content.chapters, content.chapters))

    assert comparison == OrderComparison(added=(), removed=(), changed=(), chapters=(), unchanged=31)


def test_every_limit_of_a_ladder_that_is_raised_is_told_by_itself() -> None:
    before = _rule(_tier("direktor", up_to="2"), _tier("chef", up_to="1"), _tier("handlaggare", up_to="0.5"))
    after = _rule(_tier("direktor", up_to="3"), _tier("chef", up_to="2"), _tier("handlaggare", up_to="1"))

    assert _told(before, after) == [
        ("limit", 1, "högst 2 prisbasbelopp", "högst 3 prisbasbelopp"),
        ("limit", 2, "högst 1 prisbasbelopp", "högst 2 prisbasbelopp"),
        ("limit", 3, "högst 0,5 prisbasbelopp", "högst 1 prisbasbelopp"),
    ]


def test_a_limit_that_comes_and_one_that_goes() -> None:
    assert _told(_rule(_tier("chef")), _rule(_tier("chef", above="1", up_to="6"))) == [
        ("limit", 1, "oavsett belopp", "över 1 prisbasbelopp och högst 6 prisbasbelopp")
    ]


def test_another_delegate_within_the_same_limit() -> None:
    before = _rule(_tier("direktor", up_to="6"), _tier("chef", up_to="1"))
    after = _rule(_tier("direktor", up_to="6"), _tier("handlaggare", up_to="1"))

    assert _told(before, after) == [("delegate", 2, "chef", "handläggare")]


def test_a_delegate_beside_another() -> None:
    after = _rule(_tier("chef", "handlaggare", up_to="1"))

    assert _told(_rule(_tier("chef", up_to="1")), after) == [("delegate", 1, "chef", "chef eller handläggare")]


def test_a_tier_that_is_new_and_one_that_is_gone() -> None:
    one, two = _rule(_tier("chef", up_to="6")), _rule(_tier("chef", up_to="6"), _tier("handlaggare", up_to="1"))

    assert _told(one, two) == [("tier", 2, None, "högst 1 prisbasbelopp: handläggare")]
    assert _told(two, one) == [("tier", 2, "högst 1 prisbasbelopp: handläggare", None)]


def test_tiers_in_another_sequence() -> None:
    low, high = _tier("handlaggare", up_to="1"), _tier("chef", up_to="6")

    assert _told(_rule(low, high), _rule(high, low)) == [
        (
            "sequence",
            None,
            "högst 1 prisbasbelopp: handläggare; högst 6 prisbasbelopp: chef",
            "högst 6 prisbasbelopp: chef; högst 1 prisbasbelopp: handläggare",
        )
    ]


def test_months_of_the_rule_the_tier_and_one_delegate() -> None:
    def months(at_most: int) -> list[dict[str, Any]]:
        return [{"kind": "months", "at_most": at_most}]

    def rule(months_of_rule: int, of_tier: int, of_delegate: int) -> Rule:
        delegates = [{"position": "chef"}, {"position": "handlaggare", "conditions": months(of_delegate)}]
        tier = {"conditions": months(of_tier), "delegates": delegates}
        return _rule(tier, conditions=months(months_of_rule))

    assert _told(rule(12, 6, 3), rule(13, 7, 1)) == [
        ("months", 1, "högst 6 månader", "högst 7 månader"),
        ("months", 1, "handläggare (högst 3 månader)", "handläggare (högst 1 månad)"),
        ("months", None, "högst 12 månader", "högst 13 månader"),
    ]


def test_consultation_and_what_must_not_be() -> None:
    consultation, no_agreement = {"kind": "consultation", "position": "chef"}, {"kind": "no-agreement"}

    assert _told(_rule(conditions=[consultation]), _rule(conditions=[consultation, no_agreement])) == [
        (
            "conditions",
            None,
            "samråd med chef",
            "samråd med chef; Det finns inget avtal att använda (agreement-exists, ska vara nej)",
        )
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"reporting": {"duty": "reported"}}, ("reporting", None, "anmäls inte", "anmäls till nämnden")),
        (
            {"reporting": {"duty": "reported-above", "above": {"quantity": "1", "unit": "price-base-amounts"}}},
            ("reporting", None, "anmäls inte", "anmäls över 1 prisbasbelopp"),
        ),
        (
            {"sub_delegation": {"receivers": ["chef", "handlaggare"]}},
            ("sub-delegation", None, None, "till chef eller handläggare"),
        ),
        ({"legal_basis": ["LOU"]}, ("legal-basis", None, None, "LOU")),
        ({"governing_documents": ["Riktlinjer"]}, ("governing-documents", None, None, "Riktlinjer")),
        ({"purposes": [{"name": "rent", "text": "hyra"}]}, ("purposes", None, None, "hyra (rent)")),
        ({"comment": "Gäller kontoret."}, ("comment", None, None, "Gäller kontoret.")),
        ({"mandate": "urgent"}, ("mandate", None, "delegation (KL 6:37, 7:5)", "brådskande beslut (KL 6:39)")),
        ({"appeal_route": "forvaltningsbesvar"}, ("appeal-route", None, None, "förvaltningsbesvär")),
        ({"subject": "procurement"}, ("subject", None, None, "upphandling")),
        ({"matter": "Inköp av stolar"}, ("matter", None, "Inköp av möbler", "Inköp av stolar")),
    ],
)
def test_everything_else_that_a_rule_says(
    change: dict[str, Any], expected: tuple[str, None, str | None, str | None]
) -> None:
    assert _told(_rule(), _rule(**change)) == [expected]


def test_a_rule_with_another_number_is_known_by_its_matter() -> None:
    first, second = _rule(matter="Resor"), _rule(number="2", matter="Kurser")
    new = _rule(number="1", matter="Gåvor")
    moved = [_rule(number="2", matter="RESOR."), _rule(number="3", matter="Kurser")]

    comparison = _compared([first, second], [new, *moved])

    assert [each.rule.number for each in comparison.added] == ["1"]
    assert comparison.removed == ()
    assert [_sentences(each) for each in comparison.changed] == [
        [("number", None, "1", "2"), ("matter", None, "Resor", "RESOR.")],
        [("number", None, "2", "3")],
    ]
    assert renumbered([first, second], [new, *moved]) == {"1": "2", "2": "3"}


def test_a_number_used_for_something_else_is_one_rule_gone_and_one_new() -> None:
    other = _rule(_tier("direktor", up_to="1"), matter="Försäljning av inventarier")

    comparison = _compared([_rule(_tier("chef"), matter="Resor")], [other])

    assert [each.rule.matter for each in comparison.removed] == ["Resor"]
    (added,) = comparison.added
    assert [(aspect.value, words.sv) for aspect, words in added.words] == [
        ("tier", "högst 1 prisbasbelopp: direktör"),
        ("reporting", "anmäls inte"),
        ("mandate", "delegation (KL 6:37, 7:5)"),
    ]


def test_a_matter_that_two_rules_have_says_nothing_of_which_is_which() -> None:
    before = [_rule(number="1"), _rule(number="2")]

    comparison = _compared(before, [_rule(number="3")])

    assert [each.rule.number for each in comparison.removed] == ["1", "2"]
    assert [each.rule.number for each in comparison.added] == ["3"]


def test_headings_that_are_new_gone_and_otherwise() -> None:
    before = (Chapter("1", "Ekonomi"), Chapter("2", "Inköp"), Chapter("3", "Lokaler"))
    after = (Chapter("1", "Ekonomi"), Chapter("2", "Upphandling"), Chapter("4", "Personal"))

    changes = compare([], [], POSITIONS, (before, after)).chapters

    assert [(each.number, each.before, each.after) for each in changes] == [
        ("2", "Inköp", "Upphandling"),
        ("4", None, "Personal"),
        ("3", "Lokaler", None),
    ]
