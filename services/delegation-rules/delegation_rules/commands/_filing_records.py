"""What the commands that file decisions share: the record, and the lock on the case that a decision waits for."""

from datetime import date

from sqlalchemy import RowMapping, func, select

from boardkit.db.unit_of_work import UnitOfWork
from delegation_rules.domain.decision_record import DecisionRecord
from delegation_rules.domain.delegated_decisions import DecisionStatus
from delegation_rules.neighbours import DECISION_FILED, VOIDANCE_FILED, file_decision
from delegation_rules.tables import positions


async def send_to_case(work: UnitOfWork, decision: RowMapping, dated: date) -> None:
    """Have the registry file `decision`, a row of `delegated_decisions`, as it stands now, in its case."""
    title = select(positions.c.title_sv).where(
        positions.c.board == decision["board"], positions.c.slug == decision["position"]
    )
    record = DecisionRecord(
        number=f"{decision['year']}-{decision['number']}",
        diary_number=decision["diary_number"],
        decided_on=decision["decided_on"],
        outcome=decision["outcome"],
        position_title=(await work.one(title))["title_sv"],
        matter=decision["matter"],
        rule=decision["rule"],
        order_version=decision["order_version"],
        amount=decision["amount"],
        reasons=[reason["sv"] for reason in decision["reasons"]],
        void_reason=decision["void_reason"],
    )
    event = VOIDANCE_FILED if decision["status"] == DecisionStatus.VOID else DECISION_FILED
    work.send(file_decision(decision, record, event=event, dated=dated))


async def lock_case_numbers(work: UnitOfWork, board: str) -> None:
    """Let a case become known, or a decision begin to wait for it, one at a time: neither misses the other.

    One lock for the whole board, taken before every other: with one for each number, a page of many cases and the
    decisions that wait for them could lock each other out.
    """
    lock = func.pg_advisory_xact_lock(func.hashtextextended(f"case-numbers/{board}", 0))
    await work.connection.execute(select(lock))
