"""What each kind of condition asks for, as a sentence that says nothing of whether it is met."""

from boardkit.domain.errors import Text
from delegation_rules.domain.answers import (
    Answer,
    AnyCondition,
    PositionCondition,
    StatuteCondition,
    SubDelegationCondition,
)
from delegation_rules.domain.conditions import (
    AmountCondition,
    CircumstanceCondition,
    CircumstanceKind,
    MonthsCondition,
    PurposeCondition,
)
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.domain.wording import (
    alternatives_text,
    limit_in_kronor_text,
    sentence_case,
    titles_text,
)


def condition_text(condition: AnyCondition, answer: Answer, hierarchy: Hierarchy) -> Text:
    """What `condition`, one of the findings of `answer`, asks for."""
    match condition:
        case PositionCondition() | SubDelegationCondition() | StatuteCondition():
            return _standing_text(condition, answer, hierarchy)
        case AmountCondition():
            return _amount_text(condition, answer)
        case MonthsCondition():
            return _months_text(condition.longest(answer.question.purpose))
        case PurposeCondition():
            return _purpose_text(condition, answer)
        case CircumstanceCondition():
            return _circumstance_text(condition, hierarchy)


def _standing_text(
    condition: PositionCondition | SubDelegationCondition | StatuteCondition, answer: Answer, hierarchy: Hierarchy
) -> Text:
    match condition:
        case PositionCondition(delegates):
            return _position_text(delegates, answer.question.position, hierarchy)
        case SubDelegationCondition(delegates):
            titles = titles_text(delegates, hierarchy)
            return Text(
                sv=f"Rätten är vidaredelegerad till befattningen av {titles.sv}.",
                en=f"The right has been sub-delegated to the position by {titles.en}.",
            )
        case StatuteCondition(found):
            return Text(sv=f"{found.text.sv} ({found.paragraph})", en=f"{found.text.en} ({found.paragraph})")


def _months_text(months: int) -> Text:
    return Text(
        sv=f"Tiden är högst {months} {'månad' if months == 1 else 'månader'}.",
        en=f"The time is at most {months} {'month' if months == 1 else 'months'}.",
    )


def _position_text(delegates: tuple[str, ...], position: str | None, hierarchy: Hierarchy) -> Text:
    title = "" if position is None else sentence_case(hierarchy.position(position).title_sv)
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
    parts = []
    if condition.above is not None:
        above = limit_in_kronor_text(condition.above, answer.yardsticks)
        parts.append(Text(sv=f"över {above.sv}", en=f"above {above.en}"))
    if condition.up_to is not None:
        up_to = limit_in_kronor_text(condition.up_to, answer.yardsticks)
        parts.append(Text(sv=f"högst {up_to.sv}", en=f"at most {up_to.en}"))
    return Text(
        sv=f"Beloppet är {' och '.join(part.sv for part in parts)}.",
        en=f"The amount is {' and '.join(part.en for part in parts)}.",
    )


def _purpose_text(condition: PurposeCondition, answer: Answer) -> Text:
    if answer.question.purpose is None:
        alternatives = alternatives_text([purpose.text for purpose in answer.rule.purposes])
        return Text(
            sv=f"Beslutet har ett av delsyftena {alternatives.sv}.",
            en=f"The decision has one of the purposes {alternatives.en}.",
        )
    text = next(purpose.text for purpose in answer.rule.purposes if purpose.name == condition.purpose)
    return Text(sv=f"Beslutet gäller {text}.", en=f"The decision concerns {text}.")


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
