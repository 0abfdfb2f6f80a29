"""moto's AWS on the loopback interface. Prints its port, serves until standard input closes.

    moto_endpoint.py [RUNNING]

RUNNING is how many tasks of each service run from its first moment on; none unless given.
"""

import contextlib
import os
import sys

os.closerange(3, 4096)
if len(sys.argv) > 1:
    os.environ["MOTO_ECS_SERVICE_RUNNING"] = sys.argv[1]

from moto.moto_server.threaded_moto_server import ThreadedMotoServer

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
with contextlib.redirect_stdout(sys.stderr):
    server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
server.stop()
