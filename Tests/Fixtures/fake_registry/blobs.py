"""Blobs as they are fetched."""

import re

from state import blobs, counts, digest, found, lock, ports
from hostile import ERRORS

DIGEST = re.compile(r"sha256:[0-9a-f]{64}$")


class Blobs:
    def blob(self, name):
        if self.fault == "hostile":
            return self.answer(400, ERRORS[self.repository.split("/")[1]], Content_Type="application/json")
        if self.command == "HEAD" and self.fault == "publicecr":
            return self.answer(401)
        if self.command == "HEAD" and self.fault.startswith("nohead-"):
            return self.answer(self.number())
        if not DIGEST.match(name):
            return self.refuse(400, "DIGEST_INVALID", "provided digest did not match uploaded content")
        data = blobs[self.repository].get(name)
        if data is None:
            return self.refuse(404, "BLOB_UNKNOWN", "blob unknown to registry")
        if self.command == "DELETE":
            del blobs[self.repository][name]
            return self.answer(202)
        if self.command == "GET" and self.fault in ("redirect", "phish", "slowdown"):
            return self.stored(name, data)
        self.give(name, data)
        found[self.repository].set()

    def stored(self, name, data):
        """Blobs lie elsewhere, under an address that is signed for one request."""
        if not self.is_storage:
            with lock:
                counts[self.repository, "signed"] += 1
                number = counts[self.repository, "signed"]
            return self.answer(307, Location=f"http://127.0.0.1:{ports['storage']}{self.path}?signature={number}")
        if self.fault == "phish":
            realm = f'Bearer realm="http://127.0.0.1:{ports["storage"]}/token",scope="repository:{self.repository}:pull"'
            return self.refuse(401, "UNAUTHORIZED", "who are you?", WWW_Authenticate=realm)
        if self.fault == "slowdown" and not self.once("signature " + self.query["signature"]):
            return self.answer(403, b"<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>")
        if self.fault == "slowdown" and self.once("slow " + name, 2):
            return self.answer(503, b"<Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>")
        self.give(name, data)

    def give(self, name, data):
        start, end = 0, len(data)
        asked = re.match(r"bytes=(\d+)-(\d*)$", self.headers.get("Range") or "")
        if asked and self.fault != "norange" and int(asked[1]) < len(data):
            start, end = int(asked[1]), min(int(asked[2] or end), end - 1) + 1
        is_part = (start, end) != (0, len(data))
        fields = {"Content_Range": f"bytes {start}-{end - 1}/{len(data)}"} if is_part else {}
        status = 206 if is_part else 200
        if self.command == "GET":
            if self.fault == "wrongblob":
                data = bytes([data[0] ^ 1]) + data[1:]
            if self.fault in ("truncated", "norange") and self.once("blob " + name) or self.fault == "short":
                self.answer(status, data[start:start + (end - start) // 2], length=end - start, **fields)
                return self.reset() if self.fault == "norange" else setattr(self, "close_connection", True)
            if self.fault.startswith("cut-") and self.once("blob " + name):
                self.answer(status, data[start:start + self.number()], length=end - start, **fields)
                return self.reset()
            if self.fault == "crawl":
                # Each answer ends after a megabyte: many more times than a client tries without getting anywhere.
                self.answer(status, data[start:start + (1 << 20)], length=end - start, **fields)
                self.close_connection = True
                return
            if self.fault == "lorisblob":
                self.answer(200, b"", length=len(data))
                return self.drip(data)
        self.answer(status, data[start:end], Docker_Content_Digest=name, Accept_Ranges="bytes", **fields)
