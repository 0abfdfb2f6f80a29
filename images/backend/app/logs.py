"""One JSON object a line on stdout, without message content and without the key."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

# These loggers write request bodies or addresses at their lower levels.
QUIET_LOGGERS = ("openai", "httpx2", "httpcore2", "httpx", "httpcore")

# What is known of the request being served; RequestLog sets it and writes it at the end.
current: ContextVar[dict[str, Any] | None] = ContextVar("current", default=None)


def configure(level: str) -> None:
    """Send every logger, uvicorn's own included, to stdout as JSON."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JSONFormatter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in QUIET_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi"):
        logger = logging.getLogger(name)
        logger.handlers = []
        logger.propagate = name != "uvicorn.access"  # RequestLog writes those lines


def note(**facts: Any) -> None:
    """Add facts to the line that ends the current request; never content."""
    request = current.get()
    if request is not None:
        request.update(facts)


def request_id() -> str:
    """The id of the current request, or `-` outside of one."""
    request = current.get()
    return str(request["request_id"]) if request else "-"


class JSONFormatter(logging.Formatter):
    """A record as one line of JSON; an exception as its type and places, for its text may hold content."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage().strip(),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])[-8:]
            line["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        line.update(getattr(record, "facts", {}))
        return json.dumps(line, ensure_ascii=False, default=str)
