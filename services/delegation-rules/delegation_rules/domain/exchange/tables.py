"""The lines of a published order: its tables put together again, with what stands around them set aside."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from boardkit.domain.errors import Text
from delegation_rules.domain.exchange.documents import (
    Cell,
    Heading,
    Prose,
    Row,
    SourceDocument,
    plain,
    text_of,
)
from delegation_rules.domain.exchange.doubts import Note
from delegation_rules.domain.orders import Chapter, is_rule_number

_CHAPTER: Final = re.compile(r"([1-9][0-9]{0,3}(?:\.[1-9][0-9]{0,3}){0,5})\.? (.+)")
_ONLY_DASHES: Final = re.compile(r"[-–—]+")
_LONGEST_TITLE: Final = 300
_WIDTH: Final = 5
_MATTER, _LOWEST_DELEGATE = "ärendetyp", "lägsta delegat"
#: The columns of the published form, by how their headings begin; the first holds the number.
_COLUMNS: Final = ("", _MATTER, "lagrum", _LOWEST_DELEGATE, "kommentar")


@dataclass(frozen=True, slots=True)
class TableLine:
    """One numbered row, with the rows that continue it.

    Attributes:
        place: of its first row.
        number: as it stands in the first column.
        columns: matter, legal basis, lowest delegates, comment.
        oddities: codes of the doubts that its table gives, each with the words that do.
    """

    place: int
    number: str
    columns: tuple[Cell, Cell, Cell, Cell]
    oddities: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OrderTable:
    """What a document holds of an order: its chapters and lines, and what was set aside."""

    chapters: tuple[Chapter, ...]
    lines: tuple[TableLine, ...]
    notes: tuple[Note, ...]


def order_table(document: SourceDocument) -> OrderTable:
    """The table of `document`."""
    gathered = _Gathering()
    for element in document.elements:
        match element:
            case Prose(place, text):
                gathered.take_prose(place, text)
            case Heading(place, text):
                gathered.take_heading(place, text)
            case Row():
                gathered.take_row(element)
    return gathered.table()


class _Gathering:
    """What has been seen of the document so far."""

    def __init__(self) -> None:
        self.chapters: list[Chapter] = []
        self.lines: list[TableLine] = []
        self.notes: list[Note] = []
        self._skipped: list[tuple[int, str]] = []
        self._headers = 0
        self._strange_header: str | None = None

    def table(self) -> OrderTable:
        """All of it."""
        self._tell_skipped()
        return OrderTable(tuple(self.chapters), tuple(self.lines), tuple(self.notes))

    def take_prose(self, place: int, text: str) -> None:
        self._skipped.append((place, text))

    def take_heading(self, place: int, text: str) -> None:
        chapter = chapter_in(text)
        if chapter is None:
            self._skipped.append((place, text))
            return
        self._tell_skipped()
        self.chapters.append(chapter)

    def take_row(self, row: Row) -> None:
        """A row: a chapter's heading, the header, a new line, or more of the last one."""
        texts = [text_of(content).casefold() for content in row.cells]
        if not any(texts) or all(_ONLY_DASHES.fullmatch(text) for text in texts if text):
            return
        if not is_rule_number(text_of(row.cells[0])) and (_MATTER in texts or _LOWEST_DELEGATE in texts):
            self._begin_table()
            self._strange_header = None if _is_of_the_form(texts) else " | ".join(texts)
            return
        self._begin_table(told=False)
        cells = (*row.cells, *((),) * (_WIDTH - len(row.cells)))[:_WIDTH]
        first = text_of(cells[0])
        chapter = chapter_in(first)
        if chapter is not None and not any(texts[1:]):
            self.chapters.append(chapter)
            return
        if first or not self.lines:
            self._add_line(row.place, first, cells[1:])
        else:
            self._continue_line(row.place, cells[1:])
        self._tell_oddities(text_of(each) for each in row.cells[_WIDTH:])

    def _begin_table(self, *, told: bool = True) -> None:
        # The heading of the whole section often stands as running text right before the first table.
        if self._skipped and not self.lines:
            chapter = chapter_in(self._skipped[-1][1])
            if chapter is not None:
                place, _ = self._skipped.pop()
                self.chapters.insert(0, chapter)
                self._note("heading-in-text", _HEADING_IN_TEXT, place)
        self._tell_skipped()
        self._headers += told

    def _tell_skipped(self) -> None:
        if not self._skipped:
            return
        place = self._skipped[0][0]
        code, text = ("text-around-table", _around) if self.lines else ("text-before-table", _before)
        self._note(code, text(len(self._skipped)), place)
        self._skipped.clear()

    def _add_line(self, place: int, number: str, columns: Sequence[Cell]) -> None:
        matter, legal_basis, delegates, comment = columns
        self.lines.append(TableLine(place, number, (matter, legal_basis, delegates, comment)))

    def _continue_line(self, place: int, columns: Sequence[Cell]) -> None:
        last = self.lines[-1]
        matter, legal_basis, delegates, comment = (
            (*had, *added) for had, added in zip(last.columns, columns, strict=True)
        )
        self.lines[-1] = replace(last, columns=(matter, legal_basis, delegates, comment))
        self._note("row-continued", _CONTINUED, place)

    def _tell_oddities(self, beyond: Iterable[str]) -> None:
        """What stands in columns that the published form lacks, or has elsewhere, is not guessed at."""
        last = self.lines[-1]
        odd = [("cells-beyond-the-columns", each) for each in beyond if each]
        if self._strange_header is not None:
            odd.append(("columns-in-other-order", self._strange_header))
        self.lines[-1] = replace(last, oddities=tuple(dict.fromkeys((*last.oddities, *odd))))

    def _note(self, code: str, text: Text, place: int) -> None:
        self.notes.append(Note(code, text, place))


def _is_of_the_form(headings: Sequence[str]) -> bool:
    """Whether every heading stands over its own column; one that is not told says nothing against it."""
    return all(
        not heading or (place < _WIDTH and heading.startswith(_COLUMNS[place]))
        for place, heading in enumerate(headings)
    )


def chapter_in(text: str) -> Chapter | None:
    """The numbered heading that `text` is; None when it is none."""
    match = _CHAPTER.fullmatch(plain(text))
    if match is None or len(match[2]) > _LONGEST_TITLE:
        return None
    is_visible = any(unicodedata.category(each)[0] not in "CZ" for each in match[2])
    return Chapter(match[1], match[2]) if is_visible else None


def _before(count: int) -> Text:
    return _not_read(count, Text(sv="före tabellen", en="before the table"))


def _around(count: int) -> Text:
    return _not_read(count, Text(sv="utanför tabellen", en="outside the table"))


def _not_read(count: int, where: Text) -> Text:
    return Text(
        sv=f"{'En rad' if count == 1 else f'{count} rader'} text {where.sv} har inte lästs in.",
        en=f"{'One line' if count == 1 else f'{count} lines'} of text {where.en} "
        f"{'was' if count == 1 else 'were'} not read.",
    )


_HEADING_IN_TEXT: Final = Text(
    sv="Raden närmast före tabellen har lästs som avsnittets rubrik.",
    en="The line right before the table was read as the heading of the section.",
)
_CONTINUED: Final = Text(
    sv="Raden utan nummer har lästs som fortsättning på regeln före.",
    en="The row without a number was read as continuing the rule before it.",
)
