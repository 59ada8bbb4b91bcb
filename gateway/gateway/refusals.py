"""The gateway's own refusals, as problems (RFC 9457) in the caller's language."""

import json

from boardkit.api.language import preferred_language
from boardkit.api.problems import PROBLEM_MEDIA_TYPE, problem_document, problem_headers
from boardkit.domain.errors import KansliError, Unauthenticated
from boardkit.telemetry import trace
from gateway.authenticate import challenge
from gateway.exchange import Exchange


class Refusals:
    """Answers with a problem. `business_date` is told in each when it is not None (the demonstration)."""

    def __init__(self, business_date: str | None) -> None:
        self._business_date = business_date

    async def answer(self, exchange: Exchange, error: KansliError) -> None:
        """Answer `exchange` with `error`. Nothing of the request is repeated in it."""
        exchange.problem = error.slug
        trace.begin(exchange.trace())
        language = preferred_language(_accept_language(exchange))
        body = json.dumps(problem_document(error, language), ensure_ascii=False).encode()
        headers = problem_headers(error, language) | {
            "content-type": PROBLEM_MEDIA_TYPE,
            "content-length": str(len(body)),
            "x-content-type-options": "nosniff",
        }
        if isinstance(error, Unauthenticated):
            headers["www-authenticate"] = challenge(error)
        if self._business_date is not None:
            headers["kansli-business-date"] = self._business_date
        await exchange.start(error.status, [(name.encode(), value.encode()) for name, value in headers.items()])
        await exchange.body(b"" if exchange.method == "HEAD" else body, more=False)


def _accept_language(exchange: Exchange) -> str | None:
    values = [value for name, value in exchange.scope["headers"] if name == b"accept-language"]
    return b",".join(values).decode("latin-1") if values else None
