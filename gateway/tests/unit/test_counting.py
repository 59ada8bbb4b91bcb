import pytest

from boardkit.domain.errors import TooManyRequests
from gateway import limits
from gateway.limits import BoundedMemoryStorage, RateLimit, RateLimits


class Clock:
    def __init__(self) -> None:
        self.seconds = 1_559_556_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("gateway.limits.time.time", clock)
    return clock


async def test_what_is_left_grows_less_until_the_window_ends(clock: Clock) -> None:
    limit = RateLimit("clients", "3/minute", BoundedMemoryStorage(), clock)

    told = [await limit.count("portal") for _ in range(4)]
    clock.seconds += 59
    at_the_end = await limit.count("portal")
    clock.seconds += 1
    afterwards = await limit.count("portal")

    assert [allowance.state for allowance in told] == [
        b'"clients";r=2;t=60',
        b'"clients";r=1;t=60',
        b'"clients";r=0;t=60',
        b'"clients";r=0;t=60',
    ]
    assert [allowance.exceeded for allowance in [*told, at_the_end, afterwards]] == [False] * 3 + [True] * 2 + [False]
    assert at_the_end.seconds_left == 1
    assert afterwards.state == b'"clients";r=2;t=60'


async def test_one_too_many_says_when_to_come_back(clock: Clock) -> None:
    limit = RateLimit("clients", "1/hour", BoundedMemoryStorage(), clock)
    (await limit.count("portal")).must_suffice()
    clock.seconds += 600

    with pytest.raises(TooManyRequests) as caught:
        (await limit.count("portal")).must_suffice()

    assert caught.value.extra == {"retry_after_seconds": 3000}


async def test_callers_and_limits_do_not_count_for_each_other() -> None:
    counted = RateLimits("bounded-memory://", "2/minute", "2/minute", "2/minute")

    states = [
        (await counted.clients.count("a")).state,
        (await counted.clients.count("b")).state,
        (await counted.anonymous.count("a")).state,
        (await counted.tokens.count("a")).state,
    ]

    assert [b";r=1;" in state for state in states] == [True] * 4


async def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_MOST_CALLERS", 3)
    storage = BoundedMemoryStorage()
    for key in "abcd":
        await storage.incr(key, 60)

    assert [await storage.get(key) for key in "abcd"] == [0, 1, 1, 1]
    assert await storage.reset() == 3


async def test_a_count_can_be_taken_back(clock: Clock) -> None:
    storage = BoundedMemoryStorage()
    await storage.incr("a", 60)
    await storage.clear("a")

    assert await storage.get("a") == 0
    assert await storage.get_expiry("a") == clock.seconds
    assert await storage.check()


def test_a_storage_that_would_block_is_refused() -> None:
    with pytest.raises(TypeError, match="asynchronous"):
        RateLimits("memory://", "1/minute", "1/minute", "1/minute")
