"""Find the rules by which a subject may decide something (AuthZEN resource search). Changes nothing."""

from collections.abc import Iterator
from dataclasses import replace

from boardkit.auth.caller import Caller
from boardkit.db.selecting import SelectRows
from delegation_rules.commands._access_records import AskedOfBoard
from delegation_rules.commands._evaluation_records import CompiledOrders, order_in_force
from delegation_rules.domain.answering import StaffedOrder
from delegation_rules.domain.authzen import MATTER_TYPE
from delegation_rules.domain.errors import AmbiguousMatter, UnknownFact, UnknownMatter
from delegation_rules.domain.orders import Rule

_LONGEST_MATTER = 300


async def find_resources(
    select_rows: SelectRows, compiled_orders: CompiledOrders, caller: Caller, request: AskedOfBoard, resource_type: str
) -> tuple[str, ...]:
    """Numbers of the rules, or their matters, by which the subject gets a yes to `request`, in the order's sequence.

    A rule that does not ask for the facts that are told is none of them, nor is a matter whose words would not
    find its rule again. Raises what `order_in_force` raises, and `UnknownPosition`.
    """
    question = request.asked.question
    order = await order_in_force(select_rows, compiled_orders, caller, request.board, question.on)
    rules = tuple(_rules_of_yes(order, request))
    if resource_type != MATTER_TYPE:
        return tuple(rule.number for rule in rules)
    return tuple(matter for rule in rules for matter in _matter_of(rule, order))


def _rules_of_yes(order: StaffedOrder, request: AskedOfBoard) -> Iterator[Rule]:
    for compiled in order.table.compiled:
        question = replace(request.asked.question, rule=compiled.rule.number)
        try:
            answered = order.answer(replace(request.asked, question=question, matter=None))
        except UnknownFact:
            continue
        if answered.cell.allowed:
            yield compiled.rule


def _matter_of(rule: Rule, order: StaffedOrder) -> Iterator[str]:
    matter = " ".join(rule.matter.split())
    try:
        found = order.table.compiled.matters.rule_about(matter)
    except (AmbiguousMatter, UnknownMatter):
        return
    if found == rule.number and len(matter) <= _LONGEST_MATTER:
        yield matter
