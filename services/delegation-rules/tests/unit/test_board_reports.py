"""What is told to the board and when, and the list it is told by (KL 6:40, 7:8)."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delegation_rules.domain.board_reports import (
    Placement,
    ReportableDecision,
    ReportStatus,
    check_prepared,
    check_reportable,
    check_reporting,
    check_unplaced,
    days_left,
    grouped_by_kind,
    in_report_sequence,
    may_be_told_at,
)
from delegation_rules.domain.reporting_errors import (
    DecisionAlreadyReported,
    DecisionNotReportable,
    NothingToReport,
    ReportFixed,
    ReportingRefused,
)
from delegation_rules.domain.statute import Mandate

MEETING = date(2019, 6, 13)
DECISION = ReportableDecision(
    id=UUID(int=1),
    rule="1.1",
    mandate=Mandate.DELEGATION,
    decided_on=date(2019, 4, 16),
    sequence=(2019, 1),
    valid=True,
    report_to_board=True,
    on_report=False,
)


@pytest.mark.parametrize(
    ("mandate", "decided_on", "told"),
    [
        (Mandate.DELEGATION, date(2019, 6, 12), True),
        (Mandate.DELEGATION, MEETING, True),
        (Mandate.DELEGATION, date(2019, 6, 14), False),
        (Mandate.URGENT, date(2019, 6, 12), True),
        (Mandate.URGENT, MEETING, False),
    ],
)
def test_an_urgent_decision_waits_for_a_meeting_after_its_day(
    *, mandate: Mandate, decided_on: date, told: bool
) -> None:
    assert may_be_told_at(mandate, decided_on, MEETING) is told


def test_days_left_are_negative_after_the_meeting_and_unknown_without_one() -> None:
    assert days_left(MEETING, date(2019, 6, 3)) == 10
    assert days_left(MEETING, MEETING) == 0
    assert days_left(MEETING, date(2019, 6, 20)) == -7
    assert days_left(None, MEETING) is None


@pytest.mark.parametrize("report_to_board", [True, None])
def test_a_decision_that_is_or_may_be_to_be_reported_can_be(*, report_to_board: bool | None) -> None:
    check_reportable([replace(DECISION, report_to_board=report_to_board)], MEETING, "/decision_ids")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"valid": False}, DecisionNotReportable),
        ({"report_to_board": False}, DecisionNotReportable),
        ({"decided_on": date(2019, 6, 14)}, DecisionNotReportable),
        ({"mandate": Mandate.URGENT, "decided_on": MEETING}, DecisionNotReportable),
        ({"on_report": True}, DecisionAlreadyReported),
    ],
)
def test_a_decision_that_cannot_be_reported_is_pointed_at(
    change: dict[str, Any], error: type[DecisionNotReportable | DecisionAlreadyReported]
) -> None:
    with pytest.raises(error) as refused:
        check_reportable([DECISION, replace(DECISION, **change)], MEETING, "/decision_ids")

    assert refused.value.pointer == "/decision_ids/1"


def test_an_empty_report_is_none() -> None:
    with pytest.raises(NothingToReport):
        check_reportable([], MEETING, "/decision_ids")


@pytest.mark.parametrize("status", [ReportStatus.REPORTED, ReportStatus.WITHDRAWN])
def test_what_is_reported_or_withdrawn_stays_so(status: ReportStatus) -> None:
    check_prepared(ReportStatus.PREPARED)
    with pytest.raises(ReportFixed):
        check_prepared(status)


@pytest.mark.parametrize("placement", [Placement.WAITING, Placement.PLACED])
def test_what_is_on_the_agenda_or_on_its_way_is_not_placed_again(placement: Placement) -> None:
    check_unplaced(Placement.NOT_ASKED)
    with pytest.raises(ReportFixed):
        check_unplaced(placement)


def test_a_report_is_made_at_its_meeting_or_its_continuation_and_not_in_the_future() -> None:
    check_reporting(MEETING, MEETING, MEETING)
    check_reporting(MEETING, date(2019, 6, 14), date(2019, 6, 14))
    for reported_on, today in ((date(2019, 6, 12), MEETING), (date(2019, 6, 14), MEETING)):
        with pytest.raises(ReportingRefused) as refused:
            check_reporting(MEETING, reported_on, today)
        assert refused.value.pointer == "/reported_on"


def test_a_report_goes_by_rule_then_day_then_number() -> None:
    late = replace(DECISION, rule="1.10")
    second = replace(DECISION, rule="1.9", decided_on=date(2019, 5, 2), sequence=(2019, 1))
    first = replace(DECISION, rule="1.9", decided_on=date(2019, 5, 1), sequence=(2019, 9))
    same_day = replace(first, sequence=(2019, 10))

    assert in_report_sequence([late, second, same_day, first]) == (first, same_day, second, late)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers())))
def test_grouping_keeps_every_item_once_and_the_sequence_within_a_kind(items: list[tuple[str, int]]) -> None:
    groups = grouped_by_kind(items, lambda item: item[0])

    assert [kind for kind, _ in (group[0] for group in groups)] == list(dict.fromkeys(kind for kind, _ in items))
    for group in groups:
        assert list(group) == [item for item in items if item[0] == group[0][0]]


@given(
    st.lists(
        st.builds(
            ReportableDecision,
            id=st.uuids(),
            rule=st.sampled_from(["1.1", "1.2", "1.10", "2.1"]),
            mandate=st.sampled_from(Mandate),
            decided_on=st.dates(date(2019, 1, 1), date(2019, 12, 31)),
            sequence=st.tuples(st.just(2019), st.integers(1, 10**6)),
            valid=st.just(value=True),
            report_to_board=st.just(value=True),
            on_report=st.just(value=False),
        ),
        unique_by=lambda each: each.sequence,
    ),
    st.randoms(use_true_random=False),
)
def test_the_sequence_of_a_report_does_not_depend_on_how_it_is_asked_for(
    decisions: list[ReportableDecision], random: Random
) -> None:
    shuffled = list(decisions)
    random.shuffle(shuffled)

    assert in_report_sequence(shuffled) == in_report_sequence(decisions)
