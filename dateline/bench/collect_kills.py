"""What collecting loses when its process is killed: nothing, and nothing comes twice.

usage: python -m dateline.bench.collect_kills [--times 200] [--record WHERE]

A child collects feeds that grow, fetches their pages, keeps and reads them, and is killed at a random moment; another
goes on. Some pages change after a while. At the end, when a last one was let run, the record must hold every page that
was published, each address once, each version that was served and kept once, and nothing that ``dateline verify``
finds: every capture as it was fetched, the chain over it all without a gap.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from dateline.collect.collector import Collector, Tally, waiting_to_be_read
from dateline.collect.settings import Settings
from dateline.evidence.keeping import Keeper
from dateline.evidence.verifying import verify
from dateline.read.parse import load_model
from dateline.store.collecting import NewSeed, SeedKind, add_seeds
from dateline.store.record import Record
from dateline.store.schema import report
from dateline.store.schema_collecting import capture, captured, found

from .collect import on_this_machine
from .kills import SEED
from .news_server import News, Running, feed_address, serving

BEGAN = datetime(2026, 5, 8, tzinfo=UTC)
_FEEDS = 40
_SPEED = 600.0  # simulated seconds in one: a feed is asked after some seconds, a page looked at again after six
_ENTRIES = 12.0  # of a feed in the mean; the longest still shows all that it ever had, so that none can fall off it
_LONGEST = 3.0  # a child's life in times of what it takes to the first answer that is kept, as in ``kills``
_SETTINGS = Settings(gap_s=0.0, patience_s=0.0, is_fast=True, seconds=10.0)


def _collect(where: str, folder: Path, began: float) -> None:
    """Collect until killed; never returns in order."""
    with Record.open(where) as record, Keeper(record, folder) as keeper:
        asyncio.run(Collector(record, keeper, _SETTINGS, clock=lambda: _simulated(began)).run())


def _simulated(began: float) -> datetime:
    return BEGAN + timedelta(seconds=(time.time() - began) * _SPEED)


def _killed(where: str, folder: Path, began: float, after: float) -> int:
    """Start a child, kill it after some seconds, and return how many answers are kept then."""
    child = os.fork()
    if child == 0:
        try:
            _collect(where, folder, began)
        finally:
            os._exit(1)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return _count_kept(where)


def _count_kept(where: str) -> int:
    with Record.open(where) as record, record.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(capture)) or 0


def _to_first_answer(folder: Path, server: Running) -> float:
    """Return the seconds from a child's start until an answer is kept."""
    where = str(folder / "first.db")
    _add_seeds(where, server)
    after, began = 0.2, time.time() - 3600.0
    while not _killed(where, folder / "first", began, after):
        after *= 1.3
    return after


def _add_seeds(where: str, server: Running) -> None:
    with Record.open(where) as record:
        seeds = (NewSeed(SeedKind.FEED, feed_address(n, server.port), 900) for n in range(_FEEDS))
        add_seeds(record, seeds, BEGAN)


class _ToTheEnd:
    """The clock of the last child, which goes on whenever nothing is due, until all pages are old."""

    def __init__(self, record: Record, at: datetime, server: Running) -> None:
        self.at = at
        self._record = record
        self._end = at + timedelta(days=2)
        self._server = server
        self.collector: Collector | None = None

    def told(self, tally: Tally) -> None:
        """Put the clock on, not while something waits to be read: only then is it looked at again."""
        if tally.at_work or self.collector is None or waiting_to_be_read(self._record):
            return
        self.at += timedelta(hours=2)
        self._server.set_clock((self.at - BEGAN).total_seconds())
        if self.at >= self._end:
            self.collector.end()

    def run(self, keeper: Keeper) -> None:
        """Collect to the end."""

        async def run() -> None:
            self.collector = Collector(self._record, keeper, _SETTINGS, clock=lambda: self.at, told=self.told)
            await self.collector.run()

        asyncio.run(run())


