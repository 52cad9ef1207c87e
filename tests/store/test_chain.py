"""The chain ties everything that is added, once, in its order, on either database."""

from __future__ import annotations

import multiprocessing
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text

from dateline.bench.synthetic import readings
from dateline.store.audits import Who
from dateline.store.chain import BEGINNING, LINKS, Link, append_all, hash_of, leaf_of, tie_report
from dateline.store.copying import copy_record
from dateline.store.digests import Kind, captured_line, digest_of, lines_of
from dateline.store.fusing import Fuser
from dateline.store.judging import Judge
from dateline.store.record import Record
from dateline.store.schema_collecting import capture, captured, chained
from dateline.store.sheltering import add_sheltered
from dateline.store.unchained import take_in, untied

CAPTURE = {
    "address": "https://paper.example/1",
    "at": "2026-03-01T08:00:00+00:00",
    "file": "warc/a.warc.gz",
    "offset": 0,
    "length": 10,
    "digest": "d" * 64,
    "payload_digest": "e" * 64,
}


@pytest.fixture
def file_record(tmp_path: Path) -> Iterator[Record]:
    """Yield a new record in a file, for what is no matter of the database."""
    with Record.open(str(tmp_path / "record.db")) as opened:
        yield opened


def links(record: Record) -> list[Link]:
    with record.engine.connect() as connection:
        return [Link(*row) for row in connection.execute(LINKS)]


def assert_whole(record: Record) -> None:
    before = BEGINNING
    for number, link in enumerate(links(record), start=1):
        assert link.number == number
        assert link.hash == hash_of(before, link.leaf)
        before = link.hash


def test_each_report_that_is_new_has_one_link_of_what_it_is(record: Record) -> None:
    some = list(readings(5))
    record.add_all(some[:3], "test")
    record.add_all(some, "test")  # three are there already
    record.add(some[0], "a newer reader")  # read anew, and the same report
    made = links(record)
    assert [(link.kind, link.subject) for link in made] == [("report", number) for number in range(1, 6)]
    with record.engine.connect() as connection:
        now = {number: digest_of(line) for number, line in lines_of(connection, Kind.REPORT, range(1, 6))}
    assert {link.subject: link.digest for link in made} == now
    assert len({link.salt for link in made}) == 5
    assert_whole(record)


def test_a_report_that_is_not_kept_leaves_no_link(file_record: Record) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        file_record.add(next(iter(readings(1))), "test", fails)
    assert links(file_record) == []


def test_a_report_of_a_protected_sender_is_tied_as_any(file_record: Record) -> None:
    add_sheltered(file_record, next(iter(readings(1))), "test", Who("Ada"), "asked us to")
    assert [link.kind for link in links(file_record)] == ["report"]


def test_decisions_are_tied_with_what_they_are_about(record: Record) -> None:
    record.add_all(readings(3), "test")
    judge = Judge(record, "Ada")
    Fuser(record).fuse()
    first = judge.accept("1", "seen by two of us")
    judge.undo(first, "only one of us saw it")  # marks the first as undone, which is chained as the second
    decided = [link for link in links(record) if link.kind == "decision"]
    assert [link.subject for link in decided] == [1, 2]
    with record.engine.connect() as connection:
        now = [digest_of(line) for _, line in lines_of(connection, Kind.DECISION, [1, 2])]
        assert [link.digest for link in decided] == now
    with record.writing() as connection:
        connection.execute(text("UPDATE subject SET start = start + 1 WHERE decision_id = 1"))
        assert [digest_of(line) for _, line in lines_of(connection, Kind.DECISION, [1, 2])] != now
    assert_whole(record)


def test_a_report_is_tied_to_its_capture_once(record: Record) -> None:
    with record.writing() as connection:
        connection.execute(capture.insert().values(CAPTURE))
    one = next(iter(readings(1)))
    record.add(one, "test", lambda connection, added: tie_report(connection, 1, added.id))
    record.add(one, "newer", lambda connection, added: tie_report(connection, 1, added.id))
    assert [(link.kind, link.subject) for link in links(record)] == [("captured", 1), ("report", 1)]
    assert links(record)[0].digest == digest_of(captured_line(1, 1))
    with record.writing() as connection:  # a second capture that nobody tied is seen beside the first
        number = connection.scalar(capture.insert().values(CAPTURE).returning(capture.c.id)) or 0
        connection.execute(captured.insert().values(capture_id=number, report_id=1))
        assert [entry.digest for entry in untied(connection, Kind.CAPTURED)] == [digest_of(captured_line(number, 1))]


def test_what_was_there_before_the_chain_is_taken_in_once(record: Record) -> None:
    record.add_all(readings(4), "test")
    Fuser(record).fuse()
    Judge(record, "Ada").accept("1", "seen")
    with record.writing() as connection:
        connection.execute(delete(chained))
        connection.execute(capture.insert().values(CAPTURE))
        connection.execute(captured.insert().values(capture_id=1, report_id=2))
    taken = {}
    for kind in (Kind.REPORT, Kind.DECISION, Kind.CAPTURE, Kind.CAPTURED):
        with record.writing() as connection:
            taken[kind] = (take_in(connection, kind), take_in(connection, kind))
    assert taken == {
        Kind.REPORT: (4, 0),
        Kind.DECISION: (1, 0),
        Kind.CAPTURE: (1, 0),
        Kind.CAPTURED: (1, 0),
    }
    assert_whole(record)
    with record.engine.connect() as connection:
        assert not [entry for kind in Kind for entry in untied(connection, kind)]


def test_a_copy_has_the_same_chain(file_record: Record, tmp_path: Path) -> None:
    file_record.add_all(readings(3), "test")
    with Record.open(str(tmp_path / "copy.db")) as other:
        copy_record(file_record, other)
        assert links(other) == links(file_record)
        other.add_all(readings(5), "test")
        assert_whole(other)


def _add(where: str, start: int) -> None:
    with Record.open(where) as record:
        for one in readings(6, start):
            record.add(one, "test")


def test_processes_that_add_at_once_make_one_chain(where: str) -> None:
    Record.open(where).engine.dispose()
    context = multiprocessing.get_context("fork")
    several = [context.Process(target=_add, args=(where, start)) for start in (0, 3, 100)]
    for one in several:
        one.start()
    for one in several:
        one.join()
        assert one.exitcode == 0
    with Record.open(where) as record:
        assert_whole(record)
        subjects = [link.subject for link in links(record)]
        assert len(subjects) == len(set(subjects)) == record.sizes()["reports"]


def test_sha256sum_makes_the_same_leaf_and_hash() -> None:
    made = subprocess.run(
        ["sha256sum"], input=b"7 5a17 2026-03-01T08:00:00+00:00 report 3 d1\n", capture_output=True, check=True
    )
    leaf = leaf_of(7, "5a17", "2026-03-01T08:00:00+00:00", "report", 3, "d1")
    assert made.stdout.split()[0].decode() == leaf
    made = subprocess.run(["sha256sum"], input=f"{BEGINNING} {leaf}\n".encode(), capture_output=True, check=True)
    assert made.stdout.split()[0].decode() == hash_of(BEGINNING, leaf)


def test_nothing_is_appended_of_nothing(file_record: Record) -> None:
    with file_record.writing() as connection:
        assert append_all(connection, []) == 0
        assert connection.execute(select(chained.c.number)).first() is None
