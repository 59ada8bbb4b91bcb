"""The report on a document: line by line what was understood, what is doubtful and why, and what was passed over."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from boardkit.domain.errors import Text
from delegation_rules.domain.exchange.documents import SourceDocument, plain, text_of
from delegation_rules.domain.exchange.doubts import Doubt, Note, doubt
from delegation_rules.domain.exchange.printing import OrderText, PrintedRule, heading_of, printed, printed_sections
from delegation_rules.domain.exchange.reading import LineReading, PossibleRule, read_line
from delegation_rules.domain.exchange.summaries import rule_summary
from delegation_rules.domain.exchange.tables import OrderTable, TableLine, chapter_in, order_table
from delegation_rules.domain.exchange.titles import PositionTitles
from delegation_rules.domain.orders import Chapter, Rule, is_rule_number, missing_numbers

IsAcceptable = Callable[[Rule], bool]


class LineStatus(StrEnum):
    """How far a line has come."""

    UNDERSTOOD = "understood"
    DOUBTFUL = "doubtful"
    SETTLED = "settled"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One line of the report.

    Attributes:
        place: where in the document; 0 for what is only in the annex.
        number: as it stands there.
        excerpt: the row's text, column by column.
        status: how far the line has come.
        rule: what is understood or settled; for a doubtful line the part that is certain, or None.
        doubts: what is not understood for certain, and why.
        readings: possible rules to choose among.
        notes: what was done with the line besides.
        summary: the rule in one sentence.
    """

    place: int
    number: str
    excerpt: tuple[str, ...]
    status: LineStatus
    rule: Rule | None
    doubts: tuple[Doubt, ...] = ()
    readings: tuple[PossibleRule, ...] = ()
    notes: tuple[Note, ...] = ()
    summary: Text | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All that was found in a document.

    Attributes:
        chapters: headings.
        lines: line by line.
        notes: what was passed over or put together, outside the lines.
        missing_numbers: rule numbers that the document leaves out.
        title: of the order, when the annex tells it.
    """

    chapters: tuple[Chapter, ...]
    lines: tuple[ImportLine, ...]
    notes: tuple[Note, ...]
    missing_numbers: tuple[str, ...]
    title: str | None = None


def report_on(
    document: SourceDocument, annex: OrderText | None, titles: PositionTitles, is_acceptable: IsAcceptable
) -> ImportReport:
    """The report on `document`, whose machine-readable annex states `annex`.

    A line that the annex has too is taken from there, word by word, when the visible text is just what the annex's
    rule is printed as. `is_acceptable` says whether a rule that was read can be taken in.
    """
    table = order_table(document)
    of_annex = {rule.number: rule for rule in annex.rules} if annex is not None else {}
    counts = Counter(line.number for line in table.lines)
    lines = [_bounded(_line(each, of_annex, counts, titles), is_acceptable) for each in table.lines]
    lines += _removed(of_annex, counts)
    chapters, doubts = _chapters(table, annex, titles)
    lines += doubts
    lines = [_summed_up(line, titles) for line in lines]
    missing = numbers_left_out(lines)
    notes = (*table.notes, *([] if lines else [_NO_TABLE]), *_moved(table, annex), *_left_out(missing))
    return ImportReport(chapters, tuple(lines), notes, missing, None if annex is None else annex.title)


def _line(
    line: TableLine, of_annex: Mapping[str, Rule], counts: Mapping[str, int], titles: PositionTitles
) -> ImportLine:
    excerpt = tuple(text_of(column)[:_LONGEST_EXCERPT] for column in line.columns)
    exported = of_annex.get(line.number)
    if exported is not None and counts[line.number] == 1 and _shows(line, printed(exported, titles)):
        return ImportLine(line.place, line.number, excerpt, LineStatus.UNDERSTOOD, exported)
    read = read_line(line, titles)
    doubts = read.doubts
    if counts[line.number] > 1:
        doubts = (*doubts, doubt("number-twice", line.number))
    readings = read.readings
    if exported is not None:
        doubts = (*doubts, doubt("edited-since-export"))
        readings = _edited(exported, read)
    elif counts[line.number] > 1:
        readings = ()
    status = LineStatus.DOUBTFUL if doubts or read.rule is None else LineStatus.UNDERSTOOD
    number = line.number[:_LONGEST_NUMBER]
    return ImportLine(line.place, number, excerpt, status, read.rule, doubts, readings, read.notes)


def _edited(exported: Rule, read: LineReading) -> tuple[PossibleRule, ...]:
    """The readings of a row that was edited: what stands there now when that is clear, or what the annex says."""
    as_before = PossibleRule(Text(sv="Regeln är som den exporterades.", en="The rule is as it was exported."), exported)
    if read.rule is None or read.doubts:
        return (as_before, *read.readings)
    as_now = PossibleRule(Text(sv="Regeln är som raden nu lyder.", en="The rule is as the row reads now."), read.rule)
    return (as_now, as_before)


def _shows(line: TableLine, expected: PrintedRule) -> bool:
    return line.columns == expected.columns


def _removed(of_annex: Mapping[str, Rule], counts: Mapping[str, int]) -> Iterator[ImportLine]:
    for number, rule in of_annex.items():
        if number not in counts:
            kept = PossibleRule(Text(sv="Regeln ska vara kvar.", en="The rule is to remain."), rule)
            yield ImportLine(
                0, number, (), LineStatus.DOUBTFUL, rule, (doubt("row-removed-since-export", number),), (kept,)
            )


def _chapters(
    table: OrderTable, annex: OrderText | None, titles: PositionTitles
) -> tuple[tuple[Chapter, ...], list[ImportLine]]:
    """The headings, and a line without a rule for those that were edited."""
    if annex is None:
        return table.chapters, []
    shown = [heading_of(chapter) for chapter in table.chapters]
    expected = [heading for section in printed_sections(annex, titles) for heading in section.headings]
    if annex.title is not None and table.chapters[:1] == (chapter_in(annex.title),):
        # The title of the order is a heading too, and may look like that of a chapter.
        shown = shown[1:]
    if shown == expected:
        return annex.chapters, []
    edited = ImportLine(0, "", (), LineStatus.DOUBTFUL, None, (doubt("headings-edited-since-export"),))
    return table.chapters, [edited]


def _bounded(line: ImportLine, is_acceptable: IsAcceptable) -> ImportLine:
    """The line without rules that cannot be taken in."""
    readings = tuple(reading for reading in line.readings if is_acceptable(reading.rule))
    if line.rule is None or is_acceptable(line.rule):
        return replace(line, readings=readings)
    doubts = (*line.doubts, doubt("rule-refused"))
    return replace(line, rule=None, status=LineStatus.DOUBTFUL, doubts=doubts, readings=readings)


def _summed_up(line: ImportLine, titles: PositionTitles) -> ImportLine:
    return line if line.rule is None else replace(line, summary=rule_summary(line.rule, titles))


def numbers_left_out(lines: Iterable[ImportLine]) -> tuple[str, ...]:
    """The rule numbers that `lines` leave out between those that they have."""
    kept = (line.number for line in lines if line.status is not LineStatus.IGNORED)
    return missing_numbers(number for number in kept if is_rule_number(number))


def _moved(table: OrderTable, annex: OrderText | None) -> Iterator[Note]:
    """A note when the rows stand in another sequence than they were exported in; the table's own sequence is kept."""
    if annex is None:
        return
    shown = [line.number for line in table.lines]
    expected = [rule.number for rule in annex.rules]
    if sorted(shown) == sorted(expected) and shown != expected:
        yield Note(
            "rows-moved",
            Text(
                sv="Raderna står i en annan följd än vid exporten; tabellens följd gäller.",
                en="The rows stand in another sequence than when exported; the sequence of the table holds.",
            ),
        )


def _left_out(missing: tuple[str, ...]) -> Iterator[Note]:
    for number in missing:
        yield Note(
            "number-left-out",
            Text(
                sv=f"Nummer {number} saknas mellan nummer som finns.",
                en=f"Number {number} is left out between numbers that are there.",
            ),
        )


def settled_order(title: str | None, chapters: tuple[Chapter, ...], lines: tuple[ImportLine, ...]) -> OrderText:
    """The order that the lines make when none of them is doubtful."""
    rules = tuple(line.rule for line in lines if line.rule is not None and line.status is not LineStatus.IGNORED)
    return OrderText(None if title is None else plain(title), None, chapters, rules)


_NO_TABLE: Final = Note(
    "no-table",
    Text(
        sv="Dokumentet har ingen tabell som kan läsas som en delegationsordning.",
        en="The document has no table that can be read as a delegation order.",
    ),
)
_LONGEST_EXCERPT: Final = 2000
_LONGEST_NUMBER: Final = 40
