"""What a record loses when the process that writes it is killed: nothing it has told of.

usage: python -m dateline.bench.kills [--times 1000] [--record WHERE]

A child adds reports, tells of each that is added and fuses them; it is killed at a random moment, and another goes on.
At the end the record must hold every report told of, each once and whole, and the same occurrences as a record of the
same reports whose process was left alone.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import func, select

from dateline.store.fusing import Fuser
from dateline.store.record import Record
from dateline.store.schema import CURRENT, event, reading, report

from .synthetic import readings

SEED = 2026
_FUSED_AFTER = 4  # reports
LONGEST = 3.0  # a child's life in times of what it takes to its first report: some die opening, most writing


def _write(where: str, pipe: int, start: int) -> None:
    """Add reports from a number on, write each number to the pipe once it is kept, and fuse; never returns."""
    with Record.open(where) as record:
        fuser = Fuser(record)
        for number, reading in enumerate(readings(1 << 30, start), start):
            record.add(reading, "bench")
            os.write(pipe, f"{number}\n".encode())
            if number % _FUSED_AFTER == 0:
                fuser.fuse()


def _groups(record: Record) -> set[frozenset[tuple[str, str]]]:
    """Return the occurrences of a record, each as the reports and events that tell of it."""
    groups: dict[int, set[tuple[str, str]]] = {}
    with record.engine.connect() as connection:
        asked = select(event.c.occurrence_id, report.c.key, event.c.local_id).join(report)
        for row in connection.execute(asked.where(event.c.occurrence_id.is_not(None))):
            groups.setdefault(row.occurrence_id, set()).add((row.key, row.local_id))
    return {frozenset(group) for group in groups.values()}


def _killed(where: str, start: int, after: float) -> list[int]:
    """Start a child, kill it after some seconds and return the numbers that it told of."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(readable)
        try:
            _write(where, writable, start)
        finally:
            os._exit(1)
    os.close(writable)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(readable) as told:
        return [int(line) for line in told.read().split("\n") if line]


def _to_first_report(where: str) -> float:
    """Return the seconds from a child's start to the first report that it tells of."""
    after = 0.05
    while not _killed(where, 0, after):
        after *= 1.3
    return after


def main() -> int:
    """Kill as often as asked and print what was lost and doubled; exit with 1 if anything was."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--times", type=int, default=1000)
    asked.add_argument("--record", help="default: a SQLite file of its own")
    given = asked.parse_args()
    chance = random.Random(SEED)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        where = given.record or str(Path(folder) / "record.db")
        Record.open(where).engine.dispose()
        told: set[int] = set()
        silent, longest = 0, LONGEST * _to_first_report(where)
        for number in range(1, given.times + 1):
            start = max(
                max(told, default=-1) + 1 - chance.randrange(3), 0
            )  # some are there already: adding must be idempotent
            found = _killed(where, start, chance.uniform(0, longest))
            silent += not found
            told |= set(found)
            if number % 100 == 0:
                print(f"{number} kills, {len(told):,} reports told of", file=sys.stderr, flush=True)
        with Record.open(where) as record, record.engine.connect() as connection:
            names = list(connection.scalars(select(report.c.name)))
            whole = connection.scalar(select(func.count()).select_from(reading).where(CURRENT))
        with Record.open(where) as record, Record.open(str(Path(folder) / "alone.db")) as alone:
            Fuser(record).fuse()
            there = set(names)
            alone.add_all((r for r in readings(max(told, default=0) + 2) if r.report.id in there), "bench")
            Fuser(alone).fuse()
            other = len(_groups(record) ^ _groups(alone))
    name_of = {number: r.report.id for number, r in enumerate(readings(max(told, default=0) + 1))}
    lost = {number for number in told if name_of[number] not in there}
    doubled = len(names) - len(set(names))
    half = len(names) - (whole or 0)
    seconds = time.monotonic() - began
    print(
        f"{given.times} kills in {seconds:.0f} s ({silent} before the first report was told of): {len(told):,} reports "
        f"told of, {len(names):,} kept, {len(lost)} lost, {doubled} doubled, {half} half, {other} differ"
    )
    return 1 if lost or doubled or half or other else 0


if __name__ == "__main__":
    sys.exit(main())
