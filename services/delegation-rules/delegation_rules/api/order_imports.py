"""`order-imports`: delegation orders read from documents, and what is doubtful in them."""

import asyncio
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from boardkit.api.operations import changes, creates, reads
from boardkit.api.paging import Page, Paging
from boardkit.api.parameters import OfBoard
from boardkit.api.reading import Read
from boardkit.api.writing import Change, Create
from delegation_rules import queries
from delegation_rules.commands.draft_import import draft_import
from delegation_rules.commands.import_order import import_order
from delegation_rules.commands.settle_line import settle_line
from delegation_rules.schemas.import_reports import OrderImportSummary, OrderImportView
from delegation_rules.schemas.order_documents import is_within_bounds
from delegation_rules.schemas.order_imports import LONGEST_CONTENT, LineSettlement, NewImportDraft, NewOrderImport
from delegation_rules.schemas.orders import DelegationOrderView

router = APIRouter(prefix="/order-imports", tags=["order-imports"])
ImportId = Annotated[UUID, Path(alias="importId", description="Importens id. Id of the import.")]
LineNumber = Annotated[
    int,
    Path(
        alias="lineNumber",
        ge=1,
        le=100_000,
        description="Radens nummer i rapporten. Number of the line in the report.",
        json_schema_extra={"example": 1},
    ),
]

#: The largest request: the longest content, and as much again for the escapes that JSON writes some signs with.
_LARGEST_REQUEST = 2 * LONGEST_CONTENT


@router.post("", max_body_size=_LARGEST_REQUEST, **creates(OrderImportView, scope="delegation-orders:write"))
async def create_order_import(body: NewOrderImport, create: Create) -> Response:
    """Läs in en delegationsordning från ett dokument. Read a delegation order from a document.

    Rapporten säger rad för rad vad som har tolkats, vad som är tveksamt och varför. Nothing is guessed silently.
    """
    received = await asyncio.to_thread(body.received)
    command = partial(import_order, board=body.board, received=received, is_within_bounds=is_within_bounds)
    return await create.once(command, OrderImportView)


@router.get("", **reads(Page[OrderImportSummary], scope="delegation-orders:read"))
async def list_order_imports(read: Read, paging: Paging, board: OfBoard = None) -> Response:
    """Importer, den senaste först. Imports, the latest first."""
    return await read.page(queries.order_imports_visible_to(read.caller, board), OrderImportSummary, paging)


@router.get("/{importId}", **reads(OrderImportView, scope="delegation-orders:read"))
async def get_order_import(import_id: ImportId, read: Read) -> Response:
    """En import rad för rad. An import, line by line."""
    return await read.one(queries.order_import_by_id(read.caller, import_id), OrderImportView)


@router.put("/{importId}/lines/{lineNumber}", **changes(OrderImportView, scope="delegation-orders:write"))
async def put_line(import_id: ImportId, line_number: LineNumber, body: LineSettlement, change: Change) -> Response:
    """Avgör en rad: ange regeln, välj en tolkning eller utelämna raden. Settle a line."""
    command = partial(settle_line, import_id=import_id, line_number=line_number, settlement=body.as_domain())
    return await change.apply(command, OrderImportView)


@router.post("/{importId}/drafts", **creates(DelegationOrderView, scope="delegation-orders:write"))
async def create_import_draft(import_id: ImportId, body: NewImportDraft, create: Create) -> Response:
    """Gör ett utkast av en import utan tveksamma rader. Make a draft of an import without doubtful lines."""
    command = partial(draft_import, import_id=import_id, title=body.title, in_force_from=body.in_force_from)
    return await create.once(command, DelegationOrderView)
