"""What a document holds when its format is taken away: headings, running text, and rows of cells."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

#: Rows, headings and paragraphs together: the letter before an order is long, but not longer than the order.
MOST_ELEMENTS: Final = 10_000

BULLETS: Final = "•·▪◦‣\uf0b7"
_BULLET_FIRST: Final = re.compile(rf"(?:[{BULLETS}]\s*)+")
# What XML cannot hold and what orders turn around is no text; both sides of every comparison lose it alike.
_NO_TEXT: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a cell; `bullet` when it is an item of a list."""

    text: str
    bullet: bool = False


Cell = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, at `place` (line of the text, or running number of the paragraph or row) of the document."""

    place: int
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text outside the tables."""

    place: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    place: int
    cells: tuple[Cell, ...]


Element = Heading | Prose | Row


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document without its format.

    Attributes:
        elements: what it shows, from its beginning.
        annex: the lines of its machine-readable annex, each a JSON object; empty when it has none.
    """

    elements: tuple[Element, ...]
    annex: tuple[str, ...] = ()


def enough_of(elements: Iterable[Element]) -> tuple[Element, ...]:
    """`elements`, or no more of them than it takes to see that they are more than `MOST_ELEMENTS`."""
    return tuple(islice(elements, MOST_ELEMENTS + 1))


def plain(text: str) -> str:
    """`text` on one line, with single spaces and composed letters."""
    return " ".join(_NO_TEXT.sub(" ", unicodedata.normalize("NFC", text)).split())


def paragraphs(lines: Iterable[str], *, bullet: bool = False) -> Iterator[Paragraph]:
    """Each of `lines` as a paragraph, a list item when it is marked as one or `bullet` says so. No empty ones."""
    for line in lines:
        text = plain(line)
        mark = _BULLET_FIRST.match(text)
        kept = text[mark.end() :] if mark else text
        if kept:
            yield Paragraph(kept, bullet or mark is not None)


def cell(text: str) -> Cell:
    """A cell of `text`, one paragraph to the line."""
    return tuple(paragraphs(text.splitlines()))


def text_of(content: Cell) -> str:
    """All of the cell on one line."""
    return " ".join(paragraph.text for paragraph in content)
