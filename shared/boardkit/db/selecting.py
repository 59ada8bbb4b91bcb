"""How a command that only reads is handed its database, be it a route's `Reading.rows` or a `UnitOfWork.all`."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from sqlalchemy import RowMapping, Select

SelectRows = Callable[[Select[Any]], Awaitable[Sequence[RowMapping]]]
"""Runs a select and gives its rows."""
