"""Pages that were just made, given again to the same browser while nothing was written to the record since.

Who asks, what is asked and how stand in the key, so no page reaches anybody else. A page that is given again is a look
like any other: what it shows of protected sources is noted as the first time, and its forms have a key of their own.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

if TYPE_CHECKING:
    from .desk import Desk
    from .visitor import Visitor

_LASTS_S = 30.0  # pages tell what day it is
_MOST = 256  # pages at hand
_LARGEST = 300_000  # bytes of one: with the number above 75 MB at the very most, a few as pages are
_KINDS = ("text/html", "application/json", "application/atom+xml")
_ASKED_BY = (b"cookie", b"authorization", b"host", b"hx-request", b"hx-target", b"hx-history-restore-request")
_MOVES = ("/add/", "/api/v1/jobs/", "/static/", "/people", "/login")  # change without a write, or are not worth it

Key = tuple[str, bytes, tuple[tuple[bytes, bytes], ...]]


@dataclass(frozen=True, slots=True)
class _Page:
    version: str
    made: float
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    form_key: bytes
    looks: frozenset[str]


class Remembered:
    """Answers from memory what it may, and has the rest made."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self.app, self.desk = app, desk
        self._pages: OrderedDict[Key, _Page] = OrderedDict()
        self._making: dict[Key, asyncio.Lock] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        visitor: Visitor | None = scope.get("state", {}).get("visitor")
        is_open = visitor is not None and not (scope["path"] == "/add" and self.desk.adding.has_jobs)
        if scope["type"] != "http" or scope["method"] != "GET" or not is_open or not _may_be_kept(scope):
            await self.app(scope, receive, send)
            return
        assert visitor is not None
        headers = [(name, value) for name, value in scope["headers"] if name in _ASKED_BY]
        key: Key = (scope["path"], scope["query_string"], tuple(headers))
        version = await run_in_threadpool(self.desk.versions.now)
        # one makes a page, the others that ask for it meanwhile wait for it
        lock = self._making.setdefault(key, asyncio.Lock())
        async with lock:
            page = self._pages.get(key)
            if page is None or page.version != version or time.monotonic() - page.made > _LASTS_S:
                await self._make(key, version, visitor, scope, receive, send)
                self._making.pop(key, None)
                return
        self._making.pop(key, None)
        self._pages.move_to_end(key)
        visitor.looks.update(page.looks)
        body = page.body.replace(page.form_key, (visitor.form_key or "").encode()) if page.form_key else page.body
        await send({"type": "http.response.start", "status": 200, "headers": list(page.headers)})
        await send({"type": "http.response.body", "body": body})

    async def _make(self, key: Key, version: str, visitor: Visitor, scope: Scope, receive: Receive, send: Send) -> None:
        headers: tuple[tuple[bytes, bytes], ...] = ()
        parts: list[bytes] = []
        is_kept = True

        async def keep(message: Message) -> None:
            nonlocal headers, is_kept
            if message["type"] == "http.response.start":  # copied: those that send it on add to it
                headers = tuple((bytes(name), bytes(value)) for name, value in message["headers"])
                is_kept = message["status"] == 200 and _is_plain(Headers(raw=message["headers"]))
            elif is_kept:
                parts.append(message.get("body", b""))
                is_kept = sum(map(len, parts)) <= _LARGEST
            await send(message)

        await self.app(scope, receive, keep)
        if not headers or not is_kept:
            self._pages.pop(key, None)
            return
        form_key = (visitor.form_key or "").encode()
        looks = frozenset(visitor.looks)
        self._pages[key] = _Page(version, time.monotonic(), headers, b"".join(parts), form_key, looks)
        self._pages.move_to_end(key)
        while len(self._pages) > _MOST:
            self._pages.popitem(last=False)


def _may_be_kept(scope: Scope) -> bool:
    path = scope["path"]
    return not path.startswith(_MOVES) and not any(name == b"if-none-match" for name, _ in scope["headers"])


def _is_plain(headers: Headers) -> bool:
    kind = headers.get("content-type", "").partition(";")[0]
    return kind in _KINDS and "set-cookie" not in headers and "content-disposition" not in headers
