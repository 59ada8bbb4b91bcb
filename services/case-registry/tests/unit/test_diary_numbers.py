"""Every written form of a diary number is read, compared and written back; look-alikes are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_registry.domain.diary_numbers import (
    DiaryFormat,
    DiaryNumber,
    TakenOverDiary,
    check_taken_over,
    parse_diary_number,
    readings,
    serials_used_before,
)
from case_registry.domain.errors import DiaryYearNotOwn, NotADiaryNumber, TakenOverNumberRefused

WRITTEN_FORMS = [
    ("2019/000075", (2019, 75), None, None),
    ("NORR 2019/276", (2019, 276), "NORR", None),
    ("KS 2016/000909", (2016, 909), "KS", None),
    ("KS 2020/1617", (2020, 1617), "KS", None),
    ("2018/1303", (2018, 1303), None, None),
    ("2019/65-1.2.4.", (2019, 65), None, "1.2.4"),
    ("2019/241-4.1", (2019, 241), None, "4.1"),
    ("2019/238-123", (2019, 238), None, "123"),
    ("031-786/2012", (2012, 786), None, "031"),
    ("049-457/2011", (2011, 457), None, "049"),
    ("125-845/2014", (2014, 845), None, "125"),
    ("79-2103/2016", (2016, 2103), None, "79"),
    ("174/742-2016", (2016, 742), None, "174"),
    ("T2019-01182", (2019, 1182), "T", None),
    ("24-2016-1.1", (2016, 24), None, "1.1"),
]

years = st.integers(1900, 2099)
serials = st.integers(1, 999_999)
classifications = st.lists(st.integers(1, 99), min_size=1, max_size=4).map(lambda parts: ".".join(map(str, parts)))


@pytest.mark.parametrize("label", ["", "Dnr ", "dnr ", "Dnr: ", "Diarienummer ", "diarienummer: ", "Diarienr. "])
@pytest.mark.parametrize(("text", "key", "code", "classification"), WRITTEN_FORMS)
def test_reads_every_published_form(
    text: str, key: tuple[int, int], code: str | None, classification: str | None, label: str
) -> None:
    number = parse_diary_number(label + text)

    assert number == DiaryNumber(label + text, *key, code, classification)


@pytest.mark.parametrize(
    "text",
    [
        "SOSFS 2011:9",
        "ISO 27001",
        "ISO 2019/27001",
        "2017:900",
        "SFS 2017/900",
        "EU 2016/679",
        "(EU) 2016/679",
        "",
        "Dnr",
        "2019-06-13",
        "2018-2023",
        "2019",
        "2019/",
        "2019/0",
        "NORR 2019/000000",
        "1899/12",
        "2100/1",
        "2019/1234567890",
        "NORR 2019/30099; DROP TABLE cases",
        "NORR 2019/276 och 2019/277",
        "2019/٢٧٦",
        "08-508 290 00",
        "X" * 5000,
        "1" * 5000,
        "2019/65-" + "1." * 500,
    ],
)
def test_refuses_what_is_not_a_diary_number(text: str) -> None:
    with pytest.raises(NotADiaryNumber) as refused:
        parse_diary_number(text, pointer="/also_known_as/0")

    assert refused.value.pointer == "/also_known_as/0"
    assert "30099" not in refused.value.detail.sv + refused.value.detail.en + str(refused.value.extra)


@pytest.mark.parametrize(
    "text",
    [
        "norr 2019/276",
        "  NORR 2019/276 ",
        "NORR\u00a02019/276",
        "NORR2019/276",
        "dnr NORR 2019/276.",
        "Norr 2019 / 276",
    ],
)
def test_reads_the_same_number_however_it_was_typed(text: str) -> None:
    number = parse_diary_number(text)

    assert (number.key, number.body_code) == ((2019, 276), "NORR")


def test_reads_a_dash_that_a_word_processor_made_long() -> None:
    assert parse_diary_number("2019/65–1.2.4.").classification == "1.2.4"


def test_keeps_the_number_as_written() -> None:
    assert parse_diary_number(" Dnr 2019/65-1.2.4. ").as_written == "Dnr 2019/65-1.2.4."


def test_an_ambiguous_number_has_both_readings_and_prefers_the_year_first() -> None:
    assert [(number.key, number.classification) for number in readings("2014/12-2016")] == [
        ((2014, 12), "2016"),
        ((2016, 12), "2014"),
    ]
    assert parse_diary_number("2014/12-2016").key == (2014, 12)


def test_a_body_code_may_end_in_digits_when_a_blank_follows() -> None:
    assert parse_diary_number("SD09 2019/276").body_code == "SD09"


@given(years, serials, st.integers(0, 6))
def test_leading_zeros_make_no_other_number(year: int, serial: int, zeros: int) -> None:
    padded = f"{year}/{'0' * min(zeros, 9 - len(str(serial)))}{serial}"

    assert parse_diary_number(padded).key == parse_diary_number(f"{year}/{serial}").key == (year, serial)


@given(years, serials, classifications)
def test_every_form_of_one_number_has_one_key(year: int, serial: int, classification: str) -> None:
    forms = [
        f"{year}/{serial}",
        f"{year}/{serial:06d}",
        f"NORR {year}/{serial}",
        f"T{year}-{serial:05d}",
        f"{year}/{serial}-{classification}",
        f"{year}/{serial}-{classification}.",
        f"{classification}-{serial}/{year}",
        f"{classification}/{serial}-{year}",
        f"{serial}-{year}-{classification}",
    ]

    assert {(year, serial) in {number.key for number in readings(form)} for form in forms} == {True}


@given(years, serials, st.sampled_from([None, "NORR", "KS", "Ö", "SD09"]), st.integers(0, 6))
def test_a_board_reads_back_what_it_writes(year: int, serial: int, prefix: str | None, padding: int) -> None:
    number = parse_diary_number(DiaryFormat(prefix, padding).write(year, serial))

    assert (number.key, number.body_code) == ((year, serial), prefix)


@given(st.text(max_size=100))
def test_any_text_either_reads_or_is_refused(text: str) -> None:
    for number in readings(text):
        assert 1900 <= number.year <= 2099
        assert 1 <= number.serial <= 999_999_999
        assert number.as_written == text.strip()


@pytest.mark.parametrize(
    ("prefix", "padding", "written"),
    [
        ("NORR", 0, "NORR 2019/304"),
        (None, 6, "2019/000304"),
        ("KS", 6, "KS 2019/000304"),
        (None, 0, "2019/304"),
    ],
)
def test_writes_as_the_board_is_configured(prefix: str | None, padding: int, written: str) -> None:
    assert DiaryFormat(prefix, padding).write(2019, 304) == written


@pytest.mark.parametrize(
    ("prefix", "padding"),
    [("norr", 0), ("", 0), ("N R", 0), ("ISO", 0), ("2019", 0), ("NORR", -1), ("NORR", 10)],
)
def test_refuses_a_format_that_could_not_be_read_back(prefix: str, padding: int) -> None:
    with pytest.raises(ValueError, match=r"prefix|padding"):
        DiaryFormat(prefix, padding)


NORRMALM = TakenOverDiary(year=2019, last_serial=303)


@pytest.mark.parametrize(
    "text", ["2019/000220", "NORR 2019/276", "norr 2019/276", "2019/303", "2018/1303", "2016/000909"]
)
def test_takes_over_what_the_earlier_diary_can_have_numbered(text: str) -> None:
    number = parse_diary_number(text)

    check_taken_over(number, NORRMALM, "NORR")

    assert number.key <= (2019, 303)


@pytest.mark.parametrize("text", ["2019/304", "2020/1", "2019/000304"])
def test_refuses_a_taken_over_number_after_the_last_one(text: str) -> None:
    with pytest.raises(TakenOverNumberRefused) as refused:
        check_taken_over(parse_diary_number(text), NORRMALM, "NORR")

    assert refused.value.pointer == "/taken_over_number"


def test_refuses_to_take_over_where_there_was_no_earlier_diary() -> None:
    with pytest.raises(TakenOverNumberRefused):
        check_taken_over(parse_diary_number("2019/1"), None, "NORR")


@pytest.mark.parametrize("text", ["KS 2019/8", "NOR 2019/8", "NORR1 2019/8", "T2019-8"])
def test_refuses_to_take_over_another_bodys_number(text: str) -> None:
    with pytest.raises(TakenOverNumberRefused) as refused:
        check_taken_over(parse_diary_number(text), NORRMALM, "NORR")

    assert refused.value.pointer == "/taken_over_number"


def test_a_board_without_a_prefix_takes_over_a_number_with_any_code() -> None:
    number = parse_diary_number("NORR 2019/8")

    check_taken_over(number, NORRMALM, None)

    assert number.body_code == "NORR"


@pytest.mark.parametrize(("taken_over", "year", "used"), [(NORRMALM, 2019, 303), (NORRMALM, 2020, 0), (None, 2019, 0)])
def test_own_numbers_start_above_the_earlier_diary(taken_over: TakenOverDiary | None, year: int, used: int) -> None:
    assert serials_used_before(taken_over, year) == used


def test_own_numbers_never_go_into_a_year_of_the_earlier_diary() -> None:
    with pytest.raises(DiaryYearNotOwn):
        serials_used_before(NORRMALM, 2018)
