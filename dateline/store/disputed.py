"""Which disputes are asked for in, some at a time out, the newest first, each with its sides where there is room.

A dispute is as new as its occurrence. The walk goes down the occurrences by day and stops early.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from dateline.record.briefing import DisputeLine, OccurrenceLine
from dateline.record.choices import DisputeKind
from dateline.record.occurrence import Occurrence

from .brief import open_occurrences
from .lines import dispute_lines, occurrence_lines
from .readings import Readings
from .schema_fused import dispute, occurrence

_OPENED = 15  # reports read whole for one page; by hand: about 50 ms. The sides of the rest are opened by themselves


@dataclass(frozen=True, slots=True)
class DisputesAsked:
    """Which disputes are asked for; what is None is not asked. ``country`` is ISO 3166-1 alpha-3, of the occurrence."""

    kind: DisputeKind | None = None
    country: str | None = None
    is_open: bool | None = None


@dataclass(frozen=True, slots=True)
class Last:
    """The last dispute of a page, behind which the next page goes on."""

    day: int
    occurrence: int
    dispute: int


@dataclass(frozen=True, slots=True)
class Disputed:
    """A dispute with the occurrence it is of; ``at`` is its place among those of the occurrence.

    ``whole`` is None where the occurrence has to be opened by itself.
    """

    dispute: DisputeLine
    at: int
    line: OccurrenceLine
    whole: Occurrence | None


@dataclass(frozen=True, slots=True)
class DisputesPage:
    """Some disputes, and where the next ones go on; None at the end."""

    shown: tuple[Disputed, ...]
    following: Last | None


def find_disputed(
    connection: Connection,
    readings: Readings,
    asked: DisputesAsked,
    most: int,
    after: Last | None = None,
) -> DisputesPage:
    """Return the disputes asked for, the newest first, from behind ``after`` on."""
    rows = connection.execute(_walk(asked, after).limit(most + 1)).all()
    shown = rows[:most]
    numbers = list(dict.fromkeys(row.of for row in shown))
    lines = {line.id: line for line in occurrence_lines(connection, numbers)}
    disputes = dispute_lines(connection, numbers)
    whole = open_occurrences(connection, readings, _with_room([lines[n] for n in numbers if n in lines]))
    found = []
    for row in shown:
        heads = disputes.get(row.of, ())
        at = next((place for place, head in enumerate(heads) if head.id == row.id), None)
        if at is not None and row.of in lines:
            found.append(Disputed(heads[at], at, lines[row.of], whole.get(row.of)))
    return DisputesPage(tuple(found), _last(shown[-1]) if len(rows) > most else None)


def disputed_countries(connection: Connection) -> tuple[str, ...]:
    """Return the countries of the record, by code; it takes one seek of an index for each."""
    names = select(func.min(occurrence.c.country).label("country")).cte("names", recursive=True)
    next_ = select(func.min(occurrence.c.country)).where(occurrence.c.country > names.c.country).scalar_subquery()
    names = names.union_all(select(next_.label("country")).where(names.c.country.is_not(None)))
    return tuple(connection.scalars(select(names.c.country).where(names.c.country.is_not(None))))


def _walk(asked: DisputesAsked, after: Last | None) -> Select[tuple[int, int, int]]:
    conditions: list[ColumnElement[bool]] = []
    if asked.kind is not None:
        conditions.append(dispute.c.kind == asked.kind.value)
    if asked.is_open is not None:
        conditions.append(dispute.c.settled_how.is_(None) if asked.is_open else dispute.c.settled_how.is_not(None))
    if asked.country is not None:
        conditions.append(occurrence.c.country == asked.country)
    if after is not None:
        same_day = occurrence.c.day == after.day
        conditions += [
            occurrence.c.day <= after.day,
            or_(
                occurrence.c.day < after.day,
                and_(same_day, occurrence.c.id < after.occurrence),
                and_(same_day, occurrence.c.id == after.occurrence, dispute.c.id > after.dispute),
            ),
        ]
    columns = (dispute.c.id, occurrence.c.id.label("of"), occurrence.c.day)
    return (
        select(*columns)
        .join(dispute, dispute.c.occurrence_id == occurrence.c.id)
        .where(*conditions)
        .order_by(occurrence.c.day.desc(), occurrence.c.id.desc(), dispute.c.id)
    )


def _last(row: Row[Any]) -> Last:
    return Last(row.day, row.of, row.id)


def _with_room(lines: Sequence[OccurrenceLine]) -> list[int]:
    """Return which occurrences are opened at once: those that fit in the reports that one page may read."""
    room, opened = _OPENED, []
    for line in lines:
        if line.reports <= room:
            room -= line.reports
            opened.append(line.id)
    return opened
