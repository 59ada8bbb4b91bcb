"""Case types say how their decision is appealed; statuses change only along the ways there are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_registry.domain.cases import (
    APPEALS,
    NEXT_STATUSES,
    AppealRoute,
    CaseStatus,
    CaseType,
    change_status,
    may_become,
)
from case_registry.domain.decisions import Outcome, status_after
from case_registry.domain.errors import CaseStatusRefused


@pytest.mark.parametrize(
    ("case_type", "route"),
    [
        (CaseType.CITIZEN_PROPOSAL, AppealRoute.LEGALITY_REVIEW),
        (CaseType.REFERRAL, AppealRoute.NONE),
        (CaseType.FOLLOW_UP, AppealRoute.LEGALITY_REVIEW),
        (CaseType.DELEGATION_ORDER, AppealRoute.LEGALITY_REVIEW),
        (CaseType.PROTOCOL, AppealRoute.NONE),
        (CaseType.REPORT, AppealRoute.NONE),
        (CaseType.GENERAL, AppealRoute.LEGALITY_REVIEW),
    ],
)
def test_every_case_type_states_its_appeal_route(case_type: CaseType, route: AppealRoute) -> None:
    assert APPEALS[case_type].route == route


@pytest.mark.parametrize("case_type", CaseType)
def test_the_route_rests_on_the_law(case_type: CaseType) -> None:
    expected = ("KL 13:1", "FL 2") if APPEALS[case_type].route == AppealRoute.LEGALITY_REVIEW else ("KL 13:2",)

    assert APPEALS[case_type].reason.rules == expected


@pytest.mark.parametrize(
    ("current", "wanted"),
    [
        (CaseStatus.REGISTERED, CaseStatus.IN_PREPARATION),
        (CaseStatus.REGISTERED, CaseStatus.DECIDED),
        (CaseStatus.REGISTERED, CaseStatus.CLOSED),
        (CaseStatus.IN_PREPARATION, CaseStatus.DECIDED),
        (CaseStatus.IN_PREPARATION, CaseStatus.CLOSED),
        (CaseStatus.DECIDED, CaseStatus.IN_PREPARATION),
        (CaseStatus.DECIDED, CaseStatus.CLOSED),
        (CaseStatus.CLOSED, CaseStatus.IN_PREPARATION),
    ],
)
def test_a_case_goes_along_the_ways_there_are(current: CaseStatus, wanted: CaseStatus) -> None:
    assert change_status(current, wanted) == wanted


def test_a_closed_case_is_reopened_before_it_is_decided() -> None:
    with pytest.raises(CaseStatusRefused) as refused:
        change_status(CaseStatus.CLOSED, CaseStatus.DECIDED)

    assert refused.value.extra == {"possible": ["in-preparation"]}
    assert refused.value.pointer == "/status"


@given(st.sampled_from(CaseStatus), st.sampled_from(CaseStatus))
def test_a_change_is_made_or_refused_as_the_table_says(current: CaseStatus, wanted: CaseStatus) -> None:
    if wanted == current or wanted in NEXT_STATUSES[current]:
        assert change_status(current, wanted) == wanted
    else:
        with pytest.raises(CaseStatusRefused):
            change_status(current, wanted)


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (Outcome.APPROVED, CaseStatus.DECIDED),
        (Outcome.REJECTED, CaseStatus.DECIDED),
        (Outcome.ANSWERED, CaseStatus.DECIDED),
        (Outcome.ELECTED, CaseStatus.DECIDED),
        (Outcome.FILED, CaseStatus.DECIDED),
        (Outcome.HANDED_OVER, CaseStatus.IN_PREPARATION),
        (Outcome.REFERRED_BACK, CaseStatus.IN_PREPARATION),
        (Outcome.NOTED, CaseStatus.REGISTERED),
        (Outcome.POSTPONED, CaseStatus.REGISTERED),
    ],
)
def test_what_a_decision_makes_of_a_registered_case(outcome: Outcome, status: CaseStatus) -> None:
    assert status_after(CaseStatus.REGISTERED, outcome) == status


@given(st.sampled_from(CaseStatus), st.sampled_from(Outcome))
def test_a_decision_never_moves_a_case_where_it_may_not_go(current: CaseStatus, outcome: Outcome) -> None:
    assert may_become(current, status_after(current, outcome))


def test_a_decision_on_a_closed_case_leaves_it_closed() -> None:
    assert status_after(CaseStatus.CLOSED, Outcome.APPROVED) == CaseStatus.CLOSED
