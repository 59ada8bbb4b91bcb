import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Scope

from boardkit.domain.errors import ContentTooLarge, MalformedRequest
from gateway.inbound import MAX_HEADERS, Inbound

Headers = list[tuple[bytes, bytes]]

tokens = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=20).map(str.encode)
values = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30).map(
    lambda text: text.strip().encode()
)


def scope(headers: Headers, query: bytes = b"") -> Scope:
    return {"raw_path": b"/case-registry/v1/cases", "query_string": query, "headers": headers}


def test_path_and_query_are_one_target() -> None:
    assert Inbound(scope([])).target == "/case-registry/v1/cases"
    assert Inbound(scope([], b"q=%C3%A5&q=+")).target == "/case-registry/v1/cases?q=%C3%A5&q=+"


@given(st.lists(st.tuples(tokens, values), max_size=30))
def test_only_headers_on_the_list_are_passed_on(headers: Headers) -> None:
    try:
        passed_on = {name.lower() for name in Inbound(scope(headers)).headers}
    except MalformedRequest:
        return

    assert not passed_on & {"authorization", "cookie", "forwarded", "connection", "host", "te", "upgrade", "via"}
    assert not any(name.startswith("x-") for name in passed_on)


@given(st.sampled_from([b"X-Forwarded-For", b"X-Real-IP", b"Forwarded", b"Cookie", b"Remote-User", b"Via"]), values)
def test_no_header_by_which_one_could_claim_something_is_passed_on(name: bytes, value: bytes) -> None:
    assert name.decode() not in Inbound(scope([(name.lower(), value)])).headers


def test_headers_that_are_lists_may_come_twice() -> None:
    inbound = Inbound(scope([(b"accept", b"a/b"), (b"accept", b"c/d"), (b"if-none-match", b'"v1"')]))

    assert inbound.headers.getall("accept") == ["a/b", "c/d"]
    assert inbound.headers["if-none-match"] == '"v1"'


@pytest.mark.parametrize(
    "headers",
    [
        [(b"authorization", b"Bearer a"), (b"authorization", b"Bearer a")],
        [(b"content-length", b"1"), (b"content-length", b"1")],
        [(b"content-length", b"1"), (b"transfer-encoding", b"chunked")],
        [(b"content-length", b"1, 1")],
        [(b"content-length", b"-1")],
        [(b"content-length", b"0x1")],
        [(b"content-length", b"")],
        [(b"content-length", b"\xb2")],
        [(b"content-length", b"9" * 16)],
        [(b"transfer-encoding", b"identity")],
        [(b"transfer-encoding", b"chunked, chunked")],
        [(b"host", b"a"), (b"host", b"b")],
        [(b"range", b"bytes=0-1"), (b"range", b"bytes=2-3")],
        [(b"accept", b"\xff")],
        [(b"x-any", b"")] * (MAX_HEADERS + 1),
        [(b"x-any", b"x" * 40_000)],
    ],
    ids=lambda headers: repr(headers)[:70],
)
def test_a_head_that_is_not_in_order_is_refused(headers: Headers) -> None:
    with pytest.raises(MalformedRequest):
        Inbound(scope(headers))


@pytest.mark.parametrize(
    ("headers", "length", "has_body"),
    [
        ([], None, False),
        ([(b"content-length", b"0")], 0, False),
        ([(b"content-length", b"12")], 12, True),
        ([(b"transfer-encoding", b"chunked")], None, True),
        ([(b"transfer-encoding", b"Chunked")], None, True),
    ],
    ids=["nothing said", "empty", "announced", "chunked", "Chunked"],
)
def test_whether_a_body_follows(headers: Headers, length: int | None, has_body: bool) -> None:
    inbound = Inbound(scope(headers))

    assert (inbound.content_length, inbound.has_body) == (length, has_body)


def test_an_announced_body_must_fit() -> None:
    inbound = Inbound(scope([(b"content-length", b"12")]))

    inbound.must_fit(12)
    with pytest.raises(ContentTooLarge) as caught:
        inbound.must_fit(11)
    assert caught.value.extra == {"max_octets": 11}
