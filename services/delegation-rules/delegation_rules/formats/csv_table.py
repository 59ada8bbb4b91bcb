"""An order as CSV: five columns and, beside them, the machine-readable annex of each row.

Written with semicolons and a byte order mark, as Swedish spreadsheets expect; read with any separator.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Final

from delegation_rules.domain.exchange.documents import MOST_ELEMENTS, Cell, Element, Row, SourceDocument, cell
from delegation_rules.domain.exchange.printing import ANNEX_HEADING, COLUMNS, PrintedSection
from delegation_rules.formats.annex import annex_lines
from delegation_rules.formats.errors import UnreadableDocument

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED: Final = re.compile(r"'+[=+\-@\t\r]")
_DELIMITERS: Final = ";,\t"
_WIDEST_FIELD: Final = 8 * 1024 * 1024


def read_csv(text: str) -> SourceDocument:
    """The rows of `text`. Raises `UnreadableDocument`."""
    elements: list[Element] = []
    annex: list[str] = []
    for place, fields in enumerate(_rows(text.removeprefix("\ufeff")), start=1):
        annex += annex_lines(fields[len(COLUMNS) :])
        columns = [_unescaped(each) for each in fields[: len(COLUMNS)]]
        if columns[:1] != [ANNEX_HEADING]:
            elements.append(Row(place, tuple(map(cell, columns))))
        if len(elements) > MOST_ELEMENTS:
            break
    return SourceDocument(tuple(elements), tuple(annex))


def write_csv(sections: Sequence[PrintedSection], header: str, annex: Sequence[str]) -> bytes:
    """The order as CSV; `annex` holds the line of each rule in sequence, and `header` that of the order."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([*COLUMNS, ANNEX_HEADING])
    lines = iter(annex)
    for section in sections:
        for heading in section.headings:
            writer.writerow([_escaped(heading), "", "", "", "", ""])
        for rule in section.rules:
            texts = [_escaped(_text(column)) for column in rule.columns]
            writer.writerow([rule.number, *texts, next(lines)])
    writer.writerow([ANNEX_HEADING, "", "", "", "", header])
    return ("\ufeff" + written.getvalue()).encode()


def _rows(text: str) -> Iterator[list[str]]:
    # One delimiter for the whole file: the one that the header row has most of.
    header = next((line for line in text.splitlines() if "Ärendetyp".casefold() in line.casefold()), text[:1000])
    delimiter = max(_DELIMITERS, key=header.count)
    csv.field_size_limit(_WIDEST_FIELD)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error:
        raise UnreadableDocument from None


def _text(column: Cell) -> str:
    return "\n".join(f"• {each.text}" if each.bullet else each.text for each in column)


def _escaped(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _unescaped(text: str) -> str:
    return text[1:] if _ESCAPED.match(text) else text
