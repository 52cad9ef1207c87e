"""How a list of occurrences is ordered, and where its next page goes on: by what the last row shown is ordered by.

A list may have stretches, each with an order of its own, so that what has no day or no number stands at the end.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, literal, true, tuple_

from dateline.errors import UsageError

from .rows import UNKNOWN_DAY
from .schema_fused import occurrence

_LONGEST = 200  # characters of a cursor; ours have fewer


class Sort(StrEnum):
    """What a list of occurrences begins with."""

    NEWEST = "newest"
    OLDEST = "oldest"
    SOURCES = "sources"
    KILLED = "killed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a list: the columns its rows are ordered by, all one way, and which rows it holds.

    ``holds`` tells it of the column ``of``; without one it holds all.
    """

    columns: tuple[Column[Any], ...]
    of: Column[Any] | None = None
    holds: Callable[[ColumnElement[Any]], ColumnElement[bool]] = lambda _: true()
    is_down: bool = True

    def order(self, columns: Sequence[ColumnElement[Any]]) -> list[ColumnElement[Any]]:
        """Return what to order by, these columns standing for the stretch's own."""
        return [one.desc() if self.is_down else one.asc() for one in columns]

    def following(self, last: Sequence[str | int], columns: Sequence[ColumnElement[Any]]) -> ColumnElement[bool]:
        """Return the condition that a row stands behind one with these values in these columns."""
        here, there = tuple_(*columns), tuple_(*(literal(value) for value in last))
        return here < there if self.is_down else here > there


_TABLE = occurrence.c
_BY_DAY = (_TABLE.day, _TABLE.id)
STRETCHES: dict[Sort, tuple[Stretch, ...]] = {
    Sort.NEWEST: (Stretch(_BY_DAY),),  # the day that is not known is before all
    Sort.OLDEST: (
        Stretch(_BY_DAY, _TABLE.day, lambda day: day > UNKNOWN_DAY, is_down=False),
        Stretch(_BY_DAY, _TABLE.day, lambda day: day == UNKNOWN_DAY, is_down=False),
    ),
    Sort.SOURCES: (Stretch((_TABLE.sources_low, *_BY_DAY)),),
    Sort.KILLED: (
        Stretch((_TABLE.killed_high, *_BY_DAY), _TABLE.killed_high, lambda killed: killed.is_not(None)),
        Stretch(_BY_DAY, _TABLE.killed_high, lambda killed: killed.is_(None)),
    ),
    Sort.CHANGED: (Stretch((_TABLE.changed_at, _TABLE.id)),),
}
BY_DAY = (Sort.NEWEST, Sort.OLDEST)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a list goes on: behind the row with these values, in the stretch of this number."""

    sort: Sort
    stretch: int
    last: tuple[str | int, ...]

    def write(self) -> str:
        """Return the cursor as it stands in an address."""
        told = json.dumps([self.sort.value, self.stretch, *self.last], separators=(",", ":"))
        return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def cursor_at(sort: Sort, stretch: int, row: Row[Any]) -> Cursor:
    """Return where a list goes on behind a row, which has the columns of its stretch by name."""
    names = (column.name for column in STRETCHES[sort][stretch].columns)
    return Cursor(sort, stretch, tuple(row._mapping[name] for name in names))


def read_cursor(words: str, sort: Sort) -> Cursor:
    """Return a cursor that stands in an address; raises UsageError where it is none, or of another order."""
    wrong = UsageError("The list cannot go on from there: the address is cut short, or of another order. Begin anew.")
    if len(words) > _LONGEST:
        raise wrong
    try:
        told = json.loads(base64.urlsafe_b64decode(words + "=" * (-len(words) % 4)))
        name, stretch, *last = told
        columns = STRETCHES[Sort(name)][stretch].columns if stretch >= 0 else ()
    except (ValueError, TypeError, IndexError):  # of base64, UTF-8, JSON; of what JSON holds
        raise wrong from None
    is_right = len(columns) == len(last) and all(
        type(value) is column.type.python_type for value, column in zip(last, columns, strict=True)
    )
    if name != sort or type(stretch) is not int or not is_right:
        raise wrong
    if any(isinstance(value, int) and abs(value) >= 1 << 31 for value in last):  # PostgreSQL's integers
        raise wrong
    return Cursor(sort, stretch, tuple(last))
