"""Record a head of administration's decision to sub-delegate (vidaredelegera, KL 7:6)."""

from sqlalchemy import RowMapping, insert, select

from boardkit.db.overlaps import overlap_told_as
from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.errors import Text
from boardkit.domain.ids import new_id
from delegation_rules import queries
from delegation_rules.commands._people_records import sub_delegation_change, sub_delegations_overlap
from delegation_rules.commands._position_records import lock_register
from delegation_rules.domain.errors import NoOrderInForce, UnknownRule
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.domain.sub_delegation_checks import (
    SubDelegationDecision,
    check_decided_under,
    check_sub_delegation,
)
from delegation_rules.tables import delegation_orders, rules, sub_delegations


async def record_sub_delegation(work: UnitOfWork, board: str, decision: SubDelegationDecision) -> RowMapping:
    """Record `decision` under the order in force on its first day; it ceases with that order.

    Raises `NotFound` for a board out of reach, `NoOrderInForce`, `UnknownRule`, `UnknownPosition`, `PeriodRefused`,
    `SubDelegationRefused` when the law or the order does not allow it, and `SubDelegationsOverlap`.
    """
    work.caller.must_reach(board, pointer="/board")
    await lock_register(work, board)
    rule = await _rule_in_force(work, board, decision)
    registered = map(queries.position_from, await work.all(queries.positions_of(board)))
    check_sub_delegation(decision, rule["content"], Hierarchy(registered, decision.valid_from), work.today)
    values = {
        "id": new_id(),
        "board": board,
        "order_id": rule["order_id"],
        "rule": decision.rule,
        "giver": decision.giver,
        "receiver": decision.receiver,
        "purposes": list(decision.purposes),
        "valid_from": decision.valid_from,
        "valid_to": decision.valid_to,
        "decided_on": decision.decided_on,
        "decision_reference": decision.decision_reference,
    }
    async with overlap_told_as(sub_delegations_overlap("/valid_from")):
        await work.connection.execute(insert(sub_delegations).values(values))
    row = await work.one(queries.sub_delegation_by_id(work.caller, values["id"]))
    work.record(sub_delegation_change("created", row, "sub-delegation recorded"))
    return row


async def _rule_in_force(work: UnitOfWork, board: str, decision: SubDelegationDecision) -> RowMapping:
    in_force = queries.is_in_force(board, decision.valid_from)
    order = await work.first(select(delegation_orders.c.id, delegation_orders.c.adopted_on).where(in_force))
    if order is None:
        raise NoOrderInForce(
            Text(
                sv="Kansli har ingen delegationsordning som gäller för nämnden den dagen.",
                en="Kansli holds no delegation order that is in force for the board that day.",
            ),
            pointer="/valid_from",
        )
    check_decided_under(decision, order["adopted_on"])
    rule = await work.first(select(rules).where(rules.c.order_id == order["id"], rules.c.number == decision.rule))
    if rule is None:
        raise UnknownRule(
            Text(
                sv="Delegationsordningen har ingen regel med det numret.",
                en="The delegation order has no rule with this number.",
            ),
            pointer="/rule",
        )
    return rule
