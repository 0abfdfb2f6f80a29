"""What every reply carries, and what no request may do."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY_BYTES = 2 * 1024 * 1024

# Answers may hold images and links of the model's choosing. With this policy the browser asks no
# other host for anything, so an answer cannot carry the conversation away. Gradio's page needs
# inline scripts and styles.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]


class Guard:
    """ASGI middleware: security headers on every reply, a limit on every body."""

    def __init__(self, app: ASGIApp, max_bytes: int = MAX_BODY_BYTES) -> None:
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request, or answer 411 or 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *HEADERS]
            await send(message)

        headers = dict(scope["headers"])
        app = self._app
        if b"transfer-encoding" in headers:
            app = PlainTextResponse("the length of the request is needed", 411)
        elif not _fits(headers.get(b"content-length", b"0"), self._max_bytes):
            app = PlainTextResponse("the request is too large", 413)
        await app(scope, receive, send_guarded)


def _fits(length: bytes, maximum: int) -> bool:
    return length.isdigit() and len(length) < 12 and int(length) <= maximum
