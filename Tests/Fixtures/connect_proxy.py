"""A proxy on the loopback interface that takes every CONNECT to one port of this machine, whatever host is asked for.

    connect_proxy.py PORT [CERTIFICATE KEY]

With a certificate it ends TLS itself, for a server that has none. Prints its own port; serves until standard input closes.
"""

import os
import socket
import ssl
import sys
import threading

os.closerange(3, 4096)


def copy(source, target):
    try:
        while block := source.recv(65536):
            target.sendall(block)
    except OSError:
        pass
    try:
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def serve(client):
    with client:
        head = b""
        while b"\r\n\r\n" not in head:
            block = client.recv(65536)
            if not block:
                return
            head += block
        if not head.startswith(b"CONNECT "):
            client.sendall(b"HTTP/1.1 405 Only CONNECT\r\nContent-Length: 0\r\n\r\n")
            return
        with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as server:
            client.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
            if len(sys.argv) > 2:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(sys.argv[2], sys.argv[3])
                client = context.wrap_socket(client, server_side=True)
            back = threading.Thread(target=copy, args=(server, client), daemon=True)
            back.start()
            copy(client, server)
            back.join()


listener = socket.create_server(("127.0.0.1", 0))


def accept():
    while True:
        threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()


threading.Thread(target=accept, daemon=True).start()
print(listener.getsockname()[1], flush=True)
sys.stdin.read()
