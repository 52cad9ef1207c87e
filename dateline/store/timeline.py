"""A filter in, what a time line shows of it out: one row for each type, with bars for few and a density for many.

What is told to the day or the week is counted in stretches of equal length; what is told to the month, the season or
the year is a bar as long as that. What has no day of its own is counted beside its row.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, literal, select

from dateline.record.briefing import Filter
from dateline.record.choices import EventType, TimePrecision
from dateline.record.occurrence import Standing

from .lines import iso_day
from .mapping import Box, within
from .record import Record
from .rows import UNKNOWN_DAY, day_number
from .schema_fused import occurrence
from .sweeping import UNSETTLED, UNSETTLED_RANK, Condition, Sweep

_STRETCHES = 120  # that a line is parted in at most; by hand: some pixels each
_STEPS = (1, 7, 14, 30, 91, 182, 365, 1826, 3652)  # days of a stretch
_ALONE = 250  # occurrences with a day up to which each has a bar of its own
_BARS = 80  # of a month or longer in one row, those of most; by hand: seven years of months
_COARSE = (TimePrecision.MONTH, TimePrecision.SEASON, TimePrecision.YEAR, TimePrecision.DECADE)
_LONG = {TimePrecision.SEASON: 91, TimePrecision.YEAR: 365, TimePrecision.DECADE: 3652}  # days
_MONDAY = 3  # days from the last Monday before 1970 to its first day

_TABLE = occurrence.c


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days of a row with how many occurrences lie in them; ``occurrence`` is the one where it stands alone."""

    first: str
    last: str
    count: int
    contested: int
    standing: Standing
    occurrence: int | None = None
    precision: TimePrecision | None = None


