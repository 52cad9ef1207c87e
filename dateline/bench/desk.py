"""How quick the desk's pages are under load: each page asked by 20 connections at once, by wrk on loopback.

usage: python -m dateline.bench.desk --record WHERE [--seconds 5] [--connections 20]

For each page: its size as it goes over the wire; the time within which 95 of 100 are made anew, asked by one alone
with another address each time; then, the same address asked by all connections, how many are answered a second, and
the time within which 50, 95 and 99 of 100 are answered, waiting for the others included. Exits with 1 where 95 of 100
take more than 150 ms or a page is above 500 KB. Needs wrk (Debian: apt-get install wrk). The desk is served for one
person alone, as ``dateline serve --single-user`` does.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, select

from dateline.store.record import Record
from dateline.store.schema import actor, report
from dateline.store.schema_fused import dispute, occurrence

_MOST_MS = 150.0
_MOST_KB = 500.0
_ANEW = 20  # pages made anew
_LUA = """
done = function(summary, latency, requests)
  io.write(string.format("figures %d %d %.3f %.3f %.3f\\n", summary.requests,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000))
end
"""


def main(arguments: list[str] | None = None) -> int:
    """Ask each page and print how quick it is."""
    parser = argparse.ArgumentParser(prog="python -m dateline.bench.desk", description=__doc__.splitlines()[0])
    parser.add_argument("--record", required=True, help="a record with reports in it")
    parser.add_argument("--seconds", type=int, default=5, help="for each page")
    parser.add_argument("--connections", type=int, default=20)
    parser.add_argument("pages", nargs="*", help="instead of all")
    given = parser.parse_args(arguments)
    if shutil.which("wrk") is None:
        parser.error("wrk is not installed: apt-get install wrk")
    slow = 0
    with _served(given.record) as base:
        print(
            f"{'page':<44} {'KB':>6} {'anew ms':>8} {'a second':>9} {'50 % ms':>8} {'95 % ms':>8} {'99 % ms':>8}",
            flush=True,
        )
        for page in given.pages or _pages(given.record):
            size, anew = _size_kb(base + page), _anew_ms(base + page)
            asked, errors, *ms = _load(base + page, given.seconds, given.connections)
            is_slow = max(ms[1], anew) > _MOST_MS or size > _MOST_KB or errors > 0
            slow += is_slow
            rate = asked / given.seconds
            told = f"{page[:44]:<44} {size:>6.1f} {anew:>8.1f} {rate:>9.1f} {ms[0]:>8.1f} {ms[1]:>8.1f} {ms[2]:>8.1f}"
            print(told + (f"  {errors:.0f} errors" if errors else "  slow" if is_slow else ""), flush=True)
    return 1 if slow else 0


def _pages(where: str) -> list[str]:
    """Return the pages, with things of this record that have most to show."""
    with Record.open(where) as record, record.engine.connect() as connection:
        most = select(occurrence.c.id).order_by(occurrence.c.accounts.desc()).limit(1)
        country = connection.scalar(
            select(occurrence.c.country).group_by(occurrence.c.country).order_by(func.count().desc()).limit(1)
        )
        number = connection.scalar(most)
        disputed = connection.scalar(select(dispute.c.occurrence_id).order_by(dispute.c.id.desc()).limit(1)) or number
        newest = connection.scalar(select(func.max(report.c.id)))
        who = connection.scalar(select(func.max(actor.c.id)))
    return [
        "/",
        "/?since=day",
        "/occurrences",
        f"/occurrences?country={country}&type=ASSAULT",
        "/occurrences?contested=true",
        "/occurrences?q=troops",
        f"/occurrences/{number}",
        f"/occurrences/{disputed}",
        "/differ",
        "/map",
        f"/map?country={country}",
        "/actors",
        f"/actors/{who}",
        "/statements",
        "/statements?act=deny",
        "/review",
        "/reports",
        f"/reports/{newest}",
        "/search?q=troops",
        "/add",
        "/sources",
        "/api/v1/occurrences",
        f"/api/v1/occurrences/{number}",
        "/feeds/occurrences.atom",
    ]


@contextmanager
def _served(where: str) -> Iterator[str]:
    command = [sys.executable, "-m", "dateline", "serve", "--single-user", "--port", "0", "--record", where]
    with tempfile.TemporaryFile("w+") as told:
        desk = subprocess.Popen(command, stderr=told, stdout=subprocess.DEVNULL)
        try:
            for _ in range(600):
                told.seek(0)
                if found := re.search(r"http://\S+?(?=/\s)", told.read()):
                    _wait(found[0])
                    yield found[0]
                    return
                if desk.poll() is not None:
                    break
                time.sleep(0.1)
            told.seek(0)
            raise SystemExit(f"the desk did not start: {told.read()}")
        finally:
            desk.terminate()
            desk.wait()


def _wait(base: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(base + "/", timeout=30).read()
            return
        except OSError:
            time.sleep(0.1)


def _size_kb(address: str) -> float:
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return len(answer.read()) / 1000


def _anew_ms(address: str) -> float:
    """Return within how many milliseconds 95 of 100 pages are made that are not at hand."""
    took = []
    for number in range(_ANEW):
        asked = urllib.request.Request(f"{address}{'&' if '?' in address else '?'}anew={number}")
        began = time.perf_counter()
        with urllib.request.urlopen(asked, timeout=60) as answer:
            answer.read()
        took.append(1000 * (time.perf_counter() - began))
    return sorted(took)[int(_ANEW * 0.95) - 1]


def _load(address: str, seconds: int, connections: int) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "figures.lua"
        script.write_text(_LUA)
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", str(script)]
        command += ["-H", "Accept-Encoding: gzip", address]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"figures (\d+) (\d+) ([\d.]+) ([\d.]+) ([\d.]+)", told)
    if found is None:
        raise SystemExit(f"wrk gave no figures for {address}:\n{told}")
    return [float(part) for part in found.groups()]


if __name__ == "__main__":
    sys.exit(main())
