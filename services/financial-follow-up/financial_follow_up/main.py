"""The financial follow-up put together."""

from datetime import date

import httpx
from fastapi import FastAPI

from boardkit.api.app import create_app
from boardkit.api.house import House
from boardkit.domain.errors import Text
from financial_follow_up.api import router
from financial_follow_up.commands.note_filed_case import note_filed_case
from financial_follow_up.neighbours import CASE_REGISTRY, FOLLOW_UP_FILED
from financial_follow_up.settings import Settings

HOUSE = House(
    name="financial-follow-up",
    package="financial_follow_up",
    title=Text(sv="Ekonomisk uppföljning", en="Financial follow-up"),
    description=Text(
        sv="Nämndens verksamhetsområden per år, ekonomiska månadsuppföljningar så som de lämnats, och rapporter som "
        "räknar om dem och visar vad som inte stämmer. Belopp i kronor; beloppens tecken beskrivs vid varje fält.",
        en="The board's accounting areas by year, monthly follow-ups as they were handed in, and reports that "
        "recompute them and show what does not add up. Amounts in kronor; each field describes its sign.",
    ),
    version="1.0.0",
    released=date(2026, 11, 21),
    router=router,
    neighbours=(CASE_REGISTRY,),
    on_delivered={FOLLOW_UP_FILED: note_filed_case},
)


def build(settings: Settings, neighbour_transport: httpx.AsyncBaseTransport | None = None) -> FastAPI:
    """The service's app; `neighbour_transport` replaces the network to the registry in tests."""
    return create_app(HOUSE, settings, {CASE_REGISTRY: settings.case_registry_url}, neighbour_transport)
