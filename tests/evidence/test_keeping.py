"""What was fetched is in a file before the record tells of it, whole, by any number of threads and processes."""

from __future__ import annotations

import hashlib
import io
import multiprocessing
import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from sqlalchemy import Connection, func, select
from warcio.archiveiterator import ArchiveIterator as OtherReader

from dateline.evidence import files
from dateline.evidence.errors import EvidenceError
from dateline.evidence.keeping import Keeper, cut_ends
from dateline.evidence.verifying import verify
from dateline.evidence.warc import exchanges_of, read_members
from dateline.intake.answer import Answer
from dateline.store.record import Record
from dateline.store.schema_collecting import capture

from .making import answer


def test_an_answer_comes_back_as_it_was_sent(record: Record, tmp_path: Path) -> None:
    moved = answer(2, b"", status=301, reason="Moved Permanently", headers=(("Location", "/1"),), payload=b"").last
    one = replace(answer(1), redirects=(moved,))
    with Keeper(record, tmp_path / "ev") as keeper:
        assert keeper.keep([(one, None), (answer(3), None)]) == [1, 2]
        assert keeper.read(1) == one
        assert keeper.read(2) == answer(3)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ((("Cookie", "sid=1"), ("Host", "a")), (("Host", "a"),)),
        ((("authorization", "Basic eA=="), ("Host", "a")), (("Host", "a"),)),
        ((("Proxy-Authorization", "x"),), ()),
    ],
)
def test_what_lets_one_in_is_not_kept(record: Record, tmp_path: Path, given, kept) -> None:  # type: ignore[no-untyped-def]
    with Keeper(record, tmp_path / "ev") as keeper:
        keeper.keep([(answer(1, request_headers=given), None)])
        assert keeper.read(1).last.request_headers == kept


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ((("Transfer-Encoding", "chunked"),), "the payload is kept without chunks, and readers must not look for them"),
        ((("X", "caf\xe9"), ("X", "twice")), "bytes that are no ASCII, a header that stands twice"),
        ((("X", "Київ"),), "a header that no server should send"),
        ((), "no headers"),
        ((("Content-Encoding", "gzip"),), "says that it is packed and is not"),
    ],
)
def test_odd_headers_come_back(record: Record, tmp_path: Path, headers, why: str) -> None:  # type: ignore[no-untyped-def]
    one = Answer(answer(1, headers=headers, payload=b"words\r\n\r\nmore").last, (), b"words\r\n\r\nmore")
    with Keeper(record, tmp_path / "ev") as keeper:
        keeper.keep([(one, None)])
        got = keeper.read(1)
    assert got.data == one.data, why
    if "Київ" not in str(headers):
        assert got.last.headers == headers


def test_the_file_is_one_that_others_read(record: Record, tmp_path: Path) -> None:
    with Keeper(record, tmp_path / "ev") as keeper:
        keeper.keep([(answer(1, headers=(("Transfer-Encoding", "chunked"),), payload=b"words"), None)])
    (path,) = (tmp_path / "ev").rglob("*.warc.gz")
    data = path.read_bytes()
    assert [record.headers["WARC-Type"] for record in ArchiveIterator(io.BytesIO(data), parse_http=False)] == [
        "warcinfo",
        "response",
        "request",
    ]
    assert all(record.verify_block_digest() for record in ArchiveIterator(io.BytesIO(data), parse_http=False))
    seen = []
    for one in OtherReader(io.BytesIO(data), check_digests="raise"):
        seen.append((one.rec_type, one.content_stream().read()))
    assert seen[1] == ("response", b"words")
    assert path.stat().st_mode & 0o077 == 0


def test_each_byte_of_a_file_is_of_one_capture(record: Record, tmp_path: Path) -> None:
    with Keeper(record, tmp_path / "ev") as keeper:
        keeper.keep([(answer(1), None), (answer(2), None)])
        keeper.keep([(answer(3), None)])
    (path,) = (tmp_path / "ev").rglob("*.warc.gz")
    data, at = path.read_bytes(), 0
    with record.engine.connect() as connection:
        rows = connection.execute(select(capture).order_by(capture.c.id)).all()
    for row in rows:
        assert row.offset == at
        part = data[at : at + row.length]
        assert hashlib.sha256(part).hexdigest() == row.digest
        assert hashlib.sha256(exchanges_of(part)[-1].payload).hexdigest() == row.payload_digest
        at += row.length
    assert at == len(data)
    assert (rows[0].media_type, rows[0].status, rows[0].found_id) == ("text/html", 200, None)
    assert [one.type for one in read_members(data[rows[1].offset : rows[2].offset])] == ["response", "request"]


