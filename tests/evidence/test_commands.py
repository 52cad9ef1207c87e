"""``dateline verify`` and ``dateline evidence``."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from dateline.cli import _run, all_commands
from dateline.evidence.keys import load_key
from dateline.store.audits import Who
from dateline.store.protecting import protect

from .conftest import Desk
from .stamping import stamping


def run(*arguments: str) -> int:
    """Return the exit status of a command."""
    all_commands()
    return _run(list(arguments))


@pytest.fixture
def record(desk: Desk) -> str:
    """Return where a record is."""
    return str(desk.key).removesuffix(".key")


def test_a_record_that_is_whole_is_said_so(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", "--record", record) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "10 links followed (2 capture, 2 captured, 1 decision, 1 head, 4 report)" in err
    assert "1 files" in err
    assert "all is as it was added" in err


def test_what_is_wrong_is_a_line_each(desk: Desk, record: str, capsys: pytest.CaptureFixture[str]) -> None:
    with desk.record.writing() as connection:
        connection.exec_driver_sql("UPDATE report SET text = 'The traders asked for nothing.' WHERE id = 2")
    next(desk.folder.rglob("*.gz")).unlink()
    assert run("verify", "--record", record) == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert "report 2: changed" in out
    assert "missing; it is not there; 2 captures" in out
    assert "traders" not in out + err
    assert "2 things are wrong" in err


def test_a_head_and_keys_from_elsewhere_are_asked_for(
    desk: Desk, record: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("evidence", "seal", "--record", record) == 0
    digest = capsys.readouterr().out.strip()
    assert run("verify", "--record", record, "--head", digest) == 0
    assert run("verify", "--record", record, "--head", "f" * 64) == 1
    key = load_key(desk.key)
    assert key is not None
    assert run("verify", "--record", record, "--key", key.id) == 0
    assert run("verify", "--record", record, "--key", "f" * 64) == 1


def test_a_record_that_is_not_there_is_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["verify"], ["evidence", "seal"], ["evidence", "key"]):
        assert run(*command, "--record", str(tmp_path / "none.db")) == 2
        assert "is not there" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_evidence_is_written_to_a_folder_or_a_file(
    desk: Desk, record: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("evidence", "export", "1", "--record", record, "--output", str(tmp_path / "one")) == 0
    assert "signed heads" in capsys.readouterr().err
    assert (tmp_path / "one/evidence/README.txt").is_file()
    assert run("evidence", "export", "1", "--record", record, "--output", str(tmp_path / "one.wacz")) == 0
    assert zipfile.is_zipfile(tmp_path / "one.wacz")
    assert run("evidence", "export", "1", "--record", record, "--output", str(tmp_path / "one")) == 2
    assert "there already" in capsys.readouterr().err


def test_what_is_left_out_is_said_by_number(
    desk: Desk, record: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    protect(desk.record, Who("Ada"), "r1", "asked us to")
    assert run("evidence", "export", "1", "--record", record, "--output", str(tmp_path / "one")) == 0
    assert "left out for a protected source: report 1\n" in capsys.readouterr().err
    where = str(tmp_path / "two")
    assert run("evidence", "export", "1", "--record", record, "--output", where, "--for-the-steward") == 0
    assert "left out" not in capsys.readouterr().err


def test_the_key_is_shown_and_changed(desk: Desk, record: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("evidence", "key", "--record", record) == 0
    old = capsys.readouterr().out.strip()
    assert run("evidence", "key", "--record", record, "--rotate") == 0
    new = capsys.readouterr().out.strip()
    assert (len(old), len(new)) == (64, 64)
    assert old != new
    assert run("verify", "--record", record) == 0
    assert run("evidence", "key", "--record", record, "--new") == 2
    assert run("evidence", "key", "--record", record, "--new", "--rotate") == 2
    desk.key.unlink()
    assert run("evidence", "key", "--record", record) == 2
    assert "--new" in capsys.readouterr().err
    assert run("evidence", "key", "--record", record, "--new") == 0


def test_heads_are_stamped_by_the_server_that_is_named(
    record: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tsa").mkdir()
    with stamping(tmp_path / "tsa") as server:
        monkeypatch.setenv("DATELINE_TSA", server.address)
        monkeypatch.setenv("DATELINE_TSA_CA", str(server.roots))
        assert run("evidence", "seal", "--record", record) == 0
        assert "1 heads stamped" in capsys.readouterr().err
        assert run("verify", "--record", record) == 0
        assert "1 with time stamp" in capsys.readouterr().err
    run("evidence", "key", "--record", record, "--rotate")
    assert run("evidence", "seal", "--record", record) == 1
    assert "gives no time stamp" in capsys.readouterr().err


def test_a_record_on_a_server_needs_to_be_told_where_the_key_is(capsys: pytest.CaptureFixture[str]) -> None:
    from dateline.cli.evidence import key_file_of
    from dateline.errors import UsageError

    with pytest.raises(UsageError, match="--key-file"):
        key_file_of("postgresql://desk@localhost/desk", None)
    assert key_file_of("postgresql://desk@localhost/desk", "k") == Path("k")
