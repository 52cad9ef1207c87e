"""Which addresses are of the public web, and that no way round leads to any other."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from dateline.errors import InputError
from dateline.intake.reach import VARIABLE, Allowed, is_public
from dateline.intake.web import fetch

INSIDE = [
    "127.0.0.1",
    "127.8.9.10",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",  # a provider's own network
    "169.254.169.254",  # what clouds tell their machines
    "192.0.0.8",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "::7f00:1",
    "2002:7f00:1::",  # 6to4 of 127.0.0.1
    "2002:a00:1::",
    "64:ff9b::7f00:1",  # NAT64 of 127.0.0.1
    "64:ff9b::a9fe:a9fe",
    "2001:0:4136:e378:8000:63bf:80ff:fffe",  # Teredo of 127.0.0.1
    "::ffff:10.0.0.1",
    "64:ff9b::c0a8:101",  # NAT64 of 192.168.1.1
    "64:ff9b:1::1",  # a network's own NAT64
    "fd00:ec2::254",  # what a cloud tells its machines, over IPv6
    "100.100.100.200",  # another cloud's
    "192.0.0.192",  # a third one's
]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:2800:220:1::1", "64:ff9b::101:101"])
def test_an_address_of_the_web_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


class Site(BaseHTTPRequestHandler):
    """A page, and redirects to wherever the path says."""

    def do_GET(self) -> None:
        hits.append(self.path)
        if self.path.startswith("/to?"):
            self.send_response(302)
            self.send_header("Location", self.path.partition("?")[2])
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(b"Shelling killed two people in the town on Monday, police said.")

    def log_message(self, format: str, *args: object) -> None:
        """Keep the tests' output clean."""


hits: list[str] = []


@pytest.fixture
def port() -> Iterator[int]:
    """Yield the port of a server on this machine."""
    hits.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "LOCALHOST", "localhost.", "127.1", "0x7f.1", "2130706433", "0177.0.0.1", "[::1]",
     "[::ffff:127.0.0.1]", "0", "user:secret@127.0.0.1", "0x7f000001", "017700000001", "127.0.1", "0x7f.0x0.0x0.0x1",
     "[0:0:0:0:0:0:0:1]", "[::127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "0.0.0.0", "[::]",
     "１２７.０.０.１", "ⓛocalhost", "127。0。0。1", "example.com@127.0.0.1", "example.com%40127.0.0.1", "example.com\\@127.0.0.1",
     "example.com:80@127.0.0.1", "@127.0.0.1", "%31%32%37.0.0.1", "127.0.0.1%00.example.com", "localhost%2e"],
)  # fmt: skip
def test_no_way_to_write_this_machine_leads_to_it(port: int, host: str) -> None:
    with pytest.raises(InputError):
        fetch(f"http://{host}:{port}/page", seconds=2.0)
    assert hits == []


def test_the_error_says_how_to_allow_it(port: int) -> None:
    with pytest.raises(InputError, match=VARIABLE):
        fetch(f"http://127.0.0.1:{port}/page", seconds=2.0)


def _resolve(monkeypatch: pytest.MonkeyPatch, answers: dict[str, list[list[str]]]) -> None:
    """Have names stand for addresses, another list each time they are asked for."""
    real = socket.getaddrinfo

    def resolve(host: str, port: int, *args: Any, **named: Any) -> list[Any]:
        if host not in answers:
            return real(host, port, *args, **named)
        turns = answers[host]
        chosen = turns.pop(0) if len(turns) > 1 else turns[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in chosen]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