def test_a_file_that_is_large_or_of_another_day_is_followed_by_another(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Keeper(record, tmp_path / "ev", largest=1500) as keeper:
        for number in range(1, 5):
            keeper.keep([(answer(number), None)])
        assert len(list((tmp_path / "ev").rglob("*.warc.gz"))) == 2
        assert keeper._file is not None
        keeper._file = replace(keeper._file, day="2020-01-01")
        keeper.keep([(answer(5), None)])
        assert len(list((tmp_path / "ev").rglob("*.warc.gz"))) == 3
    assert not list((tmp_path / "ev").rglob(f"*{files.OPEN}"))


def test_what_else_is_done_goes_in_with_the_captures_or_nothing_does(record: Record, tmp_path: Path) -> None:
    def fails(connection: Connection, numbers: list[int]) -> None:
        assert numbers == [1, 2]
        raise RuntimeError

    with Keeper(record, tmp_path / "ev") as keeper:
        with pytest.raises(RuntimeError):
            keeper.keep([(answer(1), None), (answer(2), None)], fails)
        assert keeper.keep([(answer(3), None)]) == [1]  # in another file
    with Keeper(record, tmp_path / "ev"):  # the end of the first is looked at
        assert len(list((tmp_path / "ev").rglob("*.warc.gz"))) == 1
    found: list[object] = []
    verify(record, tmp_path / "ev", found.append)
    assert found == []


def test_a_disk_that_is_full_leaves_nothing(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Keeper(record, tmp_path / "ev") as keeper:
        keeper.keep([(answer(1), None)])
        (path,) = (tmp_path / "ev").rglob("*.warc.gz")
        size = path.stat().st_size

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr(files.os, "fsync", full)
            with pytest.raises(EvidenceError, match="No space left"):
                keeper.keep([(answer(2), None)])
        assert path.stat().st_size == size
        assert keeper.keep([(answer(2), None)]) == [2]


def test_threads_share_a_keeper(record: Record, tmp_path: Path) -> None:
    made: list[int] = []
    with Keeper(record, tmp_path / "ev") as keeper:

        def keep(start: int) -> None:
            for number in range(start, start + 5):
                made.extend(keeper.keep([(answer(number), None)]))

        threads = [threading.Thread(target=keep, args=(10 * start,)) for start in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        urls = {keeper.read(number).url for number in made}
    assert len(set(made)) == len(urls) == 20
    assert len(list((tmp_path / "ev").rglob("*.warc.gz"))) == 1


def _keep_on(where: str, folder: Path, start: int, pipe: int) -> None:
    with Record.open(where) as record, Keeper(record, folder) as keeper:
        for number in range(start, 1 << 30):
            for one in keeper.keep([(answer(number), None), (answer(number), None)]):
                os.write(pipe, f"{one}\n".encode())


def test_killed_at_any_moment_nothing_that_was_told_of_is_lost(tmp_path: Path) -> None:
    where, folder = str(tmp_path / "record.db"), tmp_path / "ev"
    Record.open(where).engine.dispose()
    context = multiprocessing.get_context("fork")
    told: list[int] = []
    for turn in range(4):
        readable, writable = os.pipe()
        several = [context.Process(target=_keep_on, args=(where, folder, 1000 * n, writable)) for n in range(2)]
        for one in several:
            one.start()
        time.sleep(0.12 + 0.023 * turn)
        for one in several:
            os.kill(one.pid or 0, signal.SIGKILL)
            one.join()
        os.close(writable)
        with os.fdopen(readable) as lines:
            told += [int(line) for line in lines.read().split("\n") if line]
    with Record.open(where) as record:
        cut_ends(record, folder)
        with record.engine.connect() as connection:
            assert connection.scalar(select(func.count()).select_from(capture)) >= len(told) > 10
        keeper = Keeper(record, folder)
        assert all(keeper.read(number).last.status == 200 for number in told[::7])
        found: list[object] = []
        verify(record, folder, found.append)
        assert found == []
        assert len(told) == len(set(told))
    assert not list(folder.rglob(f"*{files.OPEN}"))


def test_a_file_that_another_process_writes_to_is_left_alone(record: Record, tmp_path: Path) -> None:
    with Keeper(record, tmp_path / "ev") as keeper:
        keeper.keep([(answer(1), None)])
        (path,) = (tmp_path / "ev").rglob("*.warc.gz")
        with path.open("ab") as stream:
            stream.write(b"half a record")
        Keeper(record, tmp_path / "ev")
        assert path.read_bytes().endswith(b"half a record")


@pytest.mark.parametrize(("damage", "words"), [("flip", "not as it was kept"), ("gone", "cannot be read")])
def test_what_is_damaged_is_not_given_out(record: Record, tmp_path: Path, damage: str, words: str) -> None:
    with Keeper(record, tmp_path / "ev") as keeper:
        keeper.keep([(answer(1), None)])
        (path,) = (tmp_path / "ev").rglob("*.warc.gz")
        if damage == "flip":
            data = bytearray(path.read_bytes())
            data[-9] ^= 1
            path.write_bytes(data)
        else:
            path.unlink()
        with pytest.raises(EvidenceError, match=words):
            keeper.read(1)
        with pytest.raises(EvidenceError, match="no capture 7"):
            keeper.read(7)


def test_nothing_to_keep_makes_no_file(record: Record, tmp_path: Path) -> None:
    with Keeper(record, tmp_path / "ev") as keeper:
        assert keeper.keep([]) == []
    assert not (tmp_path / "ev").exists()
