"""Tables of reports, one a row, as a stream: JSON Lines, CSV and Parquet. A broken row is an error of its own."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import IO, Any, NamedTuple

from dateline.errors import InputError

from .agencies import agency_named
from .credits import read_byline
from .encoding import decode
from .language import language_code
from .limits import MAX_ROW_BYTES, MEGABYTE
from .published import parse_date
from .received import SURROGATE, Received

COLUMNS = ("id", "text", "title", "published", "outlet", "url", "language", "author", "agency")
_BATCH = 64  # rows of a Parquet table at a time: bounds the memory of long texts
_ASK_TEXT = "name the column that holds the report 'text'"
_ASK_DATE = "write it as YYYY-MM-DD, or leave it empty and use --published"

Row = Received | InputError


def row_received(values: Mapping[str, Any], name: str, place: str) -> Row:
    """Return one row as received, or the error that tells what is wrong with it."""
    text = values.get("text")
    if text is None:
        return InputError(name, "the row has no 'text'", _ASK_TEXT, place)
    if not isinstance(text, str):
        return InputError(name, f"'text' is {_kind(text)}, not text", "put the report's text there", place)
    if not text.strip():
        return InputError(name, "'text' is empty", "fill it or take the row out", place)
    if SURROGATE.search(text):
        return InputError(name, "'text' holds half a character (a lone surrogate)", "write the table as UTF-8", place)
    published = _words(values.get("published"))
    on = parse_date(published)
    if published and on is None:
        return InputError(name, f"'published' is {published[:40]!r}, which is not one plain date", _ASK_DATE, place)
    author = _words(values.get("author"))
    byline = read_byline(author) if author else None
    outlet = _words(values.get("outlet"))
    return Received(
        text,
        id=_words(values.get("id")),
        title=_words(values.get("title")),
        outlet=outlet,
        authors=byline.authors if byline else (),
        agency=agency_named(_words(values.get("agency")))
        or agency_named(outlet)
        or (byline.agency if byline else None),
        url=_words(values.get("url")),
        language=language_code(_words(values.get("language"))),
        published=on,
    )


def read_json_lines(stream: IO[bytes], name: str) -> Iterator[Row]:
    """Yield the rows of a JSON Lines table, blank lines left out."""
    number = 0
    encoding = "utf-8"
    while True:
        line = stream.readline(MAX_ROW_BYTES + 1)
        if not line:
            return
        number += 1
        place = f"line {number}"
        if len(line) > MAX_ROW_BYTES and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_ROW_BYTES)
            yield InputError(
                name, f"the line is over {MAX_ROW_BYTES // MEGABYTE} MB", "write one JSON object a line", place
            )
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
            if line[:2] in (b"\xff\xfe", b"\xfe\xff"):
                yield from _wide_json_lines(line + stream.read(MAX_ROW_BYTES), name)
                return
        if not line.strip():
            continue
        try:
            words = line.decode(encoding)
        except UnicodeDecodeError:
            yield InputError(name, "the line is not valid UTF-8", "save the table as UTF-8", place)
            continue
        yield _json_row(words.rstrip("\r\n"), name, place)


def _wide_json_lines(data: bytes, name: str) -> Iterator[Row]:
    """Yield the rows of a table in UTF-16, which is read whole."""
    if len(data) >= MAX_ROW_BYTES:
        yield InputError(name, "the table is in UTF-16 and too long to convert", "save it as UTF-8")
        return
    try:
        text = decode(data, name)
    except InputError as error:
        yield error
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield _json_row(line, name, f"line {number}")


def _json_row(line: str, name: str, place: str) -> Row:
    try:
        values = json.loads(line)
    except json.JSONDecodeError as error:
        return InputError(
            name, f"broken JSON ({error.msg})", "write one JSON object a line", f"{place}, column {error.colno}"
        )
    except (RecursionError, ValueError):
        return InputError(
            name, "broken JSON (nested too deep or a number too long)", "write one flat JSON object a line", place
        )
    if not isinstance(values, dict):
        return InputError(
            name, f"the line is {_kind(values)}, not an object", 'write {"id": ..., "text": ...} a line', place
        )
    return row_received(values, name, place)


def read_csv(stream: IO[bytes], name: str) -> Iterator[Row]:
    """Yield the rows of a table with a head line, parted by commas, semicolons or tabs."""
    header: list[str] | None = None
    has_rows = False
    for line in csv_lines(stream, name):
        has_rows |= header is not None or isinstance(line, InputError)
        if isinstance(line, InputError):
            yield line
        elif header is None:
            header = line.fields
            if "text" not in header:
                yield InputError(name, f"no column 'text' (it has {_listed(header)})", _ASK_TEXT, "line 1")
                return
        else:
            misfit = misfit_of(header, line, name)
            yield misfit or row_received(dict(zip(header, line.fields, strict=True)), name, line.place)
    if not has_rows:
        yield InputError(name, "the table has no rows", "give a table with rows")


def _mark_damage(error: UnicodeError) -> tuple[str, int]:
    """Put half a surrogate pair, which no sound text holds, where bytes cannot be decoded, in UTF-16 as elsewhere."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "\udcff", error.end


_DAMAGED = "dateline.damaged"
codecs.register_error(_DAMAGED, _mark_damage)


class CsvLine(NamedTuple):
    """One row of a table, and where it begins; the head line's names are in small letters."""

    place: str
    fields: list[str]


