"""Days and times that cannot be, and versions that contents cannot be handed over for."""

from datetime import UTC, date, datetime

import pytest

from boardkit.domain.errors import InvalidInput, PreconditionFailed
from case_registry.domain.diary_numbers import classification_code
from case_registry.domain.documents import check_dated, check_fillable
from case_registry.domain.errors import ContentsAlreadyThere, DateOutOfOrder
from case_registry.domain.meetings import Meeting, time_of_meeting


def test_a_document_is_from_today_or_before() -> None:
    check_dated(date(2019, 6, 3), date(2019, 6, 3))
    with pytest.raises(DateOutOfOrder) as refused:
        check_dated(date(2019, 6, 4), date(2019, 6, 3))

    assert (refused.value.pointer, refused.value.extra) == ("/dated", {"today": "2019-06-03"})


def test_contents_are_handed_over_once_for_the_version_that_was_read() -> None:
    check_fillable(1, 1, filled=False)
    with pytest.raises(PreconditionFailed):
        check_fillable(2, 1, filled=True)
    with pytest.raises(ContentsAlreadyThere):
        check_fillable(2, 2, filled=True)


def test_a_meeting_is_held_on_the_swedish_day_it_starts() -> None:
    late_in_june = datetime(2019, 6, 12, 22, 30, tzinfo=UTC)
    late_in_january = datetime(2019, 1, 30, 22, 30, tzinfo=UTC)

    days = [Meeting("norrmalm", 1, moment, "Sal 1").held_on for moment in (late_in_june, late_in_january)]

    assert days == [date(2019, 6, 13), date(2019, 1, 30)]


@pytest.mark.parametrize("year", [1, 1953, 2100, 9999])
def test_a_meeting_lies_in_the_years_that_can_be_counted_from(year: int) -> None:
    with pytest.raises(InvalidInput):
        time_of_meeting(datetime(year, 6, 13, tzinfo=UTC))
    assert time_of_meeting(datetime(2019, 6, 13, tzinfo=UTC)).year == 2019


@pytest.mark.parametrize(("text", "code"), [("1.2.4.", "1.2.4"), ("4.1", "4.1"), ("031", "031"), ("7.", "7")])
def test_a_classification_code_loses_its_last_full_stop(text: str, code: str) -> None:
    assert classification_code(text) == code


@pytest.mark.parametrize("text", ["", ".", "1..2", "1.2..", "a", "1 2", "123456"])
def test_what_is_not_a_classification_code_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        classification_code(text)
