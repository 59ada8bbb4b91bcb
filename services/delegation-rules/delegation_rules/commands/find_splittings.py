"""Find purchases that each stay below a limit but pass it together (uppdelning). Changes nothing."""

import asyncio
from collections.abc import Iterable
from datetime import date

from sqlalchemy import RowMapping

from boardkit.auth.caller import Caller
from boardkit.db.selecting import SelectRows
from delegation_rules import queries
from delegation_rules.domain.decision_statistics import check_period
from delegation_rules.domain.splitting import SplittingFlag, splitting_flags


async def find_splittings(
    select_rows: SelectRows,
    caller: Caller,
    *,
    board: str,
    first_day: date | None,
    last_day: date | None,
    window_days: int,
) -> tuple[SplittingFlag, ...]:
    """Every flag among the board's purchases between the days, by first day.

    Raises `NotFound` for a board out of reach and `InvalidInput` for days the wrong way round.
    """
    caller.must_reach(board, pointer="/board")
    check_period(first_day or date.min, last_day or date.max)
    rows = await select_rows(queries.purchases_past_a_limit(caller, board, first_day, last_day))
    # Years of purchases take their time: other requests are not to wait for that.
    return await asyncio.to_thread(_flags, rows, window_days)


def _flags(rows: Iterable[RowMapping], window_days: int) -> tuple[SplittingFlag, ...]:
    return splitting_flags(map(queries.purchase_from, rows), window_days)
