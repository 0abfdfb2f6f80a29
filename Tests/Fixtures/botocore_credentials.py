"""What botocore makes of files and variables.

    botocore_credentials.py find [PROFILE]     the keys it finds as JSON, or {} when it says no; HOME and all AWS_... of the environment count
    botocore_credentials.py proof KEY PROOF    two lists as JSON, [header, payload] of the DPoP proof and of the one that botocore makes at the
                                               same moment with the same identifier; fails when KEY (a PEM file) did not sign the proof
"""

import base64
import json
import sys

import botocore.credentials
import botocore.exceptions
import botocore.session


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


def find(profile):
    try:
        found = botocore.session.Session(profile=profile).get_credentials()
        found = found and found.get_frozen_credentials()
    except (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError) as error:
        print(error, file=sys.stderr)
        found = None
    return {"key": found.access_key, "secret": found.secret_key, "token": found.token} if found else {}


if sys.argv[1] == "find":
    json.dump(find(sys.argv[2] if len(sys.argv) > 2 else None), sys.stdout)
else:
    with open(sys.argv[2]) as file:
        pem = file.read()
    proof = sys.argv[3]
    verify(proof, pem)
    payload = content(proof)[1]
    key = botocore.credentials.LoginCredentialFetcher._load_private_key({"dpopKey": pem})
    own = botocore.credentials._build_dpop_header(key, payload["htu"], payload["jti"], payload["iat"])
    json.dump([content(proof), content(own)], sys.stdout)
