"""The backend, as the page sees it: a conversation in, pieces of text out."""

from __future__ import annotations

import json
import logging
import ssl
import uuid
from collections.abc import AsyncIterator, Sequence
from typing import Any, TypedDict

import httpx

from settings import Settings

_log = logging.getLogger("chat.backend")

UNREACHABLE = "The chat service cannot be reached at the moment. Please try again shortly."
TIMEOUT = "The chat service took too long to answer. Please try again."
CUT = "The connection to the chat service was lost in the middle of the answer. Please try again."
UNREADABLE = "The chat service answered in a way this page does not understand."
ENDINGS = {
    "length": "The answer has reached its length limit.",
    "content_filter": "The model provider has withheld the rest of the answer.",
}


class Turn(TypedDict):
    """One message of the conversation, as the backend reads it."""

    role: str
    content: str


class BackendError(Exception):
    """The answer cannot be given, or not to its end; the message is for the reader of the page."""


class Backend:
    """Asks the backend over one pool of connections."""

    def __init__(self, settings: Settings) -> None:
        # The backend is a neighbour: a proxy from the environment is for the world outside.
        self._client = httpx.AsyncClient(
            base_url=settings.backend_url,
            timeout=httpx.Timeout(settings.idle_timeout, connect=settings.connect_timeout),
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=16),
            trust_env=False,
            # The system's certificates; plain http needs none, and loading them takes a while.
            verify=ssl.create_default_context() if settings.backend_url.startswith("https:") else False,
        )

    async def ask(self, conversation: Sequence[Turn]) -> AsyncIterator[str]:
        """Yield the answer to the last turn, piece by piece.

        Raises BackendError with a readable message, before or after some pieces.
        """
        request_id = uuid.uuid4().hex
        started = False
        try:
            async with self._client.stream(
                "POST", "/v1/chat", json={"messages": list(conversation)}, headers={"x-request-id": request_id}
            ) as reply:
                if reply.status_code != 200:
                    raise BackendError(_refusal(await reply.aread(), reply.status_code))
                async for text in _read_events(reply.aiter_lines()):
                    started = True
                    yield text
        except BackendError:
            _log.warning("no complete answer", extra={"facts": {"request_id": request_id}})
            raise
        except httpx.TimeoutException as error:
            raise self._explained(error, request_id, UNREACHABLE if _connecting(error) else TIMEOUT) from error
        except httpx.HTTPError as error:
            raise self._explained(error, request_id, CUT if started else UNREACHABLE) from error
        except (ValueError, KeyError, TypeError) as error:
            raise self._explained(error, request_id, UNREADABLE) from error

    async def close(self) -> None:
        """Close the pooled connections."""
        await self._client.aclose()

    @staticmethod
    def _explained(error: Exception, request_id: str, message: str) -> BackendError:
        _log.warning("no complete answer", extra={"facts": {"request_id": request_id, "cause": type(error).__name__}})
        return BackendError(message)


def _connecting(error: httpx.TimeoutException) -> bool:
    return isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout)


async def _read_events(lines: AsyncIterator[str]) -> AsyncIterator[str]:
    """The text of `delta` events up to `done`; an `error` event, or no end at all, is a BackendError."""
    event = ""
    async for line in lines:
        name, _, value = line.partition(": ")
        if name == "event":
            event = value
        elif name == "data":
            data: dict[str, Any] = json.loads(value)
            if event == "delta":
                yield str(data["text"])
            elif event == "error":
                raise BackendError(str(data["message"]))
            elif event == "done":
                if data["finish_reason"] in ENDINGS:
                    raise BackendError(ENDINGS[data["finish_reason"]])
                return
    raise BackendError(CUT)


def _refusal(body: bytes, status: int) -> str:
    """The backend's own sentence, or one with the status when something else answered in its place."""
    try:
        return str(json.loads(body)["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return f"The chat service is not available at the moment (status {status}). Please try again shortly."
