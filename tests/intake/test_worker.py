"""The worker process: what hangs, eats memory or breaks is one error, and the next input is read."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.intake.apart import Worker
from dateline.intake.received import Received

from .made import page_of, pdf_of


def test_one_process_serves_many_files(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page_of())
    with Worker() as worker:
        pids = set()
        for _ in range(5):
            (row,) = worker.read("html", "a.html", path=str(tmp_path / "a.html"))
            assert isinstance(row, Received)
            pids.add(worker.pid)
        assert len(pids) == 1
    assert worker.pid is None


def test_what_takes_too_long_is_ended() -> None:
    page = "<html><body>" + "<p>The army said on Monday that it had shelled the town.</p>" * 60_000
    with Worker(seconds=3.0) as worker:
        worker.warm("html")  # its start does not count against the first
        (row,) = worker.read("html", "a.html", data=page_of().encode())
        assert isinstance(row, Received)
        start = time.monotonic()
        (error,) = worker.read("html", "slow.html", data=page.encode())
        assert isinstance(error, InputError)
        assert "takes over 3 s" in error.reason
        assert time.monotonic() - start < 20  # well before the page would be done, also on a busy machine
        (row,) = worker.read("pdf", "b.pdf", data=pdf_of(["Shelling killed nine people on Friday."]))
        assert isinstance(row, Received)


def test_a_killed_worker_is_replaced() -> None:
    with Worker() as worker:
        worker.warm("html")
        assert worker.pid is not None
        os.kill(worker.pid, 9)
        (first,) = worker.read("html", "a.html", data=page_of().encode())
        assert isinstance(first, InputError)
        (second,) = worker.read("html", "a.html", data=page_of().encode())
        assert isinstance(second, Received)


def test_a_table_left_in_the_middle(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"text": ["Shelling killed nine people."] * 5000}), tmp_path / "a.parquet")
    with Worker() as worker:
        rows = worker.read("parquet", "a", path=str(tmp_path / "a.parquet"))
        next(rows)
        rows.close()  # type: ignore[attr-defined]
        (row,) = worker.read("html", "a.html", data=page_of().encode())
        assert isinstance(row, Received)


HUNGRY = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from dateline.intake import worker
worker.WORKER_BYTES = 60_000_000
worker.main()
"""


def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.intake.apart._START", HUNGRY)
    big = b"<html><body>" + b"<div><span>x</span><b>y</b></div>" * 250_000
    with Worker() as worker:
        (error,) = worker.read("html", "big.html", data=big)
        assert isinstance(error, InputError)
        (row,) = worker.read("html", "a.html", data=page_of().encode())
        assert isinstance(row, Received)


def peak_megabytes(pid: int | None) -> float:
    """Return the most memory that a process has held so far."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def test_fifty_megabytes_of_html_cost_little(tmp_path: Path) -> None:
    path = tmp_path / "big.html"
    path.write_bytes(b"<html><body>" + b"<p>The army said on Monday that it had shelled the town.</p>" * 860_000)
    assert path.stat().st_size > 50_000_000
    with Worker() as worker:
        start = time.monotonic()
        (error,) = worker.read("html", "big.html", path=str(path))
        assert isinstance(error, InputError)
        assert "over 10 MB" in error.reason
        assert time.monotonic() - start < 30
        assert peak_megabytes(worker.pid) < 200


def test_a_few_megabytes_of_html_stay_within_bounds() -> None:
    page = page_of(paragraphs="<p>The army said on Monday that it had shelled the town again.</p>" * 20_000)
    with Worker() as worker:
        (row,) = worker.read("html", "a.html", data=page.encode())
        assert isinstance(row, Received | InputError)
        if worker.pid is not None:
            assert peak_megabytes(worker.pid) < 900
