"""Servers that misbehave: each is one error, within its time and its bytes, and the next address is fetched."""

from __future__ import annotations

import asyncio
import time
import zlib

import pytest

from dateline.intake.answer import Answer
from dateline.intake.web import Fetcher, FetchError, Known, Limits, fetch
from tests.apart import run_apart

from .server import Asked, Page, Reply, Site, packed, page, raw

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
LIMIT = 200_000


def chunked(*parts: bytes, end: bool = True) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + (b"0\r\n\r\n" if end else b"")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (raw(b"", wait=3.0), "no full answer within"),  # silent
        (raw(HEAD + b"\r\n", b"x", wait=0.05, endless=True), "no full answer within"),  # drips
        (raw(b"HTTP/1.1 200 OK\r\n", b"X-Drip: 1\r\n", wait=0.05, endless=True), "no full answer within"),
        (raw(HEAD + b"\r\n", b"x" * 50_000, endless=True), "over 0 MB"),  # endless
        (raw(HEAD, b"X: " + b"y" * 50_000 + b"\r\n", endless=True), "cannot be fetched"),  # endless headers
        (raw(b"HTTP/1.1 100 Continue\r\n\r\n", wait=0.01, endless=True), "no full answer within"),
        (raw(HEAD + b"Content-Length: 5000\r\n\r\nShelling"), "breaks off after 8 of 5000"),
        (raw(HEAD + b"Content-Length: 99999999999999999999\r\n\r\nx"), "over 0 MB"),
        (raw(HEAD + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\nShelling"), "cannot be fetched"),
        (raw(HEAD + b"Content-Length: -5\r\n\r\nShelling"), "cannot be fetched"),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunked(b"Shelling", end=False)), "breaks off"),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nShelling"), "breaks off"),
        (raw(b"SSH-2.0-OpenSSH_9.6\r\n"), "cannot be fetched"),
        (raw(b"\x16\x03\x01\x00\xa5\x01" + bytes(100)), "cannot be fetched"),
        (raw(b""), "cannot be fetched"),  # hangs up
        (packed(bytes(5_000_000)), "over 0 MB"),  # a bomb
        (packed(bytes(5_000_000), times=2), "packed as 'gzip, gzip'"),
        (Reply(b"x" * 100, headers={"Content-Encoding": "br"}), "packed as 'br'"),
        (Reply(b"x" * 100, headers={"Content-Encoding": "zstd"}), "packed as 'zstd'"),
        (Reply(b"not packed at all", headers={"Content-Encoding": "gzip"}), "packed wrongly"),
        (Reply(zlib.compress(b"x" * 5000)[:-8], headers={"Content-Encoding": "deflate"}), "breaks off"),
        (Reply(b"y" * 300_000), "over 0 MB"),
        (Reply(b"   \n"), "empty"),
        (Reply(b"no", 500), "answered 500"),
        (Reply(b"no", 429, {"Retry-After": "60"}), "answered 429"),
        (Reply(b"", 302, {"Location": "/it"}), "circle"),
        (lambda asked: Reply(b"", 302, {"Location": asked.path + "x"}), "redirects over 10 times"),
        (Reply(b"", 301, {"Location": "ftp://127.0.0.1/x"}), "not allowed"),
        (Reply(b"", 301, {"Location": "http://[bad/"}), "cannot be fetched"),
        (Reply(b"z" * 2_000_000, 302, {"Location": "/next"}), "over 1 MB"),
    ],
)
def test_one_error_within_its_limits(site: Site, answer: Page, reason: str) -> None:
    site.pages["/it"] = answer
    for suffix in range(1, 20):
        site.pages["/it" + "x" * suffix] = answer
    began = time.monotonic()
    with pytest.raises(FetchError) as raised:
        fetch(site.url("/it"), seconds=1.0, limit=LIMIT)
    assert reason in raised.value.reason
    assert time.monotonic() - began < 3
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "answer",
    [
        packed(page()),
        Reply(zlib.compress(page().encode()), headers={"Content-Encoding": "deflate"}),
        raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunked(page().encode()[:50], page().encode()[50:])),
        raw(b"HTTP/1.0 200 OK\r\n\r\n" + page().encode()),  # its end is that the server hangs up
        raw(HEAD.replace(b"\r\n", b"\n") + b"\n" + page().encode()),
        raw(HEAD + b"Content-Length: %d\r\n\r\n" % len(page()) + page().encode() + b"HTTP/1.1 200 OK\r\n\r\nsmuggled"),
        raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + HEAD + b"\r\n" + page().encode()),
    ],
)
def test_what_is_odd_and_whole_is_taken(site: Site, answer: Page) -> None:
    site.pages["/it"] = answer
    assert fetch(site.url("/it"), seconds=5.0).data == page().encode()


def test_an_answer_is_kept_as_it_was_sent(site: Site) -> None:
    site.pages |= {"/old": Reply(b"moved", 301, {"Location": "/new", "X-Odd": "Grün"}), "/new": packed(page())}
    answer = fetch(site.url("/old"))
    assert answer.url == site.url("/new") and answer.data == page().encode()
    assert answer.last.payload[:2] == b"\x1f\x8b" and answer.last.header("content-encoding") == "gzip"
    (moved,) = answer.redirects
    assert (moved.status, moved.payload, moved.header("X-Odd")) == (301, b"moved", "Grün")
    assert dict(moved.request_headers)["Host"] == f"127.0.0.1:{site.port}"
    assert all("cookie" not in one.headers for one in site.asked)


def test_what_is_known_is_not_sent_again(site: Site) -> None:
    def answer(asked: Asked) -> Reply:
        return (
            Reply(b"", 304) if asked.headers.get("if-none-match") == '"1"' else Reply(page(), headers={"ETag": '"1"'})
        )

    site.pages["/it"] = answer

    async def both() -> tuple[Answer, Answer]:
        async with Fetcher() as fetcher:
            first = await fetcher.ask(site.url("/it"))
            return first, await fetcher.ask(site.url("/it"), known=Known(first.last.header("ETag"), "x\r\nX-Evil: 1"))

    first, again = run_apart(both())
    assert first.last.status == 200 and again.last.status == 304 and again.data == b""
    assert "x-evil" not in site.asked[-1].headers and "if-modified-since" not in site.asked[-1].headers


def test_no_cookie_is_sent_back(site: Site) -> None:
    site.pages |= {"/a": Reply(b"", 302, {"Location": "/b", "Set-Cookie": "a=1"}), "/b": page()}
    fetch(site.url("/a"))
    assert [sorted(one.headers) for one in site.asked] == [["accept", "accept-encoding", "host", "user-agent"]] * 2


def test_many_at_once_and_a_wait_that_does_not_count(site: Site) -> None:
    site.pages |= {f"/{n}": page(f"Title {n}") for n in range(40)}

    async def wait(_: str) -> None:
        await asyncio.sleep(0.6)

    async def all_of_them() -> list[Answer]:
        async with Fetcher() as fetcher:
            asked = [fetcher.ask(site.url(f"/{n}"), Limits(5.0, LIMIT), before=wait) for n in range(40)]
            await asyncio.gather(*asked)
            return [await fetcher.ask(site.url("/1"), Limits(0.5, LIMIT), before=wait)]

    assert len(run_apart(all_of_them())) == 1


def test_inside_a_loop_that_runs_already(site: Site) -> None:
    """In a notebook there is one; waiting for one address is waiting all the same."""
    site.pages["/it"] = page()

    async def cell() -> bytes:
        return fetch(site.url("/it")).data

    assert run_apart(cell()) == page().encode()
