"""Who may do what: challenges, tokens, and how registries differ in them."""

import base64
import json
import urllib.parse

import hostile
from state import counts, lock, log, ports

USER = "Basic " + base64.b64encode(b"user:secret").decode()
# Registries that want a token, and the path of their token service.
REALMS = {
    "bearer": "/token?v=1", "publicecr": "/token", "quay": "/v2/auth", "gitlab": "/jwt/auth",
    "artifactory": "/artifactory/api/docker/docker-local/v2/token", "ghcr": "/token", "accesstoken": "/token", "hostiletoken": "/token",
    "norealm": "", "otherrealm": "ftp://127.0.0.1/token", "pushonly": "/token", "onescope-401": "/token", "onescope-403": "/token"}


class Access:
    def allowed(self):
        shown = self.headers.get("Authorization", "")
        if self.fault in REALMS:
            return self.allowed_by_token(shown)
        if self.fault == "somebody" and not shown.startswith("Basic "):
            self.refuse(401, "UNAUTHORIZED", "authentication required", WWW_Authenticate='Basic realm="x"')
            return False
        if self.fault == "expire":
            return self.allowed_until_expired(shown)
        if self.fault in ("redirect", "elsewhere", "phish", "slowdown", "userinfo", "traversal", "mount401") and shown != USER:
            self.refuse(401, "UNAUTHORIZED", "authentication required", WWW_Authenticate='Basic realm="x"')
            return False
        return True

    def allowed_by_token(self, shown):
        writes = self.command in ("POST", "PATCH", "PUT")
        wanted = f"repository:{self.repository}:" + ("pull,push" if writes else "pull")
        granted = {"pull": ("P", "W"), "pull,push": ("W",)}[wanted.rpartition(":")[2]]
        with lock:
            # The sixth request finds its token expired.
            counts[self.repository, "asked"] += 1
            is_stale = counts[self.repository, "asked"] == 6
        shown_for = shown.removeprefix("Bearer ").split("~")
        if not is_stale and any(each.startswith(f"{kind}-{self.repository}-") for kind in granted for each in shown_for):
            return True
        path = REALMS[self.fault]
        realm = f'realm="http://127.0.0.1:{ports["main"]}{path}"' if path.startswith("/") else f'realm="{path}"'
        if self.fault != "publicecr":
            realm += f', service="fake, \\"quoted\\"", scope="{wanted}"'
        else:
            realm += ',service="public.ecr.aws",scope="aws"'
        self.refuse(401, "UNAUTHORIZED", "authentication required", WWW_Authenticate=f"Negotiate, Bearer {realm}, Digest realm=x")
        return False

    def allowed_until_expired(self, shown):
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

    def placeholder(self):
        """What ghcr.io says to who asks for no repository: a scope that stands for one, and that nobody has."""
        if self.headers.get("Authorization") == "Bearer placeholder":
            return self.answer(200, b"{}", Content_Type="application/json")
        realm = f'Bearer realm="http://127.0.0.1:{ports["main"]}/placeholder/token",service="ghcr.io",scope="repository:user/image:pull"'
        self.refuse(401, "UNAUTHORIZED", "authentication required", WWW_Authenticate=realm)

    def placeholder_token(self, words):
        if any(word.startswith("repository:") for word in words):
            return self.refuse(403, "DENIED", "requested access to the resource is denied")
        if self.headers.get("Authorization") != USER:
            return self.refuse(403, "DENIED", "denied")
        self.answer(200, b'{"token":"placeholder"}')

    def token(self):
        is_post = self.command == "POST"
        form = urllib.parse.parse_qs(self.rest().decode() if is_post else urllib.parse.urlsplit(self.path).query)
        words = " ".join(form.get("scope", [])).split()
        if self.path.startswith("/placeholder/"):
            return self.placeholder_token(words)
        word = next((word for word in words if word.startswith("repository:")), "repository:none:pull")
        repository, actions = word[11:].rsplit(":", 1)
        fault = repository.split("/")[0]
        with lock:
            log[repository].append({
                "method": self.command, "path": "/token", "authorization": self.headers.get("Authorization") or "", "size": 0, "range": "",
                "contentRange": " ".join(form.get("service", [])), "isChunked": False,
                "port": self.server.server_port})
            counts[repository, "tokens"] += 1
            number = counts[repository, "tokens"]
        is_known = self.headers.get("Authorization") == USER
        if form.get("grant_type") == ["refresh_token"]:
            is_known = form["refresh_token"] == ["identity"]
        elif "Authorization" in self.headers and not is_known:
            return self.refuse(401, "UNAUTHORIZED", "incorrect username or password")
        if fault.startswith("onescope-") and len(words) > 1:
            # What may be pushed to says nothing of what may be pulled from.
            return self.refuse(int(fault[9:]), "DENIED", "requested access to the resource is denied")
        if fault == "ghcr":
            # GHCR does not tell a stranger whether a repository is there.
            return self.refuse(403, "DENIED", "requested access to the resource is denied")
        if fault == "gitlab" and is_known and form.get("account") != ["user"]:
            return self.refuse(400, "UNSUPPORTED", "account is missing")
        if fault == "publicecr" and "aws" not in words:
            return self.refuse(400, "UNSUPPORTED", "scope is missing")
        if fault == "hostiletoken":
            return self.answer(200, hostile.TOKENS[repository.split("/")[1]], Content_Type="application/json")
        grants = [word[11:].rsplit(":", 1) for word in words if word.startswith("repository:")] or [[repository, actions]]
        token = "~".join(f"{'W' if is_known and 'push' in what else 'P'}-{where}-{number}" for where, what in grants)
        name = "access_token" if is_post or fault == "accesstoken" else "token"
        answer = {name: token}
        if fault != "quay":
            answer["expires_in"] = 300
        self.answer(200, json.dumps(answer).encode())
