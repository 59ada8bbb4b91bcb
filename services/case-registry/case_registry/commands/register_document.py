"""Register a document (handling) in a case."""

from sqlalchemy import RowMapping, insert

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.ids import new_id
from case_registry import queries
from case_registry.commands._document_records import document_change
from case_registry.domain.documents import DocumentRegistration, check_dated
from case_registry.tables import documents


async def register_document(work: UnitOfWork, document: DocumentRegistration) -> RowMapping:
    """Register `document`; its contents are handed over afterwards.

    Raises `NotFound` for a case out of reach and `DateOutOfOrder` for a day that has not come.
    """
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
        )
        .returning(*documents.c)
    )
    work.record(document_change("created", row, "document registered"))
    return row
