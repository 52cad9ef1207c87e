"""A record in, the same record elsewhere out, whole: from a file to a server, back, or beside itself as a backup.

What is copied is one moment of the record: what others write meanwhile is not in it. Every number stays as it is, so
what people cite holds in the copy. The copy is there whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from psycopg import sql
from sqlalchemy import Column, Connection, Row, Table, func, select, text, update

from dateline.errors import RecordError

from . import schema_collecting, schema_decisions, schema_desk, schema_fused, schema_watching
from .opening import shown
from .record import Record
from .schema import metadata, report

_AT_ONCE = 2000  # rows
_PARTS = (schema_collecting, schema_decisions, schema_desk, schema_fused, schema_watching)  # their tables too


def copy_record(of: Record, to: Record, told: Callable[[int], None] | None = None) -> int:
    """Copy a record into an empty one and return the number of rows; ``told`` is called with each batch's number.

    Raises RecordError where the other holds something already.
    """
    with of.engine.connect() as source, to.writing() as target:
        if source.dialect.name == "postgresql":
            source.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        if any(target.scalar(select(func.count()).select_from(table).limit(1)) for table in (report, *_people())):
            raise RecordError(shown(str(to.engine.url)), "it holds a record already; a copy goes into an empty one")
        done = 0
        for table in metadata.sorted_tables:
            later = [column for column in table.c if _is_later(column)]
            for rows in _batches(source, table):
                _write(target, table, rows, later)
                done += len(rows)
                if told is not None:
                    told(len(rows))
            for column in later:
                _point(source, target, table, column)
            _go_on(target, table)
    return done


def count_rows(record: Record) -> int:
    """Return how many rows a record has in all."""
    with record.engine.connect() as connection:
        return sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in metadata.sorted_tables)


def _people() -> Iterable[Table]:
    return (schema_desk.person, schema_decisions.decision)


def _is_later(column: Column[Any]) -> bool:
    """Tell whether a column points to a row of its own table, which may come after it."""
    return any(key.column.table is column.table for key in column.foreign_keys)


def _batches(connection: Connection, table: Table) -> Iterator[Sequence[Row[Any]]]:
    """Yield the rows of a table in the order of its key, some at a time."""
    keys = list(table.primary_key.columns)
    asked = select(table).order_by(*keys) if keys else select(table)
    with connection.execution_options(yield_per=_AT_ONCE).execute(asked) as found:
        yield from (rows for rows in found.partitions(_AT_ONCE))


def _write(target: Connection, table: Table, rows: Sequence[Row[Any]], later: Sequence[Column[Any]]) -> None:
    names = [column.name for column in table.c]
    left_out = {names.index(column.name) for column in later}
    values = [tuple(None if at in left_out else value for at, value in enumerate(row)) for row in rows]
    if target.dialect.name != "postgresql":
        target.execute(table.insert(), [dict(zip(names, row, strict=True)) for row in values])
        return
    driver: Any = target.connection.driver_connection  # COPY is the driver's own
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(sql.Identifier(name) for name in names)
    )
    with driver.cursor() as cursor, cursor.copy(into) as out:
        for row in values:
            out.write_row(row)


def _point(source: Connection, target: Connection, table: Table, column: Column[Any]) -> None:
    """Have the rows of a table that point to others of it do so, now that all are there."""
    (key,) = table.primary_key.columns
    rows = source.execute(select(key, column).where(column.is_not(None))).all()
    for number, of in rows:
        target.execute(update(table).where(key == number).values({column.name: of}))


def _go_on(target: Connection, table: Table) -> None:
    """Have a server give the numbers after those that were copied."""
    keys = list(table.primary_key.columns)
    if target.dialect.name != "postgresql" or len(keys) != 1 or keys[0].name != "id":
        return
    last = target.scalar(select(func.max(keys[0])))
    if last is not None:
        sequence = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)")
        target.execute(sequence, {"table": f'"{table.name}"', "last": last})
