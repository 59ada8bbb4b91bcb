"""The comment of a rule, sentence by sentence: what each is understood to say of the rule."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from boardkit.domain.errors import Text
from delegation_rules.domain.conditions import CircumstanceCondition, CircumstanceKind, Condition, MonthsCondition
from delegation_rules.domain.exchange import printing
from delegation_rules.domain.exchange.documents import Cell
from delegation_rules.domain.exchange.doubts import OpenDoubt, Option, Transform, open_doubt
from delegation_rules.domain.exchange.figures import LIMIT_PATTERN, MONTHS_PATTERN, limit, months
from delegation_rules.domain.exchange.titles import PositionTitles
from delegation_rules.domain.orders import Reporting, ReportingDuty, Rule, SubDelegation
from delegation_rules.domain.statute import AppealRoute, Mandate, Subject

_SENTENCES: Final = re.compile(r"(?<=[.!?]) +(?=[A-ZÅÄÖ])|(?<=[a-zåäö]) +(?=Anmäls\b)")
_LIMITING: Final = re.compile(
    r"\b(får|ska|skall|måste|bör|kan|högst|minst|endast|bara|inte|ej|aldrig|alltid|senast|utom|undantag\w*|gäller|"
    r"villkor\w*|förutsatt\w*|förutsättning\w*|samråd\w*|attest\w*|månad\w*|dag\w*|år|prisbasbelopp|kronor|kr|"
    r"anmäl\w*|deleger\w*|vidaredeleger\w*|beslut\w*|när|om|då|enbart|max\w*|upp till|över|under|\w+stigande|mer än|"
    r"mindre än|undanta\w*|tillsammans|gemensamt|godkänn\w*|godkänt|tillstyrk\w*|efter|före|innan|utan|begräns\w*|"
    r"pbb|tkr|mkr|procent|veckor|vecka|kräv\w*|såvida|såvitt|dock|delegat\w*|hörande|yttrande)\b",
    re.IGNORECASE,
)
CONSULTATION: Final = Text(sv="Samråd har skett före beslutet.", en="Consultation has been held before the decision.")
NO_AGREEMENT: Final = Text(sv="Det finns inget avtal att använda.", en="There is no agreement to use.")
ATTESTATION: Final = Text(sv="Beslutet attesteras.", en="The decision is attested.")
_UNDIVIDED: Final = CircumstanceCondition(
    CircumstanceKind.PREMISE,
    "amount-divided",
    expected=False,
    text=Text(
        sv="Beloppet är hela ärendets och har inte delats upp.",
        en="The amount is that of the whole matter and has not been divided.",
    ),
)


#: Begin paragraphs of an exported comment that are one phrase, whatever full stops they hold.
_LABELS: Final = (printing.GOVERNING_DOCUMENT, printing.PREREQUISITE, printing.PREMISE, printing.PURPOSE)


@dataclass(frozen=True, slots=True)
class Clause:
    """What a sentence says: a change of the rule, a doubt, or neither; and what is to be told of it."""

    apply: Transform | None = None
    doubt: OpenDoubt | None = None
    reporting: Reporting | None = None


def clauses(comment: Cell, titles: PositionTitles) -> Iterator[Clause]:
    """Each sentence of `comment` as it is understood, in its sequence."""
    texts = [paragraph.text for paragraph in comment]
    for index, text in enumerate(texts):
        if text.startswith(printing.REMARK):
            remark = "\n".join([text.removeprefix(printing.REMARK), *texts[index + 1 :]])
            yield Clause(apply=_remark(remark))
            return
        whole = _understood(text, titles)
        if whole is not None and (whole.doubt is None or text.startswith(_LABELS)):
            yield whole
            continue
        for sentence in _SENTENCES.split(text):
            yield _understood(sentence, titles) or _free(sentence)


def with_condition(condition: Condition) -> Transform:
    """Adds `condition` to the rule."""
    return lambda rule: replace(rule, conditions=(*rule.conditions, condition))


def _understood(sentence: str, titles: PositionTitles) -> Clause | None:
    for pattern, read in _FORMS:
        match = pattern.fullmatch(sentence)
        if match is not None:
            clause = read(match, titles)
            if clause is not None:
                return clause
    return None


def _free(sentence: str) -> Clause:
    """A sentence of no known form: a remark, unless it may restrict the right to decide."""
    remark = _remark(sentence)
    if _LIMITING.search(sentence) is None:
        return Clause(apply=remark)
    as_remark = Option(Text(sv="Meningen är en upplysning.", en="The sentence is for information."), remark)
    return Clause(doubt=open_doubt("sentence-not-read", sentence, as_remark))


def _remark(text: str) -> Transform:
    return lambda rule: replace(rule, comment=text if rule.comment is None else f"{rule.comment} {text}")


Read = Callable[[re.Match[str], PositionTitles], Clause | None]


def _always(clause: Clause) -> Read:
    return lambda *_: clause


def _by_words(read: Callable[[re.Match[str]], Clause | None]) -> Read:
    return lambda match, _titles: read(match)


def _duty(duty: ReportingDuty) -> Read:
    return _always(Clause(reporting=Reporting(duty)))


def _reported_above(match: re.Match[str]) -> Clause | None:
    above = limit(match["limit"])
    return None if above is None else Clause(reporting=Reporting(ReportingDuty.REPORTED_ABOVE, above))


def _reported_in_part(match: re.Match[str]) -> Clause:
    choices = (
        (
            ReportingDuty.EXECUTION_NOT_REPORTED,
            "Besluten är verkställighet och anmäls inte.",
            "The decisions are execution and are not reported.",
        ),
        (ReportingDuty.NOT_REPORTED, "Inget beslut enligt regeln anmäls.", "No decision under the rule is reported."),
        (ReportingDuty.REPORTED, "Alla beslut enligt regeln anmäls.", "All decisions under the rule are reported."),
    )
    options = (Option(Text(sv=sv, en=en), _reporting(Reporting(duty))) for duty, sv, en in choices)
    return Clause(doubt=open_doubt("reporting-in-part", match[0], *options))


def _reporting(reporting: Reporting) -> Transform:
    return lambda rule: replace(rule, reporting=reporting)


def _months(match: re.Match[str]) -> Clause:
    return Clause(apply=with_condition(MonthsCondition(months(match["months"]))))


def _months_of_administration(match: re.Match[str], titles: PositionTitles) -> Clause:
    condition = MonthsCondition(months(match["months"]))
    everyone = Option(
        Text(sv="Tiden gäller alla delegater.", en="The time holds for every delegate."), with_condition(condition)
    )
    theirs = Option(
        Text(sv="Tiden gäller förvaltningens egna delegater.", en="The time holds for that administration's own."),
        _for_administration(titles.at_administration(match["administration"]), condition),
    )
    options = (theirs, everyone) if match["rest"] == "" or match["rest"].startswith(" för ") else ()
    return Clause(doubt=open_doubt("delegates-limited-in-comment", match[0], *options))


def _for_administration(slugs: frozenset[str], condition: Condition) -> Transform:
    def apply(rule: Rule) -> Rule:
        return replace(
            rule,
            tiers=tuple(
                replace(
                    tier,
                    delegates=tuple(
                        replace(each, conditions=(*each.conditions, condition)) if each.position in slugs else each
                        for each in tier.delegates
                    ),
                )
                for tier in rule.tiers
            ),
        )

    return apply


def _of_position(kind: CircumstanceKind, name: str, text: Text) -> Read:
    def read(match: re.Match[str], titles: PositionTitles) -> Clause:
        found = titles.match(match["title"])
        if found.position is None:
            return Clause(doubt=open_doubt("unknown-title", match["title"]))
        condition = CircumstanceCondition(kind, name, expected=True, text=text, position=found.position)
        return Clause(apply=with_condition(condition))

    return read


_NO_AGREEMENT: Final = CircumstanceCondition(
    CircumstanceKind.NO_AGREEMENT, "agreement-exists", expected=False, text=NO_AGREEMENT
)


def _with_undivided_amount(rule: Rule) -> Rule:
    return replace(rule, premises=(*rule.premises, _UNDIVIDED))


def _sub_delegation(match: re.Match[str], titles: PositionTitles) -> Clause:
    found = titles.side_by_side(match["titles"])
    receivers = tuple(each.position for each in found if each.position is not None)
    if len(receivers) < len(found) or len(set(receivers)) < len(receivers):
        return _doubtful_sub_delegation(match)
    return Clause(apply=lambda rule: replace(rule, sub_delegation=SubDelegation(receivers)))


def _doubtful_sub_delegation(match: re.Match[str]) -> Clause:
    return Clause(doubt=open_doubt("sub-delegation-not-read", match[0]))


def _governing_document(match: re.Match[str]) -> Clause:
    name = match["document"]
    named = f"{name[:1].upper()}{name[1:]}"
    return Clause(apply=lambda rule: replace(rule, governing_documents=(*rule.governing_documents, named)))


def _verbatim_document(match: re.Match[str]) -> Clause:
    return Clause(apply=lambda rule: replace(rule, governing_documents=(*rule.governing_documents, match["document"])))


def _without_english(match: re.Match[str]) -> Clause:
    return Clause(doubt=open_doubt("no-english-text", match[0]))


def _urgent(rule: Rule) -> Rule:
    return replace(rule, mandate=Mandate.URGENT)


def _appealed(route: AppealRoute) -> Read:
    return _always(Clause(apply=lambda rule: replace(rule, appeal_route=route)))


def _about(subject: Subject) -> Read:
    return _always(Clause(apply=lambda rule: replace(rule, subject=subject)))


_FORMS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (r"obs[.!]?", _always(Clause())),
        (r"verkställighet, anmäls inte\.?", _duty(ReportingDuty.EXECUTION_NOT_REPORTED)),
        (r"anmäls (?:inte|ej)(?: till nämnden)?\.?", _duty(ReportingDuty.NOT_REPORTED)),
        (r"anmäls(?: till (?:stadsdels)?nämnden)?\.?", _duty(ReportingDuty.REPORTED)),
        (rf"anmäls till nämnden när beloppet är över (?P<limit>{LIMIT_PATTERN})\.?", _by_words(_reported_above)),
        (
            rf"beslut(?: om \w+)? (?:överstigande|över) (?P<limit>{LIMIT_PATTERN}) anmäls till nämnden\.?",
            _by_words(_reported_above),
        ),
        (r"[^.]+ anmäls (?:inte|ej|till nämnden)\.?", _by_words(_reported_in_part)),
        (rf"tiden är högst {MONTHS_PATTERN}\.?", _by_words(_months)),
        (rf"\w+(?:en|et) får omfattas? högst {MONTHS_PATTERN}\.?", _by_words(_months)),
        (
            rf"(?P<administration>\w+förvaltningen) får bevilja \w+ i {MONTHS_PATTERN}(?P<rest>[^.]*)\.?",
            _months_of_administration,
        ),
        (
            r"\w+ ska föregås av samråd med (?P<title>[^.]+)\.?",
            _of_position(CircumstanceKind.CONSULTATION, "consultation-held", CONSULTATION),
        ),
        (
            r"samråd med (?P<title>.+) ska ske före beslutet\.?",
            _of_position(CircumstanceKind.CONSULTATION, "consultation-held", CONSULTATION),
        ),
        (r"(?P<title>.+) attesterar beslutet\.?", _of_position(CircumstanceKind.ATTESTATION, "attested", ATTESTATION)),
        (r"får inte ske när avtal finns\.?", _always(Clause(apply=with_condition(_NO_AGREEMENT)))),
        (
            r"\w+ (?:får )?aldrig (?:får )?(?:göras|ske) när avtal finns\.?",
            _always(Clause(apply=with_condition(_NO_AGREEMENT))),
        ),
        (r"beloppe[nt] får inte delas upp[^.,]*\.?", _always(Clause(apply=_with_undivided_amount))),
        (r"delegaten får vidaredelegera till (?P<titles>[^,]+)\.", _sub_delegation),
        (
            r"delegat(?:en)? (?:äger|har|ges) rätt att vidaredelegera (?:beslut\w+ )?rätten till (?P<titles>[^,.]+)\.?",
            _sub_delegation,
        ),
        (r".*vidaredeleger.*", _by_words(_doubtful_sub_delegation)),
        (rf"{printing.GOVERNING_DOCUMENT}(?P<document>.+)", _by_words(_verbatim_document)),
        (r"detta enligt (?P<document>[^.]+)\.?", _by_words(_governing_document)),
        (r"för \w+ gäller (?P<document>[^.]*(?:riktlinje|regl|gränssnitt)[^.]*)\.?", _by_words(_governing_document)),
        (rf"(?:{printing.PREREQUISITE}|{printing.PREMISE}|{printing.PURPOSE}).+", _by_words(_without_english)),
        (re.escape(printing.URGENT), _always(Clause(apply=_urgent))),
        *((re.escape(phrase), _appealed(route)) for route, phrase in printing.APPEAL_ROUTES.items()),
        *((re.escape(phrase), _about(subject)) for subject, phrase in printing.SUBJECTS.items()),
    )
)
