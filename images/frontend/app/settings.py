"""Everything that can be set from the environment, read once and checked at start."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass


class SettingsError(ValueError):
    """A variable holds a value that cannot be used; the text names the variable."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One value per environment variable; times are in seconds."""

    backend_url: str = "http://localhost:8000"
    connect_timeout: float = 5.0
    # Longer than the backend's own patience, so that its explanation arrives first.
    idle_timeout: float = 90.0
    max_answers: int = 64
    title: str = "LLM chat"
    description: str = "Ask a question; the answer is written as the model thinks of it."
    host: str = "127.0.0.1"
    port: int = 7860
    shutdown_grace: int = 3

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Read the variables; an empty one counts as not set.

        `HOST` and `PORT` win over `GRADIO_SERVER_NAME` and `GRADIO_SERVER_PORT`.
        Raises SettingsError, which names the variable, for a value that cannot be used.
        """

        def text(name: str, default: str) -> str:
            return environment.get(name, "").strip() or default

        def number(name: str, default: float, maximum: float, *, zero: bool = False) -> float:
            value = text(name, str(default))
            try:
                parsed = float(value)
            except ValueError:
                parsed = math.nan
            whole = not isinstance(default, int) or parsed.is_integer()
            if not (0 < parsed <= maximum or (zero and parsed == 0)) or not whole:
                kind = "a whole number" if isinstance(default, int) else "a number"
                raise SettingsError(f"{name}: expected {kind} up to {maximum:g}, got {value!r}")
            return parsed

        defaults = cls()
        backend_url = text("BACKEND_URL", defaults.backend_url).rstrip("/")
        if not backend_url.startswith(("http://", "https://")):
            raise SettingsError(f"BACKEND_URL: expected an http:// or https:// address, got {backend_url!r}")
        port_name = "PORT" if environment.get("PORT", "").strip() else "GRADIO_SERVER_PORT"
        return cls(
            backend_url=backend_url,
            connect_timeout=number("BACKEND_CONNECT_TIMEOUT", defaults.connect_timeout, 600),
            idle_timeout=number("BACKEND_IDLE_TIMEOUT", defaults.idle_timeout, 3600),
            max_answers=int(number("CHAT_MAX_ANSWERS", defaults.max_answers, 10_000)),
            title=text("CHAT_TITLE", defaults.title),
            description=text("CHAT_DESCRIPTION", defaults.description),
            host=text("HOST", text("GRADIO_SERVER_NAME", defaults.host)),
            port=int(number(port_name, defaults.port, 65535, zero=True)),
            shutdown_grace=int(number("SHUTDOWN_GRACE", defaults.shutdown_grace, 600)),
        )
