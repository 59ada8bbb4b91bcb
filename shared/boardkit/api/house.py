"""What a service tells boardkit about itself; `create_app` builds the rest."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fastapi import APIRouter

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.errors import Text
from boardkit.http.follow import Feed

#: Called in a transaction of its own when a neighbour has taken a message: its context and the answer.
DeliveryHandler = Callable[[UnitOfWork, Mapping[str, Any], Mapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class House:
    """One service: its name in addresses, its package, its words about itself and its routes.

    Attributes:
        name: first part of its addresses, audience of its tokens ("case-registry").
        package: the Python package, for its migrations.
        title, description: for the documentation, in both languages.
        version, released: of the API (semantic version, date).
        router: its routes; their paths are relative to `base_path`.
        neighbours: the services it asks, by name.
        on_delivered: handlers of the outbox's events.
        feeds: the neighbours' changes that it keeps a local copy of.
        board_records: whether it has the audit and changes resources (the gateway has not).
    """

    name: str
    package: str
    title: Text
    description: Text
    version: str
    released: date
    router: APIRouter
    neighbours: Sequence[str] = ()
    on_delivered: Mapping[str, DeliveryHandler] = field(default_factory=dict)
    feeds: Sequence[Feed] = ()
    board_records: bool = True

    def __post_init__(self) -> None:
        """Raise `ValueError` for two feeds of one neighbour: they would share a cursor and miss changes."""
        if len({feed.neighbour for feed in self.feeds}) != len(self.feeds):
            raise ValueError("a house follows each neighbour in one feed")

    @property
    def base_path(self) -> str:
        """Where its resources start."""
        return f"/{self.name}/v1"