def csv_lines(stream: IO[bytes], name: str) -> Iterator[CsvLine | InputError]:
    """Yield the head line and the rows of a CSV table, blank ones left out; an error for each that breaks off."""
    head = stream.read(64_000)
    if not head.strip():
        yield InputError(name, "it is empty", "give a table with a head line and rows")
        return
    encoding = _csv_encoding(head, name)
    if isinstance(encoding, InputError):
        yield encoding
        return
    joined = io.BufferedReader(_Rejoined(head, stream))
    whole = io.TextIOWrapper(joined, encoding=encoding, newline="", errors=_DAMAGED)
    csv.field_size_limit(MAX_ROW_BYTES)
    rows = csv.reader(_bounded(whole), delimiter=_delimiter(head, encoding), strict=True)
    is_head = True
    while True:
        first = rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            place = f"line {first}" if rows.line_num <= first else f"lines {first} to {rows.line_num}"
            yield InputError(name, f"the row breaks off ({error})", "close every quotation mark of a field", place)
            continue
        if row is None:
            return
        if is_head:
            row = [column.strip().lower().lstrip("\ufeff") for column in row]
        if is_head or any(field.strip() for field in row):
            yield CsvLine(f"line {first}", row)
        is_head = False


def misfit_of(header: list[str], line: CsvLine, name: str) -> InputError | None:
    """Return the error of a row that does not fit its head line or is damaged, None where it is sound."""
    if len(line.fields) != len(header):
        reason = f"the row has {len(line.fields)} fields and the head line {len(header)}"
        return InputError(name, reason, "put fields that hold commas or line ends in quotation marks", line.place)
    if any("\udc80" <= c <= "\udcff" for field in line.fields for c in field):
        return InputError(name, "the row holds a damaged character", "save the table as UTF-8", line.place)
    return None


class _Rejoined(io.RawIOBase):
    """The head of a stream that was looked at, and then the rest of it."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self._head[: len(buffer)] or self._rest.read(len(buffer)) or b""
        self._head = self._head[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def _bounded(stream: io.TextIOWrapper) -> Iterator[str]:
    """Yield the lines of a stream, none longer than a row may be."""
    while line := stream.readline(MAX_ROW_BYTES + 1):
        if len(line) > MAX_ROW_BYTES:
            raise csv.Error(f"a line is over {MAX_ROW_BYTES // MEGABYTE} MB")
        yield line


def _csv_encoding(head: bytes, name: str) -> str | InputError:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if b"\0" in head:
        return InputError(name, "it is binary data, not a table of text", "save it as CSV in UTF-8")
    try:
        head[: head.rfind(b"\n") + 1].decode("utf-8")
        return "utf-8-sig"
    except UnicodeDecodeError:
        from .encoding import find_encoding

        return find_encoding(head) or "utf-8-sig"


def _delimiter(head: bytes, encoding: str) -> str:
    line = head.decode(encoding, errors="replace").split("\n", 1)[0]
    return max(",;\t|", key=line.count)


def read_parquet(source: str | bytes, name: str) -> Iterator[Row]:
    """Yield the rows of a Parquet table, in batches; meant for the worker process, which bounds its memory."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(io.BytesIO(source) if isinstance(source, bytes) else source, memory_map=False)
        columns = {str(c).lower(): str(c) for c in table.schema_arrow.names}
        if "text" not in columns:
            yield InputError(name, f"no column 'text' (it has {_listed(list(columns))})", _ASK_TEXT)
            return
        wanted = [columns[c] for c in COLUMNS if c in columns]
        lower = {columns[c]: c for c in COLUMNS if c in columns}
        number = 0
        for batch in table.iter_batches(batch_size=_BATCH, columns=wanted, use_threads=False):
            for values in _batch_rows(batch, lower):
                number += 1
                if isinstance(values, str):
                    yield InputError(name, values, "split the report", f"row {number}")
                else:
                    yield row_received(values, name, f"row {number}")
        if number == 0:
            yield InputError(name, "the table has no rows", "give a table with rows")
    except (pa.ArrowInvalid, pa.ArrowException, OSError, UnicodeDecodeError, ValueError) as error:
        reason = str(error).splitlines()[0][:160] if str(error) else type(error).__name__
        yield InputError(name, f"the Parquet file cannot be read ({reason})", "write or fetch it again")


def _batch_rows(batch: Any, lower: dict[str, str]) -> Iterator[dict[str, Any] | str]:
    columns = {lower[n]: batch.column(i) for i, n in enumerate(batch.schema.names)}
    for i in range(batch.num_rows):
        values = {key: column[i].as_py() for key, column in columns.items()}
        if isinstance(values["text"], str) and len(values["text"]) > MAX_ROW_BYTES:
            yield f"'text' is over {MAX_ROW_BYTES // MEGABYTE} MB"
        else:
            yield values


def _words(value: object) -> str | None:
    """Return a cell as words: None for what is missing, dates in ISO 8601, numbers as written."""
    if value is None or value != value:  # NaN is not itself
        return None
    isoformat = getattr(value, "isoformat", None)
    words = str(isoformat()) if callable(isoformat) else str(value)
    if SURROGATE.search(words):
        return None
    return " ".join(words.split()) or None


def _kind(value: object) -> str:
    kinds = {
        bool: "a truth value",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "an object",
        str: "text",
        bytes: "bytes",
    }
    return kinds.get(type(value), "empty" if value is None else type(value).__name__)


def _listed(columns: list[str]) -> str:
    shown = ", ".join(repr(c[:30]) for c in columns[:8])
    return f"{shown} and {len(columns) - 8} more" if len(columns) > 8 else shown or "none"
