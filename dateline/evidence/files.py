"""WARC files that are written to: one of a process and a day at a time, never one that another process began.

While a process writes to a file there is an empty one of the same name with ".open" beside it, locked. Where a process
was killed it is there and no longer locked, and whatever no capture tells of at the file's end can be cut off.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from .errors import EvidenceError

FOLDER: Final = "warc"
SUFFIX: Final = ".warc.gz"
OPEN: Final = ".open"
LARGEST = 1_000_000_000  # bytes: what the WARC standard recommends (ISO 28500, annex C)


@dataclass(frozen=True, slots=True)
class WarcFile:
    """A file that this process began and writes to; ``name`` is its place in the evidence folder, parted by "/"."""

    name: str
    day: str
    stream: BinaryIO
    lock: int
    process: int

    @property
    def end(self) -> int:
        """Where the next byte goes."""
        return self.stream.seek(0, os.SEEK_END)

    def append(self, data: bytes) -> int:
        """Write bytes to the end, flushed to the disk, and return where they begin; where that fails nothing is added.

        Raises EvidenceError.
        """
        begin = self.end
        try:
            self.stream.write(data)
            os.fsync(self.stream.fileno())
        except OSError as error:
            os.ftruncate(self.stream.fileno(), begin)
            reason = error.strerror or type(error).__name__
            raise EvidenceError(f"{self.name}: cannot be written ({reason}); make room on its disk") from error
        return begin

    def close(self, folder: Path) -> None:
        """Close the file; nothing is written to it again."""
        self.stream.close()
        (folder / f"{self.name}{OPEN}").unlink(missing_ok=True)
        os.close(self.lock)

    def leave(self) -> None:
        """Close the file without a word on what stands at its end: it is looked at when files are begun again."""
        self.stream.close()
        os.close(self.lock)


def begin_file(folder: Path) -> WarcFile:
    """Return a new, empty file of today in the evidence folder; raises EvidenceError where none can be made."""
    now = datetime.now(UTC)
    day = f"{now:%Y-%m-%d}"
    name = f"{FOLDER}/{day}/{now:%H%M%S}-{os.getpid()}-{secrets.token_hex(4)}{SUFFIX}"
    path = folder / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(f"{path}{OPEN}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        stream = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600), "r+b", buffering=0)
        for parent in (path.parent, path.parent.parent, folder):  # a file is on the disk when its folder says so
            _flush(parent)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise EvidenceError(
            f"{folder}: no file can be made there ({reason}); name a folder that can be written"
        ) from error
    return WarcFile(name, day, stream, lock, os.getpid())


def names_of_files(folder: Path) -> Iterator[str]:
    """Yield the names of all WARC files in the evidence folder, in their order."""
    top = folder / FOLDER
    if top.is_dir():
        for path in sorted(top.rglob("*")):
            if path.is_file() and not path.name.endswith(OPEN):
                yield path.relative_to(folder).as_posix()


def names_of_open(folder: Path) -> Iterator[str]:
    """Yield the names of the files that some process writes to, or was killed while it did."""
    top = folder / FOLDER
    if top.is_dir():
        for path in sorted(top.rglob(f"*{OPEN}")):
            yield path.relative_to(folder).as_posix().removesuffix(OPEN)


@contextmanager
def abandoned(folder: Path, name: str) -> Iterator[bool]:
    """Yield whether a file has nobody any more who writes to it; so long no other asks the same."""
    try:
        lock = os.open(folder / f"{name}{OPEN}", os.O_WRONLY)
    except FileNotFoundError:  # closed since
        yield False
        return
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(lock)


def cut(folder: Path, name: str, end: int) -> None:
    """Take off an abandoned file what stands from ``end`` on, the whole file where that is its beginning."""
    path = folder / name
    if path.exists():
        if end:
            with path.open("r+b") as stream:
                if path.stat().st_size > end:
                    stream.truncate(end)
                    os.fsync(stream.fileno())
        else:
            path.unlink()
    (folder / f"{name}{OPEN}").unlink(missing_ok=True)


def _flush(folder: Path) -> None:
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
