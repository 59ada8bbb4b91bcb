"""The write side of a route: one command in one transaction, replayable creates, guarded changes."""

import hashlib
import re
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Header
from pydantic import BaseModel
from sqlalchemy import RowMapping
from starlette.requests import Request
from starlette.responses import Response

from boardkit.api.etags import version_etag, version_named_by
from boardkit.api.links import Links
from boardkit.api.reading import Presents
from boardkit.api.runtime import Runtime, runtime_of
from boardkit.auth.caller import Caller
from boardkit.db.idempotency import Answer, IdempotencyKey, earlier_answer, remember
from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.clock import Clock
from boardkit.domain.errors import MalformedRequest, Text

_KEY_FORM = re.compile(r"[\x21-\x7e]{8,200}")
_BAD_KEY = Text(
    sv="Ange Idempotency-Key: 8–200 tecken ur ASCII utan blanksteg, helst ett UUID, nytt för varje nytt ärende "
    "och samma vid omförsök.",
    en="Give an Idempotency-Key: 8–200 ASCII characters without spaces, preferably a UUID, new for each new "
    "create and the same when you retry.",
)

Command = Callable[[UnitOfWork], Awaitable[RowMapping]]
GuardedCommand = Callable[[UnitOfWork, int], Awaitable[RowMapping]]


class _Writing:
    def __init__(self, request: Request, runtime: Runtime) -> None:
        self._request = request
        self._transactions = runtime.transactions
        self.caller: Caller = request.state.caller
        self.clock: Clock = runtime.clock_for(request)
        self.links = Links(request, runtime.service)


class Creation(_Writing):
    """What a POST route that creates something works with."""

    def __init__(self, request: Request, runtime: Runtime, key: str) -> None:
        super().__init__(request, runtime)
        self._key = key

    async def once(self, command: Command, view: Presents[BaseModel]) -> Response:
        """Carry out `command` once and answer 201 with Location and ETag.

        `command` returns the row that was created; the same key and request again give the same answer and
        no second effect. The representation's self link is the Location.
        """
        key = await self._idempotency_key()
        async with self._transactions.begin(self.caller, self.clock) as work:
            answer = await earlier_answer(work.connection, key)
            if answer is None:
                answer = self._created(view.of(row := await command(work), self.links), row)
                await remember(work.connection, key, answer)
        return Response(answer.body, answer.status, answer.headers, media_type="application/json")

    async def _idempotency_key(self) -> IdempotencyKey:
        body = await self._request.body()
        path = self._request.scope["path"]
        request = f"{self._request.method}\n{path}\n".encode() + body
        return IdempotencyKey(self.caller.subject, self._key, hashlib.sha256(request).digest())

    def _created(self, content: BaseModel, row: RowMapping) -> Answer:
        headers = {"cache-control": "private, no-cache"}
        if "version" in row:
            headers["etag"] = version_etag(row["version"])
        self_link = getattr(content, "links", {}).get("self")
        if self_link is not None:
            headers["location"] = self_link.href
        return Answer(201, headers, content.model_dump_json(by_alias=True).encode())


class Changing(_Writing):
    """What a PUT, PATCH or DELETE route works with: which version the caller builds on."""

    def __init__(self, request: Request, runtime: Runtime, expected_version: int) -> None:
        super().__init__(request, runtime)
        self.expected_version = expected_version

    async def apply(self, command: GuardedCommand, view: Presents[BaseModel]) -> Response:
        """Carry out `command` on the expected version and answer with the changed object and its new ETag."""
        async with self._transactions.begin(self.caller, self.clock) as work:
            row = await command(work, self.expected_version)
            content = view.of(row, self.links)
        headers = {"etag": version_etag(row["version"]), "cache-control": "private, no-cache"}
        return Response(content.model_dump_json(by_alias=True).encode(), media_type="application/json", headers=headers)


class Asking(_Writing):
    """What a POST route works with that asks a question and changes nothing (MOG.S03)."""


async def _creation(
    request: Request,
    idempotency_key: Annotated[
        str | None,
        Header(
            description="Egen nyckel för anropet, samma vid omförsök. Your key for this create; the same on a retry.",
            json_schema_extra={"example": "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d"},
        ),
    ] = None,
) -> Creation:
    if idempotency_key is None or _KEY_FORM.fullmatch(idempotency_key) is None:
        raise MalformedRequest(_BAD_KEY)
    return Creation(request, runtime_of(request), idempotency_key)


async def _changing(
    request: Request,
    if_match: Annotated[
        str | None,
        Header(
            description="Den ETag som ändringen bygger på. The ETag that the change builds on.",
            json_schema_extra={"example": '"v1"'},
        ),
    ] = None,
) -> Changing:
    return Changing(request, runtime_of(request), version_named_by(if_match))


Create = Annotated[Creation, Depends(_creation)]
Change = Annotated[Changing, Depends(_changing)]
