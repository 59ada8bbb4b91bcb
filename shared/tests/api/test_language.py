"""Swedish unless the caller ranks English higher."""

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import Response

from boardkit.api.language import PreferredLanguage, language_headers, preferred_language


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "sv",
        "*",
        "de",
        "sv, en",
        "en, sv",
        "en;q=0.8, sv;q=0.8",
        "sv-SE, en-GB;q=0.9",
        "en;q=0.5, sv;q=0.9",
        "en;q=0",
        "fr, *;q=0.5",
        "en;q=nan",
        "en;q=abc",
        "en;q=",
        "en;q=-1",
        ";;;,,,=",
    ],
)
def test_swedish(header: str | None) -> None:
    assert preferred_language(header) == "sv"


@pytest.mark.parametrize(
    "header",
    [
        "en",
        "EN",
        "en-US",
        "en-GB,en;q=0.9",
        "sv;q=0.5, en;q=0.9",
        "sv;q=0, *",
        "en; q=0.1",
        "de, en;q=0.1",
        "en;q=1.5",
        "en;level=1",
    ],
)
def test_english(header: str) -> None:
    assert preferred_language(header) == "en"


@given(st.text())
def test_any_header_gives_one_of_the_two(header: str) -> None:
    assert preferred_language(header) in ("sv", "en")


@pytest.mark.parametrize(("asked", "answered"), [({}, "sv"), ({"accept-language": "en"}, "en")])
async def test_a_route_answers_in_its_caller_s_language_and_says_so(asked: dict[str, str], answered: str) -> None:
    app = FastAPI()

    @app.get("/greeting")
    async def greeting(language: PreferredLanguage) -> Response:
        return Response(language, headers=language_headers(language))

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://house.test") as client:
        answer = await client.get("/greeting", headers=asked)

    assert (answer.text, answer.headers["content-language"], answer.headers["vary"]) == (
        answered,
        answered,
        "accept-language",
    )
