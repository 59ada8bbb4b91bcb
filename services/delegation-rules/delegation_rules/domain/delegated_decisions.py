"""Decisions taken under delegation (delegationsbeslut): what is registered of one, and whether it has authority.

A decision is tried by the order in force on its own day. One without authority is never silently accepted: it is
refused, or kept as void (ogiltigt) with its reason by someone who may do so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from boardkit.domain.errors import Text
from boardkit.domain.money import format_kronor
from delegation_rules.domain.answering import favour
from delegation_rules.domain.answers import Answer, Question
from delegation_rules.domain.decision_errors import AuthorityNotLacking, DecisionNotTakenYet, NoAuthority
from delegation_rules.domain.statute import Mandate, Subject, prohibition_in_citizen_proposal

#: The registry's type of a case that is a citizen proposal (medborgarförslag).
_CITIZEN_PROPOSAL: Final = "citizen-proposal"
_CASE_IS_A_PROPOSAL: Final = "Ärendet visade sig vara ett medborgarförslag."
_HELD_NOTHING: Final = Text(
    sv="Nej. Personen innehade ingen befattning den dagen: inget förordnande gällde, eller så var personen "
    "frånvarande eller ersättare för någon som tjänstgjorde.",
    en="No. The person held no position that day: there was no assignment, or the person was absent or a substitute "
    "for someone on duty.",
)
_DID_NOT_HOLD: Final = Text(
    sv="Nej. Personen innehade inte befattningen den dagen: inget förordnande gällde, eller så var personen "
    "frånvarande eller ersättare för någon som tjänstgjorde.",
    en="No. The person did not hold the position that day: there was no assignment to it, or the person was absent "
    "or a substitute for someone on duty.",
)


class DecisionStatus(StrEnum):
    """Whether the decision stands."""

    VALID = "valid"
    VOID = "void"


class Filing(StrEnum):
    """How far the filing of the decision in its case (ärende) has come."""

    NOT_TO_BE_FILED = "not-to-be-filed"
    WAITING_FOR_CASE = "waiting-for-case"
    WAITING = "waiting"
    FILED = "filed"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that belongs to the decision; it lies in the case registry."""

    title: str
    document_id: UUID


@dataclass(frozen=True, slots=True)
class DecisionTaken:
    """A delegated decision as it is handed in.

    Attributes:
        board: slug of the board.
        case_id: the case in the registry, when it has one there.
        diary_number: the case's diary number as written; None when `case_id` tells it.
        rule: number of the rule.
        position: position that decided; None when only the person is told.
        person: id of the person who decided; None when not told.
        decided_on: day of the decision.
        outcome: what was decided, in words.
        amount, months, purpose, monthly_rent, circumstances, subject: facts of the case, as in `Question`.
        supplier: whom it is bought from (leverantör).
        unit: unit (enhet) that the purchase is for.
        attachments: documents that belong to it.
        void_reason: why it is kept as void though it lacks authority; None to have it refused then.
    """

    board: str
    rule: str
    decided_on: date
    outcome: str
    case_id: UUID | None = None
    diary_number: str | None = None
    position: str | None = None
    person: UUID | None = None
    amount: Decimal | None = None
    months: int | None = None
    purpose: str | None = None
    monthly_rent: Decimal | None = None
    circumstances: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    subject: Subject | None = None
    supplier: str | None = None
    unit: str | None = None
    attachments: tuple[Attachment, ...] = ()
    void_reason: str | None = None

    def question(self, position: str, case_type: str | None) -> Question:
        """May `position` take this decision, in a case of that type of the registry's?"""
        return Question(
            rule=self.rule,
            position=position,
            on=self.decided_on,
            amount=self.amount,
            months=self.months,
            purpose=self.purpose,
            monthly_rent=self.monthly_rent,
            circumstances=self.circumstances,
            # KL 6:38 4 p, whatever else the matter is said to be about.
            subject=Subject.CITIZEN_PROPOSAL if case_type == _CITIZEN_PROPOSAL else self.subject,
        )


@dataclass(frozen=True, slots=True)
class Authority:
    """Whether a decision had its authority (stöd i delegation).

    Attributes:
        answer: what the order in force that day says of the position.
        held: whether the person held the position that day; True when no person is told.
        reasons: why, one sentence each.
    """

    answer: Answer
    held: bool
    reasons: tuple[Text, ...]

    @property
    def exists(self) -> bool:
        """Whether the order gives the right and the person held the position."""
        return self.held and self.answer.allowed


def authority(answer: Answer, reasons: tuple[Text, ...], *, held: bool) -> Authority:
    """The authority that `answer`, explained by `reasons`, gives whoever did or did not hold the position."""
    if held:
        return Authority(answer, held, reasons)
    # That the position itself has the right would read as a yes after the no.
    others = reasons[1:] if answer.allowed else reasons
    return Authority(answer, held, (_DID_NOT_HOLD, *others))


def most_favourable(authorities: Sequence[Authority]) -> Authority:
    """Of the positions that a person held, the one whose right reaches furthest; there must be at least one."""
    # max keeps the first of equals, as when a question is put by person: the position held longest.
    return max(authorities, key=lambda one: (one.held, favour(one.answer)))


def no_position_held() -> NoAuthority:
    """The error for a person who held no position on the day of the decision."""
    return NoAuthority(_HELD_NOTHING, pointer="/person", extra={"reasons": _both_languages((_HELD_NOTHING,))})


def found_void_in(case_type: str, mandate: Mandate) -> str | None:
    """Why a decision taken before its case was known is void in a case of that type of the registry's; None if not."""
    against = prohibition_in_citizen_proposal(mandate) if case_type == _CITIZEN_PROPOSAL else None
    return None if against is None else f"{_CASE_IS_A_PROPOSAL} {against.text.sv} ({against.paragraph})"


def check_taken(decided_on: date, today: date) -> None:
    """Raise `DecisionNotTakenYet` for a decision of a day that has not come."""
    if decided_on > today:
        raise DecisionNotTakenYet(
            Text(sv="Beslutets dag har inte kommit än.", en="The day of the decision has not come yet."),
            pointer="/decided_on",
        )


def status_of(decision: DecisionTaken, found: Authority) -> DecisionStatus:
    """The status that `decision` is registered with.

    Raises `NoAuthority`, which tells why, unless the decision is to be kept as void, and `AuthorityNotLacking` when
    it is to be kept as void although nothing is wrong with it.
    """
    if found.exists and decision.void_reason is not None:
        raise AuthorityNotLacking(
            Text(
                sv="Beslutet har stöd i delegationsordningen och kan inte registreras som ogiltigt.",
                en="The decision has its authority and cannot be registered as void.",
            ),
            pointer="/as_void",
        )
    if found.exists:
        return DecisionStatus.VALID
    if decision.void_reason is None:
        raise _no_authority(found)
    return DecisionStatus.VOID


def _no_authority(found: Authority) -> NoAuthority:
    limit, lowest = found.answer.limit.kronor, found.answer.lowest_positions
    return NoAuthority(
        Text(sv=" ".join(each.sv for each in found.reasons), en=" ".join(each.en for each in found.reasons)),
        pointer="/position" if found.held else "/person",
        extra={
            "reasons": _both_languages(found.reasons),
            "limit": None if limit is None else format_kronor(limit),
            "lowest_positions": None if lowest is None else list(lowest),
        },
    )


def _both_languages(reasons: Sequence[Text]) -> list[dict[str, str]]:
    return [{"sv": each.sv, "en": each.en} for each in reasons]
