import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardkit.telemetry import trace
from gateway.traces import next_traceparent

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = "00f067aa0ba902b7"
FORM = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-0[01]")


@pytest.mark.parametrize(
    ("inbound", "flags"),
    [
        (f"00-{TRACE}-{PARENT}-01", "01"),
        (f"00-{TRACE}-{PARENT}-00", "00"),
        (f"00-{TRACE}-{PARENT}-ff", "01"),
        (f"01-{TRACE}-{PARENT}-01-of-the-future", "01"),
        (f"fe-{TRACE}-{PARENT}-01", "01"),
    ],
)
def test_a_valid_trace_is_continued_under_a_new_span(inbound: str, flags: str) -> None:
    found = FORM.fullmatch(following := next_traceparent(inbound.encode()))

    assert found is not None
    assert found[1] == TRACE
    assert found[2] not in {PARENT, "0" * 16}
    assert following.endswith(flags)


@pytest.mark.parametrize(
    "inbound",
    [
        None,
        "",
        f"ff-{TRACE}-{PARENT}-01",
        f"00-{'0' * 32}-{PARENT}-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"00-{TRACE.upper()}-{PARENT}-01",
        f"00-{TRACE}-{PARENT}-01-more",
        f"00-{TRACE}-{PARENT}",
        f"00-{TRACE}-{PARENT}-1",
        f" 00-{TRACE}-{PARENT}-01",
        f"00-{TRACE}-{PARENT}-01\n",
    ],
    ids=repr,
)
def test_anything_else_starts_a_new_trace(inbound: str | None) -> None:
    found = FORM.fullmatch(next_traceparent(None if inbound is None else inbound.encode()))

    assert found is not None
    assert found[1] not in {TRACE, "0" * 32}


def test_no_two_traces_are_the_same() -> None:
    assert len({next_traceparent(None) for _ in range(100)}) == 100


@given(st.from_regex(r"\A[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}\Z"))
def test_it_continues_what_the_services_continue(inbound: str) -> None:
    ours = next_traceparent(inbound.encode())[3:35]
    theirs = trace.traceparent_of(trace.begin(inbound))[3:35]

    assert (ours == inbound[3:35]) == (theirs == inbound[3:35])
