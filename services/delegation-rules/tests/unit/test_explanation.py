"""Answers in words: the whole text of some, and what all of them hold."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from boardkit.domain.errors import Language
from delegation_rules.domain.answers import Answer
from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.condition_wording import condition_text
from delegation_rules.domain.explanation import reasons
from delegation_rules.domain.positions import Hierarchy

Ask = Callable[..., Answer]
Explain = Callable[..., list[str]]


@pytest.fixture
def explain(ask: Ask, hierarchy: Hierarchy) -> Explain:
    """The reasons of an answer, with plain spaces."""

    def words(*question: Any, language: Language = "sv", **facts: Any) -> list[str]:
        found = reasons(ask(*question, **facts), hierarchy)
        return [reason.in_language(language).replace("\u00a0", " ") for reason in found]

    return words


def test_the_question_of_the_journey_in_swedish(explain: Explain) -> None:
    assert explain("3.2.1", "enhetschef", "300000.00") == [
        (
            "Nej. Enhetschef får inte fatta beslutet enligt regel 3.2.1 i delegationsordningen version 1, "
            "som gäller från 2019-06-15."
        ),
        "Inte uppfyllt: Beloppet är högst 6 prisbasbelopp (279 000,00 kr).",
        "Enligt regeln får enhetschef besluta om högst 279 000,00 kr.",
        "Gränsen är 6 × 46 500,00 kr, prisbasbeloppet för 2019.",
        "Lägsta befattning som får besluta i ett sådant ärende är avdelningschef.",
        "Beslutet anmäls inte till nämnden: det är verkställighet.",
        "Svaret förutsätter: Inköpet är ett avrop från ett avtal som redan är upphandlat.",
    ]


def test_the_question_of_the_journey_in_english(explain: Explain) -> None:
    assert explain("3.2.1", "enhetschef", "300000.00", language="en") == [
        (
            "No. Enhetschef may not make the decision under rule 3.2.1 of delegation order version 1, "
            "in force from 2019-06-15."
        ),
        "Not met: The amount is at most 6 price base amounts (SEK 279,000.00).",
        "Under the rule enhetschef may decide up to SEK 279,000.00.",
        "The limit is 6 × SEK 46,500.00, the price base amount (prisbasbelopp) of 2019.",
        "The lowest position that may decide such a case is avdelningschef.",
        "The decision is not reported to the board: it is execution (verkställighet).",
        "The answer presupposes: The purchase is a call-off from an agreement that has already been procured.",
    ]


def test_a_yes_with_half_a_price_base_amount(explain: Explain) -> None:
    assert explain("3.1.21", "enhetschef", "23250.00") == [
        (
            "Ja. Enhetschef får fatta beslutet enligt regel 3.1.21 i delegationsordningen version 1, "
            "som gäller från 2019-06-15."
        ),
        "Enligt regeln får enhetschef besluta om högst 23 250,00 kr.",
        "Gränsen är 0,5 × 46 500,00 kr, prisbasbeloppet för 2019.",
        "Beslutet anmäls inte till nämnden, eftersom det inte är över 1 prisbasbelopp (46 500,00 kr).",
        "Beslut som inte anmäls men kan laglighetsprövas protokollförs särskilt och anslås (KL 6:40, 7:8, 8:10).",
        "Ordningen säger inte hur beslutet överklagas; utan särskild föreskrift är det laglighetsprövning.",
    ]


def test_missing_facts_are_named(explain: Explain) -> None:
    told = explain("3.1.2", "ekonomiadministrator-vid-serviceforvaltningen")

    assert told[0].startswith("Nej, inte så länge uppgifter saknas. Det är inte känt om ekonomiadministratör vid")
    assert "Beloppet är inte angivet." in told
    assert "Antalet månader är inte angivet." in told
    assert "Inte känt: Brukaren har själv bett om det." in told
    assert "Vem som är lägsta delegat går inte att säga utan fler uppgifter." in told


@pytest.mark.parametrize(
    ("year", "why"),
    [
        (2027, "Prisbasbeloppet för 2027 är bara beräknat, inte beslutat."),
        (2031, "Prisbasbeloppet för 2031 finns inte i Kansli."),
    ],
)
def test_an_unknown_price_base_amount_is_told_once(explain: Explain, year: int, why: str) -> None:
    told = explain("3.2.1", "enhetschef", "1.00", on=date(year, 1, 1))

    assert told.count(why) == 1
    assert "Enligt regeln får enhetschef besluta om högst 6 prisbasbelopp." in told


def test_nobody_may_decide_above_the_highest_limit(explain: Explain) -> None:
    assert "Enligt regeln får ingen delegat besluta i ett sådant ärende." in explain(
        "3.2.2", "stadsdelsdirektor", "2325000.01"
    )


def test_consultation_names_whom(explain: Explain) -> None:
    assert "Inte uppfyllt: Samråd med avdelningschef har skett före beslutet." in explain(
        "3.2.3", "enhetschef", circumstances={"consultation-held": False, "agreement-exists": False}
    )


def test_silence_about_reporting_is_told(explain: Explain) -> None:
    silence = "Delegationsordningen säger inte om beslutet ska anmälas till nämnden."
    assert silence in explain("3.2.4", "stadsdelsdirektor")


def test_a_limit_in_monthly_rents_shows_the_rent(explain: Explain) -> None:
    told = explain(
        "3.3.6",
        "ekonomiadministrator-vid-serviceforvaltningen",
        "100.00",
        purpose="rent-repayment",
        monthly_rent=Decimal("6000.00"),
    )

    assert "Gränsen är 2 × 6 000,00 kr, månadshyran i ärendet." in told
    assert "Enligt regeln får ekonomiadministratör vid serviceförvaltningen besluta om högst 12 000,00 kr." in told


def test_every_answer_about_every_rule_names_rule_and_order_version(
    ask: Ask, section_3: CompiledOrder, hierarchy: Hierarchy, order_document: dict[str, Any]
) -> None:
    for rule in order_document["rules"]:
        for position in hierarchy:
            answer = ask(rule["number"], position.slug)
            told = reasons(answer, hierarchy)
            assert f"regel {rule['number']} i delegationsordningen version 1" in told[0].sv
            assert f"rule {rule['number']} of delegation order version 1" in told[0].en
            assert len(set(told)) == len(told)
            for finding in answer.findings:
                assert condition_text(finding.condition, answer, hierarchy).sv.endswith(".")
