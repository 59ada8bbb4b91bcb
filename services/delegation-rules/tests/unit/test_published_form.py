"""An order as people see it: in their language, with room for the words, and saying on each page when it holds."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from docx import Document
from docx.shared import Mm
from pypdf import PdfReader

from boardkit.domain.errors import Text
from delegation_rules.domain.conditions import AmountCondition, MonthsCondition, PurposeCondition
from delegation_rules.domain.exchange.printing import OrderText, PrintedRule, printed
from delegation_rules.domain.exchange.summaries import rule_summary
from delegation_rules.domain.exchange.titles import PositionTitles
from delegation_rules.domain.limits import Limit, LimitUnit
from delegation_rules.domain.orders import (
    Adoption,
    Chapter,
    Delegate,
    OrderPeriod,
    Purpose,
    Reporting,
    ReportingDuty,
    Rule,
    SubDelegation,
    Tier,
)
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.schemas.order_documents import DocumentFormat, written_document

RULE = Rule(
    "3.1.1",
    "Uthyrning",
    (
        Tier((Delegate("enhetschef"),), conditions=(PurposeCondition("short-lease"),)),
        Tier((Delegate("avdelningschef"),), conditions=(MonthsCondition(12, (("short-lease", 24),)),)),
    ),
    Reporting(ReportingDuty.NOT_REPORTED),
    purposes=(Purpose("short-lease", "uthyrning för ett evenemang"), Purpose("lease", "annan uthyrning")),
    sub_delegation=SubDelegation(("enhetschef",), ("short-lease",)),
)
PERIOD = OrderPeriod(date(2019, 6, 15), None, Adoption("2019/000075", date(2019, 6, 13)))
ORDER = OrderText("Ordning", PERIOD, (Chapter("3", "Ekonomi"), Chapter("3.1", "Lokaler")), (RULE,))
MADE_AT = datetime(2019, 6, 13, tzinfo=UTC)
IN_WORDS = "Gäller från och med 2019-06-15. Antagen 2019-06-13, dnr 2019/000075."


@pytest.fixture(scope="module")
def titles(hierarchy: Hierarchy) -> PositionTitles:
    """The titles of the demonstration's board."""
    return PositionTitles(hierarchy)


def _texts(row: PrintedRule) -> list[str]:
    return [each.text for column in row.columns for each in column]


def test_a_purpose_is_told_in_words_and_never_by_its_name(titles: PositionTitles) -> None:
    assert _texts(printed(RULE, titles)) == [
        "Uthyrning",
        "för uthyrning för ett evenemang",
        "högst 12 månader, för uthyrning för ett evenemang högst 24 månader",
        "enhetschef",
        "avdelningschef",
        "Delsyfte: uthyrning för ett evenemang",
        "Delsyfte: annan uthyrning",
        "Delegaten får vidaredelegera till enhetschef, för uthyrning för ett evenemang.",
        "Anmäls inte.",
    ]


def test_purposes_of_the_same_words_are_told_apart_by_their_names(titles: PositionTitles) -> None:
    twins = replace(RULE, purposes=(Purpose("short-lease", "uthyrning"), Purpose("lease", "uthyrning")))

    assert {"för uthyrning (short-lease)", "Delsyfte: uthyrning (lease)"} < set(_texts(printed(twins, titles)))


def test_a_condition_on_the_purpose_of_all_decisions_is_a_sentence(titles: PositionTitles) -> None:
    conditioned = replace(RULE, conditions=(PurposeCondition("lease"),))

    assert "Gäller bara för annan uthyrning." in _texts(printed(conditioned, titles))


def test_the_summary_of_a_rule_is_made_of_whole_sentences(titles: PositionTitles) -> None:
    up_to = AmountCondition(up_to=Limit(Decimal(1), LimitUnit.PRICE_BASE_AMOUNTS))
    tiers = (Tier((Delegate("enhetschef"),), up_to, (MonthsCondition(3),)),)
    rule = replace(RULE, tiers=tiers, conditions=(MonthsCondition(6),), purposes=(), sub_delegation=None)

    assert rule_summary(rule, titles) == Text(
        sv="3.1.1 Uthyrning. Lägsta delegat: enhetschef upp till 1 prisbasbelopp; högst 3 månader. Tiden är högst 6 "
        "månader. Anmäls inte.",
        en="Rule 3.1.1. Lowest delegates: enhetschef up to 1 price base amount, at most 3 months. At most 6 months. "
        "Not reported to the board.",
    )


def test_the_word_document_has_its_columns_its_annex_apart_and_its_period_on_each_page(titles: PositionTitles) -> None:
    document = Document(io.BytesIO(written_document(ORDER, titles, DocumentFormat.WORD, MADE_AT)))

    (table,) = document.tables
    # Word counts in twentieths of a point, so that no width comes back to the dot.
    assert [round(column.width / Mm(1)) for column in table.columns] == [16, 75, 48, 58, 60]
    (annex,) = [each for each in document.paragraphs if each.text == "Maskinläsbar bilaga"]
    assert annex.paragraph_format.page_break_before
    footer = document.sections[0].footer.paragraphs[0]
    assert footer.text == f"{IN_WORDS}\t ()"
    assert [each.text for each in footer._p.iter() if each.tag.endswith("instrText")] == ["PAGE", "NUMPAGES"]


def test_the_markdown_document_says_when_the_order_holds(titles: PositionTitles) -> None:
    text = written_document(ORDER, titles, DocumentFormat.MARKDOWN, MADE_AT).decode()

    assert text.startswith(f"# Ordning\n\n{IN_WORDS}\n\n## 3 Ekonomi\n\n## 3.1 Lokaler\n\n")


def test_the_pdf_names_the_order_on_each_page(titles: PositionTitles) -> None:
    many = replace(ORDER, rules=tuple(replace(RULE, number=f"3.1.{number}") for number in range(1, 31)))

    pages = PdfReader(io.BytesIO(written_document(many, titles, DocumentFormat.PDF, MADE_AT))).pages

    assert len(pages) > 1
    assert IN_WORDS in pages[0].extract_text()
    for number, page in enumerate(pages, start=1):
        assert " ".join(page.extract_text().split()).endswith(f"Ordning {number} ({len(pages)})")
