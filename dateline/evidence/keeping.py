"""Answers of the web in, captures out: the bytes in a WARC file on the disk first, then the rows that tell of them.

Killed in between, a process leaves bytes that nothing tells of at the end of its file; the next one cuts them off.
"""

from __future__ import annotations

import hashlib
import io
import os
import threading
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
from sqlalchemy import Connection, func, select

from dateline.intake.answer import Answer, Exchange
from dateline.store.chain import Entry, append_all
from dateline.store.digests import Kind, capture_line, digest_of
from dateline.store.record import Record
from dateline.store.rows import Row
from dateline.store.schema_collecting import capture

from .errors import EvidenceError
from .files import LARGEST, WarcFile, abandoned, begin_file, cut, names_of_open
from .warc import exchanges_of, write_exchange, write_opening

Also = Callable[[Connection, list[int]], None]
"""What is done with the numbers of captures in the transaction that adds them."""


@dataclass(frozen=True, slots=True)
class _Packed:
    """An answer as bytes of a file."""

    data: bytes
    last: Exchange
    found: int | None


class Keeper:
    """Keeps answers in an evidence folder and their captures in a record; used as a context it closes its file.

    Threads may share one. Processes have each their own, with files of its own in the same folder.
    """

    def __init__(self, record: Record, folder: Path, largest: int = LARGEST) -> None:
        self.record = record
        self.folder = folder
        self._largest = largest
        self._file: WarcFile | None = None
        self._lock = threading.Lock()
        cut_ends(record, folder)

    def __enter__(self) -> Self:
        """Return the keeper itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file that is written to."""
        self.close()

    def close(self) -> None:
        """Close the file that is written to; a further answer begins another."""
        with self._lock:
            self._close()

    def keep(self, answers: Sequence[tuple[Answer, int | None]], also: Also | None = None) -> list[int]:
        """Keep answers, each with the address found that it answers or None, and return the numbers of their captures.

        All of them or none; ``also`` is done in the same transaction. Raises EvidenceError where the folder cannot be
        written to.
        """
        if not answers:
            return []
        with self._lock:
            file = self._ready()
            rows = self._append(file, [_packed(answer, found) for answer, found in answers])
            try:
                with self.record.writing() as connection:
                    made = connection.execute(
                        capture.insert().returning(capture.c.id, sort_by_parameter_order=True), rows
                    )
                    numbers = list(made.scalars())
                    if also is not None:
                        also(connection, numbers)
                    append_all(
                        connection,
                        [
                            Entry(Kind.CAPTURE, number, digest_of(capture_line(row)))
                            for number, row in zip(numbers, rows, strict=True)
                        ],
                    )
            except BaseException:
                # Whether the rows are there is not known where a server went away: the end of the file is looked at
                # when another keeper begins.
                file.leave()
                self._file = None
                raise
            return numbers

    def read(self, number: int) -> Answer:
        """Return the answer of a capture, its bytes checked against its digests.

        Raises EvidenceError, with file and place, where there is no such capture, or its bytes are not as they were.
        """
        with self.record.engine.connect() as connection:
            row = connection.execute(select(capture).where(capture.c.id == number)).first()
        if row is None:
            raise EvidenceError(f"The record has no capture {number}.")
        data = read_bytes(self.folder, row.file, row.offset, row.length)
        place = f"{row.file}, byte {row.offset}"
        if hashlib.sha256(data).hexdigest() != row.digest:
            raise EvidenceError(f"{place}: capture {number} is not as it was kept; see: dateline verify")
        try:
            *before, last = exchanges_of(data)
        except ValueError:
            raise EvidenceError(f"{place}: capture {number} cannot be read; see: dateline verify") from None
        if hashlib.sha256(last.payload).hexdigest() != row.payload_digest:
            raise EvidenceError(f"{place}: capture {number} is not as it was kept; see: dateline verify")
        return Answer(last, tuple(before), unpacked(last))

    def _ready(self) -> WarcFile:
        """Return the file to write to: this process's, of today, and not yet too large."""
        file = self._file
        if file is not None and file.process != os.getpid():  # the file is that of the process we were forked from
            file.leave()
            file = None
        if file is not None and (file.day != f"{datetime.now(UTC):%Y-%m-%d}" or file.end >= self._largest):
            self._close()
            file = None
        self._file = file if file is not None else begin_file(self.folder)
        return self._file

    def _close(self) -> None:
        if self._file is not None:
            if self._file.process == os.getpid():
                self._file.close(self.folder)
            else:
                self._file.leave()
            self._file = None

    @staticmethod
    def _append(file: WarcFile, packed: Sequence[_Packed]) -> list[Row]:
        """Write answers to the end of a file and return the rows of their captures.

        The record that opens the file counts as part of the first capture in it, so that every byte is of one.
        """
        opening = io.BytesIO()
        if file.end == 0:
            write_opening(opening, file.name.rpartition("/")[2])
        parts = [opening.getvalue() + packed[0].data, *(one.data for one in packed[1:])]
        offset = file.append(b"".join(parts))
        rows: list[Row] = []
        for one, data in zip(packed, parts, strict=True):
            media_type = (one.last.header("Content-Type") or "").partition(";")[0].strip().lower()
            rows.append(
                {
                    "found_id": one.found,
                    "address": one.last.url,
                    "at": one.last.at,
                    "status": one.last.status,
                    "media_type": media_type or None,
                    "file": file.name,
                    "offset": offset,
                    "length": len(data),
                    "digest": hashlib.sha256(data).hexdigest(),
                    "payload_digest": hashlib.sha256(one.last.payload).hexdigest(),
                }
            )
            offset += len(data)
        return rows


def read_bytes(folder: Path, name: str, offset: int, length: int) -> bytes:
    """Return bytes of a file of the evidence folder, fewer where it ends before; raises EvidenceError for no file."""
    try:
        with (folder / name).open("rb") as stream:
            stream.seek(offset)
            return stream.read(length)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise EvidenceError(f"{folder / name}: cannot be read ({reason}); put the evidence folder back") from error


def cut_ends(record: Record, folder: Path) -> None:
    """Cut off what processes that were killed wrote to their files without a capture that tells of it."""
    for name in list(names_of_open(folder)):
        with abandoned(folder, name) as is_abandoned:
            if is_abandoned:
                asked = select(func.max(capture.c.offset + capture.c.length)).where(capture.c.file == name)
                with record.engine.connect() as connection:
                    cut(folder, name, connection.scalar(asked) or 0)


def unpacked(one: Exchange) -> bytes:
    """Return the payload of an answer as its Content-Encoding packed it; as it is where that cannot be undone."""
    packed = one.header("Content-Encoding")
    if packed is None:
        return one.payload
    try:
        return httpx.Response(one.status, headers={"Content-Encoding": packed}, content=one.payload).content
    except (httpx.DecodingError, zlib.error, UnicodeEncodeError):
        return one.payload


def _packed(answer: Answer, found: int | None) -> _Packed:
    out = io.BytesIO()
    for one in (*answer.redirects, answer.last):
        write_exchange(out, one)
    return _Packed(out.getvalue(), answer.last, found)
