"""Which addresses the fetcher may connect to: those of the public web, checked where the connection is made.

A name is resolved once, every address that it stands for must be public, and the connection goes to one of these very
addresses: neither a redirect nor a name that answers otherwise the second time leads inside. What a site of one's own
needs is allowed by name in DATELINE_ALLOW_HOSTS ("intranet.example, 10.1.0.0/16").
"""

from __future__ import annotations

import http.client
import ipaddress
import os
import socket
import ssl
import urllib.parse
import urllib.request
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, cast

from dateline.errors import InputError

VARIABLE = "DATELINE_ALLOW_HOSTS"
# IANA's registries of special-purpose addresses have these too, which this Python may not know yet.
_SPECIAL = [
    ipaddress.ip_network(of)
    for of in ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "100::/64", "2001::/23", "3fff::/20", "5f00::/16")
]
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

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

    def __init__(self, names: Iterable[str], proxies: Iterable[str] = ()) -> None:
        self.proxies = {_end(proxy) for proxy in proxies}
        self._names: set[str] = set()
        self._networks: list[_Network] = []
        for name in names:
            try:
                self._networks.append(ipaddress.ip_network(name, strict=False))
            except ValueError:
                self._names.add(name.lower().rstrip("."))

    @classmethod
    def by_environment(cls) -> Allowed:
        """Return what DATELINE_ALLOW_HOSTS allows, and the proxies that the environment names."""
        named = (name.strip().strip("[]") for name in os.environ.get(VARIABLE, "").split(","))
        return cls((name for name in named if name), urllib.request.getproxies().values())

    def allows(self, host: str, address: Address) -> bool:
        """Tell whether a host may be reached at an address."""
        if is_public(address) or host.lower().rstrip(".") in self._names:
            return True
        return any(address.version == of.version and address in of for of in self._networks)


def addresses_of(host: str, port: int, allowed: Allowed) -> list[tuple[Any, ...]]:
    """Return what a host that may be reached stands for, as ``socket`` has it; raises NotPublicError, or OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for _, _, _, _, where in found:
        address = ipaddress.ip_address(str(where[0]).partition("%")[0])
        if not allowed.allows(host, address):
            raise NotPublicError(f"{host} is an address of this machine or its network")
    return list(found)


def connect(host: str, port: int, timeout: float | None, allowed: Allowed) -> socket.socket:
    """Return a connection to a host that may be reached; raises NotPublicError, or OSError where none is made."""
    proxied = (host, port) in allowed.proxies
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM) if proxied else addresses_of(host, port, allowed)
    last: OSError | None = None
    for family, kind, protocol, _, where in found:
        made = socket.socket(family, kind, protocol)
        try:
            made.settimeout(timeout)
            made.connect(where)
        except OSError as error:
            made.close()
            last = error
        else:
            return made
    raise last or OSError(f"{host} has no address")


def _end(proxy: str) -> tuple[str, int]:
    """Return host and port of a proxy's address."""
    parts = urllib.parse.urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    return (parts.hostname or "", parts.port or 80)


class _Plain(http.client.HTTPConnection):
    allowed: Allowed

    def connect(self) -> None:
        self.sock = connect(self.host, self.port, self.timeout, self.allowed)


class _Sealed(http.client.HTTPSConnection):
    allowed: Allowed
    context: ssl.SSLContext

    def connect(self) -> None:
        plain = connect(self.host, self.port, self.timeout, self.allowed)
        try:
            self.sock = self.context.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise


def opener() -> urllib.request.OpenerDirector:
    """Return what opens http and https addresses that may be reached, each redirect checked like the first.

    A proxy of the environment is used as it is for other programs; what it is asked for is checked as far as this
    machine can resolve the name.
    """
    rules = Allowed.by_environment()
    sealed = ssl.create_default_context()
    plain_type = cast("type[_Plain]", type("Plain", (_Plain,), {"allowed": rules}))
    sealed_type = cast("type[_Sealed]", type("Sealed", (_Sealed,), {"allowed": rules, "context": sealed}))

    class Http(urllib.request.HTTPHandler):
        def http_open(self, asked: urllib.request.Request) -> Any:
            return self.do_open(plain_type, asked)

    class Https(urllib.request.HTTPSHandler):
        def https_open(self, asked: urllib.request.Request) -> Any:
            return self.do_open(sealed_type, asked)

    class Proxy(urllib.request.ProxyHandler):
        def proxy_open(self, asked: urllib.request.Request, proxy: str, kind: str) -> Any:
            host = urllib.parse.urlsplit(f"//{asked.host}").hostname or ""
            with suppress(socket.gaierror):  # only the proxy knows the name
                addresses_of(host, 80, rules)
            return super().proxy_open(asked, proxy, kind)

    made = urllib.request.OpenerDirector()
    for handler in (
        Proxy(),
        Http(),
        Https(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.UnknownHandler(),
    ):
        made.add_handler(handler)
    return made


def not_public(url: str) -> InputError:
    """Return the error for an address that may not be reached."""
    return InputError(
        url,
        "it leads to this machine or its network, not to the public web",
        f"save the page and give the file, or allow its host by {VARIABLE}",
    )
