"""What is read of decisions that are put to another order."""

from datetime import date
from typing import Any

from sqlalchemy import Select, select

from boardkit.auth.caller import Caller
from boardkit.db.visibility import visible_boards
from delegation_rules.tables import delegated_decisions


def decisions_to_replay(caller: Caller, board: str, first_day: date, last_day: date) -> Select[Any]:
    """What was asked and answered when `board`'s decisions of the days were registered, the earliest first.

    Void ones are among them: one that had no authority may have it under the other order.
    """
    decision = delegated_decisions.c
    return (
        select(
            decision.id,
            decision.order_id,
            decision.rule,
            decision.position,
            decision.person,
            decision.decided_on,
            decision.amount,
            decision.months,
            decision.purpose,
            decision.monthly_rent,
            decision.circumstances,
            decision.subject,
            decision.allowed,
            decision.tier_number,
            decision.report_to_board,
        )
        .where(
            visible_boards(caller, decision.board),
            decision.board == board,
            decision.decided_on.between(first_day, last_day),
        )
        .order_by(decision.decided_on, decision.id)
    )
