"""Keep the contents of a document (handling), once and for all."""

from collections.abc import AsyncIterator
from typing import Protocol
from uuid import UUID

from sqlalchemy import RowMapping, insert

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import update_versioned
from case_registry import queries
from case_registry.commands._document_records import document_change
from case_registry.domain.documents import check_fillable
from case_registry.tables import document_chunks, documents


class Contents(Protocol):
    """Bytes that have come in whole: their number, their SHA-256, and a way to read them piece by piece."""

    @property
    def size(self) -> int:
        """How many bytes there are."""
        ...

    @property
    def sha256(self) -> bytes:
        """Their SHA-256."""
        ...

    def pieces(self) -> AsyncIterator[bytes]:
        """The bytes from the first to the last."""
        ...


async def store_contents(
    work: UnitOfWork, expected_version: int, *, document_id: UUID, contents: Contents
) -> RowMapping:
    """Keep `contents` as those of the document, piece by piece, in one transaction.

    Raises `NotFound`, and what `check_fillable` raises.
    """
    statement = queries.document_to_fill(work.caller, document_id).with_for_update()
    document = await work.existing(statement)
    check_fillable(document["version"], expected_version, filled=document["sha256"] is not None)
    values = {"size": contents.size, "sha256": contents.sha256}
    row = await update_versioned(work, documents, documents.c.id == document_id, expected_version, values)
    place = 0
    async for piece in contents.pieces():
        place += 1
        chunk = {"document_id": document_id, "place": place, "bytes": piece}
        await work.connection.execute(insert(document_chunks).values(chunk))
    work.record(document_change("changed", row, "contents stored"))
    return row
