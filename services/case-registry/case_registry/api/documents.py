"""`documents`: what is registered in a case (handlingar), and its contents by stream."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Path
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from boardkit.api.etags import is_unchanged
from boardkit.api.operations import creates, reads, streams
from boardkit.api.paging import Page, Paging
from boardkit.api.reading import Read
from boardkit.api.writing import Change, Create
from boardkit.domain.errors import Text
from case_registry import queries
from case_registry.api.contents import ANY_FORMAT, content_etag_of, content_headers, received, stored_pieces
from case_registry.api.parameters import CaseId
from case_registry.commands.register_document import register_document
from case_registry.commands.store_contents import store_contents
from case_registry.domain.documents import check_fillable
from case_registry.domain.errors import ContentsMissing
from case_registry.schemas.documents import DocumentView, NewDocument

router = APIRouter(tags=["documents"])
DocumentId = Annotated[UUID, Path(alias="documentId", description="Handlingens id. Id of the document.")]
ContentDigest = Annotated[
    str | None,
    Header(
        description="SHA-256 av innehållet (RFC 9530). SHA-256 of the contents.",
        json_schema_extra={"example": "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"},
    ),
]

#: The largest document that is taken; ample for a scanned file.
MAX_CONTENT_BYTES = 200 * 1024 * 1024

_PUT_CONTENT = streams(scope="documents:write", kind="change") | {"response_model": DocumentView}
_PUT_CONTENT["openapi_extra"]["requestBody"] = {"required": True, "content": ANY_FORMAT}
_GET_CONTENT = streams(scope="documents:read") | {
    "responses": {200: {"description": "Innehållet. The contents.", "content": ANY_FORMAT}}
}


@router.post("/cases/{caseId}/documents", **creates(DocumentView, scope="documents:write"))
async def create_document(case_id: CaseId, body: NewDocument, create: Create) -> Response:
    """Registrera en handling i ett ärende (OSL 5:1). Register a document in a case."""
    command = partial(register_document, document=body.as_domain(case_id))
    return await create.once(command, DocumentView)


@router.get("/cases/{caseId}/documents", **reads(Page[DocumentView], scope="documents:read"))
async def list_documents(case_id: CaseId, read: Read, paging: Paging) -> Response:
    """Ett ärendes handlingar i den ordning de registrerades. The documents of a case, as registered."""
    await read.first(queries.case_by_id(read.caller, case_id))
    return await read.page(queries.documents_of_case(read.caller, case_id), DocumentView, paging)


@router.get("/documents/{documentId}", **reads(DocumentView, scope="documents:read"))
async def get_document(document_id: DocumentId, read: Read) -> Response:
    """En handling, utan innehållet. One document, without its contents."""
    return await read.one(queries.document_by_id(read.caller, document_id), DocumentView)


@router.put("/documents/{documentId}/content", max_body_size=MAX_CONTENT_BYTES, **_PUT_CONTENT)
async def put_content(
    request: Request,
    document_id: DocumentId,
    read: Read,
    change: Change,
    content_digest: ContentDigest = None,
) -> Response:
    """Lämna handlingens innehåll, en gång. Hand over the contents of a document, once.

    Innehållet tas emot som en ström och ändras sedan inte. Med Content-Digest kontrolleras det innan något
    sparas. The body is received as a stream, checked against Content-Digest when given, and then kept.
    """
    document = await read.first(queries.document_to_fill(read.caller, document_id))
    check_fillable(document["version"], change.expected_version, filled=document["sha256"] is not None)
    async with received(request, document["media_type"], content_digest) as contents:
        command = partial(store_contents, document_id=document_id, contents=contents)
        return await change.apply(command, DocumentView)


@router.get("/documents/{documentId}/content", **_GET_CONTENT)
async def get_content(request: Request, document_id: DocumentId, read: Read) -> Response:
    """Handlingens innehåll, som ström. The contents of a document, as a stream."""
    document = await read.first(queries.document_by_id(read.caller, document_id))
    if document["sha256"] is None:
        raise ContentsMissing(
            Text(sv="Handlingens innehåll har inte kommit in än.", en="The contents have not been handed over yet.")
        )
    headers = content_headers(document)
    if is_unchanged(request.headers.get("if-none-match"), content_etag_of(document)):
        kept = {name: headers[name] for name in ("etag", "cache-control")}
        return Response(status_code=304, headers=kept)
    return StreamingResponse(stored_pieces(read, document_id), headers=headers)
