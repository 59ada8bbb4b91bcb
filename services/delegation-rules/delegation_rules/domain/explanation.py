"""An answer put into words, in plain Swedish and English."""

from collections.abc import Iterator
from typing import Final

from boardkit.domain.errors import Text
from delegation_rules.domain.answers import Act, Answer, Finding, LimitKind, StatuteCondition
from delegation_rules.domain.condition_wording import condition_text
from delegation_rules.domain.conditions import AmountCondition, MonthsCondition, PurposeCondition, Status
from delegation_rules.domain.limits import Limit
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.domain.statute import Mandate
from delegation_rules.domain.wording import (
    kronor_text,
    limit_calculation_text,
    limit_in_kronor_text,
    limit_text,
    sentence_case,
    titles_text,
    unknown_worth_text,
)

_STATUS_WORDS: Final = {
    Status.MET: Text(sv="Uppfyllt", en="Met"),
    Status.NOT_MET: Text(sv="Inte uppfyllt", en="Not met"),
    Status.NOT_KNOWN: Text(sv="Inte känt", en="Not known"),
}
_AMOUNT_NOT_TOLD: Final = Text(sv="Beloppet är inte angivet.", en="The amount has not been given.")
_MONTHS_NOT_TOLD: Final = Text(sv="Antalet månader är inte angivet.", en="The number of months has not been given.")
_PURPOSE_NOT_TOLD: Final = Text(sv="Delsyftet är inte angivet.", en="The purpose has not been given.")


def reasons(answer: Answer, hierarchy: Hierarchy) -> tuple[Text, ...]:
    """Why the answer is what it is: the verdict with rule and order version first, one sentence each."""
    return tuple(dict.fromkeys(_sentences(answer, hierarchy)))


def _sentences(answer: Answer, hierarchy: Hierarchy) -> Iterator[Text]:
    yield _verdict(answer, hierarchy)
    if answer.question.position is None:
        yield Text(
            sv="Personen innehar ingen befattning den dagen: inget förordnande gäller, eller så är personen "
            "frånvarande eller ersättare för någon som tjänstgör.",
            en="The person holds no position on that day: there is no assignment, or the person is absent or a "
            "substitute for someone on duty.",
        )
    for finding in answer.findings:
        if finding.status is not Status.MET:
            yield _finding_text(finding, answer, hierarchy)
        if finding.status is Status.NOT_KNOWN:
            yield from _what_is_missing(finding, answer)
    yield from _limit_sentences(answer, hierarchy)
    if not answer.allowed:
        yield _lowest_position_text(answer, hierarchy)
    yield _reporting_text(answer)
    yield from _announcement_sentences(answer)
    if answer.report_to_head:
        yield Text(
            sv="Beslut med vidaredelegerad rätt anmäls till förvaltningschefen (KL 7:6).",
            en="A decision under a sub-delegated right is reported to the head of administration (KL 7:6).",
        )
    yield from _premises_taken_for_granted(answer)


def _verdict(answer: Answer, hierarchy: Hierarchy) -> Text:
    decider = _decider(answer, hierarchy)
    order = answer.order
    source = Text(
        sv=f"enligt regel {answer.rule.number} i delegationsordningen version {order.version}, "
        f"som gäller från {order.in_force_from}",
        en=f"under rule {answer.rule.number} of delegation order version {order.version}, "
        f"in force from {order.in_force_from}",
    )
    if answer.allowed:
        return Text(
            sv=f"Ja. {sentence_case(decider.sv)} får fatta beslutet {source.sv}.",
            en=f"Yes. {sentence_case(decider.en)} may make the decision {source.en}.",
        )
    if any(finding.status is Status.NOT_MET for finding in answer.findings):
        return Text(
            sv=f"Nej. {sentence_case(decider.sv)} får inte fatta beslutet {source.sv}.",
            en=f"No. {sentence_case(decider.en)} may not make the decision {source.en}.",
        )
    return Text(
        sv=f"Nej, inte så länge uppgifter saknas. Det är inte känt om {decider.sv} får fatta beslutet {source.sv}.",
        en=f"No, not while facts are missing. It is not known whether {decider.en} may make the decision {source.en}.",
    )


def _decider(answer: Answer, hierarchy: Hierarchy) -> Text:
    """Who would decide, as it reads inside a sentence."""
    if answer.question.position is None:
        return Text(sv="den som inte har någon befattning", en="whoever holds no position")
    title = hierarchy.position(answer.question.position).title_sv
    return Text(sv=title, en=title)


def _finding_text(finding: Finding, answer: Answer, hierarchy: Hierarchy) -> Text:
    text = condition_text(finding.condition, answer, hierarchy)
    if isinstance(finding.condition, StatuteCondition):
        return Text(sv=f"Lagen hindrar det: {text.sv}", en=f"The law forbids it: {text.en}")
    word = _STATUS_WORDS[finding.status]
    return Text(sv=f"{word.sv}: {text.sv}", en=f"{word.en}: {text.en}")


