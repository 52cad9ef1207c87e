"""What a report costs as the record grows: reports that no reader has read are added and fused, then briefs are asked.

usage: python -m dateline.bench.growth [--reports 100000] [--record WHERE] [--ask-only]

Prints at 1,000, 10,000 and so on the cost of adding and of fusing one report, each over the thousand reports before,
and the memory of the process; then for each filter of ``dateline brief`` how long the brief takes to make. Exits with 1
where 95 of 100 briefs of a filter take more than 150 ms.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from dateline.record.briefing import Filter
from dateline.record.choices import Status
from dateline.record.occurrence import Standing
from dateline.store.brief import make_briefing
from dateline.store.fusing import Fuser
from dateline.store.record import Record

from .synthetic import A_DAY, FIRST_DAY, actor_name, countries, place_name, readings

_AT_ONCE = 50
_WINDOW = 1000  # reports over which a cost is the mean
_ASKED = 48  # briefs of each filter
_MOST_MS = 150.0  # that 95 of 100 briefs of a filter may take


def add(record: Record, reports: int) -> None:
    """Add and fuse reports and print what one costs at each power of ten."""
    fuser = Fuser(record)
    start = record.sizes()["reports"]
    source = readings(reports - start, start)
    done = start
    cost = [0.0, 0.0, 0.0]  # adding and fusing in seconds of the clock, both in seconds of this process
    print(f"{'reports':>9}  {'add ms':>7}  {'fuse ms':>7}  {'CPU ms':>7}  {'memory MB':>9}", flush=True)
    while part := list(itertools.islice(source, _AT_ONCE)):
        clock, cpu = time.perf_counter(), time.process_time()
        record.add_all(part, "bench")
        added = time.perf_counter()
        fuser.fuse()
        cost[0] += added - clock
        cost[1] += time.perf_counter() - added
        cost[2] += time.process_time() - cpu
        done += len(part)
        if done % _WINDOW == 0:
            each = [1000 * seconds / _WINDOW for seconds in cost]
            line = f"{done:>9,}  {each[0]:>7.1f}  {each[1]:>7.1f}  {each[2]:>7.1f}  {_memory_mb():>9.0f}"
            is_told = done in {1000, 10_000, 100_000, 1_000_000, reports} or done % 10_000 == 0
            print(line, file=sys.stdout if is_told else sys.stderr, flush=True)
            cost = [0.0, 0.0, 0.0]


def ask(record: Record) -> float:
    """Ask for briefs by each filter, print how long they take and return the slowest 95th of a hundred, in ms."""
    fuser = Fuser(record)
    worst = 0.0
    print(f"\n{'brief by':<12}  {'asked':>5}  {'median ms':>9}  {'p95 ms':>7}  {'longest':>7}", flush=True)
    for name, filters in _filters(record.sizes()["reports"]).items():
        took = []
        for one in filters:
            began = time.perf_counter()
            make_briefing(record, "bench", one, readings=fuser.readings)
            took.append(1000 * (time.perf_counter() - began))
        took.sort()
        p95 = took[min(int(0.95 * len(took)), len(took) - 1)]
        worst = max(worst, p95)
        print(f"{name:<12}  {len(took):>5}  {median(took):>9.0f}  {p95:>7.0f}  {took[-1]:>7.0f}", flush=True)
    return worst


def _filters(reports: int) -> dict[str, list[Filter]]:
    """Return what is asked for, by the name of the filter: values that the synthetic reports have."""
    chance = random.Random(2026)
    lands = countries()
    last = reports // A_DAY

    def day() -> date:
        return FIRST_DAY + timedelta(days=chance.randrange(max(last, 1)))

    def between() -> Filter:
        since = day()
        return Filter(since=since.isoformat(), until=(since + timedelta(days=chance.choice((0, 6, 30)))).isoformat())

    def actor() -> str:
        return actor_name(chance.choice(lands), chance.randrange(12))

    def place() -> str:
        return place_name(chance.choice(lands), chance.randrange(30))

    types = ("ASSAULT", "PROTEST", "AID", "air_drone_strike", "armed_clash", "COERCE", "MOBILIZE", "attack")
    return {
        "nothing": [Filter()] * 20,
        "--actor": [Filter(actor=(actor(),)) for _ in range(_ASKED)],
        "--place": [Filter(place=(place(),)) for _ in range(_ASKED)],
        "--country": [Filter(country=chance.choice(lands)) for _ in range(_ASKED)],
        "--type": [Filter(type=chance.choice(types)) for _ in range(_ASKED)],
        "--since": [Filter(since=day().isoformat()) for _ in range(_ASKED)],
        "--until": [Filter(until=day().isoformat()) for _ in range(_ASKED)],
        "both days": [between() for _ in range(_ASKED)],
        "--status": [Filter(status=status) for status in Status for _ in range(_ASKED // len(Status))],
        "--standing": [Filter(standing=standing) for standing in Standing for _ in range(_ASKED // len(Standing))],
        "--contested": [Filter(contested=True)] * 20,
        "three": [Filter(country=c, type="ASSAULT", since=day().isoformat()) for c in lands for _ in range(3)],
        "four": [Filter(actor=(actor(),), type="ASSAULT", contested=True, until=day().isoformat()) for _ in range(40)],
    }


def _memory_mb() -> float:
    """Return the memory of this process now."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> int:
    """Add what is missing, then ask."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--reports", type=int, default=100_000)
    asked.add_argument("--record", help="default: a SQLite file of its own; one that is there goes on")
    asked.add_argument("--ask-only", action="store_true")
    given = asked.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        Record.open(given.record or str(Path(folder) / "record.db")) as record,
    ):
        if not given.ask_only:
            add(record, given.reports)
        return 1 if ask(record) > _MOST_MS else 0


if __name__ == "__main__":
    sys.exit(main())
