"""Delegation rules put together."""

from datetime import date

from fastapi import FastAPI

from boardkit.api.app import create_app
from boardkit.api.house import House
from boardkit.domain.errors import Text
from delegation_rules.api import router
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
)


def build(settings: Settings) -> FastAPI:
    """The app of delegation rules."""
    return create_app(HOUSE, settings)
