"""What the commands that show a record share: the record opened and fused, the format chosen, the output written."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from dateline.errors import UsageError

from .progress import Progress
from .suggest import Choice

if TYPE_CHECKING:
    from dateline.record.briefing import OfStory, OpenedReport
    from dateline.show.sheet import Sheet
    from dateline.store.fusing import Fuser

_FORMATS = ("brief", "markdown", "html", "json")
_FUSED_AT_ONCE = 25  # reports, above which the bar is shown


def output_options(command: Callable[..., int]) -> Callable[..., int]:
    """Return a command with the options for format and file."""
    command = click.option(
        "-o", "--output", metavar="FILE", help="Write here; .md, .html and .json set the format. Default: the terminal."
    )(command)
    return click.option(
        "-f",
        "--format",
        "format_",
        type=Choice(list(_FORMATS)),
        help="brief: for a terminal; markdown; html: one page for a browser and for paper; json: for programs. "
        "Default: brief.",
    )(command)


@contextmanager
def opened_record(where: str) -> Iterator[Fuser]:
    """Yield the fuser of a record that is there, all that waited in it fused; raises UsageError where it is not."""
    from dateline.store.fusing import Fuser
    from dateline.store.opening import shown
    from dateline.store.record import Record

    if "://" not in where and not Path(where).is_file():
        raise UsageError(f"{shown(where)} is not there. dateline add FOLDER makes it; --record names another.")
    with Record.open(where) as record:
        fuser = Fuser(record)
        fuse_waiting(fuser)
        yield fuser


def fuse_waiting(fuser: Fuser) -> None:
    """Fuse what waits in a record, with a bar where it is much."""
    from dateline.store.brief import count_waiting

    waiting = count_waiting(fuser.record)
    if waiting is not None:
        with Progress(total=waiting, many=waiting > _FUSED_AT_ONCE, doing="comparing") as progress:

            def told(number: int) -> None:
                for _ in range(number):
                    progress.advance()

            fuser.fuse(told)


def record_name(where: str) -> str:
    """Return what a record is called above what is shown of it: its file's name, a server's address."""
    from dateline.store.opening import shown

    return shown(where) if "://" in where else Path(where).name


def write_out(sheet: Sheet, shown: object, format_: str | None, output: str | None) -> None:
    """Write a sheet in the format asked for, to the file asked for or to standard output."""
    from dateline.show.record_outputs import write_sheet

    chosen = _chosen(format_, output)
    with _target(output, chosen) as out:
        write_sheet(sheet, shown, chosen, *_printer(out))


def write_report(opened: OpenedReport, story: tuple[OfStory, ...], format_: str | None, output: str | None) -> None:
    """Write a report as ``dateline read`` shows it, below what the record knows of it besides."""
    from dateline.show.opened import report_sheet
    from dateline.show.record_outputs import write_reading

    chosen = _chosen(format_, output)
    with _target(output, chosen) as out:
        write_reading(report_sheet(opened, story), opened, chosen, *_printer(out))


def _chosen(format_: str | None, output: str | None) -> str:
    from dateline.show.record_outputs import SUFFIXES

    return format_ or (SUFFIXES.get(Path(output).suffix.lower(), "brief") if output else "brief")


@contextmanager
def _target(output: str | None, chosen: str) -> Iterator[TextIO]:
    """Yield where to write; a file takes the place of one that is there only when it is whole."""
    if output is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            encoding: dict[str, Any] = {} if chosen == "brief" else {"encoding": "utf-8", "newline": "\n"}
            sys.stdout.reconfigure(errors="replace", **encoding)
        yield sys.stdout
        return
    written = io.StringIO()
    yield written
    try:
        Path(output).write_text(written.getvalue(), encoding="utf-8", newline="\n")
    except OSError as error:
        remedy = "Name a file in a folder that exists."
        raise UsageError(f"{output} cannot be written: {error.strerror}. {remedy}") from error


def _printer(out: TextIO) -> tuple[Callable[[object], None], Callable[[str], object], bool]:
    """Return what prints for rich, what writes text, and whether only plain signs can be shown."""
    from rich.console import Console

    console = Console(file=out, highlight=False, markup=False, emoji=False, soft_wrap=False)
    unicode_ok = (console.encoding or "").lower().replace("-", "") in {"utf8", "utf16", "utf32", "cp65001"}
    return console.print, out.write, not (console.is_terminal and unicode_ok)
