"""The sample put together: alone, or with a neighbour that it tells and follows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from boardkit.api.app import create_app
from boardkit.api.house import House
from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.errors import Text
from boardkit.http.follow import Feed
from boardkit.settings import ProcessSettings
from sample_house.routes import router
from sample_house.tables import copies


async def note_delivery(work: UnitOfWork, context: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    """Write down that the neighbour has taken a note."""
    await work.connection.execute(insert(copies).values(word=f"{context['note_id']} {answer['copy_id']}"))


async def copy_change(connection: AsyncConnection, change: Mapping[str, Any]) -> None:
    """Write down a neighbour's change."""
    await connection.execute(insert(copies).values(word=change["resource_id"]))


ALONE = House(
    name="sample-house",
    package="sample_house",
    title=Text(sv="Exempelhus", en="Sample house"),
    description=Text(sv="Anteckningar.", en="Notes."),
    version="1.0.0",
    released=date(2026, 11, 21),
    router=router,
)
CONNECTED = replace(
    ALONE,
    neighbours=("other-house",),
    on_delivered={"note-told": note_delivery},
    feeds=(Feed(neighbour="other-house", scopes=frozenset({"things:read"}), apply=copy_change),),
)


def build(settings: ProcessSettings) -> FastAPI:
    """The sample on its own."""
    return create_app(ALONE, settings)


def build_connected(settings: ProcessSettings, neighbour_transport: httpx.AsyncBaseTransport) -> FastAPI:
    """The sample beside a neighbour."""
    return create_app(CONNECTED, settings, {"other-house": "http://other-house.test"}, neighbour_transport)
