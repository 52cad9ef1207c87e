"""What a program gets by ``import dateline``: names, their promises, and the page that explains them."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest

import dateline
from dateline import api
from dateline.errors import DatelineError, InputError, SetupError, UsageError
from dateline.record.briefing import Filter
from dateline.record.choices import Status
from dateline.record.occurrence import Standing
from dateline.store.brief import count_waiting
from dateline.store.record import Record
from tests.store.telling import Deed, told

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```pycon\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
SHORT = "ASMARA, May 3 (Meridian Wire) - Rebels shelled the port on Friday, the army said.\n"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Yield a record of two reports that tell of one thing, made without the reader and not yet compared."""
    with dateline.open_record(tmp_path / "desk.db") as opened:
        strike = Deed("Rebels shelled the market of Goma on Friday.", "shelled")
        opened.add_all([told("one", strike), told("two", strike, published="2024-05-05")], "by hand")
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a report, a README, which is none, and a file that cannot be read."""
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "one.txt").write_text(SHORT, encoding="utf-8")
    (inputs / "README.md").write_text("About this folder.\n", encoding="utf-8")
    (inputs / "two.txt").write_bytes(bytes(range(256)) * 20)
    return inputs


# What is offered


def test_the_import_loads_nothing_of_what_it_offers() -> None:
    code = "import sys, dateline; print(*sorted({m.split('.')[0] for m in sys.modules}), *vars(dateline))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    loaded = set(out.split())
    assert "dateline" in loaded
    assert not loaded & {"spacy", "sqlalchemy", "pandas", "numpy", "pyarrow", "click", "api", "store"}


def test_a_record_is_opened_without_the_reader(tmp_path: Path) -> None:
    code = "import sys, dateline; dateline.open_record(sys.argv[1]); print('spacy' in sys.modules)"
    made = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "r.db")], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert made.stdout.strip() == "False"


@pytest.mark.parametrize("name", dateline.__all__)
def test_each_name_is_there_and_says_what_it_is(name: str) -> None:
    offered = getattr(dateline, name)
    assert getattr(dateline, name) is offered
    assert offered.__doc__ and offered.__doc__.strip().endswith(".")
    assert name in dir(dateline)


@pytest.mark.parametrize("name", dateline.__all__)
def test_each_name_is_explained_with_an_example(name: str) -> None:
    assert re.search(rf"^### .*`{name}`", PAGE, re.MULTILINE), "give it a heading in docs/api.md"
    assert any(re.search(rf"\bdateline\.{name}\b|\b{name}\(", example) for example in EXAMPLES)


def test_no_name_hides_a_part_of_the_package() -> None:
    """A module that is loaded becomes an attribute of the package and would take the place of a function."""
    modules = {path.stem for path in (ROOT / "dateline").iterdir() if path.suffix == ".py" or path.is_dir()}
    assert not modules & set(dateline.__all__)


def test_what_is_not_offered_is_an_error() -> None:
    with pytest.raises(AttributeError, match="readd"):
        dateline.readd  # type: ignore[attr-defined]  # noqa: B018


def test_the_page_is_right(tmp_path: Path) -> None:
    """Every example of docs/api.md gives what it says, in their order in one session."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    names: dict[str, object] = {}
    said: list[str] = []
    with chdir(tmp_path), warnings.catch_warnings():
        for number, example in enumerate(EXAMPLES, 1):
            case = doctest.DocTestParser().get_doctest(example, names, f"example {number}", "docs/api.md", 0)
            runner.run(case, out=said.append, clear_globs=False)
            names.update(case.globs)
    record = names["record"]
    assert isinstance(record, Record)
    record.engine.dispose()
    assert runner.summarize(verbose=False).failed == 0, "".join(said)
    assert len(EXAMPLES) > 12


# Reading


def test_offsets_are_of_the_text_that_was_given() -> None:
    text = f"---\ntitle: The port\n---\n\n{SHORT}"
    reading = dateline.read_text(text, published="2024-05-03", outlet="Red Sea Post", fast=True)
    assert reading.report.text == text
    assert (reading.report.title, reading.report.outlet) == ("The port", "Red Sea Post")
    assert [reading.report.quote(event.trigger) for event in reading.events] == ["shelled"]


