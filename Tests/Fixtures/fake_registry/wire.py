"""Requests and answers: reading, routing, and all ways of breaking off."""

import http.server
import json
import re
import socket
import struct
import time
import urllib.parse

from state import counts, lock, log, ports

NAME = re.compile(r"(?:/artifactory/api/docker/[^/]+)?/v2/(.+)/(blobs/uploads/[^/]*|blobs/[^/]+|manifests/[^/]+|tags/list)$")
# distribution-spec v1.1, "Pulling manifests".
VALID = re.compile(r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$")


class Wire(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def handle(self):
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            pass

    def answer(self, status, data=b"", length=None, **fields):
        # What was not read of the request would be taken for the next one.
        if not self.was_read:
            self.rest()
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("X-Request-Id", f"{status}-of-fake")
        if status != 204:
            self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)
        self.wfile.flush()

    def refuse(self, status, code, message, **fields):
        body = {"errors": [{"code": code, "message": message, "detail": {"any": ["thing"]}}]}
        self.answer(status, json.dumps(body).encode(), Content_Type="application/json", **fields)

    def reset(self):
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def ponder(self):
        """Says nothing for longer than the tests let a server be silent in the middle of something."""
        if self.fault == "slowly":
            time.sleep(3)

    def drip(self, data):
        """A byte every tenth of a second: never silent, never done."""
        self.close_connection = True
        for byte in data:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(0.1)

    @property
    def is_chunked(self):
        """Whether the length of the body was not known when it was begun."""
        return self.headers.get("Transfer-Encoding", "").lower() == "chunked"

    def rest(self, limit=None):
        self.was_read = True
        if self.is_chunked:
            return self.chunks(limit)
        length = int(self.headers.get("Content-Length") or 0)
        return self.rfile.read(length if limit is None else min(limit, length))

    def chunks(self, limit):
        """As many whole chunks as have `limit` bytes; ``self.ended`` is true when those were all."""
        data, self.held = bytearray(self.held), b""
        while not self.ended and (limit is None or len(data) < limit):
            line = self.rfile.readline()
            size = int(line.split(b";")[0], 16) if line else -1
            part = self.rfile.read(size + 2)
            if size < 0 or len(part) != size + 2:
                raise ConnectionError("the body broke off")
            self.ended = size == 0
            data += part[:-2]
            self.entry["size"] += size
        return data

    def once(self, what, times=1):
        """True the first times this is asked of a repository."""
        with lock:
            counts[self.repository, what] += 1
            return counts[self.repository, what] <= times

    @property
    def is_storage(self):
        return self.server.server_port == ports["storage"]

    def number(self):
        """The number after the fault's name: `reset-1000`."""
        return int(self.fault.partition("-")[2])

    def any(self):
        self.was_read = self.ended = False
        self.held = b""
        url = urllib.parse.urlsplit(self.path)
        self.query = dict(urllib.parse.parse_qsl(url.query))
        if url.path.rpartition("/")[2] in ("token", "auth"):
            return self.token()
        if url.path.startswith("/log/"):
            return self.answer(200, json.dumps(log[url.path[5:]]).encode())
        if url.path == "/placeholder/v2/":
            return self.placeholder()
        if url.path == "/v2/" and self.command in ("GET", "HEAD"):
            return self.answer(200, b"{}", Content_Type="application/json")
        match = NAME.match(url.path)
        if not match:
            return self.answer(404, b"404 page not found\n", Content_Type="text/plain")
        self.repository, rest = match.groups()
        if not VALID.match(self.repository):
            return self.refuse(400, "NAME_INVALID", "invalid repository name")
        self.fault = self.repository.split("/")[0]
        self.note()
        if self.fault.startswith("dies-") and counts[self.repository, "dead"]:
            return self.reset()
        if self.is_storage and "Authorization" in self.headers:
            return self.answer(400, b"<Error><Message>Only one auth mechanism allowed</Message></Error>")
        if not self.is_storage and not self.allowed():
            return
        kind, _, name = rest.rpartition("/")
        getattr(self, {"blobs/uploads": "upload", "blobs": "blob", "manifests": "manifest", "tags": "list_tags"}[kind])(name)

    do_GET = do_HEAD = do_POST = do_PATCH = do_PUT = do_DELETE = any

    def note(self):
        entry = {
            "method": self.command, "path": self.path, "authorization": self.headers.get("Authorization") or "",
            "size": int(self.headers.get("Content-Length") or 0), "range": self.headers.get("Range") or "",
            "contentRange": self.headers.get("Content-Range") or "", "isChunked": self.is_chunked, "port": self.server.server_port}
        self.entry = entry
        with lock:
            log[self.repository].append(entry)
