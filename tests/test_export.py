"""``dateline export`` on the command line: every format from one record, a part of it, and what a format leaves out."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from dateline.bench.synthetic import countries, readings
from dateline.cli import main
from dateline.cli.export import _FORMATS
from dateline.export import FORMATS
from dateline.store.record import Record


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of a record of eighty made-up reports, not yet fused."""
    path = str(tmp_path_factory.mktemp("record") / "record.db")
    with Record.open(path) as record:
        record.add_all(readings(80), "test")
    return path


@pytest.fixture
def run(where: str, capfdbinary: pytest.CaptureFixture[bytes]):
    """Run ``dateline export`` on that record; return status, standard output and standard error."""

    def _run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["export", "--record", where, *arguments])
        out, err = capfdbinary.readouterr()
        return int(ended.value.code or 0), out.decode(), err.decode()

    return _run


def test_the_command_knows_the_formats_that_there_are() -> None:
    assert set(_FORMATS) == FORMATS.keys()


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_writes_a_file(run, tmp_path: Path, name: str) -> None:
    path = tmp_path / "out"
    status, out, err = run("--as", name, "-o", str(path))
    assert (status, out) == (0, "")
    assert path.stat().st_size > 100
    assert "written" in err


def test_a_file_s_name_sets_the_format(run, tmp_path: Path) -> None:
    path = tmp_path / "occurrences.geojson"
    run("-o", str(path))
    assert json.loads(path.read_text("utf-8"))["type"] == "FeatureCollection"


def test_a_filter_asks_for_a_part(run) -> None:
    country = countries()[0]
    _, whole, _ = run()
    _, part, _ = run("--country", country)
    rows = list(csv.DictReader(io.StringIO(part)))
    assert rows
    assert {row["country"] for row in rows} == {country}
    assert len(rows) == sum(row["country"] == country for row in csv.DictReader(io.StringIO(whole)))


def test_who_says_what_is_a_table_of_its_own(run) -> None:
    _, out, _ = run("--table", "accounts")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {"voice", "said", "status", "told", "through"} <= rows[0].keys()
    assert len(rows) == 160  # two accounts a report


def test_what_a_format_does_not_take_is_told(run) -> None:
    _, _, err = run("--as", "ged")
    assert "left out" in err


def test_a_wrong_format_suggests_the_right_one(run) -> None:
    status, _, err = run("--as", "geojsn")
    assert status == 2
    assert "geojson" in err


def test_a_record_that_is_not_there_is_an_error(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["export", "--record", str(tmp_path / "none.db")])
    assert ended.value.code == 2
    assert "none.db" in capsys.readouterr().err
