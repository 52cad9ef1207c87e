"""Jobs in lines by host: one of a host at a time, its requests apart, and none waits for a host that rests."""

from __future__ import annotations

import asyncio
import heapq
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from urllib.parse import urlsplit

J = TypeVar("J")
_MOST_KEPT = 10_000  # hosts whose last request is kept in mind


def host_of(address: str) -> str:
    """Return what a job's line is called: the host of the web, the server of mail, or that it is of this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return address
    if parts.scheme in ("http", "https"):
        return host or address
    return f"{parts.scheme}:{host or ''}"


@dataclass(slots=True)
class _Host(Generic[J]):
    line: deque[J] = field(default_factory=deque)
    is_busy: bool = False
    free_at: float = 0.0  # by the clock of ``time.monotonic``
    gap_s: float = 0.0
    booked_until: float = 0.0  # by what is sent back to the record to wait


class Hosts(Generic[J]):
    """The lines of all hosts; of one loop."""

    def __init__(self, gap_s: float, most_in_line: int, longest_s: float) -> None:
        self._gap_s = gap_s
        self._longest_s = longest_s
        self._most = most_in_line
        self._hosts: dict[str, _Host[J]] = {}
        self._ready: list[tuple[float, int, str]] = []
        self._number = 0
        self._changed = asyncio.Event()

    def put(self, name: str, job: J) -> float | None:
        """Put a job into its line; where that is long, return instead after how many seconds it may be tried again."""
        host = self._host(name)
        clock = time.monotonic()
        gap = max(host.gap_s, self._gap_s)
        wait = max(host.free_at - clock, 0.0) + len(host.line) * gap
        if len(host.line) >= self._most or wait > self._longest_s:
            host.booked_until = max(host.booked_until, clock + wait) + gap
            return host.booked_until - clock
        host.line.append(job)
        if len(host.line) == 1 and not host.is_busy:
            self._push(name, host)
        return None

    async def next(self) -> tuple[str, J]:
        """Return the next job of a host that is free, once there is one; for one caller at a time."""
        while True:
            wait: float | None = None
            while self._ready:
                free_at, _, name = self._ready[0]
                wait = free_at - time.monotonic()
                if wait > 0:
                    break
                heapq.heappop(self._ready)
                host = self._hosts.get(name)
                if host is None or host.is_busy or not host.line:
                    continue
                if host.free_at > free_at:
                    self._push(name, host)
                    continue
                host.is_busy = True
                return name, host.line.popleft()
            else:
                wait = None
            self._changed.clear()
            try:
                async with asyncio.timeout(wait):
                    await self._changed.wait()
            except TimeoutError:
                continue

    def done(self, name: str) -> None:
        """Let the next job of a host have its turn, after the gap."""
        host = self._host(name)
        host.is_busy = False
        host.free_at = max(host.free_at, time.monotonic() + host.gap_s)
        if host.line:
            self._push(name, host)
        elif len(self._hosts) > _MOST_KEPT:
            self._forget()

    async def turn(self, name: str, gap_s: float = 0.0) -> None:
        """Wait until a host may be asked; each request of a job does, whatever host a redirect leads to.

        Raises TimeoutError, at once, where that would be long.
        """
        host = self._host(name)
        host.gap_s = max(gap_s, self._gap_s)
        clock = time.monotonic()
        start = max(clock, host.free_at)
        if start - clock > self._longest_s:
            raise TimeoutError
        host.free_at = start + host.gap_s
        if start > clock:
            await asyncio.sleep(start - clock)

    def answered(self, name: str) -> None:
        """Count the gap anew from an answer, since a slow one is no leave to ask sooner after it."""
        host = self._host(name)
        host.free_at = max(host.free_at, time.monotonic() + host.gap_s)

    def rest(self, name: str, seconds: float) -> None:
        """Leave a host alone for so long."""
        host = self._host(name)
        host.free_at = max(host.free_at, time.monotonic() + seconds)

    def trim(self, name: str) -> list[tuple[J, float]]:
        """Take out of a line the jobs whose turn is far off, and return each with the seconds until then."""
        host = self._host(name)
        clock = time.monotonic()
        first = max(host.free_at - clock, 0.0)
        out: list[tuple[J, float]] = []
        while host.line and first + (len(host.line) - 1) * host.gap_s > self._longest_s:
            job = host.line.pop()
            out.append((job, first + len(host.line) * host.gap_s))
            host.booked_until = max(host.booked_until, clock + out[-1][1])
        return out

    def _host(self, name: str) -> _Host[J]:
        return self._hosts.setdefault(name, _Host())

    def _push(self, name: str, host: _Host[J]) -> None:
        self._number += 1
        heapq.heappush(self._ready, (host.free_at, self._number, name))
        self._changed.set()

    def _forget(self) -> None:
        clock = time.monotonic()
        idle = [n for n, h in self._hosts.items() if not h.line and not h.is_busy and h.free_at < clock]
        for name in idle:
            del self._hosts[name]
