"""Reports that come in at once, and several processes that fuse at once."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

from sqlalchemy import func, select

from dateline.store.fusing import Fuser
from dateline.store.record import Record
from dateline.store.schema import event
from dateline.store.schema_fused import occurrence

from .telling import Deed, told

REPORTS = [
    told(f"Paper {n}", Deed(f"Rebels shelled the {what} of {town}.", "shelled", town), published="2024-05-04")
    for n in range(10)
    for what in ("market", "school", "bridge")
    for town in ("Goma", "Bukavu")
]


def _sizes(record: Record) -> list[int]:
    with record.engine.connect() as connection:
        counted = select(func.count()).where(event.c.is_deed).group_by(event.c.occurrence_id)
        return sorted(connection.scalars(counted))


def test_many_that_wait_are_grouped_as_if_they_came_one_by_one(where: str, tmp_path: Path) -> None:
    with Record.open(where) as record, Record.open(str(tmp_path / "one.db")) as other:
        record.add_all(REPORTS, "test 1")
        Fuser(record).fuse()
        fuser = Fuser(other)
        for one in REPORTS:
            other.add(one, "test 1")
            fuser.fuse()
        assert _sizes(record) == _sizes(other) and max(_sizes(record)) > 25, "more than are compared at once"


def _fuse(where: str) -> None:
    with Record.open(where) as record:
        Fuser(record).fuse()


def test_each_batch_is_done_by_one_of_them(where: str) -> None:
    with Record.open(where) as record:
        record.add_all(REPORTS, "test 1")
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_fuse, args=(where,)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
        assert worker.exitcode == 0
    with Record.open(where) as record, record.engine.connect() as connection:
        told_of = connection.scalar(select(func.count(event.c.occurrence_id.distinct())))
        assert connection.scalar(select(func.count()).select_from(occurrence)) == told_of, "none is left over"
        assert not connection.scalars(select(event.c.id).where(event.c.is_loose)).all()
