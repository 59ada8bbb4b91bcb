"""The examination of a whole order: each rule by itself, and what shows only when they are read together."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from boardkit.domain.errors import Text
from delegation_rules.domain.matters import folded
from delegation_rules.domain.order_findings.findings import FindingCode, OrderFinding, Severity
from delegation_rules.domain.order_findings.law import law_findings
from delegation_rules.domain.order_findings.repealed_law import repealed_law_findings
from delegation_rules.domain.order_findings.staffing import staffing_findings
from delegation_rules.domain.order_findings.tiers import tier_findings
from delegation_rules.domain.orders import ReportingDuty, Rule, missing_numbers, rule_sort_key
from delegation_rules.domain.people import Staffing
from delegation_rules.domain.positions import Hierarchy

_BY_GRAVITY: Final = {severity: place for place, severity in enumerate(Severity)}


def examine(rules: Sequence[Rule], hierarchy: Hierarchy, staffing: Staffing, day: date) -> tuple[OrderFinding, ...]:
    """Everything that stands out in `rules` as they read on `day`, the gravest first, then by rule and tier."""
    found = [*_of_the_whole(rules), *staffing_findings(rules, hierarchy, staffing, day)]
    for rule in rules:
        found.extend(law_findings(rule, hierarchy))
        found.extend(tier_findings(rule, hierarchy))
        found.extend(repealed_law_findings(rule, day))
        if rule.reporting.duty is ReportingDuty.NOT_STATED:
            found.append(_reporting_not_stated(rule))
    return tuple(sorted(found, key=_place))


def errors_in(rules: Sequence[Rule], hierarchy: Hierarchy) -> tuple[OrderFinding, ...]:
    """Where the law stands against a rule, whoever holds the positions and whatever the day."""
    found = (finding for rule in rules for finding in law_findings(rule, hierarchy))
    return tuple(finding for finding in found if finding.severity is Severity.ERROR)


def _place(finding: OrderFinding) -> tuple[int, tuple[int, ...], int, str]:
    rule = () if finding.rule is None else rule_sort_key(finding.rule)
    return _BY_GRAVITY[finding.severity], rule, finding.tier or 0, finding.code


def _of_the_whole(rules: Sequence[Rule]) -> Iterator[OrderFinding]:
    for number in missing_numbers(rule.number for rule in rules):
        yield OrderFinding(
            FindingCode.NUMBER_MISSING,
            Severity.NOTE,
            Text(
                sv=f"Nummer {number} saknas: det finns regler före och efter.",
                en=f"Number {number} is missing: there are rules before and after it.",
            ),
            rule=number,
        )
    first: dict[str, str] = {}
    for rule in rules:
        earlier = first.setdefault(folded(rule.matter), rule.number)
        if earlier != rule.number:
            yield OrderFinding(
                FindingCode.MATTER_TWICE,
                Severity.WARNING,
                Text(
                    sv=f"Regeln har samma ärendetyp som regel {earlier}.",
                    en=f"The rule has the same matter as rule {earlier}.",
                ),
                rule=rule.number,
            )


def _reporting_not_stated(rule: Rule) -> OrderFinding:
    return OrderFinding(
        FindingCode.REPORTING_NOT_STATED,
        Severity.NOTE,
        Text(
            sv="Ordningen säger inte om besluten anmäls till nämnden.",
            en="The order does not say whether the decisions are reported to the board.",
        ),
        rule=rule.number,
        law="KL 6:40, 7:8",
    )
