"""A registry (distribution-spec v1.1) on the loopback interface that keeps to the rules but for the fault its repository's first part names.

Prints its port and that of its storage host, which refuses whoever shows credentials. Serves until standard input closes.
`/log/REPOSITORY` lists what was asked of a repository, as JSON.
"""

import http.server
import os
import sys
import threading

from access import Access
from blobs import Blobs
from manifests import Manifests
from wire import Wire
from state import ports
from uploads import Uploads

# A server that lives on must not hold open what a test waits for.
os.closerange(3, 4096)


class Handler(Access, Blobs, Uploads, Manifests, Wire):
    pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_):
        pass


servers = [Server(("127.0.0.1", 0), Handler) for _ in range(2)]
ports["main"], ports["storage"] = (server.server_port for server in servers)
for server in servers:
    threading.Thread(target=server.serve_forever, daemon=True).start()
print(ports["main"], ports["storage"], flush=True)
sys.stdin.buffer.read()
os._exit(0)
