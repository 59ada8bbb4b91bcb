"""An order in its published form: chapters, and a row of five columns for each rule.

Everything that a rule holds is written in the columns by a phrase of its own, so that the visible text says the
whole rule. `sentences` reads the same phrases back.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from delegation_rules.domain.conditions import (
    CircumstanceCondition,
    CircumstanceKind,
    Condition,
    MonthsCondition,
    PurposeCondition,
)
from delegation_rules.domain.exchange.documents import Cell, paragraphs, plain
from delegation_rules.domain.exchange.figures import written_amount, written_limit, written_months
from delegation_rules.domain.exchange.titles import PositionTitles
from delegation_rules.domain.orders import Chapter, Delegate, OrderPeriod, Reporting, ReportingDuty, Rule, Tier
from delegation_rules.domain.statute import AppealRoute, Mandate, Subject
from delegation_rules.domain.wording import sentence_case

COLUMNS: Final = ("Nr", "Ärendetyp", "Lagrum m.m.", "Lägsta delegat", "Kommentar")
ANNEX_HEADING: Final = "Maskinläsbar bilaga"
ANY_AMOUNT: Final = "oavsett belopp"
REMARK: Final = "Anmärkning: "
GOVERNING_DOCUMENT: Final = "Styrdokument: "
PREREQUISITE: Final = "Villkor: "
PREMISE: Final = "Förutsättning: "
PURPOSE: Final = "Delsyfte: "
URGENT: Final = "Gäller brådskande ärenden (KL 6:39)."
APPEAL_ROUTES: Final = {
    AppealRoute.LEGALITY_REVIEW: "Överklagas genom laglighetsprövning.",
    AppealRoute.ADMINISTRATIVE_APPEAL: "Överklagas genom förvaltningsbesvär.",
    AppealRoute.NONE: "Får inte överklagas.",
}
SUBJECTS: Final = {
    Subject.DIRECTION: "Rör verksamhetens mål och inriktning.",
    Subject.STATEMENT_TO_COUNCIL: "Rör framställning eller yttrande till fullmäktige.",
    Subject.STATEMENT_ON_APPEAL: "Rör yttrande över ett överklagat beslut.",
    Subject.AUTHORITY_OF_PRINCIPLE: "Rör myndighetsutövning av principiell beskaffenhet.",
    Subject.CITIZEN_PROPOSAL: "Rör medborgarförslag.",
    Subject.RESERVED_BY_OTHER_LAW: "Rör ärenden som enligt annan lag inte får delegeras.",
    Subject.PROCUREMENT: "Rör upphandling.",
    Subject.SYSTEM_OF_CHOICE: "Rör auktorisations- eller valfrihetssystem.",
}
NO_AGREEMENT: Final = "Får inte ske när avtal finns."
REPORTING: Final = {
    ReportingDuty.NOT_REPORTED: "Anmäls inte.",
    ReportingDuty.REPORTED: "Anmäls till nämnden.",
    ReportingDuty.EXECUTION_NOT_REPORTED: "Verkställighet, anmäls inte.",
}


@dataclass(frozen=True, slots=True)
class PrintedRule:
    """A rule as a row: its number and the four columns beside it."""

    number: str
    matter: Cell
    legal_basis: Cell
    delegates: Cell
    comment: Cell

    @property
    def columns(self) -> tuple[Cell, Cell, Cell, Cell]:
        """The columns beside the number."""
        return self.matter, self.legal_basis, self.delegates, self.comment


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """Rules that follow each other under the same headings."""

    headings: tuple[str, ...]
    rules: tuple[PrintedRule, ...]


@dataclass(frozen=True, slots=True)
class OrderText:
    """An order as a document states it.

    Attributes:
        title: None where the document has not told any.
        period: when it is in force; None where that is not told.
        chapters: headings.
        rules: in the order's own sequence.
    """

    title: str | None
    period: OrderPeriod | None
    chapters: tuple[Chapter, ...]
    rules: tuple[Rule, ...]


def printed_sections(order: OrderText, titles: PositionTitles) -> tuple[PrintedSection, ...]:
    """The order from its first heading to its last rule; a chapter without rules comes last."""
    sections: list[PrintedSection] = []
    left = list(order.chapters)
    rules: list[PrintedRule] = []
    headings: tuple[str, ...] = ()
    for rule in order.rules:
        begun = [chapter for chapter in left if _is_of(rule.number, chapter)]
        if begun:
            sections += _section(headings, rules)
            left = [chapter for chapter in left if chapter not in begun]
            headings, rules = tuple(map(heading_of, begun)), []
        rules.append(printed(rule, titles))
    sections += _section(headings, rules)
    return (*sections, *(PrintedSection((heading_of(chapter),), ()) for chapter in left))


def heading_of(chapter: Chapter) -> str:
    """The heading of `chapter`."""
    return plain(f"{chapter.number} {chapter.title}")


def printed(rule: Rule, titles: PositionTitles) -> PrintedRule:
    """`rule` as a row."""
    purposes = _purposes(rule)
    tiers_apart = len(rule.tiers) > 1 or rule.tiers[0].amount is not None or bool(rule.tiers[0].conditions)
    matter = tuple(paragraphs(rule.matter.splitlines()))
    delegates = tuple(
        paragraph
        for tier in rule.tiers
        for paragraph in _cell([_delegates_text(tier, titles, purposes)], bullet=tiers_apart)
    )
    tiers = _cell([_tier_text(tier, titles, purposes) for tier in rule.tiers], bullet=True) if tiers_apart else ()
    return PrintedRule(
        number=rule.number,
        matter=(*matter, *tiers),
        legal_basis=_legal_basis(rule.legal_basis),
        delegates=delegates,
        comment=_cell(_comment(rule, titles, purposes), bullet=False),
    )


def _purposes(rule: Rule) -> Mapping[str, str]:
    """The words for each purpose of `rule`, with its name where two have the same words."""
    words = {purpose.name: plain(purpose.text) for purpose in rule.purposes}
    number = Counter(words.values())
    return {name: text if number[text] == 1 else f"{text} ({name})" for name, text in words.items()}


def _section(headings: tuple[str, ...], rules: Sequence[PrintedRule]) -> list[PrintedSection]:
    return [PrintedSection(headings, tuple(rules))] if headings or rules else []


def _is_of(number: str, chapter: Chapter) -> bool:
    return number.startswith(f"{chapter.number}.")


def _cell(texts: Iterable[str], *, bullet: bool) -> Cell:
    return tuple(paragraphs((line for text in texts for line in text.splitlines()), bullet=bullet))


def _legal_basis(named: Sequence[str]) -> Cell:
    """A list, unless a single name stands there that nobody could take for several."""
    as_list = len(named) > 1 or any(set(name) & set(",;") or "m.m." in name or name.endswith(".") for name in named)
    return _cell(named, bullet=as_list)


def _tier_text(tier: Tier, titles: PositionTitles, purposes: Mapping[str, str]) -> str:
    parts = [] if tier.amount is None else [written_amount(tier.amount)]
    parts += [_condition_phrase(condition, titles, purposes).rstrip(".") for condition in tier.conditions]
    return "; ".join(parts) or ANY_AMOUNT


def _delegates_text(tier: Tier, titles: PositionTitles, purposes: Mapping[str, str]) -> str:
    return "/".join(_delegate_text(delegate, titles, purposes) for delegate in tier.delegates)


def _delegate_text(delegate: Delegate, titles: PositionTitles, purposes: Mapping[str, str]) -> str:
    title = titles.title(delegate.position)
    if not delegate.conditions:
        return title
    conditions = "; ".join(_condition_phrase(each, titles, purposes).rstrip(".") for each in delegate.conditions)
    return f"{title} ({conditions})"


def _condition_phrase(condition: Condition, titles: PositionTitles, purposes: Mapping[str, str]) -> str:
    """The phrase for a condition of a tier or a delegate."""
    match condition:
        case MonthsCondition():
            exceptions = "".join(
                f", för {purposes.get(name, name)} {written_months(most)}" for name, most in condition.for_purposes
            )
            return f"{written_months(condition.at_most)}{exceptions}"
        case PurposeCondition():
            return f"för {purposes.get(condition.purpose, condition.purpose)}"
        case CircumstanceCondition():
            return _circumstance_phrase(condition, titles)


def _circumstance_phrase(condition: CircumstanceCondition, titles: PositionTitles) -> str:
    title = "" if condition.position is None else titles.title(condition.position)
    match condition.kind:
        case CircumstanceKind.CONSULTATION:
            return f"Samråd med {title} ska ske före beslutet."
        case CircumstanceKind.ATTESTATION:
            return f"{sentence_case(title)} attesterar beslutet."
        case CircumstanceKind.NO_AGREEMENT:
            return NO_AGREEMENT
        case CircumstanceKind.PREMISE:
            return f"{PREMISE}{plain(condition.text.sv)}"
        case CircumstanceKind.PREREQUISITE:
            return f"{PREREQUISITE}{plain(condition.text.sv)}"


def _comment(rule: Rule, titles: PositionTitles, purposes: Mapping[str, str]) -> Iterator[str]:
    yield from (f"{PURPOSE}{text}" for text in purposes.values())
    yield from (_circumstance_phrase(premise, titles) for premise in rule.premises)
    for condition in rule.conditions:
        phrase = _condition_phrase(condition, titles, purposes)
        match condition:
            case MonthsCondition():
                yield f"Tiden är {phrase}."
            case PurposeCondition():
                yield f"Gäller bara {phrase}."
            case _:
                yield sentence_case(phrase)
    yield from (f"{GOVERNING_DOCUMENT}{plain(name)}" for name in rule.governing_documents)
    yield from _sub_delegation(rule, titles, purposes)
    if rule.mandate is Mandate.URGENT:
        yield URGENT
    if rule.subject is not None:
        yield SUBJECTS[rule.subject]
    if rule.appeal_route is not None:
        yield APPEAL_ROUTES[rule.appeal_route]
    yield from _reporting(rule.reporting)
    if rule.comment is not None:
        yield f"{REMARK}{rule.comment}"


def _sub_delegation(rule: Rule, titles: PositionTitles, words: Mapping[str, str]) -> Iterator[str]:
    if rule.sub_delegation is not None:
        receivers = "/".join(map(titles.title, rule.sub_delegation.receivers))
        purposes = ", ".join(words.get(name, name) for name in rule.sub_delegation.purposes)
        yield f"Delegaten får vidaredelegera till {receivers}{f', för {purposes}' if purposes else ''}."


def _reporting(reporting: Reporting) -> Iterator[str]:
    if reporting.duty in REPORTING:
        yield REPORTING[reporting.duty]
    elif reporting.above is not None:
        yield f"Anmäls till nämnden när beloppet är över {written_limit(reporting.above)}."
