"""A rule in one plain sentence, for whoever checks what was understood of a document."""

from collections.abc import Iterator
from typing import Final

from boardkit.domain.errors import Text
from delegation_rules.domain.conditions import (
    AmountCondition,
    CircumstanceCondition,
    Condition,
    MonthsCondition,
    PurposeCondition,
)
from delegation_rules.domain.exchange.printing import printed
from delegation_rules.domain.exchange.titles import PositionTitles
from delegation_rules.domain.orders import Delegate, Reporting, ReportingDuty, Rule, Tier
from delegation_rules.domain.wording import limit_text, sentence_case

_REPORTING: Final = {
    ReportingDuty.NOT_REPORTED: "Not reported to the board.",
    ReportingDuty.REPORTED: "Reported to the board.",
    ReportingDuty.EXECUTION_NOT_REPORTED: "Execution, not reported.",
    ReportingDuty.NOT_STATED: "The order does not say whether it is reported.",
}


def rule_summary(rule: Rule, titles: PositionTitles) -> Text:
    """What `rule` says."""
    return Text(sv=_swedish(rule, titles), en=_english(rule, titles))


def _swedish(rule: Rule, titles: PositionTitles) -> str:
    row = printed(rule, titles)
    parts = [f"{row.number} {_sentence(' '.join(each.text for each in row.matter if not each.bullet))}"]
    limits = [each.text for each in row.matter if each.bullet] or [""]
    delegates = [each.text for each in row.delegates]
    tiers = (f"{who} {limit}".strip() for who, limit in zip(delegates, limits, strict=False))
    parts.append(f"Lägsta delegat: {'; '.join(tiers)}.")
    parts += [_sentence(each.text) for each in row.comment]
    return " ".join(parts)


def _sentence(text: str) -> str:
    return f"{text.rstrip(' .')}."


def _english(rule: Rule, titles: PositionTitles) -> str:
    tiers = "; ".join(_tier(tier, titles) for tier in rule.tiers)
    parts = [f"Rule {rule.number}.", f"Lowest delegates: {tiers}."]
    parts += [f"{sentence_case(_condition(each, titles))}." for each in (*rule.premises, *rule.conditions)]
    if rule.sub_delegation is not None:
        parts.append(f"May be sub-delegated to {', '.join(map(titles.title, rule.sub_delegation.receivers))}.")
    parts.append(_reporting(rule.reporting))
    return " ".join(parts)


def _tier(tier: Tier, titles: PositionTitles) -> str:
    who = ", ".join(_delegate(delegate, titles) for delegate in tier.delegates)
    amounts = [] if tier.amount is None else [_amount(tier.amount)]
    return " ".join((who, ", ".join((*amounts, *(_condition(each, titles) for each in tier.conditions))))).strip()


def _delegate(delegate: Delegate, titles: PositionTitles) -> str:
    own = "; ".join(_condition(each, titles) for each in delegate.conditions)
    return f"{titles.title(delegate.position)} ({own})" if own else titles.title(delegate.position)


def _amount(amount: AmountCondition) -> str:
    return " and ".join(_limits(amount))


def _limits(amount: AmountCondition) -> Iterator[str]:
    if amount.above is not None:
        yield f"above {limit_text(amount.above).en}"
    if amount.up_to is not None:
        yield f"up to {limit_text(amount.up_to).en}"


def _condition(condition: Condition, titles: PositionTitles) -> str:
    match condition:
        case MonthsCondition():
            return f"at most {condition.at_most} month{'' if condition.at_most == 1 else 's'}"
        case PurposeCondition():
            return f"for {condition.purpose}"
        case CircumstanceCondition():
            of_whom = "" if condition.position is None else f" ({titles.title(condition.position)})"
            return f"{condition.text.en.rstrip('.')}{of_whom}"


def _reporting(reporting: Reporting) -> str:
    if reporting.above is not None:
        return f"Reported to the board above {limit_text(reporting.above).en}."
    return _REPORTING[reporting.duty]
