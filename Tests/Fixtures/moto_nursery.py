"""Servers of this directory that stand on moto, each a fork of this process, so that moto is read once and not by each of them.

Prints its port. A connection is a server: its first line is JSON, the script and its arguments; from then on the connection is the server's
standard input and output. What moto looks at when it is read, as INITIAL_NO_AUTH_ACTION_COUNT, is in this process's environment.
Ends when standard input closes, and its servers with their connections.
"""

import json
import os
import runpy
import select
import signal
import socket
import sys

import moto.moto_server.threaded_moto_server  # noqa: F401
from moto.backends import get_backend

# Those that take longest to be read; they bring most of the others.
for service in ("ecs", "cloudformation"):
    get_backend(service)


def serve(connection):
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    line = b""
    while not line.endswith(b"\n"):
        byte = connection.recv(1)
        if not byte:
            return
        line += byte
    script, *arguments = json.loads(line)
    for descriptor in (0, 1):
        os.dup2(connection.fileno(), descriptor)
    sys.argv = [script, *arguments]
    runpy.run_path(os.path.join(os.path.dirname(__file__), script), run_name="__main__")


signal.signal(signal.SIGCHLD, signal.SIG_IGN)
listener = socket.create_server(("127.0.0.1", 0), backlog=64)
print(listener.getsockname()[1], flush=True)
while sys.stdin not in select.select([sys.stdin, listener], [], [])[0]:
    connection, _ = listener.accept()
    if os.fork() == 0:
        try:
            serve(connection)
        finally:
            sys.stdout.flush()
            os._exit(0)
    connection.close()
