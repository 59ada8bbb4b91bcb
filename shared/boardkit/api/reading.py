"""The read side of a route: one select in, one response out, with ETag and 304."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Protocol, TypeVar

from fastapi import Depends
from pydantic import BaseModel
from sqlalchemy import RowMapping, Select, func, select
from starlette.requests import Request
from starlette.responses import Response

from boardkit.api.etags import content_etag, is_unchanged, version_etag
from boardkit.api.links import Links
from boardkit.api.paging import Page, PageMeta, PageRequest, page_links
from boardkit.api.runtime import Runtime, runtime_of
from boardkit.auth.caller import Caller
from boardkit.domain.clock import Clock
from boardkit.domain.errors import nothing_here

_TOTAL = "total_of_all_pages"

View_co = TypeVar("View_co", bound=BaseModel, covariant=True)


class Presents(Protocol[View_co]):
    """A representation class: makes itself of a row."""

    def of(self, row: RowMapping, links: Links) -> View_co:
        """The representation of `row`."""
        ...


class Reading:
    """What a GET route works with: who asks, on which business day, and ways to answer."""

    def __init__(self, request: Request, runtime: Runtime) -> None:
        self._request = request
        self._reader = runtime.reader
        self.caller: Caller = request.state.caller
        self.clock: Clock = runtime.clock_for(request)
        self.links = Links(request, runtime.service)

    async def rows(self, statement: Select[Any], parameters: Mapping[str, Any] | None = None) -> Sequence[RowMapping]:
        """Every row of `statement`, with `parameters` for what it leaves open."""
        async with self._reader.connect() as connection:
            rows: Sequence[RowMapping] = (await connection.execute(statement, parameters)).mappings().all()
            return rows

    async def first(self, statement: Select[Any]) -> RowMapping:
        """The first row of `statement`. Raises `NotFound`, the same for absent and for hidden objects."""
        async with self._reader.connect() as connection:
            row: RowMapping | None = (await connection.execute(statement)).mappings().first()
        if row is None:
            raise nothing_here()
        return row

    async def one(self, statement: Select[Any], view: Presents[BaseModel]) -> Response:
        """The object that `statement` selects; its ETag is the row's `version`."""
        row = await self.first(statement)
        return self.answer(view.of(row, self.links), etag=version_etag(row["version"]))

    async def page(self, statement: Select[Any], view: Presents[BaseModel], paging: PageRequest) -> Response:
        """A page of the list that `statement` selects, which must be ordered to the last row."""
        # The total is counted within the page's own statement: one round trip, and both see the same moment.
        count = select(func.count()).select_from(statement.order_by(None).subquery()).scalar_subquery().correlate(None)
        counted = statement.add_columns(count.label(_TOTAL)).limit(paging.limit).offset(paging.offset)
        async with self._reader.connect() as connection:
            rows = (await connection.execute(counted)).mappings().all()
            if rows:
                total = rows[0][_TOTAL]
            else:
                total = 0 if paging.page == 1 else (await connection.execute(select(count))).scalar_one()
        return self.answer(self.as_page([view.of(row, self.links) for row in rows], int(total), paging))

    def as_page(self, items: Sequence[BaseModel], total: int, paging: PageRequest) -> Page[Any]:
        """`items` as page `paging` of a list of `total`."""
        meta = PageMeta(total_records=total, page=paging.page, limit=paging.limit, count=len(items))
        return Page(items=list(items), meta=meta, links=page_links(self.links, paging, total))

    def answer(
        self, content: BaseModel, *, etag: str | None = None, headers: Mapping[str, str] | None = None
    ) -> Response:
        """`content` as JSON, or 304 when the caller already has it.

        Without `etag` the tag is made of the bytes themselves.
        """
        return self.written(content.model_dump_json(by_alias=True).encode(), etag=etag, headers=headers)

    def written(self, body: bytes, *, etag: str | None = None, headers: Mapping[str, str] | None = None) -> Response:
        """`body`, which is JSON already, answered as `answer` does."""
        tag = etag or content_etag(body)
        all_headers = {"etag": tag, "cache-control": "private, no-cache"} | dict(headers or {})
        if is_unchanged(self._request.headers.get("if-none-match"), tag):
            return Response(status_code=304, headers=all_headers)
        return Response(body, media_type="application/json", headers=all_headers)


async def _reading(request: Request) -> Reading:
    return Reading(request, runtime_of(request))


Read = Annotated[Reading, Depends(_reading)]
