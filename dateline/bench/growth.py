"""What a report costs as the record grows: reports that no reader has read are added and fused, then briefs are asked.

usage: python -m dateline.bench.growth [--reports 100000] [--record WHERE] [--ask-only]

Prints at 1,000, 10,000 and so on the cost of adding and of fusing one report, each over the thousand reports before,
and the memory of the process; then for each filter of ``dateline brief`` how long its queries take.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
import time
from pathlib import Path

from dateline.store.fusing import Fuser
from dateline.store.record import Record

from .synthetic import readings

_AT_ONCE = 50
_WINDOW = 1000  # reports over which a cost is the mean


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
    return 0


if __name__ == "__main__":
    sys.exit(main())
