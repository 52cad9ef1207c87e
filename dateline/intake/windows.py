"""A part of an open file as a stream of its own: reading it moves nothing but itself."""

from __future__ import annotations

import io
from typing import Protocol


class Seekable(Protocol):
    """A file that can be read from any place."""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Stand at a place."""
        ...

    def read(self, size: int = -1, /) -> bytes | None:
        """Return what comes next."""
        ...


class Window(io.RawIOBase):
    """The bytes of a seekable file from ``start`` on, ``size`` of them; several may be open over one file."""

    def __init__(self, file: Seekable, start: int, size: int, at: int = 0) -> None:
        self._file, self._start, self.size, self._at = file, start, size, at

    def from_here(self, at: int) -> io.BufferedReader:
        """Return the same bytes as a buffered stream that stands at an offset of this window."""
        return io.BufferedReader(Window(self._file, self._start, self.size, at), 1 << 18)

    def peek(self, at: int, size: int) -> bytes:
        """Return some of the bytes; fewer, or none, at the end."""
        self._file.seek(self._start + at)
        return self._file.read(max(0, min(size, self.size - at))) or b""

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def seekable(self) -> bool:
        """Return that it can be read from any place."""
        return True

    def readinto(self, into: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with what comes next; return how many bytes that are, 0 at the end."""
        data = self.peek(self._at, len(into))
        into[: len(data)] = data
        self._at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Stand at another place of the window; return which."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        """Return where in the window it stands."""
        return self._at
