"""Tab-separated text, as a table is copied out of a published web page: with scraps of HTML in its cells."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from delegation_rules.domain.exchange.documents import (
    BULLETS,
    Cell,
    Element,
    Paragraph,
    Prose,
    Row,
    SourceDocument,
    enough_of,
    plain,
)

_TAG: Final = re.compile(r"<(?P<end>/?)(?P<name>p|ul|ol|li|br|strong|em|b|i|span|div)\b[^<>]*>", re.IGNORECASE)
_MARK: Final = re.compile(f"[{BULLETS}]")
#: Far more than the columns of an order.
_MOST_TABS: Final = 63
_LISTS: Final = ("ul", "ol")
_BLOCKS: Final = (*_LISTS, "li", "p", "br", "div")


def read_tab_text(text: str) -> SourceDocument:
    """The rows of `text`; a line without a tabulator is running text."""
    return SourceDocument(enough_of(_elements(text)))


def _elements(text: str) -> Iterator[Element]:
    for place, line in enumerate(text.splitlines(), start=1):
        if "\t" in line:
            yield Row(place, tuple(map(_cell, line.split("\t", _MOST_TABS))))
        elif plain(line):
            yield Prose(place, plain(_TAG.sub(" ", line)))


def _cell(text: str) -> Cell:
    """The paragraphs of a cell: its HTML blocks, and each item that a bullet begins."""
    return tuple(
        Paragraph(part, bullet)
        for piece, in_list in _pieces(text)
        for part, bullet in _items(piece, in_list=in_list)
        if part
    )


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text between the tags, and whether it stands in a list."""
    depth, start = 0, 0
    piece = ""
    for tag in _TAG.finditer(text):
        piece += text[start : tag.start()]
        start = tag.end()
        name = tag["name"].lower()
        if name not in _BLOCKS:
            continue
        yield piece, depth > 0
        piece = ""
        if name in _LISTS:
            depth = max(0, depth + (-1 if tag["end"] else 1))
        elif name == "p":
            # The published lists are never closed; a new paragraph ends them all the same.
            depth = 0
    yield piece + text[start:], depth > 0


def _items(piece: str, *, in_list: bool) -> Iterator[tuple[str, bool]]:
    first, *rest = _MARK.split(unescape(piece))
    yield plain(first), in_list
    for item in rest:
        yield plain(item), True
