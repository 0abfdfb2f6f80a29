"""Time limits that shrink when the service is told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from .errors import ChatError, Code


class Drain:
    """Lets running answers finish within a grace time, then ends them with a word.

    Every wait for the provider goes through `limit`. Once `begin` is called no wait lasts beyond
    `grace` seconds, so that a client always gets its last event before the process ends.
    """

    def __init__(self, grace: float) -> None:
        self._grace = grace
        self._deadline: float | None = None
        self._waits: set[asyncio.Timeout] = set()

    def begin(self) -> None:
        """Start to count the grace time down; a second call changes nothing."""
        if self._deadline is not None:
            return
        self._deadline = asyncio.get_running_loop().time() + self._grace
        for wait in self._waits:
            self._shorten(wait)

    @asynccontextmanager
    async def limit(self, seconds: float) -> AsyncIterator[None]:
        """Raise ChatError `provider_timeout` after `seconds`, or `stopping` at the end of the grace time."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(max(seconds, 0)) as wait:
                self._shorten(wait)
                self._waits.add(wait)
                try:
                    yield
                finally:
                    self._waits.discard(wait)
        except TimeoutError:
            over = self._deadline is not None and loop.time() >= self._deadline
            raise ChatError(Code.STOPPING if over else Code.PROVIDER_TIMEOUT) from None

    def _shorten(self, wait: asyncio.Timeout) -> None:
        when = wait.when()
        if self._deadline is not None and when is not None and self._deadline < when and not wait.expired():
            wait.reschedule(self._deadline)
