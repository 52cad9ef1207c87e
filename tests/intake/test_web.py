"""Addresses: fetched from a real server on this machine, within limits."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dateline.errors import InputError
from dateline.intake import open_inputs
from dateline.intake.reach import VARIABLE
from dateline.intake.web import fetch
from dateline.record.report import Report

from .made import TEXT, page_of, pdf_of


class Site(BaseHTTPRequestHandler):
    """Pages for the tests; the path names what is answered."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/moved":
            return self.answer(302, b"", Location="/page")
        if path == "/away":
            return self.answer(302, b"", Location="file:///etc/passwd")
        if path == "/circle":
            return self.answer(302, b"", Location="/circle")
        if path == "/slow":
            return self.drip()
        if path == "/short":
            return self.answer(200, b"Shelling killed", "text/plain", length=5000)
        answers = {
            "/page": (page_of().encode(), "text/html; charset=utf-8"),
            "/caf%C3%A9": (page_of().encode(), "text/html"),
            "/latin": (
                page_of().replace("utf-8", "x").replace("nine", "“nine”").encode("cp1252"),
                "text/html; charset=windows-1252",
            ),
            "/report.pdf": (pdf_of(["Shelling killed nine people on Friday."]), "application/octet-stream"),
            "/plain": (TEXT.encode(), "text/plain"),
            "/rows": (b'{"id": "r", "text": "Shelling killed nine people."}\n', "application/x-ndjson"),
            "/binary": (bytes(range(256)) * 30, "application/octet-stream"),
            "/map.png": (b"\x89PNG\r\n\x1a\n" + bytes(300), "image/png"),
            "/big": (b"x" * 300_000, "text/html"),
            "/empty": (b"", "text/html"),
        }
        if path == "/packed":
            return self.answer(200, gzip.compress(page_of().encode()), "text/html", **{"Content-Encoding": "gzip"})
        if path == "/bomb":
            return self.answer(200, gzip.compress(b"x" * 5_000_000), "text/html", **{"Content-Encoding": "gzip"})
        if path not in answers:
            return self.answer(404, b"no")
        return self.answer(200, *answers[path])

    def answer(
        self, code: int, data: bytes, kind: str = "text/html", length: int | None = None, **headers: str
    ) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(data)

    def drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        """Keep the tests' output clean."""


@pytest.fixture(autouse=True)
def reach(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server on this machine be reached."""
    monkeypatch.setenv(VARIABLE, "127.0.0.1")


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    "path", ["/page", "/moved", "/packed", "/latin", "/report.pdf", "/plain", "/café", "/page?x=ü#top"]
)
def test_reads_address(site: str, path: str) -> None:
    (report,) = open_inputs([site + path])
    assert isinstance(report, Report), report
    assert "Shelling killed" in report.quote(report.body)


def test_all_of_one_command_and_their_ids(site: str) -> None:
    results = list(open_inputs([f"{site}/page", f"{site}/gone", f"{site}/rows", f"{site}/report.pdf"]))
    assert [r.id if isinstance(r, Report) else r.reason for r in results] == [
        "page",
        "the site answered 404 Not Found",
        "r",
        "report",
    ]
    assert isinstance(results[0], Report)
    assert results[0].url == f"{site}/page"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/gone", "answered 404"),
        ("/away", "not allowed"),
        ("/circle", "redirects in a circle"),
        ("/short", "breaks off"),
        ("/big", "over 0 MB"),
        ("/bomb", "over 0 MB"),
        ("/empty", "empty"),
        ("/slow", "no full answer within 1 s"),
    ],
)
def test_what_cannot_be_fetched(site: str, path: str, reason: str) -> None:
    with pytest.raises(InputError) as raised:
        fetch(site + path, seconds=1.0, limit=200_000)
    assert reason in raised.value.reason
    assert raised.value.name == site + path


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/x", "http://nowhere.invalid/x", "http://", "http://[bad/", "http://127.0.0.1:99999/"]
)
def test_no_server(url: str) -> None:
    (error,) = open_inputs([url])
    assert isinstance(error, InputError)


def test_binary_answer(site: str) -> None:
    (error,) = open_inputs([f"{site}/binary"])
    assert isinstance(error, InputError)
    assert "not known" in error.reason


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/away", "not allowed"),
        ("/circle", "redirects in a circle"),
        ("/gone", "answered 404 Not Found"),
        ("/map.png", "files of type .png are not read"),
        ("/empty", "empty"),
    ],
)
def test_what_cannot_be_read_is_one_line(site: str, path: str, reason: str) -> None:
    (error,) = open_inputs([site + path])
    assert isinstance(error, InputError)
    assert reason in error.reason
    assert "\n" not in str(error)
    assert "root:" not in str(error)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x"])
def test_only_the_web_is_fetched(url: str) -> None:
    (error,) = open_inputs([url])
    assert isinstance(error, InputError)
    assert "only http and https" in error.reason


def test_a_slow_site_does_not_hold_up_the_next(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.intake.web.fetch", lambda url: fetch(url, seconds=1.0))
    began = time.monotonic()
    error, report = open_inputs([f"{site}/slow", f"{site}/page"])
    assert isinstance(error, InputError)
    assert str(error).startswith(f"{site}/slow: no full answer within 1 s")
    assert isinstance(report, Report)
    assert time.monotonic() - began < 8  # the site would take ten seconds to its end
