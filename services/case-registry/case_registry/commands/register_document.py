"""Register a document (handling) in a case."""

import hashlib

from sqlalchemy import RowMapping, insert

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.ids import new_id
from case_registry import queries
from case_registry.commands._document_records import document_change
from case_registry.domain.documents import DocumentRegistration, check_dated, check_text
from case_registry.tables import document_chunks, documents


async def register_document(work: UnitOfWork, document: DocumentRegistration) -> RowMapping:
    """Register `document`; its contents are handed over afterwards, unless they are a text that comes with it.

    Raises `NotFound` for a case out of reach, `DateOutOfOrder` for a day that has not come, and `TextNotItsContents`.
    """
    check_text(document)
    contents = None if document.text is None else document.text.encode()
    case = await work.existing(queries.case_by_id(work.caller, document.case_id))
    check_dated(document.dated, work.today)
    row = await work.one(
        insert(documents)
        .values(
            id=new_id(),
            board=case["board"],
            case_id=document.case_id,
            title=document.title,
            kind=document.kind,
            dated=document.dated,
            sender=document.sender,
            recipient=document.recipient,
            media_type=document.media_type,
            filename=document.filename,
            access=document.access,
            registered_on=work.today,
            registered_by=work.caller.subject,
            size=None if contents is None else len(contents),
            sha256=None if contents is None else hashlib.sha256(contents).digest(),
        )
        .returning(*documents.c)
    )
    if contents is not None:
        chunk = {"document_id": row["id"], "place": 1, "bytes": contents}
        await work.connection.execute(insert(document_chunks).values(chunk))
    work.record(document_change("created", row, "document registered"))
    return row
