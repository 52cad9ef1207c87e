"""All inputs of a command as reports, in their order: files, folders, addresses, standard input and tables."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import IO
from urllib.parse import urlsplit

from dateline.errors import InputError, UsageError
from dateline.record.report import Report

from .addresses import is_url, shown_url
from .answer import Answer
from .apart import Worker
from .fetched import read_answer
from .folder import files_in
from .formats import (
    APART,
    BY_SUFFIX,
    READABLE,
    TABLES,
    kind_by_content,
    kind_of,
    read_stream,
    split_suffix,
    unknown_type,
)
from .language import language_code
from .limits import MAX_FETCH_BYTES, MEGABYTE
from .published import parse_date
from .received import Given
from .shape import Ids, make_report
from .table import Row

__all__ = ["Given", "Kept", "count_inputs", "open_inputs"]

_HEAD = 64_000  # bytes that are looked at to tell a format


Kept = Callable[[Answer, Report], None]
"""Is told of each report from the web, before it is yielded, with the answer that it was read from."""


def open_inputs(
    arguments: Sequence[str],
    given: Given | None = None,
    stdin: IO[bytes] | None = None,
    kept: Kept | None = None,
) -> Iterator[Report | InputError]:
    """Yield a report for each text of the inputs, in order, or the error that says why one cannot be read.

    Arguments are files, folders, web addresses and "-". Tables are streamed, one report a row. What the worker process
    has to read starts it at once, so that its start falls in the time in which the caller loads the model.
    Raises UsageError where what is given cannot be meant.
    """
    given = given or Given()
    if given.published and parse_date(given.published) is None:
        raise UsageError(
            f"--published {given.published!r} is not one plain date; write it as YYYY-MM-DD or YYYY-MM-DDTHH:MM+HH:MM"
        )
    if given.language and language_code(given.language) is None:
        raise UsageError(f"--language {given.language!r} is not a language code; write it as ISO 639-1, for example en")
    reports = _opened(arguments, given, stdin, kept)
    next(reports)  # runs to the mark before the first report: starts the worker
    return reports  # type: ignore[return-value]


def count_inputs(arguments: Sequence[str]) -> int | None:
    """Return about how many reports the inputs hold, for a progress bar; None where telling would mean reading them."""
    total = 0
    for argument in arguments:
        if argument == "-":
            return None
        paths = files_in(argument) if not is_url(argument) and os.path.isdir(argument) else [argument]
        for path in paths:
            kind = BY_SUFFIX.get(split_suffix(path)[1]) if isinstance(path, str) else None
            if kind not in TABLES:
                total += 1
                continue
            rows = _count_lines(str(path)) if kind == "jsonl" else None
            if rows is None:
                return None
            total += rows
    return total


def _count_lines(path: str) -> int | None:
    lines, last = 0, b"\n"
    try:
        if os.path.getsize(path) > 500 * MEGABYTE:
            return None
        with open(path, "rb") as file:
            while chunk := file.read(1 << 20):
                lines += chunk.count(b"\n")
                last = chunk
    except OSError:
        return 1
    return lines + (not last.endswith(b"\n"))


def _opened(
    arguments: Sequence[str], given: Given, stdin: IO[bytes] | None, kept: Kept | None
) -> Iterator[Report | InputError | None]:
    ids = Ids()
    with Worker() as worker:
        kinds = ["html" if is_url(a) else BY_SUFFIX.get(split_suffix(a)[1], "") for a in arguments[:8]]
        first = next((kind for kind in kinds if kind in APART), None)
        if first is not None:
            worker.warm(first)
        yield None
        for argument in arguments:
            if is_url(argument):
                yield from _of_web(argument, worker, given, ids, kept)
                continue
            for name, stem, kind, rows in _sources(argument, worker, stdin):
                yield from _reports(rows, given, ids, name, stem, kind in TABLES)


def _of_web(url: str, worker: Worker, given: Given, ids: Ids, kept: Kept | None) -> Iterator[Report | InputError]:
    """Yield what an address holds, fetched here and read apart."""
    from .web import fetch  # here: it takes long to load

    name = shown_url(url)
    try:
        answer = fetch(url)
    except InputError as error:
        yield error
        return
    for report in _reports(read_answer(worker, answer, name), given, ids, name, stem_of_url(name), False):
        if kept is not None and isinstance(report, Report):
            kept(answer, report)
        yield report


_Source = tuple[str, str, str | None, Iterator[Row]]


def _reports(
    rows: Iterator[Row], given: Given, ids: Ids, name: str, stem: str, is_table: bool
) -> Iterator[Report | InputError]:
    """Yield the reports of one source; a table's rows are numbered where they have no id of their own."""
    try:
        for number, row in enumerate(rows, 1):
            if isinstance(row, InputError):
                yield row
                continue
            own = row.id or (f"{stem}-{number}" if is_table or number > 1 else stem)
            place = f"report {number}" if is_table else None
            yield make_report(row, given, name, ids.new(own), place)
    except OSError as error:
        yield _not_readable(name, error)


