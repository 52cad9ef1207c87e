"""Our own tables: csv, parquet and data frames of the same rows."""

from __future__ import annotations

import builtins
import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import frames
from dateline.errors import SetupError
from dateline.export import FORMATS, Options, Table
from dateline.export.cells import address_of, one_line, safe
from dateline.export.parquet import arrow_schema, arrow_table
from dateline.export.tables import COLUMNS, table_rows
from tests.export.handmade import bare, contested, hostile
from tests.export.test_formats import written
from tests.export.test_rows import renamed

DOCS = Path(__file__).parents[2] / "docs" / "export.md"


def csv_rows(table: Table, *occurrences: object) -> list[dict[str, str]]:
    """Return the rows of a table as a reader of CSV gets them."""
    text = written("csv", *occurrences, options=Options(table)).decode()  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("table", Table)
def test_nothing_gives_a_table_without_rows(table: Table) -> None:
    assert written("csv", options=Options(table)).decode() == ",".join(COLUMNS[table]) + "\n"
    empty = pq.read_table(io.BytesIO(written("parquet", options=Options(table))))
    assert (empty.num_rows, empty.column_names) == (0, list(COLUMNS[table]))


def test_an_occurrence_is_one_row_with_its_range_and_sources() -> None:
    (row,) = csv_rows(Table.OCCURRENCES, contested())
    assert (row["standing"], row["status"], row["alleged"]) == ("contested", "happened", "no")
    assert (row["start"], row["place"], row["lat"], row["lon"]) == ("2025-10-11", "Malvora", "13.5", "25.25")
    assert (row["killed_low"], row["killed_high"], row["injured_low"]) == ("14", "70", "")
    assert (row["accounts"], row["reports"], row["sources_low"], row["sources_high"]) == ("5", "5", "2", "3")
    assert (row["disputes"], row["open_disputes"], row["disputed"]) == ("2", "1", "count; denial")
    assert row["voices"] == "Doctors' Circle; a nurse; Army; Omar Teshi"


def test_the_four_tolls_stand_side_by_side_with_who_says_them() -> None:
    rows = csv_rows(Table.ACCOUNTS, contested())
    assert [(r["voice"], r["status"], r["killed_low"], r["killed_high"], r["through"]) for r in rows] == [
        ("Doctors' Circle", "happened", "14", "14", "Meridian Wire; The Quay Tribune"),
        ("", "happened", "31", "", "Delta Post"),
        ("a nurse", "happened", "57", "57", "Harbour News"),
        ("Army", "happened", "60", "70", "Meridian Wire; Gulf Daily"),
        ("Omar Teshi", "denied", "", "", "Delta Post"),
    ]
    assert [r["line"] for r in rows] == ["1", "0", "1", "1", "1"]
    assert (rows[2]["voice_kind"], rows[2]["proximity"], rows[2]["locality"]) == (
        "anonymous", "close to the clinic", "Malvora")  # fmt: skip
    assert (rows[3]["interested"], rows[3]["alleged"], rows[3]["said_on"]) == ("yes", "yes", "2025-10-12")
    assert (rows[4]["act"], rows[4]["told"]) == ("deny", "Doctors' Circle")
    assert rows[0]["added"] == "2025-10-12T06:15:00+00:00"  # told in another zone


def test_a_dispute_has_a_row_for_each_side() -> None:
    rows = csv_rows(Table.DISPUTES, contested())
    assert [(r["dispute"], r["side"], r["holds"]) for r in rows] == [
        ("1", "1", "14 killed"), ("1", "2", "at least 31 killed"), ("1", "3", "57 killed"), ("1", "4", "60 to 70 killed"),
        ("2", "1", "yes"), ("2", "2", "no"),
    ]  # fmt: skip
    assert (rows[0]["voices"], rows[0]["sources_low"], rows[1]["sources_low"]) == ("Doctors' Circle", "1", "")
    assert (rows[5]["voices"], rows[5]["settled_by"], rows[5]["settled_how"]) == (
        "Omar Teshi", "6", "the front took it back")  # fmt: skip


def test_what_is_not_told_is_empty() -> None:
    (row,) = csv_rows(Table.OCCURRENCES, bare())
    assert {row[name] for name in ("place", "lat", "start", "end", "killed_low", "actors", "first_told")} == {""}
    (row,) = csv_rows(Table.ACCOUNTS, bare())
    assert (row["voice"], row["line"], row["added"], row["through"]) == ("", "0", "", "")
    assert csv_rows(Table.DISPUTES, bare()) == []


