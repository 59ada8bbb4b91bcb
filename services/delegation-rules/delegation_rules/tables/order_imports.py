"""Delegation orders read from documents, line by line, with what was doubtful and how it was settled."""

from pydantic import TypeAdapter
from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from boardkit.db.columns import id_column, registered_at_column, version_column
from delegation_rules.domain.exchange.doubts import Note
from delegation_rules.domain.exchange.reports import ImportLine
from delegation_rules.tables.orders import AsJson, StoredChapters
from delegation_rules.tables.schema import metadata

_LINES = TypeAdapter(tuple[ImportLine, ...])
_NOTES = TypeAdapter(tuple[Note, ...])


class StoredLines(AsJson):
    """A tuple of `ImportLine`."""

    cache_ok = True
    adapter = _LINES


class StoredNotes(AsJson):
    """A tuple of `Note`."""

    cache_ok = True
    adapter = _NOTES


order_imports = Table(
    "order_imports",
    metadata,
    id_column(),
    version_column(),
    Column("board", Text, nullable=False),
    Column("filename", Text, nullable=True),
    Column("format", Text, nullable=False),
    Column("title", Text, nullable=True),
    Column("chapters", StoredChapters, nullable=False),
    Column("lines", StoredLines, nullable=False),
    Column("doubtful_lines", Integer, nullable=False),
    Column("notes", StoredNotes, nullable=False),
    Column("missing_numbers", ARRAY(Text), nullable=False),
    # The draft that was made of it; from then on the import stays as it is.
    Column("order_id", Uuid, ForeignKey("delegation_orders.id"), nullable=True),
    registered_at_column(),
)
Index("order_imports_by_board", order_imports.c.board, order_imports.c.id)
