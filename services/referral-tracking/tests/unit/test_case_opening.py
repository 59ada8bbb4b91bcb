"""Where the opening of a referral's case stands."""

import pytest

from referral_tracking.domain.case_opening import CaseOpening, OpeningState, case_opening


@pytest.mark.parametrize("last_failure", [None, "NeighbourUnavailable", "handler: not-found", "OSError"])
def test_without_a_refusal_the_registrys_answer_is_waited_for(last_failure: str | None) -> None:
    assert case_opening(is_open=False, last_failure=last_failure) == CaseOpening(OpeningState.WAITING)


@pytest.mark.parametrize(
    ("last_failure", "reason"),
    [("409 diary-number-taken", "diary-number-taken"), ("403 forbidden", "forbidden"), ("404 unknown", "unknown")],
)
def test_a_refusal_is_told_by_its_problem(last_failure: str, reason: str) -> None:
    assert case_opening(is_open=False, last_failure=last_failure) == CaseOpening(OpeningState.REFUSED, reason)


def test_an_open_case_has_no_reason() -> None:
    assert case_opening(is_open=True, last_failure=None) == CaseOpening(OpeningState.OPENED)
