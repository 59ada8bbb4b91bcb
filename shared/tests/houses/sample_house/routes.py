"""The sample's routes, and some that go wrong on purpose."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query
from sqlalchemy import Select, select, text
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from boardkit.api.operations import asks, changes, creates, reads, streams
from boardkit.api.paging import Page, Paging
from boardkit.api.reading import Read
from boardkit.api.runtime import runtime_of
from boardkit.api.schemas import Line, Slug
from boardkit.api.writing import Change, Create
from boardkit.auth.caller import Caller
from boardkit.db.visibility import visible_boards
from sample_house.commands import retitle_note, write_note
from sample_house.schemas import ChangedNote, Echo, Mishap, NewNote, NoteView
from sample_house.tables import notes

router = APIRouter()
NoteId = Annotated[UUID, Path(alias="noteId", description="The note.")]


def _visible_notes(caller: Caller) -> Select[Any]:
    return select(notes).where(visible_boards(caller, notes.c.board)).order_by(notes.c.board, notes.c.number)


@router.post("/notes", tags=["notes"], **creates(NoteView, scope="notes:write"))
async def create_note(body: NewNote, create: Create) -> Response:
    """Skriv en anteckning. Write a note."""
    return await create.once(partial(write_note, note=body), NoteView)


@router.get("/notes", tags=["notes"], **reads(Page[NoteView], scope="notes:read"))
async def list_notes(
    read: Read, paging: Paging, board: Slug | None = None, title: Annotated[Line | None, Query()] = None
) -> Response:
    """Anteckningar. Notes."""
    statement = _visible_notes(read.caller)
    if board is not None:
        statement = statement.where(notes.c.board == board)
    if title is not None:
        statement = statement.where(notes.c.title == title)
    return await read.page(statement, NoteView, paging)


@router.get("/notes/{noteId}", tags=["notes"], **reads(NoteView, scope="notes:read"))
async def get_note(note_id: NoteId, read: Read) -> Response:
    """En anteckning. One note."""
    return await read.one(_visible_notes(read.caller).where(notes.c.id == note_id), NoteView)


@router.patch("/notes/{noteId}", tags=["notes"], **changes(NoteView, scope="notes:write"))
async def change_note(note_id: NoteId, body: ChangedNote, change: Change) -> Response:
    """Ny rubrik. A new title."""
    return await change.apply(partial(retitle_note, note_id=note_id, title=body.title), NoteView)


@router.post("/mishaps", tags=["mishaps"], **asks(Echo, scope="notes:read"))
async def suffer_mishap(body: Mishap, request: Request, read: Read) -> Response:
    """Något går fel. Something goes wrong."""
    async with runtime_of(request).engine.begin() as connection:
        if body.kind == "value":
            await connection.execute(select(notes).where(notes.c.number == 2**40))
        if body.kind == "deadlock":
            await connection.execute(text("DO $$ BEGIN RAISE EXCEPTION 'unlucky' USING ERRCODE = '40P01'; END $$"))
        if body.kind == "wait":
            await asyncio.Event().wait()
    raise RuntimeError(f"this text must stay here: {body.marker}")


@router.put("/uploads", tags=["mishaps"], **streams(scope="notes:write", kind="change"))
async def upload(request: Request) -> Response:
    """Ta emot en ström. Receive a stream."""
    received = 0
    async for chunk in request.stream():
        received += len(chunk)
    return Response(str(received), media_type="text/plain")


@router.get("/downloads", tags=["mishaps"], **streams(scope="notes:read"))
async def download(fail_after: Annotated[int, Query(ge=0, le=1000)] = 1000) -> Response:
    """Lämna en ström. Give a stream."""

    async def chunks() -> AsyncIterator[bytes]:
        for number in range(1000):
            if number == fail_after:
                raise RuntimeError("this text must stay here: streamed marker")
            yield b"x" * 1000
            await asyncio.sleep(0)

    return StreamingResponse(chunks(), media_type="application/octet-stream")
