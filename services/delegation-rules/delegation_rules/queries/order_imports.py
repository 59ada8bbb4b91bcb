"""What is read of imports of delegation orders."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from boardkit.auth.caller import Caller
from boardkit.db.visibility import visible_boards
from delegation_rules.tables import order_imports

_OF_A_SUMMARY = [column for column in order_imports.c if column.name != "lines"]


def order_imports_visible_to(caller: Caller, board: str | None = None) -> Select[Any]:
    """The imports that `caller` may see, without their lines, the latest first."""
    statement = select(*_OF_A_SUMMARY).where(visible_boards(caller, order_imports.c.board))
    if board is not None:
        statement = statement.where(order_imports.c.board == board)
    return statement.order_by(order_imports.c.id.desc())


def order_import_by_id(caller: Caller, import_id: UUID) -> Select[Any]:
    """The import with that id and its lines, when `caller` may see it."""
    return select(order_imports).where(visible_boards(caller, order_imports.c.board), order_imports.c.id == import_id)
