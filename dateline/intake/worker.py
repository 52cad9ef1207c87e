"""The worker process: reads what may be hostile (pages, PDFs, e-mails, Parquet, feeds) under limits of its own.

It takes requests on standard input and answers on standard output, each a length and JSON; it lives for many inputs
and ends with its parent.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from collections.abc import Iterator
from typing import IO, Any

from dateline.errors import InputError

from .limits import CPU_SECONDS, MAX_TEXT_BYTES, MEGABYTE, WORKER_BYTES
from .listed import LISTS, Entry, read_list
from .received import Received
from .resuming import Mark, resume_from
from .table import Row

_LENGTH = struct.Struct(">I")


def write_frame(stream: IO[bytes], values: dict[str, Any]) -> None:
    """Write one message."""
    data = json.dumps(values).encode("ascii")
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> dict[str, Any] | None:
    """Return the next message, or None at the end of the stream."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        return None
    values: dict[str, Any] = json.loads(data)
    return values


def error_values(error: InputError) -> dict[str, Any]:
    """Return an error as plain values."""
    return {"error": [error.name, error.reason, error.remedy, error.place]}


def main() -> None:
    """Answer requests until standard input ends."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # a library's print must not end up among the answers
    while (request := read_frame(requests)) is not None:
        data = requests.read(request["size"]) if "size" in request else None
        name = str(request.get("name", ""))
        try:
            limit_process(request.get("load", request["kind"]))
            for row in _rows(request, data, name):
                if isinstance(row, Mark):
                    allow_time()
                write_frame(answers, _values(row, name))
        except MemoryError:
            data = None
            write_frame(answers, error_values(too_big(name)))
        except Exception as error:  # whatever a library raises on damaged input is one line for its file
            write_frame(answers, error_values(_unreadable(name, error)))
        write_frame(answers, {"end": resident_bytes(), "for": request["kind"]})


def _values(row: Row | Entry | Mark, name: str) -> dict[str, Any]:
    if isinstance(row, Mark):
        return {"at": row, "held": resident_bytes()}
    if isinstance(row, Entry):
        return {"entry": row.as_json()}
    if isinstance(row, Received) and len(row.text) > MAX_TEXT_BYTES:
        row = too_long(row, name)
    return error_values(row) if isinstance(row, InputError) else {"received": row.as_json()}


def _rows(request: dict[str, Any], data: bytes | None, name: str) -> Iterator[Row | Entry | Mark]:
    from .formats import ARCHIVES, as_stream, read_archive, read_file, read_stream

    kind: str = request["kind"]
    if kind == "warm":
        return
    if kind in LISTS:
        assert data is not None
        yield from read_list(kind, data, name, str(request["url"]), str(request["type"]))
    elif kind in ARCHIVES:
        with as_stream(data) if data is not None else open(request["path"], "rb") as stream:
            yield from read_archive(kind, stream, name, resume_from(request.get("since")))
    elif data is not None:
        yield from read_stream(kind, as_stream(data), name, request.get("charset"), request.get("url"))
    else:
        yield from read_file(kind, request["path"], name)


def too_big(name: str) -> InputError:
    """Return the error for an input that needs more memory than it may take."""
    return InputError(
        name,
        f"reading it takes over {WORKER_BYTES // MEGABYTE} MB of memory",
        "save the report's own text and give that",
    )


def too_long(row: Received, name: str) -> InputError:
    """Return the error for a text that is longer than any report."""
    return InputError(name, f"{len(row.text):,} characters are more than one report", "split it", row.id)


def _unreadable(name: str, error: Exception) -> InputError:
    reason = (
        f"{error.strerror}"
        if isinstance(error, OSError) and error.strerror
        else f"it is damaged ({type(error).__name__})"
    )
    return InputError(name, reason, "fetch or save it again")


def limit_process(kind: str) -> None:
    """Load what the format needs, then bound this process's memory and processor time from here on."""
    if kind in ("html", "email", "mbox", "warc", "wacz"):
        import trafilatura  # noqa: F401
    elif kind == "feed":
        import feedparser  # noqa: F401
    elif kind == "pdf":
        import pypdf  # noqa: F401
    elif kind == "parquet":
        import pyarrow.parquet  # noqa: F401
    allow_time()
    try:
        import resource
    except ImportError:  # Windows: the parent's clock alone bounds the worker
        return
    if mapped := mapped_bytes():
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (mapped + WORKER_BYTES, hard))


def allow_time() -> None:
    """Bound the processor time of this process from here on: once for an input, and for each record of an archive."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + CPU_SECONDS, hard))


def mapped_bytes() -> int:
    """Return the address space of this process, or 0 where the system does not tell."""
    return _statm(0)


def resident_bytes() -> int:
    """Return the memory that this process holds, or 0 where the system does not tell."""
    return _statm(1)


def _statm(column: int) -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[column]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0
