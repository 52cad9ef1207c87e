"""Addresses of the web to what they answer, within limits of size and time; http and https, the public web alone.

``Fetcher`` asks many at once on one loop; ``fetch`` asks one, and is what waits for it. Each redirect is a request of
our own making, looked at like the first. What is kept of an answer is every byte as it was sent, and those unpacked.
"""

from __future__ import annotations

import asyncio
import base64
import ssl
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self, TypeVar

import httpcore
import httpx

from dateline import __version__
from dateline.errors import InputError

from .addresses import is_url, is_web_url, shown_url
from .answer import Answer, Exchange, Headers
from .limits import FETCH_SECONDS, MAX_FETCH_BYTES, MEGABYTE
from .reach import Allowed, Checked, NotPublicError, addresses_of_soon, not_public
from .unpacking import PackedWronglyError, TooMuchError, Unpacker, is_known_coding

__all__ = ["FetchError", "Fetcher", "Known", "Limits", "fetch", "is_url", "problem_of"]

USER_AGENT = f"dateline/{__version__}"
REPORTS = "text/html,application/pdf,text/plain,*/*;q=0.5"
"""What is asked for where any report will do."""

_REDIRECTS = 10  # as browsers and curl stop at 20 and 50; no site of news was seen to need over 5
_OTHER_BYTES = MEGABYTE  # of a redirect's own page, which nobody reads
_CONNECT_SECONDS = 15.0
_CONNECTIONS = 200
_IDLE_CONNECTIONS, _IDLE_SECONDS = 8, 5.0  # for a robots.txt and the page after it; httpcore looks at each, each time
_LARGE_BYTES, _LARGE_AT_ONCE = MEGABYTE, 4  # so that many hostile sites at once fill no memory
_BROKEN = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    httpcore.ProxyError,
    OSError,
    ValueError,
)
_MOVED = frozenset({301, 302, 303, 307, 308})
_T = TypeVar("_T")


class FetchError(InputError):
    """An address could not be fetched; what lasts is not worth trying again, the rest may be."""

    def __init__(self, name: str, reason: str, remedy: str, is_lasting: bool = False) -> None:
        self.is_lasting = is_lasting
        super().__init__(name, reason, remedy)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one address may cost, all its redirects together; bytes hold for what is sent and for that unpacked."""

    seconds: float = FETCH_SECONDS
    size: int = MAX_FETCH_BYTES


@dataclass(frozen=True, slots=True)
class Known:
    """What an address said when it was last fetched, so that it need not send the same again."""

    etag: str | None = None
    modified: str | None = None


Before = Callable[[str], Awaitable[None]]
"""Is called with each address before it is asked, redirects too; may wait, uncounted, or raise FetchError."""


def fetch(url: str, seconds: float = FETCH_SECONDS, limit: int = MAX_FETCH_BYTES) -> Answer:
    """Return what an address answers, or raise InputError: also for an answer that is an error or empty."""

    async def ask() -> Answer:
        async with Fetcher() as fetcher:
            return await fetcher.ask(url, Limits(seconds, limit))

    answer = _waited_for(ask())
    if problem := problem_of(answer.last):
        raise FetchError(shown_url(url), problem, "check the address, or save the page and give the file")
    if not answer.data.strip():
        raise FetchError(shown_url(url), "the answer is empty", "open the page in a browser and save it")
    return answer


def problem_of(exchange: Exchange) -> str | None:
    """Return what is wrong with an answer by its status, in words; None where it holds what was asked for."""
    if 200 <= exchange.status < 300:
        return None
    return f"the site answered {exchange.status} {' '.join(exchange.reason.split())}".rstrip()


def _waited_for(asked: Coroutine[object, object, _T]) -> _T:
    """Return what is asked for, also where this thread has a loop of its own, as in a notebook."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(asked)
    found: list[_T] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            found.append(asyncio.run(asked))
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return found[0]


