"""Titles, figures and sentences of published orders, and what becomes of those that are not understood."""

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from delegation_rules.domain.conditions import AmountCondition
from delegation_rules.domain.exchange.documents import MOST_ELEMENTS, SourceDocument, cell
from delegation_rules.domain.exchange.figures import amount, bare_amount, written_amount
from delegation_rules.domain.exchange.reading import LineReading, read_line
from delegation_rules.domain.exchange.reports import LineStatus, report_on
from delegation_rules.domain.exchange.settlement import can_be_taken
from delegation_rules.domain.exchange.tables import TableLine, order_table
from delegation_rules.domain.exchange.titles import PositionTitles
from delegation_rules.domain.limits import Limit, LimitUnit
from delegation_rules.domain.orders import Chapter, Reporting, ReportingDuty, Rule
from delegation_rules.domain.positions import Hierarchy, Position
from delegation_rules.formats.csv_table import read_csv
from delegation_rules.formats.errors import UnreadableDocument
from delegation_rules.formats.markdown import read_markdown
from delegation_rules.formats.tab_text import read_tab_text
from delegation_rules.schemas.order_documents import is_within_bounds

ONE = Limit(Decimal(1), LimitUnit.PRICE_BASE_AMOUNTS)
FIFTY_THOUSAND = Limit(Decimal(50_000), LimitUnit.KRONOR)


@pytest.fixture(scope="module")
def titles(hierarchy: Hierarchy) -> PositionTitles:
    """The titles of the demonstration's board."""
    return PositionTitles(hierarchy)


def _read(titles: PositionTitles, matter: str, delegates: str = "Enhetschef", comment: str = "") -> LineReading:
    return read_line(TableLine(1, "3.1.1", (cell(matter), (), cell(delegates), cell(comment))), titles)


@pytest.mark.parametrize(
    ("written", "position"),
    [
        ("Avd.chef verksamhetsstöd", "avdelningschef-verksamhetsstod"),
        ("avd. chef", "avdelningschef"),
        ("Avdelnings- chef", "avdelningschef"),
        ("Bitr. enhetschef", "bitradande-enhetschef"),
        ("Enhetschefen", "enhetschef"),
        ("Ekonomiadministratör på service-förvaltningen.", "ekonomiadministrator-vid-serviceforvaltningen"),
        ("HR administratör", None),
        ("Kanslichef", None),
        ("Enhetschef inom hemtjänsten", None),
    ],
)
def test_a_title_is_known_in_its_forms_and_no_further(
    titles: PositionTitles, written: str, position: str | None
) -> None:
    assert titles.match(written).position == position


def test_two_positions_of_one_title_are_a_doubt_with_two_readings() -> None:
    twins = PositionTitles([Position("chef-a", "chef", "a"), Position("chef-b", "chef", "b")])

    reading = _read(twins, "Inköp", "Chef")

    assert [doubt.code for doubt in reading.doubts] == ["ambiguous-title"]
    assert [each.rule.tiers[0].delegates[0].position for each in reading.readings] == ["chef-a", "chef-b"]


def test_a_title_with_a_stroke_of_its_own_is_found_whole() -> None:
    found = PositionTitles([Position("a-b", "handläggare/assistent", "x"), Position("c", "chef", "x")])

    assert [each.position for each in found.side_by_side("Handläggare/assistent/chef")] == ["a-b", "c"]


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("upp till 1 prisbasbelopp", AmountCondition(up_to=ONE)),
        ("högst 50 000 kr", AmountCondition(up_to=FIFTY_THOUSAND)),
        ("över 1 prisbasbelopp", AmountCondition(above=ONE)),
        ("över 1 pbb och upp till 50 000 kronor", AmountCondition(ONE, FIFTY_THOUSAND)),
        ("upp till 0 prisbasbelopp", None),
        ("från 1 prisbasbelopp", None),
        ("under 1 prisbasbelopp", None),
        ("upp till 1 basbelopp", None),
        ("upp till 1 prisbasbelopp per år", None),
        ("", None),
    ],
)
def test_an_amount_is_read_only_when_it_is_certain(written: str, condition: AmountCondition | None) -> None:
    assert amount(written) == condition


@pytest.mark.parametrize(
    "matter",
    [
        "Bidrag till föreningar upp till 50 000 kr",
        "Bidrag till föreningar om 50 000 kronor eller mindre",
        "Bidrag understigande 2 basbelopp",
        "Bidrag på max 50 tkr",
        "Anställning i tre månader eller 90 dagar",
    ],
)
def test_a_limit_in_the_matter_is_never_passed_over(titles: PositionTitles, matter: str) -> None:
    assert [doubt.code for doubt in _read(titles, matter).doubts] == ["condition-in-matter"]


def test_a_limit_that_the_matter_ends_with_can_be_taken_as_one(titles: PositionTitles) -> None:
    reading = _read(titles, "Bidrag till föreningar upp till 50 000 kr.", "Enhetschef/avdelningschef")
    two_limits = _read(titles, "Bidrag över 1 pbb och lån upp till 50 000 kr")

    assert [each.rule.tiers[0].amount for each in reading.readings] == [AmountCondition(up_to=FIFTY_THOUSAND), None]
    assert [each.rule.tiers[0].amount for each in two_limits.readings] == [None]


