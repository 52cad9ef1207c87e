"""``dateline add --field``: tables of field reports kept in the record, whoever reports protected."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.errors import DatelineError, InputError, UsageError

from .progress import Progress

if TYPE_CHECKING:
    from dateline.intake.field_table import FieldRow
    from dateline.intake.received import Given
    from dateline.intake.shape import Ids
    from dateline.read.own import OwnLists
    from dateline.record.reading import Reading
    from dateline.record.report import Report
    from dateline.store.record import Record


def print_template(context: click.Context, _: click.Parameter, asked: bool) -> None:
    """Print a table of field reports to fill in, and end."""
    if asked and not context.resilient_parsing:
        from dateline.intake.field_table import field_template

        click.echo(field_template(), nl=False)
        context.exit()


def add_field_reports(
    tables: tuple[str, ...],
    given: Given,
    record: Record,
    own: OwnLists | None,
    fast: bool,
    may_be_named: bool,
    done: Counter[str],
    progress: Progress,
) -> None:
    """Read tables of field reports into the record, a row at a time; count what became of them.

    A report and the protection of whoever sent it go in by one transaction, unless they may be named.
    """
    from dateline.intake.field_table import NAME
    from dateline.intake.shape import Ids

    ids = Ids()
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        for row in _rows(tables):
            outcome = _add_row(row, given, record, own, fast, may_be_named, ids, Path(folder) / "places.csv")
            if isinstance(outcome, InputError):
                done["failed"] += 1
                where = f"{NAME}, {outcome.place}" if outcome.place else NAME
                progress.say(f"{where}: {outcome.reason}; {outcome.remedy}")
                record.fail(where, f"{outcome.reason}; {outcome.remedy}")
            else:
                done[outcome] += 1
            progress.advance()


def _add_row(
    row: FieldRow | InputError,
    given: Given,
    record: Record,
    own: OwnLists | None,
    fast: bool,
    may_be_named: bool,
    ids: Ids,
    listed: Path,
) -> str | InputError:
    """Add one row and return what became of it, or why it was not added."""
    from dateline.intake.field_table import WHY, report_of
    from dateline.read.pipeline import reader_name
    from dateline.store.sheltering import add_sheltered

    from .people import who_asks

    if isinstance(row, InputError):
        return row
    report = report_of(row, given, ids)
    if isinstance(report, InputError):
        return report
    reader = reader_name(fast)
    if may_be_named and record.known(report, reader) is not None:
        return "known"
    read = _read(report, row, own, fast, listed)
    if isinstance(read, InputError):
        return read
    if may_be_named:
        return record.add(read, reader).outcome.value
    return add_sheltered(record, read, reader, who_asks(), WHY).outcome.value


def _rows(tables: tuple[str, ...]) -> Iterator[FieldRow | InputError]:
    from dateline.intake.field_table import NAME, read_field_table

    for number, table in enumerate(tables, 1):
        try:
            if table == "-":
                yield from read_field_table(sys.stdin.buffer)
            else:
                with open(table, "rb") as stream:
                    yield from read_field_table(stream)
        except OSError as error:
            reason = f"it cannot be read ({error.strerror or type(error).__name__})"
            yield InputError(NAME, reason, "check the name", f"table {number}")


def _read(report: Report, row: FieldRow, own: OwnLists | None, fast: bool, listed: Path) -> Reading | InputError:
    """Return the reading of one report, its own place known to the reader where its row has coordinates."""
    from dateline.intake.field_report import places_csv
    from dateline.intake.field_table import NAME
    from dateline.read.own import NONE_OWN, OwnLists
    from dateline.read.pipeline import ReadingFailed, read_reports

    lists = own or NONE_OWN
    places = places_csv(row.told)
    if places is not None:
        from dateline.gazetteer.own import OwnPlaces, read_own_places

        listed.write_text(places, encoding="utf-8")
        try:
            of_row = read_own_places(listed)
        except DatelineError:
            return InputError(NAME, "the place's name has no letters", "write its name", f"{row.place}, column 'where'")
        lists = OwnLists(OwnPlaces({**lists.places.by_key, **of_row.by_key}), lists.actors)
    (result,) = read_reports([report], own=lists, fast=fast)
    if isinstance(result, ReadingFailed):
        return InputError(NAME, result.reason, "the others are read; look whether it is in English", row.place)
    return result


def check_field_options(tables: tuple[str, ...], given: Given) -> None:
    """Raise UsageError where what is given with --field cannot be meant."""
    from dateline.intake.web import is_url

    if any(is_url(table) or Path(table).is_dir() for table in tables):
        raise UsageError("--field takes tables as files (CSV), or - for standard input; no folder and no address.")
    if given.title:
        raise UsageError("--title does not go with --field: each row is a report of its own.")
