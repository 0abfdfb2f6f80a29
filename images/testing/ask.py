#!/usr/bin/env python3
"""Ask a question through the frontend, without a browser, and print the answer.

    python3 images/testing/ask.py http://127.0.0.1:7860 "What is a layer?"

Exits 1 with the reason on stderr when there is no answer, or only a part of one. Standard library only.
"""

from __future__ import annotations

import argparse
import json
import sys
import urllib.error
import urllib.request
from typing import Any

# The address is this machine or a neighbour: a proxy from the environment is not for it.
_open = urllib.request.build_opener(urllib.request.ProxyHandler({})).open


class NoAnswer(Exception):
    """There is no answer, or only a part of one; the text says why."""


def ask(url: str, question: str, timeout: float = 60) -> str:
    """The whole answer of the chat at `url`; `timeout` is in seconds between two events."""
    call = f"{url.rstrip('/')}/gradio_api/call/chat"
    body = json.dumps({"data": [question]}).encode()
    request = urllib.request.Request(call, body, {"content-type": "application/json"})
    with _open(request, timeout=timeout) as reply:
        event_id = json.load(reply)["event_id"]
    with _open(f"{call}/{event_id}", timeout=timeout) as reply:
        event = ""
        for line in reply:
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name == "event":
                event = value
            elif name == "data" and event == "complete":
                return _text(json.loads(value)[0])
            elif name == "data" and event == "error":
                raise NoAnswer(f"the page reports an error: {value}")
    raise NoAnswer("the answer has no end")


def _text(answer: Any) -> str:
    """A plain answer; the page's own notices come in a list and carry a title."""
    messages = answer if isinstance(answer, list) else [answer]
    notices = [message["content"] for message in messages if isinstance(message, dict)]
    if notices or not messages or not messages[0]:
        raise NoAnswer(" ".join(notices) or "the answer is empty")
    return str(messages[0])


def _main() -> int:
    parser = argparse.ArgumentParser(description="Ask a question through the frontend and print the answer.")
    parser.add_argument("url", help="address of the frontend, as http://127.0.0.1:7860")
    parser.add_argument("question")
    parser.add_argument("--timeout", type=float, default=60, help="seconds to wait between two events (default 60)")
    options = parser.parse_args()
    try:
        print(ask(options.url, options.question, options.timeout))
    except (NoAnswer, OSError, ValueError, KeyError) as error:
        print(f"error: no answer from {options.url}\n  {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main())
