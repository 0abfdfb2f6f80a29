"""A headless Chromium, driven over the DevTools pipe: no port, no driver program, standard library only."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class BrowserError(Exception):
    """The browser cannot be started, or the page did not become what was waited for."""


def find_program() -> str | None:
    """The path of an installed Chromium, or None."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


class Browser:
    """One browser with one page; leaving the `with` block ends its processes and removes its files."""

    def __init__(self, width: int = 1100, height: int = 760) -> None:
        """Start it with a page of this size, in pixels. Raises BrowserError when there is no Chromium."""
        program = find_program()
        if program is None:
            raise BrowserError(f"no browser found: install one of {', '.join(PROGRAMS)}")
        self._home = tempfile.mkdtemp(prefix="browser-")
        self._next_id = 0
        self._buffer = b""
        self.requests: list[str] = []
        self.messages: list[str] = []
        self._process, self._out, self._in = _spawn(program, self._home, width, height)
        try:
            self._session = self._open_page()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def open(self, url: str) -> None:
        """Go to an address; it is loaded in the background. Raises BrowserError when nobody answers there."""
        result = self.call("Page.navigate", url=url)
        if "errorText" in result:
            raise BrowserError(f"cannot open {url}: {result['errorText']}")

    def evaluate(self, script: str) -> Any:
        """The JSON value of a JavaScript expression in the page."""
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise BrowserError(f"script failed: {result['exceptionDetails'].get('exception', {}).get('description')}")
        return result["result"].get("value")

    def wait_for(self, script: str, what: str, seconds: float = 30) -> None:
        """Wait until an expression is true; BrowserError says that `what` did not appear in time."""
        end = time.monotonic() + seconds
        while not self.evaluate(f"Boolean({script})"):
            if time.monotonic() > end:
                raise BrowserError(f"{what} did not appear within {seconds:g} seconds")
            time.sleep(0.1)

    def type(self, text: str) -> None:
        """Type into the element that has the focus."""
        self.call("Input.insertText", text=text)

    def press_enter(self) -> None:
        """Press and let go of the enter key."""
        key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
        self.call("Input.dispatchKeyEvent", type="keyDown", **key)
        self.call("Input.dispatchKeyEvent", type="keyUp", **key)

    def screenshot(self) -> bytes:
        """The visible part of the page, as PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    def foreign_requests(self, url: str) -> list[str]:
        """The requests so far that went to another host than that of `url`."""
        home = urlsplit(url).netloc
        return [one for one in self.requests if one.startswith("http") and urlsplit(one).netloc != home]

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One DevTools command on the page; its result."""
        return self._call(method, parameters, self._session)

    def close(self) -> None:
        """End every process of the browser and remove its files; a second call does nothing."""
        if self._process == 0:
            return
        process, self._process = self._process, 0
        os.close(self._out)
        os.close(self._in)
        _end(process)
        shutil.rmtree(self._home, ignore_errors=True)

    def _open_page(self) -> str:
        target = self._call("Target.createTarget", {"url": "about:blank"}, None)["targetId"]
        attach = {"targetId": target, "flatten": True}
        session = str(self._call("Target.attachToTarget", attach, None)["sessionId"])
        for domain in ("Page", "Runtime", "Network", "Log"):
            self._call(f"{domain}.enable", {}, session)
        return session

    def _call(self, method: str, parameters: dict[str, Any], session: str | None) -> dict[str, Any]:
        self._next_id += 1
        command: dict[str, Any] = {"id": self._next_id, "method": method, "params": parameters}
        if session is not None:
            command["sessionId"] = session
        data = json.dumps(command).encode() + b"\0"
        while data:
            data = data[os.write(self._out, data) :]
        while (reply := self._read(60)).get("id") != self._next_id:
            self._note(reply)
        if "error" in reply:
            raise BrowserError(f"{method}: {reply['error'].get('message')}")
        result: dict[str, Any] = reply["result"]
        return result

    def _read(self, seconds: float) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            ready = select.select([self._in], [], [], seconds)[0]
            block = os.read(self._in, 65536) if ready else b""
            if not block:
                raise BrowserError("the browser has ended" if ready else "the browser does not answer")
            self._buffer += block
        message, _, self._buffer = self._buffer.partition(b"\0")
        value: dict[str, Any] = json.loads(message)
        return value

    def _note(self, event: dict[str, Any]) -> None:
        parameters = event.get("params", {})
        match event.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(parameters["request"]["url"])
            case "Network.webSocketCreated":
                self.requests.append(parameters["url"].replace("ws", "http", 1))
            case "Log.entryAdded":
                self.messages.append(f"{parameters['entry']['level']}: {parameters['entry']['text']}")
            case "Runtime.exceptionThrown":
                details = parameters["exceptionDetails"]
                self.messages.append(f"exception: {details.get('exception', {}).get('description', details['text'])}")


def _spawn(program: str, home: str, width: int, height: int) -> tuple[int, int, int]:
    """Start the browser in a process group of its own: its id, and descriptors to write and to read."""
    arguments = [
        program,
        "--headless",
        "--no-sandbox",  # Chromium's sandbox refuses root, as which CI containers run
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--no-proxy-server",
        "--hide-scrollbars",
        f"--window-size={width},{height}",
        f"--user-data-dir={home}/profile",
        "--remote-debugging-pipe",
        "about:blank",
    ]
    # Chromium reads commands from descriptor 3 and answers on 4. The pipes are kept above these
    # numbers first, for a descriptor that is already in its place would be closed at exec.
    commands, answers = _high_pipe(), _high_pipe()
    null = os.open(os.devnull, os.O_RDWR)
    actions: list[tuple[int, int, int]] = [
        (os.POSIX_SPAWN_DUP2, commands[0], 3),
        (os.POSIX_SPAWN_DUP2, answers[1], 4),
        *((os.POSIX_SPAWN_DUP2, null, number) for number in (0, 1, 2)),
    ]
    environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home}
    try:
        process = os.posix_spawn(program, arguments, environment, file_actions=actions, setpgroup=0)
    finally:
        for descriptor in (commands[0], answers[1], null):
            os.close(descriptor)
    return process, commands[1], answers[0]


def _high_pipe() -> tuple[int, int]:
    low = os.pipe()
    high = tuple(fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10) for descriptor in low)
    for descriptor in low:
        os.close(descriptor)
    return high[0], high[1]


def _end(process: int) -> None:
    """End a process group: it is asked first, and killed after five seconds."""
    for number, seconds in ((signal.SIGTERM, 5.0), (signal.SIGKILL, 5.0)):
        try:
            os.killpg(process, number)
        except ProcessLookupError:
            pass
        if _until(lambda: os.waitpid(process, os.WNOHANG)[0] == process, seconds):
            break
    try:
        os.killpg(process, signal.SIGKILL)  # helpers that outlived their parent
    except ProcessLookupError:
        pass


def _until(condition: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not (done := condition()) and time.monotonic() < end:
        time.sleep(0.05)
    return done


def save(data: bytes, path: Path) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(data)
    temporary.replace(path)