def main() -> int:
    """Kill as often as asked and print what was lost and doubled; exit with 1 if anything was."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--times", type=int, default=200)
    asked.add_argument("--record", help="default: a SQLite file of its own")
    given = asked.parse_args()
    chance = random.Random(SEED)
    load_model()  # children have it from the beginning
    clock = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch, on_this_machine():
        with serving(News(_FEEDS, 60.0, ((1.0, 1.0),))) as server:
            server.set_clock(3600.0)
            longest = _LONGEST * _to_first_answer(Path(scratch), server)
        lives = [chance.uniform(0, longest) for _ in range(given.times)]
        news = News(_FEEDS, sum(lives) * _SPEED, ((1.0, _ENTRIES),), changed_each=3, changed_after=4 * 3600.0)
        return _kill(given.record or str(Path(scratch) / "record.db"), Path(scratch) / "evidence", lives, news, clock)


def _kill(where: str, folder: Path, lives: list[float], news: News, clock: float) -> int:
    idle = kept = 0
    with serving(news) as server:
        _add_seeds(where, server)
        began = time.time()
        server.follow(began, _SPEED)
        for number, life in enumerate(lives, 1):
            before, kept = kept, _killed(where, folder, began, life)
            idle += kept == before
            if number % 20 == 0:
                print(f"{number} kills, {kept:,} answers kept", file=sys.stderr, flush=True)
        end = max(_simulated(began), BEGAN + timedelta(seconds=news.seconds))
        server.set_clock((end - BEGAN).total_seconds())
        server.follow(0.0, 0.0)
        with Record.open(where) as record:
            with Keeper(record, folder) as keeper:
                _ToTheEnd(record, end, server).run(keeper)
                problems = _problems(record, keeper, news)
            reports = record.sizes()["reports"]
    published = sum(len(news.published(n)) for n in range(_FEEDS))
    told = ", ".join(f"{number} {name}" for name, number in problems.items())
    print(
        f"{len(lives)} kills in {time.monotonic() - clock:.0f} s ({idle} before another answer was kept): "
        f"{published:,} pages published, {kept:,} answers kept at the last kill, {_count_kept(where):,} in the end, "
        f"{reports:,} reports; {told}"
    )
    return 1 if any(problems.values()) else 0


def _problems(record: Record, keeper: Keeper, news: News) -> dict[str, int]:
    """Return how many of each thing are not as they must be."""
    with record.engine.connect() as connection:
        pages = Counter(address.partition("/page/")[2] for address in connection.scalars(select(found.c.address)))
        reports = connection.execute(select(report.c.id, report.c.url, report.c.text)).all()
        captures = connection.execute(
            select(capture.c.id, capture.c.found_id, capture.c.payload_digest, capture.c.is_read).order_by(capture.c.id)
        ).all()
        tied = set(connection.scalars(select(captured.c.report_id)))
    texts: dict[str, list[str]] = {}
    for row in reports:
        texts.setdefault(str(row.url).partition("/page/")[2], []).append(row.text)
    lost = unlike = 0
    for feed in range(_FEEDS):
        for entry in range(len(news.published(feed))):
            last = news.version(feed, entry, float("inf"))
            killed = news.text(feed, entry, last).split(". ")[0]
            there = texts.get(f"{feed}/{entry}", [])
            lost += not any(killed in text for text in there)
            unlike += len(there) != len(set(there))
    before: dict[int, str] = {}
    doubled = 0
    for one in captures:
        doubled += before.get(one.found_id) == one.payload_digest
        before[one.found_id] = one.payload_digest
    return {
        "lost": lost,
        "addresses doubled": sum(number - 1 for number in pages.values()),
        "captures doubled": doubled,
        "reports doubled": unlike,
        "not read": sum(not row.is_read for row in captures),
        "without their capture": sum(row.id not in tied for row in reports),
        "findings of dateline verify": verify(record, keeper.folder, lambda _: None).findings,
    }


if __name__ == "__main__":
    sys.exit(main())
