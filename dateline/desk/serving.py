"""A desk served by uvicorn until it is stopped; one person alone is served on loopback only."""

from __future__ import annotations

import ipaddress
import socket
import sys
import threading

import uvicorn

from dateline.errors import UsageError
from dateline.store.record import Record

from .app import make_app
from .settings import Settings
from .world import world_map


def serve_desk(record: Record, settings: Settings, host: str, port: int) -> None:
    """Serve a record until stopped; raises UsageError where it cannot listen, or would let everybody in."""
    if settings.single_user and not _is_loopback(host):
        raise UsageError(
            f"--single-user lets whoever reaches {host} do everything; leave --host out, or make accounts."
        )
    listening = _listen(host, port)
    where = listening.getsockname()[1]
    print(f"dateline: the desk is at http://{'[' + host + ']' if ':' in host else host}:{where}/", file=sys.stderr)
    config = uvicorn.Config(
        make_app(record, settings), log_level="warning", access_log=False, server_header=False, proxy_headers=False
    )
    threading.Thread(target=world_map, daemon=True).start()  # some seconds where it is not in the cache yet
    uvicorn.Server(config).run(sockets=[listening])


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        made = socket.socket(family, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
    except OSError as error:
        raise UsageError(
            f"{host}:{port} cannot be listened on: {error.strerror}. Another --port may be free."
        ) from None
    return made
