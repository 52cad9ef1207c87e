"""The command line as a user meets it: what it prints, where, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline import __version__
from dateline.cli import all_commands, main
from dateline.cli.reference import reference
from dateline.measure.registry import task_names
from dateline.show.outputs import FORMATS

EXAMPLES = Path(__file__).parent.parent / "examples"
WIRE = EXAMPLES / "2014-08-27-quay-tribune-drones.txt"
SHORT = "ASMARA, May 3 (Meridian Wire) - Rebels shelled the port on Friday, the army said.\n"


class Result:
    """How a command ended and what it printed."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    """Run the command line in this process."""

    def _run(*arguments: str) -> Result:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        out, err = capsys.readouterr()
        return Result(int(ended.value.code or 0), out, err)

    return _run


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Return a folder with two reports and three files that are none."""
    (tmp_path / "one.txt").write_text(SHORT, encoding="utf-8")
    (tmp_path / "two.txt").write_text(SHORT.replace("port", "airport"), encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "rows.jsonl").write_text('{"id": "r1", "text": "A bomb exploded."}\n{broken\n', encoding="utf-8")
    return tmp_path


def program(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the installed program as its own process."""
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-m", "dateline", *arguments], capture_output=True, text=True, timeout=120, **options
    )


# Help and mistakes


@pytest.mark.parametrize("command", ["", "read", "setup", "measure"])
def test_every_command_has_help_with_an_example(run, command: str) -> None:
    result = run(*command.split(), "--help")
    assert result.status == 0
    assert "Example" in result.out
    assert f"dateline {command}".strip() in result.out
    assert max(map(len, result.out.splitlines())) <= 90


def test_every_command_and_option_says_what_it_is_for() -> None:
    for command in all_commands().commands.values():
        assert command.help
        for parameter in command.params:
            assert getattr(parameter, "help", None) or parameter.param_type_name == "argument"


def test_the_page_of_commands_is_the_programs_own_help() -> None:
    page = Path(__file__).parent.parent / "docs" / "commands.md"
    assert page.read_text(encoding="utf-8") == reference(), "run python -m dateline.cli.reference > docs/commands.md"


def test_the_version_is_told(run) -> None:
    assert run("--version").out == f"dateline {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["raed", "x.txt"], "Did you mean read?"),
        (["mesure"], "Did you mean measure?"),
        (["report.txt"], "dateline read FILE"),  # a file where a command stands
        (["read", "x.txt", "--formt", "json"], "'--format'"),
        (["read", "x.txt", "--format", "htm"], "Did you mean html?"),
        (["read", "x.txt", "--reader", "fats"], "Did you mean fast?"),
        (["read", "x.txt", "--table", "event"], "Did you mean events?"),
        (["read"], "Give a file, a folder, an address, or -"),
        (["read", str(WIRE), "--published", "27/8"], "YYYY-MM-DD"),
        (["read", str(WIRE), "--output", str(WIRE)], "is also an input"),
        (["read", str(WIRE), "--output", "/nowhere/at/all.html"], "cannot be written"),
        (["measure", "polner", "--data", "x"], "Did you mean polnear?"),
        (["measure", "polnear"], "--data"),
        (["measure", "polnear", "--data", "/nowhere.jsonl"], "/nowhere.jsonl: cannot be read"),
    ],
)
def test_a_mistake_ends_with_2_and_says_what_is_right(run, arguments: list[str], hint: str) -> None:
    before = WIRE.read_bytes()
    result = run(*arguments)
    assert result.status == 2
    assert hint in result.err
    assert result.out == ""
    assert WIRE.read_bytes() == before


# Formats


def test_the_brief_is_the_default(run) -> None:
    result = run("read", str(WIRE))
    assert result.status == 0
    assert "REPORTED" in result.out
    assert "The Quay Tribune" in result.out
    assert "\x1b" not in result.out
    assert result.err == ""


def test_json_is_one_object_for_one_report_and_a_list_for_several(run) -> None:
    one = json.loads(run("read", str(WIRE), "--format", "json").out)
    assert one["schema"] == "dateline/reading/1"
    several = json.loads(run("read", str(WIRE), str(WIRE), "--format", "json").out)
    assert [r["report"]["text"] for r in several] == [one["report"]["text"]] * 2


def test_json_lines_is_one_object_a_line(run) -> None:
    result = run("read", str(EXAMPLES / "briefs.jsonl"), "--format", "jsonl")
    assert [json.loads(line)["report"]["language"] for line in result.out.splitlines()] == ["en", "en", "fr"]
    assert result.err.endswith("3 reports read\n")


@pytest.mark.parametrize("table", ["events", "statements"])
def test_csv_is_a_table(run, table: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("read", str(WIRE), "--format", "csv", "--table", table).out)))
    assert rows
    assert {row["outlet"] for row in rows} == {"The Quay Tribune"}


def test_html_is_a_page(run) -> None:
    result = run("read", str(WIRE), "--format", "html")
    assert result.out.startswith("<!DOCTYPE html>")
    assert result.out.rstrip().endswith("</html>")


@pytest.mark.parametrize(
    ("name", "start"),
    [("o.json", "{"), ("o.jsonl", '{"schema"'), ("o.html", "<!DOCTYPE"), ("o.csv", "report,"), ("o.txt", "2014-08-27")],
)
def test_the_name_of_the_output_sets_the_format(run, tmp_path: Path, name: str, start: str) -> None:
    result = run("read", str(WIRE), "--output", str(tmp_path / name))
    assert (result.status, result.out) == (0, "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_what_is_given_wins(run) -> None:
    result = run("read", str(WIRE), "-f", "json", "--published", "2015-01-02", "--outlet", "Mine", "--title", "T",
                 "--url", "https://x.example/", "--author", "A. B.", "--language", "en")  # fmt: skip
    report = json.loads(result.out)["report"]
    assert (report["published"], report["published_basis"]) == ("2015-01-02", "given")
    assert (report["outlet"], report["title"], report["url"]) == ("Mine", "T", "https://x.example/")


# Who finds statements


def test_either_reader_finds_statements(run) -> None:
    for reader in ("learned", "fast"):
        result = run("read", str(WIRE), "-f", "json", "--reader", reader)
        assert (result.status, result.err) == (0, "")
        assert json.loads(result.out)["statements"]


def test_missing_weights_are_told_and_rules_read(run, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = run("read", str(WIRE), "-f", "json", "--reader", "fast")
    monkeypatch.setattr("dateline.read.statements.learned.weights.has_weights", lambda: False)
    result = run("read", str(WIRE), "-f", "json")
    assert result.status == 0
    assert result.out == fast.out
    (line,) = result.err.splitlines()
    assert "weights are missing" in line
    assert "install" in line


# Bad input


def test_bad_inputs_are_named_and_the_others_read(run, reports: Path) -> None:
    result = run("read", str(reports), str(reports / "missing.txt"), "--format", "jsonl")
    assert result.status == 1
    assert len(result.out.splitlines()) == 3
    *failures, total = result.err.splitlines()
    assert total == "dateline: 3 reports read, 4 could not be read"
    for name in ("empty.txt", "binary.txt", "rows.jsonl, line 2", "missing.txt"):
        (line,) = [f for f in failures if name in f]
        assert line.startswith("dateline: ")
        assert ";" in line, "a reason and what to do"


@pytest.mark.parametrize("format_", list(FORMATS))
def test_nothing_readable_still_ends_well_formed(run, reports: Path, format_: str) -> None:
    result = run("read", str(reports / "empty.txt"), "--format", format_)
    assert result.status == 1
    if format_ == "json":
        assert json.loads(result.out) == []


def test_a_bad_name_cannot_steer_the_terminal(run, tmp_path: Path) -> None:
    result = run("read", str(tmp_path / "a\x1b[2Jb.txt"))
    assert "\x1b" not in result.err


# Processes


def test_standard_input_is_read() -> None:
    result = program("read", "-", "--format", "json", "--published", "2019-05-03", input=SHORT)
    assert result.returncode == 0
    assert json.loads(result.stdout)["report"]["published"] == "2019-05-03"


def test_help_answers_at_once() -> None:
    times = []
    for _ in range(3):
        began = time.monotonic()
        assert program("--help").returncode == 0
        times.append(time.monotonic() - began)
    assert min(times) < 2  # 0.1 s where nothing else runs; a busy machine gets room, the next test names what is loaded


def test_help_loads_neither_the_parser_nor_the_page() -> None:
    code = (
        "import sys, dateline.cli\n"
        "try: dateline.cli.main(['read', '--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('spacy', 'rich', 'jinja2', 'lxml', 'pyarrow') if m in sys.modules], file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert result.stderr.strip() == "[]"


def test_output_is_utf8_whatever_the_terminal_says() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    result = subprocess.run(
        [sys.executable, "-m", "dateline", "read", "-", "--format", "jsonl"],
        input="Le ministère a démenti. Les rebelles ont attaqué la ville, a déclaré l'armée.".encode(),
        capture_output=True,
        timeout=60,
        env=environment,
        check=True,
    )
    assert "ministère" in result.stdout.decode("utf-8")


def test_a_closed_pipe_ends_quietly() -> None:
    command = f"{sys.executable} -m dateline read {EXAMPLES} --format jsonl | head -c 100"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=120)
    assert "Traceback" not in result.stderr
    assert "Exception" not in result.stderr


def test_ctrl_c_leaves_a_whole_file(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    row = json.dumps({"text": SHORT * 40})
    many.write_text((row + "\n") * 2000, encoding="utf-8")
    out = tmp_path / "out.json"
    process = subprocess.Popen(
        [sys.executable, "-m", "dateline", "read", str(many), "--output", str(out)],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests in the background would ignore it
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (out.exists() and out.stat().st_size):
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.endswith("dateline: stopped\n")
    assert "Traceback" not in err
    assert len(json.loads(out.read_text(encoding="utf-8"))) > 1


# Measure


def test_a_task_is_measured_on_a_set(run, tmp_path: Path) -> None:
    text = SHORT
    gold = {
        "report": {"file": "r.txt", "published": "2019-05-04", "language": "en", "dateline_place": "Asmara",
                   "agency": None, "body_end": len(text) - 1},
        "statements": [{
            "id": "s1", "source": [[SHORT.index("the army"), SHORT.index(" said")]],
            "cue": [[SHORT.index("said"), SHORT.index("said.") + 4]],
            "content": [[SHORT.index("Rebels"), SHORT.index(", the army")]], "source_kind": "institution",
            "source_name": "army", "form": "indirect", "act": ["say"], "said_on": None, "said_in": None,
            "addressee": None, "reported_by": None, "channel": None,
        }], "events": [], "actors": [], "places": [], "times": [], "metonyms": [], "disputes": [], "roles": [],
        "affiliations": [],
    }  # fmt: skip
    (tmp_path / "r.txt").write_text(text, encoding="utf-8")
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    out = tmp_path / "predictions.jsonl"
    result = run("measure", "reading", "--data", str(tmp_path / "gold.json"), "--predictions", str(out))
    assert result.status == 0, result.err
    assert "main figure" in result.out
    assert "a second" in result.out
    assert json.loads(out.read_text(encoding="utf-8"))["schema"] == "dateline/reading/1"


def test_help_names_every_task(run) -> None:
    text = run("measure", "--help").out
    assert all(name in text for name in task_names())
