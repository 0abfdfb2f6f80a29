"""A scripted backend, and the whole application as its images run it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from provider import KEY, StandIn

IMAGES = Path(__file__).resolve().parent.parent.parent


@dataclass
class Script:
    """What the scripted backend answers to every question."""

    status: int = 200
    body: bytes = b""
    seconds: float = 0
    cut: bool = False
    received: list[bytes] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def script() -> Iterator[Script]:
    """A backend that answers as the test says; `cut` breaks the connection before the end of the body."""
    plan = Script()
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            plan.received.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(plan.status)
            self.send_header("content-length", str(len(plan.body) + plan.cut))
            self.end_headers()
            self.wfile.write(plan.body)
            over.wait(plan.seconds)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    plan.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield plan
    over.set()
    server.shutdown()
    server.server_close()
    thread.join()


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Child:
    """One of the two programs, started as its image starts it."""

    def __init__(self, folder: str, command: list[str], environment: dict[str, str]) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        base = {"PATH": os.environ["PATH"], "HOST": "127.0.0.1", "PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, *command], cwd=IMAGES / folder, env=base | environment, stdout=subprocess.PIPE, text=True
        )

    def wait_until_ready(self) -> None:
        """Return once `/healthz` answers."""
        end = time.monotonic() + 60
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with opener.open(f"{self.url}/healthz", timeout=2):
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"the program did not start: {self.stop()}")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, str, float]:
        """Send a signal; return the exit code, the output and the seconds it took."""
        begin = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            output, _ = self.process.communicate(timeout=20)
        finally:
            self.process.kill()
        return self.process.returncode, output, time.monotonic() - begin


@dataclass
class Stack:
    """Provider, backend and frontend, connected."""

    provider: StandIn
    backend: Child
    frontend: Child


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """The whole application; made once for a module, as Gradio takes seconds to start."""
    provider = StandIn(delay=20)
    threading.Thread(target=provider.serve_forever, args=(0.02,), daemon=True).start()
    backend = Child(
        "backend",
        ["-m", "app"],
        {
            "OPENAI_API_KEY": KEY,
            "OPENAI_BASE_URL": provider.base_url,
            "OPENAI_MODEL": "stand-in",
            "OPENAI_MAX_RETRIES": "0",
            "OPENAI_IDLE_TIMEOUT": "1",
        },
    )
    frontend = Child("frontend/app", ["app.py"], {"BACKEND_URL": backend.url})
    try:
        backend.wait_until_ready()
        frontend.wait_until_ready()
        yield Stack(provider, backend, frontend)
    finally:
        for child in (frontend, backend):
            child.stop()
        provider.stopping.set()
        provider.shutdown()
        provider.server_close()
