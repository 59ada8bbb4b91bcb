"""How many requests a caller may make: fixed windows, counted by the `limits` library's storages.

The library's own storage in memory walks through every known caller on each request (0.8 ms at 10 000 of
them), so the storage in memory is this module's; any other of the library's, such as Redis, can be named in
the settings.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from typing import Final, NamedTuple

from limits import RateLimitItem, parse
from limits.aio.storage import Storage
from limits.storage import storage_from_string

from boardkit.domain.errors import Text, TooManyRequests

_MOST_CALLERS: Final = 50_000
_NO_WINDOW: Final = (0, 0.0)
_SCHEMES: Final = ["bounded-memory"]


class BoundedMemoryStorage(Storage):
    """Counts in this process, for a bounded number of callers; the one that was counted first goes first."""

    STORAGE_SCHEME = _SCHEMES

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **_: float | str | bool) -> None:
        super().__init__(uri, wrap_exceptions)
        self._windows: OrderedDict[str, tuple[int, float]] = OrderedDict()

    @property
    def base_exceptions(self) -> type[Exception]:
        """What the storage may raise when it is out of order: nothing of its own."""
        return OSError

    def hit(self, key: str, expiry: int, amount: int = 1) -> tuple[int, float]:
        """Count `amount` more for `key` in a window of `expiry` seconds; the sum, and when the window ends."""
        now = time.time()
        count, ends = self._windows.get(key, _NO_WINDOW)
        if ends <= now:
            count, ends = 0, now + expiry
            self._windows.pop(key, None)
        self._windows[key] = window = (count + amount, ends)
        if len(self._windows) > _MOST_CALLERS:
            self._windows.popitem(last=False)
        return window

    async def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count `amount` more for `key` in a window of `expiry` seconds and return the sum."""
        return self.hit(key, expiry, amount)[0]

    async def get(self, key: str) -> int:
        """The count for `key` in its current window."""
        count, ends = self._windows.get(key, _NO_WINDOW)
        return count if ends > time.time() else 0

    async def get_expiry(self, key: str) -> float:
        """When the window of `key` ends (Unix time)."""
        return self._windows.get(key, (0, time.time()))[1]

    async def check(self) -> bool:
        """Whether the storage works."""
        return True

    async def reset(self) -> int | None:
        """Forget every count and say how many there were."""
        forgotten = len(self._windows)
        self._windows.clear()
        return forgotten

    async def clear(self, key: str) -> None:
        """Forget the count for `key`."""
        self._windows.pop(key, None)


class Allowance(NamedTuple):
    """What is left to a caller after this request.

    Attributes:
        policy: the RateLimit-Policy header (draft-ietf-httpapi-ratelimit-headers-11).
        state: the RateLimit header.
        exceeded: whether the request is one too many.
        seconds_left: until the window ends.
    """

    policy: bytes
    state: bytes
    exceeded: bool
    seconds_left: int

    def must_suffice(self) -> None:
        """Raise `TooManyRequests` when the request is one too many."""
        if self.exceeded:
            raise TooManyRequests(
                Text(
                    sv="Du har gjort fler anrop än vad som är tillåtet just nu; se Retry-After.",
                    en="You have made more requests than are allowed at present; see Retry-After.",
                ),
                extra={"retry_after_seconds": self.seconds_left},
            )

    def headers(self) -> list[tuple[bytes, bytes]]:
        """The two headers that tell the caller."""
        return [(b"ratelimit-policy", self.policy), (b"ratelimit", self.state)]


class RateLimit:
    """One limit: so many requests per window for each key."""

    def __init__(self, name: str, rate: str, storage: Storage, clock_seconds: Callable[[], float] = time.time) -> None:
        item: RateLimitItem = parse(rate)
        self._name = name
        self._amount = item.amount
        self._window = item.get_expiry()
        self._storage = storage
        self._clock_seconds = clock_seconds
        self._policy = f'"{name}";q={self._amount};w={self._window}'.encode()

    async def count(self, key: str) -> Allowance:
        """Count one request of `key` and say what is left."""
        counted, ends = await self._hit(f"{self._name}/{key}")
        seconds_left = max(1, ceil(ends - self._clock_seconds()))
        left = max(0, self._amount - counted)
        state = f'"{self._name}";r={left};t={seconds_left}'.encode()
        return Allowance(self._policy, state, counted > self._amount, seconds_left)

    async def _hit(self, key: str) -> tuple[int, float]:
        if isinstance(self._storage, BoundedMemoryStorage):
            return self._storage.hit(key, self._window)
        counted = await self._storage.incr(key, self._window)
        return counted, await self._storage.get_expiry(key)


class RateLimits:
    """The gateway's three limits on one storage."""

    def __init__(self, storage_uri: str, client_rate: str, anonymous_rate: str, token_rate: str) -> None:
        storage = storage_from_string(storage_uri)
        if not isinstance(storage, Storage):
            raise TypeError("KANSLI_RATE_STORAGE must name an asynchronous storage, such as async+redis://…")
        self.clients = RateLimit("clients", client_rate, storage)
        self.anonymous = RateLimit("anonymous", anonymous_rate, storage)
        self.tokens = RateLimit("tokens", token_rate, storage)
