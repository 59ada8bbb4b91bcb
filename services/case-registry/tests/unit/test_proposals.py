"""A proposal should be decided within a year, and its author never shows by accident."""

from datetime import date

import pytest

from case_registry.domain.proposals import ProposalAuthor, preparation_time


@pytest.mark.parametrize(
    ("received_on", "decide_by"),
    [(date(2019, 5, 15), date(2020, 5, 15)), (date(2020, 2, 29), date(2021, 2, 28))],
)
def test_is_to_be_decided_within_a_year(received_on: date, decide_by: date) -> None:
    time = preparation_time(received_on, received_on, decided=False)

    assert (time.decide_by, time.overdue) == (decide_by, False)
    assert time.reason.rules == ("KL 6:34", "SFS 1930:173 1")


@pytest.mark.parametrize(
    ("today", "decided", "overdue"),
    [
        (date(2020, 5, 15), False, False),
        (date(2020, 5, 16), False, True),
        (date(2020, 5, 16), True, False),
    ],
)
def test_is_overdue_the_day_after_when_undecided(today: date, decided: bool, overdue: bool) -> None:
    assert preparation_time(date(2019, 5, 15), today, decided=decided).overdue is overdue


def test_the_author_shows_nothing_of_itself() -> None:
    author = ProposalAuthor("Åsa Öberg", "Ängsvägen 3", "113 22", "Stockholm", "08-12 34 56", "asa@example.test")

    assert repr(author) == "ProposalAuthor()"
    assert str(author) == "ProposalAuthor()"
