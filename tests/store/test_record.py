"""The record keeps what was read, once, whole, with its history."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select

from dateline.errors import RecordError
from dateline.read.pipeline import read_reports
from dateline.record.reading import Reading, to_json_line
from dateline.record.report import Agency
from dateline.store import opening
from dateline.store.record import Outcome, Record
from dateline.store.schema import actor, count, event, mention, metadata, party, reading, report, statement, word
from dateline.store.search import MARKS, search

from ..build import report_of

TEXT = (
    "GOMA, May 3 (Meridian Wire) - At least 14 people were killed on Friday when rebels shelled a market in Goma, "
    "the army said. A rebel spokesman denied it."
)
READER = "test 1"


def reading_of(text: str, **fields: object) -> Reading:
    """Return the reading of this text by rules alone."""
    found = next(iter(read_reports([report_of(text, **fields)], fast=True)))  # type: ignore[arg-type]
    assert isinstance(found, Reading)
    return found


@pytest.fixture(scope="module")
def read() -> Reading:
    return reading_of(
        TEXT,
        published="2024-05-04",
        outlet="Lake Herald",
        agency=Agency("Meridian Wire"),
        url="https://lake.example/a?utm_source=x#top",
    )


def rows(record: Record, table: object) -> list[dict[str, object]]:
    with record.engine.connect() as connection:
        return [dict(r._mapping) for r in connection.execute(select(table))]  # type: ignore[call-overload]


def test_a_new_record_is_empty(record: Record) -> None:
    assert set(record.sizes().values()) == {0}


def test_every_table_is_as_the_schema_says(record: Record) -> None:
    def ours(_: object, name: str | None, kind: str, *__: object) -> bool:
        return kind != "table" or not (name or "").startswith(("report_words", "event_place", "alembic"))

    with record.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        made = [d for d in compare_metadata(context, metadata) if "ix_report_words" not in str(d)]
    assert made == []


def test_the_newest_step_is_the_one_that_opening_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(opening.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == opening.HEAD


def test_what_a_report_says_stands_in_rows(record: Record, read: Reading) -> None:
    added = record.add(read, READER)
    assert added.outcome is Outcome.ADDED
    (kept,) = rows(record, report)
    assert (kept["outlet"], kept["url"], kept["agency"]) == ("Lake Herald", "https://lake.example/a", "Meridian Wire")
    assert record.reading_of(added.id) == to_json_line(read)
    said = {(s["act"], s["source_words"]) for s in rows(record, statement)}
    assert ("say", "the army") in said and ("deny", "A rebel spokesman") in said
    shelling = next(e for e in rows(record, event) if e["type"] == "ASSAULT")
    assert (shelling["place"], shelling["country"], shelling["start_on"]) == ("Goma", "COD", "2024-05-03")
    assert [(c["effect"], c["low"], c["high"]) for c in rows(record, count)] == [("killed", 14, None)]
    names = {a["id"]: a["name"] for a in rows(record, actor)}
    sides = {(p["side"], str(names[p["actor_id"]]).lower()) for p in rows(record, party)}
    assert any(side == "actor" and "rebel" in name for side, name in sides)
    assert rows(record, word) and len(rows(record, mention)) == len(read.actors)


def test_adding_again_changes_nothing(record: Record, read: Reading) -> None:
    first = record.add(read, READER)
    before = record.sizes()
    again = record.add(read, READER)
    assert (again.id, again.outcome) == (first.id, Outcome.KNOWN)
    assert record.sizes() == before
    assert record.known(read.report, READER) == first.id
    assert record.known(replace(read.report, url="https://lake.example/a"), READER) == first.id  # one address
    assert record.known(replace(read.report, outlet="Other Paper"), READER) is None


def test_another_reader_reads_anew_and_the_old_reading_stays(record: Record, read: Reading) -> None:
    first = record.add(read, READER)
    poorer = replace(read, events=(), disputes=())
    again = record.add(poorer, "test 2")
    assert (again.id, again.outcome) == (first.id, Outcome.READ_ANEW)
    assert rows(record, event) == [] and rows(record, party) == [] and rows(record, count) == []
    assert [(r["reader"], r["is_current"]) for r in rows(record, reading)] == [(READER, False), ("test 2", True)]
    assert json.loads(str(rows(record, reading)[0]["json"]))["events"]


def test_a_page_that_changed_is_its_next_version(record: Record, read: Reading) -> None:
    first = record.add(read, READER)
    changed = reading_of(TEXT.replace("14", "19"), outlet="Lake Herald", url="https://lake.example/a")
    second = record.add(changed, READER)
    assert [r["earlier_id"] for r in rows(record, report)] == [None, first.id]
    assert second.id != first.id


def test_the_same_actor_of_two_reports_is_one(record: Record, read: Reading) -> None:
    record.add(read, READER)
    before = len(rows(record, actor))
    record.add(replace(read, report=replace(read.report, outlet="Other Paper")), READER)
    assert len(rows(record, actor)) == before
    assert len(rows(record, mention)) == 2 * len(read.actors)


def test_failures_are_kept_once(record: Record) -> None:
    for _ in range(2):
        record.fail("broken.pdf", "no text in it")
    assert record.sizes()["failures"] == 1


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("goma market", True),
        ("GOMA", True),
        ("goma harbour", False),
        ('"killed on friday"', True),
        ('"friday killed"', False),
        ("market* AND (goma", False),  # no sign is an operator, "and" is a word
        ("'; DROP TABLE report; --", False),
        ("***", False),
    ],
)
def test_full_text(record: Record, read: Reading, words: str, found: bool) -> None:
    record.add(read, READER)
    hits = search(record, words)
    assert bool(hits) is found
    if hits:
        assert MARKS[0] in hits[0].around and hits[0].outlet == "Lake Herald"


def _add_many(where: str, start: int, total: int) -> None:
    texts = [
        report_of(f"Rebels shelled the port of Goma, army bulletin number {n} said.", id=f"r{n}") for n in range(total)
    ]
    order = texts[start:] + texts[:start]
    with Record.open(where) as record:
        for one in order:
            record.add(Reading(one), READER)


def test_several_processes_add_the_same_reports_at_once(where: str) -> None:
    total, context = 30, multiprocessing.get_context("spawn")
    workers = [context.Process(target=_add_many, args=(where, start, total)) for start in (0, 10, 20)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
        assert worker.exitcode == 0
    with Record.open(where) as record:
        assert record.sizes()["reports"] == total
        assert len(rows(record, reading)) == total


def _add_and_tell(where: str, told: str) -> None:
    with Record.open(where) as record, open(told, "a", encoding="utf-8") as out:
        for n in range(100_000):
            one = report_of(f"Rebels shelled the port of Goma, bulletin {n} said.", id=f"r{n}")
            record.add(Reading(one), READER)
            out.write(f"r{n}\n")
            out.flush()


def test_killed_it_loses_nothing_it_has_told_of(where: str, tmp_path: Path) -> None:
    told = tmp_path / "told"
    context = multiprocessing.get_context("spawn")
    for pause in (0.05, 0.2, 0.35):
        worker = context.Process(target=_add_and_tell, args=(where, str(told)))
        worker.start()
        while not told.exists() and worker.is_alive():
            time.sleep(0.02)
        time.sleep(pause)
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)
        worker.join()
    with Record.open(where) as record:
        kept = {str(r["name"]) for r in rows(record, report)}
        assert {line for line in told.read_text(encoding="utf-8").split("\n") if line} - kept == set()
        assert len(rows(record, reading)) == len(kept)


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("nowhere/at/all/record.db", "its folder does not exist"),
        ("postgresql://desk:secret@127.0.0.1:1/desk", "connection"),
    ],
)
def test_a_record_that_cannot_be_opened_says_why(where: str, reason: str) -> None:
    with pytest.raises(RecordError) as error:
        Record.open(where)
    assert reason in str(error.value) and "secret" not in str(error.value)


def test_a_file_that_is_no_record_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("Not a record at all, but somebody's notes. " * 200, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(RecordError, match="not a database"):
        Record.open(str(path))
    assert path.read_bytes() == before
