"""How a command that only reads is handed its database, be it a route's `Reading.rows` or a `UnitOfWork.all`."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import RowMapping, Select


class SelectRows(Protocol):
    """Runs a select and gives its rows."""

    async def __call__(
        self, statement: Select[Any], parameters: Mapping[str, Any] | None = None
    ) -> Sequence[RowMapping]:
        """Every row of `statement`, with `parameters` for what it leaves open."""
        ...
