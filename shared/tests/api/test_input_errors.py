"""Bad input is told by place and rule; what was sent is never repeated."""

import json
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boardkit.testing.service import RunningService, new_key

MARKER = "Zq7xVk9Hemlig"
GOOD: dict[str, Any] = {"board": "norrmalm", "title": "Ett"}

FIELDS = ["board", "title", "body", "amount", "due_on", "remind_at", "kind", "parts", "weights", "tell", "name"]

MARKED = st.one_of(
    st.just(MARKER),
    st.text(max_size=5).map(lambda text: f"{MARKER}{text}"),
    st.sampled_from([f"{MARKER}\0", f"{MARKER}\ud800", MARKER * 30, f"2019-06-{MARKER}", f"\n{MARKER}"]),
)
SCALARS = st.one_of(
    MARKED, st.none(), st.booleans(), st.integers(), st.floats(allow_nan=True, allow_infinity=True), st.just(10**400)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(MARKED, st.sampled_from(FIELDS)), inner, max_size=4),
    ),
    max_leaves=12,
)
BODIES = st.one_of(
    st.dictionaries(st.one_of(st.sampled_from(FIELDS), MARKED), VALUES, max_size=8).map(
        lambda wrong: wrong | {MARKER: 1}
    ),
    VALUES,
)


async def post(service: RunningService, content: bytes, path: str = "/notes") -> httpx.Response:
    headers = new_key() | {"content-type": "application/json"}
    return await service.client("notes:write").post(path, content=content, headers=headers)


def assert_nothing_is_echoed(answer: httpx.Response) -> None:
    assert answer.headers["content-type"] == "application/problem+json"
    assert MARKER.lower() not in answer.text.lower()
    assert not any(MARKER.lower() in value.lower() for value in answer.headers.values())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=BODIES)
async def test_no_body_is_echoed(sample: RunningService, body: Any) -> None:
    answer = await post(sample, json.dumps(body).encode())

    assert answer.status_code in (400, 404, 422), answer.text
    assert_nothing_is_echoed(answer)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
)
async def test_bytes_that_are_no_json_are_refused(sample: RunningService, content: bytes) -> None:
    answer = await post(sample, content + MARKER.encode())

    assert answer.status_code in (400, 422)
    assert_nothing_is_echoed(answer)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["page", "limit", "board", "title", "x"]),
    value=st.one_of(MARKED, st.text(max_size=20), st.integers().map(str), st.just("1" * 5000)),
)
async def test_no_query_is_echoed(sample: RunningService, name: str, value: str) -> None:
    query = httpx.QueryParams({name: value.encode("utf-8", "replace").decode() + MARKER})

    answer = await sample.client("notes:read").get(f"/notes?{query}")

    assert answer.status_code in (200, 400, 422)
    if answer.status_code != 200:
        assert_nothing_is_echoed(answer)


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [
        ({"board": "Norrmalm"}, "/board", "string_pattern_mismatch"),
        ({"title": ""}, "/title", "string_too_short"),
        ({"title": "x" * 301}, "/title", "string_too_long"),
        ({"title": "a\0b"}, "/title", "invalid-input"),
        ({"title": None}, "/title", "string_type"),
        ({"amount": 300000.0}, "/amount", "invalid-input"),
        ({"amount": "1e5"}, "/amount", "invalid-input"),
        ({"due_on": 20190603}, "/due_on", "invalid-input"),
        ({"remind_at": "2019-06-03"}, "/remind_at", "invalid-input"),
        ({"kind": MARKER}, "/kind", "literal_error"),
        ({"tell": "perhaps"}, "/tell", "bool_parsing"),
        ({"parts": [{"name": "a"}, {"name": "b", "weight": 101}]}, "/parts/1/weight", "less_than_equal"),
        ({"parts": [{"name": "a", MARKER: 1}]}, "/parts/0", "extra_forbidden"),
        ({"parts": [{"name": "a"}] * 21}, "/parts", "too_long"),
        ({"weights": {MARKER: "x"}}, "/weights", "int_parsing"),
        ({"weights": {MARKER: {MARKER: 1}}}, "/weights", "int_type"),
        ({MARKER: MARKER}, "", "extra_forbidden"),
    ],
)
async def test_the_place_and_the_rule_are_told(
    sample: RunningService, wrong: dict[str, Any], pointer: str, code: str
) -> None:
    answer = await post(sample, json.dumps(GOOD | wrong).encode())

    assert answer.status_code == 422
    assert answer.json()["type"] == "https://kansli.example/problems/invalid-fields"
    [error] = answer.json()["errors"]
    assert (error["in"], error["pointer"], error["code"]) == ("body", pointer, code)
    assert error["detail"].endswith(".")
    assert_nothing_is_echoed(answer)


