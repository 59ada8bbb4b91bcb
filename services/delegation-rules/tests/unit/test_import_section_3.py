"""Section 3 read from tab-separated text with the quirks of the published one, against the demonstration's rules."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from delegation_rules.domain.conditions import CircumstanceKind, Condition, MonthsCondition
from delegation_rules.domain.exchange.reports import ImportLine, ImportReport, LineStatus, report_on, settled_order
from delegation_rules.domain.exchange.settlement import Settlement, settled
from delegation_rules.domain.exchange.titles import PositionTitles
from delegation_rules.domain.orders import Rule
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.formats.tab_text import read_tab_text
from delegation_rules.schemas.order_documents import is_within_bounds
from delegation_rules.schemas.orders import NewDelegationOrder

TEXT = Path(__file__).parent / "documents" / "section-3.tab.txt"

DOUBTFUL = {
    "3.1.1": ["condition-in-matter", "title-with-addition"],
    "3.1.2": ["delegates-limited-in-comment", "sentence-not-read"],
    "3.1.3": ["sentence-not-read"],
    "3.1.5": ["delegates-limited-in-comment"],
    "3.1.7": ["sentence-not-read"],
    "3.1.11": ["condition-in-matter"],
    "3.1.12": ["sentence-not-read"],
    "3.1.16": ["sentence-not-read"],
    "3.1.19": ["sentence-not-read"],
    "3.2.1": ["sentence-not-read", "sentence-not-read", "reporting-in-part"],
    "3.2.2": ["condition-in-matter"],
    "3.2.4": ["sub-delegation-not-read"],
    "3.3.6": [
        "text-after-tiers",
        "title-with-addition",
        "tier-not-read",
        "tier-not-read",
        "tiers-and-delegates-differ",
    ],
}


@pytest.fixture(scope="module")
def report(hierarchy: Hierarchy) -> ImportReport:
    """The report on the text."""
    document = read_tab_text(TEXT.read_text(encoding="utf-8"))
    return report_on(document, None, PositionTitles(hierarchy), is_within_bounds)


@pytest.fixture(scope="module")
def expected(order_document: dict[str, Any]) -> dict[str, Rule]:
    """The demonstration's rules, written by hand, by number."""
    rules = NewDelegationOrder.model_validate(order_document).as_domain().rules
    return {rule.number: rule for rule in rules}


def _said_of_who_and_how_much(rule: Rule) -> dict[str, Any]:
    """What the text says in figures and titles; the wording of matters and remarks is each text's own."""
    return {
        "tiers": [
            (
                tier.amount,
                [(each.position, _named(each.conditions)) for each in tier.delegates],
                _named(tier.conditions),
            )
            for tier in rule.tiers
        ],
        "conditions": _named(rule.conditions),
        "reporting": rule.reporting,
        "sub_delegation": rule.sub_delegation,
    }


def _named(conditions: Iterable[Condition]) -> list[Any]:
    return [
        condition.at_most
        if isinstance(condition, MonthsCondition)
        else (getattr(condition, "kind", None), getattr(condition, "position", None))
        for condition in conditions
    ]


def test_each_line_is_understood_or_doubtful_with_its_reason(report: ImportReport) -> None:
    doubtful = {
        line.number: [doubt.code for doubt in line.doubts]
        for line in report.lines
        if line.status is LineStatus.DOUBTFUL
    }

    assert doubtful == DOUBTFUL
    assert len(report.lines) == 31
    assert [(chapter.number, chapter.title) for chapter in report.chapters] == [
        ("3", "Ekonomi, upphandling och lokaler"),
        ("3.1", "Ekonomi"),
        ("3.2", "Upphandling"),
        ("3.3", "Lokaler"),
    ]


def test_what_is_not_read_is_told(report: ImportReport) -> None:
    assert report.missing_numbers == ("3.1.20",)
    assert [(note.code, note.place) for note in report.notes] == [
        ("heading-in-text", 10),
        ("text-before-table", 1),
        ("text-around-table", 30),
        ("row-continued", 63),
        ("number-left-out", None),
    ]


def test_what_is_understood_is_what_was_written_by_hand(report: ImportReport, expected: dict[str, Rule]) -> None:
    understood = {line.number: line.rule for line in report.lines if line.status is LineStatus.UNDERSTOOD}

    assert len(understood) == 18
    for number, rule in understood.items():
        assert rule is not None
        assert _said_of_who_and_how_much(rule) == _said_of_who_and_how_much(expected[number]), number


def test_the_certain_part_of_a_doubtful_line_has_the_right_tiers(
    report: ImportReport, expected: dict[str, Rule]
) -> None:
    for number in ("3.1.3", "3.1.7", "3.1.11", "3.1.19", "3.2.1", "3.2.2"):
        rule = next(line.rule for line in report.lines if line.number == number)
        assert rule is not None
        assert _said_of_who_and_how_much(rule)["tiers"] == _said_of_who_and_how_much(expected[number])["tiers"], number


def test_a_reading_gives_the_months_to_the_other_administration(
    report: ImportReport, expected: dict[str, Rule], hierarchy: Hierarchy
) -> None:
    line = next(line for line in report.lines if line.number == "3.1.5")

    chosen = settled(line, Settlement(reading=1), hierarchy)

    assert chosen.rule is not None
    assert (chosen.status, len(line.readings)) == (LineStatus.SETTLED, 2)
    assert _said_of_who_and_how_much(chosen.rule) == _said_of_who_and_how_much(expected["3.1.5"])


def test_after_settling_the_whole_section_is_right(
    report: ImportReport, expected: dict[str, Rule], hierarchy: Hierarchy
) -> None:
    def settle(line: ImportLine) -> ImportLine:
        if line.status is LineStatus.UNDERSTOOD:
            return line
        return settled(line, Settlement(rule=expected[line.number]), hierarchy)

    order = settled_order(report.title, report.chapters, tuple(map(settle, report.lines)))

    assert [rule.number for rule in order.rules] == list(expected)
    assert [_said_of_who_and_how_much(rule) for rule in order.rules] == [
        _said_of_who_and_how_much(rule) for rule in expected.values()
    ]


def test_consultation_and_the_ban_where_an_agreement_exists_are_understood(report: ImportReport) -> None:
    rule = next(line.rule for line in report.lines if line.number == "3.2.3")

    assert rule is not None
    assert _named(rule.conditions) == [
        (CircumstanceKind.CONSULTATION, "avdelningschef"),
        (CircumstanceKind.NO_AGREEMENT, None),
    ]
    assert rule.governing_documents == ("Kommunstyrelsens riktlinjer, dnr 125-845/2014",)
