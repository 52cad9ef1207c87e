"""A web of many sites on this machine, in a process of its own: feeds that grow as its clock goes on, and their pages.

Each site has an address of its own in 127.0.0.0/8, as each has on the web. The same number gives the same feed.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized

SHOWN = 50  # the newest entries that a feed has
_FEEDS_OF_A_HOST = 2
_PLACES = ("Adra", "Selka", "Morum", "Tishri", "Kaval", "Ober", "Dankal", "Yefren", "Lomu", "Harrat")
_DEEDS = ("shelled the market", "struck a convoy near the bridge", "detained residents", "withdrew from the port")


@dataclass(frozen=True, slots=True)
class Served:
    """What the server sent: by path how often a page went out whole, and how many answers of each status."""

    pages: dict[str, int]
    statuses: dict[int, int]


@dataclass(frozen=True, slots=True)
class News:
    """What there is: so many feeds over so many seconds; every so many pages are changed once."""

    feeds: int
    seconds: float
    busy: tuple[tuple[float, float], ...] = ((0.60, 1.0), (0.35, 2.0), (0.05, 10.0))  # part of feeds, entries in all
    changed_each: int = 0  # 0: none
    changed_after: float = 0.0

    def published(self, feed: int) -> tuple[float, ...]:
        """Return when the entries of a feed come out, in seconds from the beginning."""
        return _published(self, feed)

    def version(self, feed: int, entry: int, at: float) -> int:
        """Return which version of a page is out at a moment, the first is 0."""
        changes = self.changed_each and (feed + entry) % self.changed_each == 0
        return int(bool(changes) and at >= self.published(feed)[entry] + self.changed_after)

    def text(self, feed: int, entry: int, version: int) -> str:
        """Return what a page says."""
        place, deed = _PLACES[(feed + entry) % len(_PLACES)], _DEEDS[(feed * 7 + entry) % len(_DEEDS)]
        killed = 2 + (feed * 31 + entry * 17) % 40 + version * 5
        return (
            f"Fighters of group {feed} {deed} in {place} on Friday and killed {killed} people, "
            f"the district office said. It was the {entry + 1}. such report from the area numbered {feed}. "
            "The army said that it was looking into what had happened there."
        )


@cache
def _published(news: News, feed: int) -> tuple[float, ...]:
    chance = random.Random(feed)
    draw, mean = chance.random(), news.busy[-1][1]
    for part, entries in news.busy:
        if draw < part:
            mean = entries
            break
        draw -= part
    number = max(1, round(chance.expovariate(1 / mean)))
    return tuple(sorted(chance.uniform(0, news.seconds) for _ in range(min(number, 4 * round(mean) + 4))))


def host_of_feed(feed: int) -> str:
    """Return the address of a feed's site."""
    host = feed // _FEEDS_OF_A_HOST
    return f"127.{1 + host // 62_500}.{host // 250 % 250}.{host % 250 + 1}"


def feed_address(feed: int, port: int) -> str:
    """Return where a feed is."""
    return f"http://{host_of_feed(feed)}:{port}/feed/{feed}"


class Clock:
    """The seconds since the beginning, shared by processes: as set, or as the machine's clock goes on."""

    def __init__(self) -> None:
        values = multiprocessing.get_context("spawn").Value
        self._set: Synchronized[float] = values("d", 0.0)
        self._began: Synchronized[float] = values("d", 0.0)
        self._speed: Synchronized[float] = values("d", 0.0)

    def set(self, seconds: float) -> None:
        """Stand still at so many seconds."""
        self._set.value = seconds

    def follow(self, began: float, speed: float) -> None:
        """Go on with the machine's clock, so many seconds in one, since it showed ``began``; 0 goes on no more."""
        self._began.value, self._speed.value = began, speed

    def now(self) -> float:
        """Return the seconds since the beginning."""
        speed = self._speed.value
        return (time.time() - self._began.value) * speed if speed else self._set.value


