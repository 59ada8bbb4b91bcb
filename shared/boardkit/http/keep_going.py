"""Background loops that nothing ends but the end of the process."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from boardkit.db import faults
from boardkit.telemetry.logs import place_of

log = structlog.get_logger("loop")


async def keep_going(
    name: str,
    step: Callable[[], Awaitable[float]],
    *,
    after_failure: float,
    rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Repeat `step` until cancelled, and `rest` in between for as many seconds as it answers.

    Whatever it raises is logged and followed by a rest of `after_failure` seconds: a loop that ended in silence
    would leave messages lying and copies growing old without anybody noticing.
    """
    while True:
        # Gathering hands over what was raised inside, and still lets our own cancellation through.
        [outcome] = await asyncio.gather(step(), return_exceptions=True)
        if isinstance(outcome, BaseException):
            _note(name, outcome)
            outcome = after_failure
        await rest(outcome)


def _note(name: str, error: BaseException) -> None:
    if faults.is_passing(error):
        log.warning("loop waits for the database", loop=name, error=faults.name_of(error))
    else:
        log.error("loop failed", loop=name, error=faults.name_of(error), where=place_of(error))
