"""Imports of delegation orders, as responses show them: the report line by line."""

from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import Id, Link, Representation, Schema
from delegation_rules.domain.exchange.doubts import Doubt, Note
from delegation_rules.domain.exchange.reading import PossibleRule
from delegation_rules.domain.exchange.reports import ImportLine, LineStatus
from delegation_rules.schemas import order_import_examples as examples
from delegation_rules.schemas.fields import BoardSlug
from delegation_rules.schemas.order_imports import ImportFormat
from delegation_rules.schemas.orders import ChapterSchema
from delegation_rules.schemas.rules import RuleSchema


class NoteSchema(Schema):
    """Något som har tolkats eller hoppats över utan att vara tveksamt. Something done without doubt, but told."""

    model_config = ConfigDict(json_schema_extra={"example": examples.NOTE})

    code: Annotated[str, Field(description="Slag. Kind.", json_schema_extra={"example": "bare-amount"})]
    text_sv: Annotated[str, Field(json_schema_extra={"example": examples.NOTE["text_sv"]})]
    text_en: Annotated[str, Field(json_schema_extra={"example": examples.NOTE["text_en"]})]
    place: Annotated[
        int | None, Field(description="Rad i dokumentet. Line of the document.", json_schema_extra={"example": 1})
    ]

    @classmethod
    def of(cls, note: Note) -> Self:
        """The representation of `note`."""
        return cls(code=note.code, text_sv=note.text.sv, text_en=note.text.en, place=note.place)


class DoubtSchema(Schema):
    """Något som är tveksamt, och varför. Something doubtful, and why."""

    model_config = ConfigDict(json_schema_extra={"example": examples.DOUBT})

    code: Annotated[str, Field(description="Slag. Kind.", json_schema_extra={"example": "unknown-title"})]
    why_sv: Annotated[str, Field(json_schema_extra={"example": examples.DOUBT["why_sv"]})]
    why_en: Annotated[str, Field(json_schema_extra={"example": examples.DOUBT["why_en"]})]
    excerpt: Annotated[
        str, Field(description="Dokumentets ord. Words of the document.", json_schema_extra={"example": "kanslist"})
    ]

    @classmethod
    def of(cls, doubt: Doubt) -> Self:
        """The representation of `doubt`."""
        return cls(code=doubt.code, why_sv=doubt.why.sv, why_en=doubt.why.en, excerpt=doubt.excerpt)


class ReadingSchema(Schema):
    """En möjlig tolkning av raden. One possible reading of the line."""

    model_config = ConfigDict(json_schema_extra={"example": examples.READING})

    text_sv: Annotated[str, Field(json_schema_extra={"example": examples.READING["text_sv"]})]
    text_en: Annotated[str, Field(json_schema_extra={"example": examples.READING["text_en"]})]
    rule: RuleSchema

    @classmethod
    def of(cls, reading: PossibleRule) -> Self:
        """The representation of `reading`."""
        return cls(text_sv=reading.text.sv, text_en=reading.text.en, rule=RuleSchema.of(reading.rule))


