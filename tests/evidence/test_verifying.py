"""Whatever is changed, missing, moved or added without a word is found and named; what is whole gives no finding."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, select, text, update

from dateline.bench.synthetic import readings
from dateline.evidence.files import begin_file
from dateline.evidence.findings import Fault
from dateline.evidence.keeping import Keeper
from dateline.evidence.keys import make_key
from dateline.evidence.sealing import rotate, seal, start_anew
from dateline.evidence.verifying import Trust, verify
from dateline.store.digests import Kind
from dateline.store.record import Record
from dateline.store.schema import metadata
from dateline.store.schema_collecting import capture, captured, chained, head

from .conftest import Desk
from .making import answer, fill


def test_what_is_as_it_was_added_gives_no_finding(desk: Desk) -> None:
    found, verified = desk.verify()
    assert found == []
    assert dict(verified.links) == {
        Kind.REPORT: 4,
        Kind.CAPTURE: 2,
        Kind.CAPTURED: 2,
        Kind.DECISION: 1,
        Kind.HEAD: 1,
    }
    assert (verified.heads, verified.files, verified.unsigned, verified.waiting) == (1, 1, 0, 0)
    assert verified.bytes == sum(path.stat().st_size for path in desk.folder.rglob("*.gz"))


def test_a_server_is_verified_as_a_file_is(server_record: Callable[[], str], tmp_path: Path) -> None:
    with Record.open(server_record()) as record:
        desk = Desk(record, tmp_path / "ev", tmp_path / "key")
        fill(record, desk.folder)
        seal(record, desk.key)
        assert desk.verify()[0] == []
        with record.writing() as connection:
            connection.execute(text("UPDATE report SET text = text || ' ' WHERE id = 3"))
            connection.execute(text("UPDATE decision SET who = 'Eve' WHERE id = 1"))
            connection.execute(text("DELETE FROM chained WHERE number = 3"))
        (path,) = desk.folder.rglob("*.gz")
        path.write_bytes(path.read_bytes()[:-1])
        assert desk.wrong() >= {"report 3", "decision 1", "link 3", "capture 2"}
        assert desk.wrong() <= {"report 3", "decision 1", "link 3", "capture 2", "report 1", "report 2"}


CHANGES: list[tuple[str, str, str]] = [
    # what is done to the record, what must be named, why
    ("UPDATE report SET text = 'x' || substr(text, 2) WHERE id = 2", "report 2", "a word of a report"),
    ("UPDATE report SET outlet = 'Other' WHERE id = 2", "report 2", "who published it"),
    ("UPDATE report SET title = NULL WHERE id = 2", "report 2", "a title taken away"),
    ("UPDATE report SET added_at = '2020-01-01T00:00:00+00:00' WHERE id = 2", "report 2", "when it came"),
    ("UPDATE report SET earlier_id = 1 WHERE id = 2", "report 2", "of which report it is the next version"),
    ("UPDATE report SET text = CAST(x'ff4142' AS TEXT) WHERE id = 2", "report 2", "bytes that are no UTF-8"),
    ("UPDATE decision SET why = 'not seen' WHERE id = 1", "decision 1", "why somebody decided"),
    ("UPDATE decision SET made_at = '2020' WHERE id = 1", "decision 1", "when somebody decided"),
    ("DELETE FROM subject WHERE decision_id = 1 AND position = 0", "decision 1", "what it is about"),
    ("UPDATE capture SET address = 'https://other.example/' WHERE id = 1", "capture 1", "where it was fetched"),
    ("UPDATE capture SET at = '2020' WHERE id = 1", "capture 1", "when it was fetched"),
    ("UPDATE capture SET digest = 'a' || substr(digest, 2) WHERE id = 1", "capture 1", "its digest"),
    ("UPDATE capture SET file = 'warc/none.gz' WHERE id = 1", "warc/none.gz", "in which file it is"),
    ("UPDATE capture SET file = '../../etc/passwd' WHERE id = 1", "../../etc/passwd", "a file outside the folder"),
    ("UPDATE capture SET length = -5 WHERE id = 1", "capture 1", "no length"),
    ("UPDATE capture SET length = 1000000000000 WHERE id = 1", "capture 1", "a length beyond all"),
    ("DELETE FROM captured WHERE report_id = 1", "report 1", "from what it was read"),
    ("UPDATE captured SET capture_id = 2 WHERE report_id = 1", "report 1", "from what it was read"),
    ("INSERT INTO captured VALUES (1, 4)", "report 4", "a tie that nobody made"),
    ("UPDATE chained SET salt = 'f' || substr(salt, 2) WHERE number = 4 AND salt NOT LIKE 'f%'", "link 4", "a salt"),
    ("UPDATE chained SET at = '2020' WHERE number = 4", "link 4", "when it was added"),
    ("UPDATE chained SET hash = 'zz' || substr(hash, 3) WHERE number = 4", "link 4", "a hash"),
    ("UPDATE chained SET digest = 'zz' || substr(digest, 3) WHERE number = 4", "link 4", "a digest"),
    ("UPDATE chained SET subject_id = 77 WHERE number = 4", "link 4", "what it stands for"),
    ("UPDATE chained SET kind = 'nothing' WHERE number = 4", "link 4", "what kind it is"),
    ("DELETE FROM chained WHERE number = 4", "link 4", "a link that is gone"),
    ("DELETE FROM chained WHERE number = 10", "head 1", "the last link"),
    ("UPDATE chained SET number = 40 WHERE number = 4", "link 4", "a link out of its place"),
    ("DELETE FROM head", "head 1", "the head"),
    ("UPDATE head SET body = replace(body, '\"head\":1', '\"head\":2')", "head 1", "what is signed"),
    ("UPDATE head SET body = 'x'", "head 1", "no body at all"),
    ("UPDATE head SET number = 3", "head 1", "to which link it goes"),
    ("UPDATE head SET signature = x'00'", "head 1", "the signature"),
    ("UPDATE head SET key_id = 'x'", "head 1", "by whom it is signed"),
    ("UPDATE head SET stamp = x'00'", "stamp of head 1", "a stamp that nobody gave"),
]


@pytest.mark.parametrize(("change", "named", "why"), CHANGES)
def test_a_change_of_the_record_is_named(desk: Desk, change: str, named: str, why: str) -> None:
    with desk.record.writing() as connection:
        assert connection.exec_driver_sql(change).rowcount in (-1, 1) or "salt" in change
    if "salt" in change:
        with desk.record.writing() as connection:
            connection.exec_driver_sql("UPDATE chained SET salt = 'e' || substr(salt, 2) WHERE number = 4")
    assert named in desk.wrong(), why


def test_a_report_taken_out_is_missed(desk: Desk) -> None:
    with desk.record.writing() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in metadata.sorted_tables:
            if "report_id" in table.c and table.name not in ("report", "subject"):
                connection.execute(delete(table).where(table.c.report_id == 4))
        connection.exec_driver_sql("DELETE FROM report WHERE id = 4")
    assert desk.wrong() == {"report 4"}


def test_only_the_hash_or_only_the_digest_of_a_link_is_told_apart_from_what_it_stands_for(desk: Desk) -> None:
    with desk.record.writing() as connection:
        connection.exec_driver_sql("UPDATE chained SET hash = 'zz' || substr(hash, 3) WHERE number = 4")
        connection.exec_driver_sql("UPDATE chained SET digest = 'zz' || substr(digest, 3) WHERE number = 7")
    found, _ = desk.verify()
    assert {one.what for one in found} == {"link 4", "link 7"}
    assert any("is as it was" in one.why for one in found)


def test_links_in_another_order_are_named(desk: Desk) -> None:
    with desk.record.writing() as connection:
        for old, new in ((3, 99), (6, 3), (99, 6)):
            connection.execute(update(chained).where(chained.c.number == old).values(number=new))
    assert desk.wrong() >= {"link 3", "link 6"}


def test_what_is_linked_twice_is_named(desk: Desk) -> None:
    from dateline.store.chain import append

    with desk.record.writing() as connection:
        of = connection.execute(select(chained).where(chained.c.kind == "report")).first()
        append(connection, Kind.REPORT, of.subject_id, of.digest)
    (one,), _ = desk.verify()
    assert (one.fault, one.what) == (Fault.DOUBLED, f"report {of.subject_id}")


def _files(desk: Desk) -> list[Path]:
    return sorted(path for path in desk.folder.rglob("*.gz"))


FILES: list[tuple[Callable[[Path], object], Fault, str]] = [
    (lambda path: path.unlink(), Fault.MISSING, "a file that is gone"),
    (lambda path: path.write_bytes(b""), Fault.MISSING, "a file that is empty"),
    (lambda path: path.write_bytes(path.read_bytes()[:-3]), Fault.MISSING, "the end cut off"),
    (lambda path: path.write_bytes(path.read_bytes() + b"x"), Fault.UNTOLD, "bytes that nobody kept"),
    (lambda path: path.write_bytes(b"x" + path.read_bytes()), Fault.CHANGED, "all moved by one"),
    (lambda path: shutil.copy(path, path.with_name("other.warc.gz")), Fault.UNTOLD, "a file that nobody kept"),
]


@pytest.mark.parametrize(("change", "fault", "why"), FILES)
def test_a_change_of_a_file_is_named(desk: Desk, change: Callable[[Path], object], fault: Fault, why: str) -> None:
    change(_files(desk)[0])
    found, _ = desk.verify()
    assert fault in {one.fault for one in found}, why
    assert all(one.file is not None for one in found)


def test_a_byte_of_a_file_is_named_with_its_place_and_its_report(desk: Desk) -> None:
    with desk.record.engine.connect() as connection:
        row = connection.execute(select(capture).where(capture.c.id == 2)).one()
    data = bytearray((desk.folder / row.file).read_bytes())
    data[row.offset + 7] ^= 1
    (desk.folder / row.file).write_bytes(data)
    (one,), _ = desk.verify()
    assert (one.fault, one.what, one.file, one.start, one.end, one.reports) == (
        Fault.CHANGED,
        "capture 2",
        row.file,
        row.offset,
        row.offset + row.length,
        (2,),
    )
    assert f"{row.file}, bytes {row.offset} to" in str(one)


def test_a_file_that_is_written_to_now_is_no_finding(desk: Desk) -> None:
    file = begin_file(desk.folder)
    file.append(b"half a record")
    assert desk.verify()[0] == []
    file.leave()  # killed: nobody cut it off yet
    assert desk.verify()[0] == []


def test_what_comes_while_verifying_is_no_finding(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.evidence import file_checks

    real = file_checks.names_of_open

    def meanwhile(folder: Path) -> Iterator[str]:
        monkeypatch.undo()
        with Keeper(desk.record, desk.folder) as keeper:
            keeper.keep([(answer(9), None)])
        desk.record.add_all(readings(2, 50), "test")
        return real(folder)

    monkeypatch.setattr(file_checks, "names_of_open", meanwhile)
    found, verified = desk.verify()
    assert found == []
    assert verified.links[Kind.REPORT] == 4


def test_the_folder_elsewhere_is_not_looked_at(desk: Desk) -> None:
    verified = verify(desk.record, None, lambda _: None)
    assert (verified.files, verified.findings) == (0, 0)


def test_a_record_from_before_the_chain_waits_to_be_taken_in(tmp_path: Path) -> None:
    with Record.open(str(tmp_path / "record.db")) as record:
        desk = Desk(record, tmp_path / "ev", tmp_path / "key")
        fill(record, desk.folder)
        with record.writing() as connection:
            connection.execute(delete(chained).where(chained.c.kind.in_(("report", "decision"))))
            rows = connection.execute(select(chained).order_by(chained.c.number)).all()
            assert len(rows) == 4
            connection.execute(delete(chained))
            connection.execute(delete(captured))
            connection.execute(delete(capture))
        shutil.rmtree(desk.folder)
        record.add_all(readings(1, 30), "test")  # the first that is chained
        found, verified = desk.verify()
        assert (found, verified.waiting) == ([], 5)
        with record.writing() as connection:
            connection.exec_driver_sql("DELETE FROM chained")
        record.add_all(readings(1, 31), "test")
        with record.writing() as connection:
            connection.exec_driver_sql("DELETE FROM chained")
        record.add_all(readings(1, 32), "test")
        assert seal(record, desk.key).taken_in == 7
        found, verified = desk.verify()
        assert (found, verified.waiting, verified.links[Kind.REPORT]) == ([], 0, 7)
        assert seal(record, desk.key).taken_in == 0


def test_a_database_that_is_damaged_is_one_finding(desk: Desk, tmp_path: Path) -> None:
    with desk.record.writing() as connection:
        root = connection.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'chained'").scalar()
        size = connection.exec_driver_sql("PRAGMA page_size").scalar()
    with desk.record.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    desk.record.engine.dispose()
    with (tmp_path / "record.db").open("r+b") as stream:
        stream.seek((root - 1) * size)
        stream.write(b"\xff" * 100)
    assert "record" in desk.wrong()


def test_a_head_that_was_written_down_must_be_there(desk: Desk) -> None:
    _, verified = desk.verify()
    assert desk.verify(Trust(head=verified.last_head))[0] == []
    assert [one.fault for one in desk.verify(Trust(head="0" * 64))[0]] == [Fault.MISSING]


def test_what_a_thief_of_the_record_can_do_shows_by_the_head_that_was_written_down(desk: Desk) -> None:
    _, verified = desk.verify()
    with desk.record.writing() as connection:  # everything since is taken away, and all signed anew
        connection.execute(delete(head))
        connection.execute(delete(chained))
    desk.key.unlink()
    seal(desk.record, desk.key)
    assert desk.verify()[0] == []  # which the record alone cannot tell
    assert [one.fault for one in desk.verify(Trust(head=verified.last_head))[0]] == [Fault.MISSING]


def test_a_key_that_no_head_names_is_told(desk: Desk) -> None:
    with desk.record.engine.connect() as connection:
        old = connection.scalar(select(head.c.key_id))
    desk.key.unlink()
    new = start_anew(desk.record, desk.key)
    desk.record.add_all(readings(1, 40), "test")
    seal(desk.record, desk.key)
    (one,), _ = desk.verify()
    assert (one.fault, one.what) == (Fault.UNSIGNED, "head 2")
    assert new.id in str(one)
    assert desk.verify(Trust(keys=frozenset({old or "", new.id})))[0] == []


def test_a_key_that_was_given_up_signs_no_more(desk: Desk) -> None:
    thief = desk.key.read_bytes()
    rotate(desk.record, desk.key)
    assert desk.verify()[0] == []
    desk.record.add_all(readings(1, 41), "test")
    desk.key.write_bytes(thief)
    seal(desk.record, desk.key)
    assert [(one.fault, one.what) for one in desk.verify()[0]] == [(Fault.UNSIGNED, "head 3")]


@pytest.mark.parametrize("gone", [1, 2, 3])
def test_a_head_that_is_gone_is_missed(desk: Desk, gone: int) -> None:
    for start in (50, 60):
        desk.record.add_all(readings(1, start), "test")
        seal(desk.record, desk.key)
    with desk.record.writing() as connection:
        connection.execute(delete(head).where(head.c.id == gone))
    assert f"head {gone}" in desk.wrong()


def test_a_head_by_another_is_told(desk: Desk, tmp_path: Path) -> None:
    other = make_key(tmp_path / "other")
    with desk.record.writing() as connection:
        body = connection.scalar(select(head.c.body))
        connection.execute(update(head).values(signature=other.sign((body or "").encode())))
    assert Fault.UNSIGNED in {one.fault for one in desk.verify()[0]}


# Any harm to any stored item


class _Whole:
    """A desk that is copied for each trial."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with Record.open(str(folder / "record.db")) as record:
            fill(record, folder / "ev", 5, 3)
            seal(record, folder / "key")
            record.add_all(readings(2, 20), "test")
            rotate(record, folder / "key")
            with record.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy(self, to: Path) -> Desk:
        shutil.copytree(self.folder, to)
        return Desk(Record.open(str(to / "record.db")), to / "ev", to / "key")


