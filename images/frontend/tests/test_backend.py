"""The client of the backend: pieces of text, or a sentence for the reader."""

from __future__ import annotations

import asyncio
import json

import pytest

from backend import CUT, TIMEOUT, UNREACHABLE, UNREADABLE, Backend, BackendError
from settings import Settings

QUESTION = [{"role": "user", "content": "hello"}]
DELTAS = b'event: delta\ndata: {"text": "one "}\n\n: a comment\n\nevent: delta\ndata: {"text": "two\\n"}\n\n'
DONE = b'event: done\ndata: {"finish_reason": "stop"}\n\n'


def ask(url: str, **changes: float) -> tuple[list[str], str | None]:
    """The pieces of an answer, and the sentence it ended with when it is not complete."""

    async def run() -> tuple[list[str], str | None]:
        backend = Backend(Settings(backend_url=url, **changes))
        pieces: list[str] = []
        try:
            async for piece in backend.ask(QUESTION):
                pieces.append(piece)
        except BackendError as error:
            return pieces, str(error)
        finally:
            await backend.close()
        return pieces, None

    return asyncio.run(run())


def test_yields_the_pieces(script):
    script.body = DELTAS + DONE
    assert ask(script.url) == (["one ", "two\n"], None)
    assert json.loads(script.received[0]) == {"messages": QUESTION}


@pytest.mark.parametrize(
    ("ending", "sentence"),
    [
        (b"", CUT),
        (b'event: done\ndata: {"finish_reason": "length"}\n\n', "The answer has reached its length limit."),
        (b'event: error\ndata: {"code": "x", "message": "In words."}\n\n', "In words."),
        (b"event: delta\ndata: {nope\n\n", UNREADABLE),
        (b"event: delta\ndata: []\n\n", UNREADABLE),
        (b"event: delta\ndata: {}\n\n", UNREADABLE),
    ],
)
def test_keeps_the_pieces_of_an_answer_that_breaks(script, ending, sentence):
    script.body = DELTAS + ending
    assert ask(script.url) == (["one ", "two\n"], sentence)


def test_tells_when_the_connection_breaks(script):
    script.body, script.cut = DELTAS, True
    assert ask(script.url) == (["one ", "two\n"], CUT)


@pytest.mark.parametrize(
    ("status", "body", "sentence"),
    [
        (503, b'{"error": {"code": "missing_key", "message": "No key."}}', "No key."),
        (429, b'{"error": {"code": "rate_limited", "message": "Later."}}', "Later."),
        (502, b"<html>bad gateway</html>", "status 502"),
        (500, b"[]", "status 500"),
        (307, b"", "status 307"),
    ],
)
def test_passes_on_the_sentence_of_a_refusal(script, status, body, sentence):
    script.status, script.body = status, body
    pieces, said = ask(script.url)
    assert pieces == [] and sentence in said


def test_tells_when_the_backend_is_down():
    assert ask("http://127.0.0.1:1") == ([], UNREACHABLE)


def test_tells_when_the_backend_is_slow(script):
    script.body, script.cut, script.seconds = DELTAS, True, 10
    assert ask(script.url, idle_timeout=0.3) == (["one ", "two\n"], TIMEOUT)


def test_does_not_use_a_proxy_for_its_neighbour(script, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    script.body = DONE
    assert ask(script.url) == ([], None)
