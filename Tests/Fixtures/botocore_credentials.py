"""What botocore makes of files and variables.

    botocore_credentials.py find               for each line, {"variables": {...}, "profile": ...}, a line: the keys it finds as JSON, or {} when
                                               it says no
    botocore_credentials.py proof KEY PROOF    two lists as JSON, [header, payload] of the DPoP proof and of the one that botocore makes at the
                                               same moment with the same identifier; fails when KEY (a PEM file) did not sign the proof
"""

import base64
import json
import os
import sys

import botocore.credentials
import botocore.exceptions
import botocore.loaders
import botocore.session
import botocore.tokens


def decoded(segment):
    return base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))


def content(proof):
    return [json.loads(decoded(segment)) for segment in proof.split(".")[:2]]


def verify(proof, pem):
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, utils
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    signed, _, signature = proof.rpartition(".")
    numbers = decoded(signature)
    wrapped = utils.encode_dss_signature(int.from_bytes(numbers[:32], "big"), int.from_bytes(numbers[32:], "big"))
    assert len(numbers) == 64
    load_pem_private_key(pem.encode(), None).public_key().verify(wrapped, signed.encode(), ec.ECDSA(hashes.SHA256()))


def find(variables, profile):
    os.environ.update(variables)
    # botocore looks for the home directory when it is imported.
    directory = os.path.expanduser(os.path.join("~", ".aws", "sso", "cache"))
    botocore.credentials.SSOProvider._SSO_TOKEN_CACHE_DIR = botocore.tokens.SSOTokenProvider._SSO_TOKEN_CACHE_DIR = directory
    try:
        session = botocore.session.Session(profile=profile)
        session.register_component("data_loader", LOADER)
        found = session.get_credentials()
        found = found and found.get_frozen_credentials()
    except (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError) as error:
        print(error, file=sys.stderr)
        found = None
    return {"key": found.access_key, "secret": found.secret_key, "token": found.token} if found else {}


def answer(line):
    """In a process of its own: much is kept from one search to the next, the home directory among it."""
    child = os.fork()
    if child == 0:
        try:
            print(json.dumps(find(**json.loads(line))), flush=True)
        finally:
            os._exit(0)
    os.waitpid(child, 0)


if sys.argv[1] == "find":
    # Read once, for all searches.
    LOADER = botocore.loaders.create_loader()
    LOADER.load_data("endpoints"), LOADER.load_data("partitions"), LOADER.load_data("sdk-default-configuration")
    for service in ("sts", "sso", "sso-oidc", "signin"):
        LOADER.load_service_model(service, "service-2"), LOADER.load_service_model(service, "endpoint-rule-set-1")
    for line in sys.stdin:
        answer(line)
else:
    with open(sys.argv[2]) as file:
        pem = file.read()
    proof = sys.argv[3]
    verify(proof, pem)
    payload = content(proof)[1]
    key = botocore.credentials.LoginCredentialFetcher._load_private_key({"dpopKey": pem})
    own = botocore.credentials._build_dpop_header(key, payload["htu"], payload["jti"], payload["iat"])
    json.dump([content(proof), content(own)], sys.stdout)
