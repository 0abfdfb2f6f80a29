#!/usr/bin/env python3
"""A stand-in for the model provider: a small OpenAI-compatible server with scripted answers.

    python3 images/testing/provider.py --port 0 --print-port

It needs the standard library only and listens on 127.0.0.1. It ends when it is told to (SIGTERM,
SIGINT), when the process that started it ends, when its standard input is a pipe that closes, or
after `--lifetime` seconds: nothing is left behind. A word in the question chooses what happens:

    [401] [403] [404] [429] [quota] [context] [500]   that error, before the answer
    [slow]      the answer waits `--delay` seconds before its first word
    [stall]     the answer stops for `--delay` seconds after its first words
    [cut]       the connection breaks in the middle of the answer
    [short]     the stream ends in good order, but without its end mark
    [fault]     an error object in the middle of the stream
    [garbage]   a chunk that is not JSON
    [empty]     an answer without a word
    [long]      an answer of many chunks, one every 0.1 seconds
    [length]    an answer that ends at the length limit

Any other question is answered with a sentence that quotes it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import select
import signal
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-stand-in"

ERRORS: dict[str, tuple[int, str]] = {
    "401": (401, "invalid_api_key"),
    "403": (403, "country_not_supported"),
    "404": (404, "model_not_found"),
    "429": (429, "rate_limit_exceeded"),
    "quota": (429, "insufficient_quota"),
    "context": (400, "context_length_exceeded"),
    "500": (500, "server_error"),
}
MARK = re.compile(r"\[([a-z0-9]+)\]")


class StandIn(ThreadingHTTPServer):
    """The server, with what it was asked so that tests can look."""

    daemon_threads = True

    def __init__(self, port: int = 0, delay: float = 30.0, key: str = KEY, word_delay: float = 0.02) -> None:
        """Listen on 127.0.0.1; port 0 takes a free one. Times are in seconds."""
        super().__init__(("127.0.0.1", port), Handler)
        self.delay = delay
        self.key = key
        self.word_delay = word_delay
        self.requests: list[dict[str, Any]] = []
        self.abandoned = threading.Event()
        self.stopping = threading.Event()

    @property
    def base_url(self) -> str:
        """The value for OPENAI_BASE_URL."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that leaves is what some tests are about: no traceback."""
        if isinstance(sys.exception(), ConnectionError):
            self.abandoned.set()
        else:
            super().handle_error(request, client_address)

    def pause(self, seconds: float) -> None:
        """Wait, but not beyond the end of the server."""
        self.stopping.wait(seconds)


