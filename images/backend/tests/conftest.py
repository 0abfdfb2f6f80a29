"""The stand-in for the provider, and the backend in this process and as a real one."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from provider import KEY, StandIn
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings

BACKEND = Path(__file__).resolve().parent.parent


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    """A provider of our own on a free port; `[slow]` and `[stall]` last 20 seconds."""
    server = StandIn(delay=20, word_delay=0.005)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.stopping.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def settings(stand_in: StandIn) -> Settings:
    """Settings that reach the stand-in, with short times."""
    return Settings(
        api_key=KEY, base_url=stand_in.base_url, model="stand-in", retries=0, start_timeout=1, idle_timeout=0.5
    )


@pytest.fixture
def client(settings: Settings) -> Iterator[Callable[..., TestClient]]:
    """Makes a client of a backend in this process; keyword arguments change its settings."""
    with ExitStack() as stack:
        yield lambda **changes: stack.enter_context(TestClient(create_app(replace(settings, **changes))))


class Process:
    """The backend as its image runs it: `python -m app`."""

    def __init__(self, environment: dict[str, str]) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        base = {"PATH": os.environ["PATH"], "HOST": "127.0.0.1", "PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        self.child = subprocess.Popen(
            [sys.executable, "-m", "app"], cwd=BACKEND, env=base | environment, stdout=subprocess.PIPE, text=True
        )

    def wait_until_ready(self) -> None:
        """Return once `/healthz` answers."""
        end = time.monotonic() + 20
        while time.monotonic() < end and self.child.poll() is None:
            try:
                if httpx.get(f"{self.url}/healthz", trust_env=False).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError("the backend did not start")

    def stop(self) -> tuple[int, list[dict[str, Any]]]:
        """Send SIGTERM; return the exit code and the log, one object a line."""
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
        output, _ = self.child.communicate(timeout=20)
        return self.child.returncode, [json.loads(line) for line in output.splitlines()]


@pytest.fixture
def process(stand_in: StandIn) -> Iterator[Callable[..., Process]]:
    """Starts real backends; keyword arguments are environment variables."""
    started: list[Process] = []

    def start(**environment: str) -> Process:
        provider = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": stand_in.base_url, "OPENAI_MAX_RETRIES": "0"}
        started.append(Process(provider | environment))
        return started[-1]

    yield start
    for one in started:
        one.child.kill()
        one.child.wait()
        if one.child.stdout:
            one.child.stdout.close()
