"""The report as a PDF: read aloud, steered by nobody, and the same each time."""

from dataclasses import replace
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from delegation_rules.formats.board_report_pdf import (
    PrintedDecision,
    PrintedKind,
    PrintedReport,
    board_report_pdf,
)

DECISION = PrintedDecision(
    "2019/117-4.1.", "Avsteg beviljas.", "Alva Testberg, avdelningschef", date(2019, 4, 16), None
)
REPORT = PrintedReport("norrmalm", date(2019, 6, 13), 14, (PrintedKind("Avsteg", ("1.1",), (DECISION,)),))


def _text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def _with(*decisions: PrintedDecision) -> PrintedReport:
    return PrintedReport("norrmalm", date(2019, 6, 13), None, (PrintedKind("Avsteg", ("1.1", "1.2"), decisions),))


def test_it_has_the_three_columns_under_each_kind() -> None:
    text = _text(board_report_pdf(REPORT))

    assert "Delegationsbeslut att anmäla till nämnden 2019-06-13" in text
    assert "Ett beslut, ordnade efter ärendetyp" not in text
    assert "Anmält under § 14." in text
    for part in ("Avsteg (1.1)", "Diarienummer Beslut Delegat", "2019/117-4.1.", "Alva Testberg, avdelningschef"):
        assert part in text


def test_what_a_decision_says_is_text_and_never_markup() -> None:
    hostile = PrintedDecision(
        "#pagebreak()", '#eval("1") *a* _b_ $x$ <c> @d \\ [e]', "#sys.inputs", date(2019, 5, 1), None
    )

    text = _text(board_report_pdf(_with(hostile)))

    for part in ("#pagebreak()", '#eval("1") *a* _b_ $x$ <c> @d \\ [e]', "#sys.inputs"):
        assert part in text


def test_a_decision_found_void_is_marked_with_its_reason() -> None:
    void = PrintedDecision("2019/1", "Avsteg beviljas.", "avdelningschef", date(2019, 5, 1), "Delegat utan rätt.")

    assert "OGILTIGT: Delegat utan rätt. Avsteg beviljas." in _text(board_report_pdf(_with(void)))


def test_a_sign_that_no_font_has_does_not_stop_the_report() -> None:
    text = _text(board_report_pdf(_with(replace(DECISION, outcome="Avsteg beviljas. \U0001f600 \u05e9\u05dc"))))

    assert "Avsteg beviljas." in text


def test_a_word_wider_than_its_column_is_broken_and_not_printed_over_the_next() -> None:
    long = replace(DECISION, diary_number="2019/117-4.1.1234567890", outcome="x" * 200)

    page = PdfReader(BytesIO(board_report_pdf(_with(long)))).pages[0]
    lines = page.extract_text().splitlines()

    assert max(len(line.replace("\u200b", "")) for line in lines) < 120
    assert sum(line.count("x") for line in lines) == 200


def test_the_same_report_gives_the_same_tagged_file() -> None:
    first = board_report_pdf(REPORT)

    catalog = PdfReader(BytesIO(first)).root_object
    assert board_report_pdf(REPORT) == first
    assert "/StructTreeRoot" in catalog
    assert str(catalog["/Lang"]) == "sv-SE"


def test_a_long_report_repeats_its_columns_on_every_page() -> None:
    pages = PdfReader(BytesIO(board_report_pdf(_with(*[DECISION] * 120)))).pages

    assert len(pages) > 2
    assert all("Diarienummer" in page.extract_text() for page in pages)