class Handler(BaseHTTPRequestHandler):
    """`POST /v1/chat/completions` with `"stream": true`, and `GET /v1/models`."""

    protocol_version = "HTTP/1.1"
    server: StandIn

    def do_GET(self) -> None:
        """List the one model, for those who look."""
        if self.path == "/v1/models":
            self._json(200, {"object": "list", "data": [{"id": "stand-in", "object": "model"}]})
        else:
            self._error(404, "not_found")

    def do_POST(self) -> None:
        """Answer a conversation, or fail as its last message asks."""
        length = int(self.headers.get("content-length") or 0)
        body = json.loads(self.rfile.read(length))
        self.server.requests.append(body)
        if self.path != "/v1/chat/completions":
            return self._error(404, "not_found")
        if self.headers.get("authorization") != f"Bearer {self.server.key}":
            return self._error(401, "invalid_api_key")
        question = str(body["messages"][-1]["content"])
        found = MARK.search(question)
        mark = found.group(1) if found else ""
        if mark in ERRORS:
            return self._error(*ERRORS[mark])
        self._stream(body, question, mark)

    def log_message(self, *_: Any) -> None:
        """Say nothing: the demo's terminal is for its own lines."""

    def _stream(self, body: dict[str, Any], question: str, mark: str) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.send_header("connection", "close")
        self.end_headers()
        self.close_connection = True
        if self._answer(body, question, mark):
            self.wfile.write(b"0\r\n\r\n")

    def _answer(self, body: dict[str, Any], question: str, mark: str) -> bool:
        """Send the chunks; false when the connection is to break without the end of the body."""
        if mark == "slow":
            self._watched_pause(self.server.delay)
        for number, word in enumerate(_words(body, question, mark)):
            if number == 3 and mark in ("cut", "short"):
                return mark == "short"
            if number == 3:
                self._interrupt(mark)
            self._chunk({"content": word})
            self.server.pause(0.1 if mark == "long" else self.server.word_delay)
        self._chunk({}, finish="length" if mark == "length" else "stop")
        self._send("data: [DONE]\n\n")
        return True

    def _interrupt(self, mark: str) -> None:
        if mark == "stall":
            self._watched_pause(self.server.delay)
        elif mark == "garbage":
            self._send("data: {not json\n\n")
        elif mark == "fault":
            self._send('data: {"error": {"message": "the server had an error", "type": "server_error"}}\n\n')

    def _watched_pause(self, seconds: float) -> None:
        """Wait, and end early with ConnectionError when the client closes the connection."""
        end = time.monotonic() + seconds
        self.connection.settimeout(0.05)
        while time.monotonic() < end and not self.server.stopping.is_set():
            try:
                if self.connection.recv(1) == b"":
                    raise ConnectionResetError("the client left")
            except TimeoutError:
                continue
        self.connection.settimeout(None)

    def _chunk(self, delta: dict[str, str], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        chunk = {
            "id": "chatcmpl-stand-in",
            "object": "chat.completion.chunk",
            "created": 0,
            "model": "stand-in",
            "choices": [choice],
        }
        self._send(f"data: {json.dumps(chunk)}\n\n")

    def _send(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))
        self.wfile.flush()

    def _error(self, status: int, code: str) -> None:
        # The real provider quotes the key in this message; ours does too, so that tests can see it is not passed on.
        message = f"{HTTPStatus(status).phrase}: {self.headers.get('authorization', 'no key')}"
        self._json(status, {"error": {"message": message, "type": code, "code": code, "param": None}})

    def _json(self, status: int, value: dict[str, Any]) -> None:
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        if status == 429:
            self.send_header("retry-after", "7")
        self.end_headers()
        self.wfile.write(data)


def _words(body: dict[str, Any], question: str, mark: str) -> Iterator[str]:
    """The answer, a word at a time with its space."""
    if mark == "empty":
        return iter(())
    if mark == "long":
        return (f"word{number} " for number in range(600))
    turns = sum(message["role"] == "user" for message in body["messages"])
    text = f'You asked: "{question}" This is answer {turns} of our conversation, from a stand-in for {body["model"]}.'
    return iter(re.findall(r"\S+\s*", text))


def _watch(lifetime: float, stop: Callable[[], None]) -> None:
    """Call `stop` at the end of the lifetime, of the parent process, or of a piped standard input."""
    parent = os.getppid()
    end = time.monotonic() + lifetime
    # A shell gives /dev/null to its background jobs, which is always at its end: only a pipe counts.
    piped = stat.S_ISFIFO(os.fstat(0).st_mode) if _is_open(0) else False
    while time.monotonic() < end and os.getppid() == parent:
        readable = select.select([0] if piped else [], [], [], 0.25)[0]
        if readable and not os.read(0, 4096):
            break
    stop()


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def _main() -> None:
    parser = argparse.ArgumentParser(description="A stand-in for the model provider, for tests and the demo.")
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 (the default) takes a free one")
    parser.add_argument("--print-port", action="store_true", help="print the port as the first line on stdout")
    parser.add_argument("--lifetime", type=float, default=600, help="end after this many seconds (default 600)")
    parser.add_argument("--delay", type=float, default=30, help="seconds that [slow] and [stall] wait (default 30)")
    parser.add_argument("--key", default=KEY, help=f"the key it accepts (default {KEY})")
    options = parser.parse_args()
    server = StandIn(options.port, options.delay, options.key)
    if options.print_port:
        print(server.server_address[1], flush=True)

    def stop(*_: Any) -> None:
        # `shutdown` waits for the serving loop, so it must not run in that loop's own thread.
        server.stopping.set()
        threading.Thread(target=server.shutdown, daemon=True).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    threading.Thread(target=_watch, args=(options.lifetime, stop), daemon=True).start()
    server.serve_forever()
    server.server_close()


if __name__ == "__main__":
    _main()
