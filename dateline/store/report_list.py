"""The reports of a record: a filter in, their lines out, the newest first and a page at a time; and what failed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, func, literal, select, tuple_

from dateline.record.briefing import CopyOf, ReportLine

from .lines import report_lines
from .record import Record
from .rows import UNKNOWN_DAY, day_number
from .schema import CURRENT, event, failure, reading, report, statement
from .schema_decisions import decision
from .schema_fused import reprint

_NAMES = 400  # outlets or agencies offered to choose from; by hand: more is no list
_COPIES = 3  # shown of one report

Mark = tuple[int, int]
"""Where a page ends: the day and the number of a report."""


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which reports are asked for; what is None is not asked. Days are of publication, ISO 8601, inclusive."""

    outlet: str | None = None
    agency: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class ListedReport:
    """A report in the list, with how much was found in it, and of which reports it holds the wording."""

    line: ReportLine
    added: str
    language: str | None
    statements: int
    deeds: int
    copies: tuple[CopyOf, ...]
    earlier: int | None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A page of the list; ``older`` is where the next begins, None at the end."""

    shown: tuple[ListedReport, ...]
    older: Mark | None


@dataclass(frozen=True, slots=True)
class Failed:
    """An input that could not be read: why, and what to do about it."""

    id: int
    name: str
    reason: str
    remedy: str
    at: str


@dataclass(frozen=True, slots=True)
class FailedPage:
    """A page of what could not be read, the last first; ``older`` is where the next begins, None at the end."""

    shown: tuple[Failed, ...]
    older: int | None


@dataclass(frozen=True, slots=True)
class Made:
    """How a report's current reading came to be, and what its deeds are part of.

    ``occurrences`` holds the occurrence of each deed by the deed's id in the reading, None where a person left it out;
    ``decided`` is the newest decision of the record.
    """

    reader: str
    read_at: str
    occurrences: dict[str, int | None]
    decided: int
    is_fused: bool


def find_reports(record: Record, asked: ReportFilter, most: int = 50, before: Mark | None = None) -> ReportPage:
    """Return the newest reports that are asked for, or the next after a page that ended at ``before``."""
    query = select(report.c.id, report.c.day, report.c.added_at, report.c.language, report.c.earlier_id)
    for column, value in ((report.c.outlet, asked.outlet), (report.c.agency, asked.agency)):
        if value is not None:
            query = query.where(column == value)
    if asked.since:
        query = query.where(report.c.day >= day_number(asked.since))
    if asked.until:
        query = query.where(report.c.day <= day_number(asked.until), report.c.day > UNKNOWN_DAY)
    if before is not None:
        query = query.where(tuple_(report.c.day, report.c.id) < tuple_(literal(before[0]), literal(before[1])))
    query = query.order_by(report.c.day.desc(), report.c.id.desc()).limit(most + 1)
    with record.engine.connect() as connection:
        rows = connection.execute(query).all()
        shown = rows[:most]
        numbers = [row.id for row in shown]
        lines = report_lines(connection, numbers)
        said = _counts(connection, statement.c.report_id, numbers)
        deeds = _counts(connection, event.c.report_id, numbers, event.c.is_deed)
        copies = _copies(connection, numbers)
    listed = (
        ListedReport(
            lines[row.id],
            row.added_at,
            row.language,
            said.get(row.id, 0),
            deeds.get(row.id, 0),
            tuple(copies[row.id]),
            row.earlier_id,
        )
        for row in shown
    )
    older = (shown[-1].day, shown[-1].id) if len(rows) > most else None
    return ReportPage(tuple(listed), older)


def failures(record: Record, most: int = 100, before: int | None = None) -> FailedPage:
    """Return what could not be read, the last first, or the next after a page that ended at ``before``."""
    query = select(failure).order_by(failure.c.id.desc()).limit(most + 1)
    if before is not None:
        query = query.where(failure.c.id < before)
    with record.engine.connect() as connection:
        rows = connection.execute(query).all()
    shown = []
    for row in rows[:most]:
        reason, _, remedy = row.reason.rpartition("; ")  # as ``InputError`` puts them together
        shown.append(Failed(row.id, row.name, reason or row.reason, remedy if reason else "", row.failed_at))
    return FailedPage(tuple(shown), shown[-1].id if len(rows) > most else None)


def count_failures(record: Record, most: int = 1000) -> int:
    """Return how many inputs could not be read, counted up to a bound."""
    with record.engine.connect() as connection:
        first = select(failure.c.id).limit(most).subquery()
        return connection.scalar(select(func.count()).select_from(first)) or 0


def names_of_outlets(record: Record) -> tuple[str, ...]:
    """Return the outlets of the record in order, up to a bound."""
    return _names(record, report.c.outlet)


def names_of_agencies(record: Record) -> tuple[str, ...]:
    """Return the agencies of the record in order, up to a bound."""
    return _names(record, report.c.agency)


def made_of(record: Record, number: int) -> Made | None:
    """Return how the reading of a report came to be and what its deeds are part of, None where there is no report."""
    with record.engine.connect() as connection:
        asked = select(reading.c.reader, reading.c.read_at, report.c.is_fused)
        asked = asked.join(report, report.c.id == reading.c.report_id).where(reading.c.report_id == number, CURRENT)
        row = connection.execute(asked).first()
        if row is None:
            return None
        deeds = select(event.c.local_id, event.c.occurrence_id).where(event.c.report_id == number, event.c.is_deed)
        of = {one.local_id: one.occurrence_id for one in connection.execute(deeds)}
        return Made(row.reader, row.read_at, of, connection.scalar(select(func.max(decision.c.id))) or 0, row.is_fused)


def _counts(connection: Connection, column: Column[int], numbers: Sequence[int], *wheres: Any) -> dict[int, int]:
    asked = select(column, func.count()).where(column.in_(numbers), *wheres).group_by(column)
    return {row[0]: row[1] for row in connection.execute(asked)}


def _copies(connection: Connection, numbers: Sequence[int]) -> dict[int, list[CopyOf]]:
    """Return of which reports these hold the wording, the most of it first."""
    asked = select(reprint).where(reprint.c.copy_id.in_(numbers)).order_by(reprint.c.share.desc(), reprint.c.of_id)
    kept: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(asked):
        if len(kept[row.copy_id]) < _COPIES:
            kept[row.copy_id].append(row)
    lines = report_lines(connection, (n for rows in kept.values() for row in rows for n in (row.copy_id, row.of_id)))
    found: dict[int, list[CopyOf]] = defaultdict(list)
    for number, rows in kept.items():
        found[number] = [CopyOf(lines[row.copy_id], lines[row.of_id], row.share, row.reason) for row in rows]
    return found


def _names(record: Record, column: Column[str]) -> tuple[str, ...]:
    """Return the values of a column that opens an index: one seek for each, and no walk over the rows."""
    first = select(func.min(column).label("name")).cte("names", recursive=True)
    following = select(select(func.min(column)).where(column > first.c.name).scalar_subquery().label("name")).where(
        first.c.name.is_not(None)
    )
    names = first.union_all(following)
    with record.engine.connect() as connection:
        found = connection.scalars(select(names.c.name).limit(_NAMES))
        return tuple(name for name in found if name is not None)
