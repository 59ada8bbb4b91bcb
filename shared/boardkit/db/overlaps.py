"""Telling in the domain's words that an exclusion constraint of the database refuses an overlap."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from sqlalchemy.exc import IntegrityError

from boardkit.domain.errors import KansliError

_EXCLUSION_VIOLATION: Final = "23P01"


@asynccontextmanager
async def overlap_told_as(problem: KansliError) -> AsyncIterator[None]:
    """Raise `problem` in place of the database's refusal of an overlap; any other error stays what it is."""
    try:
        yield
    except IntegrityError as error:
        if getattr(error.orig, "sqlstate", None) != _EXCLUSION_VIOLATION:
            raise
        raise problem from None
