"""Manifests, indexes and tags."""

import json
import re

from hostile import ERRORS, MANIFESTS, TAGS
from state import MIB, blobs, digest, manifests, ports, tags

REFERENCE = re.compile(r"(sha256:[0-9a-f]{64}|[A-Za-z0-9_][A-Za-z0-9._-]{0,127})$")
HUB = "You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit"


class Manifests:
    def manifest(self, name):
        known = manifests[self.repository]
        if self.fault == "hostile":
            return self.answer(400, ERRORS[self.repository.split("/")[1]], Content_Type="application/json")
        if self.fault == "hostilemanifest":
            kind = "application/vnd.oci.image.manifest.v1+json"
            return self.answer(200, MANIFESTS[self.repository.split("/")[1]], Content_Type=kind)
        if self.fault == "loris":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n")
            return self.drip(b"\r\n" + b"x" * 100000)
        if self.fault == "quota":
            return self.refuse(
                429, "TOOMANYREQUESTS", "You have reached your pull rate limit.", ratelimit_limit="100;w=21600",
                ratelimit_remaining="0;w=21600", docker_ratelimit_source="192.0.2.1")
        if self.fault == "quotawords":
            return self.answer(429, f"toomanyrequests: {HUB}".encode(), Content_Type="text/plain")
        if self.command == "PUT":
            return self.put(name, known)
        if self.command == "HEAD" and self.fault == "nomanifesthead":
            return self.refuse(405, "UNSUPPORTED", "no HEAD")
        if self.command == "HEAD" and self.fault.startswith("nohead-"):
            return self.answer(self.number())
        if self.fault == "forbidden":
            return self.refuse(403, "DENIED", "the policy of this repository forbids it")
        if name not in known:
            return self.refuse(404, "MANIFEST_UNKNOWN", "manifest unknown")
        if self.command == "DELETE":
            del known[name]
            tags[self.repository].discard(name)
            return self.answer(202)
        self.give_manifest(*known[name])

    def give_manifest(self, kind, data):
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
            elif self.fault.startswith("cut-") and self.once("manifest " + told):
                self.answer(200, data[:self.number()], length=len(data), Content_Type=kind)
                return self.reset()
        self.answer(200, data, Content_Type=kind, Docker_Content_Digest=told)

    def put(self, name, known):
        data = self.rest()
        kind = self.headers.get("Content-Type") or ""
        if not REFERENCE.match(name):
            return self.refuse(400, "TAG_INVALID" if ":" not in name else "DIGEST_INVALID", "manifest invalid")
        try:
            document = json.loads(data)
        except ValueError:
            return self.refuse(400, "MANIFEST_INVALID", "manifest invalid")
        if self.fault == "refused" or self.fault == "ecr" and "mediaType" not in document:
            return self.refuse(405, "UNSUPPORTED", "Invalid JSON syntax")
        lacking = self.lacking(document, known)
        if lacking and self.fault == "ecr":
            return self.refuse(404, "BLOB_UPLOAD_UNKNOWN", f"Layers with digests '{lacking}' required for pushing image do not exist")
        if lacking:
            return self.refuse(400, "MANIFEST_BLOB_UNKNOWN", f"blob unknown to registry: {lacking}")
        found = digest(data)
        if ":" in name and name != found:
            return self.refuse(400, "DIGEST_INVALID", found)
        if name in known and known[name][1] != data and self.fault.startswith("immutable-"):
            what = {"immutable-old": "repository", "immutable-new": "tag"}[self.fault]
            return self.refuse(400, "TAG_INVALID", f"The image tag '{name}' already exists in the '{self.repository}' repository "
                               f"and cannot be overwritten because the {what} is immutable.")
        self.ponder()
        known[found] = (kind, data)
        if name != found:
            known[name] = (kind, data)
            tags[self.repository].add(name)
        if self.fault == "raced" and name != found and self.once("race"):
            return self.refuse(400, "TAG_INVALID", f"The image tag '{name}' already exists and the tag is immutable")
        self.answer(201, Docker_Content_Digest=found, Location=f"/v2/{self.repository}/manifests/{found}")

    def lacking(self, document, known):
        layers = document.get("layers", []) + [document["config"]] if "config" in document else []
        # Bytes that may not be distributed are elsewhere.
        own = [each["digest"] for each in layers if not re.search(r"nondistributable|\.foreign\.", each.get("mediaType") or "")]
        lacking = [each for each in own if each not in blobs[self.repository]]
        return lacking + [each["digest"] for each in document.get("manifests", []) if each["digest"] not in known]

    def page(self):
        """Two tags a page, however many are asked for, and none on the page before the last."""
        number = int(self.query.get("page", 0))
        page = [["1.10", "1.9"], ["latest", "1.9"], [], ["v2"]][number]
        link = f'<list?page=0>; rel="first, <last>; rel=next", <list?page={number + 1}>; title="a;b"; rel=next'
        self.answer(200, json.dumps({"tags": page}).encode(), **({"Link": link} if number < 3 else {}))

    def list_tags(self, _):
        if self.fault == "hostiletags":
            body, link = TAGS[self.repository.split("/")[1]]
            return self.answer(200, body, Content_Type="application/json", **({"Link": f'<{link}>; rel="next"'} if link else {}))
        if self.fault == "tagselsewhere":
            link = f"<http://127.0.0.1:{ports['storage']}/v2/{self.repository}/tags/list>; rel=next"
            return self.answer(200, b'{"tags":["1"]}', Link=link)
        if self.fault == "tagpages":
            return self.page()
        if self.fault == "fewtags" and "n" in self.query:
            return self.refuse(400, "PAGINATION_NUMBER_INVALID", "invalid number of results requested")
        if self.repository not in manifests:
            return self.refuse(404, "NAME_UNKNOWN", "repository name not known to registry")
        after = self.query.get("last", "")
        names = [name for name in sorted(tags[self.repository]) if name > after]
        limit = int(self.query.get("n", len(names)))
        body = {"name": self.repository, "tags": names[:limit]}
        fields = {"Link": f'</v2/{self.repository}/tags/list?last={names[limit - 1]}&n={limit}>; rel="next"'} if 0 < limit < len(names) else {}
        self.answer(200, json.dumps(body).encode(), Content_Type="application/json", **fields)