class _Server:
    def __init__(self, news: News, clock: Clock) -> None:
        self.news = news
        self.clock = clock
        self.pages: Counter[str] = Counter()
        self.statuses: Counter[int] = Counter()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                path = head.split(" ", 2)[1]
                mark = next((ln[15:] for ln in head.split("\r\n") if ln.lower().startswith("if-none-match: ")), None)
                host = next((ln[6:] for ln in head.split("\r\n") if ln.lower().startswith("host: ")), "")
                status, kind, etag, body = self._answer(path, mark, host)
                self.statuses[status] += 1
                sent = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nETag: {etag}\r\n"
                length = "" if status == 304 else f"Content-Length: {len(body)}\r\n"
                writer.write(f"{sent}{length}\r\n".encode() + (b"" if status == 304 else body))
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def _answer(self, path: str, mark: str | None, host: str) -> tuple[int, str, str, bytes]:
        parts = path.strip("/").split("/")
        at = self.clock.now()
        if parts[0] == "feed" and len(parts) == 2:
            feed = int(parts[1])
            out = sum(when <= at for when in self.news.published(feed))
            etag = f'"{out}"'
            if mark == etag:
                return 304, "application/rss+xml", etag, b""
            entries = "".join(
                f"<item><title>Report {k}</title><link>http://{host}/page/{feed}/{k}</link></item>"
                for k in reversed(range(max(0, out - SHOWN), out))
            )
            body = (
                f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire {feed}</title>{entries}</channel></rss>'
            )
            return 200, "application/rss+xml", etag, body.encode()
        if parts[0] == "page" and len(parts) == 3:
            feed, entry = int(parts[1]), int(parts[2])
            if self.news.published(feed)[entry] <= at:
                version = self.news.version(feed, entry, at)
                etag = f'"{version}"'
                if mark == etag:
                    return 304, "text/html", etag, b""
                self.pages[path] += 1
                sentences = self.news.text(feed, entry, version).split(". ")
                head = f'<!DOCTYPE html><html lang="en"><head><title>Report {entry} of {feed}</title></head>'
                paragraphs = "".join(f"<p>{sentence.rstrip('.')}.</p>" for sentence in sentences)
                body = f"{head}<body><article>{paragraphs}</article></body></html>"
                return 200, "text/html", etag, body.encode()
        return 404, "text/plain", '"no"', b"no"


def _run(news: News, clock: Clock, pipe: Connection) -> None:
    async def main() -> None:
        made = _Server(news, clock)
        server = await asyncio.start_server(made.serve, "0.0.0.0", 0, backlog=4096)
        pipe.send(server.sockets[0].getsockname()[1])
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, pipe.recv)
        pipe.send(Served(dict(made.pages), dict(made.statuses)))
        server.close()

    asyncio.run(main())


class Running:
    """A running server: its port, its clock, and what it served in the end."""

    def __init__(self, port: int, clock: Clock, pipe: Connection) -> None:
        self.port = port
        self._clock = clock
        self._pipe = pipe
        self.served: Served | None = None

    def set_clock(self, seconds: float) -> None:
        """Say how many seconds have gone by since the beginning."""
        self._clock.set(seconds)

    def follow(self, began: float, speed: float) -> None:
        """Have the clock go on by itself; see ``Clock.follow``."""
        self._clock.follow(began, speed)

    def end(self) -> Served:
        """End the server and return what it served."""
        self._pipe.send(None)
        found = self._pipe.recv()
        assert isinstance(found, Served)
        self.served = found
        return found


@contextmanager
def serving(news: News) -> Iterator[Running]:
    """Yield a server of news, which runs in a process of its own."""
    spawned = multiprocessing.get_context("spawn")
    clock = Clock()
    ours, theirs = spawned.Pipe()
    process = spawned.Process(target=_run, args=(news, clock, theirs), daemon=True)
    process.start()
    try:
        yield Running(int(ours.recv()), clock, ours)
    finally:
        process.kill()
        process.join()
