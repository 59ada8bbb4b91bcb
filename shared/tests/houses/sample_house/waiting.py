"""Waiting in tests for what another task will do."""

import asyncio
from collections.abc import Awaitable, Callable


async def until(condition: Callable[[], Awaitable[bool]], seconds: float = 30) -> None:
    """Let others work until `condition` holds. Raises `TimeoutError` when it has not within `seconds`."""
    async with asyncio.timeout(seconds):
        while True:
            if await condition():
                return
            await asyncio.sleep(0)
