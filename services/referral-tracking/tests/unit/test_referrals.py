"""What must hold for a referral letter, its recipients' reply days and its reply."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardkit.domain.errors import KansliError
from referral_tracking.domain.body_register import STOCKHOLM_REGISTER
from referral_tracking.domain.errors import (
    ConflictingReplyDays,
    ExceptionForUnknownRecipient,
    ReceivedInFuture,
    ReplyByBeforeReceived,
    ReplyOutsideTime,
)
from referral_tracking.domain.recipients import recognise_recipients, settle
from referral_tracking.domain.referrals import (
    ConsultedRecipient,
    ReferralLetter,
    ReplyByException,
    check_letter,
    check_reply,
    number_for_search,
    own_reply_day,
    with_reply_days,
    year_and_serial,
)

TODAY = date(2019, 6, 3)
LETTER = ReferralLetter(
    board="norrmalm",
    title="Digitaliseringsprogram",
    remittent="Kommunstyrelsen",
    remittent_diary_number="KS 2016/000909",
    reply_by=date(2019, 6, 28),
    reply_by_exceptions=(ReplyByException("Stadsledningskontoret", date(2019, 7, 19)),),
    recipients=(
        "Stadsledningskontoret",
        "Trafiknämnden",
        "Norrmalms stadsdelsnämnd",
        "Trafiknämnden",
        "Polisen",
    ),
    received_on=date(2019, 4, 26),
)


def consulted(letter: ReferralLetter) -> tuple[ConsultedRecipient, ...]:
    return with_reply_days(letter, recognise_recipients(letter.recipients, STOCKHOLM_REGISTER), STOCKHOLM_REGISTER)


def days(letter: ReferralLetter) -> list[date]:
    return [recipient.reply_by for recipient in consulted(letter)]


def excepting(*exceptions: tuple[str, date]) -> ReferralLetter:
    return replace(LETTER, reply_by_exceptions=tuple(ReplyByException(name, day) for name, day in exceptions))


def test_an_exception_gives_its_recipient_a_day_of_its_own() -> None:
    june, july = date(2019, 6, 28), date(2019, 7, 19)

    assert days(LETTER) == [july, june, june, june, june]


@pytest.mark.parametrize("name", ["trafiknämnden", "Trafik", "Trafiknämndens"])
def test_an_exception_holds_for_every_line_of_the_body_by_any_of_its_names(name: str) -> None:
    june, august = date(2019, 6, 28), date(2019, 8, 30)

    assert days(excepting((name, august))) == [june, august, june, august, june]


def test_an_exception_may_name_an_unrecognised_recipient_as_printed() -> None:
    assert days(excepting(("polisen", date(2019, 8, 30))))[4] == date(2019, 8, 30)


def test_an_exception_for_nobody_in_the_list_is_refused() -> None:
    with pytest.raises(ExceptionForUnknownRecipient) as refused:
        consulted(excepting(("Trafiknämnden", date(2019, 8, 1)), ("Kulturnämnden", date(2019, 8, 1))))

    assert refused.value.pointer == "/reply_by_exceptions/1/recipient"


def test_two_days_for_one_recipient_are_refused() -> None:
    with pytest.raises(ConflictingReplyDays) as refused:
        consulted(excepting(("Trafiknämnden", date(2019, 8, 1)), ("Trafik", date(2019, 8, 2))))

    assert refused.value.pointer == "/reply_by_exceptions/1/reply_by"


def test_the_same_day_said_twice_is_no_conflict() -> None:
    august = date(2019, 8, 1)

    assert days(excepting(("Trafiknämnden", august), ("Trafik", august)))[1] == august


@pytest.mark.parametrize(
    ("letter", "expected"),
    [
        (LETTER, date(2019, 6, 28)),
        (replace(LETTER, board="stadsledningskontoret"), date(2019, 7, 19)),
        (replace(LETTER, board="farsta"), date(2019, 6, 28)),
        (excepting(("SDN Norrmalm", date(2019, 8, 30))), date(2019, 8, 30)),
    ],
)
def test_a_board_replies_by_its_own_day(letter: ReferralLetter, expected: date) -> None:
    assert own_reply_day(letter, consulted(letter)) == expected


def test_an_exception_reaches_every_line_that_a_person_has_settled_as_the_same_body() -> None:
    letter = excepting(("Polisen", date(2019, 8, 30)))
    traffic = STOCKHOLM_REGISTER.find("trafiknamnden")
    recognised = recognise_recipients(letter.recipients, STOCKHOLM_REGISTER)

    settled = with_reply_days(letter, settle(recognised, 5, traffic), STOCKHOLM_REGISTER)

    assert [one.recipient.duplicate_of for one in settled] == [None, None, None, 2, 2]
    assert [one.reply_by for one in settled][1:] == [
        date(2019, 8, 30),
        date(2019, 6, 28),
        date(2019, 8, 30),
        date(2019, 8, 30),
    ]


@pytest.mark.parametrize(
    ("number", "searched"),
    [
        ("KS 2016/000909", "KS 2016/000909"),
        ("2018/1303", "2018/1303"),
        ("Fi2019/01182/K", None),
        ("SOSFS 2011:9", None),
        ("EU 2016/679", None),
        ("KS 2016/000000", None),
        (None, None),
    ],
)
def test_only_numbers_that_the_registry_can_read_are_searched_by(number: str | None, searched: str | None) -> None:
    assert number_for_search(number) == searched


@pytest.mark.parametrize(
    ("letter", "error", "pointer"),
    [
        (replace(LETTER, received_on=date(2019, 6, 4)), ReceivedInFuture, "/received_on"),
        (replace(LETTER, reply_by=date(2019, 4, 25)), ReplyByBeforeReceived, "/reply_by"),
        (
            excepting(("Trafiknämnden", date(2019, 8, 1)), ("Polisen", date(2019, 4, 25))),
            ReplyByBeforeReceived,
            "/reply_by_exceptions/1/reply_by",
        ),
    ],
)
def test_impossible_days_are_refused(letter: ReferralLetter, error: type[KansliError], pointer: str) -> None:
    with pytest.raises(error) as refused:
        check_letter(letter, TODAY)

    assert (refused.value.status, refused.value.pointer) == (422, pointer)


@given(st.dates(), st.integers(0, 4000), st.integers(0, 4000))
def test_any_order_received_then_due_passes(received: date, later: int, until_today: int) -> None:
    received = min(received, date.max - timedelta(days=4000))
    letter = replace(
        LETTER,
        received_on=received,
        reply_by=received + timedelta(days=later),
        reply_by_exceptions=(),
    )

    check_letter(letter, received + timedelta(days=until_today))

    assert set(days(letter)) == {letter.reply_by}


@pytest.mark.parametrize("sent_on", [date(2019, 4, 26), date(2019, 6, 3)])
def test_a_reply_is_sent_between_arrival_and_today(sent_on: date) -> None:
    check_reply(sent_on, received_on=LETTER.received_on, today=TODAY)

    assert LETTER.received_on <= sent_on <= TODAY


@pytest.mark.parametrize("sent_on", [date(2019, 4, 25), date(2019, 6, 4)])
def test_a_reply_outside_that_time_is_refused(sent_on: date) -> None:
    with pytest.raises(ReplyOutsideTime) as refused:
        check_reply(sent_on, received_on=LETTER.received_on, today=TODAY)

    assert refused.value.pointer == "/sent_on"


@pytest.mark.parametrize("written", ["2019/225", "2019/000225", "NORR 2019/225", "2019/225-1.2.4.", "2019/225-123"])
def test_a_number_of_the_earlier_diary_is_one_however_written(written: str) -> None:
    assert year_and_serial(written) == (2019, 225)


def test_what_is_no_number_of_the_earlier_diary_has_no_year_and_serial() -> None:
    with pytest.raises(ValueError, match="diary"):
        year_and_serial("SOSFS 2011:9")
