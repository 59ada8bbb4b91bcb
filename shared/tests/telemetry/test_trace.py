"""W3C Trace Context: continued when it is valid, begun when it is not, and the same wherever it is asked for."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from boardkit.telemetry import trace

HEX = "0123456789abcdef"
TRACE_IDS = st.text(HEX, min_size=32, max_size=32).filter(lambda text: text.strip("0") != "")
SPAN_IDS = st.text(HEX, min_size=16, max_size=16).filter(lambda text: text.strip("0") != "")


@given(TRACE_IDS, SPAN_IDS, st.sampled_from(["00", "01"]))
def test_a_valid_parent_is_continued(trace_id: str, span_id: str, flags: str) -> None:
    span = trace.begin(f"00-{trace_id}-{span_id}-{flags}")

    version, continued, own, kept = trace.traceparent_of(span).split("-")
    assert (version, continued, kept) == ("00", trace_id, flags)
    assert own != span_id
    assert trace.current_trace_id() == trace_id
    assert trace.current_traceparent() == trace.traceparent_of(span)


@given(st.one_of(st.none(), st.text()))
def test_anything_else_begins_a_new_one(header: str | None) -> None:
    span = trace.begin(header)

    assert span.is_valid
    assert len(trace.traceparent_of(span)) == 55


async def test_each_task_has_its_own() -> None:
    async def one() -> tuple[str | None, str | None]:
        trace.begin(None)
        before = trace.current_trace_id()
        await asyncio.sleep(0)
        return before, trace.current_trace_id()

    found = await asyncio.gather(*(one() for _ in range(10)))

    assert all(before == after for before, after in found)
    assert len({before for before, _ in found}) == 10


async def test_outside_a_request_there_is_none() -> None:
    async def look() -> tuple[str | None, str | None]:
        trace._current.set(None)
        return trace.current_trace_id(), trace.current_traceparent()

    assert await asyncio.create_task(look()) == (None, None)
