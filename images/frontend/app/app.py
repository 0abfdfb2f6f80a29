"""Start the frontend: `python app.py`."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# Gradio reads this when it is imported; without it, it reports to its makers.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
import uvicorn
from fastapi import FastAPI

import logs
from backend import Backend
from guard import Guard
from page import CSS, THEME, make_page
from settings import Settings, SettingsError

_log = logging.getLogger("chat")


def create_app(settings: Settings) -> FastAPI:
    """The page at `/` and a health check at `/healthz`."""
    backend = Backend(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await backend.close()

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)

    @app.get("/healthz")
    async def health() -> dict[str, str]:
        """Whether the process serves requests; says nothing of the backend."""
        return {"status": "ok"}

    app.add_middleware(Guard)
    gr.mount_gradio_app(
        app,
        make_page(settings, backend),
        path="/",
        server_name=settings.host,
        server_port=settings.port,
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=1,  # the chat takes no files
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=THEME,
        css=CSS,
    )
    return app


def main() -> int:
    """Serve until SIGTERM or SIGINT; return the exit code, 2 for a setting that cannot be used."""
    logs.configure()
    try:
        settings = Settings.from_environment(os.environ)
    except SettingsError as error:
        _log.error("cannot start: %s", error)
        return 2
    config = uvicorn.Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        # An open page holds a connection for as long as it is open: do not wait for it to close.
        timeout_graceful_shutdown=settings.shutdown_grace,
    )
    _log.info("starting", extra={"facts": {"backend": settings.backend_url}})
    # Uvicorn raises the signal again after a clean stop; this makes that a plain exit with 0.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    server = uvicorn.Server(config)
    server.run()
    return 0 if server.started else 1


if __name__ == "__main__":
    sys.exit(main())
