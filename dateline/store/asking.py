"""What SQLite and PostgreSQL are asked alike: many numbers in parts, rows that may be there already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, UnaryExpression
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.operators import custom_op

_AT_ONCE = 500  # SQLite takes 32,766 values, but plans best for few


def in_parts(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Yield numbers in lists, each for one query."""
    rest = iter(numbers)
    while part := list(islice(rest, _AT_ONCE)):
        yield part


def listed(numbers: Iterable[int]) -> str:
    """Return numbers as they stand in a query, for those that are asked too often to be compiled each time."""
    return ",".join(str(int(number)) for number in numbers) or "NULL"


def aside(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a column that SQLite takes no index for: it has no figures to choose by, as PostgreSQL has."""
    if connection.dialect.name != "sqlite":
        return column
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an insert that can be told what to do with what is there, in the words of either database."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def insert_new(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an insert that leaves alone what is there."""
    return insert(connection, table).on_conflict_do_nothing()
