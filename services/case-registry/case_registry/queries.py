"""The read side: selects that already hold the caller's authorisation."""

from typing import Any

from sqlalchemy import Select, select

from boardkit.auth.caller import Caller
from boardkit.db.visibility import visible_boards
from case_registry.tables import boards


def boards_visible_to(caller: Caller) -> Select[Any]:
    """The boards that `caller` may see, by slug."""
    return select(boards).where(visible_boards(caller, boards.c.slug)).order_by(boards.c.slug)


def board_by_slug(caller: Caller, slug: str) -> Select[Any]:
    """The board with `slug`, when `caller` may see it."""
    return boards_visible_to(caller).where(boards.c.slug == slug)
