"""Referral tracking put together."""

from datetime import date

import httpx
from fastapi import FastAPI

from boardkit.api.app import create_app
from boardkit.api.house import House
from boardkit.domain.errors import Text
from referral_tracking.api import router
from referral_tracking.commands.note_opened_case import note_opened_case
from referral_tracking.neighbours import CASE_OPENED, CASE_REGISTRY, REGISTRY_FEED
from referral_tracking.settings import Settings

HOUSE = House(
    name="referral-tracking",
    package="referral_tracking",
    title=Text(sv="Remisser", en="Referral tracking"),
    description=Text(
        sv="Vad nämnden har ombetts yttra sig över: remisser, mottagare, svarsdagar och svar.",
        en="What the board has been asked to comment on: referrals, recipients, deadlines and replies.",
    ),
    version="1.0.0",
    released=date(2026, 11, 21),
    router=router,
    neighbours=(CASE_REGISTRY,),
    on_delivered={CASE_OPENED: note_opened_case},
    feeds=(REGISTRY_FEED,),
)


def build(settings: Settings, neighbour_transport: httpx.AsyncBaseTransport | None = None) -> FastAPI:
    """The app; `neighbour_transport` replaces the network to the case registry in tests."""
    return create_app(HOUSE, settings, {CASE_REGISTRY: settings.case_registry_url}, neighbour_transport)
