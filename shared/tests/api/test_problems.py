"""Every error is a problem in the caller's language, says nothing of the input, and tells the operator enough."""

from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import uuid4

import httpx
import pytest
import structlog

from boardkit.testing.service import RunningService, if_match, new_key
from sample_house.problem_answers import MARKER, assert_is_problem

GOOD = {"board": "norrmalm", "title": "Ett"}
TOO_LARGE = 1024 * 1024 + 1

Ask = Callable[[RunningService, dict[str, str]], Awaitable[httpx.Response]]


async def in_pieces(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // 65536 + 1):
        yield b"x" * 65536


def writer(service: RunningService) -> httpx.AsyncClient:
    return service.client("notes:write", "notes:read")


async def malformed(service: RunningService, language: dict[str, str]) -> httpx.Response:
    return await writer(service).post("/notes", json=GOOD, headers=language)


async def no_token(service: RunningService, language: dict[str, str]) -> httpx.Response:
    return await service.anonymous().get("/notes", headers=language)


async def wrong_token(service: RunningService, language: dict[str, str]) -> httpx.Response:
    return await service.anonymous().get("/notes", headers=language | {"authorization": f"Bearer {MARKER}"})


async def no_scope(service: RunningService, language: dict[str, str]) -> httpx.Response:
    return await service.client("other:read").get("/notes", headers=language)


async def no_object(service: RunningService, language: dict[str, str]) -> httpx.Response:
    return await writer(service).get(f"/notes/{uuid4()}", headers=language)


async def no_address(service: RunningService, language: dict[str, str]) -> httpx.Response:
    return await service.anonymous().get(f"/{MARKER}", headers=language)


async def no_method(service: RunningService, language: dict[str, str]) -> httpx.Response:
    return await writer(service).delete("/notes", headers=language)


async def no_format(service: RunningService, language: dict[str, str]) -> httpx.Response:
    return await writer(service).get("/notes", headers=language | {"accept": "application/xml"})


async def stale(service: RunningService, language: dict[str, str]) -> httpx.Response:
    where = (await writer(service).post("/notes", json=GOOD, headers=new_key())).headers["location"]
    return await writer(service).patch(where, json={"title": "Två"}, headers=language | if_match(2))


async def unguarded(service: RunningService, language: dict[str, str]) -> httpx.Response:
    return await writer(service).patch(f"/notes/{uuid4()}", json={"title": "Två"}, headers=language)


async def large(service: RunningService, language: dict[str, str]) -> httpx.Response:
    headers = language | new_key() | {"content-type": "application/json"}
    return await writer(service).post("/notes", content=b"x" * TOO_LARGE, headers=headers)


async def large_in_pieces(service: RunningService, language: dict[str, str]) -> httpx.Response:
    headers = language | new_key() | {"content-type": "application/json"}
    return await writer(service).post("/notes", content=in_pieces(TOO_LARGE), headers=headers)


async def large_stream(service: RunningService, language: dict[str, str]) -> httpx.Response:
    return await writer(service).put("/uploads", content=in_pieces(TOO_LARGE), headers=language)


async def other_media(service: RunningService, language: dict[str, str]) -> httpx.Response:
    return await writer(service).post("/notes", data={"title": MARKER}, headers=language | new_key())


async def invalid(service: RunningService, language: dict[str, str]) -> httpx.Response:
    return await writer(service).post("/notes", json={"title": [MARKER]}, headers=language | new_key())


async def broken(service: RunningService, language: dict[str, str]) -> httpx.Response:
    return await writer(service).post("/mishaps", json={"kind": "error", "marker": MARKER}, headers=language)


async def unlucky(service: RunningService, language: dict[str, str]) -> httpx.Response:
    return await writer(service).post("/mishaps", json={"kind": "deadlock", "marker": MARKER}, headers=language)


CASES: list[tuple[Ask, int, str, tuple[str, str]]] = [
    (malformed, 400, "malformed-request", ("Felaktigt anrop", "Malformed request")),
    (no_token, 401, "unauthenticated", ("Inloggning krävs", "Authentication required")),
    (wrong_token, 401, "unauthenticated", ("Inloggning krävs", "Authentication required")),
    (no_scope, 403, "forbidden", ("Behörighet saknas", "Not permitted")),
    (no_object, 404, "not-found", ("Hittades inte", "Not found")),
    (no_address, 404, "not-found", ("Hittades inte", "Not found")),
    (no_method, 405, "method-not-allowed", ("Metoden är inte tillåten", "Method not allowed")),
    (no_format, 406, "not-acceptable", ("Svarsformatet finns inte", "Not acceptable")),
    (stale, 412, "precondition-failed", ("Uppgiften har ändrats", "Precondition failed")),
    (large, 413, "content-too-large", ("För stort innehåll", "Content too large")),
    (large_in_pieces, 413, "content-too-large", ("För stort innehåll", "Content too large")),
    (large_stream, 413, "content-too-large", ("För stort innehåll", "Content too large")),
    (other_media, 415, "unsupported-media-type", ("Formatet stöds inte", "Unsupported media type")),
    (invalid, 422, "invalid-fields", ("Ogiltiga uppgifter", "Invalid fields")),
    (unguarded, 428, "precondition-required", ("Versionsangivelse krävs", "Precondition required")),
    (broken, 500, "internal-error", ("Internt fel", "Internal error")),
    (unlucky, 503, "unavailable", ("Tillfälligt otillgänglig", "Temporarily unavailable")),
]
IDS = [case[0].__name__ for case in CASES]


@pytest.mark.parametrize(("ask", "status", "slug", "titles"), CASES, ids=IDS)
async def test_every_error_is_a_problem_in_both_languages(
    sample: RunningService, ask: Ask, status: int, slug: str, titles: tuple[str, str]
) -> None:
    in_swedish, in_english = await ask(sample, {"accept-language": "sv"}), await ask(sample, {"accept-language": "en"})

    sv, en = assert_is_problem(in_swedish, status, slug), assert_is_problem(in_english, status, slug)

    assert (sv["title"], en["title"]) == titles
    assert sv["detail"] != en["detail"]
    assert (in_swedish.headers["content-language"], in_english.headers["content-language"]) == ("sv", "en")


async def test_the_headers_that_belong_to_an_error(sample: RunningService) -> None:
    assert (await no_token(sample, {})).headers["www-authenticate"] == "Bearer"
    assert (await unlucky(sample, {})).headers["retry-after"] == "2"
    assert (await no_scope(sample, {})).json()["required_scope"] == "notes:read"


async def test_a_wrong_method_is_told_all_the_right_ones(sample: RunningService) -> None:
    allowed = {
        ("DELETE", "/notes"): "GET, POST",
        ("PATCH", "/notes"): "GET, POST",
        ("OPTIONS", "/notes"): "GET, POST",
        ("TRACE", "/notes"): "GET, POST",
        ("POST", "/notes/0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d"): "GET, PATCH",
        ("DELETE", "/notes/not.a*uuid("): "GET, PATCH",
        ("POST", "/changes"): "GET",
        ("GET", "/mishaps"): "POST",
        ("POST", "/openapi.json"): "GET",
        ("PUT", "/docs"): "GET",
    }
    client = sample.client("notes:read")
    for (method, path), methods in allowed.items():
        answer = await client.request(method, path)
        assert (answer.status_code, answer.headers["allow"]) == (405, methods), (method, path)


async def test_a_stranger_is_told_nothing_about_the_body(sample: RunningService) -> None:
    headers = new_key() | {"content-type": "application/json"}
    anonymous, without_scope = sample.anonymous(), sample.client("other:read")

    for path in ("/notes", "/mishaps"):
        for content in (b"{", b"\xff", b"[" * 5000, b"{}"):
            assert (await anonymous.post(path, content=content, headers=headers)).status_code == 401
            assert (await without_scope.post(path, content=content, headers=headers)).status_code == 403


async def test_an_unforeseen_error_is_logged_by_type_and_place_only(sample: RunningService) -> None:
    with structlog.testing.capture_logs() as lines:
        answer = await broken(sample, {})

    [line] = [line for line in lines if line["event"] == "unexpected"]
    assert answer.status_code == 500
    assert (line["error"], line["log_level"]) == ("RuntimeError", "error")
    assert line["where"].startswith("routes.suffer_mishap:")
    assert MARKER not in str(lines)


async def test_a_value_that_no_column_holds_is_our_error_and_not_the_databases(sample: RunningService) -> None:
    mishap = {"kind": "value", "marker": MARKER}

    answer = await writer(sample).post("/mishaps", json=mishap)

    assert_is_problem(answer, 500, "internal-error")
