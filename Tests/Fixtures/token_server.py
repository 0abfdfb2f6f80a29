"""The token service of a registry: RS256 JSON web tokens, signed by openssl(1) with the key in DIRECTORY/token.key.

Usage: token_server.py DIRECTORY. Knows `user` with the password `secret`, who may do everything; strangers may pull. Prints its port and
serves until standard input closes. `/log` tells what was asked.
Source: "Docker Registry v2 authentication via central service" and "Token Authentication Implementation" of docker/distribution.
"""

import base64
import http.server
import json
import os
import subprocess
import sys
import threading
import time
import urllib.parse

directory = sys.argv[1]
os.closerange(3, 4096)
asked = []
with open(f"{directory}/token.pem") as file:
    certificate = "".join(line.strip() for line in file if "-----" not in line)


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def token(claims):
    head = {"typ": "JWT", "alg": "RS256", "x5c": [certificate]}
    content = b".".join(encode(json.dumps(part).encode()) for part in (head, claims))
    signature = subprocess.run(
        ["openssl", "dgst", "-sha256", "-sign", f"{directory}/token.key"], input=content, capture_output=True, check=True).stdout
    return (content + b"." + encode(signature)).decode()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, value):
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        if url.path == "/log":
            return self.answer(200, asked)
        form = urllib.parse.parse_qs(url.query)
        shown = self.headers.get("Authorization")
        is_known = shown == "Basic " + base64.b64encode(b"user:secret").decode()
        if shown and not is_known:
            return self.answer(401, {"errors": [{"code": "UNAUTHORIZED", "message": "incorrect username or password"}]})
        access = []
        for word in " ".join(form.get("scope", [])).split():
            kind, _, rest = word.partition(":")
            name, _, actions = rest.rpartition(":")
            granted = [action for action in actions.split(",") if is_known or action == "pull"]
            access.append({"type": kind, "name": name, "actions": granted})
        asked.append({"scopes": form.get("scope", []), "account": form.get("account", [""])[0]})
        now = int(time.time())
        claims = {
            "iss": "token.test", "sub": "user" if is_known else "", "aud": form.get("service", [""])[0], "exp": now + 300, "nbf": now - 10,
            "iat": now, "jti": str(len(asked)), "access": access}
        self.answer(200, {"token": token(claims), "expires_in": 300})


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.buffer.read()
os._exit(0)
