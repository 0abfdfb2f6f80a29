"""A web server on the loopback interface with the answers it was given.

Argument: JSON, {"GET /path": [{"status": 200, "fields": {}, "body": "..."}, ...]}: one after the other, the last for ever. A path without
its query stands for all queries. `GET /log` tells what was asked. Prints its port, serves until standard input closes.
"""

import http.server
import json
import os
import sys
import threading
import time

os.closerange(3, 4096)
answers = json.loads(sys.argv[1])
lock = threading.Lock()
log = []


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        if self.path == "/log":
            return self.answer(200, {}, json.dumps(log))
        with lock:
            fields = {name.lower(): value for name, value in self.headers.items()}
            log.append({"request": f"{self.command} {self.path}", "fields": fields, "body": body})
            key = f"{self.command} {self.path}"
            known = answers.get(key) or answers.get(key.split("?")[0])
            if known is None:
                return self.answer(404, {}, "no such thing")
            answer = known.pop(0) if len(known) > 1 else known[0]
        time.sleep(answer.get("delay", 0))
        self.answer(answer.get("status", 200), answer.get("fields", {}), answer.get("body", ""))

    do_GET = do_HEAD = do_POST = do_PUT = any

    def answer(self, status, fields, body):
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
