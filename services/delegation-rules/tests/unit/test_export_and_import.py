"""What is exported comes back as it was: with the annex always, without it for what the columns can say."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from boardkit.domain.errors import Text
from delegation_rules.domain.conditions import (
    AmountCondition,
    CircumstanceCondition,
    CircumstanceKind,
    Condition,
    MonthsCondition,
    PurposeCondition,
)
from delegation_rules.domain.exchange.documents import SourceDocument
from delegation_rules.domain.exchange.printing import OrderText
from delegation_rules.domain.exchange.reports import ImportReport, LineStatus, report_on
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
from delegation_rules.domain.statute import AppealRoute, Mandate, Subject
from delegation_rules.formats.csv_table import read_csv
from delegation_rules.formats.markdown import read_markdown
from delegation_rules.formats.word import read_word
from delegation_rules.schemas.conditions import condition_from, condition_schema
from delegation_rules.schemas.order_documents import (
    DocumentFormat,
    annex_of,
    is_within_bounds,
    written_document,
)
from delegation_rules.schemas.rules import RuleSchema

READERS: dict[DocumentFormat, Callable[[bytes], SourceDocument]] = {
    DocumentFormat.WORD: read_word,
    DocumentFormat.MARKDOWN: lambda content: read_markdown(content.decode()),
    DocumentFormat.CSV: lambda content: read_csv(content.decode()),
}
MADE_AT = datetime(2019, 6, 13, tzinfo=UTC)
SLUGS = [
    "stadsdelsdirektor",
    "avdelningschef",
    "avdelningschef-verksamhetsstod",
    "enhetschef",
    "bitradande-enhetschef",
    "hr-administrator",
    "ekonomiadministrator-vid-serviceforvaltningen",
    "forvaltningschef-inom-respektive-stadsdelsnamnd",
]
PURPOSES = ("lease", "sale")
SIGNS = st.characters(
    exclude_categories=("Cc", "Cs"),
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029",
)
TRYING = [
    "| \\",
    "\\|",
    "<br>",
    "&amp; `x`",
    "• ",
    "=1+1",
    "'=1",
    "Anmäls inte.",
    "3.1 Rubrik",
    "vidare- delegera",
    "**a**",
]
LINES = st.one_of(st.sampled_from(TRYING), st.text(SIGNS, min_size=1, max_size=30)).map(lambda text: f"{text}x".strip())
PROSE = st.lists(LINES, min_size=1, max_size=3).map("\n".join)
QUANTITIES = st.decimals(Decimal("0.0001"), Decimal(99999), places=4).filter(bool)
LIMITS = st.builds(Limit, QUANTITIES, st.sampled_from(LimitUnit))


def _circumstance(name: str, text: str, kind: CircumstanceKind) -> CircumstanceCondition:
    return CircumstanceCondition(kind, name, expected=True, text=Text(sv=text, en=text))


CONDITIONS: SearchStrategy[Condition] = st.one_of(
    st.builds(MonthsCondition, st.integers(1, 1200), st.just(()) | st.just((("lease", 6),))),
    st.builds(PurposeCondition, st.sampled_from(PURPOSES)),
    st.builds(_circumstance, st.sampled_from(("asked", "agreed")), LINES, st.just(CircumstanceKind.PREREQUISITE)),
)
FEW = st.lists(CONDITIONS, max_size=2).map(tuple)
DELEGATES = st.lists(st.sampled_from(SLUGS), min_size=1, max_size=3, unique=True).flatmap(
    lambda slugs: st.tuples(*(st.builds(Delegate, st.just(slug), FEW) for slug in slugs))
)


@st.composite
def amounts(draw: DrawFn, limits: SearchStrategy[Limit] = LIMITS) -> AmountCondition:
    """A condition with one limit or two, the upper above the lower."""
    first, second = draw(limits), draw(limits)
    match draw(st.sampled_from(("above", "up_to", "both"))):
        case "above":
            return AmountCondition(above=first)
        case "both" if first.unit is second.unit and first.quantity < second.quantity:
            return AmountCondition(above=first, up_to=second)
        case _:
            return AmountCondition(up_to=first)


REPORTING = st.one_of(
    st.sampled_from([duty for duty in ReportingDuty if duty is not ReportingDuty.REPORTED_ABOVE]).map(Reporting),
    st.builds(Reporting, st.just(ReportingDuty.REPORTED_ABOVE), LIMITS),
)
RULES = st.builds(
    Rule,
    number=st.just("1.1"),
    matter=PROSE,
    tiers=st.lists(st.builds(Tier, DELEGATES, st.none() | amounts(), FEW), min_size=1, max_size=3).map(tuple),
    reporting=REPORTING,
    legal_basis=st.lists(LINES, max_size=3).map(tuple),
    governing_documents=st.lists(LINES, max_size=2).map(tuple),
    conditions=FEW,
    premises=st.lists(
        st.builds(_circumstance, st.just("given"), LINES, st.just(CircumstanceKind.PREMISE)), max_size=1
    ).map(tuple),
    purposes=st.builds(lambda first, second: (Purpose("lease", first), Purpose("sale", second)), LINES, LINES),
    sub_delegation=st.none()
    | st.builds(SubDelegation, st.just(("avdelningschef",)), st.just(()) | st.just(("lease",))),
    comment=st.none() | PROSE,
    mandate=st.sampled_from(Mandate),
    appeal_route=st.none() | st.sampled_from(AppealRoute),
    subject=st.none() | st.sampled_from(Subject),
)
NUMBERS = st.lists(
    st.lists(st.integers(1, 12), min_size=1, max_size=3).map(lambda parts: ".".join(map(str, parts))),
    min_size=1,
    max_size=4,
    unique=True,
)


@st.composite
def orders(draw: DrawFn) -> OrderText:
    """Any order that the service could hold, in the form that it holds it."""
    rules = [
        RuleSchema.of(replace(draw(RULES), number=number)).as_domain()  # as it is after it has been taken in
        for number in draw(NUMBERS)
    ]
    chapters = draw(st.lists(st.builds(Chapter, st.sampled_from(["1", "2", "1.1", "9"]), LINES), max_size=3))
    adoption = draw(st.none() | st.just(Adoption("2019/000075", date(2019, 6, 13))))
    period = OrderPeriod(date(2019, 6, 15), draw(st.none() | st.just(date(2020, 12, 31))), adoption)
    return OrderText(draw(LINES), period, tuple(chapters), tuple(rules))


def _imported(document: SourceDocument, hierarchy: Hierarchy) -> ImportReport:
    return report_on(document, annex_of(document).order, PositionTitles(hierarchy), is_within_bounds)


def _round_trip(order: OrderText, wanted: DocumentFormat, hierarchy: Hierarchy) -> ImportReport:
    content = written_document(order, PositionTitles(hierarchy), wanted, MADE_AT)
    document = READERS[wanted](content)
    assert annex_of(document).order == order
    return _imported(document, hierarchy)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(order=orders())
def test_every_order_comes_back_as_it_was_exported(order: OrderText, hierarchy: Hierarchy) -> None:
    for wanted in READERS:
        report = _round_trip(order, wanted, hierarchy)

        assert [line for line in report.lines if line.status is not LineStatus.UNDERSTOOD] == []
        assert tuple(line.rule for line in report.lines) == order.rules
        assert (report.chapters, report.title) == (order.chapters, order.title)


#: Titles side by side, and words that say nothing of who may decide.
WORDS = st.lists(
    st.sampled_from(["Avtal", "uthyrning", "tilldelning", "lokaler", "kort", "Inköp", "(park)"]), min_size=1, max_size=4
).map(" ".join)
PLAIN_LIMITS = st.builds(Limit, QUANTITIES, st.sampled_from([LimitUnit.PRICE_BASE_AMOUNTS, LimitUnit.KRONOR]))
MONTHS: SearchStrategy[Condition] = st.builds(MonthsCondition, st.integers(1, 1200))


def _as_taken_in(*documents: dict[str, object]) -> list[Condition]:
    return [
        condition_from(RuleSchema.model_validate(_RULE | {"conditions": [each]}).conditions[0]) for each in documents
    ]


_RULE = {
    "number": "1",
    "matter": "x",
    "tiers": [{"delegates": [{"position": "enhetschef"}]}],
    "reporting": {"duty": "not-reported"},
}
NAMED = st.sampled_from(
    _as_taken_in(
        {"kind": "consultation", "position": "avdelningschef"},
        {"kind": "consultation", "position": "forvaltningschef-inom-respektive-stadsdelsnamnd"},
        {"kind": "no-agreement"},
        {"kind": "attestation", "position": "avdelningschef-verksamhetsstod"},
    )
)


@st.composite
def plain_rules(draw: DrawFn, number: str) -> Rule:
    """A rule that uses only what the columns have words for."""
    delegates = st.lists(st.sampled_from(SLUGS), min_size=1, max_size=3, unique=True)
    months = st.lists(MONTHS, max_size=1).map(tuple)
    tier = st.builds(
        Tier,
        delegates.flatmap(lambda slugs: st.tuples(*(st.builds(Delegate, st.just(slug), months) for slug in slugs))),
        st.none() | amounts(PLAIN_LIMITS),
        months,
    )
    reporting = st.one_of(
        st.sampled_from([duty for duty in ReportingDuty if duty is not ReportingDuty.REPORTED_ABOVE]).map(Reporting),
        st.builds(Reporting, st.just(ReportingDuty.REPORTED_ABOVE), PLAIN_LIMITS),
    )
    receivers = st.lists(st.sampled_from(SLUGS), min_size=1, max_size=2, unique=True).map(tuple)
    return Rule(
        number=number,
        matter=draw(WORDS),
        tiers=tuple(draw(st.lists(tier, min_size=1, max_size=4))),
        reporting=draw(reporting),
        legal_basis=tuple(draw(st.lists(st.sampled_from(["LOU", "3 kap. 2 §", "12 kap. 1, 2 §§ JB"]), max_size=2))),
        governing_documents=tuple(draw(st.lists(WORDS, max_size=1))),
        conditions=tuple(draw(st.lists(MONTHS | NAMED, max_size=3))),
        sub_delegation=draw(st.none() | st.builds(SubDelegation, receivers)),
        comment=draw(st.none() | WORDS),
        mandate=draw(st.sampled_from(Mandate)),
        appeal_route=draw(st.none() | st.sampled_from(AppealRoute)),
        subject=draw(st.none() | st.sampled_from(Subject)),
    )


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_what_the_columns_can_say_comes_back_without_the_annex(data: st.DataObject, hierarchy: Hierarchy) -> None:
    rules = tuple(data.draw(plain_rules(number)) for number in ("3.1.1", "3.1.2"))
    order = OrderText("Ordning", None, (Chapter("3.1", "Ekonomi"),), rules)
    for wanted, read in READERS.items():
        document = read(written_document(order, PositionTitles(hierarchy), wanted, MADE_AT))

        report = _imported(replace(document, annex=()), hierarchy)

        assert [(line.number, line.doubts) for line in report.lines if line.status is not LineStatus.UNDERSTOOD] == []
        assert tuple(line.rule for line in report.lines) == rules
        assert report.chapters == order.chapters


def _exported(hierarchy: Hierarchy, wanted: DocumentFormat = DocumentFormat.CSV) -> tuple[OrderText, str]:
    rule = RuleSchema.model_validate(_RULE | {"number": "3.1.1", "matter": "Inköp av kort"}).as_domain()
    order = OrderText(
        "2019 års ordning", None, (Chapter("3.1", "Ekonomi"),), (rule, replace(rule, number="3.1.2", matter="Avtal"))
    )
    return order, written_document(order, PositionTitles(hierarchy), wanted, MADE_AT).decode()


def test_a_row_edited_by_hand_is_doubtful(hierarchy: Hierarchy) -> None:
    order, text = _exported(hierarchy)

    report = _imported(read_csv(text.replace("Avtal;;enhetschef;", "Avtal;;avdelningschef;")), hierarchy)

    first, second = report.lines
    assert (first.status, first.rule) == (LineStatus.UNDERSTOOD, order.rules[0])
    assert (second.status, [doubt.code for doubt in second.doubts]) == (LineStatus.DOUBTFUL, ["edited-since-export"])
    assert [reading.rule.tiers[0].delegates[0].position for reading in second.readings] == [
        "avdelningschef",
        "enhetschef",
    ]


def test_a_row_removed_by_hand_and_an_edited_heading_are_doubtful(hierarchy: Hierarchy) -> None:
    order, text = _exported(hierarchy)
    without_row = "\n".join(line.replace("3.1.2;", "x;") for line in text.splitlines())
    edited = without_row.replace("3.1 Ekonomi", "3.1 Annat")

    report = _imported(read_csv(edited), hierarchy)

    assert [(line.number, [doubt.code for doubt in line.doubts]) for line in report.lines] == [
        ("3.1.1", []),
        ("x", ["number-not-read"]),
        ("3.1.2", ["row-removed-since-export"]),
        ("", ["headings-edited-since-export"]),
    ]
    assert report.lines[2].readings[0].rule == order.rules[1]


@pytest.mark.parametrize("wanted", [DocumentFormat.MARKDOWN, DocumentFormat.CSV])
def test_a_title_that_begins_with_a_year_is_no_chapter(hierarchy: Hierarchy, wanted: DocumentFormat) -> None:
    order, text = _exported(hierarchy, wanted)

    assert _imported(READERS[wanted](text.encode()), hierarchy).chapters == order.chapters


def test_a_broken_annex_counts_as_none(hierarchy: Hierarchy) -> None:
    order, text = _exported(hierarchy)

    reading = annex_of(read_csv(text.replace('""reporting"":', '""reported"":')))

    assert (reading.order, reading.has_unreadable_lines) == (replace(order, rules=()), True)
    assert annex_of(SourceDocument((), ("{}",))).order is None


def test_every_condition_survives_the_schema() -> None:
    documents = _as_taken_in({"kind": "no-agreement"}, {"kind": "consultation", "position": "enhetschef"})

    assert [condition_from(condition_schema(each)) for each in documents] == documents


def test_the_pdf_is_tagged_and_holds_any_sign(hierarchy: Hierarchy) -> None:
    order, _ = _exported(hierarchy)
    strange = replace(order, title="Ordning 中文 \U0001f600 #strong[x]")

    plain_file = written_document(order, PositionTitles(hierarchy), DocumentFormat.PDF, MADE_AT)

    assert plain_file.startswith(b"%PDF-")
    assert b"pdfaid" in plain_file
    assert written_document(order, PositionTitles(hierarchy), DocumentFormat.PDF, MADE_AT) == plain_file
    assert written_document(strange, PositionTitles(hierarchy), DocumentFormat.PDF, MADE_AT).startswith(b"%PDF-")
