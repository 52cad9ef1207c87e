"""A web archive (WARC, or WACZ around it) in, the report of each page out, one at a time, whatever the archive's size.

Pages are HTML, PDF and plain text that a site answered with (status 200), and records that hold one without an answer
(``resource``, and the texts of WET files, ``conversion``); anything else is passed over. The address is the one that
was fetched. When it was fetched is no date of publication: it only rules out dates after it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import IO
from urllib.parse import urlsplit

from fastwarc.warc import WarcRecord, WarcRecordType

from dateline.errors import InputError

from .limits import MAX_HTML_BYTES, MAX_PDF_BYTES, MAX_TEXT_BYTES, MEGABYTE
from .packed import Form, Packed, form_of
from .payload import payload_of
from .received import Received
from .resuming import Going, Mark, Resume, place_of
from .windows import Window

Row = Received | InputError

_AGAIN = "fetch the archive again, or write it anew"
_HELD = WarcRecordType.resource | WarcRecordType.conversion
_KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "text/plain": "text",
}
_UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_LIMITS = {"html": MAX_HTML_BYTES, "pdf": MAX_PDF_BYTES, "text": MAX_TEXT_BYTES}
_INNER = re.compile(r"archive/[^/]+\.warc(?:\.gz|\.zst)?")
_SNIFFED = 64_000  # bytes that are looked at where an answer does not tell what it is
_ONCE = ("WARC-Type", "Content-Length", "WARC-Target-URI", "WARC-Record-ID")
_ZONE = timedelta(days=1)  # a place may be a day ahead of the crawler's clock
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)


def read_warc(stream: IO[bytes], name: str, since: Resume | None = None) -> Iterator[Row | Mark]:
    """Yield the pages of an archive, each record announced by a mark; a damaged record is one error, the rest goes on.

    ``stream`` is seekable. ``since`` is where a process went on that was lost before.
    """
    size = stream.seek(0, io.SEEK_END)
    yield from _Archive(name, 0).read(Window(stream, 0, size), since)


def read_wacz(stream: IO[bytes], name: str, since: Resume | None = None) -> Iterator[Row | Mark]:
    """Yield the pages of each WARC file in a WACZ file, as ``read_warc`` does."""
    try:
        inner = zipfile.ZipFile(stream)
        files = {
            one.header_offset: one for one in inner.infolist() if _INNER.fullmatch(one.filename)
        }  # each place once
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise InputError(name, "it is no WACZ file (its zip cannot be opened)", _AGAIN) from error
    if not files:
        raise InputError(name, "there is no archive/*.warc.gz in it", "give a WACZ file, or the .warc.gz itself")
    first = since.mark.part if since is not None else 0
    whole = stream.seek(0, io.SEEK_END)
    for part, one in enumerate(files.values()):
        if part < first:
            continue
        place = f"file {part + 1}"
        if one.compress_type != zipfile.ZIP_STORED or one.flag_bits & 1:
            reason = "it is packed twice or locked, which WACZ does not allow"
            yield InputError(name, reason, "unpack it and give the .warc.gz", place)
            continue
        try:
            with inner.open(one):  # checks that the file is where the list says
                stream.seek(one.header_offset)
                head = stream.read(30)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError):
            yield InputError(name, "its place in the zip is damaged", _AGAIN, place)
            continue
        start = one.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
        window = Window(stream, start, max(0, min(one.file_size, whole - start)))
        yield from _Archive(name, part).read(window, since if part == first else None)


class _Archive:
    """One WARC file on its way: what it is called, and which part of a WACZ file it is."""

    def __init__(self, name: str, part: int) -> None:
        self._name, self._part = name, part

    def read(self, window: Window, since: Resume | None) -> Iterator[Row | Mark]:
        form = form_of(window.peek(0, 1 << 14))
        if form is None:
            place = f"file {self._part + 1}" if self._part else None
            yield InputError(self._name, "it is no web archive (WARC)", "give .warc, .warc.gz or .warc.zst", place)
            return
        packed = Packed(window, form)
        at, passed = self._begin(packed, since)
        while at is not None:
            at = yield from self._run(packed, at, passed)
            passed = 0

    def _begin(self, packed: Packed, since: Resume | None) -> tuple[int | None, int]:
        """Return where to begin and how many records from there are read already."""
        if since is None:
            return 0, 0
        if since.going is Going.BEYOND:
            return packed.next_start(since.mark.offset + 1), 0
        return since.mark.offset, since.mark.number + (since.going is Going.BEHIND)

    def _run(self, packed: Packed, at: int, passed: int) -> Generator[Row | Mark, None, int | None]:
        """Yield what can be read from an offset on; return where to go on after damage, None at the end.

        A page is kept back until what follows it is there: only then is it known to be whole.
        """
        records = packed.records(at)
        mark = Mark(self._part, at, -1)
        held: Row | None = None
        is_first = True
        while True:
            try:
                record = next(records, None)
            except OSError:
                return (yield from self._damage(packed, mark, held, is_first))
            if held is not None:
                yield held
                held = None
            if record is None:
                return None
            mark = self._next_mark(packed, mark, record, is_first)
            is_first = False
            if passed:
                passed -= 1
                continue
            yield mark
            held = self._row(record, mark, packed.form)
            if held is _BROKEN:
                yield self._error(mark.offset)
                return packed.end_of(mark.offset) or packed.next_start(mark.offset + 1)

    def _next_mark(self, packed: Packed, mark: Mark, record: WarcRecord, is_first: bool) -> Mark:
        """Return where a record is; in an archive that is one pack as a whole, by its number in it."""
        offset = record.stream_pos
        if not is_first and offset > mark.offset and packed.begins(offset):
            return Mark(self._part, offset, 0)
        return Mark(self._part, mark.offset, mark.number + 1)

    def _damage(
        self, packed: Packed, mark: Mark, held: Row | None, is_first: bool
    ) -> Generator[Row | Mark, None, int | None]:
        """Yield what the damage after a record leaves of it, and its error; return where to go on."""
        damaged: int | None = mark.offset
        if not is_first and mark.number:  # several in one pack: which of them is damaged cannot be told
            if held is not None:
                yield held
        elif not is_first:
            end = packed.end_of(mark.offset)
            if end is not None:  # it is whole: the damage is in what follows
                if held is not None:
                    yield held
                damaged = end if end < packed.window.size else None
        if damaged is None:
            return None
        yield self._error(damaged)
        return packed.next_start(damaged + 1)

    def _error(self, offset: int) -> InputError:
        place = place_of(Mark(self._part, offset, 0))
        return InputError(self._name, "a record is damaged or breaks off", _AGAIN, place)

    def _row(self, record: WarcRecord, mark: Mark, form: Form) -> Row | None:
        """Return the page of a record, None where it holds none, ``_BROKEN`` where it is damaged."""
        place = place_of(mark)
        try:
            if any(len(record.headers.get_multiple(key)) > 1 for key in _ONCE):
                return _BROKEN  # the headers of two records in one
            if form is Form.PLAIN and not _fits_digest(record):
                return _BROKEN
            return _page(record, self._name)
        except InputError as error:
            return InputError(self._name, error.reason, error.remedy, place)
        except OSError:
            return _BROKEN
        except MemoryError:
            from .worker import too_big

            big = too_big(self._name)
            return InputError(self._name, big.reason, big.remedy, place)
        except Exception as error:  # whatever a library raises on a hostile page costs that page
            return InputError(self._name, f"it is damaged ({type(error).__name__})", "save the page again", place)


_BROKEN = InputError("", "damaged", "")


def _fits_digest(record: WarcRecord) -> bool:
    """Tell whether a record is as its own digest says; asked of plain files, where nothing else tells of damage."""
    if not (record.headers.get("WARC-Block-Digest") or "").lower().startswith("sha1:"):
        return True
    if record.content_length > MAX_PDF_BYTES:
        return True  # refused for its size later, if it is a page
    return record.verify_block_digest()


def _page(record: WarcRecord, name: str) -> Row | None:
    url = (record.headers.get("WARC-Target-URI") or "").strip(" <>")
    if not url.lower().startswith(("http://", "https://")) or _path(url) == "/robots.txt":
        return None
    content_type = record.headers.get("Content-Type") or ""
    headers: list[tuple[str, str]] = []
    if record.record_type == WarcRecordType.response:
        if not record.is_http:
            return None
        record.parse_http(quirks_mode=True)
        if record.http_headers is None or record.http_headers.status_code != 200:
            return None
        headers = list(record.http_headers.to_tuples())
        content_type = next((value for key, value in headers if key.lower() == "content-type"), "")
    elif not record.record_type & _HELD:
        return None
    media = content_type.partition(";")[0].strip().lower()
    kind = _KINDS.get(media)
    if kind is None and media not in _UNTOLD:
        return None
    cut = record.headers.get("WARC-Truncated")
    if kind and cut:
        raise InputError(name, f"the crawler cut the page off ({cut[:20]!r})", "fetch the page itself")
    if kind and record.headers.get("WARC-Segment-Number"):
        raise InputError(name, "the page is kept in segments, which are not joined", "fetch the page itself")
    limit = _LIMITS[kind or "pdf"]
    data = payload_of(record, headers, name, limit)
    if kind in (None, "text") and record.record_type != WarcRecordType.conversion:
        kind = _told_by_content(data)  # servers send pages as text/plain, and anything as a stream of bytes
    if kind is None or not data.strip():
        return None
    if len(data) > _LIMITS[kind]:
        raise InputError(name, f"the page is over {_LIMITS[kind] // MEGABYTE} MB", "save the report's own text")
    return _received(kind, data, name, _charset(content_type), url, record)


def _received(kind: str, data: bytes, name: str, charset: str | None, url: str, record: WarcRecord) -> Row:
    from .formats import read_whole

    (row,) = read_whole(kind, data, name, charset, url)
    if isinstance(row, InputError):
        return row
    return _seen_at(replace(row, url=url), record.record_date)


def _seen_at(row: Received, at: datetime | None) -> Received:
    """Return a page without a date that is later than when it was seen."""
    if at is None:
        return row
    last = (at + _ZONE).date().isoformat()
    published = row.published if row.published and row.published[:10] <= last else None
    dated = row.dated if row.dated and row.dated[:10] <= last else None
    return replace(row, published=published, dated=dated)


def _told_by_content(data: bytes) -> str | None:
    from .formats import kind_by_content

    kind = kind_by_content(data[:_SNIFFED])
    return kind if kind in _LIMITS else None


def _charset(content_type: str) -> str | None:
    found = _CHARSET.search(content_type)
    return found[1] if found else None


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