class Fetcher:
    """Asks addresses of the public web, many at once; a context, in which connections are kept."""

    def __init__(self, allowed: Allowed | None = None) -> None:
        self._allowed = allowed or Allowed.by_environment()
        self._proxies = {kind: where for kind, where in urllib.request.getproxies().items() if kind != "no"}
        self._pools: dict[str | None, httpcore.AsyncConnectionPool] = {}
        self._context: ssl.SSLContext | None = None
        self._large = asyncio.Semaphore(_LARGE_AT_ONCE)

    async def __aenter__(self) -> Self:
        """Return the fetcher itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        for pool in self._pools.values():
            with suppress(Exception):  # one that broke is closed already
                await pool.aclose()
        self._pools.clear()

    async def ask(
        self,
        url: str,
        limits: Limits | None = None,
        known: Known | None = None,
        accept: str = REPORTS,
        before: Before | None = None,
    ) -> Answer:
        """Return what an address answers in the end, of whatever status; raises FetchError where there is no answer.

        The status of an answer that is as ``known`` is 304, and its data are empty.
        """
        limits = limits or Limits()
        name = shown_url(url)
        redirects: list[Exchange] = []
        try:
            async with asyncio.timeout(limits.seconds) as clock:
                at, seen = _parsed(url, name), set[str]()
                while True:
                    seen.add(str(at))
                    if before is not None:
                        await _uncounted(clock, before(str(at)))
                    headers = _headers(at, accept, known or Known())
                    exchange, data = await self._exchange(at, headers, limits.size, name)
                    target = exchange.header("Location") if exchange.status in _MOVED else None
                    if target is None:
                        return Answer(exchange, tuple(redirects), data)
                    redirects.append(exchange)
                    at = _redirected(at, target, name)
                    if str(at) in seen:
                        raise _error(name, "it redirects in a circle")
                    if len(redirects) > _REDIRECTS:
                        raise _error(name, f"it redirects over {_REDIRECTS} times")
        except TimeoutError as error:
            reason = f"no full answer within {limits.seconds:g} s"
            raise FetchError(name, reason, "try again, or save the page and give the file") from error
        except NotPublicError as error:
            refused = not_public(name)
            raise FetchError(name, refused.reason, refused.remedy, is_lasting=True) from error
        except _BROKEN as error:
            raise FetchError(name, _cannot(error), "check the address and the connection") from error

    async def _exchange(self, at: httpx.URL, headers: Headers, limit: int, name: str) -> tuple[Exchange, bytes]:
        """Return one request with what came back, as it was sent and unpacked."""
        pool = await self._pool(at)
        target = httpcore.URL(scheme=at.raw_scheme, host=at.raw_host, port=at.port, target=at.raw_path)
        asked = [(key.encode("ascii"), value.encode("latin-1")) for key, value in headers]
        waits = {"connect": _CONNECT_SECONDS, "pool": None, "read": None, "write": None}  # the clock is the caller's
        async with pool.stream("GET", target, headers=asked, extensions={"timeout": waits}) as response:
            began = datetime.now(UTC).isoformat(timespec="seconds")
            sent = tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in response.headers)
            exchange = Exchange(
                url=str(at),
                at=began,
                request_headers=headers,
                status=response.status,
                reason=_plain(response.extensions.get("reason_phrase", b"")),
                version=_plain(response.extensions.get("http_version", b"HTTP/1.1")),
                headers=sent,
            )
            is_moved = response.status in _MOVED and exchange.header("Location") is not None
            payload, data = await self._body(response, exchange, _OTHER_BYTES if is_moved else limit, name)
        return replace(exchange, payload=payload), data

    async def _body(
        self, response: httpcore.Response, exchange: Exchange, limit: int, name: str
    ) -> tuple[bytes, bytes]:
        coding = (exchange.header("Content-Encoding") or "identity").strip().lower()
        if not is_known_coding(coding):
            raise FetchError(name, f"the answer is packed as {coding[:20]!r}", "save the page and give the file")
        length = exchange.header("Content-Length")
        if length is not None and length.isdigit() and int(length[:18]) > limit:
            raise _too_big(name, limit)
        unpacker = Unpacker(coding, limit) if coding != "identity" else None
        chunks: list[bytes] = []
        parts: list[bytes] = []
        size, is_large = 0, False
        try:
            async for chunk in response.aiter_stream():
                chunks.append(chunk)
                size += len(chunk)
                if size > limit:
                    raise _too_big(name, limit)
                if unpacker is not None:
                    parts.append(unpacker.add(chunk))
                if not is_large and max(size, unpacker.size if unpacker else 0) > _LARGE_BYTES:
                    await self._large.acquire()
                    is_large = True
            payload = b"".join(chunks)
            chunks.clear()
            if unpacker is None or not payload:
                return payload, payload
            unpacker.check_end()
            return payload, b"".join(parts)
        except TooMuchError as error:
            raise _too_big(name, limit) from error
        except PackedWronglyError as error:
            raise FetchError(name, str(error), "save the page and give the file") from error
        except httpcore.RemoteProtocolError as error:
            of = f" of {length}" if length is not None and length.isdigit() and len(length) < 15 else ""
            raise FetchError(name, f"the answer breaks off after {size}{of} bytes", "try again") from error
        finally:
            if is_large:
                self._large.release()

    async def _pool(self, at: httpx.URL) -> httpcore.AsyncConnectionPool:
        """Return the connections that lead to an address: straight, or through a proxy of the environment."""
        proxy = self._proxy(at)
        if proxy is not None:
            try:  # only the proxy may know the name; where we know it too, it must be public
                await addresses_of_soon(at.host, at.port or 80, self._allowed)
            except NotPublicError:
                raise
            except OSError:
                pass
        if proxy not in self._pools:
            self._context = self._context or ssl.create_default_context()
            self._pools[proxy] = _new_pool(proxy, self._context, self._allowed)
        return self._pools[proxy]

    def _proxy(self, at: httpx.URL) -> str | None:
        where = self._proxies.get(at.scheme) or self._proxies.get("all")
        if where is None or urllib.request.proxy_bypass(f"{at.host}:{at.port}" if at.port else at.host):
            return None
        return where if "://" in where else f"http://{where}"


def _new_pool(proxy: str | None, context: ssl.SSLContext, allowed: Allowed) -> httpcore.AsyncConnectionPool:
    backend = Checked(allowed, proxy)
    if proxy is None:
        return httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=_CONNECTIONS,
            max_keepalive_connections=_IDLE_CONNECTIONS,
            keepalive_expiry=_IDLE_SECONDS,
            network_backend=backend,
        )
    parts = urllib.parse.urlsplit(proxy)
    if parts.scheme not in ("http", "https"):
        raise httpcore.UnsupportedProtocol(f"a proxy of kind {parts.scheme} is not used")
    name, word = (urllib.parse.unquote(part or "") for part in (parts.username, parts.password))
    basic = base64.b64encode(f"{name}:{word}".encode()).decode("ascii")
    return httpcore.AsyncHTTPProxy(
        f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}",
        proxy_headers=[("Proxy-Authorization", f"Basic {basic}")] if name or word else None,
        ssl_context=context,
        max_connections=_CONNECTIONS,
        max_keepalive_connections=_IDLE_CONNECTIONS,
        keepalive_expiry=_IDLE_SECONDS,
        network_backend=backend,
    )


def _parsed(url: str, name: str) -> httpx.URL:
    """Return an address in its parts, without its fragment; raises FetchError for what is none of the web."""
    if not is_web_url(url):
        raise FetchError(
            name, "only http and https addresses are fetched", "save the page and give the file", is_lasting=True
        )
    try:
        at = httpx.URL(url).copy_with(fragment=None)
        sound = bool(at.host) and (at.port is None or 0 < at.port < 65_536) and not at.host.startswith(".")
    except (httpx.InvalidURL, ValueError):
        sound = False
    if not sound:
        raise FetchError(name, "it is no web address", "check the address", is_lasting=True)
    if at.userinfo:
        raise FetchError(name, "it holds a user's name or password", "give the address without it", is_lasting=True)
    return at


def _redirected(at: httpx.URL, target: str, name: str) -> httpx.URL:
    try:
        joined = at.join(target)
    except (httpx.InvalidURL, ValueError) as error:
        raise _error(name, "it redirects to what is no web address") from error
    if joined.scheme not in ("http", "https"):
        raise _error(name, f"it redirects to an address of kind {joined.scheme[:20]!r}, which is not allowed")
    try:
        return _parsed(str(joined), name)
    except FetchError as error:
        raise _error(name, f"it redirects where nothing is fetched: {error.reason}") from error


def _headers(at: httpx.URL, accept: str, known: Known) -> Headers:
    asked = [
        ("Host", at.netloc.decode("ascii")),
        ("User-Agent", USER_AGENT),
        ("Accept", accept),
        ("Accept-Encoding", "gzip, deflate"),
    ]
    if known.etag and _is_sound(known.etag):
        asked.append(("If-None-Match", known.etag))
    if known.modified and _is_sound(known.modified):
        asked.append(("If-Modified-Since", known.modified))
    return tuple(asked)


def _is_sound(value: str) -> bool:
    """Tell whether a value that a site sent can be sent back as a header."""
    return len(value) < 1000 and value.isascii() and value.isprintable()


async def _uncounted(clock: asyncio.Timeout, waiting: Awaitable[None]) -> None:
    """Wait for something outside of the time limit."""
    due, began = clock.when(), time.monotonic()
    clock.reschedule(None)
    try:
        await waiting
    finally:
        if due is not None:
            clock.reschedule(due + time.monotonic() - began)


def _error(name: str, reason: str) -> FetchError:
    return FetchError(name, reason, "check the address, or save the page and give the file")


def _too_big(name: str, limit: int) -> FetchError:
    return FetchError(name, f"the answer is over {limit // MEGABYTE} MB", "save the report's own page or text", True)


def _plain(words: object) -> str:
    return words.decode("latin-1") if isinstance(words, bytes) else str(words)


def _cannot(error: Exception) -> str:
    if isinstance(error, httpcore.TimeoutException):
        return f"no connection within {_CONNECT_SECONDS:g} s"
    words = " ".join(str(error).split())[:120] or type(error).__name__
    return f"it cannot be fetched ({words})"
