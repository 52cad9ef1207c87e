"""A day of many feeds: what collecting costs, whether memory stays flat, and whether anything is lost or comes twice.

usage: python -m dateline.bench.collect [--feeds 10000] [--hours 24] [--read] [--record WHERE]

The feeds are served by a process of its own on this machine, each site with an address of its own; the clock of both
goes on by half an hour whenever nothing more is due. Prints the rate and the memory of the collecting process
at a tenth, a half and the end of the day, then what was published, found, kept and sent twice. Exits with 1 where
something is lost or doubled.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from dateline.collect.collector import Collector, Tally
from dateline.collect.settings import Settings
from dateline.evidence.keeping import Keeper
from dateline.intake.reach import VARIABLE
from dateline.store.collecting import NewSeed, SeedKind, add_seeds
from dateline.store.record import Record
from dateline.store.schema import report
from dateline.store.schema_collecting import capture, found

from .growth import _memory_mb
from .news_server import News, Running, feed_address, serving

BEGAN = datetime(2026, 5, 8, tzinfo=UTC)
_STEP = timedelta(minutes=30)
_AFTER = timedelta(hours=8)  # until every feed was asked once more: the slowest is asked each six hours
_EVERY_S = 900


class Day:
    """The clock of a simulated day: it goes on when nothing is due, and tells how it is on its way."""

    def __init__(self, server: Running, hours: float) -> None:
        self.at = BEGAN
        self._server = server
        self._end = BEGAN + timedelta(hours=hours)
        self._marks = [BEGAN + timedelta(hours=hours) * part for part in (0.1, 0.5, 1.0)]
        self._began = time.monotonic()
        self.collector: Collector | None = None
        self.memory: list[float] = []
        print(f"{'of the day':>10}  {'asked':>8}  {'fetched':>8}  {'a second':>8}  {'memory MB':>9}", flush=True)

    def now(self) -> datetime:
        """Return the simulated time."""
        return self.at

    def told(self, tally: Tally) -> None:
        """Put the clock on where nothing is under way; end the collector after the day."""
        if tally.at_work or self.collector is None:
            return
        self.at += _STEP
        self._server.set_clock(min(self.at - BEGAN, self._end - BEGAN).total_seconds())
        while self._marks and self.at >= self._marks[0]:
            part = (self._marks.pop(0) - BEGAN) / (self._end - BEGAN)
            seconds = time.monotonic() - self._began
            done = tally.asked + tally.fetched + tally.unchanged
            self.memory.append(_memory_mb())
            words = f"{part:>10.0%}  {tally.asked:>8,}  {tally.fetched:>8,}  {done / seconds:>8.0f}"
            print(f"{words}  {self.memory[-1]:>9.0f}", flush=True)
        if self.at >= self._end + _AFTER:
            self.collector.end()


@contextmanager
def on_this_machine() -> Iterator[None]:
    """Allow the addresses of this machine to be asked."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = "127.0.0.0/8"
    try:
        yield
    finally:
        os.environ.pop(VARIABLE) if before is None else os.environ.update({VARIABLE: before})


def collect(record: Record, folder: Path, server: Running, hours: float, reads: bool) -> tuple[Day, Tally]:
    """Collect for a simulated day and return its clock and what was done."""
    day = Day(server, hours)
    # no gap: all is one machine, and its clock is none of the sites'
    settings = Settings(gap_s=0.0, patience_s=0.0, most_in_line=200, reads=reads, is_fast=True)
    with Keeper(record, folder) as keeper:

        async def run() -> Tally:
            day.collector = Collector(record, keeper, settings, clock=day.now, told=day.told)
            return await day.collector.run()

        return day, asyncio.run(run())


def main() -> int:
    """Collect a day of feeds and print what it cost; exit with 1 where something is lost or doubled."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--feeds", type=int, default=10_000)
    asked.add_argument("--hours", type=float, default=24.0)
    asked.add_argument("--read", action="store_true", help="read what is kept too, by rules alone")
    asked.add_argument("--record", help="default: a SQLite file of its own")
    given = asked.parse_args()
    news = News(given.feeds, given.hours * 3600)
    with tempfile.TemporaryDirectory() as folder, on_this_machine(), serving(news) as server:
        where = given.record or str(Path(folder) / "record.db")
        with Record.open(where) as record:
            seeds = (NewSeed(SeedKind.FEED, feed_address(n, server.port), _EVERY_S) for n in range(given.feeds))
            add_seeds(record, seeds, BEGAN)
            began = time.monotonic()
            day, tally = collect(record, Path(folder) / "evidence", server, given.hours, given.read)
            seconds = time.monotonic() - began
            served = server.end()
            with record.engine.connect() as connection:
                kept = connection.scalar(select(func.count()).select_from(capture)) or 0
                addresses = connection.scalar(select(func.count()).select_from(found)) or 0
                of_pages = connection.scalar(select(func.count(capture.c.found_id.distinct()))) or 0
                reports = connection.scalar(select(func.count()).select_from(report)) or 0
    published = sum(len(news.published(n)) for n in range(given.feeds))
    twice = sum(times - 1 for times in served.pages.values())
    requests = sum(served.statuses.values())
    print(
        f"\n{given.feeds:,} feeds, {given.hours:g} hours in {seconds:.0f} s: {requests:,} requests "
        f"({requests / seconds:.0f} a second; {served.statuses.get(304, 0):,} unchanged), {published:,} published, "
        f"{addresses:,} found, {kept:,} kept, {reports:,} reports, {published - of_pages} lost, "
        f"{kept - of_pages} doubled, {twice} sent twice, {tally.failed + tally.failing} failures; "
        f"memory {' '.join(f'{mb:.0f}' for mb in day.memory)} MB"
    )
    lost = published - of_pages or (given.read and reports != published)
    return 1 if lost or kept != of_pages or twice else 0


if __name__ == "__main__":
    sys.exit(main())
