"""Hostile inputs: sound ones of every format, spoilt at random, through the real intake with its worker process.

usage: python -m dateline.bench.fuzz [--minutes 10] [--seed 1] [--keep FOLDER]

Each is written to a file and opened as ``dateline add`` opens it; feeds and sitemaps go to the worker as the collector
gives them. Counted by format are inputs, those that were read, those that were refused with an error, and workers that
were lost over one and replaced. Anything else, such as an exception that comes out or a report that is not sound, is a
fault: it is printed with the input's number, and the exit status is 1. The same seed makes the same inputs.

Spoiling is blind. A fuzzer that is led by coverage cannot see into the worker, which is another process by intent.
"""

from __future__ import annotations

import argparse
import gzip
import random
import sys
import tempfile
import time
import zlib
from collections import Counter
from pathlib import Path

from dateline.errors import InputError
from dateline.intake.apart import Worker
from dateline.intake.inputs import open_inputs
from dateline.record.report import Report

from .fuzz_seeds import list_seeds, seeds

_AT_ONCE = 300  # inputs of one command: a worker serves them all until it is lost
_MOST_BYTES = 400_000  # of an input that is grown
_LOST = ("takes over", "too much memory or time", "its reader broke")  # how the intake says that it lost a worker
_SIGNS = (  # what formats turn on
    b"\0", b"\xff", b"\n", b"\r\n\r\n", b"<", b">", b"&", b"]]>", b"<!--", b"<![CDATA[", b"&#0;", b"&#x110000;", b"]",
    b"[", b"{", b'"', b"'", b"\\ud800", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"\x1f\x8b\x08", b"PK\x03\x04",
    b"\x28\xb5\x2f\xfd", b"%PDF-", b"PAR1", b"WARC/1.1\r\n", b"Content-Length: 99999999999\r\n",
    b"Content-Length: -1\r\n",
    b"Content-Encoding: br\r\n", b"Transfer-Encoding: chunked\r\n", b"ffffffff\r\n", b"From ", b"charset=utf-7",
    b"<!ENTITY a 'b'>", b"<svg>", b"<table>", b"<template>", b"<html>", b"</p>", b"endstream", b"/Length 999999",
    b"obj", b"<</Type/Pages/Kids[2 0 R]>>", b"9999-99-99", b"0000-00-00", b"2025-02-30T25:61:61Z",
    b"-9999999999999999999",
)  # fmt: skip


class Tally:
    """What became of the inputs, by format, and the faults in words."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.faults: list[str] = []

    def add(self, kind: str, what: str) -> None:
        """Count one."""
        self.counts[kind, what] += 1

    def show(self) -> None:
        """Print a table of it, and the faults."""
        columns = ("inputs", "read", "refused", "lost")
        kinds = list(dict.fromkeys(kind for kind, _ in self.counts))
        print(f"{'format':<18}" + "".join(f"{column:>10}" for column in columns))
        for kind in [*kinds, "all"]:
            told = [sum(self.counts[one, c] for one in (kinds if kind == "all" else [kind])) for c in columns]
            print(f"{kind:<18}" + "".join(f"{number:>10,}" for number in told))
        print(f"faults: {len(self.faults)}")
        for fault in self.faults[:50]:
            print(fault)


def spoil(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Return a sound input with one to six things wrong with it; packed ones are sometimes spoilt inside."""
    if data.startswith(b"\x1f\x8b") and chance.random() < 0.5:
        return gzip.compress(spoil(_unpacked(data), others, chance), compresslevel=1)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        data = _spoil_once(data, others, chance)[:_MOST_BYTES]
    return data


def _unpacked(data: bytes) -> bytes:
    parts = []
    while data.startswith(b"\x1f\x8b"):
        member = zlib.decompressobj(31)
        parts.append(member.decompress(data))
        data = member.unused_data
    return b"".join(parts)


def _spoil_once(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    end = min(len(data), at + chance.choice((1, 2, 4, 16, 200, 5000)))
    match chance.randrange(10):
        case 0:  # one bit
            return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :] if at < len(data) else data
        case 1:
            return data[:at] + data[end:]
        case 2:
            return data[:at]
        case 3:
            return data[:at] + chance.randbytes(end - at) + data[end:]
        case 4 | 5:
            return data[:at] + chance.choice(_SIGNS) + data[at if chance.random() < 0.5 else end :]
        case 6:  # the same again, a few times or many
            return data[:end] + data[at:end] * chance.choice((1, 1, 3, 50)) + data[end:]
        case 7:  # deep nesting, long runs
            return data[:at] + chance.choice(_SIGNS) * chance.choice((100, 3000, 20_000)) + data[at:]
        case 8:
            other = chance.choice(others)
            return data[:at] + other[chance.randrange(len(other) + 1) :]
        case _:  # a number of another size
            return data[:at] + chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff")) + data[at + 4 :]


