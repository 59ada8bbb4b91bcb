"""Read a delegation order from a document, and keep the report on it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import RowMapping, insert

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.errors import Text
from boardkit.domain.ids import new_id
from delegation_rules import queries
from delegation_rules.commands._order_import_records import import_change
from delegation_rules.domain.exchange.documents import MOST_ELEMENTS, Row, SourceDocument
from delegation_rules.domain.exchange.doubts import Note
from delegation_rules.domain.exchange.printing import OrderText
from delegation_rules.domain.exchange.reports import ImportReport, LineStatus, report_on
from delegation_rules.domain.exchange.settlement import can_be_taken
from delegation_rules.domain.exchange.titles import PositionTitles
from delegation_rules.domain.import_errors import DocumentUnreadable
from delegation_rules.domain.orders import Rule
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.tables import order_imports

_MOST_LINES: Final = 2000
_LONGEST_CELL: Final = 50_000
_MOST_CHAPTERS: Final = 200
_BROKEN_ANNEX: Final = Note(
    "annex-unreadable",
    Text(
        sv="Den maskinläsbara bilagan går inte att läsa helt; de raderna har lästs som de står i tabellen.",
        en="Not all of the machine-readable annex can be read; those rows were read as they stand in the table.",
    ),
)


@dataclass(frozen=True, slots=True)
class ReceivedDocument:
    """A document as it came.

    Attributes:
        filename: its name; None when not told.
        format: as it was said to be.
        document: what it holds.
        annex: what its machine-readable annex says; None when it has none that can be read.
        annex_is_broken: whether some of the annex could not be read.
    """

    filename: str | None
    format: str
    document: SourceDocument
    annex: OrderText | None
    annex_is_broken: bool = False


async def import_order(
    work: UnitOfWork, board: str, received: ReceivedDocument, is_within_bounds: Callable[[Rule], bool]
) -> RowMapping:
    """Read `received` line by line against the positions of `board`. Nothing doubtful is decided here.

    Raises `NotFound` for a board out of reach, and `DocumentUnreadable` for more rows than an order holds.
    """
    work.caller.must_reach(board, pointer="/board")
    hierarchy = Hierarchy(map(queries.position_from, await work.all(queries.positions_of(board))))

    def is_acceptable(rule: Rule) -> bool:
        return is_within_bounds(rule) and can_be_taken(rule, hierarchy)

    if len(received.document.elements) > MOST_ELEMENTS:
        raise _too_long()
    _check_cells(received.document)
    # A long document takes its time; others are answered meanwhile.
    report = await asyncio.to_thread(
        report_on, received.document, received.annex, PositionTitles(hierarchy), is_acceptable
    )
    _check_extent(report)
    notes = (*report.notes, _BROKEN_ANNEX) if received.annex_is_broken else report.notes
    row = await work.one(
        insert(order_imports)
        .values(
            id=new_id(),
            board=board,
            filename=received.filename,
            format=received.format,
            title=report.title,
            chapters=report.chapters,
            lines=report.lines,
            doubtful_lines=sum(line.status is LineStatus.DOUBTFUL for line in report.lines),
            notes=notes,
            missing_numbers=list(report.missing_numbers),
        )
        .returning(*order_imports.c)
    )
    work.record(import_change("created", row, "delegation order read from a document"))
    return row


def _check_extent(report: ImportReport) -> None:
    if len(report.lines) > _MOST_LINES or len(report.chapters) > _MOST_CHAPTERS:
        raise _too_long()


def _check_cells(document: SourceDocument) -> None:
    """Refuse a cell that no rule could hold: reading it would keep every other request waiting."""
    for element in document.elements:
        for cell in element.cells if isinstance(element, Row) else ():
            if sum(len(paragraph.text) for paragraph in cell) > _LONGEST_CELL:
                raise DocumentUnreadable(
                    Text(
                        sv=f"En cell i dokumentet har fler tecken än {_LONGEST_CELL}.",
                        en=f"A cell of the document has more than {_LONGEST_CELL} characters.",
                    ),
                    pointer="/content",
                )


def _too_long() -> DocumentUnreadable:
    return DocumentUnreadable(
        Text(
            sv=f"Dokumentet har fler rader än {_MOST_LINES} eller fler avsnitt än {_MOST_CHAPTERS}.",
            en=f"The document has more than {_MOST_LINES} rows or more than {_MOST_CHAPTERS} chapters.",
        ),
        pointer="/content",
    )
