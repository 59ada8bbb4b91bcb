"""Contents of documents on the wire: taken in piece by piece, checked, and given out piece by piece.

What comes in is laid on temporary disk first. No database connection waits for a slow sender, and nothing is
begun in the database until all of it is here and its digest is right.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Any
from urllib.parse import quote
from uuid import UUID

from sqlalchemy import RowMapping
from starlette.requests import ClientDisconnect, Request

from boardkit.api.problems import UnsupportedMediaType
from boardkit.api.reading import Reading
from boardkit.domain.errors import MalformedRequest, Text
from case_registry import queries
from case_registry.domain.digests import content_digest, sha256_of
from case_registry.domain.errors import BodyIncomplete, DigestMismatch

#: How much of a document is handled, and kept in one row, at a time.
PIECE_BYTES = 256 * 1024

_HELD_IN_MEMORY_BYTES = 1024 * 1024

#: What a browser is told of a document: to save it, never to run what is in it.
_HARMLESS = {"content-security-policy": "default-src 'none'; sandbox", "x-content-type-options": "nosniff"}

#: The request and the answer as the API's documentation shows them.
ANY_FORMAT: Mapping[str, Any] = {"*/*": {"schema": {"type": "string", "format": "binary"}, "example": "%PDF-1.7"}}


@dataclass(frozen=True, slots=True)
class ReceivedContents:
    """A body that has come in whole."""

    file: SpooledTemporaryFile[bytes]
    size: int
    sha256: bytes

    async def pieces(self) -> AsyncIterator[bytes]:
        """The body from its start."""
        await asyncio.to_thread(self.file.seek, 0)
        while piece := await asyncio.to_thread(self.file.read, PIECE_BYTES):
            yield piece


@asynccontextmanager
async def received(request: Request, media_type: str, digest_header: str | None) -> AsyncIterator[ReceivedContents]:
    """The body of `request`, which is to be of `media_type` and to match the Content-Digest `digest_header`.

    Raises `UnsupportedMediaType`, `MalformedRequest`, `DigestNotUnderstood`, `BodyIncomplete` and `DigestMismatch`.
    """
    _check_media_type(request, media_type)
    _check_whole_and_plain(request)
    promised = None if digest_header is None else sha256_of(digest_header)
    with SpooledTemporaryFile(max_size=_HELD_IN_MEMORY_BYTES) as file:
        contents = await _take_in(request, file)
        if promised not in (None, contents.sha256):
            raise DigestMismatch(
                Text(
                    sv="Det som kom fram har en annan SHA-256 än den i Content-Digest. Ingenting har sparats.",
                    en="What arrived has another SHA-256 than the one in Content-Digest. Nothing has been kept.",
                )
            )
        yield contents


async def _take_in(request: Request, file: SpooledTemporaryFile[bytes]) -> ReceivedContents:
    digest, size = hashlib.sha256(), 0
    try:
        async for piece in request.stream():
            digest.update(piece)
            size += len(piece)
            await asyncio.to_thread(file.write, piece)
    except ClientDisconnect:
        raise BodyIncomplete(
            Text(
                sv="Innehållet kom inte fram i sin helhet. Ingenting har sparats.",
                en="The body did not arrive in full. Nothing has been kept.",
            )
        ) from None
    return ReceivedContents(file, size, digest.digest())


def _check_media_type(request: Request, media_type: str) -> None:
    sent = request.headers.get("content-type", media_type).partition(";")[0].strip()
    if sent.lower() != media_type.lower():
        raise UnsupportedMediaType(
            Text(
                sv="Content-Type ska vara den media_type som handlingen registrerades med.",
                en="Content-Type must be the media_type that the document was registered with.",
            )
        )


def _check_whole_and_plain(request: Request) -> None:
    # What is kept is given out with its media type alone, so it may be neither compressed nor a part (RFC 9110 14.5).
    if request.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise UnsupportedMediaType(
            Text(
                sv="Skicka innehållet som det är, utan Content-Encoding.",
                en="Send the contents as they are, without Content-Encoding.",
            )
        )
    if "content-range" in request.headers:
        raise MalformedRequest(
            Text(
                sv="Skicka hela innehållet på en gång, utan Content-Range.",
                en="Send the contents whole, without Content-Range.",
            )
        )


async def stored_pieces(read: Reading, document_id: UUID) -> AsyncIterator[bytes]:
    """The contents of a document that the caller has been let see.

    Each piece is fetched by itself, so that a slow reader holds no database connection. Contents never
    change, so the pieces always belong together.
    """
    place = 1
    while rows := await read.rows(queries.document_chunk(document_id, place)):
        yield rows[0]["bytes"]
        place += 1


def content_etag_of(document: RowMapping) -> str:
    """The ETag of a document's contents."""
    return f'"{document["sha256"].hex()}"'


def content_headers(document: RowMapping) -> dict[str, str]:
    """The headers that the contents of `document` are sent with."""
    return _HARMLESS | {
        "content-type": document["media_type"],
        "content-length": str(document["size"]),
        "content-digest": content_digest(document["sha256"]),
        "content-disposition": f"attachment; filename*=UTF-8''{quote(document['filename'], safe='')}",
        "etag": content_etag_of(document),
        "cache-control": "private, no-cache",
    }
