"""Links: absolute, at the address the caller used, and never at one that somebody slipped in."""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from boardkit.api.forwarded import UNKNOWN_ORIGIN, public_origin
from boardkit.api.links import Links
from boardkit.api.paging import PageRequest, page_links

HEADER_TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60)


def request(path: str = "/sample-house/v1/notes", query: str = "", scheme: str = "http", **headers: str) -> Request:
    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "scheme": scheme,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
    }
    return Request(scope)


@pytest.mark.parametrize(
    ("forwarded", "origin"),
    [
        ("host=kansli.example;proto=https", "https://kansli.example"),
        ("proto=https;host=kansli.example", "https://kansli.example"),
        ('for=192.0.2.1;host="kansli.example:8080";proto=http', "http://kansli.example:8080"),
        ("Host=kansli.example;PROTO=HTTPS", "https://kansli.example"),
        ('for="[2001:db8::1]:443";host="[2001:db8::2]:8080";proto=http', "http://[2001:db8::2]:8080"),
        ("host=first.example;proto=http, host=last.example;proto=https", "https://last.example"),
        ("for=192.0.2.1", "http://service.test"),
        ("proto=https", "https://service.test"),
        ("", "http://service.test"),
        ("complete nonsense", "http://service.test"),
        ('for="x;host=evil.example";host=kansli.example;proto=https', "https://kansli.example"),
        ('for="a\\";host=evil.example";proto=https', "https://service.test"),
        ("xhost=evil.example;proto=https", "https://service.test"),
        ("host=evil.example;proto=http, for=192.0.2.1", "http://service.test"),
    ],
)
def test_the_gateway_tells_the_address(forwarded: str, origin: str) -> None:
    assert public_origin(request(host="service.test", forwarded=forwarded)) == origin


@pytest.mark.parametrize(
    "host",
    [
        "",
        "[",
        "[::1",
        "evil.example/path",
        "evil.example@kansli.example",
        "evil example",
        "kansli.example:80:80",
        "kansli.example:port",
        "kansli.example:999999",
        "kansli.example\\@evil",
        'kansli.example"><script>',
        "räksmörgås.example",
        "a" * 256,
        "kansli.example?x",
        "kansli.example#x",
    ],
)
def test_a_host_that_is_none_stands_in_no_link(host: str) -> None:
    assert public_origin(request(host=host)) == UNKNOWN_ORIGIN
    quoted = host.replace("\\", "\\\\").replace('"', '\\"')
    if host:
        assert public_origin(request(host="service.test", forwarded=f'host="{quoted}"')) == UNKNOWN_ORIGIN


@pytest.mark.parametrize("proto", ["javascript", "ftp", "https:", "http s"])
def test_a_scheme_that_is_none_stands_in_no_link(proto: str) -> None:
    assert public_origin(request(host="service.test", forwarded=f'proto="{proto}"')) == UNKNOWN_ORIGIN


@given(HEADER_TEXT, HEADER_TEXT)
def test_whatever_the_headers_say_the_origin_is_an_origin(forwarded: str, host: str) -> None:
    split = urlsplit(public_origin(request(host=host, forwarded=forwarded)))

    assert split.scheme in ("http", "https")
    assert split.hostname
    assert (split.path, split.query, split.fragment, split.username) == ("", "", "", None)


def test_parts_of_an_address_are_escaped() -> None:
    links = Links(request(host="kansli.example"), "sample-house")

    assert links.href("notes", "å/ä?x#y") == "http://kansli.example/sample-house/v1/notes/%C3%A5%2F%C3%A4%3Fx%23y"
    assert links.self_link("notes", 7)["self"].model_dump() == {
        "href": "http://kansli.example/sample-house/v1/notes/7",
        "rel": "self",
        "method": "GET",
    }


@given(
    st.lists(st.tuples(st.sampled_from(["board", "title", "x"]), st.text(max_size=10)), max_size=5),
    st.integers(1, 200),
    st.integers(1, 1000),
)
def test_a_link_to_another_page_keeps_the_other_parameters(
    parameters: list[tuple[str, str]], limit: int, page: int
) -> None:
    kept = [(name, value.encode("utf-8", "replace").decode()) for name, value in parameters]
    query = urlencode([*kept, ("page", "3"), ("page", "4"), ("limit", "1")])
    links = Links(request(host="kansli.example", query=query), "sample-house")

    href = links.this_request("next", limit=limit, page=page).href

    found = parse_qsl(urlsplit(href).query, keep_blank_values=True)
    assert found == [*kept, ("limit", str(limit)), ("page", str(page))]
    assert href.startswith("http://kansli.example/sample-house/v1/notes?")


@given(st.text(max_size=20))
def test_the_own_address_survives_any_path(path: str) -> None:
    clean = "/" + path.encode("utf-8", "replace").decode()
    links = Links(request(path=clean, host="kansli.example"), "sample-house")

    split = urlsplit(links.this_request("self").href)

    assert (split.netloc, split.query, split.fragment) == ("kansli.example", "", "")


@pytest.mark.parametrize(
    ("page", "total", "expected"),
    [
        (1, 0, {"self": 1, "first": 1, "last": 1}),
        (1, 10, {"self": 1, "first": 1, "last": 1}),
        (1, 11, {"self": 1, "first": 1, "last": 2, "next": 2}),
        (2, 30, {"self": 2, "first": 1, "last": 3, "next": 3, "prev": 1}),
        (3, 30, {"self": 3, "first": 1, "last": 3, "prev": 2}),
        (9, 30, {"self": 9, "first": 1, "last": 3, "prev": 3}),
        (9, 0, {"self": 9, "first": 1, "last": 1, "prev": 1}),
    ],
)
def test_the_links_of_a_page(page: int, total: int, expected: dict[str, int]) -> None:
    links = page_links(Links(request(host="kansli.example"), "sample-house"), PageRequest(limit=10, page=page), total)

    assert {rel: int(dict(parse_qsl(urlsplit(link.href).query))["page"]) for rel, link in links.items()} == expected
    assert {rel: link.rel for rel, link in links.items()} == {rel: rel for rel in expected}


@given(st.integers(5, 100), st.integers(0, 200))
def test_following_next_from_the_first_page_reaches_every_item_once(limit: int, total: int) -> None:
    links = Links(request(host="kansli.example"), "sample-house")
    seen, at = 0, 1
    while True:
        seen += max(0, min(limit, total - (at - 1) * limit))
        following = page_links(links, PageRequest(limit=limit, page=at), total)
        if "next" not in following:
            break
        at += 1

    assert seen == total
    assert following["last"] == following["self"].model_copy(update={"rel": "last"})