class ImportLineSchema(Schema):
    """En rad i rapporten. A line of the report."""

    model_config = ConfigDict(json_schema_extra={"example": examples.LINE})

    line_number: Annotated[
        int, Field(description="Radens nummer i rapporten. Number in the report.", json_schema_extra={"example": 1})
    ]
    place: Annotated[
        int,
        Field(
            description="Rad i texten, eller stycke eller tabellrad i Word; 0 för det som bara står i bilagan. Line of "
            "the text, or paragraph or row of a Word file; 0 for what is in the annex only.",
            json_schema_extra={"example": 2},
        ),
    ]
    number: Annotated[
        str, Field(description="Numret i dokumentet. Number in the document.", json_schema_extra={"example": "3.2.1"})
    ]
    cells: Annotated[
        list[str],
        Field(
            description="Radens text, kolumn för kolumn. The text of the row, column by column.",
            json_schema_extra={"example": examples.LINE["cells"]},
        ),
    ]
    status: Annotated[
        LineStatus,
        Field(
            description="understood (tolkad), doubtful (tveksam), settled (avgjord) eller ignored (utelämnad).",
            json_schema_extra={"example": "doubtful"},
        ),
    ]
    rule: Annotated[
        RuleSchema | None,
        Field(
            description="Det som är tolkat; för en tveksam rad bara det säkra. What is understood; for a doubtful line "
            "only what is certain."
        ),
    ]
    summary_sv: Annotated[
        str | None, Field(description="Regeln i ord.", json_schema_extra={"example": "Lägsta delegat: enhetschef."})
    ]
    summary_en: Annotated[
        str | None, Field(description="The rule in words.", json_schema_extra={"example": "Lowest: enhetschef."})
    ]
    doubts: Annotated[list[DoubtSchema], Field(description="Det tveksamma. What is doubtful.")]
    readings: Annotated[list[ReadingSchema], Field(description="Möjliga tolkningar. Possible readings.")]
    notes: Annotated[list[NoteSchema], Field(description="Det som gjorts i övrigt. What was done besides.")]

    @classmethod
    def of(cls, number: int, line: ImportLine) -> Self:
        """The representation of line `number`."""
        return cls(
            line_number=number,
            place=line.place,
            number=line.number,
            cells=list(line.excerpt),
            status=line.status,
            rule=None if line.rule is None else RuleSchema.of(line.rule),
            summary_sv=None if line.summary is None else line.summary.sv,
            summary_en=None if line.summary is None else line.summary.en,
            doubts=[DoubtSchema.of(each) for each in line.doubts],
            readings=[ReadingSchema.of(each) for each in line.readings],
            notes=[NoteSchema.of(each) for each in line.notes],
        )


class OrderImportSummary(Representation):
    """En import utan sina rader. An import without its lines."""

    model_config = ConfigDict(json_schema_extra={"example": examples.IMPORT_SUMMARY})

    id: Id
    board: BoardSlug
    format: Annotated[ImportFormat, Field(description="Format.", json_schema_extra={"example": "csv"})]
    filename: Annotated[
        str | None, Field(description="Filens namn. Name of the file.", json_schema_extra={"example": "ordning.csv"})
    ]
    title: Annotated[
        str | None,
        Field(
            description="Ordningens namn, om bilagan anger det. Title, when the annex tells it.",
            json_schema_extra={"example": "Delegationsordning"},
        ),
    ]
    doubtful_lines: Annotated[
        int, Field(description="Antal tveksamma rader. Number of doubtful lines.", json_schema_extra={"example": 1})
    ]
    missing_numbers: Annotated[
        list[str],
        Field(
            description="Nummer som dokumentet hoppar över. Numbers that the document leaves out.",
            json_schema_extra={"example": ["3.1.20"]},
        ),
    ]
    order_id: Annotated[Id | None, Field(description="Utkastet som gjorts av importen. The draft that was made of it.")]

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `order_imports`."""
        return cls(**_import_fields(row), links=_import_links(row, links))


class OrderImportView(OrderImportSummary):
    """En import rad för rad. An import, line by line."""

    model_config = ConfigDict(json_schema_extra={"example": examples.IMPORT})

    chapters: Annotated[list[ChapterSchema], Field(description="Avsnitt. Headings.")]
    notes: Annotated[list[NoteSchema], Field(description="Det som gjorts utanför raderna. What was done besides.")]
    lines: Annotated[list[ImportLineSchema], Field(description="Rapporten. The report.")]

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `order_imports` with its lines."""
        return cls(
            **_import_fields(row),
            chapters=[ChapterSchema(number=each.number, title=each.title) for each in row["chapters"]],
            notes=[NoteSchema.of(each) for each in row["notes"]],
            lines=[ImportLineSchema.of(number, line) for number, line in enumerate(row["lines"], start=1)],
            links=_import_links(row, links),
        )


def _import_fields(row: RowMapping) -> dict[str, Any]:
    names = ("id", "board", "format", "filename", "title", "doubtful_lines", "missing_numbers", "order_id")
    return {name: row[name] for name in names}


def _import_links(row: RowMapping, links: Links) -> dict[str, Link]:
    """Itself, and what can be done with it now (HYP.B03)."""
    path = ("order-imports", row["id"])
    offered = {"self": links.link(*path, rel="self")}
    if row["order_id"] is not None:
        return offered | {"delegation-order": links.link("delegation-orders", row["order_id"])}
    if row["doubtful_lines"] == 0:
        offered["docx"] = links.link(*path, "documents", "docx", rel="alternate")
        offered["drafts"] = links.link(*path, "drafts", rel="drafts", method="POST")
    return offered
