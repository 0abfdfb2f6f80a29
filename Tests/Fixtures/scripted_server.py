"""A web server on the loopback interface whose misbehaviour is chosen by the path.

Prints its port, serves until standard input closes. Arguments: [--root DIR] [--tls CERT KEY [CLIENT_CA]] [--handshakes HOW COUNT], where
the first COUNT handshakes of TLS end with a `reset` or `close` after the client's first words, with a `reset-late` amid the server's own, or
are refused with an `alert`. `/connections` tells how many there were.
"""

import argparse
import collections
import hashlib
import http.server
import json
import os
import socket
import socketserver
import ssl
import struct
import sys
import threading
import time
import urllib.parse

# A server that lives on must not hold open what a test waits for.
os.closerange(3, 4096)

arguments = argparse.ArgumentParser()
arguments.add_argument("--root", default=".")
arguments.add_argument("--tls", nargs="+")
arguments.add_argument("--handshakes", nargs=2)
options = arguments.parse_args()

lock = threading.Lock()
log = []
counts = collections.Counter()


def pattern(length):
    return (b"0123456789abcdef" * (length // 16 + 1))[:length]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def handle(self):
        try:
            super().handle()
        except (ConnectionError, ssl.SSLError, TimeoutError):
            pass

    def body(self):
        if self.headers.get("Transfer-Encoding") == "chunked":
            data = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                data += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return data
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def answer(self, status, data=b"", fields=(), length=None):
        self.send_response(status)
        for name, value in fields:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)
        self.wfile.flush()

    def reset(self):
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def any(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        words = url.path.strip("/").split("/")
        action = getattr(self, "do_" + words[0].replace("-", "_"), None)
        with lock:
            log.append({"method": self.command, "path": self.path, "fields": {k.lower(): v for k, v in self.headers.items()}})
        if action is None:
            self.body()
            self.answer(404, b"no such thing")
        else:
            action(words[1:], query)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = any

    def do_log(self, words, query):
        """The requests whose path holds the word."""
        with lock:
            wanted = [entry for entry in log if words[0] in entry["path"] and not entry["path"].startswith("/log")]
        self.answer(200, json.dumps(wanted).encode())

    def do_echo(self, words, query):
        data = self.body()
        fields = {k.lower(): v for k, v in self.headers.items()}
        told = {"method": self.command, "fields": fields, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        self.answer(200, json.dumps(told).encode(), [("Content-Type", "application/json")])

    def do_bytes(self, words, query):
        self.answer(200, pattern(int(words[0])))

    def do_file(self, words, query):
        """A file below the root; with ?type=, of that media type."""
        path = os.path.join(options.root, *[urllib.parse.unquote(word) for word in words])
        if os.path.isdir(path):
            path = os.path.join(path, "index.html")
        if not os.path.isfile(path):
            return self.answer(404)
        with open(path, "rb") as file:
            self.answer(200, file.read(), [("Content-Type", query.get("type", "text/html"))])

    def do_status(self, words, query):
        self.body()
        self.answer(int(words[0]), b"words of the server")

    def do_flaky(self, words, query):
        """/flaky/STATUS/COUNT/NAME: STATUS for COUNT times, then 200; ?after= is Retry-After; STATUS may be reset or truncated."""
        self.body()
        with lock:
            counts[self.path] += 1
            failing = counts[self.path] <= int(words[1])
        data = pattern(1000)
        if not failing:
            return self.answer(200, data)
        if words[0] == "reset":
            self.answer(200, data[:300], length=1000)
            return self.reset()
        if words[0] == "truncated":
            self.answer(200, data[:300], length=1000)
            self.close_connection = True
            return
        self.answer(int(words[0]), b"", [("Retry-After", query["after"])] if "after" in query else [])

    def do_redirect(self, words, query):
        """/redirect/STATUS?to=ADDRESS"""
        self.body()
        self.answer(int(words[0]), b"moved", [("Location", query["to"])])

    def do_loop(self, words, query):
        self.answer(302, b"", [("Location", "/loop/%d" % (int(words[0]) + 1))])

    def do_reset(self, words, query):
        """Breaks off after so many bytes of a body of a megabyte."""
        self.answer(200, pattern(int(words[0])), length=1 << 20)
        self.reset()

    def do_reset_first(self, words, query):
        """Breaks off before any answer."""
        self.reset()

    def do_truncated(self, words, query):
        self.answer(200, pattern(int(words[0])), length=int(words[0]) + 1000)
        self.close_connection = True

    def do_silent(self, words, query):
        time.sleep(30)

    def do_stalled(self, words, query):
        """Some bytes, then none."""
        self.answer(200, pattern(int(words[0])), length=1 << 20)
        time.sleep(30)

    def do_drip(self, words, query):
        """A byte every 50 ms."""
        self.answer(200, b"", length=len(words[0]))
        for letter in words[0]:
            time.sleep(0.05)
            self.wfile.write(letter.encode())
            self.wfile.flush()

    def do_huge_field(self, words, query):
        self.answer(200, b"", [("X-Huge-%d" % i, "x" * 10_000) for i in range(int(words[0]) // 10_000)])

    def do_bad_chunk(self, words, query):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\noh no\r\n")
        self.close_connection = True

    def do_chunked(self, words, query):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\nX-Trailer: 1\r\n\r\n")

    def do_early(self, words, query):
        self.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Real: yes\r\n\r\nok")

    def do_garbage(self, words, query):
        self.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")
        self.close_connection = True

    def do_infinite(self, words, query):
        """Bytes without end; /log/infinite-NAME tells how many were taken."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        block = pattern(65536)
        try:
            while True:
                self.wfile.write(block)
                with lock:
                    counts["infinite " + words[0]] += len(block)
        finally:
            self.close_connection = True

    def do_count(self, words, query):
        with lock:
            self.answer(200, str(counts["infinite " + words[0]]).encode())

    def do_connections(self, words, query):
        with lock:
            self.answer(200, str(counts["connections"]).encode())

    def do_refuse_upload(self, words, query):
        """Answers before it has read the body."""
        self.answer(403, b"no")
        self.close_connection = True


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_):
        pass

    def finish_request(self, request, address):
        if options.tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(options.tls[0], options.tls[1])
            with lock:
                counts["connections"] += 1
                breaks = options.handshakes and counts["connections"] <= int(options.handshakes[1])
            if breaks:
                return self.break_handshake(request, context, options.handshakes[0])
            if len(options.tls) > 2:
                context.load_verify_locations(options.tls[2])
                context.verify_mode = ssl.CERT_REQUIRED
            request = context.wrap_socket(request, server_side=True)
        super().finish_request(request, address)


    @staticmethod
    def break_handshake(request, context, how):
        hello = request.recv(65536)
        if how == "alert":
            request.sendall(bytes([0x15, 3, 3, 0, 2, 2, 40]))  # RFC 8446, section 6: fatal, handshake_failure
        if how == "reset-late":
            incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
            incoming.write(hello)
            try:
                context.wrap_bio(incoming, outgoing, server_side=True).do_handshake()
            except ssl.SSLWantReadError:
                request.sendall(outgoing.read()[:200])
        if how.startswith("reset"):
            request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.close()


server = Server(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
os._exit(0)
