"""Exchanges in, records of a WARC file (ISO 28500, version 1.1) out, and back; each record is a gzip member of its own.

FastWARC writes a record's block as the bytes that it is given; warcio would write headers that are not ASCII anew.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import urlsplit

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from dateline import __version__
from dateline.intake.answer import Exchange, Headers

_LEVEL = 6  # of compression: 9 takes twice as long for one in a hundred bytes of a web page
# What was said to get in is no part of what was answered, and would let whoever reads the evidence in too.
_SECRET = frozenset(("authorization", "proxy-authorization", "cookie"))
# The payload is kept without the chunks that it came in, so this header would make readers look for them.
_CHUNKED = "transfer-encoding"
_KEPT_AS = "X-Archive-Orig-Transfer-Encoding"


@dataclass(frozen=True, slots=True)
class Member:
    """One record as it stands in its file: where, of which type, for which address, with the block."""

    offset: int  # of its gzip member, bytes
    length: int
    type: str  # "request", "response", "warcinfo"
    url: str
    at: str
    block: bytes


def write_opening(out: BinaryIO, name: str) -> None:
    """Write the record that a file begins with: by what it was written, and in which form."""
    lines = (
        f"software: Dateline/{__version__}",
        "format: WARC File Format 1.1",
        "conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    )
    block = "".join(f"{line}\r\n" for line in lines).encode()
    headers = {"WARC-Date": _date(datetime.now(UTC).isoformat()), "WARC-Filename": name}
    _write(out, WarcRecordType.warcinfo, headers, "application/warc-fields", block)


def write_exchange(out: BinaryIO, one: Exchange) -> None:
    """Write what was asked and what was answered as two records that name each other."""
    block = _block(f"{one.version} {one.status} {one.reason}".rstrip(), _as_kept(one.headers)) + one.payload
    about = {"WARC-Date": _date(one.at), "WARC-Target-URI": one.url}
    payload = {"WARC-Payload-Digest": _digest(one.payload)}
    answered = _write(out, WarcRecordType.response, {**about, **payload}, "application/http; msgtype=response", block)
    address = urlsplit(one.url)
    target = (address.path or "/") + (f"?{address.query}" if address.query else "")
    asked = _block(f"GET {target} {one.version}", _without_secrets(one.request_headers))
    about["WARC-Concurrent-To"] = answered
    _write(out, WarcRecordType.request, about, "application/http; msgtype=request", asked)


def read_members(data: bytes) -> Iterator[Member]:
    """Yield the records of some bytes of a file, the first first; raises ValueError where they are no such records."""
    found: list[tuple[int, WarcRecord, bytes]] = []
    try:
        for record in ArchiveIterator(io.BytesIO(data), parse_http=False):
            found.append((record.stream_pos, record, record.reader.read()))
            record.freeze()
    except (OSError, RuntimeError, EOFError) as error:
        raise ValueError(f"no WARC: {type(error).__name__}") from None
    ends = [*(start for start, _, _ in found[1:]), len(data)]
    for (start, record, block), end in zip(found, ends, strict=False):
        headers = record.headers
        url, at = headers.get("WARC-Target-URI") or "", headers.get("WARC-Date") or ""
        yield Member(start, end - start, headers.get("WARC-Type") or "", url, at, block)


def exchanges_of(data: bytes) -> tuple[Exchange, ...]:
    """Return the exchanges in some bytes of a file, in their order; raises ValueError where they hold none."""
    made: list[Exchange] = []
    answer: Member | None = None
    for one in read_members(data):
        if one.type == "response":
            answer = one
        elif one.type == "request" and answer is not None:
            made.append(_exchange(answer, one))
            answer = None
    if not made:
        raise ValueError("no WARC: it holds no answer")
    return tuple(made)


def _exchange(answer: Member, request: Member) -> Exchange:
    first, headers, payload = _parted(answer.block)
    version, status, *reason = first.split(" ", 2)
    return Exchange(
        url=answer.url,
        at=_moment(answer.at),
        request_headers=_parted(request.block)[1],
        status=int(status),
        reason=reason[0] if reason else "",
        version=version,
        headers=tuple(("Transfer-Encoding" if name == _KEPT_AS else name, value) for name, value in headers),
        payload=payload,
    )


def _parted(block: bytes) -> tuple[str, Headers, bytes]:
    head, _, payload = block.partition(b"\r\n\r\n")
    first, *lines = _text(head).split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    return first, tuple((name, value) for name, _, value in pairs), payload


def _write(out: BinaryIO, of: WarcRecordType, headers: dict[str, str], media_type: str, block: bytes) -> str:
    """Write one record as a gzip member and return its id."""
    record = WarcRecord()
    record.init_headers(of, content_length=len(block))
    for name, value in headers.items():
        record.headers[name] = value
    record.headers["WARC-Block-Digest"] = _digest(block)
    record.headers["Content-Type"] = media_type
    record.set_bytes_content(block)
    member = io.BytesIO()
    packed = GzipWriter(member, compression_level=_LEVEL)
    record.write(packed)
    packed.finish()
    out.write(member.getvalue())
    return record.headers["WARC-Record-ID"]


def _block(first: str, headers: Headers) -> bytes:
    lines = (first, *(f"{name}: {value}" for name, value in headers))
    return b"".join(_bytes(line) + b"\r\n" for line in lines) + b"\r\n"


def _as_kept(headers: Headers) -> Headers:
    return tuple((_KEPT_AS if name.lower() == _CHUNKED else name, value) for name, value in headers)


def _without_secrets(headers: Headers) -> Headers:
    return tuple((name, value) for name, value in headers if name.lower() not in _SECRET)


def _bytes(line: str) -> bytes:
    """Return a line of a header as it was sent: those who speak HTTP read bytes as Latin-1."""
    try:
        return line.encode("latin-1")
    except UnicodeEncodeError:
        return line.encode("utf-8", "replace")


def _text(head: bytes) -> str:
    return head.decode("latin-1")


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _date(at: str) -> str:
    """Return a moment as WARC has it."""
    return datetime.fromisoformat(at).astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _moment(date: str) -> str:
    return datetime.fromisoformat(date).astimezone(UTC).isoformat()
