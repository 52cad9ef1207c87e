"""Tables of reports: rows as received, and one error for each broken row."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dateline.errors import InputError
from dateline.intake.limits import MAX_ROW_BYTES
from dateline.intake.received import Received
from dateline.intake.table import Row, read_csv, read_json_lines, read_parquet

LINE = "The army shelled the town on Monday."


def told(rows: list[Row]) -> list[str]:
    """Return each row in short: its text, or its place and reason."""
    return [row.text if isinstance(row, Received) else f"{row.place}: {row.reason}" for row in rows]


def json_rows(*lines: str) -> list[Row]:
    return list(read_json_lines(io.BytesIO("\n".join(lines).encode()), "x.jsonl"))


def csv_rows(text: str, encoding: str = "utf-8") -> list[Row]:
    return list(read_csv(io.BytesIO(text.encode(encoding)), "x.csv"))


def test_json_row_with_all_fields() -> None:
    values = {
        "id": 7, "text": LINE, "title": "T", "published": "2025-10-10T09:00:00Z", "outlet": "Courier", "url": "https://c.example/a",
        "language": "EN-gb", "other": [1],
    }  # fmt: skip
    (row,) = json_rows(json.dumps(values))
    assert isinstance(row, Received)
    assert (row.id, row.text, row.title, row.outlet, row.url, row.language) == (
        "7",
        LINE,
        "T",
        "Courier",
        "https://c.example/a",
        "en",
    )
    assert row.published == "2025-10-10T09:00:00+00:00"


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ('{"id": 1, "text": "cut', "line 1, column 19: broken JSON"),
        ("[1, 2]", "line 1: the line is a list, not an object"),
        ("null", "line 1: the line is empty, not an object"),
        ('{"id": 1}', "line 1: the row has no 'text'"),
        ('{"text": null}', "line 1: the row has no 'text'"),
        ('{"text": 5}', "line 1: 'text' is a number, not text"),
        ('{"text": "  "}', "line 1: 'text' is empty"),
        ('{"text": "x \\ud800"}', "line 1: 'text' holds half a character"),
        ('{"text": "x", "published": "08/09/2014"}', "line 1: 'published' is '08/09/2014'"),
        ("[" * 100_000, "line 1: broken JSON"),
        ('{"text": ' + "9" * 5000 + "}", "line 1: broken JSON"),
    ],
)
def test_broken_json_rows(line: str, error: str) -> None:
    rows = json_rows(line, "", json.dumps({"text": LINE}))
    assert told(rows)[0].startswith(error)
    assert told(rows)[1:] == [LINE]


def test_json_bytes() -> None:
    assert told(list(read_json_lines(io.BytesIO(b"\xef\xbb\xbf" + json.dumps({"text": LINE}).encode()), "x"))) == [LINE]
    assert told(list(read_json_lines(io.BytesIO(json.dumps({"text": LINE}).encode("utf-16")), "x"))) == [LINE]
    assert "not valid UTF-8" in told(list(read_json_lines(io.BytesIO(b'{"text": "\xe9"}'), "x")))[0]


def test_a_row_too_long_is_passed_over() -> None:
    rows = json_rows(json.dumps({"text": "x" * MAX_ROW_BYTES}), json.dumps({"text": LINE}))
    assert told(rows) == ["line 1: the line is over 4 MB", LINE]


CSV = [
    ("id,text\n1,One.\n2,Two.\n", ["One.", "Two."]),
    ('id;text\n1;"One; two."\n', ["One; two."]),
    ("id\ttext\n1\tOne, two.\n", ["One, two."]),
    ('ID,Text\n1,"One ""two""."\n', ['One "two".']),
    ('id,text\n1,"One\nline."\n\n2,Two.\n', ["One\nline.", "Two."]),
    ("id,body\n1,x\n", ["line 1: no column 'text' (it has 'id', 'body')"]),
    (
        "id,text\n1\n2,a,b\n3,Three.\n",
        [f"line {n}: the row has {m} fields and the head line 2" for n, m in ((2, 1), (3, 3))] + ["Three."],
    ),
    ('id,text\n1,"a" b\n2,Two.\n', ["line 2: the row breaks off (',' expected after '\"')", "Two."]),
    ('id,text\n1,"never closed\n2,Two.\n', ["lines 2 to 3: the row breaks off (unexpected end of data)"]),
    ("id,text\n1,\n", ["line 2: 'text' is empty"]),
    ("", ["None: it is empty"]),
    ("id,text\n\n", ["None: the table has no rows"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CSV)
def test_csv(text: str, expected: list[str]) -> None:
    assert told(csv_rows(text)) == expected


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_csv_encodings(encoding: str) -> None:
    words = "Le président a dit non à Genève."
    assert told(csv_rows(f"id,text\n1,{words}\n", encoding)) == [words]


def test_csv_with_one_damaged_row() -> None:
    data = b"id,text\n1,Caf\xc3\xa9 closed.\n" + b"2,x\n" * 20_000 + b"3,bad \xff\n4,Four.\n"
    rows = told(list(read_csv(io.BytesIO(data), "x")))
    assert rows[0] == "Café closed."
    assert rows[-2:] == ["line 20003: the row holds a damaged character", "Four."]


def parquet(path: Path, **columns: list[object]) -> str:
    pq.write_table(pa.table(columns), path)
    return str(path)


def test_parquet(tmp_path: Path) -> None:
    path = parquet(
        tmp_path / "a.parquet", id=[1, 2, 3], text=[LINE, None, "Two."], published=["2025-10-10", None, None]
    )
    rows = list(read_parquet(path, "a"))
    assert told(rows) == [LINE, "row 2: the row has no 'text'", "Two."]
    assert isinstance(rows[0], Received)
    assert rows[0].published == "2025-10-10"
    assert told(list(read_parquet(Path(path).read_bytes(), "a"))) == told(rows)


def test_parquet_dates_and_numbers(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    path = parquet(tmp_path / "a.parquet", id=[1.5], text=[LINE], published=[datetime(2025, 10, 10, 9, tzinfo=UTC)])
    (row,) = read_parquet(path, "a")
    assert isinstance(row, Received)
    assert (row.id, row.published) == ("1.5", "2025-10-10T09:00:00+00:00")


def test_unreadable_parquet(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", id=[1], body=[LINE])
    assert told(list(read_parquet(path, "a"))) == ["None: no column 'text' (it has 'id', 'body')"]
    data = Path(path).read_bytes()
    for broken in (data[:50], data[:-20], b"PAR1" + b"\xff" * 200 + b"PAR1", b"PAR1"):
        (error,) = read_parquet(broken, "a")
        assert isinstance(error, InputError)
        assert "cannot be read" in error.reason
    empty = parquet(tmp_path / "b.parquet", text=[])
    assert told(list(read_parquet(empty, "b"))) == ["None: the table has no rows"]


def test_parquet_row_too_long(tmp_path: Path) -> None:
    table = pa.table({"text": pa.array(["x" * (MAX_ROW_BYTES + 1), LINE]).dictionary_encode()})
    pq.write_table(table, tmp_path / "a.parquet")
    assert told(list(read_parquet(str(tmp_path / "a.parquet"), "a"))) == ["row 1: 'text' is over 4 MB", LINE]


def test_half_a_character_of_utf_16_costs_its_row() -> None:
    sound = "text\nShells fell on the camp.\n".encode("utf-16")
    spoilt = sound + b"\x00\xd8" + "x\n".encode("utf-16-le") + b"o"
    damaged = "the row holds a damaged character"
    found = told(list(read_csv(io.BytesIO(spoilt), "x.csv")))
    assert found == ["Shells fell on the camp.", f"line 3: {damaged}", f"line 4: {damaged}"]
