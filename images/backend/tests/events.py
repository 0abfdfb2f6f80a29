"""Reading server-sent events, apart from the code that writes them."""

from __future__ import annotations

import json
from typing import Any


def question(text: str) -> dict[str, Any]:
    """A request with one message."""
    return {"messages": [{"role": "user", "content": text}]}


def parse(body: str) -> list[tuple[str, dict[str, Any]]]:
    """The events of a whole body, as `(name, data)`."""
    events = []
    for block in body.split("\n\n")[:-1]:
        name, data = block.split("\n")
        assert name.startswith("event: ") and data.startswith("data: ")
        events.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return events


def text_of(events: list[tuple[str, dict[str, Any]]]) -> str:
    """The text of all deltas."""
    return "".join(data["text"] for name, data in events if name == "delta")
