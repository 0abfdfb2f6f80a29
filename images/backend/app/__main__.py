"""Start the backend: `python -m app`."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from urllib.parse import urlsplit

import uvicorn

from . import logs
from .drain import Drain
from .main import create_app
from .settings import Settings, SettingsError

_log = logging.getLogger("chat")


class Server(uvicorn.Server):
    """Uvicorn, which tells running answers about the end as soon as it is asked to stop."""

    def __init__(self, config: uvicorn.Config, drain: Drain) -> None:
        super().__init__(config)
        self._drain = drain

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop accepting requests, then wait for the running ones within the grace time."""
        self._drain.begin()
        await super().shutdown(sockets)


def main() -> int:
    """Serve until SIGTERM or SIGINT; return the exit code, 2 for a setting that cannot be used."""
    logs.configure("info")
    try:
        settings = Settings.from_environment(os.environ)
    except SettingsError as error:
        _log.error("cannot start: %s", error)
        return 2
    logs.configure(settings.log_level)
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=settings.shutdown_grace,
    )
    facts = {
        "model": settings.model,
        "provider": urlsplit(settings.base_url).hostname,
        "key": "set" if settings.api_key else "missing",
    }
    _log.info("starting", extra={"facts": facts})
    # Uvicorn raises the signal again after a clean stop; this makes that a plain exit with 0.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    server = Server(config, app.state.drain)
    server.run()
    return 0 if server.started else 1


if __name__ == "__main__":
    sys.exit(main())
