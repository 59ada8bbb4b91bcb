"""The routes that every service has over its own records: the change feed and the audit chain."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import RowMapping, select
from starlette.requests import Request
from starlette.responses import Response

from boardkit.api.links import Links
from boardkit.api.operations import reads
from boardkit.api.paging import Page, Paging
from boardkit.api.reading import Read
from boardkit.api.runtime import runtime_of
from boardkit.api.schemas import Link, Representation, Timestamp
from boardkit.db import audit
from boardkit.db.changes import changes_after, give_positions, lacks_positions
from boardkit.db.tables import audit_entries
from boardkit.db.visibility import visible_boards
from boardkit.domain.errors import nothing_here

_MAX_CHANGES = 200
_FEED_COLUMNS = ("event", "resource", "resource_id", "board", "version", "occurred_at", "snapshot")

Chain = Annotated[
    str,
    Query(
        pattern=r"^(\*|[a-z0-9]+(-[a-z0-9]+)*)$",
        max_length=80,
        description="Nämndens kortnamn, eller * för det som rör hela installationen. "
        "The board's slug, or * for what concerns the whole installation.",
        json_schema_extra={"example": "norrmalm"},
    ),
]


class ChangeView(BaseModel):
    """One entry of the change feed."""

    cursor: int = Field(
        description="Läs vidare efter denna. Read on after this one.", json_schema_extra={"example": 17}
    )
    event: str = Field(description="created, changed eller removed.", json_schema_extra={"example": "created"})
    resource: str = Field(json_schema_extra={"example": "meetings"})
    resource_id: str = Field(json_schema_extra={"example": "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d"})
    board: str = Field(json_schema_extra={"example": "norrmalm"})
    version: int = Field(json_schema_extra={"example": 1})
    occurred_at: Timestamp
    snapshot: dict[str, Any] | None = Field(
        description="Objektet efter ändringen. The object after the change.",
        json_schema_extra={"example": {}},
    )


class FeedMeta(BaseModel):
    """Where to read on."""

    next_cursor: int = Field(json_schema_extra={"example": 17})
    count: int = Field(json_schema_extra={"example": 1})


class ChangePage(BaseModel):
    """The next part of the change feed, in committed order."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    items: list[ChangeView]
    meta: FeedMeta = Field(alias="_meta")
    links: dict[str, Link] = Field(alias="_links")


class AuditEntryView(Representation):
    """One entry of the audit chain."""

    seq: int = Field(json_schema_extra={"example": 1})
    board: str = Field(json_schema_extra={"example": "norrmalm"})
    entry: dict[str, Any] = Field(
        description="Vem, när, vad och varför. Who, when, what and why.",
        json_schema_extra={"example": {"actor": "staff", "event": "created", "resource": "cases"}},
    )
    hash: str = Field(description="SHA-256, hexadecimal.", json_schema_extra={"example": "9f86d081884c7d65"})

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> "AuditEntryView":
        """The representation of a row of the chain."""
        return cls(
            seq=row["seq"],
            board=row["board"],
            entry=_entry(row["entry"]),
            hash=row["hash"].hex(),
            links=links.self_link("audit"),
        )


class VerificationView(BaseModel):
    """Whether a board's audit chain is whole."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    board: str = Field(json_schema_extra={"example": "norrmalm"})
    entries: int = Field(json_schema_extra={"example": 42})
    intact: bool = Field(json_schema_extra={"example": True})
    broken_at: int | None = Field(
        description="Första post som inte stämmer. First entry that does not fit.",
        json_schema_extra={"example": 7},
    )
    reason: str | None = Field(json_schema_extra={"example": "an entry is missing"})
    links: dict[str, Link] = Field(alias="_links")


def _entry(text: str) -> dict[str, Any]:
    # What somebody has tampered with must not keep an auditor from reading the rest.
    try:
        entry = json.loads(text)
    except ValueError:
        entry = None
    return entry if isinstance(entry, dict) else {"unreadable": True}


router = APIRouter()
"""`changes`, `audit` and `audit/verification`."""


@router.get("/changes", tags=["changes"], **reads(ChangePage, scope="changes:read"))
async def list_changes(
    request: Request,
    read: Read,
    after: Annotated[int, Query(ge=0, le=2**62, description="Markör. Cursor; 0 from the start.")] = 0,
    limit: Annotated[int, Query(ge=1, le=_MAX_CHANGES)] = 100,
) -> Response:
    """Skapade, ändrade och borttagna objekt i ordning. Created, changed and removed objects, in order.

    Shows only boards that the caller may see and resources whose read scope the caller has. A reader
    that continues from `next_cursor` misses nothing and sees nothing twice.
    """
    runtime = runtime_of(request)
    async with runtime.reader.connect() as connection:
        unplaced = await lacks_positions(connection)
    if unplaced:
        async with runtime.engine.begin() as connection:
            await give_positions(connection)
    rows = await read.rows(changes_after(read.caller, after, limit))
    items = [ChangeView(cursor=row["position"], **{k: row[k] for k in _FEED_COLUMNS}) for row in rows]
    next_cursor = items[-1].cursor if items else after
    links = {
        "self": read.links.this_request("self"),
        "next": read.links.this_request("next", after=next_cursor, limit=limit),
    }
    meta = FeedMeta(next_cursor=next_cursor, count=len(items))
    return read.answer(ChangePage(items=items, meta=meta, links=links))


@router.get("/audit", tags=["audit"], **reads(Page[AuditEntryView], scope="audit:read"))
async def list_audit_entries(read: Read, paging: Paging, board: Chain) -> Response:
    """Revisionskedjan för en nämnd. The audit chain of a board, oldest first."""
    statement = (
        select(audit_entries)
        .where(audit_entries.c.board == board, visible_boards(read.caller, audit_entries.c.board))
        .order_by(audit_entries.c.seq)
    )
    return await read.page(statement, AuditEntryView, paging)


@router.get("/audit/verification", tags=["audit"], **reads(VerificationView, scope="audit:read"))
async def verify_audit_chain(request: Request, read: Read, board: Chain) -> Response:
    """Om kedjan är hel. Whether the chain is whole, and if not, where it breaks."""
    if not read.caller.may_see(board):
        raise nothing_here()
    async with runtime_of(request).engine.connect() as connection:
        outcome = await audit.verify(connection, board)
    return read.answer(
        VerificationView(
            board=outcome.board,
            entries=outcome.entries,
            intact=outcome.intact,
            broken_at=outcome.broken_at,
            reason=outcome.reason,
            links={"self": read.links.this_request("self")},
        )
    )
