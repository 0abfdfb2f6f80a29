"""Prints random requests with the signatures botocore makes for them, as JSON. Arguments: SEED COUNT."""

import base64
import datetime
import json
import random
import sys
import urllib.parse

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

random.seed(int(sys.argv[1]))
LETTERS = "abcXYZ019-._~ /+=&%?#$@!*'(),;:\u00e4\u00f6\u6f22\U0001f600"
TOKEN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/="


def text(alphabet, most, least=0):
    return "".join(random.choice(alphabet) for _ in range(random.randint(least, most)))


def path(service):
    # No dot segments: libcurl takes them out of the address before it is signed.
    words = [text(LETTERS, 8) for _ in range(random.randint(0, 4))]
    words = [word for word in words if word not in (".", "..")]
    joined = "/" + "/".join(urllib.parse.quote(word, safe="~$!*'(),;:@&=+" if random.random() < 0.3 else "~") for word in words)
    return joined + random.choice(["", "/", "//" if service != "s3" else ""])


def query(may_repeat):
    pairs = [(text(LETTERS, 4, 1), text(LETTERS, 6)) for _ in range(random.randint(0, 4))]
    pairs = list(dict(pairs).items())
    if may_repeat and pairs and random.random() < 0.3:
        pairs.append((pairs[0][0], text(LETTERS, 3)))
    encoded = [urllib.parse.quote(a, safe="-_.~") + "=" + urllib.parse.quote(b, safe="-_.~") for a, b in pairs]
    if random.random() < 0.2:
        encoded.append("flag")
    return "?" + "&".join(encoded) if encoded else ""


def one(number):
    service = random.choice(["ecr", "ecs", "sts", "s3", "iam", "service"])
    region = random.choice(["us-east-1", "eu-central-1", "cn-north-1", "us-gov-west-1"])
    scheme = random.choice(["http", "https"])
    host = random.choice(["example.amazonaws.com", "127.0.0.1:5000", "[::1]:8443", "Mixed.Example.com", "example.com:443", "example.com:80"])
    method = random.choice(["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH"])
    body = random.randbytes(random.randint(0, 200)) if method in ("POST", "PUT", "PATCH") else b""
    headers = {"User-Agent": "somebody", "Content-Type": "application/x-amz-json-1.1"}
    for _ in range(random.randint(0, 4)):
        headers["X-" + text("abcDEF-", 6, 1).strip("-") + "z"] = text("ab c\t  ,;\"=", 12)
    if random.random() < 0.3:
        headers["Expect"] = "100-continue"
    token = text(TOKEN, 300, 1) if random.random() < 0.5 else None
    credentials = Credentials("AKID" + text("ABC234", 8, 8), text(TOKEN, 40, 1), token)
    moment = datetime.datetime.fromtimestamp(random.randint(0, 4_000_000_000), datetime.timezone.utc)
    botocore.auth.get_current_datetime = lambda **_: moment.replace(tzinfo=None)
    presigned = number % 4 == 3
    # Of a name that is there twice botocore pre-signs the first alone.
    url = f"{scheme}://{host}{path(service)}{query(may_repeat=not presigned)}"
    names = {(False, False): "SigV4Auth", (True, False): "S3SigV4Auth", (False, True): "SigV4QueryAuth", (True, True): "S3SigV4QueryAuth"}
    if presigned:
        method, body, headers = "GET", b"", {}
    request = AWSRequest(method=method, url=url, data=body, headers=headers)
    request.context["payload_signing_enabled"] = True
    signer = getattr(botocore.auth, names[service == "s3", presigned])
    (signer(credentials, service, region, expires=900) if presigned else signer(credentials, service, region)).add_auth(request)
    signature = request.headers.get("Authorization") or dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(request.url).query))["X-Amz-Signature"]
    return {
        "method": method, "url": url, "fields": headers, "body": base64.b64encode(body).decode(), "service": service, "region": region,
        "key": credentials.access_key, "secret": credentials.secret_key, "token": credentials.token, "now": int(moment.timestamp()),
        "presigned": presigned, "signature": signature,
    }


json.dump([one(number) for number in range(int(sys.argv[2]))], sys.stdout)