def _sources(argument: str, worker: Worker, stdin: IO[bytes] | None) -> Iterator[_Source]:
    if argument == "-":
        yield _standard_input(stdin or sys.stdin.buffer, worker)
    elif os.path.isdir(argument):
        yield from _folder(argument, worker)
    else:
        yield _file(argument, worker, in_folder=False)


def _folder(folder: str, worker: Worker) -> Iterator[_Source]:
    found = False
    for path in files_in(folder):
        found = True
        if isinstance(path, OSError):
            name = str(path.filename or folder)
            yield name, "", None, iter([_not_readable(name, path)])
        else:
            yield _file(path, worker, in_folder=True)
    if not found:
        yield folder, "", None, iter([InputError(folder, "the folder holds no files", READABLE)])


def _file(path: str, worker: Worker, in_folder: bool) -> _Source:
    """Return one file as a source; in a folder only files whose name tells a known type are taken for text."""
    stem, suffix = split_suffix(path)
    try:
        mode = os.stat(path).st_mode
        if not stat.S_ISREG(mode) and not (stat.S_ISFIFO(mode) and path.startswith(("/dev/fd/", "/proc/self/fd/"))):
            return path, stem, None, iter([InputError(path, "it is no regular file", READABLE)])
        if not stat.S_ISREG(mode):
            with open(path, "rb") as pipe:
                return path, "pipe", *_stream(pipe.read(MAX_FETCH_BYTES + 1), path, worker)
        with open(path, "rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        return path, stem, None, iter([_not_readable(path, error)])
    except ValueError:  # a zero character in the name
        return path, stem, None, iter([InputError(path, "it is no file name", "check the name")])
    kind = kind_of(path, head)
    if kind is None or (in_folder and kind == "text" and suffix not in BY_SUFFIX and suffix):
        return path, stem, None, iter([unknown_type(path)])
    if not head.strip():
        return path, stem, None, iter([InputError(path, "it is empty", "give a file with text in it")])
    if kind in APART:
        return path, stem, kind, worker.read(kind, path, path=os.path.abspath(path))
    return path, stem, kind, _read_here(kind, path)


def _read_here(kind: str, path: str) -> Iterator[Row]:
    with open(path, "rb") as stream:
        yield from read_stream(kind, stream, path)


def _standard_input(stdin: IO[bytes], worker: Worker) -> _Source:
    name = "standard input"
    peek = getattr(stdin, "peek", None)
    kind = kind_by_content(peek(_HEAD)) if peek is not None else None
    if kind in ("jsonl", "csv"):
        return name, "stdin", kind, read_stream(kind, stdin, name)
    return name, "stdin", *_stream(stdin.read(MAX_FETCH_BYTES + 1), name, worker)


def _stream(data: bytes, name: str, worker: Worker) -> tuple[str | None, Iterator[Row]]:
    """Return the format and the rows of bytes that are in memory."""
    from .formats import as_stream

    if len(data) > MAX_FETCH_BYTES:
        return None, iter(
            [
                InputError(
                    name, f"it is over {MAX_FETCH_BYTES // MEGABYTE} MB", "give it as a file, or a table as .jsonl"
                )
            ]
        )
    if not data.strip():
        return None, iter([InputError(name, "it is empty", "give some text")])
    kind = kind_by_content(data[:_HEAD])
    if kind is None:
        return None, iter([InputError(name, "it is binary data of no known format", READABLE)])
    if kind in APART:
        return kind, worker.read(kind, name, data=data)
    return kind, read_stream(kind, as_stream(data), name)


def stem_of_url(url: str) -> str:
    """Return what the report at an address is called: the last part of its path, or its host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "page"
    last = parts.path.rstrip("/").rsplit("/", 1)[-1]
    return os.path.splitext(last)[0] or parts.hostname or "page"


def _not_readable(name: str, error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError(name, "there is no such file or folder", "check the name")
    if isinstance(error, PermissionError):
        return InputError(name, "it may not be read", "change its permissions or copy it")
    return InputError(
        name, f"it cannot be read ({error.strerror or type(error).__name__})", "check the name and the disk"
    )
