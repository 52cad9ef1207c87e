"""A table of field reports (CSV) in, one report a row out, with what goes with it; its columns are the form's fields.

No error repeats what stands in a cell: in a row that slipped, any cell may hold who reports. Names are neutral.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import IO

from dateline.errors import InputError
from dateline.record.report import Report

from .field_report import COUNTED, FieldError, FieldReport, check_field_report, field_text
from .published import parse_date
from .received import Given
from .shape import Ids, make_report
from .table import csv_lines, misfit_of
from .text import receive_text

NAME = "field reports"  # what the table is called in errors, since a file's own name may be that of who sent it
OUTLET = "Field report"
WHY = "who sent it is at risk if known"
COLUMNS = {  # what stands in each, for the template; the order is the form's
    "what": "Two drones struck the market near the hospital.",
    "where": "El Fasher",
    "lat": "13.63",
    "lon": "25.35",
    "on": "2025-10-12",
    "at": "14:30",
    "seen": "yes",
    "photographed": "no",
    "heard_from": "residents, a doctor",
    **dict.fromkeys(COUNTED, ""),
    "killed": "at least 3",
    "injured": "5-7",
    "more": "The market was crowded at the time.",
    "outlet": "",
    "published": "2025-10-13",
    "reporter": "",
}
_LONGEST = {"what": 20_000, "more": 50_000}  # characters, as in the desk's form
_LONGEST_LINE = 500
_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"no", "n", "false", "0", ""})


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One row: what is told, and what goes with it. ``reporter`` is nobody's to see but who may."""

    told: FieldReport
    place: str
    outlet: str
    published: str | None
    reporter: str | None = field(repr=False)


def field_template() -> str:
    """Return a table to fill in: the head line and one row as an example."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerow(COLUMNS.values())
    return out.getvalue()


def read_field_table(stream: IO[bytes]) -> Iterator[FieldRow | InputError]:
    """Yield the rows of a table of field reports, or the error that names line and column; the other rows stand."""
    header: list[str] | None = None
    has_rows = False
    for line in csv_lines(stream, NAME):
        has_rows |= header is not None or isinstance(line, InputError)
        if isinstance(line, InputError):
            yield line
        elif header is None:
            header = line.fields
            if (wrong := _wrong_head(header)) is not None:
                yield wrong
                return
        else:
            yield misfit_of(header, line, NAME) or _row(dict(zip(header, line.fields, strict=True)), line.place)
    if not has_rows:
        yield InputError(NAME, "the table has no rows", "fill in a row for each report")


def report_of(row: FieldRow, given: Given, ids: Ids) -> Report | InputError:
    """Return a row as a report; what the user gives for all of them wins."""
    own = Given(
        published=given.published or row.published,
        outlet=given.outlet or row.outlet,
        author=given.author or row.reporter,
        language=given.language or "en",
    )
    merged = replace(own, title=given.title, url=given.url, agency=given.agency)
    return make_report(receive_text(field_text(row.told)), merged, NAME, ids.new("field-report"), row.place)


def _wrong_head(header: list[str]) -> InputError | None:
    known = ", ".join(COLUMNS)
    if "what" not in header:
        return InputError(NAME, "no column 'what' in the head line", f"name the columns of {known}", "line 1")
    for number, column in enumerate(header, 1):
        if column not in COLUMNS or column in header[: number - 1]:
            reason = "the column is there twice" if column in COLUMNS else "the column is not known"
            return InputError(NAME, reason, f"name each once, of {known}", f"line 1, column {number}")
    return None


def _row(cells: dict[str, str], place: str) -> FieldRow | InputError:
    try:
        for column, words in cells.items():
            most = _LONGEST.get(column, _LONGEST_LINE)
            if len(words) > most:
                raise FieldError(column, column, f"write {most:,} characters at most.")
        said = {column: cells.get(column, "").strip() for column in COLUMNS}
        told = check_field_report(
            said["what"],
            said["where"],
            said["lat"],
            said["lon"],
            said["on"],
            said["at"],
            _is_yes(said, "seen"),
            _is_yes(said, "photographed"),
            said["heard_from"],
            {effect: said[effect] for effect in COUNTED},
            said["more"],
        )
        published = said["published"] or None
        if published and parse_date(published) is None:
            raise FieldError("published", "Reported on", "write one day, as 2025-10-12.")
    except FieldError as error:
        remedy = error.what_to_do.rstrip(".").replace("tick that it was", "write yes where it was")
        return InputError(NAME, "the field cannot be meant so", remedy, f"{place}, column '{error.field}'")
    reporter = " ".join(said["reporter"].split())
    return FieldRow(told, place, said["outlet"] or OUTLET, published, reporter or None)


def _is_yes(said: dict[str, str], column: str) -> bool:
    words = said[column].lower()
    if words not in _YES | _NO:
        raise FieldError(column, column, "write yes or no.")
    return words in _YES