@dataclass(frozen=True, slots=True)
class TimeRow:
    """One type over time: ``cells`` of equal length or, where there are few, none; ``bars`` for the rest."""

    type: EventType
    count: int
    contested: int
    cells: tuple[Stretch, ...]
    bars: tuple[Stretch, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class TimeLine:
    """All rows over the same days, those of most first; ``more`` is how many occurrences have no bar for want of room.

    ``first`` and ``last`` are None where nothing has a day; ``step`` is the length of a cell in days.
    """

    first: str | None
    last: str | None
    step: int
    rows: tuple[TimeRow, ...]
    more: int = 0

    @property
    def undated(self) -> int:
        """How many occurrences have no day of their own."""
        return sum(row.undated for row in self.rows)

    @property
    def count(self) -> int:
        """How many have one."""
        return sum(row.count for row in self.rows)


def time_line(record: Record, asked: Filter, box: Box | None = None, whole: bool = True) -> TimeLine:
    """Return the time line of what a filter asks for, within a part of the world where one is given.

    A ``whole`` line shows the time before and after the days asked for as well.
    """
    with record.engine.connect() as connection:
        sweep = Sweep(connection, asked)
        if sweep.is_void:
            return TimeLine(None, None, 1, ())
        conditions = [
            *(sweep.without_days if whole else sweep.conditions),
            *(within(box, sweep.aside) if box is not None else ()),
        ]
        day = sweep.aside(_TABLE.day)
        dated = [*conditions, _TABLE.time_precision.is_not(None), day > UNKNOWN_DAY]
        ends: tuple[ColumnElement[Any], ...] = (func.min(day), func.max(day), func.count())
        first, last, number = connection.execute(select(*ends).where(*dated)).one()
        if first is None:
            rows = _rows(sweep, conditions, 1)
            return TimeLine(None, None, 1, _told(rows, {}, {}, 1)[0])
        step = next((step for step in _STEPS if (last - first) / step <= _STRETCHES), _STEPS[-1])
        rows = _rows(sweep, conditions, step)
        alone: dict[EventType, list[Stretch]] = {}
        if number <= _ALONE:
            alone = _alone(sweep, dated)
        bars = alone if number <= _ALONE else _coarse(rows)
        told, more = _told(rows, bars, {} if number <= _ALONE else _cells(rows, step), _BARS)
        days = [one for row in told for one in row.bars]
        return TimeLine(
            min([iso_day(first) or "", *(one.first for one in days)]),
            max([iso_day(last) or "", *(one.last for one in days)]),
            step,
            told,
            more,
        )


def _rows(sweep: Sweep, conditions: list[Condition], step: int) -> list[Row[Any]]:
    """Return numbers by type, grain and stretch: first by day in the order of the index, then of a stretch together."""
    differs = func.sum(case((_TABLE.disputes > 0, 1), else_=0))
    days = (
        select(
            _TABLE.type,
            _TABLE.day,
            _TABLE.time_precision,
            func.count().label("number"),
            differs.label("contested"),
            func.max(UNSETTLED_RANK).label("rank"),
        )
        .where(*conditions)
        .group_by(_TABLE.type, _TABLE.day, _TABLE.time_precision)
    )
    one = days.subquery()
    coarse = one.c.time_precision.in_([grain.value for grain in _COARSE])
    undated = one.c.time_precision.is_(None) | (one.c.day == UNKNOWN_DAY)
    grain = case((undated, literal("")), (coarse, one.c.time_precision), else_=literal(TimePrecision.DAY.value))
    at = case((undated, 0), (coarse, one.c.day), else_=_stretch(one.c.day, step))
    wanted = select(
        one.c.type,
        grain.label("grain"),
        at.label("at"),
        func.sum(one.c.number).label("number"),
        func.sum(one.c.contested).label("contested"),
        func.max(one.c.rank).label("rank"),
    ).group_by(one.c.type, grain, at)
    return list(sweep.connection.execute(wanted))


def _stretch(day: ColumnElement[int], step: int) -> ColumnElement[int]:
    """Return the first day of the stretch that a day lies in; weeks begin with a Monday."""
    return (day + _MONDAY) // step * step - _MONDAY


def _cells(rows: list[Row[Any]], step: int) -> dict[EventType, list[Stretch]]:
    found: dict[EventType, list[Stretch]] = defaultdict(list)
    for row in rows:
        if row.grain == TimePrecision.DAY.value:
            found[EventType(row.type)].append(_counted(row, int(row.at), int(row.at) + step - 1))
    return found


def _coarse(rows: list[Row[Any]]) -> dict[EventType, list[Stretch]]:
    found: dict[EventType, list[Stretch]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: -one.number):
        if row.grain and row.grain != TimePrecision.DAY.value:
            last = _last_of(int(row.at), TimePrecision(row.grain))
            found[EventType(row.type)].append(_counted(row, int(row.at), last, TimePrecision(row.grain)))
    return found


def _counted(row: Row[Any], first: int, last: int, grain: TimePrecision | None = None) -> Stretch:
    return Stretch(
        iso_day(first) or "",
        iso_day(last) or "",
        int(row.number),
        int(row.contested),
        UNSETTLED[row.rank],
        precision=grain,
    )


def _last_of(first: int, grain: TimePrecision) -> int:
    """Return the last day of a month, season, year or decade that begins on a day."""
    if grain is TimePrecision.MONTH:
        day = date(1970, 1, 1) + timedelta(days=first)
        return first - day.day + calendar.monthrange(day.year, day.month)[1]
    return first + _LONG[grain] - 1


def _alone(sweep: Sweep, dated: list[Condition]) -> dict[EventType, list[Stretch]]:
    columns = (_TABLE.id, _TABLE.type, _TABLE.day, _TABLE.start_on, _TABLE.end_on, _TABLE.time_precision)
    more = (_TABLE.disputes, _TABLE.standing)
    asked = select(*columns, *more).where(*dated).order_by(_TABLE.day, _TABLE.id)
    found: dict[EventType, list[Stretch]] = defaultdict(list)
    for row in sweep.connection.execute(asked):
        first = day_number(row.start_on or row.end_on)
        first = first if first != UNKNOWN_DAY else row.day
        last = max(day_number(row.end_on or row.start_on), first)
        found[EventType(row.type)].append(
            Stretch(
                iso_day(first) or "",
                iso_day(last) or "",
                1,
                int(row.disputes > 0),
                Standing(row.standing),
                row.id,
                TimePrecision(row.time_precision),
            )
        )
    return found


def _told(
    rows: list[Row[Any]],
    bars: dict[EventType, list[Stretch]],
    cells: dict[EventType, list[Stretch]],
    most: int,
) -> tuple[tuple[TimeRow, ...], int]:
    """Return the rows of a line, those of most first, and how many occurrences of their bars are left out."""
    of: dict[EventType, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        of[EventType(row.type)].append(row)
    told = [
        TimeRow(
            type=type_,
            count=sum(int(row.number) for row in parts if row.grain),
            contested=sum(int(row.contested) for row in parts if row.grain),
            cells=tuple(sorted(cells.get(type_, ()), key=lambda one: one.first)),
            bars=tuple(sorted(bars.get(type_, [])[:most], key=lambda one: (one.first, one.last))),
            undated=sum(int(row.number) for row in parts if not row.grain),
        )
        for type_, parts in of.items()
    ]
    more = sum(one.count for listed in bars.values() for one in listed[most:])
    return tuple(sorted(told, key=lambda row: (-row.count - row.undated, row.type.value))), more
