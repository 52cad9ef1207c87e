"""Fusing: the same reports end in the same occurrences and disputes, in whatever order, by however many processes."""

from __future__ import annotations

import itertools
import multiprocessing
import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import Select, func, select

from dateline.bench.synthetic import readings
from dateline.intake.inputs import open_inputs
from dateline.intake.received import Given
from dateline.read.pipeline import ReadingFailed, read_reports
from dateline.record.reading import Reading
from dateline.record.report import Report
from dateline.store.fusing import Fuser
from dateline.store.record import Record
from dateline.store.schema import CURRENT, LOOSE, UNFUSED, event, reading, report
from dateline.store.schema_fused import dispute, link, occurrence, reprint, side

EXAMPLES = Path(__file__).parents[2] / "examples"

Occurrences = set[frozenset[tuple[str, str]]]
Disputes = list[tuple[str, str, str, tuple[tuple[str, frozenset[tuple[str, str]]], ...]]]


@pytest.fixture(scope="session")
def examples() -> list[Reading]:
    """Return the readings of the example reports, by rules alone."""
    reports = [r for r in open_inputs([str(EXAMPLES)], Given()) if isinstance(r, Report)]
    return [r for r in read_reports(reports, fast=True) if not isinstance(r, ReadingFailed)]


def fused(where: str, batches: Iterable[Iterable[Reading]]) -> None:
    """Add readings to a record, fused after each batch."""
    with Record.open(where) as record:
        fuser = Fuser(record)
        for batch in batches:
            for reading in batch:
                record.add(reading, "test")
            fuser.fuse()


def kept(where: str) -> tuple[Occurrences, Disputes, list[tuple[object, ...]]]:
    """Return what a record holds, told by reports and not by numbers."""
    with Record.open(where) as record, record.engine.connect() as connection:
        rows = connection.execute(
            select(event.c.id, report.c.key, event.c.local_id, event.c.occurrence_id).join(report)
        ).all()
        name = {row.id: (row.key, row.local_id) for row in rows}
        groups: dict[int, set[tuple[str, str]]] = {}
        for row in rows:
            if row.occurrence_id is not None:
                groups.setdefault(row.occurrence_id, set()).add(name[row.id])
        sides: dict[int, dict[int, tuple[str, set[tuple[str, str]]]]] = {}
        for row in connection.execute(select(side)):
            sides.setdefault(row.dispute_id, {}).setdefault(row.position, (row.label, set()))[1].add(name[row.event_id])
        disputes = sorted(
            (row.kind, row.about, row.strength, tuple((x, frozenset(y)) for _, (x, y) in sorted(sides[row.id].items())))
            for row in connection.execute(select(dispute))
        )
        told = [c for c in occurrence.c if c.name not in {"id", "changed_at"}]
        whole = sorted((tuple(row) for row in connection.execute(select(*told))), key=repr)
        assert connection.scalar(select(func.count()).where(event.c.is_loose)) == 0
    return {frozenset(group) for group in groups.values()}, disputes, whole


def split(items: list[Reading], chance: random.Random) -> list[list[Reading]]:
    """Return the items in any order, in any batches."""
    shuffled = chance.sample(items, len(items))
    cuts = sorted({0, len(items), *(chance.randrange(len(items)) for _ in range(4))})
    return [shuffled[a:b] for a, b in itertools.pairwise(cuts)]


@pytest.mark.parametrize("seed", range(4))
def test_the_examples_end_the_same_in_any_order(seed: int, where: str, tmp_path: Path, examples: list[Reading]) -> None:
    once = str(tmp_path / "once.db")
    fused(once, [examples])
    fused(where, split(examples, random.Random(seed)))
    assert kept(where) == kept(once)


@pytest.mark.parametrize("seed", range(3))
def test_a_day_of_reports_ends_the_same_in_any_order(seed: int, where: str, tmp_path: Path) -> None:
    day = list(readings(60))
    once = str(tmp_path / "once.db")
    fused(once, [day])
    fused(where, split(day, random.Random(seed)))
    assert kept(where) == kept(once)


