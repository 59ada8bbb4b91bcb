"""`bodies`: the register of bodies that a referral's recipients are recognised as (remissinstanser)."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from boardkit.api.operations import reads
from boardkit.api.paging import Page, Paging
from boardkit.api.reading import Read
from boardkit.api.runtime import runtime_of
from boardkit.api.schemas import Slug
from boardkit.domain.errors import nothing_here
from referral_tracking.domain.body_register import BodyRegister
from referral_tracking.neighbours import body_register
from referral_tracking.schemas.recipients import BodyView

router = APIRouter(prefix="/bodies", tags=["bodies"])
BodySlug = Annotated[Slug, Path(alias="bodySlug", description="Remissinstansens kortnamn. The body's slug.")]


@router.get("", **reads(Page[BodyView], scope="referrals:read"))
async def list_bodies(request: Request, read: Read, paging: Paging) -> Response:
    """Remissinstanser: nämnder, kontor och bolag. Consulted bodies: boards, offices and companies."""
    bodies = sorted((await _register(request)).bodies, key=lambda body: body.slug)
    shown = [BodyView.of(body, read.links) for body in bodies[paging.offset : paging.offset + paging.limit]]
    return read.answer(read.as_page(shown, len(bodies), paging))


@router.get("/{bodySlug}", **reads(BodyView, scope="referrals:read"))
async def get_body(request: Request, body_slug: BodySlug, read: Read) -> Response:
    """En remissinstans. One consulted body."""
    body = (await _register(request)).find(body_slug)
    if body is None:
        raise nothing_here()
    return read.answer(BodyView.of(body, read.links))


async def _register(request: Request) -> BodyRegister:
    async with runtime_of(request).reader.connect() as connection:
        return await body_register(connection)
