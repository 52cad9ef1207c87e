"""``dateline add``: inputs read and kept in the record."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from dateline.errors import InputError

from .field import add_field_reports, check_field_options, print_template
from .kept import Pages, evidence_folder, evidence_option
from .progress import Progress
from .read import LOOK_AHEAD, report_options
from .reader import is_fast, reader_option

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.intake.received import Given
    from dateline.read.own import OwnLists
    from dateline.record.report import Report
    from dateline.store.record import Record

record_option = click.option(
    "--record",
    metavar="WHERE",
    envvar="DATELINE_RECORD",
    default="record.db",
    show_default=True,
    help="The record: a file, made where there is none, or postgresql://USER@HOST/NAME. Also in DATELINE_RECORD.",
)


@click.command()
@click.argument("inputs", nargs=-1, metavar="INPUTS...")
@record_option
@click.option(
    "--field", "is_field", is_flag=True, help="INPUTS are tables of field reports (CSV); whoever reports is protected."
)
@click.option(
    "--reporter-may-be-named", "may_be_named", is_flag=True, help="With --field: whoever reports is not protected."
)
@click.option(
    "--field-template",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=print_template,
    help="Print a table of field reports to fill in, and end.",
)
@evidence_option
@report_options
@reader_option
def add(
    inputs: tuple[str, ...],
    record: str,
    evidence: str | None,
    is_field: bool,
    may_be_named: bool,
    given: Given,
    own: OwnLists | None,
    reader: str,
) -> int:
    """Read reports and keep them in the record.

    INPUTS are as for dateline read. A report that the record has is left as it is, so the same command goes on where
    it was stopped; one that another version of the reader read is read anew, its old reading stays in the history.

    Then what was added is fused: copies are found, accounts of one event joined, sources counted, disputes shown by
    dateline brief. Fusing that was stopped goes on with the next command.

    \b
    Examples:
      dateline add examples
      dateline add archive.parquet --record sudan.db
      DATELINE_RECORD=postgresql://desk@localhost/desk dateline add monday.jsonl
      dateline add --field sightings.csv
    """
    from dateline.store.fusing import Fuser
    from dateline.store.record import Record

    from .opened import fuse_waiting

    if not inputs:
        raise click.UsageError("Nothing to add. Give a file, a folder, an address, or - for standard input.")
    if may_be_named and not is_field:
        raise click.UsageError("--reporter-may-be-named goes with --field.")
    if is_field:
        check_field_options(inputs, given)
    with Record.open(record) as opened:
        if is_field:
            status = _add_field(inputs, given, opened, own, is_fast(reader), may_be_named)
        else:
            status = _add(inputs, given, opened, own, is_fast(reader), evidence_folder(record, evidence))
        fuse_waiting(Fuser(opened))
        return status


def _add(
    inputs: tuple[str, ...], given: Given, record: Record, own: OwnLists | None, fast: bool, folder: Path | None
) -> int:
    from dateline.intake.inputs import open_inputs
    from dateline.read.own import NONE_OWN
    from dateline.read.pipeline import ReadingFailed, read_reports, reader_name

    reader = reader_name(fast)
    pages = Pages(record, folder, reader)
    stream = open_inputs(list(inputs), given, kept=pages.keep)
    ahead = list(itertools.islice(stream, LOOK_AHEAD))
    total = len(ahead) if len(ahead) < LOOK_AHEAD else None
    done: Counter[str] = Counter()
    with Progress(total=total, many=len(ahead) > 1, doing="adding") as progress:

        def failed(name: str, reason: str) -> None:
            from dateline.show.words import printable

            done["failed"] += 1
            progress.say(printable(f"{name}: {reason}"))
            progress.advance()
            record.fail(name, reason)

        def new(items: Iterator[Report | Exception]) -> Iterator[Report]:
            for item in items:
                if isinstance(item, InputError):
                    failed(f"{item.name}, {item.place}" if item.place else item.name, f"{item.reason}; {item.remedy}")
                elif isinstance(item, Exception):
                    failed("input", str(item))
                elif record.known(item, reader) is not None:
                    done["known"] += 1
                    progress.advance()
                else:
                    yield item

        try:
            for result in read_reports(new(itertools.chain(ahead, stream)), own=own or NONE_OWN, fast=fast):
                if isinstance(result, ReadingFailed):
                    failed(result.report.id, result.reason)
                    continue
                done[record.add(result, reader, pages.tie(result.report.id)).outcome.value] += 1
                progress.advance()
        finally:
            pages.close()
            progress.say(_told(done))  # also after Ctrl-C: what is said to be added is kept
    return 1 if done["failed"] else 0


def _add_field(
    tables: tuple[str, ...], given: Given, record: Record, own: OwnLists | None, fast: bool, may_be_named: bool
) -> int:
    done: Counter[str] = Counter()
    with Progress(total=None, many=True, doing="adding") as progress:
        try:
            add_field_reports(tables, given, record, own, fast, may_be_named, done, progress)
        finally:
            progress.say(_told(done))
    return 1 if done["failed"] else 0


def _told(done: Counter[str]) -> str:
    parts = [f"{done['added']} added"]
    parts += [f"{done[name]} {name}" for name in ("read anew",) if done[name]]
    parts += [f"{done['known']} already there"] if done["known"] else []
    parts += [f"{done['failed']} could not be read"] if done["failed"] else []
    return ", ".join(parts)
