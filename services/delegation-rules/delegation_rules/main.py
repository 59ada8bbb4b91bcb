"""Delegation rules put together."""

from datetime import date

import httpx
from fastapi import FastAPI

from boardkit.api.app import create_app
from boardkit.api.house import House
from boardkit.domain.errors import Text
from boardkit.http.follow import Feed
from delegation_rules.api import router
from delegation_rules.commands.note_filed_decision import note_filed_decision
from delegation_rules.commands.note_placed_report import note_placed_report
from delegation_rules.commands.note_registry_change import note_registry_change
from delegation_rules.neighbours import CASE_REGISTRY, COPIED_SCOPES, DECISION_FILED, REPORT_PLACED
from delegation_rules.settings import Settings

HOUSE = House(
    name="delegation-rules",
    package="delegation_rules",
    title=Text(sv="Delegationsregler", en="Delegation rules"),
    description=Text(
        sv="Nämndens delegationsordningar, befattningar och prisbasbelopp, och svaret på frågan vem som får besluta.",
        en="The board's delegation orders, positions and price base amounts, and the answer to who may decide.",
    ),
    version="1.0.0",
    released=date(2026, 11, 21),
    router=router,
    neighbours=(CASE_REGISTRY,),
    on_delivered={DECISION_FILED: note_filed_decision, REPORT_PLACED: note_placed_report},
    feeds=(Feed(CASE_REGISTRY, COPIED_SCOPES, note_registry_change),),
)


def build(settings: Settings, neighbour_transport: httpx.AsyncBaseTransport | None = None) -> FastAPI:
    """The app; `neighbour_transport` replaces the network to the case registry in tests."""
    return create_app(HOUSE, settings, {CASE_REGISTRY: settings.case_registry_url}, neighbour_transport)