@pytest.mark.parametrize("table", Table)
def test_a_hostile_text_is_one_line_and_no_formula(table: Table) -> None:
    text = written("csv", hostile(), options=Options(table)).decode()
    assert not [c for c in text if c in "\x00\x07\x1b\u202e\t\r\u2028"]
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(row) for row in rows} == {len(COLUMNS[table])}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\n"))]
    assert any(cell.startswith("'=HYPERLINK(") for cell in rows[1])
    raw = pq.read_table(io.BytesIO(written("parquet", hostile(), options=Options(table))))
    cells = {str(value) for row in raw.to_pylist() for value in row.values()}
    assert any(cell.startswith(("=HYPERLINK", "['=HYPERLINK")) for cell in cells)  # no spreadsheet opens it: as it is


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\tb\r\nc", "a b c"),  # any space is one
        ("  a  ", "a"),
        ("a\x00\x1b[31mb", "a[31mb"),  # nothing that steers a terminal
        ("a\u202eb", "ab"),  # nothing that turns the direction
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian parts letters by it
        ("a\ud800b", "ab"),  # half a character
        ("Ñandú – “x”", "Ñandú – “x”"),
    ],
)
def test_a_text_becomes_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://news.example/a?b=1#c", "https://news.example/a?b=1#c"),
        ("https://news.example/a b\n<x>", "https://news.example/a%20b%20%3Cx%3E"),
        ("https://новости.example/ё", "https://%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8.example/%D1%91"),
        ("https://news.example/100%", "https://news.example/100%25"),
        ("https://news.example/%20", "https://news.example/%20"),
        ("reports/a.txt", None),
        ("https://", None),
        (None, None),
    ],
)
def test_an_address_becomes_a_uri_or_nothing(text: str | None, address: str | None) -> None:
    assert address_of(text) == address


def test_parquet_has_days_numbers_and_lists() -> None:
    rows = pq.read_table(io.BytesIO(written("parquet", contested(), options=Options(Table.ACCOUNTS)))).to_pylist()
    assert (rows[0]["start"], rows[0]["killed_low"], rows[0]["alleged"]) == (date(2025, 10, 11), 14, False)
    assert rows[0]["added"] == datetime(2025, 10, 12, 6, 15, tzinfo=UTC)
    assert rows[3]["through"] == ["Meridian Wire", "Gulf Daily"]
    assert (rows[1]["voice"], rows[1]["killed_high"], rows[1]["interested"]) == (None, None, None)
    assert arrow_schema(Table.ACCOUNTS).field("voice").metadata[b"meaning"].startswith(b"on whose word")


def test_other_programs_open_the_parquet(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    for table in Table:
        (tmp_path / f"{table}.parquet").write_bytes(written("parquet", contested(), bare(), options=Options(table)))
    with duckdb.connect() as database:
        asked = f"""select o.occurrence, voice, a.killed_low, o.start, len(a.through) from '{tmp_path}/accounts.parquet' a
                    join '{tmp_path}/occurrences.parquet' o using (occurrence)
                    where a.status = 'happened' and 'military' in o.contexts order by a.killed_low desc"""
        found = database.execute(asked).fetchall()
    assert found[0] == ("7", "Army", 60, date(2025, 10, 11), 2)
    assert len(found) == 4


def test_frames_have_the_types_of_the_tables() -> None:
    pytest.importorskip("pandas")
    frame = frames.account_frame([contested(), bare()])
    assert list(frame.columns) == list(COLUMNS[Table.ACCOUNTS])
    assert frame.groupby("occurrence")["killed_low"].max()["7"] == 60
    assert str(frame["start"].dtype) == "date32[day][pyarrow]"
    assert len(frames.occurrence_frame([contested(), bare()])) == 2
    assert list(frames.dispute_frame([contested()])["holds"])[:2] == ["14 killed", "at least 31 killed"]
    assert len(frames.dispute_frame([])) == 0
    assert len(frames.occurrence_frame([contested()], protect=lambda _: None)) == 0


def test_frames_without_pandas_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_pandas(name: str, *more: object) -> object:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without_pandas)
    with pytest.raises(SetupError, match="pip install pandas"):
        frames.occurrence_frame([contested()])


@pytest.mark.parametrize("table", Table)
def test_every_column_is_filled_and_documented(table: Table) -> None:
    docs = DOCS.read_text(encoding="utf-8")
    for row in table_rows(contested(), table):
        assert list(row) == list(COLUMNS[table])
    for name, column in COLUMNS[table].items():
        assert f"| `{name}` | {column.kind.value} | {column.meaning} |" in docs


def test_the_page_has_every_format() -> None:
    heads = {
        word
        for line in DOCS.read_text(encoding="utf-8").splitlines()
        if line.startswith("## ")
        for word in line.split()
    }
    assert set(FORMATS) <= heads


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\uff1d1", " =1", "\t=1", "\x00=1", "\u202e=1"])
def test_no_text_starts_a_formula(text: str) -> None:
    assert str(safe(text)).startswith("'")
    assert safe(-1.5) == -1.5


@given(st.text(alphabet=st.characters(codec=None)), st.sampled_from(Table))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_leaves_the_columns_in_place(text: str, table: Table) -> None:
    occurrence = renamed(text)
    rows = list(csv.reader(io.StringIO(written("csv", occurrence, options=Options(table)).decode(), newline="")))
    assert {len(row) for row in rows} == {len(COLUMNS[table])}
    assert arrow_table([occurrence], table).num_rows == len(rows) - 1
