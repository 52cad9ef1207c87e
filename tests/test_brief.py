"""The record at a glance and opened by number, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli import all_commands, main

EXAMPLES = Path(__file__).parent.parent / "examples"
SHELTER = sorted(EXAMPLES.glob("2025-10-1*"))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of the example reports of October 2025, read by rules alone."""
    where = tmp_path_factory.mktemp("record") / "sudan.db"
    with pytest.raises(SystemExit) as ended:
        main(["add", *map(str, SHELTER), "--reader", "fast", "--record", str(where)])
    assert not ended.value.code
    return where


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run the command line in an empty folder, 100 columns wide; return status, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def _run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return _run


def test_a_brief_shows_the_record(run, filled: Path) -> None:
    status, out, err = run("brief", "--record", str(filled))
    assert status == 0 and err == ""
    assert out.startswith(f"sudan.db\n{len(SHELTER)} reports of 11-14 Oct 2025")
    assert "REPORTED" in out and "SAID" in out and "El Fasher, SDN" in out
    assert all(len(line) <= 100 for line in out.splitlines())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--country", "Sudan"), "in SDN: "),
        (("--place", "el fasher", "--type", "drone strike"), "in el fasher, air or drone strike: "),
        (("--place", "Sudan"), "in SDN: "),
        (("--actor", "RSF"), "by, to or of RSF: "),
        (("--since", "2025-10", "--until", "2025"), "since 1 Oct 2025, until 31 Dec 2025: "),
        (("--status", "planned"), "planned: "),
        (("--place", "El Fashar"), "Did you mean El Fasher?"),
        (("--since", "2026"), "Nothing in the record is of what was asked for. Leave out a condition."),
    ],
)
def test_a_brief_shows_what_is_asked_for(run, filled: Path, arguments: tuple[str, ...], says: str) -> None:
    status, out, _ = run("brief", "--record", str(filled), *arguments)
    assert status == 0 and says in " ".join(out.split())


@pytest.mark.parametrize("kind", ["md", "html", "json"])
def test_the_file_sets_the_format(run, filled: Path, kind: str) -> None:
    status, out, _ = run("brief", "--record", str(filled), "-o", f"brief.{kind}")
    text = Path(f"brief.{kind}").read_text(encoding="utf-8")
    assert status == 0 and out == ""
    if kind == "json":
        assert json.loads(text)["totals"]["reports"] == len(SHELTER)
    else:
        assert text.startswith({"md": "# sudan.db", "html": "<!DOCTYPE html>"}[kind])


def test_each_line_of_a_brief_opens(run, filled: Path) -> None:
    _, out, _ = run("brief", "--record", str(filled), "-f", "json")
    made = json.loads(out)
    for line in made["reported"]["shown"][:3]:
        status, text, _ = run("show", f"#{line['id']}", "--record", str(filled))
        assert status == 0 and "ACCOUNTS" in text and "WHO STANDS BEHIND IT" in text
    for said in made["said"]["shown"][:3]:
        status, text, _ = run("show", said["voice"]["statement"], "--record", str(filled))
        assert status == 0 and "STATEMENT" in text
    for one in made["differing"]["shown"]:
        for dispute in one["disputes"]:
            status, text, _ = run("show", f"d{dispute['id']}", "--record", str(filled))
            assert status == 0 and "ACCOUNTS DIFFER" in text


def test_a_report_opens_as_read_shows_it(run, filled: Path) -> None:
    status, out, _ = run("show", "r1", "--record", str(filled))
    assert status == 0 and out.startswith("r1 ") and "LEFT OPEN" in out
    for kind, start in (("html", "<!DOCTYPE html>"), ("markdown", "# r1 "), ("json", "{")):
        status, out, _ = run("show", "r1", "--record", str(filled), "-f", kind)
        assert status == 0 and out.startswith(start)
    assert json.loads(out)["reading"]["schema"] == "dateline/reading/1"


def test_an_actor_opens_by_any_of_its_names(run, filled: Path) -> None:
    status, out, _ = run("show", "rapid", "support", "forces", "--record", str(filled))
    assert status == 0 and out.startswith("Rapid Support Forces\n") and "WHAT OTHERS SAY OF IT" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("brief",), "record.db is not there"),
        (("show", "1"), "record.db is not there"),
        (("brief", "--type", "drone strik"), "Did you mean air_drone_strike?"),
        (("brief", "--country", "Sudn"), "Did you mean Sudan"),
        (("brief", "--since", "yesterday"), "is no day"),
        (("brief", "--status", "plannd"), "Did you mean planned?"),
        (("brief", "--record", "postgresql://u:secret@127.0.0.1:1/r"), "127.0.0.1"),
    ],
)
def test_what_is_wrong_is_told(run, arguments: tuple[str, ...], says: str) -> None:
    status, _, err = run(*arguments)
    assert status == 2 and says in err and "secret" not in err and "Traceback" not in err
    assert not Path("record.db").exists()


def test_an_empty_record_says_how_to_fill_it(run) -> None:
    from dateline.store.record import Record

    with Record.open("record.db"):
        pass
    status, out, _ = run("brief")
    assert status == 0 and "dateline add" in out
    status, _, err = run("show", "1")
    assert status == 2 and "dateline add" in err


def test_a_file_that_cannot_be_written_is_told(run, filled: Path) -> None:
    status, _, err = run("brief", "--record", str(filled), "-o", "no/such/folder/brief.md")
    assert status == 2 and "Name a file in a folder that exists" in err


@pytest.mark.parametrize("command", ["brief", "show"])
def test_help_has_an_example(command: str) -> None:
    out = CliRunner().invoke(all_commands(), [command, "--help"]).output
    assert f"dateline {command}" in out.split("Examples:")[1]
