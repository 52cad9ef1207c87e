"""A time stamp is that of the head, checked when it comes, chained, and got later where the server was away."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from dateline.bench.synthetic import readings
from dateline.evidence.errors import EvidenceError
from dateline.evidence.findings import Fault
from dateline.evidence.heads import head_of
from dateline.evidence.sealing import seal
from dateline.evidence.stamps import Server, ask_for_stamp, check_stamp, load_roots, stamp_heads
from dateline.evidence.verifying import Trust
from dateline.store.digests import Kind

from .conftest import Desk
from .stamping import Stamper, make_certificates, stamping


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stamper]:
    with stamping(tmp_path_factory.mktemp("tsa")) as server:
        yield server


@pytest.fixture
def stamper(running: Stamper) -> Stamper:
    running.fails = ""
    return running


def test_each_head_gets_a_stamp_once(desk: Desk, stamper: Stamper) -> None:
    server = Server(stamper.address, load_roots(stamper.roots))
    desk.record.add_all(readings(1, 30), "test")
    seal(desk.record, desk.key)
    assert stamp_heads(desk.record, server).stamped == 2
    assert stamp_heads(desk.record, server).stamped == 0
    found, verified = desk.verify(Trust(roots=server.roots))
    assert (found, verified.stamps, verified.links[Kind.STAMP]) == ([], 2, 2)
    assert not seal(desk.record, desk.key).is_new  # a stamp is nothing new to seal
    assert verified.last_stamp is not None
    assert abs(datetime.fromisoformat(verified.last_stamp) - datetime.now(UTC)) < timedelta(minutes=2)


def test_openssl_holds_a_stamp_for_right(desk: Desk, stamper: Stamper, tmp_path: Path) -> None:
    stamp_heads(desk.record, Server(stamper.address))
    with desk.record.engine.connect() as connection:
        head = head_of(connection, 1)
    assert head is not None
    assert head.stamp is not None
    (tmp_path / "head").write_bytes(head.body)
    (tmp_path / "stamp").write_bytes(head.stamp)
    command = ["openssl", "ts", "-verify", "-data", "head", "-in", "stamp", "-CAfile", str(stamper.roots)]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 0


@pytest.mark.parametrize("fails", ["busy", "rubbish", "old"])
def test_a_server_that_gives_none_is_told_of_and_asked_again(desk: Desk, stamper: Stamper, fails: str) -> None:
    ask_for_stamp(Server(stamper.address), b"of something else")
    stamper.fails = fails
    stamped = stamp_heads(desk.record, Server(stamper.address))
    assert stamped.stamped == 0
    assert stamper.address in (stamped.problem or "")
    stamper.fails = ""
    assert stamp_heads(desk.record, Server(stamper.address)).stamped == 1


def test_a_server_that_is_not_there_is_told_of_without_its_password(desk: Desk) -> None:
    problem = stamp_heads(desk.record, Server("http://desk:s3cret@127.0.0.1:9/tsa?token=t0p")).problem
    assert problem is not None
    assert "http://127.0.0.1:9/tsa" in problem
    assert "s3cret" not in problem
    assert "t0p" not in problem


def test_a_stamp_of_somebody_else_is_none(stamper: Stamper, tmp_path: Path) -> None:
    make_certificates(tmp_path)
    stamp = ask_for_stamp(Server(stamper.address), b"body")
    assert check_stamp(stamp, b"body") is not None
    assert check_stamp(stamp, b"body", load_roots(stamper.roots)) is not None
    assert check_stamp(stamp, b"body", load_roots(tmp_path / "ca.pem")) is None
    assert check_stamp(stamp, b"other") is None
    assert check_stamp(b"", b"body") is None
    with pytest.raises(EvidenceError, match="no time stamp that holds"):
        ask_for_stamp(Server(stamper.address, load_roots(tmp_path / "ca.pem")), b"body")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE head SET stamp = CAST(substr(stamp, 1, 200) || x'00' || substr(stamp, 202) AS BLOB)", "head 1"),
        ("UPDATE head SET stamp = NULL", "head 1"),
        ("UPDATE head SET stamped_by = 'somebody else'", "head 1"),
    ],
)
def test_a_stamp_that_is_changed_or_gone_is_found(desk: Desk, stamper: Stamper, change: str, what: str) -> None:
    stamp_heads(desk.record, Server(stamper.address))
    with desk.record.writing() as connection:
        connection.execute(text(change))
    found, _ = desk.verify()
    assert any(what in one.what and "stamp" in one.what for one in found)
    assert {one.fault for one in found} <= {Fault.CHANGED, Fault.MISSING}


def test_roots_that_are_none_are_said(tmp_path: Path) -> None:
    (tmp_path / "roots.pem").write_text("none")
    for name, words in (("roots.pem", "no certificate"), ("gone.pem", "cannot be read")):
        with pytest.raises(EvidenceError, match=words):
            load_roots(tmp_path / name)
