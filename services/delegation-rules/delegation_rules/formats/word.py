"""An order as a Word document (.docx): headings, tables with a header row that repeats, and the annex."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from docx import Document
from docx.blkcntnr import BlockItemContainer
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt

from delegation_rules.domain.exchange.documents import (
    Cell,
    Element,
    Heading,
    Prose,
    Row,
    SourceDocument,
    paragraphs,
    plain,
)
from delegation_rules.domain.exchange.printing import ANNEX_HEADING, COLUMNS, PrintedSection
from delegation_rules.formats.annex import is_annex_line
from delegation_rules.formats.errors import UnreadableDocument

#: What a file may unpack to; a delegation order's text is far below it.
_MOST_BYTES: Final = 32 * 1024 * 1024
_MOST_FILES: Final = 2000
_WIDTHS: Final = (Mm(16), Mm(75), Mm(48), Mm(58), Mm(60))
_SMALL: Final = Pt(8)
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_RUN_TEXT, _PROPERTIES = qn("w:t"), qn("w:pPr")
_SHOWN: Final = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def read_word(content: bytes) -> SourceDocument:
    """The headings, tables and annex of a .docx file. Raises `UnreadableDocument`."""
    _check_size(content)
    try:
        document = Document(io.BytesIO(content))
        elements = tuple(_elements(document))
    except (OpcError, SyntaxError, KeyError, ValueError, AttributeError, NotImplementedError, zipfile.BadZipFile):
        # python-docx tells a broken file by whatever it stumbles on.
        raise UnreadableDocument from None
    annex = tuple(each.text for each in elements if isinstance(each, Prose) and is_annex_line(each.text))
    kept = tuple(each for each in elements if not (isinstance(each, Prose) and each.text in annex))
    return SourceDocument(kept, annex)


def _check_size(content: bytes) -> None:
    """Refuse what is no archive, and one that unpacks to more than any order needs."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise UnreadableDocument from None
    if len(parts) > _MOST_FILES or sum(part.file_size for part in parts) > _MOST_BYTES:
        raise UnreadableDocument


def _elements(document: WordDocument) -> Iterator[Element]:
    styles = {style.style_id: style.name or "" for style in document.styles}
    place = 0
    for block in document.element.body.iterchildren(_PARAGRAPH, _TABLE):
        if block.tag == _TABLE:
            for row in block.iterchildren(_ROW):
                place += 1
                yield Row(place, tuple(_cell(each, styles) for each in row.iterchildren(_CELL)))
            continue
        place += 1
        written = _text(block)
        text = written if is_annex_line(written) else plain(written)
        if text and text != ANNEX_HEADING:
            is_heading = _style(block, styles).startswith("Heading")
            yield Heading(place, text) if is_heading else Prose(place, text)


def _cell(content: BaseOxmlElement, styles: Mapping[str, str]) -> Cell:
    """The paragraphs of a cell, those of a table inside it too."""
    return tuple(
        each
        for paragraph in content.iter(_PARAGRAPH)
        for each in paragraphs(_text(paragraph).splitlines(), bullet=_is_item(paragraph, styles))
    )


def _text(paragraph: BaseOxmlElement) -> str:
    """What the paragraph shows. Text that tracked changes have struck out is held by other elements."""
    pieces = (_SHOWN.get(str(run.tag), run.text or "") for run in paragraph.iter(_RUN_TEXT, *_SHOWN))
    return "".join(pieces).strip()


def _is_item(paragraph: BaseOxmlElement, styles: Mapping[str, str]) -> bool:
    numbered = paragraph.find(f"{_PROPERTIES}/{qn('w:numPr')}") is not None
    return numbered or _style(paragraph, styles).startswith("List")


def _style(paragraph: BaseOxmlElement, styles: Mapping[str, str]) -> str:
    named = paragraph.find(f"{_PROPERTIES}/{qn('w:pStyle')}")
    return "" if named is None else styles.get(str(named.get(qn("w:val"))), "")


def write_word(title: str, sections: Sequence[PrintedSection], annex: Sequence[str]) -> bytes:
    """The order as a .docx file."""
    document = _landscape()
    document.core_properties.title = plain(title)[:255]
    document.core_properties.language = "sv-SE"
    document.core_properties.author = ""
    document.add_heading(plain(title), level=0)
    for section in sections:
        for heading in section.headings:
            document.add_heading(heading, level=min(9, heading.partition(" ")[0].count(".") + 1))
        if section.rules:
            _add_table(document, section)
    _repeat_header_rows(document)
    document.add_heading(ANNEX_HEADING, level=1)
    for line in annex:
        document.add_paragraph(style="No Spacing").add_run(line).font.size = _SMALL
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _landscape() -> WordDocument:
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(20)
    return document


def _add_table(document: WordDocument, section: PrintedSection) -> None:
    # Filled row by row: asking a table for a row or a cell by its place walks through all of it.
    table = document.add_table(rows=0, cols=len(COLUMNS))
    table.style = "Table Grid"
    table.autofit = False
    for place, name, width in zip(table.add_row().cells, COLUMNS, _WIDTHS, strict=True):
        place.paragraphs[0].add_run(name).bold = True
        place.width = width
    for rule in section.rules:
        places = table.add_row().cells
        places[0].text = rule.number
        for place, column in zip(places[1:], rule.columns, strict=True):
            _fill(place, column)
        for place, width in zip(places, _WIDTHS, strict=True):
            place.width = width


def _repeat_header_rows(document: WordDocument) -> None:
    """Let the first row of every table stand on each page, and be known as header to who listens."""
    for table in document.element.body.iterchildren(_TABLE):
        first = table.find(_ROW)
        if first is not None:
            properties = OxmlElement("w:trPr")
            properties.append(OxmlElement("w:tblHeader"))
            first.insert(0, properties)


def _fill(place: BlockItemContainer, column: Cell) -> None:
    for index, each in enumerate(column):
        paragraph = place.paragraphs[0] if index == 0 else place.add_paragraph()
        paragraph.text = each.text
        if each.bullet:
            paragraph.style = "List Bullet"
