"""Imports of delegation orders, as requests send them and responses show them."""

import base64
import binascii
from enum import StrEnum
from typing import Annotated, Any, Final, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from boardkit.api.schemas import Line, Schema, rule
from boardkit.domain.errors import InvalidInput, Text
from delegation_rules.commands.import_order import ReceivedDocument
from delegation_rules.domain.exchange.documents import SourceDocument
from delegation_rules.domain.exchange.settlement import Settlement
from delegation_rules.domain.import_errors import DocumentUnreadable
from delegation_rules.formats.csv_table import read_csv
from delegation_rules.formats.errors import UnreadableDocument
from delegation_rules.formats.markdown import read_markdown
from delegation_rules.formats.tab_text import read_tab_text
from delegation_rules.formats.word import read_word
from delegation_rules.schemas import order_import_examples as examples
from delegation_rules.schemas.fields import BoardSlug
from delegation_rules.schemas.order_documents import annex_of
from delegation_rules.schemas.orders import InForceFrom
from delegation_rules.schemas.rules import RuleSchema

#: Base64 makes four characters of three bytes: a .docx of three million bytes is ample.
LONGEST_CONTENT: Final = 4 * 1024 * 1024


class ImportFormat(StrEnum):
    """The formats that an order is read from."""

    TAB_SEPARATED = "tab-separated"
    WORD = "docx"
    MARKDOWN = "markdown"
    CSV = "csv"


class NewOrderImport(Schema):
    """Ett dokument med en delegationsordning. A document that holds a delegation order."""

    model_config = ConfigDict(json_schema_extra={"example": examples.NEW_IMPORT})

    board: BoardSlug
    format: Annotated[
        ImportFormat,
        Field(
            description="tab-separated, markdown och csv skickas som text, docx som base64. "
            "tab-separated, markdown and csv are sent as text, docx as base64.",
            json_schema_extra={"example": "csv"},
        ),
    ]
    filename: Annotated[
        Line | None, Field(description="Filens namn. Name of the file.", json_schema_extra={"example": "ordning.csv"})
    ] = None
    content: Annotated[
        str,
        StringConstraints(min_length=1, max_length=LONGEST_CONTENT),
        Field(description="Dokumentet. The document.", json_schema_extra={"example": examples.NEW_IMPORT["content"]}),
    ]

    def received(self) -> ReceivedDocument:
        """The document without its format. Raises `DocumentUnreadable`."""
        document = self._document()
        annex = annex_of(document)
        return ReceivedDocument(self.filename, self.format, document, annex.order, annex.has_unreadable_lines)

    def _document(self) -> SourceDocument:
        try:
            match self.format:
                case ImportFormat.TAB_SEPARATED:
                    return read_tab_text(self.content)
                case ImportFormat.MARKDOWN:
                    return read_markdown(self.content)
                case ImportFormat.CSV:
                    return read_csv(self.content)
                case ImportFormat.WORD:
                    return read_word(base64.b64decode(self.content, validate=True))
        except (UnreadableDocument, binascii.Error, ValueError):
            raise DocumentUnreadable(
                Text(
                    sv="Innehållet går inte att läsa i det format som anges.",
                    en="The content cannot be read in the format that is stated.",
                ),
                pointer="/content",
            ) from None


def _exactly_one(value: Any) -> Any:
    if value.left_out + (value.rule is not None) + (value.reading is not None) != 1:
        raise InvalidInput(
            Text(sv="Ange en av rule, reading och left_out.", en="Give one of rule, reading and left_out.")
        )
    return value


class LineSettlement(Schema):
    """Hur en rad avgörs: en av tre. How a line is settled: one of the three."""

    model_config = ConfigDict(json_schema_extra={"example": {"reading": 1}})

    rule: Annotated[RuleSchema | None, Field(description="Regeln som raden anger. The rule that the line states.")] = (
        None
    )
    reading: Annotated[
        int | None,
        Field(
            ge=1,
            le=1000,
            description="Tolkningen som stämmer, från 1. The reading that is right, from 1.",
            json_schema_extra={"example": 1},
        ),
    ] = None
    left_out: Annotated[
        bool,
        Field(
            strict=True,
            description="Raden är ingen regel. The line is no rule.",
            json_schema_extra={"example": False},
        ),
    ] = False

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        checked: Self = rule(_exactly_one)(self)
        return checked

    def as_domain(self) -> Settlement:
        """The settlement as the domain knows it."""
        return Settlement(None if self.rule is None else self.rule.as_domain(), self.reading, self.left_out)


class NewImportDraft(Schema):
    """Utkastet som görs av en import. The draft that is made of an import."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"title": "Delegationsordning", "in_force_from": "2019-06-15"}}
    )

    title: Annotated[Line, Field(json_schema_extra={"example": "Delegationsordning"})]
    in_force_from: InForceFrom
