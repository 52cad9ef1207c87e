"""``dateline watch``: what is in view asked when it is due, and what it brings read into the record."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from .add import record_option
from .kept import evidence_folder, evidence_option
from .reader import is_fast, reader_option

if TYPE_CHECKING:
    from rich.progress import Progress

    from dateline.collect.collector import Collector, Tally
    from dateline.store.collecting import Seed
    from dateline.store.record import Record

STOPPED = 130


@click.command()
@click.option("--once", is_flag=True, help="Do what is due, then end: for cron.")
@click.option("--no-read", is_flag=True, help="Fetch and keep, and leave the reading to a later run.")
@evidence_option
@record_option
@reader_option
def watch(once: bool, no_read: bool, evidence: str | None, record: str, reader: str) -> int:
    """Ask what is in view when it is due, fetch what it tells of, and read it into the record.

    What is in view is said by dateline seeds. A site is asked by one request at a time, as its robots.txt allows;
    pages are looked at again for changes, and a page that says something else is kept as its next version. Stopped or
    killed, the next run goes on where it was.

    \b
    Examples:
      dateline watch
      dateline watch --once --record sudan.db
      */10 * * * *  dateline watch --once        (a line for cron)

    Exit status: 0 in order, 1 with --once where a seed has not answered for days, 130 where --once was stopped.
    """
    from dateline.errors import UsageError
    from dateline.evidence.keeping import Keeper
    from dateline.store.alone import alone
    from dateline.store.collecting import seeds_of
    from dateline.store.record import Record

    folder = evidence_folder(record, evidence)
    if folder is None:
        raise UsageError("Say where what is fetched is kept: --evidence FOLDER, or DATELINE_EVIDENCE.")
    with Record.open(record) as opened, alone(opened) as is_alone:
        if not is_alone:
            print("dateline: another dateline watch is at work on this record", file=sys.stderr)
            return 0
        with opened.engine.connect() as connection:
            if not seeds_of(connection):
                raise UsageError("Nothing is in view. dateline seeds add ADDRESS says what is.")
        with Keeper(opened, folder) as keeper:
            return _watch(opened, keeper, once, not no_read, is_fast(reader) if not no_read else True)


def _watch(record: Record, keeper: object, once: bool, reads: bool, fast: bool) -> int:
    import asyncio
    import signal
    from contextlib import suppress

    from dateline.collect.collector import Collector
    from dateline.collect.settings import Settings
    from dateline.evidence.keeping import Keeper
    from dateline.show.words import printable

    assert isinstance(keeper, Keeper)
    stopped: list[int] = []
    with Line() as line:

        def failed(name: str, reason: str) -> None:
            line.say(printable(f"{name}: {reason}"))

        def dead(seed: Seed, problem: str) -> None:
            line.say(printable(f"{seed.name or seed.address} seems dead: {problem}"))

        async def run() -> Tally:
            collector = Collector(
                record, keeper, Settings(reads=reads, is_fast=fast), told=line.show, failed=failed, dead=dead
            )
            loop = asyncio.get_running_loop()
            for number in (signal.SIGINT, signal.SIGTERM):
                with suppress(NotImplementedError, RuntimeError):  # Windows, or no main thread
                    loop.add_signal_handler(number, _stop, collector, number, stopped)
            return await collector.run(once)

        tally = asyncio.run(run())
    print(f"dateline: {told(tally)}", file=sys.stderr)
    is_dead = _tell_dead(record)
    if once and stopped:
        return STOPPED
    return 1 if once and is_dead else 0


def _stop(collector: Collector, number: int, stopped: list[int]) -> None:
    if stopped:  # asked twice: at once
        raise KeyboardInterrupt
    stopped.append(number)
    collector.stop()


def _tell_dead(record: Record) -> bool:
    """Name the seeds that have not answered for days; return whether there are any."""
    from dateline.show.words import printable
    from dateline.store.collecting import seeds_of

    with record.engine.connect() as connection:
        dead = [one for one in seeds_of(connection) if one.dead_since is not None and not one.is_paused]
    for one in dead[:20]:
        since = f"no answer since {one.answered_at:%Y-%m-%d}" if one.answered_at is not None else "it never answered"
        print(printable(f"dateline: {one.name or one.address}: {since} ({one.problem})"), file=sys.stderr)
    if len(dead) > 20:
        print(f"dateline: and {len(dead) - 20} more; dateline seeds list --failing", file=sys.stderr)
    return bool(dead)


def told(tally: Tally) -> str:
    """Return what was done, in a line."""
    parts = [f"{tally.asked} asked" + (f" ({tally.failing} in vain)" if tally.failing else "")]
    parts.append(f"{tally.told} new address{'' if tally.told == 1 else 'es'}")
    parts.append(f"{tally.fetched} fetched")
    parts += [f"{tally.unchanged} unchanged"] if tally.unchanged else []
    parts += [f"{tally.failed} to be tried again"] if tally.failed else []
    parts += [f"{tally.given_up} given up"] if tally.given_up else []
    if tally.captures or tally.added:
        newer = f" ({tally.versions} of them changed pages)" if tally.versions else ""
        parts.append(f"{tally.added} report{'' if tally.added == 1 else 's'} added{newer}")
    parts += [f"{tally.unreadable} could not be read"] if tally.unreadable else []
    return ", ".join(parts)


class Line:
    """The live line at the bottom of a terminal, and what is said above it; without a terminal only that."""

    def __init__(self) -> None:
        self._line: Progress | None = None

    def __enter__(self) -> Line:
        """Begin the line where standard error is a terminal."""
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress, SpinnerColumn, TextColumn

            console = Console(file=sys.stderr, highlight=False, markup=False, emoji=False)
            text = TextColumn("{task.description}", markup=False)
            self._line = Progress(SpinnerColumn("line"), text, console=console, transient=True)
            self._line.add_task("beginning")
            self._line.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the line away."""
        if self._line is not None:
            self._line.stop()

    def show(self, tally: Tally) -> None:
        """Show how far it is."""
        if self._line is not None:
            at_work = f"; {tally.at_work:,} under way" if tally.at_work else "; waiting for what is due"
            self._line.update(self._line.task_ids[0], description=told(tally) + at_work)

    def say(self, words: str) -> None:
        """Write one line to standard error, above the live one."""
        if self._line is not None:
            self._line.console.print(words, soft_wrap=True)
        else:
            print(f"dateline: {words}", file=sys.stderr, flush=True)
