"""Whether a changed byte is found: one byte flipped in each of many stored items, and how many of them are named.

usage: python -m dateline.bench.flips [--items 10000] [--record WHERE]

A record with captures, reports, decisions, links and heads is made and verified; then one byte of each item is flipped,
in the record or in a WARC file, and it is verified once more. An item counts as found where a finding names it.
"""

from __future__ import annotations

import argparse
import gzip
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, Table, select, update

from dateline.evidence.findings import Finding
from dateline.evidence.keeping import Keeper
from dateline.evidence.sealing import seal
from dateline.evidence.verifying import Verified, verify
from dateline.intake.answer import Answer, Exchange
from dateline.record.reading import Reading
from dateline.store.chain import append_decisions, tie_report
from dateline.store.record import Added, Record
from dateline.store.schema import report
from dateline.store.schema_collecting import capture, chained, head
from dateline.store.schema_decisions import decision, subject

from .synthetic import readings

SEED = 2026
_AT_ONCE = 100  # reports added in one transaction
_HEADS = 20
# Of ten items three are reports, three captures (bytes of a file), one a decision, three links; besides, the heads.
_REPORTS, _DECISIONS = 0.3, 0.1
_COLUMNS: dict[str, tuple[str, ...]] = {
    "report": ("key", "name", "text", "authors", "outlet", "published", "added_at"),
    "decision": ("kind", "who", "why", "made_at"),
    "link": ("at", "kind", "digest", "salt", "hash"),
    "head": ("at", "body", "key_id", "signature"),
}
_TABLES = {"report": report, "decision": decision, "link": chained, "head": head}


def _answer(read: Reading) -> Answer:
    """Return a page that a report may have been read from."""
    of = read.report
    data = f"<html><title>{of.title or ''}</title><body><p>{of.text}</p></body></html>".encode()
    headers = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"))
    asked = (("Host", "paper.example"), ("User-Agent", "Dateline"))
    url = f"https://paper.example/{of.id}"
    payload = gzip.compress(data, 6, mtime=0)
    return Answer(Exchange(url, "2026-03-01T08:00:00+00:00", asked, 200, "OK", "HTTP/1.1", headers, payload), (), data)


def _fill(record: Record, folder: Path, key: Path, reports: int, decisions: int) -> None:
    """Add reports with a capture each, decisions on some of them, and heads between."""
    rest = iter(readings(reports))
    parts = -(-reports // _AT_ONCE)
    with Keeper(record, folder) as keeper:
        for part in range(parts):
            some = [one for one, _ in zip(rest, range(_AT_ONCE), strict=False)]
            captures = iter(keeper.keep([(_answer(one), None) for one in some]))

            def tie(connection: Connection, added: Added, of: Iterator[int] = captures) -> None:
                tie_report(connection, next(of), added.id)

            record.add_all(some, "bench", tie)
            if part % max(1, parts // _HEADS) == 0:
                seal(record, key)
    with record.writing() as connection:
        for number in range(1, decisions + 1):
            made = {"kind": "accept", "who": "Ada", "why": f"seen, {number}", "made_at": f"2026-03-02T{number:012}"}
            connection.execute(decision.insert().values(made))
            about = {"decision_id": number, "position": 0, "side": 0, "report_id": number % reports + 1}
            connection.execute(subject.insert().values({**about, "start": 0, "end": 4}))
        append_decisions(connection)
    seal(record, key)


def _flipped(value: str | bytes, chance: random.Random) -> str | bytes:
    """Return a value with one bit of one byte flipped, a text so that it stays one that a database holds."""
    data = bytearray(value if isinstance(value, bytes) else value.encode())
    while True:
        at, bit = chance.randrange(len(data)), 1 << chance.randrange(7)
        data[at] ^= bit
        if isinstance(value, bytes):
            return bytes(data)
        if data[at]:
            try:
                return data.decode()
            except UnicodeDecodeError:
                pass
        data[at] ^= bit


def _flip_rows(connection: Connection, kind: str, numbers: Sequence[int], chance: random.Random) -> None:
    table: Table = _TABLES[kind]
    (key,) = table.primary_key.columns
    for number in numbers:
        row = connection.execute(select(table).where(key == number)).one()._mapping
        column = chance.choice([name for name in _COLUMNS[kind] if row[name]])
        width = getattr(table.c[column].type, "length", None)
        value = _flipped(row[column], chance)
        assert width is None or len(value) <= width
        connection.execute(update(table).where(key == number).values({column: value}))


def _flip_files(connection: Connection, folder: Path, numbers: Sequence[int], chance: random.Random) -> None:
    for number in numbers:
        row = connection.execute(select(capture).where(capture.c.id == number)).one()
        with (folder / row.file).open("r+b") as stream:
            at = row.offset + chance.randrange(row.length)
            stream.seek(at)
            old = stream.read(1)[0]
            stream.seek(at)
            stream.write(bytes([old ^ (1 << chance.randrange(8))]))


def _verified(record: Record, folder: Path) -> tuple[set[str], Verified, float]:
    """Return the names of what is wrong, what was looked at, and how long it took."""
    names: set[str] = set()

    def found(finding: Finding) -> None:
        names.add(finding.what)

    began = time.monotonic()
    verified = verify(record, folder, found)
    return names, verified, time.monotonic() - began


def main() -> int:
    """Flip as many bytes as asked, print how many were found, and exit with 1 if not all were."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--items", type=int, default=10_000)
    asked.add_argument("--record", help="an empty one; default: a SQLite file of its own")
    given = asked.parse_args()
    chance = random.Random(SEED)
    items = max(given.items, 100)
    reports, decisions = int(items * _REPORTS), int(items * _DECISIONS)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "evidence"
        with Record.open(given.record or str(Path(place) / "record.db")) as record:
            _fill(record, folder, Path(place) / "key", reports, decisions)
            names, verified, seconds = _verified(record, folder)
            _tell("whole", verified, seconds)
            if names:
                return 1
            with record.writing() as connection:
                there = {kind: list(connection.scalars(select(*of.primary_key))) for kind, of in _TABLES.items()}
                captures = list(connection.scalars(select(capture.c.id)))
                left = items - len(captures) - sum(len(there[kind]) for kind in ("report", "decision", "head"))
                flipped = {**there, "link": sorted(chance.sample(there["link"], left))}
                for kind, numbers in flipped.items():
                    _flip_rows(connection, kind, numbers, chance)
                flipped["capture"] = captures
                _flip_files(connection, folder, captures, chance)
            names, verified, seconds = _verified(record, folder)
            _tell("flipped", verified, seconds)
    done: Counter[str] = Counter()
    for kind, numbers in flipped.items():
        done[kind] = sum(f"{kind} {number}" in names for number in numbers)
        print(f"  {kind}: {done[kind]:,} of {len(numbers):,} found")
    whole = sum(len(numbers) for numbers in flipped.values())
    print(f"{done.total():,} of {whole:,} flipped bytes found")
    return 0 if done.total() == whole else 1


def _tell(what: str, verified: Verified, seconds: float) -> None:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    links = sum(verified.links.values())
    print(
        f"{what}: {links:,} links, {verified.bytes:,} bytes of files verified in {seconds:.1f} s, "
        f"{verified.findings:,} findings; {most} MB at the most"
    )


if __name__ == "__main__":
    sys.exit(main())
