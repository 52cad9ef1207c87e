"""The evidence folder in, findings out: every byte of every file is told of by one capture, and is as it was kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, NamedTuple

from sqlalchemy import Connection, Engine, func, select

from dateline.store.schema_collecting import capture, captured

from .files import names_of_files, names_of_open
from .findings import Fault, Finding, Found

_AT_ONCE = 500  # captures
_CHUNK = 1 << 20


class _Told(NamedTuple):
    """What a capture tells of its bytes."""

    id: int
    file: str
    offset: int
    length: int
    digest: str


class FileCheck:
    """Goes through the files of an evidence folder; ``files`` and ``bytes`` say how much was read."""

    def __init__(self, connection: Connection, engine: Engine, folder: Path, found: Found) -> None:
        self.files = 0
        self.bytes = 0
        self._connection = connection
        self._engine = engine  # for a look at what came since the connection's moment
        self._folder = folder
        self._found = found
        self._stream: BinaryIO | None = None
        self._at = 0

    def read(self, told: Callable[[int], None]) -> None:
        """Check all captures against their files, then what is in the folder besides."""
        columns = (capture.c.id, capture.c.file, capture.c.offset, capture.c.length, capture.c.digest)
        asked = select(*columns).order_by(capture.c.file, capture.c.offset, capture.c.id)
        seen: set[str] = set()
        name: str | None = None
        rows = self._connection.execute(asked, execution_options={"yield_per": _AT_ONCE})
        try:
            for row in rows:
                one = _Told(*row)
                if one.file != name:
                    self._end(name)
                    name = one.file
                    seen.add(name)
                    self._begin(one)
                if self._stream is not None:
                    self._check(one, self._stream)
                told(1)
            self._end(name)
        finally:
            rows.close()
            if self._stream is not None:
                self._stream.close()
        growing = set(names_of_open(self._folder))
        for extra in names_of_files(self._folder):
            if extra not in seen and extra not in growing and not self._known_since(extra, 1):
                self._found(Finding(Fault.UNTOLD, extra, "no capture is kept in this file", extra))

    def _begin(self, one: _Told) -> None:
        self._at = 0
        try:
            path = self._folder / one.file
            if not path.resolve().is_relative_to(self._folder.resolve()):
                raise FileNotFoundError
            self._stream = path.open("rb")
            self.files += 1
        except (OSError, ValueError) as error:
            why = "it is not there" if isinstance(error, FileNotFoundError) else "it cannot be read"
            asked = select(func.count()).where(capture.c.file == one.file)
            number = self._connection.scalar(asked)
            self._found(Finding(Fault.MISSING, one.file, f"{why}; {number} captures are kept in it", one.file))

    def _check(self, one: _Told, stream: BinaryIO) -> None:
        name, end = f"capture {one.id}", one.offset + one.length
        if one.offset < 0 or one.length <= 0:
            self._found(Finding(Fault.CHANGED, name, "its place in the file is none", one.file, reports=self._of(one)))
            return
        if one.offset > self._at:
            why = "no capture tells of these bytes"
            self._found(Finding(Fault.UNTOLD, one.file, why, one.file, self._at, one.offset))
        elif one.offset < self._at:
            why = "another capture tells of these bytes too"
            self._found(Finding(Fault.DOUBLED, name, why, one.file, one.offset, end, self._of(one)))
        size, digest = self._digest(stream, one)
        if size < one.length:
            why = f"the file ends {one.length - size} bytes too early"
            self._found(Finding(Fault.MISSING, name, why, one.file, one.offset, end, self._of(one)))
        elif digest != one.digest:
            why = "its bytes are not those that were kept"
            self._found(Finding(Fault.CHANGED, name, why, one.file, one.offset, end, self._of(one)))
        self._at = max(self._at, one.offset + size)

    def _digest(self, stream: BinaryIO, one: _Told) -> tuple[int, str]:
        """Return how many bytes of a capture there are, and their digest."""
        stream.seek(one.offset)
        made = hashlib.sha256()
        size = 0
        while size < one.length and (chunk := stream.read(min(_CHUNK, one.length - size))):
            made.update(chunk)
            size += len(chunk)
        self.bytes += size
        return size, made.hexdigest()

    def _end(self, name: str | None) -> None:
        """Look at what stands in a file behind its last capture."""
        if self._stream is None or name is None:
            return
        with self._stream as stream:
            end = stream.seek(0, 2)
        self._stream = None
        if end > self._at and name not in names_of_open(self._folder) and not self._known_since(name, end):
            self._found(Finding(Fault.UNTOLD, name, "no capture tells of these bytes", name, self._at, end))

    def _known_since(self, name: str, end: int) -> bool:
        """Tell whether captures that came since the moment that is verified tell of a file up to ``end``."""
        with self._engine.connect() as connection:
            asked = select(func.max(capture.c.offset + capture.c.length)).where(capture.c.file == name)
            return (connection.scalar(asked) or 0) >= end

    def _of(self, one: _Told) -> tuple[int, ...]:
        asked = select(captured.c.report_id).where(captured.c.capture_id == one.id).order_by(captured.c.report_id)
        return tuple(self._connection.scalars(asked))
