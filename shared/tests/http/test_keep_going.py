"""A background loop ends with the process and with nothing else."""

import asyncio

import pytest
from sqlalchemy.exc import DBAPIError

from boardkit.http.keep_going import keep_going


class Loop:
    """A loop whose steps raise what they are told, one after another, and that ends when there is nothing left."""

    def __init__(self, *outcomes: float | BaseException) -> None:
        self._outcomes = list(outcomes)
        self.rests: list[float] = []
        self.done = asyncio.Event()

    async def step(self) -> float:
        if not self._outcomes:
            self.done.set()
            await asyncio.Event().wait()
        outcome = self._outcomes.pop(0)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    async def rest(self, seconds: float) -> None:
        self.rests.append(seconds)
        await asyncio.sleep(0)

    async def run(self) -> None:
        task = asyncio.create_task(keep_going("loop", self.step, after_failure=9.0, rest=self.rest))
        await self.done.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


@pytest.mark.parametrize(
    "fault",
    [
        ValueError("secret"),
        KeyError("secret"),
        AssertionError("secret"),
        RecursionError("secret"),
        ConnectionRefusedError(111, "secret"),
        DBAPIError("SELECT secret", {}, Exception("secret")),
        ExceptionGroup("secret", [ValueError("secret")]),
        asyncio.CancelledError("from within"),
    ],
    ids=lambda fault: type(fault).__name__,
)
async def test_whatever_is_raised_is_logged_and_survived(
    fault: BaseException, capsys: pytest.CaptureFixture[str]
) -> None:
    loop = Loop(0.5, fault, 0.25, fault)

    await loop.run()

    assert loop.rests == [0.5, 9.0, 0.25, 9.0]
    assert "secret" not in capsys.readouterr().out


async def test_cancelling_ends_it_also_while_it_rests() -> None:
    resting = asyncio.Event()

    async def step() -> float:
        return 3600.0

    async def rest(seconds: float) -> None:
        resting.set()
        await asyncio.sleep(seconds)

    task = asyncio.create_task(keep_going("loop", step, after_failure=9.0, rest=rest))
    await resting.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
