"""The web application: its routes and its order of limits."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from . import logs
from .drain import Drain
from .errors import ChatError, Code
from .limits import BodyLimit, StreamLimit
from .messages import ChatRequest
from .provider import Answer, Provider
from .replies import AnswerStream, error_reply
from .request_log import RequestLog
from .settings import Settings

CHAT_PATH = "/v1/chat"

# A margin for the last event to reach the client before the server cuts the connection.
DRAIN_MARGIN = 0.5


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application for these settings, by default those of the environment."""
    settings = settings or Settings.from_environment(os.environ)
    drain = Drain(settings.shutdown_grace - DRAIN_MARGIN)
    provider = Provider(settings, drain)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await provider.close()

    # The interactive pages load their scripts from elsewhere; /openapi.json is enough.
    app = FastAPI(title="LLM chat backend", docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.drain = drain
    _add_routes(app, settings, provider)
    _add_error_replies(app)
    # The last one added is the first one a request meets.
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes)
    app.add_middleware(StreamLimit, path=CHAT_PATH, maximum=settings.max_streams)
    app.add_middleware(RequestLog)
    return app


def _add_routes(app: FastAPI, settings: Settings, provider: Provider) -> None:
    @app.get("/healthz")
    async def health() -> dict[str, str]:
        """Whether the process serves requests; says nothing of the provider, so it needs no key."""
        return {"status": "ok"}

    @app.post(CHAT_PATH, response_class=AnswerStream)
    async def chat(request: Request, body: ChatRequest) -> Response:
        """Answer the last message of a conversation, as server-sent events."""
        body.check(settings)
        logs.note(messages=len(body.messages))
        answer = await _unless_client_leaves(request, provider, body)
        # 499 is what nginx logs for a client that left; nobody receives it.
        return AnswerStream(answer) if answer else Response(status_code=499)


async def _unless_client_leaves(request: Request, provider: Provider, body: ChatRequest) -> Answer | None:
    """Ask the provider, but stop waiting for it when the client closes the connection."""
    asking = asyncio.create_task(provider.ask(body.messages))
    # The body is read, so the next message can only be the disconnect.
    leaving = asyncio.ensure_future(request.receive())
    try:
        await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return await asking if asking.done() else None
    finally:
        asking.cancel()
        leaving.cancel()


def _add_error_replies(app: FastAPI) -> None:
    @app.exception_handler(ChatError)
    async def chat_error(_: Request, error: ChatError) -> JSONResponse:
        return error_reply(error)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        # Name the place and the rule, never the value: it is the user's text.
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"][1:]) or "body"
        if first["type"] == "json_invalid":
            return error_reply(ChatError(Code.INVALID_REQUEST, "The request is not valid JSON."))
        return error_reply(ChatError(Code.INVALID_REQUEST, f"{place}: {first['msg']}"))

    @app.exception_handler(HTTPException)
    async def http_error(_: Request, error: HTTPException) -> JSONResponse:
        codes = {404: Code.NOT_FOUND, 405: Code.METHOD_NOT_ALLOWED}
        return error_reply(ChatError(codes.get(error.status_code, Code.INVALID_REQUEST)))
