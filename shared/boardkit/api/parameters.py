"""Parameters of addresses that every service has alike."""

from typing import Annotated

from fastapi import Query

from boardkit.api.schemas import CalendarDate, Slug

OfBoard = Annotated[Slug | None, Query(description="Bara den nämnden. Only this board.")]
"""Keeps a list to one board, when given."""

OneBoard = Annotated[Slug, Query(description="Nämndens kortnamn. The board's slug.")]
"""The board that the answer is about."""

FromDay = Annotated[CalendarDate | None, Query(alias="from", description="Från och med. From this day on.")]
"""Keeps a list to what is of this day or a later one, when given; called `first_day` inside."""

ToDay = Annotated[CalendarDate | None, Query(alias="to", description="Till och med. Up to and including this day.")]
"""Keeps a list to what is of this day or an earlier one, when given; called `last_day` inside."""
