"""An order as Markdown: headings, tables, and the annex as a block of code."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from delegation_rules.domain.exchange.documents import (
    Cell,
    Element,
    Heading,
    Prose,
    Row,
    SourceDocument,
    cell,
    enough_of,
    plain,
)
from delegation_rules.domain.exchange.printing import ANNEX_HEADING, COLUMNS, PrintedSection
from delegation_rules.formats.annex import annex_lines
from delegation_rules.formats.errors import UnreadableDocument

#: Many times what the longest order is written with; the parser makes ten objects of each cell.
_MOST_LINES: Final = 40_000
_MOST_CELLS: Final = 100_000
_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>&|~!#]")
_LINE_BREAK: Final = re.compile(r"<br */?>", re.IGNORECASE)
_HEADER: Final = f"| {' | '.join(COLUMNS)} |\n|{' --- |' * len(COLUMNS)}"


def read_markdown(text: str) -> SourceDocument:
    """The headings, tables and annex of `text`. Raises `UnreadableDocument`."""
    if text.count("\n") > _MOST_LINES or text.count("|") > _MOST_CELLS:
        raise UnreadableDocument
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    annex = [line for token in tokens if token.type == "fence" for line in annex_lines(token.content.splitlines())]
    return SourceDocument(enough_of(_elements(tokens)), tuple(annex))


def write_markdown(title: str, period: str, sections: Sequence[PrintedSection], annex: Sequence[str]) -> bytes:
    """The order as Markdown; `period` says in words when it is in force, and is empty where that is not told."""
    parts = [f"# {_escaped(title)}", *([_escaped(period)] if period else [])]
    for section in sections:
        parts += [f"## {_escaped(heading)}" for heading in section.headings]
        if section.rules:
            rows = (f"| {' | '.join((each.number, *map(_text, each.columns)))} |" for each in section.rules)
            parts.append("\n".join((_HEADER, *rows)))
    parts += [f"## {ANNEX_HEADING}", "\n".join(("```json", *annex, "```"))]
    return ("\n\n".join(parts) + "\n").encode()


def _elements(tokens: Iterable[Token]) -> Iterator[Element]:
    row: list[Cell] | None = None
    row_place = 0
    heading = False
    for token in tokens:
        place = 1 + (token.map[0] if token.map else 0)
        if token.type == "tr_open":
            row, row_place = [], place
        elif token.type == "tr_close" and row is not None:
            yield Row(row_place, tuple(row))
            row = None
        elif token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
        elif token.type == "inline":
            text = _plain_lines(token)
            if row is not None:
                row.append(cell(text))
            elif heading:
                if plain(text) != ANNEX_HEADING:
                    yield Heading(place, plain(text))
            else:
                yield Prose(place, plain(text))


def _plain_lines(inline: Token) -> str:
    """What the inline content shows, with a line break for every `<br>`."""
    return "".join(_shown(child) for child in inline.children or ())


def _shown(child: Token) -> str:
    if child.type in ("softbreak", "hardbreak") or (
        child.type == "html_inline" and _LINE_BREAK.fullmatch(child.content)
    ):
        return "\n"
    return child.content if child.type in ("text", "code_inline", "image") else ""


def _text(column: Cell) -> str:
    return "<br>".join(f"• {_escaped(each.text)}" if each.bullet else _escaped(each.text) for each in column)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", text)
