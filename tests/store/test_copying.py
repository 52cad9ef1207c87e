"""A record copied from a file to a server and back is the same record, and goes on from there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from dateline.bench.synthetic import readings
from dateline.errors import RecordError
from dateline.store.copying import copy_record, count_rows
from dateline.store.fusing import Fuser
from dateline.store.judging import Judge
from dateline.store.record import Record
from dateline.store.schema import metadata
from dateline.store.schema_fused import occurrence
from dateline.store.search import search


def rows_of(record: Record) -> dict[str, set[tuple[Any, ...]]]:
    """Return all that a record holds."""
    with record.engine.connect() as connection:
        return {
            table.name: {tuple(row) for row in connection.execute(select(table))} for table in metadata.sorted_tables
        }


def fill(record: Record) -> None:
    """Fill a record with reports, and with decisions of which one takes the other back."""
    for one in readings(25):
        record.add(one, "test")
    fuser = Fuser(record)
    fuser.fuse()
    with record.engine.connect() as connection:
        number = connection.scalars(select(occurrence.c.id).order_by(occurrence.c.id)).first()
    judge = Judge(record, "Amal", fuser)
    judge.undo(judge.reject(str(number), "misread"), "it is there after all")


def test_a_copy_there_and_back_is_the_same_record(where: str, server_record: Callable[[], str], tmp_path: Path) -> None:
    with Record.open(where) as first, Record.open(server_record()) as on_server:
        fill(first)
        assert copy_record(first, on_server) == count_rows(first)
        with Record.open(str(tmp_path / "back.db")) as back:
            copy_record(on_server, back)
            assert rows_of(back) == rows_of(on_server) == rows_of(first)
            assert search(back, "troops") == search(first, "troops") or where.startswith("postgresql")


def test_a_copy_goes_on_as_the_record_would_have(where: str, server_record: Callable[[], str]) -> None:
    with Record.open(where) as first, Record.open(server_record()) as other:
        fill(first)
        copy_record(first, other)
        for record in (first, other):
            for one in readings(10, 25):
                record.add(one, "test")
            Fuser(record).fuse()
        told = {name: len(rows) for name, rows in rows_of(first).items()}
        assert told == {name: len(rows) for name, rows in rows_of(other).items()}


def test_a_record_that_holds_something_is_left_alone(record: Record, tmp_path: Path) -> None:
    fill(record)
    before = rows_of(record)
    with Record.open(str(tmp_path / "other.db")) as other:
        fill(other)
        with pytest.raises(RecordError, match="holds a record already"):
            copy_record(other, record)
    assert rows_of(record) == before
