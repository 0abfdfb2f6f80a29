"""`POST /v1/chat`: answers, and the errors that come before them."""

from __future__ import annotations

import pytest
from events import parse, question, text_of
from provider import KEY


def test_streams_the_answer_in_pieces(client, stand_in):
    reply = client().post("/v1/chat", json=question('what is "imgship"?\nsay it'))
    events = parse(reply.text)
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/event-stream")
    assert 'You asked: "what is "imgship"?\nsay it"' in text_of(events)
    assert len(events) > 5
    assert events[-1] == ("done", {"finish_reason": "stop"})
    assert [name for name, _ in events].count("done") == 1


def test_sends_the_whole_conversation_and_the_system_prompt(client, stand_in):
    turns = [
        {"role": "user", "content": "first"},
        {"role": "assistant", "content": "answer"},
        {"role": "user", "content": "second"},
    ]
    reply = client(system_prompt="be brief", max_tokens=99).post("/v1/chat", json={"messages": turns})
    assert "answer 2" in text_of(parse(reply.text))
    sent = stand_in.requests[-1]
    assert sent["messages"] == [{"role": "system", "content": "be brief"}, *turns]
    assert (sent["model"], sent["stream"], sent["max_completion_tokens"]) == ("stand-in", True, 99)


def test_says_why_an_answer_ended(client):
    events = parse(client().post("/v1/chat", json=question("[length]")).text)
    assert events[-1] == ("done", {"finish_reason": "length"})


@pytest.mark.parametrize(
    ("mark", "status", "code"),
    [
        ("401", 502, "key_rejected"),
        ("403", 502, "key_rejected"),
        ("404", 502, "provider_refused"),
        ("429", 429, "rate_limited"),
        ("quota", 503, "quota_exhausted"),
        ("context", 413, "conversation_too_long"),
        ("500", 502, "provider_failed"),
    ],
)
def test_tells_the_client_what_the_provider_answered(client, mark, status, code):
    reply = client().post("/v1/chat", json=question(f"[{mark}] my secret question"))
    error = reply.json()["error"]
    assert (reply.status_code, error["code"]) == (status, code)
    assert error["message"].endswith(".") and error["request_id"] == reply.headers["x-request-id"]
    assert KEY not in reply.text and "secret" not in reply.text


def test_passes_on_when_to_try_again(client):
    assert client().post("/v1/chat", json=question("[429]")).headers["retry-after"] == "7"


def test_answers_503_without_a_key_and_stays_healthy(client):
    backend = client(api_key=None)
    reply = backend.post("/v1/chat", json=question("hello"))
    assert (reply.status_code, reply.json()["error"]["code"]) == (503, "missing_key")
    assert "OPENAI_API_KEY" in reply.json()["error"]["message"]
    assert backend.get("/healthz").json() == {"status": "ok"}


def test_answers_502_when_the_provider_is_down(client):
    reply = client(base_url="http://127.0.0.1:1/v1").post("/v1/chat", json=question("hello"))
    assert (reply.status_code, reply.json()["error"]["code"]) == (502, "provider_unreachable")


def test_retries_as_often_as_it_is_told(client, stand_in):
    client(retries=1, start_timeout=5).post("/v1/chat", json=question("[500]"))
    assert len(stand_in.requests) == 2


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        ("cut", "answer_cut"),
        ("short", "answer_cut"),
        ("fault", "provider_failed"),
        ("garbage", "provider_failed"),
        ("stall", "provider_timeout"),
    ],
)
def test_ends_a_broken_answer_with_an_error_event(client, mark, code):
    events = parse(client().post("/v1/chat", json=question(f"[{mark}]")).text)
    assert text_of(events).startswith("You asked")
    assert events[-1][0] == "error" and events[-1][1]["code"] == code


def test_gives_up_on_a_provider_that_says_nothing(client):
    events = parse(client().post("/v1/chat", json=question("[slow]")).text)
    assert [(name, data["code"]) for name, data in events] == [("error", "provider_timeout")]


def test_gives_up_on_an_answer_without_end(client):
    events = parse(client(total_timeout=0.6).post("/v1/chat", json=question("[long]")).text)
    assert len(events) > 3 and events[-1][1]["code"] == "provider_timeout"
