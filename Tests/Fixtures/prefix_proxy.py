"""A reverse proxy that takes a prefix off every path, which what is behind it does not know.

Usage: prefix_proxy.py PREFIX PORT. Prints its port and serves until standard input closes.
"""

import http.client
import http.server
import os
import sys
import threading

prefix, behind = sys.argv[1], int(sys.argv[2])
os.closerange(3, 4096)


class Body:
    """So many bytes of a stream."""

    def __init__(self, stream, length):
        self.stream, self.left = stream, length

    def read(self, size=-1):
        data = self.stream.read(min(self.left, size) if size >= 0 else self.left)
        self.left -= len(data)
        return data


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def any(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = Body(self.rfile, length)
        if not self.path.startswith(prefix):
            body.read()
            self.send_response(404)
            self.send_header("Content-Length", "0")
            return self.end_headers()
        connection = http.client.HTTPConnection("127.0.0.1", behind)
        connection.putrequest(self.command, self.path[len(prefix):], skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        while block := body.read(1 << 16):
            connection.send(block)
        answer = connection.getresponse()
        data = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("connection", "transfer-encoding", "content-length", "date"):
                self.send_header(name, value)
        self.send_header("Content-Length", answer.getheader("Content-Length") or str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        connection.close()

    do_GET = do_HEAD = do_POST = do_PATCH = do_PUT = do_DELETE = any


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.buffer.read()
os._exit(0)