@pytest.mark.parametrize(
    "matter", ["Yttrande över detaljplan", "Avtal om lokaler under sommaren", "Bygglov, 9 kap. PBL"]
)
def test_words_and_figures_that_limit_nothing_are_no_doubt(titles: PositionTitles, matter: str) -> None:
    assert _read(titles, matter).doubts == ()


def test_an_amount_that_stands_alone_is_told_apart() -> None:
    assert amount("2 prisbasbelopp") is None
    assert bare_amount("2 prisbasbelopp") == AmountCondition(up_to=Limit(Decimal(2), LimitUnit.PRICE_BASE_AMOUNTS))
    assert bare_amount("upp till 2 prisbasbelopp") is None
    assert written_amount(AmountCondition(ONE, FIFTY_THOUSAND)) == "över 1 prisbasbelopp och upp till 50 000 kronor"


@pytest.mark.parametrize(
    ("comment", "reporting"),
    [
        ("Anmäls inte", Reporting(ReportingDuty.NOT_REPORTED)),
        ("Ej känt ord Anmäls inte.", Reporting(ReportingDuty.NOT_REPORTED)),
        ("Anmäls till stadsdelsnämnden.", Reporting(ReportingDuty.REPORTED)),
        ("Beslut överstigande 1 prisbasbelopp anmäls till nämnden.", Reporting(ReportingDuty.REPORTED_ABOVE, ONE)),
        ("", Reporting(ReportingDuty.NOT_STATED)),
    ],
)
def test_the_duty_to_report(titles: PositionTitles, comment: str, reporting: Reporting) -> None:
    reading = _read(titles, "Inköp", comment=comment)

    assert reading.rule is not None
    assert reading.rule.reporting == reporting


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("Anmäls inte. Anmäls till nämnden.", "reporting-twice"),
        ("Inköp av möbler anmäls inte.", "reporting-in-part"),
        ("Gäller endast på vardagar.", "sentence-not-read"),
        ("Samråd med kanslichef ska ske före beslutet.", "unknown-title"),
        ("Delegaten får vidaredelegera till kanslichef.", "sub-delegation-not-read"),
        ("Delegaten får vidaredelegera till enhetschef, för hyra.", "sub-delegation-not-read"),
        ("Villkor: Nyckeln finns.", "no-english-text"),
        ("Enbart för kommunala lokaler.", "sentence-not-read"),
        ("Godkänns först av jurist.", "sentence-not-read"),
        ("Upphandling av konsulter ska föregås av samråd med avdelningschef.", "sentence-not-read"),
        ("Inköp av möbler får aldrig göras när avtal finns.", "sentence-not-read"),
        ("Beslut om avslag till enskilda över 1 prisbasbelopp anmäls till nämnden.", "reporting-in-part"),
    ],
)
def test_what_may_restrict_the_right_is_never_passed_over(titles: PositionTitles, comment: str, code: str) -> None:
    assert code in [doubt.code for doubt in _read(titles, "Inköp", comment=comment).doubts]


@pytest.mark.parametrize(
    "matter",
    [
        "Inköp upp till 100 000 kronor",
        "Inköp över 50 000 kr",
        "Inköp för mindre än 2 pbb",
        "Hyresavtal på längre tid än tre månader",
        "Bidrag om det ryms i budgeten",
        "Inköp, dock inte av fordon",
        "Inköp på max 5 tkr",
        "Nedsättning med 10 % av avgiften",
    ],
)
def test_words_of_a_matter_that_may_limit_it_are_never_passed_over(titles: PositionTitles, matter: str) -> None:
    assert [doubt.code for doubt in _read(titles, matter).doubts] == ["condition-in-matter"]


@pytest.mark.parametrize(
    "matter", ["Yttrande över en ansökan", "Bidrag om kultur under året", "Överföring av medel", "Krav på ersättning"]
)
def test_a_matter_without_such_words_is_understood(titles: PositionTitles, matter: str) -> None:
    assert _read(titles, matter).doubts == ()


HEADER = "\tÄrendetyp\tLagrum m.m.\tLägsta delegat\tKommentar"


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (f"{HEADER}\n1.1\tInköp\tLOU\tEnhetschef\tAnmäls inte.", []),
        (f"{HEADER}\n1.1\tInköp\tLOU\tEnhetschef\tAnmäls inte.\tBara för skolan", ["cells-beyond-the-columns"]),
        (
            "\tÄrendetyp\tKommentar\tLägsta delegat\tLagrum\n1.1\tInköp\tBara för skolan\tEnhetschef\tLOU",
            ["columns-in-other-order"],
        ),
        (
            f"\tÄrendetyp\tErsättare\tLägsta delegat\n1.1\tInköp\tChef\tEnhetschef\n{HEADER}\n1.2\tHyra\t\tEnhetschef",
            ["columns-in-other-order"],
        ),
    ],
)
def test_what_stands_in_a_column_of_another_form_is_not_guessed_at(
    hierarchy: Hierarchy, table: str, codes: list[str]
) -> None:
    report = report_on(read_tab_text(table), None, PositionTitles(hierarchy), is_within_bounds)

    assert [doubt.code for line in report.lines for doubt in line.doubts] == codes


