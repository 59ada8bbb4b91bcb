"""An answer put into words, in plain Swedish and English."""

from collections.abc import Iterator

from boardkit.domain.errors import Text
from delegation_rules.domain.answers import (
    Answer,
    AnyCondition,
    Finding,
    LimitKind,
    PositionCondition,
    SubDelegationCondition,
)
from delegation_rules.domain.conditions import (
    AmountCondition,
    CircumstanceCondition,
    CircumstanceKind,
    MonthsCondition,
    PurposeCondition,
    Status,
)
from delegation_rules.domain.orders import ReportingDuty
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.domain.wording import (
    kronor_text,
    limit_calculation_text,
    limit_in_kronor_text,
    limit_text,
    sentence_case,
    titles_text,
)

_STATUS_WORDS = {
    Status.MET: Text(sv="Uppfyllt", en="Met"),
    Status.NOT_MET: Text(sv="Inte uppfyllt", en="Not met"),
    Status.NOT_KNOWN: Text(sv="Inte känt", en="Not known"),
}


def reasons(answer: Answer, hierarchy: Hierarchy) -> tuple[Text, ...]:
    """Why the answer is what it is: the verdict with rule and order version first, one sentence each."""
    return tuple(_sentences(answer, hierarchy))


def condition_text(condition: AnyCondition, answer: Answer, hierarchy: Hierarchy) -> Text:
    """What `condition` asks for, as a sentence that says nothing of whether it is met."""
    match condition:
        case PositionCondition(delegates):
            return _position_text(delegates, answer, hierarchy)
        case SubDelegationCondition(delegates):
            titles = titles_text(delegates, hierarchy)
            return Text(
                sv=f"Rätten är vidaredelegerad till befattningen av {titles.sv}.",
                en=f"The right has been sub-delegated to the position by {titles.en}.",
            )
        case AmountCondition():
            return _amount_text(condition, answer)
        case MonthsCondition():
            months = condition.longest(answer.question.purpose)
            return Text(
                sv=f"Tiden är högst {months} {'månad' if months == 1 else 'månader'}.",
                en=f"The time is at most {months} {'month' if months == 1 else 'months'}.",
            )
        case PurposeCondition(purpose):
            text = next(each.text for each in answer.rule.purposes if each.name == purpose)
            return Text(sv=f"Beslutet gäller: {text}.", en=f"The decision concerns: {text}.")
        case CircumstanceCondition():
            return _circumstance_text(condition, hierarchy)


def _sentences(answer: Answer, hierarchy: Hierarchy) -> Iterator[Text]:
    yield _verdict(answer, hierarchy)
    for finding in answer.findings:
        if finding.status is not Status.MET:
            yield _finding_text(finding, answer, hierarchy)
    yield from _limit_sentences(answer, hierarchy)
    if not answer.allowed:
        yield _lowest_position_text(answer, hierarchy)
    yield _reporting_text(answer)
    yield from _premises_taken_for_granted(answer, hierarchy)


def _verdict(answer: Answer, hierarchy: Hierarchy) -> Text:
    title = sentence_case(hierarchy.position(answer.question.position).title_sv)
    order = answer.order
    source = Text(
        sv=f"enligt regel {answer.rule.number} i delegationsordningen version {order.version}, "
        f"som gäller från {order.in_force_from}",
        en=f"under rule {answer.rule.number} of delegation order version {order.version}, "
        f"in force from {order.in_force_from}",
    )
    if answer.allowed:
        return Text(
            sv=f"Ja. {title} får fatta beslutet {source.sv}.",
            en=f"Yes. {title} may make the decision {source.en}.",
        )
    if any(finding.status is Status.NOT_MET for finding in answer.findings):
        return Text(
            sv=f"Nej. {title} får inte fatta beslutet {source.sv}.",
            en=f"No. {title} may not make the decision {source.en}.",
        )
    return Text(
        sv=f"Nej, inte så länge uppgifter saknas. Det är inte känt om {title} får fatta beslutet {source.sv}.",
        en=f"No, not while facts are missing. It is not known whether {title} may make the decision {source.en}.",
    )


def _finding_text(finding: Finding, answer: Answer, hierarchy: Hierarchy) -> Text:
    word = _STATUS_WORDS[finding.status]
    text = condition_text(finding.condition, answer, hierarchy)
    return Text(sv=f"{word.sv}: {text.sv}", en=f"{word.en}: {text.en}")


def _position_text(delegates: tuple[str, ...], answer: Answer, hierarchy: Hierarchy) -> Text:
    position = answer.question.position
    title = sentence_case(hierarchy.position(position).title_sv)
    if position in delegates:
        return Text(sv=f"{title} är lägsta delegat.", en=f"{title} is the lowest delegate.")
    below = tuple(each for each in delegates if position in hierarchy.entitled(each))
    titles = titles_text(below or delegates, hierarchy)
    if below:
        return Text(
            sv=f"{title} står över lägsta delegat, {titles.sv}.",
            en=f"{title} stands above the lowest delegate, {titles.en}.",
        )
    return Text(
        sv=f"Befattningen är lägsta delegat, {titles.sv}, eller står över.",
        en=f"The position is the lowest delegate, {titles.en}, or stands above.",
    )


