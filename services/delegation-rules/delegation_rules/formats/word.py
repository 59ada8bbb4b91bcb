"""An order as a Word document (.docx): headings, tables with a header row that repeats, and the annex."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from docx import Document
from docx.blkcntnr import BlockItemContainer
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.text.run import Run

from delegation_rules.domain.exchange.documents import (
    Cell,
    Element,
    Heading,
    Prose,
    Row,
    SourceDocument,
    enough_of,
    paragraphs,
    plain,
)
from delegation_rules.domain.exchange.printing import ANNEX_HEADING, COLUMNS, PrintedSection
from delegation_rules.formats.annex import is_annex_line
from delegation_rules.formats.errors import UnreadableDocument

#: What a file may unpack to; a delegation order's text is far below it.
_MOST_BYTES: Final = 32 * 1024 * 1024
_MOST_FILES: Final = 2000
#: Each becomes objects in memory, many times what it takes in the file.
_MOST_TAGS: Final = 1_500_000
_COMPRESSIONS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: python-docx tells a broken file by whatever it stumbles on.
_STUMBLES: Final = (
    OpcError,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
    RecursionError,
    zipfile.BadZipFile,
)
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
        elements = enough_of(_elements(document))
    except _STUMBLES:
        raise UnreadableDocument from None
    annex = tuple(each.text for each in elements if isinstance(each, Prose) and is_annex_line(each.text))
    kept = tuple(each for each in elements if not (isinstance(each, Prose) and each.text in annex))
    return SourceDocument(kept, annex)


def _check_size(content: bytes) -> None:
    """Refuse what is no archive, and one that unpacks to more than any order needs."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError):
        # RuntimeError: a part is encrypted.
        raise UnreadableDocument from None


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > _MOST_FILES or sum(part.file_size for part in parts) > _MOST_BYTES:
        raise UnreadableDocument
    if any(part.compress_type not in _COMPRESSIONS for part in parts):
        raise UnreadableDocument
    if sum(archive.read(part).count(b"<") for part in parts) > _MOST_TAGS:
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


def write_word(title: str, period: str, sections: Sequence[PrintedSection], annex: Sequence[str]) -> bytes:
    """The order as a .docx file; `period` says in words when it is in force, and is empty where that is not told."""
    document = _landscape()
    document.core_properties.title = plain(title)[:255]
    document.core_properties.language = "sv-SE"
    document.core_properties.author = ""
    document.add_heading(plain(title), level=0)
    # At the foot of each page, where it is no part of what is read back.
    _fill_footer(document, period)
    for section in sections:
        for heading in section.headings:
            document.add_heading(heading, level=min(9, heading.partition(" ")[0].count(".") + 1))
        if section.rules:
            _add_table(document, section)
    _repeat_header_rows(document)
    document.add_heading(ANNEX_HEADING, level=1).paragraph_format.page_break_before = True
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


def _fill_footer(document: WordDocument, period: str) -> None:
    """The period to the left, and page and pages to the right."""
    style = document.styles["Footer"]
    style.font.size = _SMALL
    style.paragraph_format.tab_stops.clear_all()
    style.paragraph_format.tab_stops.add_tab_stop(sum(_WIDTHS, Mm(0)), WD_TAB_ALIGNMENT.RIGHT)
    paragraph = document.sections[0].footer.paragraphs[0]
    for text, field in ((f"{period}\t", "PAGE"), (" (", "NUMPAGES"), (")", None)):
        paragraph.add_run(text)
        if field is not None:
            _add_field(paragraph.add_run(), field)


def _add_field(run: Run, name: str) -> None:
    """What the program that shows the document works out, as the number of the page."""
    for mark in ("begin", "end"):
        edge = OxmlElement("w:fldChar")
        edge.set(qn("w:fldCharType"), mark)
        run.element.append(edge)
    instruction = OxmlElement("w:instrText")
    instruction.text = name
    run.element.insert(len(run.element) - 1, instruction)


def _add_table(document: WordDocument, section: PrintedSection) -> None:
    # Filled row by row: asking a table for a row or a cell by its place walks through all of it.
    table = document.add_table(rows=0, cols=len(COLUMNS))
    table.style = "Table Grid"
    table.autofit = False
    # Writers of text take the width of a column from the grid, or from the cells, each as it likes.
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = width
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
