"""Web archives: each page a report, what is damaged or hostile one error, and the rest goes on."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from pathlib import Path

import brotli
import pytest
from fastwarc.stream_io import zstd_train_dictionary_from_samples
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.intake import open_inputs
from dateline.intake.apart import Worker
from dateline.intake.formats import read_stream
from dateline.intake.limits import MAX_HTML_BYTES
from dateline.intake.received import Received
from dateline.intake.resuming import Going, Mark, Resume
from dateline.intake.warc import read_wacz, read_warc
from dateline.record.report import Report

from .archives import PAGE, URL, answer_of, packed, record_of, wacz_of
from .made import TEXT, page_of, pdf_of

FORMS = ("", "gz", "zst")


def rows(data: bytes, wacz: bool = False, since: Resume | None = None) -> list[Received | InputError]:
    found = (read_wacz if wacz else read_warc)(io.BytesIO(data), "x.warc", since)
    return [row for row in found if not isinstance(row, Mark)]


def told(data: bytes, wacz: bool = False) -> list[str]:
    """Return each row in short: its address, or its place and reason."""
    found = rows(data, wacz)
    return [row.url or "" if isinstance(row, Received) else f"{row.place}: {row.reason}" for row in found]


def pages(count: int) -> list[bytes]:
    return [answer_of(page_of(head=f"<meta name='n' content='{i}'>").encode(), f"{URL}{i}") for i in range(count)]


def starts(data: bytes) -> list[int]:
    return [row.offset for row in read_warc(io.BytesIO(data), "x") if isinstance(row, Mark)]


@pytest.mark.parametrize("form", FORMS)
def test_each_page_is_a_report(form: str) -> None:
    found = rows(packed(pages(3), form))
    assert [row.url for row in found if isinstance(row, Received)] == [f"{URL}{i}" for i in range(3)]
    assert all("Shelling killed nine people" in row.text for row in found if isinstance(row, Received))


CODED = [
    ("as it is", PAGE, []),
    ("gzip", gzip.compress(PAGE), ["Content-Encoding: gzip"]),
    ("deflate with its head", zlib.compress(PAGE), ["Content-Encoding: deflate"]),
    ("deflate without", zlib.compress(PAGE)[2:-4], ["Content-Encoding: deflate"]),
    ("brotli", brotli.compress(PAGE), ["Content-Encoding: br"]),
    ("packed twice", gzip.compress(brotli.compress(PAGE)), ["Content-Encoding: br, gzip"]),
    ("in chunks", b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), ["Transfer-Encoding: chunked"]),
    (
        "packed, in chunks",
        (lambda p: b"%x\r\n%s\r\n0\r\n\r\n" % (len(p), p))(gzip.compress(PAGE)),
        ["Transfer-Encoding: chunked", "Content-Encoding: gzip"],
    ),
    ("kept unpacked by the crawler", PAGE, ["Content-Encoding: gzip", "Transfer-Encoding: chunked"]),
    ("kept unpacked, brotli", PAGE, ["Content-Encoding: br"]),
    ("no name for the coding", PAGE, ["Content-Encoding: none"]),
]


@pytest.mark.parametrize(("how", "body", "headers"), CODED, ids=[row[0] for row in CODED])
def test_an_answer_is_unpacked(how: str, body: bytes, headers: list[str]) -> None:
    (row,) = rows(packed([answer_of(body, headers=headers)]))
    assert isinstance(row, Received), row
    assert "Shelling killed nine people" in row.text


BAD = [
    ("unknown coding", gzip.compress(PAGE)[5:], ["Content-Encoding: lzma"], "packed as 'lzma'"),
    ("gzip breaks off", gzip.compress(PAGE)[:-30], ["Content-Encoding: gzip"], "packed wrongly"),
    ("gzip damaged", gzip.compress(PAGE)[:40] + b"\xff" * 80, ["Content-Encoding: gzip"], "packed wrongly"),
    ("chunks break off", b"fff\r\nshort", ["Transfer-Encoding: chunked"], "packed wrongly"),
    ("many times", PAGE, ["Content-Encoding: " + "gzip, " * 9 + "gzip"], "packed 10 times"),
    ("a bomb", gzip.compress(b"<p>" + b"0" * (MAX_HTML_BYTES + 9)), ["Content-Encoding: gzip"], "over 10 MB"),
    ("too long", b"<p>" + b"0" * (MAX_HTML_BYTES + 9), [], "over 10 MB"),
    ("no report in it", b"<html><body></body></html>", [], "no text of a report"),
]


@pytest.mark.parametrize(("how", "body", "headers", "reason"), BAD, ids=[row[0] for row in BAD])
def test_a_page_that_cannot_be_read_costs_that_page(how: str, body: bytes, headers: list[str], reason: str) -> None:
    first, second = rows(packed([answer_of(body, headers=headers), *pages(1)]))
    assert isinstance(first, InputError)
    assert reason in first.reason
    assert first.place == "record at byte 0"
    assert isinstance(second, Received)


PASSED = [
    ("another status", answer_of(status="404 Not Found")),
    ("a redirect", answer_of(status="301 Moved", headers=["Location: /b"])),
    ("a picture", answer_of(b"\x89PNG", content_type="image/png")),
    ("a script", answer_of(b"{}", content_type="application/json")),
    ("bytes of no kind", answer_of(b"\x00\x01\x02" * 50, content_type=None)),
    ("for robots", answer_of(b"User-agent: *\nDisallow: /", f"{URL}robots.txt", "text/plain")),
    ("JSON as text", answer_of(b'{"text": "a"}', content_type="text/plain")),
    ("a request", record_of(b"GET / HTTP/1.1\r\n\r\n", URL, "request", "application/http; msgtype=request")),
    ("a revisit", record_of(b"HTTP/1.1 200 OK\r\n\r\n", URL, "revisit", "application/http; msgtype=response")),
    ("about a page", record_of(b"fetchTimeMs: 9", URL, "metadata", "application/warc-fields")),
    ("about the archive", record_of(b"software: x", URL, "warcinfo", "application/warc-fields")),
    ("a name looked up", record_of(b"20251020 a 192.0.2.1", "dns:courier.example", "response", "text/dns")),
    ("no address of the web", record_of(PAGE, "urn:pageinfo:https://courier.example/")),
    ("nothing", answer_of(b"")),
]


@pytest.mark.parametrize(("what", "record"), PASSED, ids=[row[0] for row in PASSED])
def test_what_is_no_page_is_passed_over(what: str, record: bytes) -> None:
    assert told(packed([record, *pages(1)])) == [f"{URL}0"]


READ = [
    ("PDF", answer_of(pdf_of(["Shelling killed nine people on Friday, medics said."]), content_type="application/pdf")),
    ("plain text", answer_of(TEXT.encode(), content_type="text/plain")),
    ("a page as text", answer_of(content_type="text/plain")),
    ("a page as bytes", answer_of(content_type="application/octet-stream")),
    ("a page of no kind", answer_of(content_type=None)),
    ("XHTML", answer_of(content_type="application/xhtml+xml")),
    ("kept without its answer", record_of(PAGE, URL)),
    ("WET", record_of(f"Market shelled\n{TEXT}".encode(), URL, "conversion", "text/plain")),
]


@pytest.mark.parametrize(("what", "record"), READ, ids=[row[0] for row in READ])
def test_what_holds_a_page_is_read(what: str, record: bytes) -> None:
    (row,) = rows(packed([record]))
    assert isinstance(row, Received), row
    assert "Shelling killed nine people" in row.text


def test_the_charset_of_the_answer_counts() -> None:
    page = page_of(paragraphs="<p>" + "Обстрел рынка унёс девять жизней, сообщили врачи. " * 6 + "</p>")
    body = page.replace("<meta charset='utf-8'>", "").encode("koi8-r", "ignore")
    (row,) = rows(packed([answer_of(body, content_type='text/html; charset="koi8-r"')]))
    assert isinstance(row, Received)
    assert "Обстрел рынка" in row.text


@pytest.mark.parametrize(
    ("day", "published"),
    [
        ("2025-10-18", "2025-10-18"),
        ("2025-10-21", "2025-10-21"),  # ahead of the crawler's clock
        ("2025-10-24", None),  # seen on the 20th: not yet published then
        (None, None),  # when it was seen is no date of publication
    ],
)
def test_when_a_page_was_seen_only_rules_out(day: str | None, published: str | None) -> None:
    head = f"<meta property='article:published_time' content='{day}'>" if day else ""
    (row,) = rows(packed([answer_of(page_of(head=head).encode())]))
    assert isinstance(row, Received)
    assert row.published == published


def test_the_address_is_the_one_that_was_fetched() -> None:
    page = page_of(head="<link rel='canonical' href='https://other.example/forged'>").encode()
    assert told(packed([answer_of(page)])) == [f"{URL}a"]


def test_what_the_crawler_cut_off_is_no_report() -> None:
    first, second = rows(packed([answer_of(WARC_Truncated="length"), answer_of(WARC_Segment_Number="1")]))
    assert isinstance(first, InputError)
    assert "cut the page off" in first.reason
    assert isinstance(second, InputError)
    assert "segments" in second.reason


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("damage", ["head", "middle", "cut"])
def test_a_damaged_record_is_one_error(form: str, damage: str) -> None:
    data = packed(pages(5), form)
    at, behind = starts(data)[2:4]
    if damage == "head":
        data = data[:at] + b"\0" * 12 + data[at + 12 :]
    elif damage == "middle" and form:
        middle = (at + behind) // 2
        data = data[:middle] + bytes(byte ^ 0x55 for byte in data[middle : middle + 9]) + data[middle + 9 :]
    else:
        data = data[: behind - 150] + data[behind:]
    found = told(data)
    assert found == [
        f"{URL}0",
        f"{URL}1",
        f"record at byte {at:,}: a record is damaged or breaks off",
        f"{URL}3",
        f"{URL}4",
    ]


def test_a_plain_record_is_held_against_its_digest() -> None:
    records = [answer_of(url=f"{URL}{i}", with_digest=True) for i in range(3)]
    data = packed(records, "")
    at = starts(data)[1]
    spoilt = data[:at] + data[at:].replace(b"nine people", b"none people", 1)
    assert told(data) == [f"{URL}{i}" for i in range(3)]
    assert told(spoilt) == [f"{URL}0", f"record at byte {at:,}: a record is damaged or breaks off", f"{URL}2"]


def test_headers_of_two_records_in_one() -> None:
    data = packed(pages(3), "")
    at, behind = starts(data)[1:3]
    assert told(data[: at + 60] + data[behind:]) == [
        f"{URL}0", f"record at byte {at:,}: a record is damaged or breaks off", f"{URL}2",
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_an_archive_that_breaks_off(form: str) -> None:
    data = packed(pages(3), form)
    at = starts(data)[2]
    assert told(data[:-150]) == [f"{URL}0", f"{URL}1", f"record at byte {at:,}: a record is damaged or breaks off"]


def test_an_archive_packed_as_a_whole() -> None:
    data = gzip.compress(packed(pages(4), ""))
    assert told(data) == [f"{URL}{i}" for i in range(4)]
    marks = [row for row in read_warc(io.BytesIO(data), "x") if isinstance(row, Mark)]
    assert marks == [Mark(0, 0, number) for number in range(4)]
    behind = rows(data, since=Resume(marks[1], Going.BEHIND))
    assert [row.url for row in behind if isinstance(row, Received)] == [f"{URL}2", f"{URL}3"]


def test_frames_that_need_the_dictionary_on_top() -> None:
    dictionary = zstd_train_dictionary_from_samples(pages(200), 4000)
    data = packed(pages(4), "zst", dictionary)
    assert data[:4] == b"\x5d\x2a\x4d\x18"
    assert told(data) == [f"{URL}{i}" for i in range(4)]
    mark = [row for row in read_warc(io.BytesIO(data), "x") if isinstance(row, Mark)][2]
    at = rows(data, since=Resume(mark, Going.AT))
    assert [row.url for row in at if isinstance(row, Received)] == [f"{URL}2", f"{URL}3"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("going", Going)
def test_going_on_from_any_record(form: str, going: Going) -> None:
    data = packed(pages(4), form)
    marks = [row for row in read_warc(io.BytesIO(data), "x") if isinstance(row, Mark)]
    for number, mark in enumerate(marks):
        found = rows(data, since=Resume(mark, going))
        first = number + (going is not Going.AT)
        assert [row.url for row in found if isinstance(row, Received)] == [f"{URL}{i}" for i in range(first, 4)]


def test_wacz() -> None:
    data = wacz_of(packed(pages(2)), packed([answer_of(url=f"{URL}b")]))
    assert told(data, wacz=True) == [f"{URL}0", f"{URL}1", f"{URL}b"]
    marks = [row for row in read_wacz(io.BytesIO(data), "x") if isinstance(row, Mark)]
    assert [mark.part for mark in marks] == [0, 0, 1]
    behind = rows(data, wacz=True, since=Resume(marks[1], Going.BEHIND))
    assert [row.url for row in behind if isinstance(row, Received)] == [f"{URL}b"]


def test_wacz_that_cannot_be_read() -> None:
    packed_twice = wacz_of(packed(pages(1)), compression=zipfile.ZIP_DEFLATED)
    assert told(packed_twice, wacz=True) == ["file 1: it is packed twice or locked, which WACZ does not allow"]
    for data, reason in ((b"PK\x03\x04" + b"\0" * 90, "no WACZ file"), (wacz_of(), "no archive/")):
        with pytest.raises(InputError, match=reason):
            rows(data, wacz=True)
    other = wacz_of(b"<html>", packed(pages(1)))
    assert told(other, wacz=True) == ["None: it is no web archive (WARC)", f"{URL}0"]


def test_as_inputs(tmp_path: Path) -> None:
    data = packed([*pages(2), answer_of(b"<html></html>")])
    names = ("CC-NEWS.warc.gz", "received.gz", "b.WARC.GZ", "c.wacz")
    for name in names:
        (tmp_path / name).write_bytes(wacz_of(data) if name.endswith("wacz") else data)
    found = list(open_inputs([*(str(tmp_path / name) for name in names), "-"], stdin=io.BytesIO(data)))
    stems = ("CC-NEWS", "received", "b", "c", "stdin")
    assert [one.id for one in found if isinstance(one, Report)] == [f"{stem}-{i}" for stem in stems for i in (1, 2)]
    assert [one.url for one in found if isinstance(one, Report)] == [f"{URL}0", f"{URL}1"] * 5
    assert [type(one) for one in found] == [Report, Report, InputError] * 5


def test_an_archive_without_pages_is_an_error() -> None:
    (error,) = read_stream("warc", io.BytesIO(packed([answer_of(status="404 Not Found")])), "x")
    assert isinstance(error, InputError)
    assert "no page" in error.reason


SLOW = b"<html><body>" + b"<p>The army said on Monday that it had shelled the town.</p>" * 60_000


def test_a_page_that_costs_a_worker_costs_that_page_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(packed([*pages(2), answer_of(SLOW), *pages(3)]))
    at = starts_of_slow(path)
    with Worker(seconds=3.0) as worker:
        worker.warm("warc")
        found = list(worker.read("warc", "a", path=str(path)))
    assert [type(row) for row in found] == [Received] * 2 + [InputError] + [Received] * 3
    error = found[2]
    assert isinstance(error, InputError)
    assert error.place == f"record at byte {at:,}"
    assert "takes over 3 s" in error.reason


def starts_of_slow(path: Path) -> int:
    """Return where the third member of gzip begins, without reading its page."""
    data = path.read_bytes()
    for _ in range(2):
        unpack = zlib.decompressobj(31)
        unpack.decompress(data)
        data = unpack.unused_data
    return path.stat().st_size - len(data)


def test_a_worker_that_holds_too_much_is_replaced_between_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.intake.apart._RENEW_BYTES", 1)
    with Worker() as worker:
        found = list(worker.read("warc", "a", data=packed(pages(3))))
    assert [row.url for row in found if isinstance(row, Received)] == [f"{URL}{i}" for i in range(3)]


@settings(max_examples=60, deadline=None)
@given(
    form=st.sampled_from(FORMS),
    at=st.floats(0, 1),
    spoilt=st.binary(min_size=1, max_size=40),
    cut=st.integers(0, 60),
)
def test_whatever_is_spoilt_only_errors_come_out(form: str, at: float, spoilt: bytes, cut: int) -> None:
    """Property: no damage makes more pages than there were, or one under an address that was not fetched."""
    data = packed([answer_of(f"<p>{TEXT}</p>".encode(), f"{URL}{i}") for i in range(4)], form)
    place = int(at * len(data))
    found = rows(data[:place] + spoilt + data[place + cut :])
    read = [row for row in found if isinstance(row, Received)]
    assert len(read) <= 4
    assert len(found) <= 9
    assert all("Shelling killed nine people" in row.text for row in read if form)
