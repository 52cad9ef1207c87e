"""Tables of field reports on the command line: kept, whoever reports protected, and never named in what comes out."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from dateline.cli import main

NAME = "Canary Quillfeather"
TABLE = (
    "what,where,lat,lon,on,seen,heard_from,killed,published,reporter\n"
    f"Two drones struck the market.,El Fasher,13.63,25.35,2025-10-12,yes,,at least 3,2025-10-13,{NAME}\n"
    f"Shells fell on the camp.,Zamzam,{NAME},25.35,2025-10-12,yes,,,2025-10-13,{NAME}\n"
    f"Gunmen entered the clinic.,Kutum,,,2025-10-12,,residents,,2025-10-13,{NAME}\n"
)


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


def rows(question: str) -> list[tuple[object, ...]]:
    with sqlite3.connect("record.db") as record:
        return record.execute(question).fetchall()


def test_who_reports_is_protected_and_named_nowhere(run, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.csv").write_text(TABLE)
    said = [run("add", f"{NAME}.csv", "--field", "--reader", "fast")]
    assert said[0][0] == 1
    assert "2 added, 1 could not be read" in said[0][2]
    assert "field reports, line 3, column 'lat'" in said[0][2]
    assert rows('select count(*) from protection where "start" is null') == [(2,)]
    assert rows("select lat, lon from event where place = 'El Fasher'")[0] == (13.63, 25.35)
    assert {name for (name,) in rows("select name from report")} == {"field-report", "field-report-2"}
    for command in (
        ["brief"],
        ["brief", "--format", "json"],
        ["brief", "--format", "html"],
        ["search", "drones"],
        ["show", "r1"],
        ["export", "--as", "csv"],
        ["export", "--as", "csv", "--table", "accounts"],
        ["export", "--as", "jsonl"],
        ["export", "--as", "geojson"],
        ["export", "--as", "stix"],
        ["add", f"{NAME}.csv", "--field", "--reader", "fast"],
    ):
        said.append(run(*command))
        assert said[-1][0] in (0, 1), said[-1]
    assert not [words for _, out, err in said for words in (out, err) if "Quillfeather" in words]
    assert not [row for row in rows("select * from failure") + rows("select * from audit") if "Quill" in str(row)]
    assert "2 already there" in said[-1][2]


def test_who_may_be_named_is_not_protected(run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE)
    run("add", "t.csv", "--field", "--reporter-may-be-named", "--reader", "fast")
    assert rows("select count(*) from protection") == [(0,)]
    assert rows("select authors from report") == [(NAME,), (NAME,)]


def test_a_template_to_fill_in(run, tmp_path: Path) -> None:
    status, out, _ = run("add", "--field-template")
    assert status == 0
    (tmp_path / "t.csv").write_text(out)
    status, _, err = run("add", "t.csv", "--field", "--reader", "fast")
    assert (status, "1 added" in err) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("t.csv", "--reporter-may-be-named"), "goes with --field"),
        (("https://a.example/t.csv", "--field"), "no address"),
        ((".", "--field"), "no folder"),
        (("t.csv", "--field", "--title", "x"), "--title does not go with --field"),
    ],
)
def test_what_is_wrong_is_told(run, arguments: tuple[str, ...], says: str) -> None:
    status, _, err = run("add", *arguments)
    assert status == 2
    assert says in err


def test_a_table_that_is_not_there_is_not_named(run) -> None:
    status, _, err = run("add", f"{NAME}.csv", "--field", "--reader", "fast")
    assert status == 1
    assert "field reports, table 1: it cannot be read" in err
    assert "Quill" not in err
