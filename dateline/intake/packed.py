"""How the records of a web archive lie in their file: plain, in members of gzip, or in frames of zstandard.

Only asked where an archive is damaged: where a record ends by its own structure, and where the next one begins.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from enum import Enum

from fastwarc.stream_io import ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecord

from .windows import Window

_CHUNK = 1 << 20
_DICTIONARY = b"\x5d\x2a\x4d\x18"  # of zstandard: a frame on top of the file that is skipped by others
_MOST_DICTIONARY = 2 << 20  # bytes; trained ones are about 100 kB
_MOST_HEADER = 32 << 10  # of a record, as fastwarc has it
_LENGTH = re.compile(rb"^Content-Length:\s*(\d{1,15})\s*$", re.IGNORECASE | re.MULTILINE)
_KEYS = re.compile(rb"^(WARC-Type|WARC-Record-ID|WARC-Target-URI):", re.IGNORECASE | re.MULTILINE)
_SNIPPET = 256  # bytes of a gzip member that show whether a record begins in it


class Form(Enum):
    """How records are packed; the value is what each begins with."""

    PLAIN = b"WARC/"
    GZIP = b"\x1f\x8b\x08"
    ZSTD = b"\x28\xb5\x2f\xfd"


def form_of(head: bytes) -> Form | None:
    """Return how an archive is packed by its first bytes; None where they are no archive's."""
    if head.startswith(_DICTIONARY):
        return Form.ZSTD
    found = next((form for form in Form if head.startswith(form.value)), None)
    if found is Form.GZIP and not begins_in(head):
        return None
    return found


def begins_in(member: bytes) -> bool:
    """Tell whether these first bytes of a gzip member hold the beginning of a record."""
    try:
        return zlib.decompressobj(31).decompress(member[: 64 * _SNIPPET], _SNIPPET).startswith(Form.PLAIN.value)
    except zlib.error:
        return False


class Packed:
    """One file of an archive."""

    def __init__(self, window: Window, form: Form) -> None:
        self.window, self.form = window, form
        self._dictionary = _dictionary(window) if form is Form.ZSTD else None

    def records(self, at: int) -> Iterator[WarcRecord]:
        """Return the records from an offset on that begins one; next() raises OSError where they are damaged."""
        stream = self.window.from_here(at)
        packed = stream if self._dictionary is None else ZstdReader(stream, dictionary=self._dictionary)
        return iter(ArchiveIterator(packed, parse_http=False, max_header_len=_MOST_HEADER))

    def begins(self, at: int) -> bool:
        """Tell whether a pack of records begins at an offset, by its first bytes."""
        return self.window.peek(at, len(self.form.value)) == self.form.value

    def end_of(self, at: int) -> int | None:
        """Return where the pack that begins here ends; None where it is damaged or breaks off."""
        ends = {Form.PLAIN: self._plain_end, Form.GZIP: self._gzip_end, Form.ZSTD: self._zstd_end}
        return ends[self.form](at)

    def next_start(self, at: int) -> int | None:
        """Return where, from an offset on, the next record begins that can be read; None where there is none.

        What looks like a record inside of a damaged one is taken for one: nothing tells them apart.
        """
        magic = self.form.value
        while at < self.window.size:
            chunk = self.window.peek(at, _CHUNK + len(magic) - 1)
            found = chunk.find(magic)
            while found >= 0:
                if self._opens(at + found):
                    return at + found
                found = chunk.find(magic, found + 1)
            at += _CHUNK
        return None

    def _opens(self, at: int) -> bool:
        if self.form is Form.GZIP and not begins_in(self.window.peek(at, 8 * _SNIPPET)):
            return False
        try:
            return next(self.records(at), None) is not None
        except OSError:
            return False

    def _plain_end(self, at: int) -> int | None:
        head, mark, _ = self.window.peek(at, _MOST_HEADER).partition(b"\r\n\r\n")
        lines = head.replace(b"\r\n", b"\n")
        keys = [key.lower() for key in _KEYS.findall(lines)]
        lengths = _LENGTH.findall(lines)
        if not mark or len(lengths) != 1 or len(set(keys)) < len(keys):  # twice: the headers of two records
            return None
        end = at + len(head) + len(mark) + int(lengths[0])
        return end + 4 if self.window.peek(end, 4) == b"\r\n\r\n" else None

    def _gzip_end(self, at: int) -> int | None:
        unpack = zlib.decompressobj(31)
        data = b""
        try:
            while not unpack.eof:
                data = data or self.window.peek(at, _CHUNK)
                if not data:
                    return None
                before = len(data)
                unpack.decompress(data, 8 * _CHUNK)
                data = unpack.unconsumed_tail
                at += before - len(data) - len(unpack.unused_data)
        except zlib.error:
            return None
        return at

    def _zstd_end(self, at: int) -> int | None:
        """Walk the blocks of a frame by their lengths, and unpack it once, which checks its sum."""
        start, about = at, self.window.peek(at + 4, 1)
        if not about:
            return None
        flags = about[0]
        is_single, has_sum = bool(flags & 0x20), bool(flags & 0x04)
        at += 5 + (not is_single) + (0, 1, 2, 4)[flags & 3] + (1 if is_single else 0, 2, 4, 8)[flags >> 6]
        while True:
            head = self.window.peek(at, 3)
            if len(head) < 3:
                return None
            block = int.from_bytes(head, "little")
            at += 3 + (1 if block >> 1 & 3 == 1 else block >> 3)
            if block & 1:
                break
        end = at + 4 * has_sum
        return end if end <= self.window.size and self._unpacks(start, end) else None

    def _unpacks(self, start: int, end: int) -> bool:
        frame = io.BufferedReader(Window(self.window, start, end - start), _CHUNK)
        reader = ZstdReader(frame, dictionary=self._dictionary)
        try:
            while reader.read(_CHUNK):
                pass
        except OSError:
            return False
        return True


def _dictionary(window: Window) -> bytes | None:
    """Return the dictionary on top of a file that its frames need, None where it has none."""
    if window.peek(0, 4) != _DICTIONARY:
        return None
    size = int.from_bytes(window.peek(4, 4), "little")
    if not 0 < size <= _MOST_DICTIONARY:
        return None
    data = window.peek(8, size)
    return ZstdReader(io.BytesIO(data)).read(_MOST_DICTIONARY) if data.startswith(Form.ZSTD.value) else data
