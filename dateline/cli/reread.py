"""``dateline reread``: the reports of the record read anew by this version of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .add import record_option
from .opened import opened_record
from .progress import Progress
from .reader import is_fast, reader_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.record.reading import Reading
    from dateline.record.report import Report
    from dateline.store.rereading import NotRead


@click.command()
@record_option
@click.option("--places", metavar="FILE", help="Your own places, as for dateline read.")
@click.option("--actors", metavar="FILE", help="Your own actors, as for dateline read.")
@reader_option
def reread(record: str, places: str | None, actors: str | None, reader: str) -> int:
    """Read the reports of the record anew with this version.

    Only those that another version, or the other reader, has read; from the text that the record keeps. Old readings
    stay in the history, what people decided holds on. Stopped, the same command goes on where it was.

    \b
    Example:
      dateline reread --record sudan.db
    """
    from dateline.read.own import read_own_lists
    from dateline.read.pipeline import ReadingFailed, read_reports, reader_name
    from dateline.show.words import printable
    from dateline.store.rereading import NotRead, to_reread
    from dateline.store.rereading import reread as read_anew

    fast = is_fast(reader)
    own = read_own_lists(places, actors)

    def read(reports: Iterable[Report]) -> Iterator[Reading | NotRead]:
        for result in read_reports(reports, own=own, fast=fast):
            yield NotRead(result.report.id, result.reason) if isinstance(result, ReadingFailed) else result

    with opened_record(record) as fuser:
        waiting = to_reread(fuser.record, reader_name(fast))
        with Progress(total=waiting, many=waiting > 1, doing="reading anew") as progress:
            done = 0

            def told(failure: NotRead | None) -> None:
                nonlocal done
                done += failure is None
                if failure is not None:
                    progress.say(printable(f"{failure.name}: {failure.reason}; its old reading stays"))
                progress.advance()

            try:
                read_anew(fuser.record, read, reader_name(fast), told, fuser)
            finally:
                progress.say(f"{done} read anew" + (f", {waiting - done} not" if waiting > done else ""))
    return 0 if done == waiting else 1
