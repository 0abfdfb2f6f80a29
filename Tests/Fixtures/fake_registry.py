"""A registry (distribution-spec v1.1) on the loopback interface that keeps to the rules but for the fault its repository's first part names.

Prints its port and that of its storage host, which refuses whoever shows credentials. Serves until standard input closes.
`/log/REPOSITORY` lists what was asked of a repository, as JSON.
"""

import base64
import collections
import hashlib
import http.server
import json
import os
import re
import socket
import struct
import sys
import threading
import urllib.parse

# A server that lives on must not hold open what a test waits for.
os.closerange(3, 4096)

lock = threading.RLock()
blobs = collections.defaultdict(dict)
manifests = collections.defaultdict(dict)
uploads = {}
counts = collections.Counter()
log = collections.defaultdict(list)
ports = {}
NAME = re.compile(r"/v2/(.+)/(blobs/uploads/[^/]*|blobs/[^/]+|manifests/[^/]+)$")
MIB = 1 << 20


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


class Reset(Exception):
    pass


class Handler(http.server.BaseHTTPRequestHandler):
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

    def rest(self):
        self.was_read = True
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def once(self, what, times=1):
        """True the first times this is asked of a repository."""
        with lock:
            counts[self.repository, what] += 1
            return counts[self.repository, what] <= times

    def any(self):
        self.was_read = False
        url = urllib.parse.urlsplit(self.path)
        self.query = dict(urllib.parse.parse_qsl(url.query))
        if url.path == "/token":
            return self.token()
        if url.path.startswith("/log/"):
            return self.answer(200, json.dumps(log[url.path[5:]]).encode())
        match = NAME.match(url.path)
        if not match:
            return self.refuse(404, "NAME_UNKNOWN", "no such place")
        self.repository, rest = match.groups()
        self.fault = self.repository.split("/")[0]
        entry = {
            "method": self.command, "path": self.path, "authorization": self.headers.get("Authorization") or "",
            "size": int(self.headers.get("Content-Length") or 0), "range": self.headers.get("Range") or "",
            "contentRange": self.headers.get("Content-Range") or "", "port": self.server.server_port}
        with lock:
            log[self.repository].append(entry)
        is_storage = self.server.server_port == ports["storage"]
        if is_storage and "Authorization" in self.headers:
            return self.answer(400, b"<Error><Message>Only one auth mechanism allowed</Message></Error>")
        if is_storage and self.fault == "phish":
            realm = f'Bearer realm="http://127.0.0.1:{ports["storage"]}/token",scope="repository:{self.repository}:pull"'
            return self.refuse(401, "UNAUTHORIZED", "who are you?", WWW_Authenticate=realm)
        if not is_storage and not self.allowed():
            return
        if self.fault == "hostile":
            return self.hostile()
        kind, _, name = rest.rpartition("/")
        getattr(self, {"blobs/uploads": "upload", "blobs": "blob", "manifests": "manifest"}[kind])(name)

    do_GET = do_HEAD = do_POST = do_PATCH = do_PUT = any

    # Access

    def allowed(self):
        shown = self.headers.get("Authorization", "")
        if self.fault == "bearer":
            writes = self.command in ("POST", "PATCH", "PUT")
            wanted = f"repository:{self.repository}:" + ("pull,push" if writes else "pull")
            granted = {"pull": ("P", "W"), "pull,push": ("W",)}[wanted.rpartition(":")[2]]
            with lock:
                # The sixth request finds its token expired.
                counts[self.repository, "asked"] += 1
                is_stale = counts[self.repository, "asked"] == 6
            if not is_stale and any(shown == f"Bearer {kind}-{self.repository}" + suffix for kind in granted for suffix in ("", "=2")):
                return True
            realm = f'realm="http://127.0.0.1:{self.server.server_port}/token?v=1", service="fake, \\"quoted\\"", scope="{wanted}"'
            self.refuse(401, "UNAUTHORIZED", "authentication required", WWW_Authenticate=f"Negotiate, Bearer {realm}, Basic realm=x")
            return False
        if self.fault == "expire":
            password = base64.b64decode(shown[6:]).decode() if shown.startswith("Basic ") else ""
            if not password:
                self.refuse(401, "UNAUTHORIZED", "no basic auth credentials", WWW_Authenticate='Basic realm="x"')
                return False
            with lock:
                counts[self.repository, password] += 1
                if password == "AWS:old" and counts[self.repository, password] > 3:
                    self.answer(403, b"Your authorization token has expired. Reauthenticate and try again.", Content_Type="text/plain")
                    return False
            return True
        if self.fault in ("redirect", "elsewhere", "phish") and shown != "Basic " + base64.b64encode(b"user:secret").decode():
            self.refuse(401, "UNAUTHORIZED", "authentication required", WWW_Authenticate='Basic realm="x"')
            return False
        return True

    def token(self):
        form = urllib.parse.parse_qs(self.rest().decode()) if self.command == "POST" else urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        scopes = " ".join(form.get("scope", [])).split()
        word = next((scope for scope in scopes if scope.startswith("repository:")), "repository:none:pull")
        repository, actions = word[11:].rsplit(":", 1)
        with lock:
            log[repository].append({
                "method": self.command, "path": "/token", "authorization": self.headers.get("Authorization") or "", "size": 0, "range": "",
                "contentRange": " ".join(form.get("service", [])), "port": self.server.server_port})
        is_known = self.headers.get("Authorization") == "Basic " + base64.b64encode(b"user:secret").decode()
        if form.get("grant_type") == ["refresh_token"]:
            is_known = form["refresh_token"] == ["identity"]
        elif "Authorization" in self.headers and not is_known:
            return self.refuse(401, "UNAUTHORIZED", "incorrect username or password")
        kind = "W" if is_known and "push" in actions else "P"
        with lock:
            counts[repository, "tokens"] += 1
            again = "" if counts[repository, "tokens"] == 1 else "=2"
        name = "access_token" if self.command == "POST" else "token"
        self.answer(200, json.dumps({name: f"{kind}-{repository}{again}", "expires_in": 300}).encode())

    def hostile(self):
        bodies = {
            "nested": b"[" * 60000, "long": b'{"errors":[{"code":"A","message":"' + b"x" * 60000 + b'"}]}',
            "endless": b"x" * (8 * MIB), "types": b'{"errors":[{"code":7,"message":{"a":[]},"detail":3}]}',
            "escape": b'{"errors":[{"code":"A\\u001b[31mB","message":"\\u0007one\\ntwo"}]}', "binary": bytes(range(256)) * 8,
            "html": b"<html><script>alert(1)</script></html>", "empty": b""}
        self.answer(400, bodies[self.repository.split("/")[1]], Content_Type="application/json")

    # Blobs

    def blob(self, name):
        if self.command == "HEAD" and self.fault == "nohead":
            return self.answer(401)
        data = blobs[self.repository].get(name)
        if data is None:
            return self.refuse(404, "BLOB_UNKNOWN", "blob unknown to registry")
        if self.command == "GET" and self.fault in ("redirect", "phish") and self.server.server_port == ports["main"]:
            return self.answer(307, Location=f"http://127.0.0.1:{ports['storage']}{self.path}?signature=x")
        if self.command == "GET" and self.fault == "wrongblob":
            data = bytes([data[0] ^ 1]) + data[1:]
        start = 0
        asked = re.match(r"bytes=(\d+)-$", self.headers.get("Range") or "")
        if asked and self.fault != "norange":
            start = int(asked[1])
        fields = {"Content_Range": f"bytes {start}-{len(data) - 1}/{len(data)}"} if start else {}
        if self.command == "GET" and (self.fault in ("truncated", "norange") and self.once("blob " + name) or self.fault == "short"):
            self.answer(206 if start else 200, data[start:start + (len(data) - start) // 2], length=len(data) - start, **fields)
            return self.reset() if self.fault == "norange" else setattr(self, "close_connection", True)
        self.answer(206 if start else 200, data[start:], Docker_Content_Digest=name, **fields)

    def upload(self, session):
        if self.command == "POST":
            return self.open()
        upload = uploads.get(session)
        if upload is None:
            return self.refuse(404, "BLOB_UPLOAD_UNKNOWN", "upload unknown")
        if self.command == "PATCH":
            return self.patch(session, upload)
        if self.command == "PUT":
            upload["data"] += self.rest()
            found = digest(upload["data"])
            if found != self.query.get("digest"):
                return self.refuse(400, "DIGEST_INVALID", f"got {found}")
            del uploads[session]
            blobs[self.repository][found] = bytes(upload["data"])
            told = digest(b"else") if self.fault == "wrongtold" else found
            return self.answer(201, Docker_Content_Digest=told, Location=f"/v2/{self.repository}/blobs/{found}")
        self.refuse(405, "UNSUPPORTED", "method")

    def open(self):
        if self.fault == "eof":
            self.rest()
            self.close_connection = True
            return
        if self.fault == "missing":
            return self.refuse(404, "NAME_UNKNOWN", f"The repository with name '{self.repository}' does not exist")
        if self.fault in ("throttle", "throttle503") and self.once("throttle", 2):
            status, code = (429, "TOOMANYREQUESTS") if self.fault == "throttle" else (503, "UNAVAILABLE")
            return self.refuse(status, code, "Rate exceeded", **({"Retry_After": "7"} if status == 429 else {}))
        source = self.query.get("from")
        if source and self.query.get("mount") in blobs[source] and self.fault != "nomount":
            blobs[self.repository][self.query["mount"]] = blobs[source][self.query["mount"]]
            return self.answer(201, Location=f"/v2/{self.repository}/blobs/{self.query['mount']}")
        if source and self.fault == "mountforbidden":
            return self.refuse(403, "DENIED", "not yours")
        with lock:
            counts["session"] += 1
            session = f"s{counts['session']}"
        uploads[session] = {"data": bytearray(), "chunks": 0, "first": 0}
        path = f"/v2/{self.repository}/blobs/uploads/{session}"
        fields = {}
        if self.fault == "relative":
            location = f"{session}?state=a%20b"
        elif self.fault == "elsewhere":
            location = f"http://127.0.0.1:{ports['storage']}{path}"
        elif self.fault == "otherscheme":
            location = f"ftp://127.0.0.1{path}"
        elif self.fault == "nolocation":
            return self.answer(202)
        else:
            location = f"http://127.0.0.1:{ports['main']}{path}"
        self.answer(202, Location=location, Range="0-0", **fields)

    def patch(self, session, upload):
        if self.fault == "lost" and self.once("lost"):
            del uploads[session]
            return self.answer(416, b"range not satisfiable")
        if self.fault == "gone" and self.once("gone"):
            del uploads[session]
            return self.refuse(404, "BLOB_UPLOAD_UNKNOWN", "upload unknown")
        if self.fault.startswith("reset-") and self.once("reset"):
            self.was_read = True
            self.rfile.read(min(int(self.fault[6:]), int(self.headers.get("Content-Length") or 0)))
            del uploads[session]
            return self.reset()
        data = self.rest()
        begin = len(upload["data"])
        if self.fault == "ecr":
            span = re.match(r"(\d+)-(\d+)$", self.headers.get("Content-Range") or "")
            if span and (int(span[1]) != begin or int(span[2]) != begin + len(data) - 1):
                return self.refuse(416, "BLOB_UPLOAD_INVALID", f"First byte {span[1]} instead of {begin}")
            if upload["chunks"] and upload["last"] < 5 * MIB:
                return self.refuse(400, "SIZE_INVALID", "LayerPartTooSmallException")
        upload["data"] += data
        upload["chunks"] += 1
        upload["last"] = len(data)
        upload["first"] = upload["first"] or len(data)
        end = upload["first"] if self.fault == "ecr" else len(upload["data"])
        status = 201 if self.fault == "ecr" else 202
        self.answer(status, Location=self.path, Range=f"0-{max(end - 1, 0)}")

    # Manifests

    def manifest(self, name):
        known = manifests[self.repository]
        if self.command == "PUT":
            return self.put(name, known)
        if self.command == "HEAD" and self.fault in ("nohead", "nomanifesthead"):
            return self.refuse(405, "UNSUPPORTED", "no HEAD")
        if self.fault == "quota":
            return self.refuse(
                429, "TOOMANYREQUESTS", "You have reached your pull rate limit.", ratelimit_limit="100;w=21600",
                ratelimit_remaining="0;w=21600", docker_ratelimit_source="192.0.2.1")
        if name not in known:
            return self.refuse(404, "MANIFEST_UNKNOWN", "manifest unknown")
        kind, data = known[name]
        told = digest(data)
        if self.command == "GET":
            if self.fault == "wrongdigest":
                return self.answer(200, data.replace(b"{", b"{ ", 1), Content_Type=kind)
            elif self.fault == "wrongheader":
                told = digest(b"else")
            elif self.fault == "oversized":
                data = data + b" " * (5 * MIB)
            elif self.fault == "wrongtype":
                kind = "application/vnd.oci.image.index.v1+json"
        self.answer(200, data, Content_Type=kind, Docker_Content_Digest=told)

    def put(self, name, known):
        data = self.rest()
        kind = self.headers.get("Content-Type") or ""
        found = digest(data)
        document = json.loads(data)
        if self.fault == "refused" or "mediaType" not in document:
            return self.refuse(405, "UNSUPPORTED", "Invalid JSON syntax")
        layers = document.get("layers", []) + [document["config"]] if "config" in document else []
        lacking = [each["digest"] for each in layers if each["digest"] not in blobs[self.repository]]
        lacking += [each["digest"] for each in document.get("manifests", []) if each["digest"] not in known]
        if lacking:
            return self.refuse(404, "BLOB_UPLOAD_UNKNOWN", f"Layers with digests '{lacking}' required for pushing image do not exist")
        if name.startswith("sha256:") and name != found:
            return self.refuse(400, "DIGEST_INVALID", found)
        if name in known and known[name][1] != data and self.fault.startswith("immutable-"):
            what = {"immutable-old": "repository", "immutable-new": "tag"}[self.fault]
            return self.refuse(400, "TAG_INVALID", f"The image tag '{name}' already exists in the '{self.repository}' repository "
                               f"and cannot be overwritten because the {what} is immutable.")
        if self.fault == "raced" and name != found and self.once("race"):
            known[name] = known[found] = (kind, data)
            return self.refuse(400, "TAG_INVALID", f"The image tag '{name}' already exists and the tag is immutable")
        known[name] = known[found] = (kind, data)
        self.answer(201, Docker_Content_Digest=found, Location=f"/v2/{self.repository}/manifests/{found}")


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


servers = [Server(("127.0.0.1", 0), Handler) for _ in range(2)]
ports["main"], ports["storage"] = (server.server_port for server in servers)
for server in servers:
    threading.Thread(target=server.serve_forever, daemon=True).start()
print(ports["main"], ports["storage"], flush=True)
sys.stdin.buffer.read()
