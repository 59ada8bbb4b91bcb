"""Parameters of addresses that every service has alike."""

from typing import Annotated

from fastapi import Query

from boardkit.api.schemas import Slug

OfBoard = Annotated[Slug | None, Query(description="Bara den nämnden. Only this board.")]
"""Keeps a list to one board, when given."""

OneBoard = Annotated[Slug, Query(description="Nämndens kortnamn. The board's slug.")]
"""The board that the answer is about."""