def test_information_without_any_restriction_is_a_remark(titles: PositionTitles) -> None:
    reading = _read(titles, "Inköp", comment="Se även avsnitt 4. Anmäls inte.")

    assert reading.rule is not None
    assert (reading.rule.comment, reading.doubts) == ("Se även avsnitt 4.", ())


@pytest.mark.parametrize(
    ("matter", "delegates", "codes"),
    [
        ("Inköp\n• upp till 1 pbb\n• över 1 pbb", "• Enhetschef", ["tiers-and-delegates-differ"]),
        ("Inköp\n• hyra", "• Enhetschef", ["tier-not-read"]),
        ("Inköp\n• upp till 1 pbb\nsamt hyra", "• Enhetschef", ["text-after-tiers"]),
        ("", "Enhetschef", ["no-matter"]),
        ("Inköp", "", ["no-delegate"]),
        ("Inköp", "Avdelningschef och enhetschef", ["title-with-addition"]),
        ("Inköp", "• Avdelningschef\n• Enhetschef", ["delegates-without-tiers"]),
    ],
)
def test_a_row_that_does_not_fit_together_is_doubtful(
    titles: PositionTitles, matter: str, delegates: str, codes: list[str]
) -> None:
    assert [doubt.code for doubt in _read(titles, matter, delegates).doubts] == codes


def test_words_broken_at_the_end_of_a_line_are_put_together(titles: PositionTitles) -> None:
    reading = _read(titles, "Tränings- och jourboende, sak- person- eller annan skada, månads- hyra")

    assert reading.rule is not None
    assert reading.rule.matter == "Tränings- och jourboende, sak- person- eller annan skada, månadshyra"


def test_a_spreadsheet_with_commas_and_without_a_mark_is_read() -> None:
    table = order_table(
        read_csv('Nr,Ärendetyp,Lagrum,Lägsta delegat,Kommentar\n3.1 Ekonomi,,,,\n3.1.1,"Inköp, hyra",,X,\n')
    )

    assert table.chapters == (Chapter("3.1", "Ekonomi"),)
    assert [(line.place, line.number, line.columns[0]) for line in table.lines] == [(3, "3.1.1", cell("Inköp, hyra"))]


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_tab_text, "a\tb\n" * 12_000),
        (read_csv, "a;b\n" * 12_000),
        (read_markdown, "|a|b|\n|-|-|\n" + "|a|b|\n" * 12_000),
    ],
)
def test_no_more_is_read_than_tells_that_a_document_is_too_long(
    read: Callable[[str], SourceDocument], text: str
) -> None:
    assert len(read(text).elements) == MOST_ELEMENTS + 1


def test_a_numbered_list_in_a_letter_is_no_chapter() -> None:
    table = order_table(read_tab_text("1. Nämnden beslutar.\nBilaga\n3. Ekonomi\n3.1 Köp\t\t\t\t\n3.1.1\tx\t\ty\tz\n"))

    assert table.chapters == (Chapter("3", "Ekonomi"), Chapter("3.1", "Köp"))
    assert [note.code for note in table.notes] == ["heading-in-text", "text-before-table"]
    assert order_table(SourceDocument(())).lines == ()


PIECES = st.lists(
    st.sampled_from(
        [
            "3.1.1",
            "3.1 Köp",
            "\t",
            "\n",
            ";",
            '"',
            "|",
            "|-|-|-|-|-|\n",
            "Ärendetyp",
            "Lägsta delegat",
            "Enhetschef",
            "/",
            "• ",
            "<ul>",
            "</p>",
            "upp till 1 prisbasbelopp",
            "Anmäls inte. ",
            "högst 3 månader",
            "# ",
            "```",
            "{}",
            "- ",
            "Serviceförvaltningen får bevilja anstånd i en månad.",
            "får vidaredelegera till ",
            "(",
            ")",
            "\x00",
            "\ufffe",
        ]
    )
    | st.text(max_size=5),
    max_size=40,
).map("".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=PIECES)
def test_any_text_gives_a_report_whose_rules_can_all_be_taken_in(text: str, hierarchy: Hierarchy) -> None:
    def is_acceptable(rule: Rule) -> bool:
        return is_within_bounds(rule) and can_be_taken(rule, hierarchy)

    for read in (read_tab_text, read_markdown, read_csv):
        with suppress(UnreadableDocument):
            report = report_on(read(text), None, PositionTitles(hierarchy), is_acceptable)
            for line in report.lines:
                assert line.rule is None or is_acceptable(line.rule)
                assert (line.status is LineStatus.UNDERSTOOD) == (line.doubts == () and line.rule is not None)