def _one_process(where: str, start: int) -> None:
    fused(where, [[reading] for reading in list(readings(60))[start::3]])


def test_three_processes_at_once_end_as_one(tmp_path: Path) -> None:
    once, where = str(tmp_path / "once.db"), str(tmp_path / "three.db")
    fused(once, [list(readings(60))])
    Record.open(where).engine.dispose()
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_one_process, args=(where, start)) for start in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    fused(where, [[]])
    assert kept(where) == kept(once)


def test_tolls_the_denial_and_the_copies_of_the_shelter_attack_are_one_occurrence(
    where: str, examples: list[Reading]
) -> None:
    fused(where, [examples])
    with Record.open(where) as record, record.engine.connect() as connection:
        row = connection.execute(
            select(occurrence).where(occurrence.c.place == "El Fasher").order_by(occurrence.c.accounts.desc())
        ).first()
        assert row is not None
        kinds = set(connection.scalars(select(dispute.c.kind).where(dispute.c.occurrence_id == row.id)))
        copies = connection.scalar(select(func.count()).select_from(reprint))
    assert row.standing == "contested"
    assert {"denial", "count"} <= kinds
    assert " or " in row.actors or "actor" not in kinds  # of rivals it is not said that both did it
    assert row.reports >= 5
    assert row.sources_high < row.accounts  # copies of one wire and one committee quoted again count once
    assert copies == 2  # two wire texts, each printed under two headlines


def test_a_dispute_keeps_its_number_and_its_time_while_reports_come_in(where: str, examples: list[Reading]) -> None:
    def numbers(record: Record) -> dict[tuple[int, str, str], tuple[int, str | None]]:
        with record.engine.connect() as connection:
            rows = connection.execute(select(dispute)).all()
        return {(row.occurrence_id, row.kind, row.about): (row.id, row.opened_at) for row in rows}

    seen: dict[tuple[int, str, str], tuple[int, str | None]] = {}
    went_on = 0
    with Record.open(where) as record:
        fuser = Fuser(record)
        for one in examples:
            record.add(one, "test")
            fuser.fuse()
            now = numbers(record)
            assert all(now[key] == seen[key] for key in now.keys() & seen.keys())
            went_on += len(now.keys() & seen.keys())
            seen = now
    assert all(opened for _, opened in seen.values())
    assert went_on > 5


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (select(report.c.id).where(UNFUSED).order_by(report.c.id).limit(25), "ix_report_unfused"),
        (select(event.c.id).where(LOOSE).order_by(event.c.id).limit(200), "ix_event_loose"),
        (select(reading.c.id).where(reading.c.report_id == 7, CURRENT), "uq_reading_current"),
    ],
)
def test_what_is_asked_for_each_report_is_found_by_an_index(tmp_path: Path, asked: Select[int], index: str) -> None:
    with Record.open(str(tmp_path / "record.db")) as record, record.engine.connect() as connection:
        query = str(asked.compile(connection, compile_kwargs={"literal_binds": True}))
        plan = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")]
    assert any(index in step for step in plan), plan


def test_a_report_read_anew_leaves_no_trace_of_its_old_reading(where: str, examples: list[Reading]) -> None:
    fused(where, [examples])
    before = kept(where)
    with Record.open(where) as record:
        fuser = Fuser(record)
        for reading in examples[::3]:
            record.add(reading, "another reader")
        fuser.fuse()
        with record.engine.connect() as connection:
            of_gone = select(link.c.event_id).where(link.c.event_id.not_in(select(event.c.id)))
            assert connection.scalar(select(func.count()).select_from(of_gone.subquery())) == 0
            empty = select(occurrence.c.id).where(
                occurrence.c.id.not_in(select(event.c.occurrence_id).where(event.c.occurrence_id.is_not(None)))
            )
            assert connection.scalars(empty).all() == []
    assert kept(where) == before
