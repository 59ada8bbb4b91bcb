"""Lists in pages (FNS.S07–B14): `limit` and `page` in, `_meta` and `_links` out."""

from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from boardkit.api.links import Links
from boardkit.api.schemas import Link

Item = TypeVar("Item")
MAX_LIMIT = 200
_MAX_PAGE = 100_000


class PageRequest(BaseModel):
    """Which part of a list is asked for."""

    limit: int
    page: int

    @property
    def offset(self) -> int:
        """How many items stand before this page."""
        return (self.page - 1) * self.limit


async def _page_request(
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT, description="Poster per sida. Items per page.")] = 20,
    page: Annotated[int, Query(ge=1, le=_MAX_PAGE, description="Sida, från 1. Page, from 1.")] = 1,
) -> PageRequest:
    return PageRequest(limit=limit, page=page)


Paging = Annotated[PageRequest, Depends(_page_request)]


class PageMeta(BaseModel):
    """Where this page stands in the whole list."""

    total_records: int = Field(
        description="Antal poster i hela listan. Items in the whole list.", json_schema_extra={"example": 1}
    )
    page: int = Field(description="Sidans nummer. Number of this page.", json_schema_extra={"example": 1})
    limit: int = Field(description="Högsta antal per sida. Items per page.", json_schema_extra={"example": 20})
    count: int = Field(description="Antal på den här sidan. Items on this page.", json_schema_extra={"example": 1})


class Page(BaseModel, Generic[Item]):
    """One page of a list."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    items: list[Item]
    meta: PageMeta = Field(alias="_meta")
    links: dict[str, Link] = Field(alias="_links")


def page_links(links: Links, request: PageRequest, total: int) -> dict[str, Link]:
    """self, first and last; next and prev where there is such a page. Other parameters are kept."""
    last = max(1, -(-total // request.limit))
    pages = {"self": request.page, "first": 1, "last": last}
    if request.page < last:
        pages["next"] = request.page + 1
    if request.page > 1:
        pages["prev"] = min(request.page - 1, last)
    return {rel: links.this_request(rel, limit=request.limit, page=page) for rel, page in pages.items()}
