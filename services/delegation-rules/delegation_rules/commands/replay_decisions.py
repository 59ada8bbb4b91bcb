"""Put the decisions that a board's delegates have taken to another order, before it is adopted. Changes nothing."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import RowMapping

from boardkit.auth.caller import Caller
from boardkit.db.selecting import SelectRows
from boardkit.domain.errors import InvalidInput, Text, nothing_here
from delegation_rules import queries
from delegation_rules.commands._staffing_records import staffing_of
from delegation_rules.domain.answers import Question
from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.decision_table import DecisionTable
from delegation_rules.domain.order_comparison import same_rules
from delegation_rules.domain.orders import OrderReference, Rule
from delegation_rules.domain.people import Staffing
from delegation_rules.domain.positions import Hierarchy, Position
from delegation_rules.domain.price_base_amounts import PriceBaseAmounts
from delegation_rules.domain.replay import DifferenceKind, Outcome, PastDecision, Replay, replay
from delegation_rules.domain.statute import Subject
from delegation_rules.domain.sub_delegations import SubDelegationGrant

#: Never the number of a rule: where a rule that the other order lacks is looked for.
_NOWHERE: Final = "0"


@dataclass(frozen=True, slots=True)
class _OtherOrder:
    """The order that the decisions are put to, and all that it is compiled of on any day."""

    row: RowMapping
    positions: Sequence[Position]
    grants: Sequence[SubDelegationGrant]
    price_base_amounts: PriceBaseAmounts

    def table_on(self, day: date) -> DecisionTable:
        """The order with the positions and sub-delegations of `day`."""
        reference = OrderReference(
            self.row["id"], self.row["board"], self.row["order_version"], self.row["in_force_from"]
        )
        grants = [each for each in self.grants if each.holds_on(day)]
        compiled = CompiledOrder(reference, self.row["rules"], Hierarchy(self.positions, day), grants)
        return DecisionTable(compiled, self.price_base_amounts)

    def epoch_of(self, day: date) -> tuple[frozenset[str], frozenset[UUID]]:
        """What is the same on all days that one table holds for."""
        return (
            frozenset(each.slug for each in self.positions if each.exists_on(day)),
            frozenset(each.id for each in self.grants if each.holds_on(day)),
        )


async def replay_decisions(
    select_rows: SelectRows, caller: Caller, *, order_id: UUID, first_day: date, last_day: date
) -> tuple[RowMapping, Replay]:
    """The order, and the board's decisions between the two days put to it, each as of its own day.

    A decision under a rule that the order does not have is told as one that it cannot be asked about, also when the
    order uses the number for something else. Raises `NotFound`, and `InvalidInput` for days the wrong way round.
    """
    orders = await select_rows(queries.order_by_id(caller, order_id))
    if not orders:
        raise nothing_here()
    if last_day < first_day:
        raise InvalidInput(
            Text(sv="Sista dagen ligger före den första.", en="The last day is before the first."),
            pointer="/last_day",
        )
    (order,) = orders
    decisions = await select_rows(queries.decisions_to_replay(caller, order["board"], first_day, last_day))
    became = {
        earlier: _what_became_of((await select_rows(queries.order_content(earlier)))[0]["rules"], order["rules"])
        for earlier in {row["order_id"] for row in decisions}
    }
    years = await select_rows(queries.price_base_amounts_by_year())
    other = _OtherOrder(
        row=order,
        positions=tuple(map(queries.position_from, await select_rows(queries.positions_of(order["board"])))),
        grants=tuple(map(queries.grant_from, await select_rows(queries.grants_under(order_id)))),
        price_base_amounts={row["year"]: queries.price_base_amount_from(row) for row in years},
    )
    staffing = await staffing_of(select_rows, order["board"])
    # A year's decisions take a second or so: other requests are not to wait for that.
    return order, await asyncio.to_thread(_replayed, decisions, other, became, staffing)


def _replayed(
    decisions: Iterable[RowMapping], other: _OtherOrder, became: Mapping[UUID, Mapping[str, str]], staffing: Staffing
) -> Replay:
    """The replays of all decisions that were taken under one order while the same positions were there, as one."""
    tables: dict[object, DecisionTable] = {}
    epochs: dict[date, object] = {}
    alike: dict[tuple[UUID, object], list[PastDecision]] = {}
    for row in decisions:
        day = row["decided_on"]
        if day not in epochs:
            epochs[day] = other.epoch_of(day)
            if epochs[day] not in tables:
                tables[epochs[day]] = other.table_on(day)
        alike.setdefault((row["order_id"], epochs[day]), []).append(_past_decision(row, staffing))
    return _joined(replay(of_kind, tables[epoch], became[earlier]) for (earlier, epoch), of_kind in alike.items())


def _joined(replays: Iterable[Replay]) -> Replay:
    """All of them as one, the earliest decision first."""
    every = tuple(replays)
    differences = sorted(
        (difference for each in every for difference in each.differences),
        key=lambda difference: (difference.decision.question.on, difference.decision.id),
    )
    counts = {kind: sum(each.counts[kind] for each in every) for kind in DifferenceKind}
    return Replay(sum(each.replayed for each in every), tuple(differences), counts)


def _what_became_of(before: Sequence[Rule], after: Sequence[Rule]) -> Mapping[str, str]:
    """For each rule of the earlier order its number in the other one, or a number that no rule has."""
    found = {was.number: now.number for was, now in same_rules(before, after)}
    return {rule.number: found.get(rule.number, _NOWHERE) for rule in before}


def _past_decision(row: RowMapping, staffing: Staffing) -> PastDecision:
    question = Question(
        rule=row["rule"],
        position=row["position"],
        on=row["decided_on"],
        amount=row["amount"],
        months=row["months"],
        purpose=row["purpose"],
        monthly_rent=row["monthly_rent"],
        circumstances=row["circumstances"],
        subject=None if row["subject"] is None else Subject(row["subject"]),
    )
    # A decision with authority was made by a holder, whatever has been registered of the holders since.
    held = row["allowed"] or row["person"] is None or _held(row, staffing)
    outcome = Outcome(row["allowed"], row["tier_number"], row["report_to_board"])
    return PastDecision(row["id"], question, outcome, held)


def _held(row: RowMapping, staffing: Staffing) -> bool:
    return row["position"] in staffing.positions_held(row["person"], row["decided_on"])
