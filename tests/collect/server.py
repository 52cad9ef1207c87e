"""A web server on this machine that answers as it is told to, also in ways that no server should."""

from __future__ import annotations

import asyncio
import gzip
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

SENTENCES = (
    "Shelling killed nine people in the port town of Adra on Friday, the regional health office said. "
    "The army said that its units had hit positions of the Northern Front near the harbour. "
    "A spokesman for the front denied that its fighters were in the town. "
    "Residents told reporters that the shelling began before dawn and lasted for three hours. "
)


def page(title: str = "Nine killed in Adra", body: str = SENTENCES, outlet: str = "Harbour Post") -> str:
    """Return a page of a report."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:site_name" content="{outlet}">'
        f'<meta property="article:published_time" content="2026-05-08T06:30:00+00:00"></head>'
        f"<body><article><h1>{title}</h1>"
        + "".join(f"<p>{sentence.strip()}.</p>" for sentence in body.split(". ") if sentence.strip(" ."))
        + "</article></body></html>"
    )


def rss(links: list[str], more: str = "") -> str:
    """Return a feed of these addresses."""
    items = "".join(
        f"<item><title>Report {number}</title><link>{link}</link><guid>{link}</guid>{more}</item>"
        for number, link in enumerate(links, 1)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Harbour Wire</title>{items}</channel></rss>"
    )


@dataclass
class Asked:
    """One request as it came in."""

    host: str
    path: str
    headers: dict[str, str]
    at: float


@dataclass
class Reply:
    """What is answered; ``raw`` stands for everything, head and body."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: Callable[[asyncio.StreamWriter], Awaitable[None]] | None = None


Page = Reply | str | bytes | Callable[[Asked], "Reply | str | bytes"]


@dataclass
class Site:
    """A running server: its pages by path (or by host and path), and what it was asked."""

    port: int = 0
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def url(self, path: str = "", host: str = "127.0.0.1") -> str:
        """Return an address on the server."""
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """Return the paths that were asked for, without robots.txt."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._one(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass  # whoever asked went away, or the server ends
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        path = head[0].split(" ")[1]
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:] if line)}
        host = headers.get("host", "").rpartition(":")[0]
        asked = Asked(host, path, headers, asyncio.get_running_loop().time())
        self.asked.append(asked)
        found = self.pages.get(f"{host}{path}", self.pages.get(path, self.pages.get(path.partition("?")[0])))
        reply = found(asked) if callable(found) else found
        if reply is None:
            reply = Reply(b"no", 404)
        if isinstance(reply, str | bytes):
            reply = Reply(reply)
        if reply.raw is not None:
            await reply.raw(writer)
            return False
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        if reply.status == 304:
            body = b""
        sent = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), **reply.headers}
        lines = "".join(f"{k}: {v}\r\n" for k, v in sent.items() if v)
        writer.write(f"HTTP/1.1 {reply.status} As told\r\n{lines}\r\n".encode("latin-1") + body)
        await writer.drain()
        return True


@contextmanager
def running() -> Iterator[Site]:
    """Yield a server that runs in a thread, reached at any address 127.x.y.z."""
    site = Site()
    loop = asyncio.new_event_loop()
    started = threading.Event()
    over: list[asyncio.Event] = []

    async def main() -> None:
        stop = asyncio.Event()
        over.append(stop)
        tasks: set[asyncio.Task[None]] = set()

        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            await site.serve(reader, writer)

        server = await asyncio.start_server(handle, "0.0.0.0", 0, backlog=500)
        site.port = server.sockets[0].getsockname()[1]
        started.set()
        await stop.wait()
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def work() -> None:
        loop.run_until_complete(main())
        loop.close()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    started.wait(10)
    try:
        yield site
    finally:
        loop.call_soon_threadsafe(over[0].set)
        thread.join(10)


def packed(body: str | bytes, times: int = 1) -> Reply:
    """Return a reply packed as gzip, ``times`` times."""
    data = body.encode() if isinstance(body, str) else body
    for _ in range(times):
        data = gzip.compress(data)
    return Reply(data, headers={"Content-Encoding": ", ".join(["gzip"] * times)})


def raw(*parts: bytes, wait: float = 0.0, endless: bool = False) -> Reply:
    """Return a reply of these bytes, with a wait after each; an endless one sends the last again and again."""

    async def send(writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(wait)
        while endless:
            writer.write(parts[-1])
            await writer.drain()
            await asyncio.sleep(wait)

    return Reply(raw=send)
