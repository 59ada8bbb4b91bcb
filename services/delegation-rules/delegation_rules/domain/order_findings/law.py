"""Where the law stands against a rule (KL 6:37–39, 7:5–6), or where its words make one suspect so."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from boardkit.domain.errors import Text
from delegation_rules.domain.order_findings.findings import FindingCode, OrderFinding, Severity
from delegation_rules.domain.orders import Rule, SubDelegation
from delegation_rules.domain.positions import Hierarchy, Position
from delegation_rules.domain.statute import Mandate, PositionKind, Prohibition, Subject, prohibition
from delegation_rules.domain.wording import sentence_case

#: Words in a matter that make a reader ask whether it is one of those that KL 6:38 keeps with the board. All of a
#: subject's patterns must be found; none runs over the whole text, so that a long one is read once.
_SUSPICIOUS: Final = {
    Subject.DIRECTION: (
        r"\bmål och inriktning|\binriktnings(mål|beslut)|\bverksamhetens (mål|inriktning|omfattning|kvalitet)",
    ),
    Subject.STATEMENT_TO_COUNCIL: (r"\btill (kommun)?fullmäktige", r"\b(yttra|framställning|svar|förslag)"),
    Subject.STATEMENT_ON_APPEAL: (r"\byttra", r"överklag"),
    Subject.AUTHORITY_OF_PRINCIPLE: (r"(?<!inte är av )(?<!inte av )(?<!ej av )(principiell|större vikt)",),
    Subject.CITIZEN_PROPOSAL: (r"medborgarförslag",),
}
_SUSPICIOUS_IF_AUTOMATED: Final = {
    Subject.PROCUREMENT: (r"upphandl|avrop|anskaffning",),
    Subject.SYSTEM_OF_CHOICE: (r"valfrihetssystem|auktorisation",),
}


def law_findings(rule: Rule, hierarchy: Hierarchy) -> Iterator[OrderFinding]:
    """What the law says of `rule`: errors where it is certain, suspicions where only words speak for it."""
    if rule.mandate is Mandate.URGENT:
        yield from _urgent_findings(rule, hierarchy)
    else:
        yield from _delegation_findings(rule, hierarchy)
    if rule.sub_delegation is not None:
        yield from _sub_delegation_findings(rule, rule.sub_delegation, hierarchy)


def _delegation_findings(rule: Rule, hierarchy: Hierarchy) -> Iterator[OrderFinding]:
    never = _prohibition(rule.subject, rule, PositionKind.EMPLOYEE)
    if never is not None:
        yield _of_law(FindingCode.SUBJECT_NOT_DELEGABLE, Severity.ERROR, never, rule)
    has_automated = False
    for number, tier in enumerate(rule.tiers, start=1):
        automated = [
            each.position
            for each in tier.delegates
            if hierarchy.position(each.position).kind is PositionKind.AUTOMATED_FUNCTION
        ]
        has_automated = has_automated or bool(automated)
        against = _prohibition(rule.subject, rule, PositionKind.AUTOMATED_FUNCTION) if automated else None
        if against is not None and never is None:
            yield _of_law(FindingCode.AUTOMATED_FUNCTION_NOT_ALLOWED, Severity.ERROR, against, rule, number)
    if never is None:
        yield from _suspicions(rule, has_automated=has_automated)


def _prohibition(subject: Subject | None, rule: Rule, kind: PositionKind) -> Prohibition | None:
    return prohibition(subject, rule.appeal_route, rule.mandate, kind)


def _of_law(
    code: FindingCode, severity: Severity, against: Prohibition, rule: Rule, tier: int | None = None
) -> OrderFinding:
    return OrderFinding(code, severity, against.text, rule=rule.number, tier=tier, law=against.paragraph)


def _suspicions(rule: Rule, *, has_automated: bool) -> Iterator[OrderFinding]:
    words = "\n".join((rule.matter, *(purpose.text for purpose in rule.purposes))).casefold()
    for subject, patterns in _SUSPICIOUS.items():
        against = _prohibition(subject, rule, PositionKind.EMPLOYEE)
        if against is not None and _all_found(patterns, words):
            yield _suspected(FindingCode.SUBJECT_SUSPECTED, against, rule)
    if not has_automated:
        return
    for subject, patterns in _SUSPICIOUS_IF_AUTOMATED.items():
        against = _prohibition(subject, rule, PositionKind.AUTOMATED_FUNCTION)
        certain = _prohibition(rule.subject, rule, PositionKind.AUTOMATED_FUNCTION)
        if against is not None and certain is None and _all_found(patterns, words):
            yield _suspected(FindingCode.AUTOMATED_FUNCTION_SUSPECTED, against, rule)


def _all_found(patterns: Iterable[str], words: str) -> bool:
    return all(re.search(pattern, words) is not None for pattern in patterns)


def _suspected(code: FindingCode, against: Prohibition, rule: Rule) -> OrderFinding:
    text = Text(
        sv=f"Ärendetypens ord tyder på något som inte får överlåtas; pröva saken. {against.text.sv}",
        en=f"The words of the matter hint at what cannot be handed over; look into it. {against.text.en}",
    )
    return OrderFinding(code, Severity.SUSPECTED, text, rule=rule.number, law=against.paragraph)


def _urgent_findings(rule: Rule, hierarchy: Hierarchy) -> Iterator[OrderFinding]:
    """KL 6:39: the chair or another member that the board has appointed, and nobody else."""
    for number, tier in enumerate(rule.tiers, start=1):
        for delegate in tier.delegates:
            position = hierarchy.position(delegate.position)
            if position.kind not in {PositionKind.CHAIR, PositionKind.MEMBER}:
                title = sentence_case(position.title_sv)
                yield OrderFinding(
                    FindingCode.URGENT_NOT_BY_MEMBER,
                    Severity.ERROR,
                    Text(
                        sv=f"{title} kan inte få besluta i brådskande ärenden: det kan bara ordföranden eller en annan "
                        "ledamot.",
                        en=f"{title} cannot be given urgent decisions: only the chair or another member can.",
                    ),
                    rule=rule.number,
                    tier=number,
                    position=position.slug,
                    law="KL 6:39",
                )


def _sub_delegation_findings(rule: Rule, allowed: SubDelegation, hierarchy: Hierarchy) -> Iterator[OrderFinding]:
    """KL 7:6: a head of administration passes the right on, to another employee."""
    entitled = {slug for tier in rule.tiers for each in tier.delegates for slug in hierarchy.entitled(each.position)}
    heads = [
        position
        for position in map(hierarchy.position, sorted(entitled))
        if position.kind is PositionKind.HEAD_OF_ADMINISTRATION
    ]
    if not heads or rule.mandate is Mandate.URGENT:
        yield OrderFinding(
            FindingCode.SUB_DELEGATION_NOT_BY_HEAD,
            Severity.ERROR,
            Text(
                sv="Bara en förvaltningschef kan vidaredelegera, och ingen sådan har rätten enligt regeln.",
                en="Only a head of administration can sub-delegate, and none has the right under the rule.",
            ),
            rule=rule.number,
            law="KL 7:6",
        )
    own = {position.administration for position in heads}
    for receiver in map(hierarchy.position, allowed.receivers):
        if not receiver.kind.is_employed:
            yield _not_to_employee(rule, receiver)
        elif own and receiver.administration not in own:
            yield _to_other_administration(rule, receiver)


def _not_to_employee(rule: Rule, receiver: Position) -> OrderFinding:
    title = sentence_case(receiver.title_sv)
    return OrderFinding(
        FindingCode.SUB_DELEGATION_NOT_TO_EMPLOYEE,
        Severity.ERROR,
        Text(
            sv=f"{title} är ingen anställd; en rätt vidaredelegeras bara till en anställd.",
            en=f"{title} is no employee; a right is sub-delegated to employees only.",
        ),
        rule=rule.number,
        position=receiver.slug,
        law="KL 7:6",
    )


def _to_other_administration(rule: Rule, receiver: Position) -> OrderFinding:
    title = sentence_case(receiver.title_sv)
    return OrderFinding(
        FindingCode.SUB_DELEGATION_TO_OTHER_ADMINISTRATION,
        Severity.SUSPECTED,
        Text(
            sv=f"{title} hör till en annan förvaltning än den som vidaredelegerar; pröva om det är möjligt.",
            en=f"{title} belongs to another administration than the one that sub-delegates; look into whether it can.",
        ),
        rule=rule.number,
        position=receiver.slug,
        law="KL 7:6",
    )
