"""Talks to the suite through its gateway as one of its clients, and tells a listener of each exchange."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import TracebackType
from typing import Any, Final, Self
from uuid import NAMESPACE_URL, uuid5

import httpx

from kansli_local.clients import DemonstrationClient
from kansli_local.errors import SuiteError

#: A token lives five minutes; a new one is fetched well before that.
_SECONDS_TO_KEEP_A_TOKEN: Final = 200


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer. `body` and `answer` are JSON values, or a note in words for other contents."""

    client: str | None
    method: str
    path: str
    status: int
    answer: Any
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None

    @property
    def etag(self) -> str:
        """The ETag of the answer."""
        return self.headers["etag"]


def _tell_nobody(_: Exchange) -> None:
    """Keep it to ourselves."""


class Office:
    """The clients of the demonstration at one gateway. Use as a context manager."""

    def __init__(
        self,
        gateway_url: str,
        clients: Mapping[str, DemonstrationClient],
        tell: Callable[[Exchange], None] = _tell_nobody,
    ) -> None:
        self._clients = clients
        self._tell = tell
        self._http = httpx.Client(base_url=gateway_url, timeout=30.0, headers={"accept-language": "sv"})
        self._tokens: dict[str, tuple[str, float]] = {}

    def __enter__(self) -> Self:
        """Open the connections."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        self._http.close()

    def sign_in(self, client: str, *, proof: str | None = None) -> Exchange:
        """Ask for a token as `client`, with `proof` in place of its own secret when given."""
        known = self._clients[client]
        form = {
            "grant_type": "client_credentials",
            "client_id": known.client_id,
            "client_secret": proof or known.client_secret,
        }
        shown = form | {"client_secret": "…"}
        exchange = self._send(None, "POST", "/oauth/token", shown=shown, data=form)
        if exchange.status == 200:
            self._tokens[client] = (exchange.answer["access_token"], time.monotonic())
        return exchange

    def create(
        self, client: str, path: str, body: Mapping[str, Any], *, key: str | None = None, day: date | None = None
    ) -> Exchange:
        """POST `body`; the same path and body give the same Idempotency-Key unless `key` is given."""
        own_key = str(uuid5(NAMESPACE_URL, f"{path}\n{json.dumps(body, sort_keys=True)}"))
        headers = {"idempotency-key": key or own_key}
        return self._as(client, "POST", path, day=day, headers=headers, json=body)

    def ask(self, client: str, path: str, question: Mapping[str, Any]) -> Exchange:
        """POST a question that changes nothing."""
        return self._as(client, "POST", path, headers={}, json=question)

    def read(
        self, client: str | None, path: str, *, parameters: Mapping[str, str] | None = None, etag: str | None = None
    ) -> Exchange:
        """GET `path`, without a token when there is no client."""
        headers = {} if etag is None else {"if-none-match": etag}
        return self._as(client, "GET", path, headers=headers, params=dict(parameters or {}))

    def change(
        self, client: str, method: str, path: str, body: Mapping[str, Any], etag: str, *, day: date | None = None
    ) -> Exchange:
        """PUT or PATCH `body`, building on the version that `etag` names."""
        return self._as(client, method, path, day=day, headers={"if-match": etag}, json=body)

    def upload(self, client: str, path: str, contents: bytes, media_type: str, etag: str) -> Exchange:
        """PUT `contents`."""
        headers = {"if-match": etag, "content-type": media_type}
        return self._as(client, "PUT", path, headers=headers, content=contents, shown=f"({len(contents)} byte)")

    def _as(
        self,
        client: str | None,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        day: date | None = None,
        **request: Any,
    ) -> Exchange:
        own = dict(headers)
        if client is not None:
            own["authorization"] = f"Bearer {self._token(client)}"
        if day is not None:
            own["kansli-business-date"] = day.isoformat()
        return self._send(client, method, path, day=day, headers=own, **request)

    def _send(
        self, client: str | None, method: str, path: str, *, shown: Any = None, day: date | None = None, **request: Any
    ) -> Exchange:
        try:
            response = self._http.request(method, path, **request)
        except httpx.TransportError as error:
            raise SuiteError(f"The gateway does not answer at {self._http.base_url}: {type(error).__name__}.") from None
        body = shown if shown is not None else request.get("json")
        answer = _content(response)
        query = f"?{response.request.url.query.decode()}" if response.request.url.query else ""
        exchange = Exchange(client, method, path + query, response.status_code, answer, body, response.headers, day)
        self._tell(exchange)
        return exchange

    def _token(self, client: str) -> str:
        token, fetched = self._tokens.get(client, ("", float("-inf")))
        if time.monotonic() - fetched > _SECONDS_TO_KEEP_A_TOKEN:
            told, self._tell = self._tell, _tell_nobody
            try:
                signed_in = self.sign_in(client)
            finally:
                self._tell = told
            require(signed_in, 200)
            token = signed_in.answer["access_token"]
        return token


def require(exchange: Exchange, status: int) -> Exchange:
    """`exchange`, if it was answered with `status`; otherwise a `SuiteError` that says what came instead."""
    if exchange.status != status:
        said = exchange.answer if not isinstance(exchange.answer, dict) else exchange.answer.get("detail")
        raise SuiteError(f"{exchange.method} {exchange.path} was answered with {exchange.status}: {said}")
    return exchange


def _content(response: httpx.Response) -> Any:
    if not response.content:
        return None
    media_type = response.headers.get("content-type", "").partition(";")[0]
    return response.json() if media_type.endswith("json") else f"({len(response.content)} byte, {media_type})"