def _amount_text(condition: AmountCondition, answer: Answer) -> Text:
    parts_sv, parts_en = [], []
    if condition.above is not None:
        above = limit_in_kronor_text(condition.above, answer.yardsticks)
        parts_sv.append(f"över {above.sv}")
        parts_en.append(f"above {above.en}")
    if condition.up_to is not None:
        up_to = limit_in_kronor_text(condition.up_to, answer.yardsticks)
        parts_sv.append(f"högst {up_to.sv}")
        parts_en.append(f"at most {up_to.en}")
    return Text(sv=f"Beloppet är {' och '.join(parts_sv)}.", en=f"The amount is {' and '.join(parts_en)}.")


def _circumstance_text(condition: CircumstanceCondition, hierarchy: Hierarchy) -> Text:
    if condition.position is None:
        return condition.text
    title = hierarchy.position(condition.position).title_sv
    if condition.kind is CircumstanceKind.CONSULTATION:
        return Text(
            sv=f"Samråd med {title} har skett före beslutet.",
            en=f"{sentence_case(title)} has been consulted before the decision.",
        )
    return Text(sv=f"{sentence_case(title)} attesterar beslutet.", en=f"{sentence_case(title)} attests the decision.")


def _limit_sentences(answer: Answer, hierarchy: Hierarchy) -> Iterator[Text]:
    title = sentence_case(hierarchy.position(answer.question.position).title_sv)
    limit = answer.limit.limit
    if answer.limit.kronor is not None:
        kronor = kronor_text(answer.limit.kronor)
        yield Text(
            sv=f"{title} får enligt regeln besluta om högst {kronor.sv}.",
            en=f"Under the rule {title} may decide up to {kronor.en}.",
        )
    elif limit is not None:
        stated = limit_text(limit)
        yield Text(
            sv=f"{title} får enligt regeln besluta om högst {stated.sv}.",
            en=f"Under the rule {title} may decide up to {stated.en}.",
        )
    elif answer.limit.kind is LimitKind.NO_LIMIT:
        yield Text(
            sv=f"Regeln sätter ingen övre beloppsgräns för {title}.",
            en=f"The rule sets no upper limit of amount for {title}.",
        )
    calculation = None if limit is None else limit_calculation_text(limit, answer.yardsticks)
    if calculation is not None:
        yield calculation


def _lowest_position_text(answer: Answer, hierarchy: Hierarchy) -> Text:
    if answer.lowest_positions is None:
        return Text(
            sv="Vem som är lägsta delegat går inte att säga utan fler uppgifter.",
            en="Who the lowest delegate is cannot be told without more facts.",
        )
    if not answer.lowest_positions:
        return Text(
            sv="Ingen delegat får besluta i ett sådant ärende; det är nämndens sak.",
            en="No delegate may decide such a case; it is for the board.",
        )
    titles = titles_text(answer.lowest_positions, hierarchy)
    return Text(
        sv=f"Lägsta befattning som får besluta i ett sådant ärende är {titles.sv}.",
        en=f"The lowest position that may decide such a case is {titles.en}.",
    )


def _reporting_text(answer: Answer) -> Text:
    reporting = answer.rule.reporting
    if reporting.above is not None:
        above = limit_in_kronor_text(reporting.above, answer.yardsticks)
        if answer.report_to_board is None:
            return Text(
                sv=f"Beslut över {above.sv} anmäls till nämnden; om detta gör det är inte känt.",
                en=f"Decisions above {above.en} are reported to the board; whether this one is, is not known.",
            )
        negation = Text(sv="", en="") if answer.report_to_board else Text(sv="inte ", en="not ")
        return Text(
            sv=f"Beslutet anmäls {negation.sv}till nämnden: bara beslut över {above.sv} anmäls.",
            en=f"The decision is {negation.en}reported to the board: only those above {above.en} are.",
        )
    if answer.report_to_board is None:
        return Text(
            sv="Delegationsordningen säger inte om beslutet ska anmälas till nämnden.",
            en="The delegation order does not say whether the decision is reported to the board.",
        )
    if reporting.duty is ReportingDuty.EXECUTION_NOT_REPORTED:
        return Text(
            sv="Beslutet anmäls inte till nämnden: det är verkställighet.",
            en="The decision is not reported to the board: it is execution (verkställighet).",
        )
    if answer.report_to_board:
        return Text(sv="Beslutet anmäls till nämnden.", en="The decision is reported to the board.")
    return Text(sv="Beslutet anmäls inte till nämnden.", en="The decision is not reported to the board.")


def _premises_taken_for_granted(answer: Answer, hierarchy: Hierarchy) -> Iterator[Text]:
    for premise in answer.rule.premises:
        if premise.name not in answer.question.circumstances:
            text = _circumstance_text(premise, hierarchy)
            yield Text(sv=f"Svaret förutsätter: {text.sv}", en=f"The answer presupposes: {text.en}")
