"""The parts of a rule in words, as a reader of two versions wants them: plain Swedish and English."""

from collections.abc import Iterable, Sequence
from typing import Final

from boardkit.domain.errors import Text
from delegation_rules.domain.conditions import (
    AmountCondition,
    CircumstanceCondition,
    CircumstanceKind,
    Condition,
    MonthsCondition,
    PurposeCondition,
)
from delegation_rules.domain.orders import Delegate, Purpose, Reporting, ReportingDuty, Rule, SubDelegation, Tier
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.domain.statute import AppealRoute, Mandate, Subject
from delegation_rules.domain.wording import alternatives_text, limit_text, titles_text

WHATEVER_THE_AMOUNT: Final = Text(sv="oavsett belopp", en="whatever the amount")
_DUTIES: Final = {
    ReportingDuty.NOT_REPORTED: Text(sv="anmäls inte", en="not reported"),
    ReportingDuty.REPORTED: Text(sv="anmäls till nämnden", en="reported to the board"),
    ReportingDuty.EXECUTION_NOT_REPORTED: Text(
        sv="är verkställighet och anmäls inte", en="is execution and not reported"
    ),
    ReportingDuty.NOT_STATED: Text(sv="ordningen säger inget om anmälan", en="the order says nothing of reporting"),
}
MANDATES: Final = {
    Mandate.DELEGATION: Text(sv="delegation (KL 6:37, 7:5)", en="delegation (KL 6:37, 7:5)"),
    Mandate.URGENT: Text(sv="brådskande beslut (KL 6:39)", en="urgent decision (KL 6:39)"),
}
APPEAL_ROUTES: Final = {
    AppealRoute.LEGALITY_REVIEW: Text(sv="laglighetsprövning", en="legality review (laglighetsprövning)"),
    AppealRoute.ADMINISTRATIVE_APPEAL: Text(sv="förvaltningsbesvär", en="administrative appeal (förvaltningsbesvär)"),
    AppealRoute.NONE: Text(sv="får inte överklagas", en="cannot be appealed"),
}
SUBJECTS: Final = {
    Subject.DIRECTION: Text(sv="mål, inriktning, omfattning eller kvalitet", en="goals, direction, extent or quality"),
    Subject.STATEMENT_TO_COUNCIL: Text(
        sv="framställning eller yttrande till fullmäktige", en="proposal or statement to the council"
    ),
    Subject.STATEMENT_ON_APPEAL: Text(sv="yttrande när beslut överklagats", en="statement on an appealed decision"),
    Subject.AUTHORITY_OF_PRINCIPLE: Text(
        sv="myndighetsutövning av principiell beskaffenhet", en="exercise of authority of principal nature"
    ),
    Subject.CITIZEN_PROPOSAL: Text(sv="medborgarförslag", en="citizen proposal (medborgarförslag)"),
    Subject.RESERVED_BY_OTHER_LAW: Text(sv="det som annan lag undantar", en="what another statute reserves"),
    Subject.PROCUREMENT: Text(sv="upphandling", en="procurement"),
    Subject.SYSTEM_OF_CHOICE: Text(
        sv="auktorisations- eller valfrihetssystem", en="authorisation or freedom-of-choice system"
    ),
}


def same_in_both(words: str) -> Text:
    """The order's own words, which have no translation."""
    return Text(sv=words, en=words)


def listed(parts: Iterable[Text]) -> Text:
    """`parts` one after the other, with semicolons."""
    all_parts = tuple(parts)
    return Text(sv="; ".join(each.sv for each in all_parts), en="; ".join(each.en for each in all_parts))


def amount_words(amount: AmountCondition | None) -> Text:
    """över 1 prisbasbelopp och högst 6 prisbasbelopp."""
    parts = []
    if amount is not None and amount.above is not None:
        above = limit_text(amount.above)
        parts.append(Text(sv=f"över {above.sv}", en=f"above {above.en}"))
    if amount is not None and amount.up_to is not None:
        up_to = limit_text(amount.up_to)
        parts.append(Text(sv=f"högst {up_to.sv}", en=f"at most {up_to.en}"))
    if not parts:
        return WHATEVER_THE_AMOUNT
    return Text(sv=" och ".join(each.sv for each in parts), en=" and ".join(each.en for each in parts))


def reporting_words(reporting: Reporting) -> Text:
    """anmäls över 1 prisbasbelopp."""
    if reporting.above is None:
        return _DUTIES[reporting.duty]
    above = limit_text(reporting.above)
    return Text(sv=f"anmäls över {above.sv}", en=f"reported above {above.en}")


