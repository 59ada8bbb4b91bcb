"""Gaps and overlaps between the tiers of a rule, limits that cannot be compared, tiers that nobody needs."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from boardkit.domain.errors import Text
from delegation_rules.domain.limits import Limit, LimitUnit
from delegation_rules.domain.order_findings.findings import FindingCode, OrderFinding, Severity
from delegation_rules.domain.order_findings.reaches import (
    Gap,
    Reach,
    adding_nothing,
    ceiling,
    floor,
    gaps,
    reaches_of,
    units_of,
)
from delegation_rules.domain.orders import ReportingDuty, Rule, Tier
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.domain.wording import limit_text, quantity_text, sentence_case


def tier_findings(rule: Rule, hierarchy: Hierarchy) -> Iterator[OrderFinding]:
    """What stands out among the tiers of `rule`."""
    reaches = reaches_of(rule, hierarchy)
    yield from _gap_findings(rule, reaches)
    yield from _pair_findings(rule)
    yield from _needless(rule, reaches, hierarchy)
    yield from _reporting_never_due(rule)


def _gap_findings(rule: Rule, reaches: Sequence[Reach]) -> Iterator[OrderFinding]:
    """Gaps and mixed units, purpose by purpose; what holds for several purposes is said once."""
    found: dict[tuple[Gap, LimitUnit], list[str]] = {}
    mixed = False
    for purpose in tuple(each.name for each in rule.purposes) or (None,):
        of_purpose = [each for each in reaches if purpose in each.purposes]
        if not of_purpose:
            yield _purpose_not_covered(rule, purpose)
            continue
        units = {unit for each in of_purpose for unit in each.units}
        mixed = mixed or len(units) > 1
        if len(units) == 1:
            (unit,) = units
            for gap in gaps(of_purpose, purpose):
                found.setdefault((gap, unit), []).append(purpose or "")
    if mixed:
        yield OrderFinding(
            FindingCode.UNITS_NOT_COMPARABLE,
            Severity.WARNING,
            Text(
                sv="Regelns gränser räknas i olika enheter och kan inte jämföras; luckor syns inte.",
                en="The limits of the rule are counted in different units and cannot be compared; gaps do not show.",
            ),
            rule=rule.number,
        )
    for (gap, unit), names in found.items():
        yield _gap_finding(rule, gap, unit, names)


def _purpose_not_covered(rule: Rule, name: str | None) -> OrderFinding:
    written = next((each.text for each in rule.purposes if each.name == name), "")
    return OrderFinding(
        FindingCode.PURPOSE_NOT_COVERED,
        Severity.WARNING,
        Text(
            sv=f"Inget steg gäller delsyftet {written}." if written else "Inget steg kan användas.",
            en=f"No tier is for the purpose {written}." if written else "No tier can be used.",
        ),
        rule=rule.number,
    )


def _gap_finding(rule: Rule, gap: Gap, unit: LimitUnit, names: Sequence[str]) -> OrderFinding:
    above, up_to = limit_text(Limit(gap.above, unit)), limit_text(Limit(gap.up_to, unit))
    amounts = Text(sv=f"upp till {up_to.sv}", en=f"up to {up_to.en}")
    if gap.above > 0:
        amounts = Text(sv=f"över {above.sv} och {amounts.sv}", en=f"above {above.en} and {amounts.en}")
    time = Text(sv="", en="")
    if gap.longer_than > 0:
        months = quantity_text(gap.longer_than)
        time = Text(sv=f" och tider över {months.sv} månader", en=f" and times above {months.en} months")
    purposes = Text(sv="", en="")
    if 0 < len(names) < len(rule.purposes):
        written = ", ".join(each.text for each in rule.purposes if each.name in names)
        purposes = Text(sv=f" för {written}", en=f" for {written}")
    return OrderFinding(
        FindingCode.AMOUNT_GAP,
        Severity.WARNING,
        Text(
            sv=f"Lucka: ingen delegat får besluta om belopp {amounts.sv}{time.sv}{purposes.sv}, "
            "men väl om högre belopp.",
            en=f"Gap: no delegate may decide amounts {amounts.en}{time.en}{purposes.en}, yet higher amounts may be.",
        ),
        rule=rule.number,
    )


def _pair_findings(rule: Rule) -> Iterator[OrderFinding]:
    """Tiers whose limits cross, and tiers with the same limits; one within another is how a ladder is written."""
    for (first, one), (second, other) in combinations(enumerate(rule.tiers, start=1), 2):
        if one.conditions != other.conditions:
            continue
        if one.amount == other.amount:
            yield OrderFinding(
                FindingCode.SAME_LIMITS,
                Severity.NOTE,
                Text(
                    sv=f"Steget har samma gränser och villkor som steg {first}; delegaterna står sida vid sida.",
                    en=f"The limits and conditions are those of tier {first}; the delegates stand side by side.",
                ),
                rule=rule.number,
                tier=second,
            )
        elif _cross(one, other):
            yield OrderFinding(
                FindingCode.AMOUNT_OVERLAP,
                Severity.WARNING,
                Text(
                    sv=f"Stegets belopp överlappar delvis steg {first}.",
                    en=f"The amounts of the tier overlap in part with tier {first}.",
                ),
                rule=rule.number,
                tier=second,
            )


def _cross(one: Tier, other: Tier) -> bool:
    """Whether both allow some amounts and each some that the other does not."""
    if one.amount is None or other.amount is None or len(units_of(one.amount) | units_of(other.amount)) != 1:
        return False
    lower, upper = sorted((one.amount, other.amount), key=floor)
    return floor(lower) < floor(upper) < ceiling(lower) < ceiling(upper)


def _needless(rule: Rule, reaches: Sequence[Reach], hierarchy: Hierarchy) -> Iterator[OrderFinding]:
    """Tiers that nobody needs, and delegates without whom their tier says the same."""
    needless = adding_nothing(reaches)
    places = {(reach.tier, reach.delegate) for reach in needless}
    in_use = {reach.tier for reach in reaches if (reach.tier, reach.delegate) not in places}
    for number in range(1, len(rule.tiers) + 1):
        if number not in in_use:
            yield OrderFinding(
                FindingCode.TIER_UNREACHABLE,
                Severity.WARNING,
                Text(
                    sv="Steget ger ingen något: alla som kan använda det får minst lika mycket av ett annat steg, "
                    "eller så utesluter dess villkor varandra.",
                    en="The tier gives no one anything: everyone who could use it gets at least as much from another "
                    "tier, or its conditions exclude one another.",
                ),
                rule=rule.number,
                tier=number,
            )
    for reach in needless:
        if reach.tier in in_use:
            title = sentence_case(hierarchy.position(reach.delegate).title_sv)
            yield OrderFinding(
                FindingCode.DELEGATE_ADDS_NOTHING,
                Severity.NOTE,
                Text(
                    sv=f"{title} har redan minst samma rätt, som överordnad eller genom ett annat steg.",
                    en=f"{title} has at least the same right already, as a superior or by another tier.",
                ),
                rule=rule.number,
                tier=reach.tier,
                position=reach.delegate,
            )


def _reporting_never_due(rule: Rule) -> Iterator[OrderFinding]:
    above = rule.reporting.above
    amounts = [tier.amount for tier in rule.tiers if tier.amount is not None]
    if rule.reporting.duty is not ReportingDuty.REPORTED_ABOVE or above is None or len(amounts) < len(rule.tiers):
        return
    if any(each.up_to is None or each.up_to.unit is not above.unit for each in amounts):
        return
    if above.quantity >= max(map(ceiling, amounts)):
        yield OrderFinding(
            FindingCode.REPORTING_NEVER_DUE,
            Severity.WARNING,
            Text(
                sv="Anmälan sker bara över en gräns som ingen delegat når.",
                en="Reporting is due only above a limit that no delegate reaches.",
            ),
            rule=rule.number,
        )