def test_a_name_that_stands_for_this_machine_too_is_refused(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    _resolve(monkeypatch, {"both.example": [["93.184.216.34", "127.0.0.1"]]})
    with pytest.raises(InputError, match="not to the public web"):
        fetch(f"http://both.example:{port}/page", seconds=2.0)
    assert hits == []


def test_a_name_that_answers_otherwise_the_second_time_leads_nowhere_else(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # TEST-NET-3 is no public address either, so allow it by name: what counts is that no second answer is asked for
    monkeypatch.setenv(VARIABLE, "203.0.113.1")
    asked: list[list[str]] = [["203.0.113.1"], ["127.0.0.1"]]
    _resolve(monkeypatch, {"turns.example": asked})
    monkeypatch.setattr(socket.socket, "connect", _refuse)
    with pytest.raises(InputError):
        fetch(f"http://turns.example:{port}/page", seconds=2.0)
    assert hits == []
    assert asked == [["127.0.0.1"]]  # the first answer alone was taken, and only it was connected to


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "FILE:///etc/passwd", "gopher://127.0.0.1/1", "ftp://127.0.0.1/x", "dict://127.0.0.1:11211/",
     "ldap://127.0.0.1/", "unix:///run/docker.sock", "jar:http://127.0.0.1!/", "data:text/plain,x", "//127.0.0.1/page",
     "http:127.0.0.1/page", "http:///127.0.0.1/page", "http://127.0.0.1:0/", "http://127.0.0.1:65536/",
     "http://127.0.0.1:8080:80/", "http://[::1", "http://exa\nmple.com/", "http://a b/", "http://.example/", ""],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_not_asked(url: str) -> None:
    with pytest.raises(InputError):
        fetch(url, seconds=2.0)


def test_a_name_in_an_address_is_not_shown(port: int) -> None:
    with pytest.raises(InputError) as raised:
        fetch(f"http://desk:secret@127.0.0.1:{port}/page", seconds=2.0)
    assert "secret" not in str(raised.value) and "desk" not in str(raised.value)


def test_a_proxy_s_own_address_is_reached_as_the_proxy_alone(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy may stand inside; that does not open its address, or any other inside, to what is asked through it."""
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("no_proxy", "direct.example")
    for url in (f"http://127.0.0.1:{port}/page", f"http://localhost:{port}/page", "http://169.254.169.254/latest/"):
        with pytest.raises(InputError, match="not to the public web"):
            fetch(url, seconds=2.0)
    assert hits == []
    _resolve(monkeypatch, {"direct.example": [["127.0.0.1"]], "news.example": [["93.184.216.34"]]})
    with pytest.raises(InputError, match="not to the public web"):
        fetch(f"http://direct.example:{port}/page", seconds=2.0)
    assert hits == []
    assert b"Shelling" in fetch("http://news.example/page", seconds=2.0).data
    assert hits == ["http://news.example/page"]  # asked of the proxy, as proxies are


def test_a_name_that_takes_long_to_look_up_does_not_hold_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*_: Any, **__: Any) -> list[Any]:
        time.sleep(3)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    began = time.monotonic()
    with pytest.raises(InputError, match="no full answer within"):
        fetch("http://slow.example/page", seconds=0.3)
    assert time.monotonic() - began < 2


def _refuse(self: socket.socket, where: tuple[str, int]) -> None:
    assert where[0] == "203.0.113.1"
    raise ConnectionRefusedError("nobody there")


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.2:{port}/page",
        "http://[::1]:{port}/page",
        "//127.0.0.2:{port}/page",
        "http://2130706434:{port}/page",
        "http://0x7f000002:{port}/page",
        "http://127.0.0.1@127.0.0.2:{port}/page",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:{port}/page",
        "ftp://127.0.0.1:{port}/page",
        "data:text/plain,page",
        "javascript:alert(1)",
        "unix:/run/docker.sock",
        "http://",
    ],
)
def test_a_redirect_is_checked_like_the_first_address(port: int, monkeypatch: pytest.MonkeyPatch, to: str) -> None:
    monkeypatch.setenv(VARIABLE, "127.0.0.1")
    with pytest.raises(InputError):
        fetch(f"http://127.0.0.1:{port}/to?{to.format(port=port)}", seconds=2.0)
    assert [path for path in hits if path == "/page"] == []


@pytest.mark.parametrize("allowed", ["127.0.0.1", "127.0.0.0/8", "localhost", " localhost , intranet.example"])
def test_what_is_allowed_by_name_is_reached(port: int, monkeypatch: pytest.MonkeyPatch, allowed: str) -> None:
    monkeypatch.setenv(VARIABLE, allowed)
    host = "localhost" if "localhost" in allowed else "127.0.0.1"
    assert b"Shelling" in fetch(f"http://{host}:{port}/page", seconds=2.0).data


def test_what_is_allowed_by_name_allows_no_other() -> None:
    allowed = Allowed(["intranet.example", "10.1.0.0/16"])
    assert allowed.allows("intranet.example", ipaddress.ip_address("10.9.9.9"))
    assert allowed.allows("other.example", ipaddress.ip_address("10.1.2.3"))
    assert not allowed.allows("other.example", ipaddress.ip_address("10.2.0.1"))
    assert not allowed.allows("sub.intranet.example", ipaddress.ip_address("10.9.9.9"))