def _what_is_missing(finding: Finding, answer: Answer) -> Iterator[Text]:
    """Which fact would have settled the condition."""
    match finding.condition:
        case AmountCondition(above, up_to):
            if answer.question.amount is None:
                yield _AMOUNT_NOT_TOLD
            for limit in (above, up_to):
                missing = None if limit is None else unknown_worth_text(limit.unit, answer.yardsticks)
                if missing is not None:
                    yield missing
        case MonthsCondition():
            yield _MONTHS_NOT_TOLD if answer.question.months is None else _PURPOSE_NOT_TOLD
        case PurposeCondition():
            yield _PURPOSE_NOT_TOLD
        case _:
            return


def _limit_sentences(answer: Answer, hierarchy: Hierarchy) -> Iterator[Text]:
    title = _decider(answer, hierarchy).sv
    limit = answer.limit.limit
    if answer.limit.kind is LimitKind.NO_LIMIT:
        yield Text(
            sv=f"Regeln sätter ingen övre beloppsgräns för {title}.",
            en=f"The rule sets no upper limit of amount for {title}.",
        )
    elif limit is not None:
        yield from _stated_limit_sentences(limit, answer, title)


def _stated_limit_sentences(limit: Limit, answer: Answer, title: str) -> Iterator[Text]:
    kronor = answer.limit.kronor
    highest = limit_text(limit) if kronor is None else kronor_text(kronor)
    yield Text(
        sv=f"Enligt regeln får {title} besluta om högst {highest.sv}.",
        en=f"Under the rule {title} may decide up to {highest.en}.",
    )
    how = limit_calculation_text(limit, answer.yardsticks) or unknown_worth_text(limit.unit, answer.yardsticks)
    if how is not None:
        yield how


def _lowest_position_text(answer: Answer, hierarchy: Hierarchy) -> Text:
    if answer.lowest_positions is None:
        return Text(
            sv="Vem som är lägsta delegat går inte att säga utan fler uppgifter.",
            en="Who the lowest delegate is cannot be told without more facts.",
        )
    if not answer.lowest_positions:
        return Text(
            sv="Enligt regeln får ingen delegat besluta i ett sådant ärende.",
            en="Under the rule no delegate may decide such a case.",
        )
    titles = titles_text(answer.lowest_positions, hierarchy)
    return Text(
        sv=f"Lägsta befattning som får besluta i ett sådant ärende är {titles.sv}.",
        en=f"The lowest position that may decide such a case is {titles.en}.",
    )


def _announcement_sentences(answer: Answer) -> Iterator[Text]:
    """What the appeal asks for when the board is not told (KL 6:40, 7:8, 8:10)."""
    if answer.announce is None:
        yield Text(
            sv="Om beslutet ska protokollföras särskilt och anslås är inte känt.",
            en="Whether the decision is minuted separately and announced is not known.",
        )
    elif answer.announce:
        yield Text(
            sv="Beslut som inte anmäls men kan laglighetsprövas protokollförs särskilt och anslås "
            "(KL 6:40, 7:8, 8:10).",
            en="A decision that is not reported but can be appealed under KL ch. 13 is minuted separately and "
            "announced (KL 6:40, 7:8, 8:10).",
        )
    if answer.announce and answer.rule.appeal_route is None:
        yield Text(
            sv="Ordningen säger inte hur beslutet överklagas; utan särskild föreskrift är det laglighetsprövning.",
            en="The order does not say how the decision is appealed; without special provision it is legality review.",
        )


def _reporting_text(answer: Answer) -> Text:
    if answer.rule.mandate is Mandate.URGENT:
        return Text(
            sv="Beslutet anmäls vid nämndens nästa sammanträde (KL 6:40).",
            en="The decision is reported at the board's next meeting (KL 6:40).",
        )
    above = answer.rule.reporting.above
    if above is not None:
        return _reporting_above_text(above, answer)
    if answer.report_to_board is None:
        return Text(
            sv="Delegationsordningen säger inte om beslutet ska anmälas till nämnden.",
            en="The delegation order does not say whether the decision is reported to the board.",
        )
    if answer.act is Act.EXECUTION:
        return Text(
            sv="Beslutet anmäls inte till nämnden: det är verkställighet.",
            en="The decision is not reported to the board: it is execution (verkställighet).",
        )
    if answer.report_to_board:
        return Text(sv="Beslutet anmäls till nämnden.", en="The decision is reported to the board.")
    return Text(sv="Beslutet anmäls inte till nämnden.", en="The decision is not reported to the board.")


def _reporting_above_text(limit: Limit, answer: Answer) -> Text:
    above = limit_in_kronor_text(limit, answer.yardsticks)
    if answer.report_to_board is None:
        return Text(
            sv=f"Beslut över {above.sv} anmäls till nämnden; om detta gör det är inte känt.",
            en=f"Decisions above {above.en} are reported to the board; whether this one is, is not known.",
        )
    if answer.report_to_board:
        return Text(
            sv=f"Beslutet anmäls till nämnden, eftersom det är över {above.sv}.",
            en=f"The decision is reported to the board, because it is above {above.en}.",
        )
    return Text(
        sv=f"Beslutet anmäls inte till nämnden, eftersom det inte är över {above.sv}.",
        en=f"The decision is not reported to the board, because it is not above {above.en}.",
    )


def _premises_taken_for_granted(answer: Answer) -> Iterator[Text]:
    for premise in answer.rule.premises:
        if premise.name not in answer.question.circumstances:
            yield Text(sv=f"Svaret förutsätter: {premise.text.sv}", en=f"The answer presupposes: {premise.text.en}")
