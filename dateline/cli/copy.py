"""``dateline copy``: a record copied whole, from a file to a server, back, or as a backup."""

from __future__ import annotations

from pathlib import Path

import click

from .add import record_option
from .opened import opened_record
from .progress import Progress


@click.command()
@click.argument("to", metavar="WHERE")
@record_option
def copy(to: str, record: str) -> int:
    """Copy the record whole to WHERE: a new file, or an empty database of a PostgreSQL server.

    Reports, readings, what people decided, people and their views, each under its number. The copy is of one moment,
    also while others write; it is there whole or not at all.

    \b
    Examples:
      dateline copy backup-2025-10-14.db
      dateline copy postgresql://desk@localhost/desk --record record.db
    """
    from dateline.errors import RecordError, UsageError
    from dateline.store.copying import copy_record, count_rows
    from dateline.store.opening import shown
    from dateline.store.record import Record

    is_file = "://" not in to
    if is_file and Path(to).exists():
        raise UsageError(f"{to} is there already; a copy goes to a new file.")
    with opened_record(record) as fuser:
        try:
            with Record.open(to) as target, Progress(total=count_rows(fuser.record), many=True, doing="copying") as bar:
                rows = copy_record(fuser.record, target, bar.advance)
        except BaseException as error:
            if is_file and not isinstance(error, RecordError | UsageError):
                for part in (to, f"{to}-wal", f"{to}-shm"):
                    Path(part).unlink(missing_ok=True)
            raise
    click.echo(f"dateline: {rows:,} rows copied to {shown(to)}", err=True)
    return 0
