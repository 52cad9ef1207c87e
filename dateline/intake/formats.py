"""The formats that are read: which file is which, and who reads it."""

from __future__ import annotations

import io
import json
import os
import zlib
from collections.abc import Iterator
from typing import IO

from dateline.errors import InputError

from .encoding import is_text
from .limits import MAX_EMAIL_BYTES, MAX_HTML_BYTES, MAX_MBOX_BYTES, MAX_PDF_BYTES, MAX_TEXT_BYTES, MEGABYTE
from .resuming import Mark, Resume
from .table import COLUMNS, Row

BY_SUFFIX = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".eml": "email",
    ".mbox": "mbox",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".warc.gz": "warc",
    ".warc.zst": "warc",
    ".wacz": "wacz",
}
ARCHIVES = frozenset({"warc", "wacz"})
TABLES = frozenset({"jsonl", "csv", "parquet"}) | ARCHIVES  # many reports in one file, numbered where they have no id
APART = frozenset({"html", "pdf", "email", "mbox", "parquet"}) | ARCHIVES  # in a process of its own, with limits
_LIMITS = {"text": MAX_TEXT_BYTES, "html": MAX_HTML_BYTES, "pdf": MAX_PDF_BYTES, "email": MAX_EMAIL_BYTES}
_LIMITS["mbox"] = MAX_MBOX_BYTES
READABLE = (
    "give text, Markdown, HTML, PDF, e-mail (.eml, .mbox), a web archive (.warc, .wacz) "
    "or a table (.jsonl, .csv, .parquet)"
)

_REMEDIES = {
    ".docx": "save it as PDF or plain text",
    ".doc": "save it as PDF or plain text",
    ".odt": "save it as PDF or plain text",
    ".rtf": "save it as PDF or plain text",
    ".xlsx": "save the table as CSV",
    ".xls": "save the table as CSV",
    ".ods": "save the table as CSV",
    ".json": "write it as .jsonl, one object a line",
    ".zip": "unpack it first",
    ".gz": "unpack it first",
    ".tar": "unpack it first",
    ".7z": "unpack it first",
    ".msg": "save the message as .eml",
    ".png": "run text recognition (OCR) over it first",
    ".jpg": "run text recognition (OCR) over it first",
    ".jpeg": "run text recognition (OCR) over it first",
    ".tif": "run text recognition (OCR) over it first",
}


def split_suffix(name: str) -> tuple[str, str]:
    """Return a file's name without its folder and suffix, and the suffix in small letters: ``.warc.gz`` is one."""
    stem, suffix = os.path.splitext(os.path.basename(name))
    inner, before = os.path.splitext(stem)
    whole = f"{before}{suffix}".lower()
    return (inner, whole) if whole in BY_SUFFIX and before else (stem, suffix.lower())


def unknown_type(name: str) -> InputError:
    """Return the error for a file whose type is not read."""
    suffix = split_suffix(name)[1]
    reason = f"files of type {suffix} are not read" if suffix else "its type is not known"
    return InputError(name, reason, _REMEDIES.get(suffix, READABLE))


def kind_of(name: str, head: bytes) -> str | None:
    """Return the format of a file by its name, or by its first bytes where the name does not tell; None if neither."""
    suffix = split_suffix(name)[1]
    if suffix in BY_SUFFIX:
        return BY_SUFFIX[suffix]
    if suffix in _REMEDIES and not _is_archive(head):
        return None
    return kind_by_content(head)