def sub_delegation_words(allowed: SubDelegation, purposes: Sequence[Purpose], hierarchy: Hierarchy) -> Text:
    """till avdelningschef, för att teckna avtal."""
    titles = titles_text(allowed.receivers, hierarchy)
    words = Text(sv=f"till {titles.sv}", en=f"to {titles.en}")
    if not allowed.purposes:
        return words
    given = alternatives_text([_purpose_words(name, purposes) for name in allowed.purposes])
    return Text(sv=f"{words.sv}, för {given.sv}", en=f"{words.en}, for {given.en}")


def purposes_words(purposes: Sequence[Purpose]) -> Text | None:
    """The kinds of decision that the rule tells apart, with the names that a question uses; None without any."""
    return same_in_both("; ".join(f"{each.text} ({each.name})" for each in purposes)) if purposes else None


def conditions_words(conditions: Sequence[Condition], rule: Rule, hierarchy: Hierarchy) -> Text | None:
    """Every one of `conditions`, which stand in `rule`; None without any."""
    return listed(condition_words(each, rule, hierarchy) for each in conditions) if conditions else None


def condition_words(condition: Condition, rule: Rule, hierarchy: Hierarchy) -> Text:
    """What `condition` of `rule` asks for."""
    match condition:
        case MonthsCondition():
            return _months_words(condition, rule)
        case PurposeCondition(purpose):
            return Text(
                sv=f"gäller {_purpose_words(purpose, rule.purposes)}",
                en=f"concerns {_purpose_words(purpose, rule.purposes)}",
            )
        case CircumstanceCondition():
            return circumstance_words(condition, hierarchy)


def circumstance_words(condition: CircumstanceCondition, hierarchy: Hierarchy) -> Text:
    """What `condition` asks for, with the name by which a question tells it."""
    if condition.position is None:
        words = Text(sv=condition.text.sv.rstrip("."), en=condition.text.en.rstrip("."))
        expected = Text(
            sv="" if condition.expected else ", ska vara nej", en="" if condition.expected else ", must be no"
        )
        return Text(sv=f"{words.sv} ({condition.name}{expected.sv})", en=f"{words.en} ({condition.name}{expected.en})")
    title = hierarchy.position(condition.position).title_sv
    if condition.kind is CircumstanceKind.CONSULTATION:
        return Text(sv=f"samråd med {title}", en=f"{title} is consulted")
    return Text(sv=f"{title} attesterar", en=f"{title} attests")


def tier_words(tier: Tier, rule: Rule, hierarchy: Hierarchy) -> Text:
    """högst 6 prisbasbelopp (gäller anstånd): enhetschef; parkingenjör (högst 3 månader)."""
    amount, conditions = amount_words(tier.amount), conditions_words(tier.conditions, rule, hierarchy)
    delegates = listed(delegate_words(each, rule, hierarchy) for each in tier.delegates)
    if conditions is None:
        return Text(sv=f"{amount.sv}: {delegates.sv}", en=f"{amount.en}: {delegates.en}")
    return Text(
        sv=f"{amount.sv} ({conditions.sv}): {delegates.sv}", en=f"{amount.en} ({conditions.en}): {delegates.en}"
    )


def delegate_words(delegate: Delegate, rule: Rule, hierarchy: Hierarchy) -> Text:
    """A delegate, with what holds for it alone."""
    title = hierarchy.position(delegate.position).title_sv
    conditions = conditions_words(delegate.conditions, rule, hierarchy)
    if conditions is None:
        return same_in_both(title)
    return Text(sv=f"{title} ({conditions.sv})", en=f"{title} ({conditions.en})")


def delegates_words(delegates: Sequence[Delegate], hierarchy: Hierarchy) -> Text:
    """The delegates of a tier side by side, without what holds for each alone."""
    return titles_text([each.position for each in delegates], hierarchy)


def months_words(conditions: Sequence[MonthsCondition], rule: Rule) -> Text | None:
    """The longest times; None without any."""
    return listed(_months_words(each, rule) for each in conditions) if conditions else None


def _months_words(condition: MonthsCondition, rule: Rule) -> Text:
    at_most = condition.at_most
    words = Text(
        sv=f"högst {at_most} {'månad' if at_most == 1 else 'månader'}",
        en=f"at most {at_most} {'month' if at_most == 1 else 'months'}",
    )
    for purpose, months in condition.for_purposes:
        written = _purpose_words(purpose, rule.purposes)
        words = Text(sv=f"{words.sv}, för {written} högst {months}", en=f"{words.en}, for {written} at most {months}")
    return words


def _purpose_words(name: str, purposes: Sequence[Purpose]) -> str:
    return next((each.text for each in purposes if each.name == name), name)
