"""``dateline copy``."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.bench.synthetic import readings
from dateline.cli import _run, all_commands
from dateline.store.record import Record


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Return the path of a record of some reports."""
    path = tmp_path / "record.db"
    with Record.open(str(path)) as opened:
        for one in readings(5):
            opened.add(one, "test")
    return path


def run(*arguments: str) -> int:
    """Return the exit status of a command."""
    all_commands()
    return _run(list(arguments))


def test_a_backup_is_the_record(record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("copy", str(tmp_path / "backup.db"), "--record", str(record)) == 0
    assert "rows copied" in capsys.readouterr().err
    with Record.open(str(record)) as one, Record.open(str(tmp_path / "backup.db")) as other:
        assert one.sizes() == other.sizes()
        assert one.sizes()["reports"] == 5


def test_a_file_that_is_there_is_not_written_over(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "there.db"
    there.write_text("mine")
    assert run("copy", str(there), "--record", str(record)) == 2
    assert "is there already" in capsys.readouterr().err
    assert there.read_text() == "mine"


def test_a_record_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("copy", str(tmp_path / "new.db"), "--record", str(tmp_path / "none.db")) == 2
    assert "is not there" in capsys.readouterr().err
    assert not (tmp_path / "new.db").exists()
