"""Which addresses the fetcher may connect to: those of the public web, checked where the connection is made.

A name is resolved once, every address that it stands for must be public, and the connection goes to one of these very
addresses: neither a redirect nor a name that answers otherwise the second time leads inside. What a site of one's own
needs is allowed by name in DATELINE_ALLOW_HOSTS ("intranet.example, 10.1.0.0/16").
"""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterable
from contextlib import suppress

import httpcore

from dateline.errors import InputError

VARIABLE = "DATELINE_ALLOW_HOSTS"
# IANA's registries of special-purpose addresses have these too, which this Python may not know yet.
_SPECIAL = [
    ipaddress.ip_network(of)
    for of in ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "100::/64", "2001::/23", "3fff::/20", "5f00::/16")
]
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_CONNECT_SECONDS = 15.0
_NAMES_AT_ONCE = 32  # looked up, each in a thread: a resolver answers more no sooner

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class NotPublicError(OSError):
    """An address that is not of the public web, and that nobody allowed."""


def is_public(address: Address) -> bool:
    """Tell whether an address is of the public web, and not one of this machine or of a network around it.

    IPv6 addresses that stand for one of IPv4 (mapped, 6to4, Teredo, NAT64) are what they stand for.
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = _inner(address)
        if inner is not None:
            return is_public(inner)
    if any(address.version == of.version and address in of for of in _SPECIAL):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if int(address) >> 32 == 0 and int(address) > 1:  # the old way to write one of IPv4
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


class Allowed:
    """Hosts and networks that may be reached although they are not public."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: set[str] = set()
        self._networks: list[_Network] = []
        for name in names:
            try:
                self._networks.append(ipaddress.ip_network(name, strict=False))
            except ValueError:
                self._names.add(name.lower().rstrip("."))

    @classmethod
    def by_environment(cls) -> Allowed:
        """Return what DATELINE_ALLOW_HOSTS allows."""
        named = (name.strip().strip("[]") for name in os.environ.get(VARIABLE, "").split(","))
        return cls(name for name in named if name)

    def allows(self, host: str, address: Address) -> bool:
        """Tell whether a host may be reached at an address."""
        if is_public(address) or host.lower().rstrip(".") in self._names:
            return True
        return any(address.version == of.version and address in of for of in self._networks)


def addresses_of(host: str, port: int, allowed: Allowed) -> list[str]:
    """Return the addresses that a host that may be reached stands for; raises NotPublicError, or OSError."""
    found = _resolved(host, port)
    for one in found:
        if not allowed.allows(host, ipaddress.ip_address(one.partition("%")[0])):
            raise NotPublicError(f"{host} is an address of this machine or its network")
    return found


def _resolved(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label of the name is empty or too long
        raise OSError(f"{host[:80]} is no name of a host") from error
    return list(dict.fromkeys(str(where[0]) for *_, where in found))


class Checked(httpcore.AsyncNetworkBackend):
    """Connections to hosts that may be reached, to the very addresses that were checked; a NotPublicError else.

    A proxy of the environment may stand anywhere, and is reached as what it is alone.
    """

    def __init__(self, allowed: Allowed, proxy: str | None = None) -> None:
        self._allowed = allowed
        self._proxy = _end(proxy) if proxy is not None else None
        self._through = httpcore.AnyIOBackend()
        self._asking = asyncio.Semaphore(_NAMES_AT_ONCE)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Return a connection to a host; raises NotPublicError, or what httpcore raises where none is made."""
        until = time.monotonic() + (timeout or _CONNECT_SECONDS)
        addresses = await self._addresses(host, port)
        for left in range(len(addresses), 0, -1):
            seconds = max((until - time.monotonic()) / left, 0.05)  # one that is silent leaves time for the next
            try:
                return await self._through.connect_tcp(addresses[-left], port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if left == 1:
                    raise
        raise httpcore.ConnectError(f"{host} has no address")

    async def _addresses(self, host: str, port: int) -> list[str]:
        async with self._asking:
            if (host, port) == self._proxy:
                return await in_a_thread(lambda: _resolved(host, port))
            return await addresses_of_soon(host, port, self._allowed)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raise NotPublicError: a socket of this machine is none of the web's."""
        raise NotPublicError("a socket of this machine is not of the web")

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


async def addresses_of_soon(host: str, port: int, allowed: Allowed) -> list[str]:
    """Return what ``addresses_of`` returns, without holding up the loop while a name is looked up."""
    if _is_written_out(host):
        return addresses_of(host, port, allowed)
    return await in_a_thread(lambda: addresses_of(host, port, allowed))


async def in_a_thread(look_up: Callable[[], list[str]]) -> list[str]:
    """Return what a look-up finds in a thread that nobody waits for at the end: the system gives it no time limit."""
    loop = asyncio.get_running_loop()
    found: asyncio.Future[list[str]] = loop.create_future()

    def tell(addresses: list[str] | None, error: Exception | None) -> None:
        if found.done():  # nobody waits any more
            return
        if error is not None:
            found.set_exception(error)
        else:
            found.set_result(addresses or [])

    def work() -> None:
        addresses: list[str] | None = None
        failed: Exception | None = None
        try:
            addresses = look_up()
        except Exception as error:
            failed = error
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(tell, addresses, failed)

    threading.Thread(target=work, daemon=True, name="dateline-names").start()
    return await found


def _is_written_out(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _end(proxy: str) -> tuple[str, int]:
    """Return host and port of a proxy's address."""
    parts = urllib.parse.urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    return (parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))


def not_public(url: str) -> InputError:
    """Return the error for an address that may not be reached."""
    return InputError(
        url,
        "it leads to this machine or its network, not to the public web",
        f"save the page and give the file, or allow its host by {VARIABLE}",
    )
