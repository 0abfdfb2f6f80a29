"""Everything that can be set from the environment, read once and checked at start."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

DEFAULT_BASE_URL = "https://api.openai.com/v1"
DEFAULT_MODEL = "gpt-5-mini"
LOG_LEVELS = ("debug", "info", "warning", "error")


class SettingsError(ValueError):
    """A variable holds a value that cannot be used; the text names the variable, never a secret."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One value per environment variable; times are in seconds, sizes in bytes or characters."""

    # The key stays out of `repr`, so that no log line or traceback can show it.
    api_key: str | None = field(default=None, repr=False)
    base_url: str = DEFAULT_BASE_URL
    model: str = DEFAULT_MODEL
    max_tokens: int | None = None
    retries: int = 1
    system_prompt: str | None = None

    connect_timeout: float = 5.0
    start_timeout: float = 60.0
    idle_timeout: float = 60.0
    total_timeout: float = 300.0

    max_messages: int = 100
    max_characters: int = 100_000
    max_body_bytes: int = 1_048_576
    max_streams: int = 64

    host: str = "127.0.0.1"
    port: int = 8000
    shutdown_grace: int = 20
    log_level: str = "info"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Read the variables; an empty one counts as not set.

        Raises SettingsError, which names the variable, for a value that cannot be used.
        """
        read = _Reader(environment)
        return cls(
            api_key=read.secret("OPENAI_API_KEY"),
            base_url=read.url("OPENAI_BASE_URL", DEFAULT_BASE_URL),
            model=read.text("OPENAI_MODEL") or DEFAULT_MODEL,
            max_tokens=read.optional_whole("OPENAI_MAX_TOKENS", minimum=1),
            retries=read.whole("OPENAI_MAX_RETRIES", 1, minimum=0, maximum=5),
            system_prompt=read.text("CHAT_SYSTEM_PROMPT"),
            connect_timeout=read.seconds("OPENAI_CONNECT_TIMEOUT", 5),
            start_timeout=read.seconds("OPENAI_START_TIMEOUT", 60),
            idle_timeout=read.seconds("OPENAI_IDLE_TIMEOUT", 60),
            total_timeout=read.seconds("OPENAI_TOTAL_TIMEOUT", 300),
            max_messages=read.whole("CHAT_MAX_MESSAGES", 100, minimum=1),
            max_characters=read.whole("CHAT_MAX_CHARACTERS", 100_000, minimum=1),
            max_body_bytes=read.whole("CHAT_MAX_BODY_BYTES", 1_048_576, minimum=1),
            max_streams=read.whole("CHAT_MAX_STREAMS", 64, minimum=1),
            host=read.text("HOST") or "127.0.0.1",
            port=read.whole("PORT", 8000, minimum=0, maximum=65535),
            shutdown_grace=read.whole("SHUTDOWN_GRACE", 20, minimum=1, maximum=600),
            log_level=read.choice("LOG_LEVEL", "info", LOG_LEVELS),
        )


class _Reader:
    """Typed access to the variables, with one wording for every complaint."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def text(self, name: str) -> str | None:
        return self._environment.get(name, "").strip() or None

    def secret(self, name: str) -> str | None:
        value = self.text(name)
        if value is not None and not (value.isascii() and value.isprintable() and " " not in value):
            raise SettingsError(f"{name}: the value holds characters that a key cannot have")
        return value

    def url(self, name: str, default: str) -> str:
        value = self.text(name) or default
        if not value.startswith(("http://", "https://")):
            raise SettingsError(f"{name}: expected an http:// or https:// address, got {value!r}")
        return value.rstrip("/")

    def choice(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        value = (self.text(name) or default).lower()
        if value not in choices:
            raise SettingsError(f"{name}: expected one of {', '.join(choices)}, got {value!r}")
        return value

    def seconds(self, name: str, default: float) -> float:
        value = self.text(name)
        if value is None:
            return default
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not 0 < number <= 3600:
            raise SettingsError(f"{name}: expected seconds, more than 0 and at most 3600, got {value!r}")
        return number

    def whole(self, name: str, default: int, *, minimum: int, maximum: int = 2**31 - 1) -> int:
        number = self.optional_whole(name, minimum=minimum, maximum=maximum)
        return default if number is None else number

    def optional_whole(self, name: str, *, minimum: int, maximum: int = 2**31 - 1) -> int | None:
        value = self.text(name)
        if value is None:
            return None
        if not (value.isascii() and value.isdigit() and len(value) <= 10 and minimum <= int(value) <= maximum):
            raise SettingsError(f"{name}: expected a whole number from {minimum} to {maximum}, got {value!r}")
        return int(value)
