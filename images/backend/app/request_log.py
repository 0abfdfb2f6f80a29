"""The outermost layer of a request: its id, its line in the log, and the reply when all else failed."""

from __future__ import annotations

import logging
import re
import time
import uuid
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from . import logs
from .errors import ChatError, Code
from .replies import error_reply

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

_log = logging.getLogger("chat.request")


class RequestLog:
    """ASGI middleware: gives each request an id and writes one line when it ends."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request; the line is written however it ends."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        facts: dict[str, Any] = {"request_id": _id_of(scope), "method": scope["method"], "path": scope["path"][:200]}
        token = logs.current.set(facts)
        begin = time.perf_counter()

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                facts["status"] = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", facts["request_id"].encode())]
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        except Exception:
            _log.exception("request failed", extra={"facts": {"request_id": facts["request_id"]}})
            if "status" not in facts:
                await error_reply(ChatError(Code.INTERNAL))(scope, receive, send_with_id)
        finally:
            facts["milliseconds"] = round((time.perf_counter() - begin) * 1000)
            # Load balancers ask every few seconds; a line each would drown the others.
            level = logging.DEBUG if scope["path"] == "/healthz" else logging.INFO
            _log.log(level, "request", extra={"facts": facts})
            logs.current.reset(token)


def _id_of(scope: Scope) -> str:
    for name, value in scope["headers"]:
        text: str = value.decode("latin-1")
        if name == b"x-request-id" and REQUEST_ID.fullmatch(text):
            return text
    return uuid.uuid4().hex
