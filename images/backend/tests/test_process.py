"""The backend as a process: start, stop, log."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from typing import Any

import httpx
import pytest
from conftest import BACKEND, Process
from events import parse, question, text_of
from provider import KEY


def stopped_while_answering(backend: Process, text: str) -> tuple[int, list[tuple[str, dict[str, Any]]]]:
    """Ask, stop the backend at the first piece, read to the end; the exit code and the events."""
    codes: list[int] = []
    stopper = threading.Thread(target=lambda: codes.append(backend.stop()[0]))
    with httpx.stream("POST", f"{backend.url}/v1/chat", json=question(text), trust_env=False) as reply:
        pieces = reply.iter_text()
        body = next(pieces)
        stopper.start()
        body += "".join(pieces)
    stopper.join()
    return codes[0], parse(body)


def test_finishes_a_running_answer_when_told_to_stop(process):
    backend = process(SHUTDOWN_GRACE="15")
    backend.wait_until_ready()
    code, events = stopped_while_answering(backend, "hello")
    assert code == 0
    assert events[-1] == ("done", {"finish_reason": "stop"})


@pytest.mark.parametrize("mark", ["[long]", "[stall]"])
def test_ends_an_answer_with_a_word_when_the_grace_time_is_over(process, mark):
    backend = process(SHUTDOWN_GRACE="2")
    backend.wait_until_ready()
    begin = time.monotonic()
    code, events = stopped_while_answering(backend, mark)
    assert code == 0
    assert text_of(events) and events[-1][1]["code"] == "stopping"
    assert time.monotonic() - begin < 6


def test_lets_go_of_the_provider_when_the_client_leaves(process, stand_in):
    backend = process()
    backend.wait_until_ready()
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{backend.url}/v1/chat", json=question("[slow]"), timeout=0.5, trust_env=False)
    assert stand_in.abandoned.wait(5)
    _, log = backend.stop()
    assert [line["outcome"] for line in log if line["message"] == "request" and line["path"] == "/v1/chat"] == [
        "abandoned"
    ]


def test_logs_json_without_content_and_without_the_key(process):
    backend = process(LOG_LEVEL="debug", OPENAI_LOG="debug", CHAT_SYSTEM_PROMPT="private-prompt")
    backend.wait_until_ready()
    headers = {"x-request-id": "trace-7"}
    for mark in ("", "[401]", "[cut]", "[garbage]"):
        body = question(f"{mark} private-question")
        httpx.post(f"{backend.url}/v1/chat", json=body, headers=headers, trust_env=False)
    code, log = backend.stop()
    requests = [line for line in log if line["message"] == "request" and line["path"] == "/v1/chat"]
    assert code == 0
    assert [line.get("error") for line in requests] == [None, "key_rejected", "answer_cut", "provider_failed"]
    assert requests[0]["characters"] > 50 and requests[0]["request_id"] == "trace-7"
    assert "private" not in str(log) and "You asked" not in str(log) and KEY not in str(log)


def test_starts_without_a_key(process):
    backend = process(OPENAI_API_KEY="")
    backend.wait_until_ready()
    reply = httpx.post(f"{backend.url}/v1/chat", json=question("hello"), trust_env=False)
    code, log = backend.stop()
    assert (reply.status_code, reply.json()["error"]["code"], code) == (503, "missing_key", 0)
    assert [line["key"] for line in log if line["message"] == "starting"] == ["missing"]


def test_does_not_start_with_a_setting_that_cannot_be_used(process):
    backend = process(CHAT_MAX_MESSAGES="many")
    backend.child.wait(timeout=20)
    code, log = backend.stop()
    assert code == 2
    assert "CHAT_MAX_MESSAGES" in log[-1]["message"] and "'many'" in log[-1]["message"]


def test_health_check_command(process):
    backend = process()
    command = [sys.executable, "-m", "app.healthcheck"]
    environment = {"PORT": str(backend.port), "http_proxy": "http://127.0.0.1:1"}
    backend.wait_until_ready()
    assert subprocess.run(command, cwd=BACKEND, env=environment, check=False).returncode == 0
    backend.stop()
    assert subprocess.run(command, cwd=BACKEND, env=environment, check=False).returncode == 1
