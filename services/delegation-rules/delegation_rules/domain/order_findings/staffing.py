"""Delegates that no one holds: the position is not there on the day, or nobody is in it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from boardkit.domain.errors import Text
from delegation_rules.domain.order_findings.findings import FindingCode, OrderFinding, Severity
from delegation_rules.domain.orders import Rule
from delegation_rules.domain.people import Staffing
from delegation_rules.domain.positions import Hierarchy, Position
from delegation_rules.domain.wording import sentence_case

_MOST_NAMED: Final = 8


def staffing_findings(
    rules: Sequence[Rule], hierarchy: Hierarchy, staffing: Staffing, day: date
) -> Iterator[OrderFinding]:
    """One finding for each delegate that is not there or that no one holds on `day`.

    Of an administration in which Kansli knows of no holder at all nothing is concluded: it is said once that it is
    not known.
    """
    named = _rules_by_delegate(rules)
    delegates = [hierarchy.position(slug) for slug in named]
    for position in delegates:
        if not position.exists_on(day):
            yield _not_there(position, named[position.slug], day)
    manned = {each.administration for each in hierarchy if staffing.holders(each.slug, day)}
    of_persons = [each for each in delegates if each.exists_on(day) and each.kind.is_held_by_persons]
    for administration in dict.fromkeys(each.administration for each in of_persons):
        if administration not in manned:
            yield _not_known(administration, day)
    for position in of_persons:
        if position.administration in manned and not staffing.holders(position.slug, day):
            above = hierarchy.entitled(position.slug) - {position.slug}
            someone_above = any(staffing.holders(slug, day) for slug in above)
            yield _not_held(position, named[position.slug], day, someone_above=someone_above)


def _rules_by_delegate(rules: Sequence[Rule]) -> dict[str, list[str]]:
    named: dict[str, dict[str, None]] = {}
    for rule in rules:
        for tier in rule.tiers:
            for delegate in tier.delegates:
                named.setdefault(delegate.position, {})[rule.number] = None
    return {position: list(numbers) for position, numbers in named.items()}


def _not_there(position: Position, numbers: Sequence[str], day: date) -> OrderFinding:
    title, where = sentence_case(position.title_sv), _where(numbers)
    return OrderFinding(
        FindingCode.POSITION_NOT_THERE,
        Severity.WARNING,
        Text(
            sv=f"{title} finns inte som befattning {day} ({where.sv}).",
            en=f"{title} does not exist as a position on {day} ({where.en}).",
        ),
        position=position.slug,
    )


def _not_held(position: Position, numbers: Sequence[str], day: date, *, someone_above: bool) -> OrderFinding:
    title, where = sentence_case(position.title_sv), _where(numbers)
    meanwhile = (
        Text(sv="överordnade kan besluta", en="superiors can decide")
        if someone_above
        else Text(sv="inte heller någon överordnad finns på plats", en="nor is any superior in place")
    )
    return OrderFinding(
        FindingCode.DELEGATE_NOT_HELD,
        Severity.NOTE if someone_above else Severity.WARNING,
        Text(
            sv=f"Ingen innehar befattningen {day}: {title} ({where.sv}); {meanwhile.sv}.",
            en=f"No one holds the position on {day}: {title} ({where.en}); {meanwhile.en}.",
        ),
        position=position.slug,
    )


def _not_known(administration: str, day: date) -> OrderFinding:
    return OrderFinding(
        FindingCode.HOLDERS_NOT_KNOWN,
        Severity.NOTE,
        Text(
            sv=f"Kansli känner inga innehavare {day} i förvaltningen {administration}; "
            "om delegaterna där innehas är inte känt.",
            en=f"Kansli knows of no holders on {day} in the administration {administration}; "
            "whether its delegates are held is not known.",
        ),
    )


def _where(numbers: Sequence[str]) -> Text:
    shown = ", ".join(numbers[:_MOST_NAMED])
    more = len(numbers) - _MOST_NAMED
    if more > 0:
        return Text(sv=f"regel {shown} och {more} till", en=f"rule {shown} and {more} more")
    return Text(sv=f"regel {shown}", en=f"rule {shown}")