@pytest.mark.parametrize(
    ("text", "given", "says"),
    [
        ("  \n", {}, "text: it is empty"),
        ("word " * 200_000, {}, "more than one report"),
        (SHORT, {"published": "last week"}, "is not one plain date"),
        (SHORT, {"language": "klingon"}, "is not a language code"),
    ],
)
def test_a_text_that_cannot_be_read_says_why(text: str, given: dict[str, str], says: str) -> None:
    with pytest.raises(DatelineError, match=says):
        dateline.read_text(text, fast=True, **given)  # type: ignore[arg-type]


def test_one_bad_input_is_told_and_the_rest_is_read(folder: Path) -> None:
    unread: list[InputError] = []
    readings = list(dateline.read_inputs([folder], fast=True, failed=unread.append))
    assert [reading.report.id for reading in readings] == ["one"]
    assert [Path(error.name).name for error in unread] == ["two.txt"]
    with pytest.warns(dateline.UnreadWarning, match=r"two\.txt") as caught:
        list(dateline.read_inputs(folder, fast=True))
    assert caught[0].filename == __file__, "the line of who asked, not one of the package"


def test_a_text_in_place_of_a_name_does_not_reach_a_message() -> None:
    with pytest.raises(UsageError, match="read_text") as caught:
        dateline.read_inputs(SHORT + "A source close to the mayor said so.")
    assert "mayor" not in str(caught.value)


def test_own_lists_win(tmp_path: Path) -> None:
    own = tmp_path / "actors.csv"
    own.write_text("name,kind,country,aliases\nNorthern Column,armed_group,ERI,Rebels\n", encoding="utf-8")
    reading = dateline.read_text(SHORT, fast=True, actors=own)
    assert "Northern Column" in {actor.name for actor in reading.actors}


def test_missing_weights_are_told_once_and_rules_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.read.statements.learned.weights.has_weights", lambda: False)
    with pytest.warns(RuntimeWarning, match="weights are missing") as caught:
        reading = dateline.read_text(SHORT)
    assert reading == dateline.read_text(SHORT, fast=True)
    assert len(caught) == 1 and caught[0].filename == __file__


# Keeping and asking


def test_what_was_added_is_counted_and_what_failed_is_kept(tmp_path: Path, folder: Path) -> None:
    with dateline.open_record(str(tmp_path / "r.db")) as record:
        unread: list[InputError] = []
        first = dateline.add(record, folder, fast=True, failed=unread.append, outlet="Red Sea Post")
        again = dateline.add(record, folder, fast=True, failed=unread.append, outlet="Red Sea Post")
        assert first == dateline.Counts(added=1, failed=1)
        assert again == dateline.Counts(known=1, failed=1)
        assert len(unread) == 2 and record.sizes()["failures"] == 1
        (hit,) = dateline.search(record, "rebels")
        assert hit.outlet == "Red Sea Post"


def test_a_report_by_another_reader_is_read_anew(tmp_path: Path, folder: Path) -> None:
    with dateline.open_record(tmp_path / "r.db") as record:
        for reading in dateline.read_inputs(folder / "one.txt", fast=True):
            record.add(reading, "dateline 0.0, rules")
        assert dateline.add(record, folder / "one.txt", fast=True) == dateline.Counts(read_anew=1)


