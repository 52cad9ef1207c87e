"""Reports into the record and words out of it, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.cli import main

SHORT = "ASMARA, May 3 (Meridian Wire) - Rebels shelled the port on Friday, the army said.\n"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run the command line in an empty folder; return status, standard output and standard error."""
    monkeypatch.chdir(tmp_path)

    def _run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return _run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two reports and a file that is none."""
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "one.txt").write_text(SHORT, encoding="utf-8")
    (inputs / "two.txt").write_text(SHORT.replace("port", "airport"), encoding="utf-8")
    (inputs / "binary.txt").write_bytes(bytes(range(256)) * 20)
    return inputs


def test_what_is_added_is_told_and_added_once(run, folder: Path) -> None:
    status, _, err = run("add", str(folder), "--reader", "fast")
    assert status == 1 and "2 added, 1 could not be read" in err and "binary.txt" in err
    status, _, err = run("add", str(folder), "--reader", "fast")
    assert "0 added, 2 already there, 1 could not be read" in err
    assert Path("record.db").exists()


def test_words_are_found(run, folder: Path) -> None:
    run("add", str(folder), "--reader", "fast", "--outlet", "Red Sea Post")
    status, out, _ = run("search", "rebels", "airport")
    assert status == 0 and "Red Sea Post" in out and "shelled the airport on Friday" in " ".join(out.split())
    status, out, _ = run("search", "rebels", "harbour")
    assert status == 0 and "No report" in out


def test_the_record_stands_where_it_is_told(run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_RECORD", "sudan.db")
    run("add", str(folder / "one.txt"), "--reader", "fast")
    assert Path("sudan.db").exists() and not Path("record.db").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("add",), "Nothing to add"),
        (("add", "in/one.txt", "--record", "no/such/folder/r.db"), "its folder does not exist"),
        (("add", "in/one.txt", "--record", "postgresql://u:secret@127.0.0.1:1/r"), "127.0.0.1"),
        (("serch", "x"), "Did you mean search"),
    ],
)
def test_what_is_wrong_is_told(run, folder: Path, arguments: tuple[str, ...], says: str) -> None:
    status, _, err = run(*arguments)
    assert status != 0 and says in err and "secret" not in err and "Traceback" not in err
