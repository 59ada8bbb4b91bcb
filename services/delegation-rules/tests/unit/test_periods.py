"""What may still be changed of a period: never a day that has passed."""

from datetime import date

import pytest

from boardkit.domain.errors import KansliError
from delegation_rules.domain.people_errors import PastFixed, PeriodRefused
from delegation_rules.domain.periods import (
    check_new_last_day,
    check_position_exists,
    earliest_end_of_absence,
)
from delegation_rules.domain.positions import Position

TODAY, YESTERDAY, TOMORROW = date(2019, 6, 20), date(2019, 6, 19), date(2019, 6, 21)


@pytest.mark.parametrize("former", [None, TODAY, date(2019, 12, 31)])
@pytest.mark.parametrize("coming", [TODAY, TOMORROW])
def test_an_end_is_set_and_moved_from_today_on(former: date | None, coming: date) -> None:
    check_new_last_day(date(2019, 6, 1), former, coming, TODAY, "/valid_to")


@pytest.mark.parametrize(
    ("first_day", "former", "coming", "refused"),
    [
        (date(2019, 6, 1), None, YESTERDAY, PastFixed),
        (date(2019, 6, 1), YESTERDAY, TOMORROW, PastFixed),
        (None, None, YESTERDAY, PastFixed),
        (TOMORROW, None, TODAY, PeriodRefused),
        (date(2019, 6, 1), None, date(2019, 5, 31), PeriodRefused),
    ],
)
def test_what_has_passed_stays_as_it_was(
    first_day: date | None, former: date | None, coming: date, refused: type[KansliError]
) -> None:
    with pytest.raises(refused) as problem:
        check_new_last_day(first_day, former, coming, TODAY, "/valid_to")

    assert problem.value.pointer == "/valid_to"


def test_whoever_is_back_today_was_away_until_yesterday() -> None:
    assert earliest_end_of_absence(TODAY) == YESTERDAY


@pytest.mark.parametrize(
    ("first_day", "last_day", "pointer"),
    [
        (YESTERDAY, TODAY, "/valid_from"),
        (TODAY, date(2020, 1, 1), "/valid_to"),
        (TODAY, None, "/valid_to"),
    ],
)
def test_nothing_lasts_longer_than_the_position_it_rests_on(
    first_day: date, last_day: date | None, pointer: str
) -> None:
    position = Position("head", "chef", "home", valid_from=TODAY, valid_to=date(2019, 12, 31))
    check_position_exists(position, TODAY, date(2019, 12, 31))

    with pytest.raises(PeriodRefused) as problem:
        check_position_exists(position, first_day, last_day)

    assert problem.value.pointer == pointer


def test_a_position_without_dates_bears_any_period() -> None:
    check_position_exists(Position("head", "chef", "home"), date(1900, 1, 1), None)
