"""What an order must fulfil before it can be taken in: it names nothing that does not exist, and is in order.

These are contradictions that make an answer impossible. Whether an order is wise (gaps, overlaps, tiers that
nobody reaches) is another question.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from boardkit.domain.errors import Text
from delegation_rules.domain.conditions import (
    AmountCondition,
    CircumstanceCondition,
    Condition,
    MonthsCondition,
    PurposeCondition,
)
from delegation_rules.domain.errors import OrderFixed, OrderRefused, UnknownPosition
from delegation_rules.domain.orders import OrderContent, OrderPeriod, ReportingDuty, Rule, Tier
from delegation_rules.domain.positions import Hierarchy


def check_order(content: OrderContent, hierarchy: Hierarchy) -> None:
    """Raise `OrderRefused` or `UnknownPosition`, pointing at the first field that is wrong."""
    check_period(content.period)
    _check_rule_numbers_differ(content.rules)
    for index, rule in enumerate(content.rules):
        _check_rule(rule, f"/rules/{index}", hierarchy)


def check_period(period: OrderPeriod) -> None:
    """An order ends no earlier than it begins, and never reaches back before the decision that adopts it."""
    if period.in_force_to is not None:
        _check_sequence(period.in_force_from, period.in_force_to)
    if period.adopted_by is not None and period.adopted_by.decided_on > period.in_force_from:
        raise OrderRefused(
            Text(
                sv="En delegationsordning kan inte börja gälla före beslutet om den.",
                en="A delegation order cannot be in force before the decision that adopts it.",
            ),
            pointer="/in_force_from",
        )


def ended_by(period: OrderPeriod, last_day: date, today: date) -> OrderPeriod:
    """`period` with `last_day` as its last day in force. Raises `OrderRefused` or `OrderFixed`.

    Any day that has passed keeps the order that was in force then.
    """
    _check_sequence(period.in_force_from, last_day)
    if last_day < today or (period.in_force_to is not None and period.in_force_to < today):
        raise OrderFixed(
            Text(
                sv="En dag som har passerat behåller den delegationsordning som gällde då.",
                en="A day that has passed keeps the delegation order that was in force then.",
            ),
            pointer="/in_force_to",
        )
    return replace(period, in_force_to=last_day)


def replaced_from(period: OrderPeriod, first_day: date, today: date) -> OrderPeriod:
    """`period` of an order that another one replaces from `first_day` on: it ends the day before, if not earlier.

    Raises `OrderRefused` when it does not begin before the other, and `OrderFixed` when a day that has passed would
    lose the order that was in force then.
    """
    if period.in_force_from >= first_day:
        raise OrderRefused(
            Text(
                sv="Ordningen som ersätts börjar inte gälla före den som ersätter den.",
                en="The order to be replaced does not begin before the one that replaces it.",
            ),
            pointer="/replaces",
        )
    if period.in_force_to is not None and period.in_force_to < first_day:
        return period
    if first_day < today:
        raise OrderFixed(
            Text(
                sv="En dag som har passerat behåller den delegationsordning som gällde då.",
                en="A day that has passed keeps the delegation order that was in force then.",
            ),
            pointer="/in_force_from",
        )
    return replace(period, in_force_to=first_day - timedelta(days=1))


def _check_sequence(first_day: date, last_day: date) -> None:
    if last_day < first_day:
        raise OrderRefused(
            Text(
                sv="Sista giltighetsdagen ligger före den första.",
                en="The last day in force is before the first.",
            ),
            pointer="/in_force_to",
        )


def _check_rule_numbers_differ(rules: Iterable[Rule]) -> None:
    seen: set[str] = set()
    for index, rule in enumerate(rules):
        if rule.number in seen:
            raise OrderRefused(
                Text(sv="Två regler har samma nummer.", en="Two rules have the same number."),
                pointer=f"/rules/{index}/number",
            )
        seen.add(rule.number)


def _check_rule(rule: Rule, pointer: str, hierarchy: Hierarchy) -> None:
    for slug, field in _positions_named(rule):
        if slug not in hierarchy:
            raise UnknownPosition(
                Text(
                    sv="Regeln nämner en befattning som nämnden inte har.",
                    en="The rule names a position that the board does not have.",
                ),
                pointer=pointer + field,
            )
    for index, tier in enumerate(rule.tiers):
        _check_tier(tier, f"{pointer}/tiers/{index}")
    _check_purposes(rule, pointer)
    _check_circumstances(rule, pointer)
    if (rule.reporting.duty is ReportingDuty.REPORTED_ABOVE) != (rule.reporting.above is not None):
        raise OrderRefused(
            Text(
                sv="En gräns anges när, och bara när, anmälan sker över en gräns.",
                en="A limit is given when, and only when, reporting is above a limit.",
            ),
            pointer=f"{pointer}/reporting/above",
        )


def _positions_named(rule: Rule) -> Iterator[tuple[str, str]]:
    """Each position that the rule names, with the field that names it."""
    yield from _positions_in(rule.conditions, "/conditions")
    for tier_index, tier in enumerate(rule.tiers):
        tier_field = f"/tiers/{tier_index}"
        yield from _positions_in(tier.conditions, f"{tier_field}/conditions")
        for delegate_index, delegate in enumerate(tier.delegates):
            field = f"{tier_field}/delegates/{delegate_index}"
            yield delegate.position, f"{field}/position"
            yield from _positions_in(delegate.conditions, f"{field}/conditions")
    if rule.sub_delegation is not None:
        for index, slug in enumerate(rule.sub_delegation.receivers):
            yield slug, f"/sub_delegation/receivers/{index}"


def _positions_in(conditions: Iterable[Condition], field: str) -> Iterator[tuple[str, str]]:
    for index, condition in enumerate(conditions):
        if isinstance(condition, CircumstanceCondition) and condition.position is not None:
            yield condition.position, f"{field}/{index}/position"


def _check_tier(tier: Tier, pointer: str) -> None:
    if tier.amount is not None:
        _check_amount(tier.amount, f"{pointer}/amount")
    if len({delegate.position for delegate in tier.delegates}) < len(tier.delegates):
        raise OrderRefused(
            Text(sv="Steget nämner samma delegat två gånger.", en="The tier names a delegate twice."),
            pointer=f"{pointer}/delegates",
        )


def _check_amount(amount: AmountCondition, pointer: str) -> None:
    if amount.above is None and amount.up_to is None:
        raise OrderRefused(
            Text(
                sv="Ett beloppsvillkor anger minst en gräns.",
                en="A condition on amount states at least one limit.",
            ),
            pointer=pointer,
        )
    if amount.above is None or amount.up_to is None or amount.above.unit is not amount.up_to.unit:
        return
    if amount.above.quantity >= amount.up_to.quantity:
        raise OrderRefused(
            Text(
                sv="Beloppets övre gräns ligger inte över den undre.",
                en="The upper limit of the amount is not above the lower one.",
            ),
            pointer=f"{pointer}/up_to",
        )


def _check_purposes(rule: Rule, pointer: str) -> None:
    declared = [purpose.name for purpose in rule.purposes]
    if len(set(declared)) < len(declared):
        raise OrderRefused(
            Text(sv="Regeln nämner ett delsyfte två gånger.", en="The rule names a purpose twice."),
            pointer=f"{pointer}/purposes",
        )
    used = {purpose for condition in rule.all_conditions() for purpose in _purposes_used(condition)}
    if rule.sub_delegation is not None:
        used.update(rule.sub_delegation.purposes)
    if not used <= set(declared):
        raise OrderRefused(
            Text(
                sv="Regeln hänvisar till ett delsyfte som den inte nämner.",
                en="The rule refers to a purpose that it does not name.",
            ),
            pointer=f"{pointer}/purposes",
        )


def _purposes_used(condition: Condition) -> tuple[str, ...]:
    match condition:
        case PurposeCondition(purpose):
            return (purpose,)
        case MonthsCondition():
            return tuple(purpose for purpose, _ in condition.for_purposes)
        case CircumstanceCondition():
            return ()


def _check_circumstances(rule: Rule, pointer: str) -> None:
    """One name is one fact: it cannot have to be true in one place of the rule and false in another."""
    expected: dict[str, bool] = {}
    for circumstance in rule.circumstances():
        if expected.setdefault(circumstance.name, circumstance.expected) is not circumstance.expected:
            raise OrderRefused(
                Text(
                    sv="Samma omständighet krävs vara både sann och falsk.",
                    en="The same circumstance is required to be both true and false.",
                ),
                pointer=f"{pointer}/conditions",
            )