def test_what_was_stopped_goes_on(record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(record, "add", stop)
        with pytest.raises(KeyboardInterrupt):
            dateline.add(record, folder / "one.txt", fast=True)
    assert count_waiting(record) is None, "what was kept before is compared"
    assert dateline.add(record, folder / "one.txt", fast=True).added == 1


def test_a_failure_is_kept_before_anybody_is_told_of_it(record: Record) -> None:
    with pytest.raises(dateline.UnreadWarning):  # warnings are errors here
        dateline.add(record, "missing.txt", fast=True)
    assert record.sizes()["failures"] == 1


def test_what_waits_is_compared_before_it_is_shown(record: Record) -> None:
    (strike,) = dateline.occurrences(record)
    assert [account.report for account in strike.accounts] == ["1", "2"]
    assert dateline.brief(record).totals.occurrences == 1


@pytest.mark.parametrize(
    "ask", [dateline.brief, lambda r: dateline.open_name(r, 1), lambda r: dateline.open_name(r, "r1")]
)
def test_each_way_of_asking_compares_first(record: Record, ask: object) -> None:
    assert callable(ask)
    ask(record)
    assert [len(one.accounts) for one in dateline.occurrences(record)] == [2]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({}, 1),
        ({"since": "2024-05", "until": "2024"}, 1),
        ({"since": "2024-06"}, 0),
        ({"type": "shelling", "status": Status.HAPPENED}, 1),
        ({"status": "planned"}, 0),
        ({"standing": Standing.DENIED}, 0),
        ({"actor": "rebels", "place": "Goma"}, 1),
        ({"country": "Sudan"}, 0),
        ({"contested": True}, 0),
        ({"words": "shelled market"}, 1),
        ({"words": "nowhere"}, 0),
        ({"source_kind": "document"}, 0),
    ],
)
def test_words_ask_for_a_part(record: Record, words: dict[str, object], found: int) -> None:
    assert sum(1 for _ in dateline.occurrences(record, **words)) == found  # type: ignore[arg-type]
    briefing = dateline.brief(record, **words)  # type: ignore[arg-type]
    assert (briefing.found.of if not words.get("contested") else len(briefing.differing.shown)) == found


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"country": "Sudann"}, "Did you mean Sudan"),
        ({"type": "air stike"}, "air_drone_strike"),
        ({"since": "soon"}, "since: 'soon' is no day"),
        ({"until": "2024-13"}, "until: '2024-13' is no day"),
        ({"status": "happend"}, "They are: happened, ongoing"),
        ({"standing": "true"}, "They are: claimed"),
    ],
)
def test_a_word_that_says_nothing_is_told_at_once(record: Record, words: dict[str, str], says: str) -> None:
    for ask in (dateline.occurrences, dateline.brief):
        with pytest.raises(UsageError, match=says):
            ask(record, **words)  # type: ignore[arg-type]


def test_a_word_that_is_none_is_a_mistake_of_the_program(record: Record) -> None:
    with pytest.raises(TypeError, match="contry"):
        dateline.occurrences(record, contry="Sudan")  # type: ignore[call-arg]


def test_a_place_that_is_a_country_asks_for_the_country() -> None:
    assert api.make_filter(place="Sudan") == Filter(country="SDN")
    assert api.make_filter(place="El Fasher") == Filter(place=("El Fasher",))


def test_a_server_is_named_without_its_password() -> None:
    from sqlalchemy import create_engine

    record = Record(create_engine("postgresql+psycopg://desk:secret@localhost/desk"))
    assert api._name_of(record) == "postgresql://desk:***@localhost/desk"


# Data frames


def test_statements_become_a_frame_with_the_types_of_the_tables(tmp_path: Path) -> None:
    with dateline.open_record(tmp_path / "r.db") as record:
        (tmp_path / "one.txt").write_text(SHORT, encoding="utf-8")
        dateline.add(record, tmp_path / "one.txt", fast=True, outlet="Red Sea\nPost", published="2024-05-03")
        frame = dateline.statement_frame(dateline.statements(record))
    (row,) = frame.to_dict("records")
    assert {name: row[name] for name in ("statement", "report", "outlet", "act", "cue", "said")} == {
        "statement": "r1s1",
        "report": "1",
        "outlet": "Red Sea Post",
        "act": "say",
        "cue": "say",
        "said": "Rebels shelled the port on Friday",
    }
    assert str(frame["published"].dtype) == "date32[day][pyarrow]"
    assert str(frame["interested"].dtype) == "bool[pyarrow]"
    empty = dateline.statement_frame([])
    assert list(empty.columns) == list(frame.columns) and (empty.dtypes == frame.dtypes).all()


def test_a_frame_without_pandas_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(SetupError, match="pip install pandas"):
        dateline.statement_frame([])


def test_the_sample_of_the_readme_runs(tmp_path: Path) -> None:
    (sample,) = re.findall(r"^```python\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "one.txt").write_text(SHORT, encoding="utf-8")
    names: dict[str, object] = {}
    with chdir(tmp_path):
        exec(sample, names)
    assert len(names["accounts"]) == 1  # type: ignore[arg-type]
