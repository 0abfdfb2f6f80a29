"""The image's health check: `python -m app.healthcheck` exits 0 when the service answers."""

from __future__ import annotations

import http.client
import os
import sys


def healthy(port: int) -> bool:
    """Ask `/healthz` on this machine; a proxy named in the environment is not used."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if healthy(int(os.environ.get("PORT") or 8000)) else 1)
