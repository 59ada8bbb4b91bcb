"""Sum up how delegation has been used in a period. Changes nothing."""

from datetime import date

from boardkit.auth.caller import Caller
from boardkit.db.selecting import SelectRows
from delegation_rules import queries
from delegation_rules.domain.decision_statistics import DecisionStatistics, check_period, statistics_of


async def sum_up_decisions(
    select_rows: SelectRows, caller: Caller, *, board: str, first_day: date, last_day: date, threshold_percent: int
) -> tuple[DecisionStatistics, int]:
    """The statistics of the period's valid decisions, and how many void ones there are beside them.

    An amount is near its decider's limit from `threshold_percent` of it. Raises `NotFound` for a board out of reach
    and `InvalidInput` for days the wrong way round.
    """
    caller.must_reach(board, pointer="/board")
    check_period(first_day, last_day)
    cells = await select_rows(queries.use_by_month(caller, board, first_day, last_day, threshold_percent))
    (void,) = await select_rows(queries.number_of_void(caller, board, first_day, last_day))
    in_force = await select_rows(queries.rules_in_force(caller, board, last_day))
    found = statistics_of(
        [queries.use_in_month_from(cell) for cell in cells],
        [queries.rule_in_force_from(row) for row in in_force] or None,
    )
    return found, int(void["count"])
