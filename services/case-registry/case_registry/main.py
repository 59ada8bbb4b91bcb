"""The registry put together."""

from datetime import date

from fastapi import FastAPI

from boardkit.api.app import create_app
from boardkit.api.house import House
from boardkit.domain.errors import Text
from case_registry.api import router
from case_registry.settings import Settings

HOUSE = House(
    name="case-registry",
    package="case_registry",
    title=Text(sv="Ärenderegister", en="Case registry"),
    description=Text(
        sv="Nämndens diarium: ärenden, handlingar, medborgarförslag, sammanträden, beslut, protokoll och anslag.",
        en="The board's diary: cases, documents, citizen proposals, meetings, decisions, minutes and notices.",
    ),
    version="1.0.0",
    released=date(2026, 11, 21),
    router=router,
)


def build(settings: Settings) -> FastAPI:
    """The registry's app."""
    return create_app(HOUSE, settings)
