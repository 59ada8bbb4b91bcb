"""Telling the board of decisions taken under delegation (anmälan av delegationsbeslut, KL 6:40, 7:8).

The board decides to what extent it is told; the order says so rule by rule. An urgent decision (KL 6:39) is always
told at the next meeting. A report is a list for one meeting, grouped by kind of decision, and a decision stands on
one report at most.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from boardkit.domain.errors import Text
from delegation_rules.domain.orders import rule_sort_key
from delegation_rules.domain.reporting_errors import (
    DecisionAlreadyReported,
    DecisionNotReportable,
    NothingToReport,
    ReportFixed,
    ReportingRefused,
)
from delegation_rules.domain.statute import Mandate

_Item = TypeVar("_Item")


class Task(StrEnum):
    """What remains to be done about a decision: report it, settle whether to, or announce it."""

    REPORT = "report"
    SETTLE = "settle"
    ANNOUNCE = "announce"


class ReportStatus(StrEnum):
    """Where a report stands: prepared, reported at a meeting, or withdrawn before it got there."""

    PREPARED = "prepared"
    REPORTED = "reported"
    WITHDRAWN = "withdrawn"


class Placement(StrEnum):
    """Whether a report is on the meeting's agenda (föredragningslista): not asked for, waiting, or placed."""

    NOT_ASKED = "not-asked"
    WAITING = "waiting"
    PLACED = "placed"


@dataclass(frozen=True, slots=True)
class ReportableDecision:
    """What reporting needs to know of a registered decision.

    Attributes:
        id: of the decision.
        rule: number of the rule it was taken under.
        mandate: delegation or urgent decision.
        decided_on: the day of the decision.
        sequence: year and number in the board's register.
        valid: whether it is valid (gällande), not void.
        report_to_board: what the order says; None when it is not known.
        on_report: whether it stands on a report already.
    """

    id: UUID
    rule: str
    mandate: Mandate
    decided_on: date
    sequence: tuple[int, int]
    valid: bool
    report_to_board: bool | None
    on_report: bool


def may_be_told_at(mandate: Mandate, decided_on: date, held_on: date) -> bool:
    """Whether a meeting on `held_on` can be told of a decision of `decided_on`.

    An urgent decision is one for which the board could not be awaited, so it is told at a meeting after its day.
    """
    return decided_on < held_on or (decided_on == held_on and mandate is not Mandate.URGENT)


def days_left(due_on: date | None, today: date) -> int | None:
    """Days until the meeting that is to be told; negative when it has been held, None when no meeting is known."""
    return None if due_on is None else (due_on - today).days


def check_reportable(decisions: Sequence[ReportableDecision], held_on: date, pointer: str) -> None:
    """Raise for the first of `decisions` that cannot be put on a report for the meeting of `held_on`.

    A decision of which the order does not say whether it is reported may be: naming it settles the question.

    Raises `NothingToReport`, `DecisionNotReportable` and `DecisionAlreadyReported`.
    """
    if not decisions:
        raise NothingToReport(
            Text(sv="Inget beslut väntar på att anmälas vid sammanträdet.", en="No decision waits for that meeting.")
        )
    for index, decision in enumerate(decisions):
        _check_one(decision, held_on, f"{pointer}/{index}")


def _check_one(decision: ReportableDecision, held_on: date, pointer: str) -> None:
    if not decision.valid:
        raise DecisionNotReportable(
            Text(sv="Beslutet är ogiltigt och anmäls inte.", en="The decision is void and is not reported."),
            pointer=pointer,
        )
    if decision.report_to_board is False:
        raise DecisionNotReportable(
            Text(
                sv="Enligt delegationsordningen anmäls beslutet inte.",
                en="By the delegation order the decision is not reported.",
            ),
            pointer=pointer,
        )
    if not may_be_told_at(decision.mandate, decision.decided_on, held_on):
        raise DecisionNotReportable(
            Text(
                sv="Beslutet är inte äldre än sammanträdet det skulle anmälas vid.",
                en="The decision is not older than the meeting that would be told of it.",
            ),
            pointer=pointer,
        )
    if decision.on_report:
        raise already_reported(pointer)


def already_reported(pointer: str) -> DecisionAlreadyReported:
    """The error for a decision that another report has taken."""
    return DecisionAlreadyReported(
        Text(sv="Beslutet står redan i en anmälan.", en="The decision stands on a report already."), pointer=pointer
    )


def in_report_sequence(decisions: Iterable[ReportableDecision]) -> tuple[ReportableDecision, ...]:
    """The sequence of a report that nobody has given another: by rule, then by day, then as registered."""
    return tuple(sorted(decisions, key=lambda each: (rule_sort_key(each.rule), each.decided_on, each.sequence)))


def grouped_by_kind(items: Iterable[_Item], kind: Callable[[_Item], Hashable]) -> tuple[tuple[_Item, ...], ...]:
    """`items` grouped by `kind`: groups as they first appear, and each group in the given sequence."""
    groups: dict[Hashable, list[_Item]] = {}
    for item in items:
        groups.setdefault(kind(item), []).append(item)
    return tuple(tuple(group) for group in groups.values())


def check_prepared(status: ReportStatus) -> None:
    """Raise `ReportFixed` unless the report is prepared and no more."""
    if status is ReportStatus.REPORTED:
        raise ReportFixed(Text(sv="Anmälan är redan gjord.", en="The report has been made already."))
    if status is ReportStatus.WITHDRAWN:
        raise ReportFixed(Text(sv="Anmälan är återtagen.", en="The report is withdrawn."))


def check_unplaced(placement: Placement) -> None:
    """Raise `ReportFixed` when the report is on the agenda, or on its way there."""
    if placement is not Placement.NOT_ASKED:
        raise ReportFixed(
            Text(
                sv="Anmälan är redan uppsatt på föredragningslistan.",
                en="The report is on the agenda already.",
            )
        )


def check_reporting(held_on: date, reported_on: date, today: date) -> None:
    """Raise `ReportingRefused` for a report before its meeting or after `today`.

    A meeting that is adjourned may be told on a later day than it began.
    """
    if reported_on < held_on:
        raise ReportingRefused(
            Text(
                sv="Anmälan kan inte ske före sammanträdet.",
                en="The report cannot be made before the meeting.",
            ),
            pointer="/reported_on",
            extra={"held_on": held_on.isoformat()},
        )
    if reported_on > today:
        raise ReportingRefused(
            Text(
                sv="Anmälan kan inte noteras innan den har skett.",
                en="The report cannot be noted before it is made.",
            ),
            pointer="/reported_on",
            extra={"today": today.isoformat()},
        )
