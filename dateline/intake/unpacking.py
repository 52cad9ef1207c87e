"""Bytes packed as gzip or deflate, in parts as they come in, to what they hold, no more of it than asked for."""

from __future__ import annotations

import zlib

_GZIP, _ZLIB, _RAW = 31, 15, -15  # the window bits by which zlib knows them
_MAX_MEMBERS = 1000  # of one gzip file; writers make one, those that append a few
_KNOWN = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})


class TooMuchError(Exception):
    """What is packed is more than it may be."""


class PackedWronglyError(Exception):
    """The bytes are not packed as they say; the message says how, in words."""


def is_known_coding(coding: str) -> bool:
    """Tell whether a Content-Encoding, in small letters, is one that we unpack."""
    return coding in _KNOWN


def unpack_gzip(data: bytes, limit: int) -> bytes:
    """Return what a gzip file holds; raises TooMuchError or PackedWronglyError."""
    unpacker = Unpacker("gzip", limit)
    found = unpacker.add(data)
    unpacker.check_end()
    return found


class Unpacker:
    """Unpacks one answer; raises TooMuchError as soon as there is more than the limit, before it takes the memory."""

    def __init__(self, coding: str, limit: int) -> None:
        self.size = 0
        self._limit = limit
        self._is_deflate = coding == "deflate"
        self._start = b""  # of a member, while it is too short to tell by
        self._members = 0
        self._inside: zlib._Decompress | None = None
        self._is_filling = False  # what follows the last member

    def add(self, chunk: bytes) -> bytes:
        """Return what these next bytes hold."""
        parts = []
        try:
            while chunk and not self._is_filling:
                if self._inside is None:
                    chunk = self._begin(self._start + chunk)
                    if self._inside is None:
                        break
                part = self._inside.decompress(chunk, self._limit + 1 - self.size)
                self.size += len(part)
                parts.append(part)
                if self.size > self._limit or self._inside.unconsumed_tail:
                    raise TooMuchError
                if not self._inside.eof:
                    break
                chunk, self._inside = self._inside.unused_data, None
        except zlib.error as error:
            raise PackedWronglyError("the answer is packed wrongly") from error
        return b"".join(parts)

    def check_end(self) -> None:
        """Raise PackedWronglyError where the end is missing."""
        if self._inside is not None or not self._members:
            raise PackedWronglyError("the packed answer breaks off")

    def _begin(self, head: bytes) -> bytes:
        """Begin a member with these bytes and return them; keep them where they are too few."""
        if len(head) < 2:
            self._start = head
            return b""
        self._start = b""
        if self._members and (self._is_deflate or not head.startswith(b"\x1f\x8b")):
            self._is_filling = True
            return b""
        self._members += 1
        if self._members > _MAX_MEMBERS:
            raise TooMuchError
        self._inside = zlib.decompressobj(self._window(head))
        return head

    def _window(self, head: bytes) -> int:
        if not self._is_deflate:
            return _GZIP
        is_zlib = head[0] & 0x0F == 8 and (head[0] * 256 + head[1]) % 31 == 0  # as it should be; some leave it out
        return _ZLIB if is_zlib else _RAW
