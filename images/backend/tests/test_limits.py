"""What is refused before the provider hears of it."""

from __future__ import annotations

import json
import threading
import time

import httpx
import pytest
from events import parse, question


def ask(role: str = "user", content: object = "hello", **more: object) -> dict[str, object]:
    return {"messages": [{"role": role, "content": content, **more}]}


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b"{nope", "not valid JSON"),
        (b'"text"', "body"),
        (b'{"messages": []}', "messages"),
        (json.dumps(ask(content="")).encode(), "messages.0.content"),
        (json.dumps(ask(content=3)).encode(), "messages.0.content"),
        (b'{"messages": [{"role": "user", "content": "\\ud800"}]}', "messages.0.content"),
        (json.dumps(ask(role="system")).encode(), "messages.0.role"),
        (json.dumps(ask(role="assistant")).encode(), "last message"),
        (json.dumps(ask(name="x")).encode(), "messages.0.name"),
        (json.dumps(ask() | {"model": "x"}).encode(), "model"),
        (b"\xff\xfe", ""),
        (b"[" * 100_000, ""),
    ],
)
def test_names_the_place_of_what_is_wrong(client, stand_in, body, place):
    reply = client().post("/v1/chat", content=body, headers={"content-type": "application/json"})
    assert (reply.status_code, reply.json()["error"]["code"]) == (422, "invalid_request")
    assert place in reply.json()["error"]["message"]
    assert stand_in.requests == []


@pytest.mark.parametrize(
    ("limit", "messages", "status"),
    [
        ({"max_messages": 3}, 3, 200),
        ({"max_messages": 2}, 3, 413),
        ({"max_characters": 15}, 3, 200),
        ({"max_characters": 14}, 3, 413),
    ],
)
def test_limits_the_conversation(client, limit, messages, status):
    turns = [{"role": "user", "content": "12345"} for _ in range(messages)]
    reply = client(**limit).post("/v1/chat", json={"messages": turns})
    assert reply.status_code == status
    if status == 413:
        assert reply.json()["error"]["code"] == "conversation_too_long"


@pytest.mark.parametrize("chunked", [False, True])
def test_limits_the_body(client, stand_in, chunked):
    content = json.dumps(question("x" * 2000)).encode()
    body = (content[i : i + 100] for i in range(0, len(content), 100)) if chunked else content
    headers = {"content-type": "application/json"}
    reply = client(max_body_bytes=1000).post("/v1/chat", content=body, headers=headers)
    assert (reply.status_code, reply.json()["error"]["code"]) == (413, "body_too_large")
    assert stand_in.requests == []


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/v1/chat", 405), ("GET", "/docs", 404)])
def test_answers_in_one_form_everywhere(client, method, path, status):
    reply = client().request(method, path)
    assert reply.status_code == status and set(reply.json()["error"]) == {"code", "message", "request_id"}


def test_limits_how_many_answers_run_at_once(process, stand_in):
    backend = process(CHAT_MAX_STREAMS="1")
    backend.wait_until_ready()
    inside, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with httpx.stream("POST", f"{backend.url}/v1/chat", json=question("[long]"), trust_env=False) as reply:
            lines = reply.iter_lines()  # httpx closes the reply when this is dropped
            next(lines)
            inside.set()
            leave.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    assert inside.wait(10)
    refused = httpx.post(f"{backend.url}/v1/chat", json=question("hello"), trust_env=False)
    leave.set()
    holder.join()
    # The place is free again soon after the client has left, and the provider is let go.
    end = time.monotonic() + 5
    while (reply := httpx.post(f"{backend.url}/v1/chat", json=question("hello"), trust_env=False)).status_code == 503:
        assert time.monotonic() < end
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "busy")
    assert refused.headers["retry-after"] == "2"
    assert parse(reply.text)[-1][0] == "done"
    assert stand_in.abandoned.wait(5)