def fuzz(until: float, chance: random.Random, tally: Tally, keep: Path | None) -> None:
    """Breed inputs and open them until a moment of the clock."""
    sound, lists = seeds(), list_seeds()
    others = [data for made in (*sound.values(), *lists.values()) for _, data in made]
    round_ = 0
    while time.monotonic() < until:
        round_ += 1
        with tempfile.TemporaryDirectory() as folder:
            files = {}
            for number in range(_AT_ONCE):
                kind = chance.choice(list(sound))
                suffix, data = chance.choice(sound[kind])
                suffix = (
                    suffix if chance.random() < 0.9 else chance.choice([".txt", ".html", ".gz", "", ".pdf", ".csv"])
                )
                path = Path(folder) / f"{number}{suffix}"
                path.write_bytes(spoil(data, others, chance))
                files[str(path)] = kind
            _open(files, round_, tally, keep)
        _list(lists, others, round_, chance, tally, keep)
        faults = f", {len(tally.faults)} faults" if tally.faults else ""
        done = sum(number for (_, what), number in tally.counts.items() if what == "inputs")
        print(f"\r{done:,} inputs{faults}", end="", file=sys.stderr, flush=True)


def _open(files: dict[str, str], round_: int, tally: Tally, keep: Path | None) -> None:
    """Open files as a command does; where an exception comes out, each by itself, to tell which it is of."""
    paths = list(files)
    seen: Counter[tuple[str, str]] = Counter()
    try:
        for item in open_inputs(paths):
            _judge(item, seen)
    except Exception as error:
        if len(paths) > 1:
            for path in paths:
                _open({path: files[path]}, round_, tally, keep)
            return
        _fault(f"{files[paths[0]]}: {type(error).__name__} came out", paths[0], round_, tally, keep)
    for path, kind in files.items():
        tally.add(kind, "inputs")
        stem = Path(path).name.split(".")[0]
        told = {what for (of, what), _ in seen.items() if of in (path, stem)}
        for what in ("unsound", *told):
            if what == "unsound" and what in told:
                _fault(f"{kind}: an unsound report", path, round_, tally, keep)
            elif what in ("lost", "read"):
                tally.add(kind, what)
            if what == "lost":
                _keep(path, round_, keep)
        if "read" not in told and told:
            tally.add(kind, "refused")
        if not told:
            _look_again(path, kind, round_, tally, keep)


def _look_again(path: str, kind: str, round_: int, tally: Tally, keep: Path | None) -> None:
    """Open an input by itself that was told of under no name of its own, as a table's rows may be."""
    items = list(open_inputs([path]))
    if not items:
        _fault(f"{kind}: neither a report nor an error", path, round_, tally, keep)
    tally.add(kind, "read" if any(isinstance(item, Report) for item in items) else "refused")


def _judge(item: Report | InputError, seen: Counter[tuple[str, str]]) -> None:
    if isinstance(item, InputError):
        seen[item.name, "refused"] += 1
        if any(words in item.reason for words in _LOST):
            seen[item.name, "lost"] += 1
        return
    stem = item.id.split("-")[0]
    seen[stem, "read" if _is_sound(item) else "unsound"] += 1


def _is_sound(report: Report) -> bool:
    """Tell whether a report can be written and its places lie within it."""
    spans = [report.body, *([report.dateline.span] if report.dateline else [])]
    try:
        for words in (report.text, report.title, report.outlet, report.url, *report.authors):
            (words or "").encode("utf-8")
    except UnicodeEncodeError:
        return False
    return all(0 <= span.start <= span.end <= len(report.text) for span in spans)


def _list(
    lists: dict[str, list[tuple[str, bytes]]],
    others: list[bytes],
    round_: int,
    chance: random.Random,
    tally: Tally,
    keep: Path | None,
) -> None:
    """Give feeds and sitemaps to a worker."""
    with Worker() as worker:
        for _ in range(_AT_ONCE // 6):
            kind = chance.choice(list(lists))
            way, data = chance.choice(lists[kind])
            data = spoil(data, others, chance)
            tally.add(kind, "inputs")
            try:
                items = list(worker.list(way, "list", data, "https://courier.example/feed"))
            except Exception as error:
                _fault(f"{kind}: {type(error).__name__} came out", data, round_, tally, keep)
                continue
            errors = [item for item in items if isinstance(item, InputError)]
            tally.add(kind, "read" if len(errors) < len(items) or not items else "refused")
            if any(words in error.reason for error in errors for words in _LOST):
                tally.add(kind, "lost")


def _fault(words: str, what: str | bytes, round_: int, tally: Tally, keep: Path | None) -> None:
    tally.faults.append(f"{words} ({_keep(what, round_, keep)})")


def _keep(what: str | bytes, round_: int, keep: Path | None) -> str:
    """Keep an input where a folder is given, and return its name."""
    data = what if isinstance(what, bytes) else Path(what).read_bytes()
    suffix = "" if isinstance(what, bytes) else "".join(Path(what).suffixes)
    name = f"round-{round_}-{zlib.crc32(data):08x}{suffix}"
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / name).write_bytes(data)
    return name


def main() -> int:
    """Fuzz for the minutes given and print what became of the inputs."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--minutes", type=float, default=10.0)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="where inputs are kept that are a fault or cost a worker"
    )
    given = asked.parse_args()
    tally = Tally()
    fuzz(time.monotonic() + 60 * given.minutes, random.Random(given.seed), tally, given.keep)
    print(file=sys.stderr)
    tally.show()
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
