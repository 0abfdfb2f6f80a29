"""Blobs as they are sent."""

import re

from state import MIB, blobs, counts, digest, found, lock, ports, uploads

CLOUDFLARE = b"<html><head><title>413 Payload Too Large</title></head><body><center>cloudflare</center></body></html>"
# The largest body that what stands in front of the registry takes.
LIMITS = {"cloudflare": 9 * MIB, "nginx": MIB, "tiny": 1000}


class Uploads:
    def upload(self, session):
        limit = LIMITS.get(self.fault)
        if limit and int(self.headers.get("Content-Length") or 0) > limit:
            return self.answer(413, CLOUDFLARE, Content_Type="text/html")
        if self.command == "POST":
            return self.open()
        upload = uploads.get(session)
        if upload is None or upload["repository"] != self.repository:
            return self.refuse(404, "BLOB_UPLOAD_UNKNOWN", "upload unknown")
        if self.command == "GET":
            return self.status(session, upload)
        if self.command == "DELETE":
            del uploads[session]
            return self.answer(204)
        if self.command == "PATCH":
            return self.patch(session, upload)
        if self.command == "PUT":
            return self.close(session, upload)
        self.refuse(405, "UNSUPPORTED", "method")

    # Sessions

    def open(self):
        if self.fault == "eof":
            self.rest()
            self.close_connection = True
            return
        if self.fault == "missing":
            return self.refuse(404, "NAME_UNKNOWN", f"The repository with name '{self.repository}' does not exist")
        if self.fault in ("throttle", "throttle429", "throttle503", "busy") and self.once("throttle", 2):
            status, code = (503, "UNAVAILABLE") if self.fault in ("throttle503", "busy") else (429, "TOOMANYREQUESTS")
            return self.refuse(status, code, "Rate exceeded", **({"Retry_After": "7"} if self.fault in ("throttle", "busy") else {}))
        if self.mounted():
            return
        with lock:
            counts["session"] += 1
            session = f"s{counts['session']}"
        uploads[session] = {"repository": self.repository, "data": bytearray(), "chunks": 0, "first": 0, "last": 0}
        fields = {"OCI_Chunk_Min_Length": str(6 * MIB)} if self.fault == "minchunk" else {}
        location = self.location(session)
        if location:
            fields["Location"] = location
        self.answer(202, Range="0-0", **fields)

    def mounted(self):
        source = self.query.get("from")
        if source and self.query.get("mount") in blobs[source] and self.fault not in ("nomount", "mount401"):
            blobs[self.repository][self.query["mount"]] = blobs[source][self.query["mount"]]
            self.answer(201, Location=f"/v2/{self.repository}/blobs/{self.query['mount']}")
            return True
        if source and self.fault == "mount401":
            self.refuse(401, "UNAUTHORIZED", "authentication required", WWW_Authenticate='Basic realm="x"')
            return True
        if source and self.fault == "mountforbidden":
            self.refuse(403, "DENIED", "not yours")
            return True
        return False

    def location(self, session):
        path = f"/v2/{self.repository}/blobs/uploads/{session}"
        here = f"http://127.0.0.1:{ports['main']}"
        return {
            "relative": f"{session}?state=a%20b", "elsewhere": f"http://127.0.0.1:{ports['storage']}{path}",
            "otherscheme": f"ftp://127.0.0.1{path}", "nolocation": None, "file": "file:///etc/passwd", "badlocation": "http://[::bad/",
            "userinfo": f"http://admin:hunter2@127.0.0.1:{ports['main']}{path}", "control": f"{here}/v2/\x01",
            "traversal": f"{here}/v2/../../../v2/{self.repository}/x/../blobs/uploads/{session}",
            "artifactory": f"{here}/artifactory/api/docker/docker-local{path}",
        }.get(self.fault, here + path)

    def status(self, session, upload):
        size = len(upload["data"])
        if self.fault.startswith("nostatus-"):
            return self.answer(405)
        if self.fault.startswith("brokenstatus-"):
            return self.answer(500)
        if self.fault.startswith("forgetful-"):
            del uploads[session]
            return self.refuse(404, "BLOB_UPLOAD_UNKNOWN", "upload unknown")
        if self.fault.startswith("stale-"):
            size = 1
        if self.fault.startswith("liar-"):
            upload["data"][0] ^= 1
        if self.fault.startswith("boast-"):
            size += 100 * MIB
        self.answer(204, Location=self.location(session), Range=f"0-{max(size - 1, 0)}")

    # Bytes

    def breaks_off(self, upload):
        """Breaks the connection in the middle of a body; what came before is kept but for faults that lose it."""
        loses = {"reset": ("reset", 1), "forgetful": ("reset", 1), "nostatus": ("reset", 1), "brokenstatus": ("reset", 1)}
        keeps = {"kept": 1, "stale": 1, "liar": 1, "boast": 1, "flaky": 1 << 30, "dies": 1}
        name = self.fault.partition("-")[0]
        if name not in loses and name not in keeps:
            return False
        length = int(self.headers.get("Content-Length") or 0)
        if not self.is_chunked and length <= self.number() or not self.once("reset", keeps.get(name, 1)):
            return False
        span = re.match(r"(\d+)-", self.headers.get("Content-Range") or "")
        if span and int(span[1]) != len(upload["data"]):
            return False
        data = self.rest(self.number())
        if self.is_chunked and self.ended:
            self.held = data
            return False
        upload["data"] += data[:self.number()]
        if name == "dies":
            counts[self.repository, "dead"] = 1
        if name == "reset":
            upload["repository"] = None
        self.reset()
        return True

    def patch(self, session, upload):
        if self.fault in ("nopatch", "nopatch404"):
            return self.answer(405 if self.fault == "nopatch" else 404, b"nothing here", Content_Type="text/plain")
        if self.fault == "lost" and self.once("lost"):
            del uploads[session]
            return self.answer(416, b"range not satisfiable")
        if self.fault == "gone" and self.once("gone"):
            del uploads[session]
            return self.refuse(404, "BLOB_UPLOAD_UNKNOWN", "upload unknown")
        if self.fault.startswith("nochunked-") and self.is_chunked:
            # Who does not want the body does not wait for its end.
            self.was_read = self.close_connection = True
            return self.answer(self.number(), b"length required", Content_Type="text/plain", Connection="close")
        if self.fault == "waits" and self.is_chunked:
            # The rest is read once somebody has found the blob.
            self.held = self.rest(MIB)
            found[self.repository].wait(20)
        if self.breaks_off(upload):
            return
        begin, data = len(upload["data"]), self.rest()
        if self.fault == "half" and len(data) > MIB and self.once("half"):
            # Only a part was written, and the answer says where it ends.
            upload["data"] += data[:len(data) // 2]
            return self.answer(416, Location=self.location(session), Range=f"0-{len(upload['data']) - 1}")
        span = re.match(r"(\d+)-(\d+)$", self.headers.get("Content-Range") or "")
        if span and (int(span[1]) != begin or int(span[2]) != begin + len(data) - 1):
            code, words = "BLOB_UPLOAD_INVALID", f"First byte {span[1]} instead of {begin}"
            return self.refuse(416, code, words, Location=self.location(session), Range=f"0-{max(begin - 1, 0)}")
        smallest = {"ecr": 5 * MIB, "minchunk": 6 * MIB}.get(self.fault, 0)
        if upload["chunks"] and upload["last"] < smallest:
            return self.refuse(400, "SIZE_INVALID", "LayerPartTooSmallException")
        upload["data"] += data
        upload["chunks"] += 1
        upload["last"] = len(data)
        upload["first"] = upload["first"] or len(data)
        self.ponder()
        end = upload["first"] if self.fault == "ecr" else len(upload["data"])
        self.answer(201 if self.fault == "ecr" else 202, Location=self.location(session), Range=f"0-{max(end - 1, 0)}")

    def close(self, session, upload):
        if self.breaks_off(upload):
            return
        if self.fault == "lostanswer" and self.once("lostanswer"):
            upload["data"] += self.rest()
            blobs[self.repository][digest(upload["data"])] = bytes(upload["data"])
            del uploads[session]
            return self.reset()
        upload["data"] += self.rest()
        found = digest(upload["data"])
        if found != self.query.get("digest"):
            del uploads[session]
            return self.refuse(400, "DIGEST_INVALID", f"got {found}")
        del uploads[session]
        blobs[self.repository][found] = bytes(upload["data"])
        told = digest(b"else") if self.fault == "wrongtold" else found
        self.answer(201, Docker_Content_Digest=told, Location=f"/v2/{self.repository}/blobs/{found}")
