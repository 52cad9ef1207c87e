"""What a web archive costs: pages a second that are read out of one, beside bare parts of the same work, and memory.

usage: python -m dateline.bench.warc [--pages 30000] [--archive FILE]

Makes an archive of its own in a temporary folder (or takes one), and prints in one run: the records a second of plain
fastwarc, the pages a second of trafilatura alone, the pages a second that become reports here, and the most memory that
the two processes together have held after a tenth of the pages and at the end. Exits with 1 where the end needs over a
fifth more than the first tenth did.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from dateline.errors import InputError
from dateline.intake.apart import Worker
from dateline.intake.received import Given, Received
from dateline.intake.shape import Ids, make_report

_ALONE = 2000  # pages that trafilatura is measured on
_SAMPLED = 50  # pages between two looks at the memory
_GROWTH = 1.2
_TOWNS = ["Zarqan", "Ostrova", "Kelmet", "Baraq", "Lemuz", "Tarhun", "Velika", "Dorsk", "Amana", "Rifal"]
_DOERS = ("the army", "a drone", "gunmen", "the militia", "border guards", "fighters", "a patrol", "artillery")
_DEEDS = ["shelled", "struck", "attacked", "entered", "left", "surrounded", "fired on", "took"]
_THINGS = ("a market", "the hospital", "two villages", "a school", "the bridge", "a camp", "the road", "a checkpoint")
_VOICES = ["residents said", "a spokesman said", "medics told reporters", "the governor said", "a witness said"]
_PARAGRAPHS = (6, 22)  # of a page
_LINKS = 110  # before and after the report: about 20 kB a page


def make_archive(path: Path, pages: int) -> None:
    """Write an archive of pages as a crawler does: a request and an answer each, every record packed by itself."""
    chance = random.Random(2026)
    links = "".join(
        f'<li class="menu-item"><a href="/section/{i}/latest">Section {i} news</a></li>' for i in range(_LINKS)
    )
    with path.open("wb") as file:
        writer = GzipWriter(file, compression_level=6)
        for number in range(pages):
            url = f"https://courier.example/{2020 + number % 6}/{number}"
            for kind, block in (("request", b"GET / HTTP/1.1\r\n\r\n"), ("response", _answer(chance, number, links))):
                record = WarcRecord()
                record.init_headers(getattr(WarcRecordType, kind))
                record.headers.set("WARC-Target-URI", url)
                record.headers.set("Content-Type", f"application/http; msgtype={kind}")
                record.set_bytes_content(block)
                record.write(writer)
                writer.finish()
        writer.flush()


def _answer(chance: random.Random, number: int, links: str) -> bytes:
    day = f"{2020 + number % 6}-{1 + number % 12:02}-{1 + number % 28:02}"
    doer, deed, thing, town = (chance.choice(of) for of in (_DOERS, _DEEDS, _THINGS, _TOWNS))
    title = f"{doer.capitalize()} {deed} {thing} in {town}"
    body = "".join(f"<p>{' '.join(_sentences(chance))}</p>" for _ in range(chance.randint(*_PARAGRAPHS)))
    page = (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title} | The Courier</title>"
        f"<meta property='article:published_time' content='{day}T09:00:00Z'></head><body>"
        f"<nav><ul>{links}</ul></nav><article><h1>{title}</h1>{body}</article><aside><ul>{links}</ul></aside>"
        f"<footer>The Courier. All rights reserved.</footer></body></html>"
    )
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()


def _sentences(chance: random.Random) -> Iterator[str]:
    for _ in range(chance.randint(2, 4)):
        doer, deed, thing, town = (chance.choice(of) for of in (_DOERS, _DEEDS, _THINGS, _TOWNS))
        voice = chance.choice(_VOICES)
        yield f"{doer.capitalize()} {deed} {thing} near {town} and {chance.randint(2, 90)} people were hurt, {voice}."


def measure(path: Path, pages: int | None) -> bool:
    """Print the figures; tell whether memory stays."""
    print(f"archive: {path.stat().st_size / 1e6:,.0f} MB packed", flush=True)
    records, seconds = _iterate(path)
    print(f"{'fastwarc alone':<28}{records / seconds:>9,.0f} records/s", flush=True)
    alone, seconds = _extract(path)
    print(f"{'trafilatura alone':<28}{alone / seconds:>9,.1f} pages/s, over {alone:,} pages", flush=True)
    return _read(path, pages or records // 2)


def _iterate(path: Path) -> tuple[int, float]:
    began = time.perf_counter()
    with path.open("rb") as stream:
        count = sum(1 for _ in ArchiveIterator(stream, parse_http=False))
    return count, time.perf_counter() - began


def _extract(path: Path) -> tuple[int, float]:
    from trafilatura import bare_extraction

    seconds, done = 0.0, 0
    with path.open("rb") as stream:
        answers = ArchiveIterator(stream, record_types=WarcRecordType.response, auto_decode="all")
        for record in itertools.islice(answers, _ALONE):
            page = record.reader.read().decode("utf-8", "replace")
            began = time.perf_counter()
            bare_extraction(page, include_comments=False, include_tables=False, with_metadata=False)
            seconds += time.perf_counter() - began
            done += 1
    return done, seconds


def _read(path: Path, pages: int) -> bool:
    reports = failures = done = 0
    peak, early = 0.0, 0.0
    ids = Ids()
    with Worker() as worker:
        worker.warm("warc")
        began = time.perf_counter()
        for row in worker.read("warc", path.name, path=str(path.absolute())):
            made = make_report(row, Given(), path.name, ids.new("page")) if isinstance(row, Received) else row
            failures += isinstance(made, InputError)
            reports += not isinstance(made, InputError)
            done += 1
            if done % _SAMPLED == 0:
                peak = max(peak, _peak_mb(None) + _peak_mb(worker.pid))
                early = peak if done <= pages / 10 or not early else early
                if done % 1000 == 0:
                    print(f"\r{done:,}", end="", file=sys.stderr, flush=True)
        seconds = time.perf_counter() - began
    print(f"\r{'dateline, to reports':<28}{done / seconds:>9,.1f} pages/s, {reports:,} reports, {failures:,} failures")
    print(f"{'most memory, MB':<28}{early:>9,.0f} after a tenth, {peak:,.0f} at the end (both processes)")
    return peak <= _GROWTH * early


def _peak_mb(pid: int | None) -> float:
    """Return the most memory that a process has held so far."""
    try:
        status = Path(f"/proc/{pid or 'self'}/status").read_text("ascii")
    except OSError:
        return 0.0
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main() -> int:
    """Make the archive where none is given, and measure."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pages", type=int, default=30_000)
    asked.add_argument("--archive", type=Path, help="default: one of its own in a temporary folder")
    given = asked.parse_args()
    if given.archive is not None:
        return 0 if measure(given.archive, None) else 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc.gz"
        make_archive(path, given.pages)
        return 0 if measure(path, given.pages) else 1


if __name__ == "__main__":
    sys.exit(main())
