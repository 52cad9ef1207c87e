"""Tables of field reports: each row a report, each mistake one error by line and column, and no cell in an error."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.intake.field_table import COLUMNS, FieldRow, field_template, read_field_table, report_of
from dateline.intake.received import Given
from dateline.intake.shape import Ids
from dateline.record.report import Report

NAME = "Canary Quillfeather"
SOUND = {"what": "Shells hit a school.", "where": "Zamzam", "seen": "yes", "reporter": NAME}


def table(*rows: dict[str, str], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(COLUMNS), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def read(data: bytes) -> list[FieldRow | InputError]:
    return list(read_field_table(io.BytesIO(data)))


def one(**cells: str) -> FieldRow | InputError:
    (row,) = read(table({**SOUND, **cells}))
    return row


def test_the_template_is_a_sound_table() -> None:
    (row,) = read(field_template().encode())
    assert isinstance(row, FieldRow)
    report = report_of(row, Given(), Ids())
    assert isinstance(report, Report)
    assert report.text.startswith(
        "Two drones struck the market near the hospital in El Fasher on 12 October 2025, killing at least 3 people and "
        "injuring between 5 and 7 people. It was about 14:30. A monitor saw it and heard of it from residents, a doctor."
    )


def test_the_columns_are_the_desks_fields() -> None:
    page = (Path(__file__).parents[2] / "dateline" / "desk" / "templates" / "add.html").read_text("utf-8")
    form = page[page.index('<textarea id="what"') :]
    fields = re.findall(r'(?:field|check)\("([a-z_]+)"|<textarea id="([a-z_]+)"', form[: form.index("</form>")])
    named = {a or b for a, b in fields} - {"why", "shelter", ""}
    assert {"what", *named, "killed", "injured", "detained", "displaced"} == set(COLUMNS)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_rows_as_reports(delimiter: str) -> None:
    rows = read(table(SOUND, {**SOUND, "outlet": "The Watch", "published": "2025-10-13"}, delimiter=delimiter))
    ids = Ids()
    first, second = (report_of(row, Given(), ids) for row in rows if isinstance(row, FieldRow))
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.id, first.outlet, first.authors, first.language) == ("field-report", "Field report", (NAME,), "en")
    assert (second.id, second.outlet, second.published) == ("field-report-2", "The Watch", "2025-10-13")
    assert NAME not in first.text


WRONG = [
    ({"what": ""}, "what"),
    ({"lat": NAME, "lon": "25"}, "lat"),
    ({"lat": "13.5"}, "lon"),
    ({"lon": "13.5"}, "lat"),
    ({"lat": "13", "lon": "181"}, "lon"),
    ({"on": "12/10/2025"}, "on"),
    ({"at": "half past two"}, "at"),
    ({"seen": NAME}, "seen"),
    ({"photographed": "maybe"}, "photographed"),
    ({"seen": ""}, "seen"),
    ({"killed": NAME}, "killed"),
    ({"displaced": "many"}, "displaced"),
    ({"published": NAME}, "published"),
    ({"where": NAME * 50}, "where"),
    ({"reporter": NAME * 50}, "reporter"),
]


@pytest.mark.parametrize(("cells", "column"), WRONG)
def test_a_mistake_is_named_by_line_and_column(cells: dict[str, str], column: str) -> None:
    first, error, last = read(table(SOUND, {**SOUND, **cells}, SOUND))
    assert isinstance(first, FieldRow)
    assert isinstance(last, FieldRow)
    assert isinstance(error, InputError)
    assert error.place == f"line 3, column '{column}'"
    assert NAME not in str(error)


@pytest.mark.parametrize("words", ["yes", "Yes", "y", "TRUE", "1", "x"])
def test_ways_to_say_yes(words: str) -> None:
    row = one(seen=words)
    assert isinstance(row, FieldRow)
    assert row.told.seen


BROKEN = [
    (b"", "None: it is empty"),
    (b"what,seen\n", "None: the table has no rows"),
    (f"{NAME},13,25\n".encode(), "line 1: no column 'what' in the head line"),
    (f"what,seen,{NAME}\n".encode(), "line 1, column 3: the column is not known"),
    (b"what,seen,what\n", "line 1, column 3: the column is there twice"),
    (f"what,seen\nShells fell.,yes,{NAME}\n".encode(), "line 2: the row has 3 fields and the head line 2"),
    (b'what,seen\n"Shells fell.,yes\n', "line 2: the row breaks off"),
    (b"what,seen\nShells fell\xff.,yes\n" * 1 + b"Caf\xc3\xa9,yes\n" * 40_000, "line 2: the row holds a damaged"),
    (b"\x00\x01\x02", "None: it is binary data"),
]


@pytest.mark.parametrize(("data", "says"), BROKEN)
def test_a_table_that_is_broken(data: bytes, says: str) -> None:
    error = read(data)[0]
    assert isinstance(error, InputError)
    assert f"{error.place}: {error.reason}".startswith(says)
    assert "Canary" not in str(error)
    assert error.name == "field reports"


def test_nothing_that_is_printed_of_a_row_names_who_reports() -> None:
    assert "Canary" not in repr(one())
