"""An HTTP answer as an archive keeps it, its payload out: no longer in chunks, unpacked, and never over a limit.

Many crawlers keep a payload unpacked under headers that say that it is packed: what it begins with decides.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable

from fastwarc.stream_io import BrotliReader, ChunkedReader, WarcReader, ZstdReader
from fastwarc.warc import WarcRecord

from dateline.errors import InputError

from .encoding import is_text
from .limits import MEGABYTE
from .unpacking import PackedWronglyError, TooMuchError, Unpacker

_CHUNK = 1 << 20
_CHUNKED = re.compile(rb"\s*[0-9a-fA-F]{1,8}[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_MOST_CODINGS = 3  # by hand: one is common, two is a mistake of a server
_SAMPLE = 4_000  # bytes by which a payload is told to be text already


def payload_of(record: WarcRecord, headers: Iterable[tuple[str, str]], name: str, limit: int) -> bytes:
    """Return the page of a record; raises InputError where it is too long or cannot be unpacked, OSError where it
    breaks off."""
    expected = record.content_length
    data = _all(record.reader, limit, name)
    if len(data) < expected:
        raise OSError("the record breaks off")
    sent = [(key.lower(), value.lower()) for key, value in headers]
    if any(key == "transfer-encoding" and "chunked" in value for key, value in sent) and _CHUNKED.match(data):
        data = _unpacked(ChunkedReader, data, limit, name)
    codings = [one.strip() for key, value in sent if key == "content-encoding" for one in value.split(",")]
    codings = [one for one in codings if one not in ("", "identity", "none")]
    if len(codings) > _MOST_CODINGS:
        raise InputError(name, f"the page is packed {len(codings)} times over", "save the page itself")
    for coding in reversed(codings):
        data = _decoded(coding, data, limit, name)
    return data


def _decoded(coding: str, data: bytes, limit: int, name: str) -> bytes:
    if coding in ("gzip", "x-gzip"):
        return _inflated(data, "gzip", limit, name) if data.startswith(b"\x1f\x8b") else data
    if coding == "deflate":
        return data if is_text(data[:_SAMPLE]) else _inflated(data, "deflate", limit, name)
    if coding == "zstd":
        return _unpacked(ZstdReader, data, limit, name) if data.startswith(b"\x28\xb5\x2f\xfd") else data
    if coding == "br":
        return data if is_text(data[:_SAMPLE]) else _unpacked(BrotliReader, data, limit, name)
    if is_text(data[:_SAMPLE]):
        return data
    raise InputError(name, f"the page is packed as {coding[:20]!r}", "save the page itself")


def _inflated(data: bytes, coding: str, limit: int, name: str) -> bytes:
    unpacker = Unpacker(coding, limit)
    try:
        found = unpacker.add(data)
        unpacker.check_end()
    except TooMuchError as error:
        raise _too_long(name, limit) from error
    except PackedWronglyError as error:
        raise _wrong(name) from error
    return found


def _unpacked(reader: Callable[[io.BytesIO], WarcReader], data: bytes, limit: int, name: str) -> bytes:
    try:
        return _all(reader(io.BytesIO(data)), limit, name)
    except OSError as error:
        raise _wrong(name) from error


def _all(reader: WarcReader, limit: int, name: str) -> bytes:
    parts: list[bytes] = []
    size = 0
    while part := reader.read(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > limit:
            raise _too_long(name, limit)
    return b"".join(parts)


def _too_long(name: str, limit: int) -> InputError:
    return InputError(name, f"the page is over {limit // MEGABYTE} MB", "save the report's own page or text")


def _wrong(name: str) -> InputError:
    return InputError(name, "the page is packed wrongly", "save the page itself")
