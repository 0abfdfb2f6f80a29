"""Limits that hold before a request is looked at: the size of its body, and how many run at once."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .errors import ChatError, Code
from .replies import error_reply

BODY_SECONDS = 30.0


class BodyLimit:
    """ASGI middleware: reads the whole body first, and refuses one that is too large or too slow."""

    def __init__(self, app: ASGIApp, max_bytes: int, seconds: float = BODY_SECONDS) -> None:
        self._app = app
        self._max_bytes = max_bytes
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request with its body replayed, or answer 408 or 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._seconds):
                body = await self._read(scope, receive)
        except TimeoutError:
            await error_reply(ChatError(Code.BODY_TIMEOUT))(scope, receive, send)
        except ChatError as error:
            await error_reply(error)(scope, receive, send)
        else:
            if body is not None:
                await self._app(scope, _replay(body, receive), send)

    async def _read(self, scope: Scope, receive: Receive) -> bytes | None:
        """The body, or None when the client left while it was sent."""
        for name, value in scope["headers"]:
            if name == b"content-length" and value.isdigit() and int(value[:20]) > self._max_bytes:
                raise self._too_large()
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            body += message.get("body", b"")
            if len(body) > self._max_bytes:
                raise self._too_large()
            if not message.get("more_body", False):
                return bytes(body)

    def _too_large(self) -> ChatError:
        return ChatError(Code.BODY_TOO_LARGE, f"The request is larger than {self._max_bytes} bytes.")


def _replay(body: bytes, receive: Receive) -> Receive:
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return pending.pop() if pending else await receive()

    return replayed


class StreamLimit:
    """ASGI middleware: lets at most `maximum` requests to `path` run at once, their streams included."""

    def __init__(self, app: ASGIApp, path: str, maximum: int) -> None:
        self._app = app
        self._path = path
        self._maximum = maximum
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request, or answer 503 when the service is full."""
        if scope["type"] != "http" or scope["path"] != self._path:
            await self._app(scope, receive, send)
            return
        if self._running >= self._maximum:
            await error_reply(ChatError(Code.BUSY, retry_after=2))(scope, receive, send)
            return
        self._running += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._running -= 1
