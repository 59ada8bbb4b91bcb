"""Which of Kansli's two languages an answer is written in."""

from typing import Annotated

from fastapi import Depends, Header

from boardkit.domain.errors import Language


def preferred_language(accept_language: str | None) -> Language:
    """Swedish unless the `Accept-Language` header ranks English above it."""
    ranks: dict[str, float] = {}
    for part in (accept_language or "").split(","):
        tag, _, parameters = part.strip().partition(";")
        ranks.setdefault(tag.split("-")[0].strip().lower(), _quality(parameters))
    everything = ranks.get("*", 0.0)
    return "en" if ranks.get("en", everything) > ranks.get("sv", everything) else "sv"


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0


def language_headers(language: Language) -> dict[str, str]:
    """The headers of an answer that is written in `language` because its caller prefers it."""
    return {"content-language": language, "vary": "accept-language"}


async def _language_of_caller(
    accept_language: Annotated[
        str | None,
        Header(alias="Accept-Language", description="Svarets språk, sv eller en. Language of the answer, sv or en."),
    ] = None,
) -> Language:
    return preferred_language(accept_language)


PreferredLanguage = Annotated[Language, Depends(_language_of_caller)]
