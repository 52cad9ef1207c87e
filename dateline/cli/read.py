"""``dateline read``: inputs to readings, shown or written in the format asked for."""

from __future__ import annotations

import io
import itertools
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from dateline.show.outputs import (
    BRIEF_IN_FULL,
    FORMATS,
    SUFFIXES,
    Briefs,
    Csv,
    JsonIndented,
    JsonLines,
    Output,
    Page,
)

from .progress import Progress
from .reader import is_fast, reader_option
from .suggest import Choice

if TYPE_CHECKING:
    from dateline.intake.received import Given
    from dateline.read.own import OwnLists
    from dateline.record.report import Report

LOOK_AHEAD = 100  # reports taken in before the first is read, so that the bar knows how many there are

_FORMATS_HELP = "; ".join(f"{name}: {about}" for name, about in FORMATS.items())


_GIVEN = ("published", "outlet", "title", "url", "author", "agency", "language")
_REPORT_OPTIONS = (
    click.option("--published", metavar="DATE", help='Day of publication: 2014-08-27, "27 August 2014".'),
    click.option("--outlet", metavar="NAME", help="Who published it."),
    click.option("--title", metavar="TEXT", help="Its headline."),
    click.option("--url", metavar="URL", help="Where it stands on the web."),
    click.option("--author", metavar="NAME", help="Who wrote it."),
    click.option("--agency", metavar="NAME", help="The wire it came from."),
    click.option("--language", metavar="CODE", help="Its language, ISO 639-1: en."),
    click.option(
        "--places",
        metavar="FILE",
        help="Your own places, which win over ours: CSV with name,lat,lon and country,precision,radius_km,aliases.",
    ),
    click.option(
        "--actors",
        metavar="FILE",
        help="Your own actors, which win over ours: CSV with name,kind and country,sector,aliases (parted by ;).",
    ),
)


def report_options(command: Callable[..., int]) -> Callable[..., int]:
    """Return a command with the options for what the user says of the reports, and for the user's own lists.

    The command gets them as ``given`` and ``own``, the lists checked before anything is read.
    """

    @wraps(command)
    def gathered(**options: Any) -> int:
        from dateline.intake.received import Given

        given = Given(*(options.pop(name) for name in _GIVEN))
        places, actors = options.pop("places"), options.pop("actors")
        own = None
        if places or actors:
            from dateline.read.own import read_own_lists

            own = read_own_lists(places, actors)
        return command(given=given, own=own, **options)

    wrapped: Callable[..., int] = gathered
    for option in reversed(_REPORT_OPTIONS):
        wrapped = option(wrapped)
    return wrapped


@click.command()
@click.argument("inputs", nargs=-1, metavar="INPUTS...")
@click.option("-f", "--format", "format_", type=Choice(list(FORMATS)), help=f"{_FORMATS_HELP}. Default: brief.")
@click.option("-o", "--output", metavar="FILE", help="Write here; .json, .jsonl, .html and .csv set the format.")
@click.option("--table", type=Choice(["events", "statements"]), default="events", help="Rows of --format csv.")
@click.option("--full", is_flag=True, help="Show every entry, also in the briefs of many reports.")
@report_options
@reader_option
def read(
    inputs: tuple[str, ...],
    format_: str | None,
    output: str | None,
    table: str,
    full: bool,
    given: Given,
    own: OwnLists | None,
    reader: str,
) -> int:
    """Read reports and show what they say, on whose word.

    INPUTS are files (.txt .md .html .pdf .eml), web archives (.warc .warc.gz .warc.zst .wacz), tables with one
    report a row (.jsonl .csv .parquet), folders, addresses on the web, or - for standard input. What is given by
    --published and the like holds for every report and wins over what the report says of itself.

    \b
    Examples:
      dateline read report.txt --published 2014-08-27
      dateline read examples --format html --output page.html
      curl -s https://example.org/report | dateline read - --outlet "Example News"

    Colours follow the terminal; NO_COLOR=1 takes them out. Bad inputs are named on standard error, one line each,
    and the others are read.
    """
    if not inputs:
        raise click.UsageError("Nothing to read. Give a file, a folder, an address, or - for standard input.")
    chosen = _format(format_, output)
    with ExitStack() as stack:
        out = stack.enter_context(_opened(output, inputs)) if output else None
        return _read(inputs, given, chosen, table, full, out, own, is_fast(reader))


