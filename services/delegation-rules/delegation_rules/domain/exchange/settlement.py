"""How a person settles a line: by handing in the rule, by choosing a reading, or by leaving the line out."""

from dataclasses import dataclass, replace
from datetime import date

from boardkit.domain.errors import Text
from delegation_rules.domain.errors import OrderRefused, UnknownPosition
from delegation_rules.domain.exchange.reports import ImportLine, LineStatus
from delegation_rules.domain.exchange.summaries import rule_summary
from delegation_rules.domain.exchange.titles import PositionTitles
from delegation_rules.domain.import_errors import SettlementRefused
from delegation_rules.domain.order_checks import check_order
from delegation_rules.domain.orders import OrderContent, OrderPeriod, Rule
from delegation_rules.domain.positions import Hierarchy


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a person says of a line; exactly one of the three.

    Attributes:
        rule: the rule that the line states.
        reading: number of the reading that is right, from 1.
        left_out: the line is no rule.
    """

    rule: Rule | None = None
    reading: int | None = None
    left_out: bool = False


def settled(line: ImportLine, settlement: Settlement, hierarchy: Hierarchy) -> ImportLine:
    """`line` as `settlement` says. Raises `SettlementRefused`, and `OrderRefused` or `UnknownPosition` for the rule."""
    if settlement.left_out:
        return replace(line, status=LineStatus.IGNORED)
    rule = settlement.rule if settlement.reading is None else _chosen(line, settlement.reading)
    if rule is None:
        raise SettlementRefused(
            Text(
                sv="Ange en av rule, reading och left_out.",
                en="Give one of rule, reading and left_out.",
            )
        )
    check_rule(rule, hierarchy, "/rule")
    summary = rule_summary(rule, PositionTitles(hierarchy))
    return replace(line, number=rule.number, status=LineStatus.SETTLED, rule=rule, summary=summary)


def check_rule(rule: Rule, hierarchy: Hierarchy, pointer: str) -> None:
    """Raise `OrderRefused` or `UnknownPosition` when an order could not hold `rule`, which stands at `pointer`."""
    try:
        check_order(OrderContent("", OrderPeriod(date.min), (rule,)), hierarchy)
    except (OrderRefused, UnknownPosition) as error:
        field = (error.pointer or "").removeprefix("/rules/0")
        raise type(error)(error.detail, pointer=f"{pointer}{field}") from None


def can_be_taken(rule: Rule, hierarchy: Hierarchy) -> bool:
    """Whether an order could hold `rule`."""
    try:
        check_rule(rule, hierarchy, "")
    except (OrderRefused, UnknownPosition):
        return False
    return True


def _chosen(line: ImportLine, number: int) -> Rule:
    if not 1 <= number <= len(line.readings):
        raise SettlementRefused(
            Text(sv="Raden har ingen tolkning med det numret.", en="The line has no reading with this number."),
            pointer="/reading",
        )
    return line.readings[number - 1].rule
