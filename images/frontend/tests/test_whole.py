"""Provider, backend and frontend together, as real processes."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from ask import NoAnswer, ask
from browser import Browser, find_program
from conftest import IMAGES, Child

needs_browser = pytest.mark.skipif(find_program() is None, reason="there is no Chromium on this machine")
INPUT = "document.querySelector('textarea')"
SAID = "document.querySelector('.message-wrap')?.innerText"


def say(browser: Browser, text: str) -> None:
    browser.wait_for(f"{INPUT} && !{INPUT}.disabled", "the input box")
    browser.evaluate(f"{INPUT}.focus()")
    browser.type(text)
    browser.press_enter()


def test_answers_through_every_part(stack):
    assert ask(stack.frontend.url, 'is "this" answered?').startswith('You asked: "is "this" answered?"')


def test_answers_several_readers_at_once(stack):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: ask(stack.frontend.url, f"reader {number}"), range(8)))
    assert all(f"reader {number}" in answer for number, answer in enumerate(answers))


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("401", "does not accept the key"),
        ("429", "too many requests"),
        ("500", "failed to answer"),
        ("slow", "took too long"),
        ("cut", "stopped in the middle"),
        ("length", "length limit"),
        ("empty", "nothing to say"),
    ],
)
def test_shows_what_went_wrong(stack, mark, words):
    with pytest.raises(NoAnswer, match=words):
        ask(stack.frontend.url, f"[{mark}]")


def test_ask_command(stack):
    command = [sys.executable, IMAGES / "testing" / "ask.py", stack.frontend.url]
    good = subprocess.run([*command, "hello"], capture_output=True, text=True, check=False)
    bad = subprocess.run([*command, "[500]"], capture_output=True, text=True, check=False)
    assert good.returncode == 0 and "hello" in good.stdout
    assert bad.returncode == 1 and "failed to answer" in bad.stderr and bad.stdout == ""


def test_refuses_large_and_unmeasured_bodies(stack):
    def status(name: str, value: str) -> int:
        """What is answered to the head of a request; its body is not sent, since who refuses it closes the connection under it."""
        address = urllib.parse.urlsplit(stack.frontend.url)
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=10)
        connection.putrequest("POST", "/gradio_api/call/chat")
        connection.putheader(name, value)
        connection.endheaders()
        try:
            return connection.getresponse().status
        finally:
            connection.close()

    assert status("Content-Length", str(2 * 1024 * 1024 + 1)) == 413
    assert status("Transfer-Encoding", "chunked") == 411


@needs_browser
def test_page_keeps_the_conversation(stack):
    with Browser() as browser:
        browser.open(stack.frontend.url)
        say(browser, "first question")
        browser.wait_for(f"{SAID}?.includes('answer 1 of our conversation')", "the first answer")
        say(browser, "[500] second question")
        browser.wait_for(f"{SAID}?.includes('failed to answer')", "the notice")
        say(browser, "third question")
        browser.wait_for(f"{SAID}?.includes('answer 3 of our conversation')", "the third answer")
        assert browser.foreign_requests(stack.frontend.url) == []
    sent = [message["content"] for message in stack.provider.requests[-1]["messages"]]
    assert len(sent) == 4 and not any("failed to answer" in content for content in sent)


@needs_browser
def test_an_answer_cannot_make_the_browser_call_another_host(stack):
    with socket.create_server(("127.0.0.1", 0)) as elsewhere, Browser() as browser:
        elsewhere.settimeout(2)
        browser.open(stack.frontend.url)
        say(browser, f"![picture](http://127.0.0.1:{elsewhere.getsockname()[1]}/x.png)")
        browser.wait_for("document.querySelector('[data-testid=bot] img')", "the picture's place")
        with pytest.raises(TimeoutError):
            elsewhere.accept()


@needs_browser
def test_stop_button_ends_the_answer_at_the_provider(stack):
    stack.provider.abandoned.clear()
    with Browser() as browser:
        browser.open(stack.frontend.url)
        say(browser, "[long]")
        browser.wait_for(f"{SAID}?.includes('word3')", "the beginning of the answer")
        browser.evaluate("document.querySelector('.stop-button').click()")
        assert stack.provider.abandoned.wait(5)


def test_shows_that_the_backend_is_down():
    lonely = Child("frontend/app", ["app.py"], {"BACKEND_URL": "http://127.0.0.1:1"})
    try:
        lonely.wait_until_ready()
        with pytest.raises(NoAnswer, match="cannot be reached"):
            ask(lonely.url, "hello")
    finally:
        code, output, _ = lonely.stop()
    assert code == 0 and "hello" not in output and '"cause": "ConnectError"' in output


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stops_quickly_with_a_page_open(number):
    frontend = Child("frontend/app", ["app.py"], {})
    frontend.wait_until_ready()
    with urllib.request.urlopen(f"{frontend.url}/gradio_api/heartbeat/session", timeout=5):
        time.sleep(0.2)
        code, _, seconds = frontend.stop(number)
    assert code == 0 and seconds < 10


def test_does_not_start_with_a_setting_that_cannot_be_used():
    frontend = Child("frontend/app", ["app.py"], {"BACKEND_URL": "backend:8000"})
    frontend.process.wait(timeout=60)
    code, output, _ = frontend.stop()
    assert code == 2 and "BACKEND_URL" in output