def _format(asked: str | None, output: str | None) -> str:
    if asked:
        return asked
    return SUFFIXES.get(Path(output).suffix.lower(), "brief") if output else "brief"


def _opened(output: str, inputs: tuple[str, ...]) -> TextIO:
    target = Path(output)
    if any(name != "-" and Path(name).is_file() and target.exists() and target.samefile(name) for name in inputs):
        raise click.UsageError(f"{output} is also an input: writing it would destroy the report. Name another file.")
    try:
        return target.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.UsageError(
            f"{output} cannot be written: {error.strerror}. Name a file in a folder that exists."
        ) from error


def _read(
    inputs: tuple[str, ...],
    given: Given,
    chosen: str,
    table: str,
    full: bool,
    file: TextIO | None,
    own: OwnLists | None,
    fast: bool,
) -> int:
    from dateline.intake.inputs import open_inputs

    stream = open_inputs(list(inputs), given)  # starts the intake's process, which loads what it needs in the meantime
    from dateline.read.own import NONE_OWN
    from dateline.read.parse import load_model
    from dateline.read.pipeline import ReadingFailed, read_reports

    load_model()
    ahead = list(itertools.islice(stream, LOOK_AHEAD))
    total = len(ahead) if len(ahead) < LOOK_AHEAD else None
    reports = sum(not isinstance(item, Exception) for item in ahead)
    with Progress(total=reports if total is not None else None, many=len(ahead) > 1) as progress:
        output = _output(chosen, table, full, file, many=reports > BRIEF_IN_FULL, progress=progress)
        tally = Tally(progress)
        try:
            for result in read_reports(tally.good(itertools.chain(ahead, stream)), own=own or NONE_OWN, fast=fast):
                if isinstance(result, ReadingFailed):
                    tally.fail(f"{result.report.id}: {result.reason}; the other reports were read")
                else:
                    output.add(result)
                    tally.read += 1
                progress.advance()
        except KeyboardInterrupt:
            output.finish()  # what was read so far is kept whole
            tally.close()
            raise
        output.finish()
        tally.close()
    return 1 if tally.failed else 0


class Tally:
    """How many reports were read and how many not; each failure is told when it comes."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.read = 0
        self.failed = 0

    def good(self, items: Iterator[Report | Exception]) -> Iterator[Report]:
        """Yield the reports among what came in; name the rest on standard error."""
        for item in items:
            if isinstance(item, Exception):
                self.fail(str(item))
            else:
                yield item

    def fail(self, line: str) -> None:
        """Name one failure in one line."""
        from dateline.show.words import printable

        self.failed += 1
        self.progress.say(printable(line))

    def close(self) -> None:
        """Say how many were read where there is more than one to speak of."""
        if self.failed:
            could = f"{self.failed} could not be read"
            self.progress.say(f"{_reports(self.read)} read, {could}")
        elif self.read != 1:
            self.progress.say(f"{_reports(self.read)} read")


def _reports(number: int) -> str:
    return f"{number} report" if number == 1 else f"{number} reports"


def _output(chosen: str, table: str, full: bool, file: TextIO | None, many: bool, progress: Progress) -> Output:
    if chosen == "brief":
        return _briefs(full, file, many, progress)
    out = file or _utf8(sys.stdout)
    if chosen == "csv":
        return Csv(out, table)
    if chosen == "html":
        return Page(out)
    return JsonLines(out) if chosen == "jsonl" else JsonIndented(out)


def _utf8(stream: TextIO) -> TextIO:
    """Return the stream as UTF-8, whatever the terminal's encoding: JSON, HTML and CSV say or imply it."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    return stream


def _briefs(full: bool, file: TextIO | None, many: bool, progress: Progress) -> Output:
    from rich.console import Console

    stream = file or sys.stdout
    if isinstance(stream, io.TextIOWrapper) and stream is sys.stdout:
        stream.reconfigure(errors="replace")
    console = progress.beside(stream) or Console(
        file=stream, highlight=False, markup=False, emoji=False, soft_wrap=False
    )
    unicode_ok = (console.encoding or "").lower().replace("-", "") in {"utf8", "utf16", "utf32", "cp65001"}
    return Briefs(console.print, many, full, plain=not (console.is_terminal and unicode_ok))
