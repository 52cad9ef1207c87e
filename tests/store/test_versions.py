"""A mark of what a record holds changes with each write, and with nothing else."""

from __future__ import annotations

from dateline.bench.synthetic import readings
from dateline.store.fusing import Fuser
from dateline.store.record import Record
from dateline.store.versions import Versions


def test_a_mark_changes_with_each_write_of_others(record: Record) -> None:
    versions = Versions(record.engine)
    first = versions.now()
    assert versions.now() == first
    for one in readings(1):
        record.add(one, "test")
    second = versions.now()
    assert second != first
    Fuser(record).fuse()
    assert versions.now() != second
    versions.close()
