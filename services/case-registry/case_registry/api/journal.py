"""`journal`: the register of documents (diariet över handlingar, OSL 5:2)."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from boardkit.api.operations import reads
from boardkit.api.paging import Page, Paging
from boardkit.api.parameters import OneBoard
from boardkit.api.reading import Read
from boardkit.api.schemas import CalendarDate
from case_registry import queries
from case_registry.schemas.documents import JournalEntryView

router = APIRouter(prefix="/journal", tags=["journal"])
From = Annotated[CalendarDate | None, Query(alias="from", description="Från och med. From this day on.")]
To = Annotated[CalendarDate | None, Query(description="Till och med. Up to and including this day.")]


@router.get("", **reads(Page[JournalEntryView], scope="journal:read"))
async def list_journal(read: Read, paging: Paging, board: OneBoard, start: From = None, to: To = None) -> Response:
    """Registrerade handlingar efter datum (OSL 5:2). Registered documents by date.

    Avsändare och mottagare, och vad en intern handling rör, lämnas ut bara till den som arbetar med ärendena;
    withheld_fields säger vad som är utelämnat. What is left out of the public view is named in withheld_fields.
    """
    return await read.page(queries.journal(read.caller, board, start, to), JournalEntryView, paging)
