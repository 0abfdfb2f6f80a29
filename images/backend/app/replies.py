"""Replies to the client: an error as JSON, an answer as server-sent events."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import AsyncIterator
from typing import Any

import anyio
from starlette.responses import JSONResponse, StreamingResponse
from starlette.types import Receive, Scope, Send

from . import logs
from .errors import ChatError, Code
from .provider import Answer

_log = logging.getLogger("chat.answer")

CLOSE_SECONDS = 2.0


def error_reply(error: ChatError) -> JSONResponse:
    """The reply for an error that comes before the first event: `{"error": {...}}`."""
    logs.note(error=error.code.label, **error.details)
    headers = {"retry-after": str(error.retry_after)} if error.retry_after is not None else None
    return JSONResponse({"error": error.body(logs.request_id())}, error.code.status, headers)


class AnswerStream(StreamingResponse):
    """An answer as server-sent events.

    Any number of `delta` events (`{"text"}`), then exactly one `done` (`{"finish_reason"}`) or
    one `error` (`{"code", "message", "request_id"}`).
    """

    media_type = "text/event-stream"

    def __init__(self, answer: Answer) -> None:
        # The second header tells proxies of the nginx family not to hold the events back.
        super().__init__(_events(answer), headers={"cache-control": "no-store", "x-accel-buffering": "no"})
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the events; the provider's connection is let go however this ends."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            # A client that leaves cancels this task; closing must go on for a moment.
            with anyio.move_on_after(CLOSE_SECONDS, shield=True):
                await self._answer.close()


async def _events(answer: Answer) -> AsyncIterator[bytes]:
    begin = time.perf_counter()
    characters = 0
    logs.note(outcome="abandoned")
    try:
        async for text in answer:
            if characters == 0:
                logs.note(first_text_milliseconds=round((time.perf_counter() - begin) * 1000))
            characters += len(text)
            logs.note(characters=characters)
            yield _event("delta", {"text": text})
    except ChatError as error:
        logs.note(outcome="error", error=error.code.label, **error.details)
        yield _event("error", error.body(logs.request_id()))
    except Exception:
        _log.exception("answer failed")
        logs.note(outcome="error", error=Code.INTERNAL.label)
        yield _event("error", ChatError(Code.INTERNAL).body(logs.request_id()))
    else:
        logs.note(outcome="done", finish_reason=answer.finish_reason)
        yield _event("done", {"finish_reason": answer.finish_reason})


def _event(name: str, data: dict[str, Any]) -> bytes:
    # JSON escapes line ends, so the data is always one line.
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
