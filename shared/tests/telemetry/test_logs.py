"""Log lines hold what is on the allow-list. What a real process writes is tested in api/test_process.py."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardkit.telemetry.logs import ALLOWED_FIELDS, keep_allowed_fields, place_of

PERSONAL = {
    "name",
    "email",
    "subject",
    "sub",
    "path",
    "url",
    "query",
    "body",
    "token",
    "authorization",
    "exception",
    "exc_info",
}


def test_no_field_that_could_hold_a_person_is_allowed() -> None:
    assert not PERSONAL & ALLOWED_FIELDS


@given(st.dictionaries(st.one_of(st.text(max_size=10), st.sampled_from(sorted(ALLOWED_FIELDS))), st.integers()))
def test_everything_else_is_dropped(fields: dict[str, Any]) -> None:
    kept = keep_allowed_fields(None, "info", dict(fields))

    assert kept == {name: value for name, value in fields.items() if name in ALLOWED_FIELDS}


def test_a_leading_underscore_opens_no_back_door() -> None:
    assert keep_allowed_fields(None, "info", {"_secret": 1, "event": "x"}) == {"event": "x"}


def innermost() -> None:
    raise ValueError("Hemlig")


def test_a_place_is_told_from_the_inside_out_and_without_the_message() -> None:
    with pytest.raises(ValueError, match="Hemlig") as raised:
        innermost()

    place = place_of(raised.value)
    first, second = place.split(" < ")
    assert first.startswith("test_logs.innermost:")
    assert second.startswith("test_logs.test_a_place_is_told")
    assert "Hemlig" not in place
    assert place_of(ValueError("never raised")) == ""
