"""Deciding on the record, and reading it anew, on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from dateline.cli import all_commands, main
from dateline.cli.judge import SCHEMES, judge
from dateline.store.correcting import field_names
from dateline.store.fusing import Fuser
from dateline.store.judging import Scheme
from dateline.store.record import Record

from .store.telling import Deed, told

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in an empty folder, as anna; return status, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_WHO", "anna")
    monkeypatch.delenv("DATELINE_RECORD", raising=False)

    def _run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return _run


@pytest.fixture
def desk(run: Run) -> Run:
    """Return the command line in a folder with a record: 1 is a market shelled by two reports, 2 soldiers seen."""
    _make("record.db")
    return run


def _make(where: str) -> None:
    with Record.open(where) as record:
        seen = Deed("Soldiers were seen near Beni.", "seen", "Beni", "2024-05-02", subtype=None, by=("Army",))
        record.add(told("Herald", Deed("Rebels shelled a market in Goma on Friday.", "shelled"), seen), "by hand")
        record.add(told("Courier", Deed("Rebels shelled the market of Goma on Friday.", "shelled")), "by hand")
        Fuser(record).fuse()


def test_a_decision_is_told_with_what_became_of_it_and_how_to_take_it_back(desk: Run) -> None:
    status, out, _ = desk("judge", "merge", "1", "2", "--why", "one attack")
    assert status == 0 and "decision 1 is kept; to take it back: dateline judge undo 1" in out
    assert "occurrence 1 has 3 accounts" in out
    status, out, _ = desk("judge", "undo", "1", "--why", "two towns")
    assert status == 0 and "occurrence 1 has 2 accounts" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("accept", "1"), "occurrence 1 has 2 accounts"),
        (("reject", "r2e1"), "of no occurrence"),
        (("correct", "1", "status", "possible"), "occurrence 1 has 2 accounts"),
        (("correct", "1", "place", '{"name": "Sake", "lat": -1.6, "lon": 29.0}'), "decision 1 is kept"),
        (("split", "1", "r2e1"), "has 1 account\n"),
        (("apart", "r1e1", "r2e1"), "has 1 account\n"),
        (("same-actor", "Rebels", "Army"), "decision 1 is kept"),
        (("not-same-actor", "Rebels", "Army"), "decision 1 is kept"),
        (("verdict", "1", "b2"), "decision 1 is kept"),
        (("verdict", "1", "fair", "--scheme", "airwars", "--seen", "0"), "decision 1 is kept"),
    ],
)
def test_every_kind_of_decision(desk: Run, arguments: tuple[str, ...], says: str) -> None:
    status, out, err = desk("judge", *arguments, "--why", "read both")
    assert status == 0 and says in out, err
    status, out, _ = desk("judge", "history")
    assert "anna" in out and "read both" in out
    assert desk("judge", "undo", "1", "--why", "no")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("acept", "1"), "Did you mean accept"),
        (("accept", "9"), "no occurrence 9"),
        (("accept", "r1e7"), "its accounts are r1e"),
        (("correct", "1", "stauts", "possible"), "Did you mean status"),
        (("correct", "1", "status", "posible"), "Did you mean possible"),
        (("verdict", "1", "fare", "--scheme", "airwars"), "Did you mean fair"),
        (("verdict", "1", "B2", "--scheme", "admiralti"), "Did you mean admiralty"),
        (("same-actor", "Rebel", "Army"), "Did you mean Rebels"),
        (("undo", "4"), "no decision 4"),
        (("merge", "r1e1"), "two occurrences or accounts"),
        (("accept", "1", "--record", "none.db"), "none.db is not there"),
    ],
)
def test_a_mistake_is_told_with_what_is_right(desk: Run, arguments: tuple[str, ...], says: str) -> None:
    status, out, err = desk("judge", *arguments, "--why", "x")
    assert status == 2 and says in err and "Traceback" not in err and not out
    assert "Nobody has decided anything." in desk("judge", "history")[1]


def test_a_reason_and_a_name_are_needed(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert '--why "..."' in desk("judge", "accept", "1")[2]
    assert '--why "..."' in desk("judge", "accept", "1", "--why", " ")[2]
    assert "say who" in desk("judge", "accept", "1", "--why", "x", "--who", " ")[2]
    monkeypatch.delenv("DATELINE_WHO")
    monkeypatch.setenv("LOGNAME", "ben")
    assert desk("judge", "accept", "1", "--why", "x")[0] == 0
    assert "  ben  accept" in desk("judge", "history", "1")[1]


def test_on_a_terminal_the_reason_is_asked_for(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "prompt", lambda words, err: f"asked {words}")
    assert desk("judge", "accept", "1")[0] == 0
    assert "asked Why" in desk("judge", "history")[1]


def test_who_decided_since_is_named(desk: Run) -> None:
    desk("judge", "correct", "1", "status", "possible", "--why", "the army says so", "--who", "ben")
    status, _, err = desk("judge", "accept", "1", "--why", "x", "--seen", "0")
    assert status == 2 and "by ben" in err and "the army says so" in err


def test_history_of_all_of_an_occurrence_an_account_and_a_report(desk: Run) -> None:
    desk("judge", "split", "1", "r2e1", "--why", "another day")
    desk("judge", "undo", "1", "--why", "the same day", "--who", "ben")
    for name in ((), ("1",), ("r2e1",), ("r2",)):
        status, out, _ = desk("judge", "history", *name)
        assert status == 0 and "anna  not same  (undone by 2)" in out and "ben  undo of 1" in out, name
        assert 'r2e1 "shelled"; not r1e1 "shelled"' in out
    assert "read by by hand (counts now)" in desk("judge", "history", "r2")[1]
    assert "Nobody has decided anything on it" in desk("judge", "history", "2")[1]
    assert "no report 9" in desk("judge", "history", "r9")[2]


def test_decisions_go_to_another_record(desk: Run, tmp_path: Path) -> None:
    desk("judge", "merge", "1", "2", "--why", "one attack")
    desk("judge", "verdict", "1", "C3", "--why", "one wire")
    _, out, _ = desk("judge", "export")
    assert desk("judge", "export", "--output", "out.jsonl")[0] == 0
    assert Path("out.jsonl").read_text(encoding="utf-8") == out
    assert [json.loads(line)["kind"] for line in out.splitlines()] == ["same", "verdict"]
    _make("second.db")
    assert (
        "2 taken over, 0 already there, 0 left out" in desk("judge", "import", "out.jsonl", "--record", "second.db")[1]
    )
    assert "0 taken over, 2 already there" in desk("judge", "import", "out.jsonl", "--record", "second.db")[1]
    assert desk("judge", "export", "--record", "second.db")[1] == out
    with Record.open("third.db") as third:
        third.add(told("Other", Deed("Rebels shelled a hill.", "shelled")), "by hand")
    _, said, _ = desk("judge", "import", "out.jsonl", "--record", "third.db")
    assert "2 left out" in said and "the record lacks the report Herald" in said


@pytest.mark.parametrize(("content", "says"), [(b"{}\n", "line 1"), (b"\xff\xfe\x00", "no text in UTF-8")])
def test_what_is_no_export_is_not_imported(desk: Run, content: bytes, says: str) -> None:
    Path("bad.jsonl").write_bytes(content)
    status, _, err = desk("judge", "import", "bad.jsonl")
    assert status == 2 and says in err and "Traceback" not in err


def test_the_record_is_read_anew_and_decisions_stay(desk: Run) -> None:
    desk("judge", "correct", "1", "status", "possible", "--why", "the army says so")
    status, _, err = desk("reread", "--reader", "fast")
    assert status == 0 and "2 read anew" in err
    _, out, _ = desk("judge", "history", "r2")
    assert out.count("read by") == 2 and "correct status" in out and 'r2e1 "shelled"' in out
    assert "0 read anew" in desk("reread", "--reader", "fast")[2]
    assert "is not there" in desk("reread", "--record", "none.db")[2]


@pytest.mark.parametrize("name", sorted(judge.commands))
def test_every_command_has_help_with_an_example(name: str) -> None:
    command = judge.commands[name]
    text = command.get_help(click.Context(command, info_name=name))
    assert "Example" in text and f"dateline judge {name}" in text


def test_the_help_names_what_there_is() -> None:
    text = judge.commands["correct"].help or ""
    assert all(name in text for name in field_names())
    assert [scheme.value for scheme in Scheme] == list(SCHEMES)
    assert {"judge", "reread"} <= set(all_commands().commands)
