"""`journal`: the register of documents (diariet över handlingar, OSL 5:2)."""

from fastapi import APIRouter
from starlette.responses import Response

from boardkit.api.operations import reads
from boardkit.api.paging import Page, Paging
from boardkit.api.parameters import FromDay, OneBoard, ToDay
from boardkit.api.reading import Read
from case_registry import queries
from case_registry.schemas.documents import JournalEntryView

router = APIRouter(prefix="/journal", tags=["journal"])


@router.get("", **reads(Page[JournalEntryView], scope="journal:read"))
async def list_journal(
    read: Read, paging: Paging, board: OneBoard, first_day: FromDay = None, last_day: ToDay = None
) -> Response:
    """Registrerade handlingar efter datum (OSL 5:2). Registered documents by date.

    Avsändare och mottagare, och vad en intern handling rör, lämnas ut bara till den som arbetar med ärendena;
    withheld_fields säger vad som är utelämnat. What is left out of the public view is named in withheld_fields.
    """
    return await read.page(queries.journal(read.caller, board, first_day, last_day), JournalEntryView, paging)
