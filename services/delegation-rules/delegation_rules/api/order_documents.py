"""`documents` of an order or an import: the order as Word, PDF, Markdown or CSV, in its published form."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from sqlalchemy import RowMapping
from starlette.responses import Response

from boardkit.api.etags import content_etag, is_unchanged
from boardkit.api.operations import streams
from boardkit.api.reading import Read, Reading
from boardkit.domain.errors import Text
from delegation_rules import queries
from delegation_rules.api.order_imports import ImportId
from delegation_rules.api.parameters import OrderId
from delegation_rules.domain.exchange.printing import OrderText
from delegation_rules.domain.exchange.reports import settled_order
from delegation_rules.domain.exchange.titles import PositionTitles
from delegation_rules.domain.import_errors import DocumentNotReady
from delegation_rules.domain.orders import Adoption, OrderPeriod
from delegation_rules.schemas.order_documents import EXTENSIONS, MEDIA_TYPES, DocumentFormat, written_document

router = APIRouter(tags=["order-documents"])
Format = Annotated[
    DocumentFormat,
    Path(
        alias="format",
        description="docx, pdf, markdown eller csv. docx, pdf, markdown or csv.",
        json_schema_extra={"example": "docx"},
    ),
]
_ANY: dict[str, Any] = {
    media_type.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}, "example": "%PDF-1.7"}
    for media_type in MEDIA_TYPES.values()
}
_DOCUMENT = streams(scope="delegation-orders:read") | {
    "responses": {200: {"description": "Dokumentet. The document.", "content": _ANY}}
}
#: What a browser is told of a document: to save it, never to run what is in it.
_HARMLESS = {"content-security-policy": "default-src 'none'; sandbox", "x-content-type-options": "nosniff"}


@router.get("/delegation-orders/{orderId}/documents/{format}", **_DOCUMENT)
async def get_order_document(request: Request, order_id: OrderId, wanted: Format, read: Read) -> Response:
    """Ordningen som dokument i publicerad form. The order as a document in its published form.

    docx, markdown och csv har en maskinläsbar bilaga, så att dokumentet kan läsas in igen utan tvekan. All but the
    PDF carry a machine-readable annex and can be read in again without doubt.
    """
    row = await read.first(queries.order_by_id(read.caller, order_id))
    adopted_on = row["adopted_on"]
    adoption = None if adopted_on is None else Adoption(row["adopted_case_number"], adopted_on)
    period = OrderPeriod(row["in_force_from"], row["in_force_to"], adoption)
    order = OrderText(row["title"], period, row["chapters"], row["rules"])
    return await _document(request, read, row, order, wanted)


@router.get("/order-imports/{importId}/documents/{format}", **_DOCUMENT)
async def get_import_document(request: Request, import_id: ImportId, wanted: Format, read: Read) -> Response:
    """En import utan tveksamma rader, som dokument. An import without doubtful lines, as a document."""
    row = await read.first(queries.order_import_by_id(read.caller, import_id))
    if row["doubtful_lines"]:
        raise DocumentNotReady(Text(sv="Avgör först de tveksamma raderna.", en="Settle the doubtful lines first."))
    return await _document(request, read, row, settled_order(row["title"], row["chapters"], row["lines"]), wanted)


async def _document(
    request: Request, read: Reading, row: RowMapping, order: OrderText, wanted: DocumentFormat
) -> Response:
    positions = await read.rows(queries.positions_of(row["board"]))
    titles = PositionTitles(map(queries.position_from, positions))
    content = await asyncio.to_thread(written_document, order, titles, wanted, row["registered_at"])
    tag = content_etag(content)
    headers = _HARMLESS | {"etag": tag, "cache-control": "private, no-cache"}
    if is_unchanged(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    name = f"{_file_name(row)}.{EXTENSIONS[wanted]}"
    headers["content-disposition"] = f'attachment; filename="{name}"'
    return Response(content, media_type=MEDIA_TYPES[wanted], headers=headers)


def _file_name(row: RowMapping) -> str:
    """What the file is saved as: the board's order of that version, or the import that it was read in by."""
    return f"delegationsordning-{row['board']}-{row.get('order_version', row['id'])}"
