"""``dateline export``: occurrences of the record in the formats of other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .add import record_option
from .filters import filter_options
from .opened import opened_record
from .suggest import Choice

if TYPE_CHECKING:
    from dateline.record.briefing import Filter

_FORMATS = (
    *("csv", "parquet", "jsonl", "geojson", "gdelt", "polecat", "acled", "ged", "stix", "graphml", "followthemoney"),
)  # those of dateline.export, which a test compares: naming them here keeps --help quick


@click.command()
@record_option
@click.option("--as", "format_", type=Choice(list(_FORMATS)), help="Default: by the name of the file, else csv.")
@click.option(
    "--table",
    type=Choice(["occurrences", "accounts", "disputes"]),
    default="occurrences",
    show_default=True,
    help="Rows of csv and parquet. accounts: who says what, on whose word, with what status, through whom.",
)
@filter_options
@click.option("-o", "--output", metavar="FILE", help="Write here. Default: standard output.")
def export(record: str, format_: str | None, table: str, asked: Filter, output: str | None) -> int:
    """Write occurrences for other programs: R, pandas, DuckDB, GIS, STIX platforms, or in the columns of GDELT,
    POLECAT, ACLED and UCDP GED.

    What a format cannot hold is counted and named on standard error; docs/export.md says what each one loses.

    \b
    Examples:
      dateline export -o record.parquet
      dateline export --as acled --country Sudan --since 2025-10 -o sudan.csv
      dateline export --as csv --table accounts --contested
    """
    from dateline.export import FORMATS, Options, Table, export_occurrences
    from dateline.gazetteer.borders import province_polygon
    from dateline.store.matching import matching_occurrences

    name = format_ or _by_name(output)
    options = Options(Table(table), outline=lambda c, a: province_polygon(c, a) or None if a else None)
    with opened_record(record) as fuser:
        found = matching_occurrences(fuser.record, asked, fuser.readings)
        tally = export_occurrences(found, FORMATS[name], Path(output) if output else sys.stdout.buffer, options)
    told = [f"{tally.written} written", *(f"{number} left out: {why}" for why, number in tally.left_out.items())]
    print(f"dateline: {'; '.join(told)}", file=sys.stderr)
    return 0


def _by_name(output: str | None) -> str:
    """Return the format that a file's name ends with."""
    ending = Path(output).suffix.removeprefix(".").lower() if output else ""
    return ending if ending in _FORMATS else "csv"
