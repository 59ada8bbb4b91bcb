"""The types of requests take what they say, and nothing that the database cannot hold or the law cannot count."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from boardkit.api.schemas import CalendarDate, Kronor, Line, Prose, Slug, Timestamp

LINE: TypeAdapter[str] = TypeAdapter(Line)
PROSE: TypeAdapter[str] = TypeAdapter(Prose)
SLUG: TypeAdapter[str] = TypeAdapter(Slug)
DATE: TypeAdapter[date] = TypeAdapter(CalendarDate)
TIME: TypeAdapter[datetime] = TypeAdapter(Timestamp)
KRONOR: TypeAdapter[Decimal] = TypeAdapter(Kronor)

NO_TEXT = [None, 1, 1.5, True, [], {}, ["text"], {"text": "text"}]


def takes(adapter: TypeAdapter[Any], value: Any) -> bool:
    try:
        adapter.validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("Ett ord", "Ett ord"),
        ("  Ett ord\n", "Ett ord"),
        ("A\u030angstro\u0308m", "Ångström"),
        ("x" * 300, "x" * 300),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("O'Brien; DROP TABLE notes --", "O'Brien; DROP TABLE notes --"),
    ],
)
def test_a_line_is_trimmed_and_composed(given_text: str, kept: str) -> None:
    assert LINE.validate_python(given_text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "x" * 301, "a\nb", "a\rb", "a\tb", "a\u2028b", "a\u2029b", "a\0b", "\0", "a\x1bb", "a\x7fb",
        "a\x85b", "\ud800", "a\udfffb",
    ],
)  # fmt: skip
def test_what_is_no_line(text: str) -> None:
    assert not takes(LINE, text)


@pytest.mark.parametrize("value", NO_TEXT)
@pytest.mark.parametrize("adapter", [LINE, PROSE, SLUG], ids=["Line", "Prose", "Slug"])
def test_what_is_no_text(adapter: TypeAdapter[str], value: Any) -> None:
    assert not takes(adapter, value)


def test_prose_keeps_its_paragraphs_in_one_form() -> None:
    assert PROSE.validate_python(" Ett\r\nTvå\rTre\n\n\tFyra ") == "Ett\nTvå\nTre\n\n\tFyra"


@pytest.mark.parametrize("text", ["", " \r\n ", "x" * 20_001, "a\0b", "a\x08b", "a\x0bb", "\udc80"])
def test_what_is_no_prose(text: str) -> None:
    assert not takes(PROSE, text)


@given(st.text(max_size=400))
def test_every_line_that_is_taken_can_be_stored_and_is_taken_again(text: str) -> None:
    assume(takes(LINE, text))
    kept = LINE.validate_python(text)

    assert "\0" not in kept
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert len(kept.splitlines()) == 1
    assert LINE.validate_python(kept) == kept


@given(st.text(max_size=400))
def test_every_prose_that_is_taken_can_be_stored_and_is_taken_again(text: str) -> None:
    assume(takes(PROSE, text))
    kept = PROSE.validate_python(text)

    assert "\0" not in kept
    assert "\r" not in kept
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert PROSE.validate_python(kept) == kept


@pytest.mark.parametrize("slug", ["norrmalm", "a", "hagersten-liljeholmen", "2019", "x" * 80])
def test_slugs(slug: str) -> None:
    assert SLUG.validate_python(slug) == slug


@pytest.mark.parametrize(
    "slug",
    [
        "", "Norrmalm", "södermalm", "a--b", "-a", "a-", "a b", "a_b", "norrmalm\n", "\nnorrmalm", "x" * 81, "*", "a\0",
    ],
)  # fmt: skip
def test_what_is_no_slug(slug: str) -> None:
    assert not takes(SLUG, slug)


@given(st.dates(date(1800, 1, 1), date(2199, 12, 31)))
def test_every_day_is_taken_as_it_is_written(day: date) -> None:
    assert DATE.validate_python(day.isoformat()) == day
    assert DATE.dump_json(day) == f'"{day.isoformat()}"'.encode()


@pytest.mark.parametrize(
    "value",
    [
        "2019-02-29", "2019-13-01", "2019-00-10", "2019-6-3", "19-06-03", "20190603", "2019-W23-1", "2019-154",
        "2019-06-03T00:00:00", "2019-06-03 ", " 2019-06-03", "03/06/2019", "", "today", "２０１９-06-03", "1799-12-31",
        "2200-01-01", "0001-01-01", "9999-12-31", 20190603, 1559520000, 1559520000.0, None, True, [], "2019-06-03\0",
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_day(value: Any) -> None:
    assert not takes(DATE, value)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2019-06-13T17:30:00+02:00", datetime(2019, 6, 13, 15, 30, tzinfo=UTC)),
        ("2019-06-13T15:30:00Z", datetime(2019, 6, 13, 15, 30, tzinfo=UTC)),
        ("2019-06-13t15:30:00z", datetime(2019, 6, 13, 15, 30, tzinfo=UTC)),
        ("2019-06-13 15:30:00-00:00", datetime(2019, 6, 13, 15, 30, tzinfo=UTC)),
        ("2019-06-13T15:30:00.25Z", datetime(2019, 6, 13, 15, 30, 0, 250_000, tzinfo=UTC)),
        ("2019-01-01T00:00:00+14:00", datetime(2018, 12, 31, 10, tzinfo=UTC)),
        ("2019-06-13T15:30:00.123456789Z", datetime(2019, 6, 13, 15, 30, 0, 123_456, tzinfo=UTC)),
    ],
)
def test_every_zone_is_taken_and_utc_kept(text: str, moment: datetime) -> None:
    found = TIME.validate_python(text)

    assert found == moment
    assert found.tzinfo is UTC


@given(
    st.datetimes(datetime.fromisoformat("1800-01-02"), datetime.fromisoformat("2199-12-30")),
    st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
def test_a_moment_is_the_same_in_every_zone(moment: datetime, zone: timezone) -> None:
    aware = moment.replace(tzinfo=zone)

    assert TIME.validate_python(aware.isoformat()) == aware
    assert json.loads(TIME.dump_json(TIME.validate_python(aware.isoformat()))).endswith("Z")


@pytest.mark.parametrize(
    "value",
    [
        "2019-06-13T15:30:00", "2019-06-13", "2019-06-13T15:30Z", "2019-06-13T24:00:00Z", "2019-06-13T15:60:00Z",
        "2019-06-13T15:30:61Z", "2019-06-13T15:30:00+25:00", "2019-06-13T15:30:00+0200", "20190613T153000Z",
        "2019-W24-4T15:30:00Z", "2019-06-13x15:30:00Z", "2019-06-13T15:30:00 Z", "", "now", 1559520000, 1559520000.5,
        "1559520000", None, True, [], "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59Z",
        "1799-12-31T23:59:59Z", "2200-01-01T00:00:00Z",
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_moment(value: Any) -> None:
    assert not takes(TIME, value)


@given(st.decimals(-(10**15) + 1, 10**15 - 1, places=2))
def test_every_amount_is_written_with_two_decimals_and_read_back(amount: Decimal) -> None:
    written = json.loads(KRONOR.dump_json(amount))

    assert KRONOR.validate_python(written) == amount
    assert written.rsplit(".", 1)[1].isdigit()
    assert len(written.rsplit(".", 1)[1]) == 2


@pytest.mark.parametrize(
    "value",
    [
        300000, 300000.0, 0.1, True, None, [], "", "300 000", "300000,00", "1e5", "1.234", "NaN", "Infinity", "+1",
        "-Infinity", "0x10", "١٢", "1" * 16, "1_000", " 1", "1 ", "1\n", ".5", "5.", "--1", "−1", "1\0",
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_amount(value: Any) -> None:
    assert not takes(KRONOR, value)


@pytest.mark.parametrize("adapter", [LINE, PROSE], ids=["Line", "Prose"])
@pytest.mark.parametrize("text", ["\u200b", "\ufeff\u00ad", "\u200b \u2060", "kvitto\u202egpj.exe", "\u2066a\u2069"])
def test_text_that_cannot_be_seen_or_turns_its_order_is_refused(adapter: TypeAdapter[str], text: str) -> None:
    with pytest.raises(ValidationError):
        adapter.validate_python(text)


def test_joined_emoji_are_text() -> None:
    assert LINE.validate_python("👩\u200d👧 i parken") == "👩\u200d👧 i parken"