async def test_a_missing_field_and_a_wrong_parameter_are_told_in_both_languages(sample: RunningService) -> None:
    client = sample.client("notes:write", "notes:read")
    swedish = {"accept-language": "sv"}

    missing = await client.post("/notes", json={"board": "norrmalm"}, headers=new_key() | swedish)
    wrong = await client.get("/notes?limit=0&page=x", headers=swedish)
    english = await client.get("/notes?limit=201")

    assert missing.json()["errors"] == [
        {"in": "body", "pointer": "/title", "code": "missing", "detail": "Uppgiften saknas."}
    ]
    assert wrong.json()["errors"] == [
        {"in": "query", "parameter": "limit", "code": "greater_than_equal", "detail": "Värdet ska vara ≥ 1."},
        {"in": "query", "parameter": "page", "code": "int_parsing", "detail": "Uppgiften ska vara ett heltal."},
    ]
    assert english.json()["errors"][0]["detail"] == "The value must be ≤ 200."


async def test_a_thousand_errors_are_not_a_thousand_lines(sample: RunningService) -> None:
    wrong = {"parts": [{f"{MARKER}{field}": 1 for field in range(200)}] * 20}

    answer = await post(sample, json.dumps(GOOD | wrong).encode())

    assert (answer.status_code, len(answer.json()["errors"])) == (422, 100)


ODD_JSON = [
    (b"{", 422),
    (b"", 422),
    (b"[" * 100_000, 400),
    (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, 400),
    (b'{"title": NaN}', 422),
    (b'{"title": Infinity}', 422),
    (b'{"weights": {"a": NaN}}', 422),
    (b'{"weights": {"a": 1e400}}', 422),
    (b'{"weights": {"a": ' + b"9" * 5000 + b"}}", 400),
    (b'{"board": "norrmalm", "title": "\\ud800"}', 422),
    (b'{"board": "norrmalm", "title": "\\u0000"}', 422),
    (b'{"\\ud800": 1}', 422),
    (b'{"title": "\xff\xfe"}', 400),
    (b'\xef\xbb\xbf{"title": "x"}', 422),
    (b'{"board": "norrmalm", "title": "x", "title": "y", "board": "a b"}', 422),
    (b"null", 422),
    (b'"text"', 422),
    (b"17", 422),
]


@pytest.mark.parametrize(
    ("language", "detail"),
    [("sv", "Tillåtna värden: 'short' eller 'long'."), ("en", "Allowed values: 'short' or 'long'.")],
)
async def test_allowed_values_are_listed_in_the_callers_language(
    sample: RunningService, language: str, detail: str
) -> None:
    headers = new_key() | {"accept-language": language}

    answer = await sample.client("notes:write").post("/notes", json=GOOD | {"kind": MARKER}, headers=headers)

    assert [error["detail"] for error in answer.json()["errors"]] == [detail]


async def test_odd_json_is_an_expected_error(sample: RunningService) -> None:
    for content, status in ODD_JSON:
        answer = await post(sample, content)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), content[
            :40
        ]


async def test_nul_in_an_address_is_malformed(sample: RunningService) -> None:
    client = sample.client("notes:read")
    for path in ("/notes/%00", "/notes/x%00y", "/notes?title=%00", "/notes?title=a%00b&page=1", "/notes?%00=1", "/%00"):
        answer = await client.get(path)
        assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[-1]) == (400, "malformed-request"), path


async def test_odd_addresses_are_expected_errors(sample: RunningService) -> None:
    client = sample.client("notes:read")
    for path in ("/notes/%ED%A0%80", "/notes/%FF", "/notes/not-a-uuid", "/notes/" + "x" * 5000, "/notes?title=%01"):
        answer = await client.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json"), path


async def test_odd_queries_are_answered(sample: RunningService) -> None:
    client = sample.client("notes:read")
    for query in ("title=%ED%A0%80", "title=%FF%FE", "title=" + "x" * 300, "&&&", "title=%F0%9F%98%80"):
        answer = await client.get(f"/notes?{query}")
        assert (answer.status_code, answer.json()["items"]) == (200, []), query[:40]


async def test_a_parameter_that_the_address_lacks_or_that_is_repeated_is_refused(sample: RunningService) -> None:
    client = sample.client("notes:read")
    cases = {
        "titel=hemlig": [("", "unknown-parameter")],
        "=": [("", "unknown-parameter")],
        "x=" + "y" * 60_000: [("", "unknown-parameter")],
        "page=1&page=2": [("page", "repeated-parameter")],
        "hemlig=1&limit=5&limit=6": [("", "unknown-parameter"), ("limit", "repeated-parameter")],
    }
    for query, expected in cases.items():
        answer = await client.get(f"/notes?{query}")
        problem = answer.json()
        assert answer.status_code == 422, query[:40]
        assert [(error["parameter"], error["code"]) for error in problem["errors"]] == expected
        assert "hemlig" not in answer.text
    assert "limit" in (await client.get("/notes?sida=1")).json()["errors"][0]["detail"]


async def test_odd_headers_never_break_the_service(sample: RunningService) -> None:
    client = sample.client("notes:read")
    values = [b"\xff\xfe", b'"', b",;=,;=", b"x" * 8000, b"[", b"q=;q=", b"\xc3\xa5\xc3\xa4"]
    for name in ("accept-language", "accept", "if-none-match", "traceparent", "forwarded", "host", "cookie", "origin"):
        for value in values:
            answer = await client.get("/notes", headers=[(name.encode(), value)])
            assert answer.status_code in (200, 406), (name, value)