def kind_by_content(head: bytes) -> str | None:
    """Return the format that the first bytes of an input show, or None where they are no text."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:2_000]
    low = start[:600].lower()
    if start.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PAR1"):
        return "parquet"
    if _is_archive(head):
        return "warc"
    if low.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (
        low.startswith((b"<?xml", b"<!--")) and b"<html" in low
    ):
        return "html"
    if start.startswith(b"{") and _is_json_row(start, head):
        return "jsonl"
    if _is_email(start):
        return "mbox" if start.startswith(b"From ") else "email"
    columns = [
        c.strip(b' "\r').lower() for c in start.split(b"\n", 1)[0].replace(b";", b",").replace(b"\t", b",").split(b",")
    ]
    if len(columns) > 1 and b"text" in columns and all(c.decode("ascii", "replace") in COLUMNS for c in columns):
        return "csv"
    return "text" if not head.strip() or is_text(head) else None


def _is_archive(head: bytes) -> bool:
    """Tell whether these are the first bytes of a web archive, plain or packed with gzip."""
    try:
        start = zlib.decompressobj(31).decompress(head, 5) if head.startswith(b"\x1f\x8b") else head
    except zlib.error:
        return False
    return start.startswith(b"WARC/")


def _is_json_row(start: bytes, head: bytes) -> bool:
    line = head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return b'"text"' in start and len(line) >= len(start)


def _is_email(start: bytes) -> bool:
    keys = {line.split(b":", 1)[0].lower() for line in start.split(b"\n")[:30] if b":" in line}
    return bool(keys & {b"from", b"return-path", b"received"}) and bool(
        keys & {b"message-id", b"mime-version", b"delivered-to", b"received"}
    )


def read_archive(kind: str, stream: IO[bytes], name: str, since: Resume | None = None) -> Iterator[Row | Mark]:
    """Yield the pages of a web archive, each record announced by a mark, from a place on that was reached before."""
    from .warc import read_wacz, read_warc

    has_rows = since is not None
    try:
        for row in (read_wacz if kind == "wacz" else read_warc)(stream, name, since):
            has_rows |= not isinstance(row, Mark)
            yield row
        if not has_rows:
            raise InputError(name, "there is no page of a report in it", "give an archive of pages")
    except InputError as error:
        yield error


def read_stream(
    kind: str, stream: IO[bytes], name: str, declared: str | None = None, url: str | None = None
) -> Iterator[Row]:
    """Yield what a stream of this format holds: one row for most, one a row for tables and archives."""
    if kind in ARCHIVES:
        yield from (row for row in read_archive(kind, stream, name) if not isinstance(row, Mark))
        return
    if kind in ("jsonl", "csv"):
        from .table import read_csv, read_json_lines

        yield from (read_json_lines if kind == "jsonl" else read_csv)(stream, name)
        return
    limit = _LIMITS.get(kind, 2_000 * MEGABYTE)
    data = stream.read(limit + 1)
    try:
        if not data.strip():
            raise InputError(name, "it is empty", "give a file with text in it")
        if len(data) > limit:
            raise InputError(
                name,
                f"it is over {limit // MEGABYTE} MB, more than one report",
                "split it, or save the report's own text",
            )
        yield from read_whole(kind, data, name, declared, url)
    except InputError as error:
        yield error


def read_whole(kind: str, data: bytes, name: str, declared: str | None, url: str | None) -> Iterator[Row]:
    """Yield what these bytes of a format hold that is no table; raises InputError where they cannot be read."""
    if kind == "text":
        from .text import read_text

        yield read_text(data, name, declared)
    elif kind == "html":
        from .html import read_html

        yield read_html(data, name, declared, url)
    elif kind == "pdf":
        from .pdf import read_pdf

        yield read_pdf(data, name)
    elif kind == "email":
        from .email import read_email

        yield read_email(data, name)
    elif kind == "mbox":
        from .email import read_mbox

        yield from read_mbox(data, name)
    elif kind == "parquet":
        from .table import read_parquet

        yield from read_parquet(data, name)


def read_file(kind: str, path: str, name: str) -> Iterator[Row]:
    """Yield what a file of this format holds."""
    if kind == "parquet":
        from .table import read_parquet

        if os.path.getsize(path) == 0:
            yield InputError(name, "it is empty", "give a file with text in it")
            return
        yield from read_parquet(path, name)
        return
    with open(path, "rb") as stream:
        yield from read_stream(kind, stream, name)


def as_stream(data: bytes) -> IO[bytes]:
    """Return bytes as a stream."""
    return io.BytesIO(data)
