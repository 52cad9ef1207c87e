"""Heads are signed by a key that only its owner can read, each day, one after the other."""

from __future__ import annotations

import hashlib
import json
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from dateline.bench.synthetic import readings
from dateline.evidence import sealing
from dateline.evidence.errors import EvidenceError
from dateline.evidence.heads import Body, body_bytes, head_after, last_head
from dateline.evidence.keys import NEXT, is_signed, load_key, make_key
from dateline.evidence.sealing import current_key, rotate, seal, start_anew
from dateline.evidence.verifying import verify
from dateline.store.record import Record
from dateline.store.schema_collecting import chained, head

from .conftest import Desk


def test_a_head_says_where_the_chain_ends_and_who_signs(desk: Desk) -> None:
    made = seal(desk.record, desk.key).head
    said = json.loads(made.body)
    with desk.record.engine.connect() as connection:
        link = connection.execute(select(chained).where(chained.c.number == said["number"])).one()
    key = load_key(desk.key)
    assert key is not None
    assert (said["hash"], said["key"], said["head"], said["previous"]) == (link.hash, key.id, 1, None)
    assert said["day"] == said["at"][:10] == made.at[:10]
    assert json.dumps(said, sort_keys=True, separators=(",", ":")).encode() == made.body
    assert is_signed(key.public, made.body, made.signature)
    assert not is_signed(key.public, made.body + b" ", made.signature)
    assert desk.key.stat().st_mode & 0o777 == 0o600


def test_a_head_follows_the_head_before(desk: Desk) -> None:
    first = seal(desk.record, desk.key).head
    desk.record.add_all(readings(1, 30), "test")
    second = seal(desk.record, desk.key)
    assert second.is_new
    said = second.head.read()
    assert said is not None
    assert (said.head, said.previous) == (2, hashlib.sha256(first.body).hexdigest())


def test_without_news_there_is_one_head_a_day(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not seal(desk.record, desk.key).is_new

    class Tomorrow(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) + timedelta(days=1)

    monkeypatch.setattr(sealing, "datetime", Tomorrow)
    assert seal(desk.record, desk.key).is_new
    assert not seal(desk.record, desk.key).is_new


def test_the_head_of_an_empty_record_says_so(tmp_path: Path) -> None:
    with Record.open(str(tmp_path / "record.db")) as record:
        assert seal(record, tmp_path / "key").head.number == 0
        found: list[object] = []
        verify(record, None, found.append)
        assert found == []


def test_those_who_seal_at_once_make_one_row(desk: Desk) -> None:
    desk.record.add_all(readings(1, 30), "test")
    threads = [threading.Thread(target=seal, args=(desk.record, desk.key)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found, verified = desk.verify()
    assert (found, verified.heads) == ([], 2)


def test_the_first_head_after_a_link_is_found(desk: Desk) -> None:
    desk.record.add_all(readings(1, 30), "test")
    seal(desk.record, desk.key)
    with desk.record.engine.connect() as connection:
        ends = [head_after(connection, number) for number in (1, 9, 10, 11, 99)]
    assert [one and one.id for one in ends] == [1, 1, 2, 2, None]


def test_a_new_key_is_named_by_the_old_one(desk: Desk) -> None:
    old = load_key(desk.key)
    made = rotate(desk.record, desk.key).head
    new, said = load_key(desk.key), made.read()
    assert old is not None and new is not None and said is not None
    assert old.id != new.id
    assert (said.key, said.next_key) == (old.id, new.id)
    desk.record.add_all(readings(1, 30), "test")
    assert seal(desk.record, desk.key).head.key_id == new.id
    assert desk.verify()[0] == []


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_rotation_that_is_broken_off_is_ended_or_never_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, is_kept: bool
) -> None:
    old = load_key(desk.key)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        if is_kept:
            patched.setattr(Path, "replace", killed)
        else:
            patched.setattr(sealing, "_sign", killed)
        with pytest.raises(KeyboardInterrupt):
            rotate(desk.record, desk.key)
    assert desk.key.with_name(desk.key.name + NEXT).exists()
    desk.record.add_all(readings(1, 30), "test")
    made = seal(desk.record, desk.key).head
    assert old is not None
    assert (made.key_id != old.id) is is_kept
    assert desk.verify()[0] == []


def test_a_key_that_is_lost_is_not_made_anew_without_a_word(desk: Desk) -> None:
    desk.key.unlink()
    with pytest.raises(EvidenceError, match="--new"):
        seal(desk.record, desk.key)
    start_anew(desk.record, desk.key)
    with pytest.raises(EvidenceError, match="--rotate"):
        start_anew(desk.record, desk.key)
    assert current_key(desk.record, desk.key).id


@pytest.mark.parametrize(
    ("data", "mode", "words"),
    [(b"no key", 0o600, "no Ed25519 key"), (None, 0o644, "chmod 600"), (b"", 0o600, "no Ed25519 key")],
)
def test_a_file_that_is_no_key_is_said(tmp_path: Path, data: bytes | None, mode: int, words: str) -> None:
    path = tmp_path / "key"
    if data is None:
        make_key(path)
    else:
        path.write_bytes(data)
    path.chmod(mode)
    with pytest.raises(EvidenceError, match=words):
        load_key(path)


def test_a_key_of_another_kind_is_said(tmp_path: Path) -> None:
    path = tmp_path / "key"
    subprocess.run(["openssl", "genpkey", "-algorithm", "X25519", "-out", str(path)], check=True, capture_output=True)
    path.chmod(0o600)
    with pytest.raises(EvidenceError, match="no Ed25519 key"):
        load_key(path)


def test_two_who_make_a_key_at_once_have_the_same(tmp_path: Path) -> None:
    assert make_key(tmp_path / "key").id == make_key(tmp_path / "key").id
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_the_id_of_a_key_is_what_openssl_makes_of_it(tmp_path: Path) -> None:
    key = make_key(tmp_path / "key")
    der = subprocess.run(
        ["openssl", "pkey", "-in", str(tmp_path / "key"), "-pubout", "-outform", "DER"], check=True, capture_output=True
    ).stdout
    assert hashlib.sha256(der).hexdigest() == key.id


def test_a_body_with_more_or_less_in_it_is_none(desk: Desk) -> None:
    made = seal(desk.record, desk.key).head
    said = made.read()
    assert isinstance(said, Body)
    assert body_bytes(said) == made.body
    for other in (made.body.replace(b'"head":1', b'"head": 1'), made.body[:-1] + b',"more":1}', b"[]", b"\xff"):
        with desk.record.writing() as connection:
            connection.execute(text("UPDATE head SET body = :body"), {"body": other.decode("latin-1")})
            found = last_head(connection)
            assert found is not None
            assert found.read() is None


def test_a_seal_that_fails_leaves_no_head(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.record.add_all(readings(1, 30), "test")

    def fails(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(sealing, "append_all", fails)
        with pytest.raises(RuntimeError):
            seal(desk.record, desk.key)
    with desk.record.engine.connect() as connection:
        assert len(connection.execute(select(head.c.id)).all()) == 1
