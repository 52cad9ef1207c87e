"""Answers as a fetcher gives them, and a small record with evidence, for the tests of this folder."""

from __future__ import annotations

import gzip
from pathlib import Path

from dateline.bench.synthetic import readings
from dateline.evidence.keeping import Keeper
from dateline.intake.answer import Answer, Exchange
from dateline.record.reading import Reading
from dateline.store.chain import tie_report
from dateline.store.fusing import Fuser
from dateline.store.judging import Judge
from dateline.store.record import Record

DAY = "2026-03-01"


def answer(number: int = 1, body: bytes | None = None, **fields: object) -> Answer:
    """Return the answer of a page of this number, packed as servers pack it."""
    data = body if body is not None else f"<p>Page {number} tells of a quiet day.</p>".encode()
    values: dict[str, object] = {
        "url": f"https://paper.example/{number}?of=day",
        "at": f"{DAY}T08:00:{number % 60:02}.500000+00:00",
        "request_headers": (("Host", "paper.example"), ("User-Agent", "Dateline")),
        "status": 200,
        "reason": "OK",
        "version": "HTTP/1.1",
        "headers": (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Encoding", "gzip"),
            ("X-Outlet", "Le Soir d'été"),
        ),
        "payload": gzip.compress(data, mtime=0),
    }
    return Answer(Exchange(**{**values, **fields}), (), data)  # type: ignore[arg-type]


def fill(record: Record, folder: Path, reports: int = 4, captured: int = 2) -> list[Reading]:
    """Add reports, the first of them with captures, and a decision; return the readings."""
    read = list(readings(reports))
    with Keeper(record, folder) as keeper:
        captures = keeper.keep([(answer(number), None) for number in range(1, captured + 1)])
    for at, one in enumerate(read):
        capture = captures[at] if at < captured else None
        record.add(
            one,
            "test",
            None if capture is None else lambda connection, added, of=capture: tie_report(connection, of, added.id),
        )
    fuser = Fuser(record)
    fuser.fuse()
    Judge(record, "Ada", fuser).accept("1", "seen by two of us")
    return read
