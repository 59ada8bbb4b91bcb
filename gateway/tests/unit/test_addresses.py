from urllib.parse import quote, unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gateway.domain.addresses import has_one_reading, is_plain_query

# "." and ".." are segments with a meaning; these characters separate or end something when unescaped.
segments = st.text(min_size=1, max_size=20).filter(
    lambda text: (
        text not in {".", ".."} and not set(text) & set("/\\%\x7f") and all(character > "\x1f" for character in text)
    )
)


@given(st.lists(segments.filter(lambda text: "." not in text), min_size=1, max_size=5))
def test_any_text_can_be_escaped_into_a_segment(parts: list[str]) -> None:
    path = "/" + "/".join(quote(part, safe="") for part in parts)

    assert has_one_reading(path.encode())


@given(st.binary(max_size=40))
@example(b"/a/../b")
@example(b"/a/%2e%2e/b")
@example(b"/a\n")
def test_an_accepted_path_has_the_same_segments_before_and_after_unescaping(path: bytes) -> None:
    if not has_one_reading(path):
        return
    text = path.decode("ascii")
    unescaped = unquote(text)

    assert unescaped.count("/") == text.count("/")
    assert not {".", ".."} & set(unescaped.split("/"))
    assert "//" not in unescaped
    assert "\\" not in unescaped
    assert unquote(unescaped) == unescaped
    assert all(character >= " " and character != "\x7f" for character in unescaped)


@pytest.mark.parametrize(
    "path",
    [
        b"/",
        b"/case-registry/v1/cases",
        b"/case-registry/v1/cases/",
        b"/v1/docs/swagger-ui.css",
        b"/v1/a...b/.well-known/..x/x..",
        b"/v1/%C3%A5/a%20b/a:b@c,d",
    ],
)
def test_ordinary_paths_are_accepted(path: bytes) -> None:
    assert has_one_reading(path)


@pytest.mark.parametrize(
    "path",
    [
        b"",
        b"cases",
        b"//",
        b"/a//b",
        b"/.",
        b"/..",
        b"/a/.",
        b"/a/./b",
        b"/a/../b",
        b"/a/%2e",
        b"/a/.%2E/b",
        b"/a%2Fb",
        b"/a%5Cb",
        b"/a\\b",
        b"/a%25b",
        b"/a%00",
        b"/a%1f",
        b"/a%7F",
        b"/a%C0%AE",
        b"/a%",
        b"/a%g1",
        b"/a;b",
        b"/a b",
        b"/a?b",
        b"/a#b",
        b"/\xe5",
        b"/a\x00",
    ],
)
def test_paths_with_another_reading_are_not(path: bytes) -> None:
    assert not has_one_reading(path)


@given(st.text(max_size=60))
def test_an_escaped_query_is_plain(text: str) -> None:
    assert is_plain_query(quote(text).encode())


@pytest.mark.parametrize("query", [b"a b", b"a#b", b"a\x00", b"\xe5", b"a\r\nb", b"\x7f"])
def test_a_query_with_something_else_is_not_plain(query: bytes) -> None:
    assert not is_plain_query(query)
