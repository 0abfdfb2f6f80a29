"""What the registry holds, and what was asked of it; shared by all requests."""

import collections
import hashlib
import threading

lock = threading.RLock()
blobs = collections.defaultdict(dict)
manifests = collections.defaultdict(dict)
tags = collections.defaultdict(set)
uploads = {}
counts = collections.Counter()
# Set once a blob of the repository was asked for, and was there.
found = collections.defaultdict(threading.Event)
log = collections.defaultdict(list)
# "main" and "storage", the host that blobs are redirected to.
ports = {}
MIB = 1 << 20


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()
