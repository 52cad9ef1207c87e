"""Who said what about whom: a filter in, statements out, the newest first and a page at a time.

Each column that a filter names has an index that ends with the day, so that a walk down it meets what is asked for in
order and stops early. What no index leads to is looked up in the rows that the walk meets; it looks at so many rows and
then says how far it came.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    text,
    tuple_,
)
from sqlalchemy.sql.elements import Tuple

from dateline.record.briefing import Number, Saying
from dateline.record.choices import Act, SourceKind

from .actors import one_of_actors
from .asking import aside
from .lines import iso_day, sayings
from .naming import find_actors, near_actors
from .record import Record
from .rows import UNKNOWN_DAY, day_number
from .schema import party, report, statement, word
from .search import reports_with

COUNTED = 2000  # counting what an index holds stops here; by hand: some milliseconds
LOOKED_AT = 10_000  # rows that one page looks at; by hand: below 100 ms on a record of 100,000 reports
_TABLED = 5_000  # newest anonymous statements that the table counts

_HOLDING = text(
    "SELECT r.id FROM report r "
    "WHERE report_vector(r.title, r.text) @@ websearch_to_tsquery('simple', :words) LIMIT :most"
)

Condition = ColumnElement[bool]
Mark = tuple[int, int]
"""Where a page ends: the day and the number of a statement."""


@dataclass(frozen=True, slots=True)
class SayingFilter:
    """Which statements are asked for; what is None or empty is not asked.

    ``source`` and ``about`` hold the names of one actor each, ``since`` and ``until`` ISO 8601 days of publication,
    inclusive. ``locality`` is where the report says a voice is; "" asks for voices of which none is told.
    """

    source: tuple[str, ...] = ()
    kind: SourceKind | None = None
    act: Act | None = None
    about: tuple[str, ...] = ()
    locality: str | None = None
    outlet: str | None = None
    words: str = ""
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A page of statements; ``older`` is where the next begins, None at the end.

    ``back_to`` is the day to which the record was looked through, where that bound and not the page's end stopped it.
    ``near`` are names that are near to one that nobody has.
    """

    shown: tuple[Saying, ...]
    older: Mark | None = None
    back_to: str | None = None
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LocalityLine:
    """Where anonymous voices are said to be, None where it is not told, with how many statements each outlet has."""

    locality: str | None
    by_outlet: tuple[tuple[str | None, int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Unnamed:
    """The newest anonymous statements counted by locality and outlet; ``among`` is how many were looked at."""

    lines: tuple[LocalityLine, ...]
    outlets: tuple[str | None, ...]
    among: Number


def find_sayings(record: Record, asked: SayingFilter, most: int = 50, before: Mark | None = None) -> Said:
    """Return the newest statements that are asked for, or the next after a page that ended at ``before``."""
    with record.engine.connect() as connection:
        return _Search(connection, asked).page(most, before)


def anonymous_sources(record: Record, since: str | None = None, until: str | None = None) -> Unnamed:
    """Return how many anonymous statements each outlet has, by where their voices are said to be."""
    newest = select(statement.c.report_id, statement.c.locality).where(
        statement.c.source_kind == SourceKind.ANONYMOUS.value, *_in_days(SayingFilter(since=since, until=until))
    )
    newest = newest.order_by(statement.c.day.desc(), statement.c.id.desc()).limit(_TABLED)
    inner = newest.subquery()
    asked = select(inner.c.locality, report.c.outlet, func.count().label("n")).join(
        report, report.c.id == inner.c.report_id
    )
    found: dict[str | None, Counter[str | None]] = defaultdict(Counter)
    outlets: Counter[str | None] = Counter()
    with record.engine.connect() as connection:
        for row in connection.execute(asked.group_by(inner.c.locality, report.c.outlet)):
            found[row.locality or None][row.outlet] += row.n
            outlets[row.outlet] += row.n
    lines = [LocalityLine(name, tuple(_ranked(of)), of.total()) for name, of in found.items()]
    lines.sort(key=lambda one: (-one.total, one.locality or ""))
    total = outlets.total()
    return Unnamed(tuple(lines), tuple(name for name, _ in _ranked(outlets)), Number(total, total >= _TABLED))


def _ranked(counts: Counter[str | None]) -> list[tuple[str | None, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0] or ""))


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to what is asked: stretches of an index in the order of days, or the few rows that another table names.

    ``condition`` tells the same of a row. Where there is neither, it can only be told of a row.
    """

    condition: Condition
    branches: tuple[Condition, ...] = ()
    few: Select[tuple[int]] | None = None


class _Search:
    """The statements that one filter asks for, of one connection."""

    def __init__(self, connection: Connection, asked: SayingFilter) -> None:
        self.connection = connection
        self.asked = asked

    @cached_property
    def speakers(self) -> tuple[int, ...]:
        return self._actors(self.asked.source)

    @cached_property
    def told_of(self) -> tuple[int, ...]:
        return self._actors(self.asked.about)

    def _actors(self, names: Sequence[str]) -> tuple[int, ...]:
        return tuple(sorted(one_of_actors(self.connection, find_actors(self.connection, names))))

    def page(self, most: int, before: Mark | None) -> Said:
        if self.asked.about and not self.told_of:
            return Said((), near=tuple(near_actors(self.connection, self.asked.about[0])))
        branches, conditions = self._plan()
        floor = self._floor(branches, before) if conditions else None
        marks: set[Mark] = set()
        for branch in branches:
            asked = self._walk(branch, before).where(*conditions)
            if floor is not None:
                asked = asked.where(_place() >= _of(floor))
            marks |= {(row.day, row.id) for row in self.connection.execute(asked.limit(most + 1))}
        found = sorted(marks, reverse=True)
        shown = found[:most]
        if len(found) > most:
            return self._said(shown, shown[-1])
        if floor is not None:
            return replace(self._said(shown, floor), back_to=iso_day(floor[0]))
        near = near_actors(self.connection, self.asked.source[0]) if not shown and self.asked.source else []
        return replace(self._said(shown, None), near=tuple(near) if not self.speakers else ())

    def _said(self, marks: Sequence[Mark], older: Mark | None) -> Said:
        numbers = [number for _, number in marks]
        query = select(statement).join(report, report.c.id == statement.c.report_id).where(statement.c.id.in_(numbers))
        # The newest report first, of each its statements in the order of its text.
        query = query.order_by(statement.c.day.desc(), report.c.id.desc(), statement.c.start, statement.c.id)
        return Said(tuple(sayings(self.connection, query)), older)

    def _plan(self) -> tuple[list[Condition], list[Condition]]:
        """Return the stretches to walk, each by itself, and what is to be looked up in the rows."""
        ways = self._ways()
        led = [way for way in ways if way.branches or way.few is not None]
        sizes = [self._size(way) for way in led] if len(led) > 1 or any(way.few is not None for way in led) else [0]
        fit = [at for at, way in enumerate(led) if way.branches or sizes[at] < COUNTED]
        if not fit:
            return [statement.c.day >= UNKNOWN_DAY], [way.condition for way in ways]
        best = led[min(fit, key=lambda at: sizes[at])]
        few = [statement.c.id.in_(list(self.connection.scalars(best.few)))] if best.few is not None else []
        return [*best.branches, *few], [way.condition for way in ways if way is not best]

    def _ways(self) -> list[_Way]:
        of, asked, aside = statement.c, self.asked, self._aside
        ways = []
        if asked.source and self.speakers:
            branches = tuple(of.source_id == one for one in self.speakers)
            ways.append(_Way(aside(of.source_id).in_(self.speakers), branches))
        elif asked.source:  # no actor: a voice that the report only describes, "residents"
            named = (column.icontains(asked.source[0], autoescape=True) for column in (of.source_words, of.source_name))
            ways.append(_Way(or_(*named)))
        for column, value in ((of.source_kind, asked.kind), (of.act, asked.act)):
            if value is not None:
                ways.append(_Way(aside(column) == value.value, (column == value.value,)))
        if asked.locality is not None:
            if asked.locality:
                ways.append(_Way(aside(of.locality) == asked.locality, (of.locality == asked.locality,)))
            else:
                ways.append(_Way(of.locality.is_(None)))
        if asked.about:
            about = select(word.c.statement_id).join(party, party.c.event_id == word.c.event_id)
            about = about.where(party.c.actor_id.in_(self.told_of))
            ways.append(_Way(exists(about.where(word.c.statement_id == of.id)), few=about.distinct()))
        if asked.outlet:
            reports = select(report.c.id).where(report.c.outlet == asked.outlet)
            is_it = exists(select(report.c.id).where(report.c.id == of.report_id, report.c.outlet == asked.outlet))
            ways.append(_Way(is_it, few=select(of.id).where(of.report_id.in_(reports))))
        if asked.words.strip():
            said = and_(*(of.content.icontains(one, autoescape=True) for one in asked.words.replace('"', " ").split()))
            holding = _reports_holding(self.connection, asked.words)
            few = select(of.id).where(of.report_id.in_(holding), said) if len(holding) < COUNTED else None
            ways.append(_Way(said, few=few))
        return ways

    def _aside(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Return a column that SQLite takes no index for; it has no figures to choose by, as PostgreSQL has."""
        return aside(self.connection, column)

    def _size(self, way: _Way) -> int:
        """Return how many rows a way leads to, counted up to a bound."""
        if way.few is not None:
            return self._count(way.few)
        return sum(self._count(select(statement.c.id).where(branch, *_in_days(self.asked))) for branch in way.branches)

    def _count(self, numbers: Select[tuple[int]]) -> int:
        return self.connection.scalar(select(func.count()).select_from(numbers.limit(COUNTED).subquery())) or 0

    def _floor(self, branches: Sequence[Condition], before: Mark | None) -> Mark | None:
        """Return the row at which looking stops, None where the branches end before."""
        floors = []
        for branch in branches:
            row = self.connection.execute(self._walk(branch, before).offset(LOOKED_AT).limit(1)).first()
            if row is not None:
                floors.append((row.day, row.id))
        return max(floors, default=None)

    def _walk(self, branch: Condition, before: Mark | None) -> Select[tuple[int, int]]:
        asked = select(statement.c.day, statement.c.id).where(branch, *_in_days(self.asked))
        if before is not None:
            asked = asked.where(_place() < _of(before))
        return asked.order_by(statement.c.day.desc(), statement.c.id.desc())


def _reports_holding(connection: Connection, words: str) -> list[int]:
    """Return so many reports with words as count; in no order, since to put many in order takes PostgreSQL seconds."""
    if connection.dialect.name == "sqlite":
        return reports_with(connection, words, COUNTED)
    return list(connection.scalars(_HOLDING, {"words": words, "most": COUNTED}))


def _place() -> Tuple:
    return tuple_(statement.c.day, statement.c.id)


def _of(mark: Mark) -> Tuple:
    return tuple_(literal(mark[0]), literal(mark[1]))


def _in_days(asked: SayingFilter) -> list[Condition]:
    """Return the conditions that a statement was published in the days asked for."""
    days = [statement.c.day >= day_number(asked.since)] if asked.since else []
    if asked.until:
        days += [statement.c.day <= day_number(asked.until), statement.c.day > UNKNOWN_DAY]
    return days