_ITEMS: dict[str, tuple[str, ...]] = {  # of each table, the columns of which any may be harmed
    "report": ("key", "name", "text", "outlet", "published_basis", "added_at", "day"),
    "decision": ("kind", "who", "why", "made_at"),
    "subject": ("position", "side", "report_id", "start", "end"),
    "capture": ("address", "at", "status", "media_type", "file", "offset", "length", "digest", "payload_digest"),
    "chained": ("at", "kind", "subject_id", "digest", "salt", "hash"),
    "head": ("at", "number", "body", "key_id", "signature"),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> _Whole:
    return _Whole(tmp_path_factory.mktemp("whole"))


def _flipped(value: Any, chance: random.Random) -> Any:
    if isinstance(value, int):
        return value ^ (1 << chance.randrange(4))
    data = bytearray(value if isinstance(value, bytes) else value.encode())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(7)
    return bytes(data) if isinstance(value, bytes) else data.decode("utf-8", "replace")


def _harm_row(connection: Connection, chance: random.Random) -> str:
    table = chance.choice(sorted(_ITEMS))
    column = chance.choice(_ITEMS[table])
    quoted = f'"{column}"'
    rows = connection.exec_driver_sql(f"SELECT rowid, {quoted} FROM {table} WHERE {quoted} IS NOT NULL").all()
    row = chance.choice([one for one in rows if one[1] != ""])
    new = _flipped(row[1], chance)
    if new == row[1]:
        new = f"{row[1]}x"
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    connection.exec_driver_sql(f"UPDATE OR REPLACE {table} SET {quoted} = ? WHERE rowid = ?", (new, row[0]))
    return f"{table}.{column} of row {row[0]}: {row[1]!r} to {new!r}"


def _drop_row(connection: Connection, chance: random.Random) -> str:
    table = chance.choice(["subject", "captured", "chained", "head"])
    rows = connection.exec_driver_sql(f"SELECT rowid FROM {table}").scalars().all()
    gone = chance.choice(rows)
    connection.exec_driver_sql(f"DELETE FROM {table} WHERE rowid = ?", (gone,))
    return f"row {gone} of {table} dropped"


def _swap_rows(connection: Connection, chance: random.Random) -> str:
    one, other = chance.sample(connection.exec_driver_sql("SELECT number FROM chained").scalars().all(), 2)
    for old, new in ((one, -1), (other, one), (-1, other)):
        connection.exec_driver_sql("UPDATE chained SET number = ? WHERE number = ?", (new, old))
    return f"links {one} and {other} swapped"


def _harm_file(path: Path, chance: random.Random) -> str:
    data = bytearray(path.read_bytes())
    how, at = chance.choice(["flip", "drop", "cut", "swap"]), chance.randrange(len(data))
    if how == "flip":
        data[at] ^= 1 << chance.randrange(8)
    elif how == "drop":
        del data[at]
    elif how == "cut":
        del data[at:]
    else:
        other = next(n for n in range(len(data)) if data[n] != data[at])
        data[at], data[other] = data[other], data[at]
    path.write_bytes(data)
    return f"{how} at byte {at}"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1 << 40), how=st.sampled_from(["flip", "flip", "drop", "swap", "file"]))
def test_any_harm_to_any_stored_item_is_found(
    whole: _Whole, tmp_path_factory: pytest.TempPathFactory, seed: int, how: str
) -> None:
    chance = random.Random(seed)
    desk = whole.copy(tmp_path_factory.mktemp("harmed") / "desk")
    with desk.record:
        if how == "file":
            done = _harm_file(_files(desk)[chance.randrange(len(_files(desk)))], chance)
        else:
            harm = {"flip": _harm_row, "drop": _drop_row, "swap": _swap_rows}[how]
            with desk.record.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                done = harm(connection, chance)
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        assert desk.wrong(), done
    shutil.rmtree(desk.key.parent)
