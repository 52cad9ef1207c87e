"""A filter in, the numbers of the occurrences it asks for out, the newest first, by the one index that leaves least.

Every column that a filter can name has an index that ends with the day, so a walk down that index meets what is asked
for in order and stops early. Which index leaves least is counted, up to a bound, before the walk; what else is asked is
looked up in the rows it meets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, UnaryExpression, and_, func, or_, select
from sqlalchemy.sql.operators import custom_op

from dateline.record.briefing import Filter, Number
from dateline.record.choices import EventType, Status

from .actors import one_of_actors
from .naming import find_actors, find_places
from .rows import UNKNOWN_DAY, day_number
from .schema_fused import occurrence, taking_part

REPORTED = (Status.HAPPENED, Status.ONGOING)
AHEAD = tuple(status for status in Status if status not in REPORTED)
COUNTED = 2000  # counting stops here; by hand: some milliseconds of one index
_SIDES = 3  # rows that one occurrence can have for one actor
_FEW = 3  # disputes of one occurrence that are walked number by number; more are rare

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class _Branch:
    """Occurrences that one stretch of an index holds; of an actor where there is one.

    In a stretch of one value they stand in the order of their days; in any other they are put in order.
    """

    where: Condition
    actor: int | None = None
    is_ordered: bool = True


class Narrowed:
    """The occurrences that a filter asks for, of one connection."""

    def __init__(self, connection: Connection, asked: Filter) -> None:
        self.connection = connection
        self.asked = asked
        self._plans: dict[tuple[tuple[Status, ...], bool], list[tuple[_Branch, list[Condition]]]] = {}

    @cached_property
    def actors(self) -> tuple[int, ...]:
        """The numbers of the actor that is asked for, under all its names and those that people say are its."""
        return tuple(sorted(one_of_actors(self.connection, find_actors(self.connection, self.asked.actor))))

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The place that is asked for, as the record spells it."""
        return find_places(self.connection, self.asked.place)

    def newest(
        self,
        most: int,
        statuses: Sequence[Status] = tuple(Status),
        contested: bool = False,
        columns: Sequence[Column[Any]] = (),
    ) -> list[Row[Any]]:
        """Return ``id``, ``day`` and these columns of the newest occurrences that are asked for, each once."""
        found: dict[int, Row[Any]] = {}
        for branch, conditions in self._plan(statuses, contested):
            asked = self._walk(branch, conditions, (occurrence.c.id, occurrence.c.day, *columns))
            day: ColumnElement[Any] = occurrence.c.day if branch.actor is None else taking_part.c.day
            number = occurrence.c.id if branch.actor is None else taking_part.c.occurrence_id
            day = day if branch.is_ordered else self._aside(day)
            asked = asked.order_by(day.desc(), number.desc()).limit(most * (1 if branch.actor is None else _SIDES))
            found |= {row.id: row for row in self.connection.execute(asked)}
        return sorted(found.values(), key=lambda row: (-row.day, -row.id))[:most]

    def count(self, statuses: Sequence[Status] = tuple(Status), contested: bool = False) -> Number:
        """Return how many occurrences are asked for; of each stretch of an index only the newest rows are counted."""
        total, is_least = 0, False
        for branch, conditions in self._plan(statuses, contested):
            table = occurrence if branch.actor is None else taking_part
            number = table.c.id if branch.actor is None else table.c.occurrence_id
            newest = select(number.label("number")).where(branch.where, *in_days(table.c.day, self.asked))
            day = table.c.day if branch.is_ordered else self._aside(table.c.day)
            newest = newest.order_by(day.desc()).limit(COUNTED)
            rows = self.connection.scalar(select(func.count()).select_from(newest.subquery())) or 0
            is_least = is_least or rows >= COUNTED
            if conditions or branch.actor is not None:
                there = occurrence.c.id.in_(select(newest.subquery().c.number))
                rows = self.connection.scalar(select(func.count()).where(there, *conditions)) or 0
            total += rows
        return Number(total, is_least)

    def _plan(self, statuses: Sequence[Status], contested: bool) -> list[tuple[_Branch, list[Condition]]]:
        """Return the branches to walk, each with what is to be looked up in the rows."""
        key = (tuple(statuses), contested)
        if key not in self._plans:
            self._plans[key] = self._planned(statuses, contested)
        return self._plans[key]

    def _planned(self, statuses: Sequence[Status], contested: bool) -> list[tuple[_Branch, list[Condition]]]:
        wanted = [s for s in statuses if self.asked.status in (None, s)]
        if not wanted or (self.asked.actor and not self.actors) or (self.asked.place and not self.places):
            return []
        ways = self._ways(wanted, contested or self.asked.contested)
        if not ways:
            return [(_Branch(occurrence.c.day >= UNKNOWN_DAY), [])]
        sizes = [self._size(branches) for branches, _ in ways] if len(ways) > 1 else [0]
        best = sizes.index(min(sizes))
        others = [condition for at, (_, condition) in enumerate(ways) if at != best]
        return [(branch, others) for branch in ways[best][0]]

    def _ways(self, statuses: Sequence[Status], contested: bool) -> list[tuple[list[_Branch], Condition]]:
        """Return for each thing asked the branches that find it, and the condition that tells it of a row."""
        table, asked, aside = occurrence.c, self.asked, self._aside
        ways: list[tuple[list[_Branch], Condition]] = []
        if asked.actor:
            branches = [_Branch(taking_part.c.actor_id == number, actor=number) for number in self.actors]
            part = select(taking_part.c.actor_id).where(taking_part.c.occurrence_id == table.id)
            ways.append((branches, part.where(taking_part.c.actor_id.in_(self.actors)).exists()))
        if asked.place:
            elsewhere = or_(aside(table.place).not_in(self.places), aside(table.place).is_(None))
            branches = [_Branch(table.place == name) for name in self.places]
            branches += [_Branch(and_(table.admin1 == name, elsewhere)) for name in self.places]
            ways.append((branches, or_(aside(table.place).in_(self.places), aside(table.admin1).in_(self.places))))
        if contested:
            branches = [_Branch(table.disputes == n + 1) for n in range(_FEW)]
            branches += [_Branch(table.disputes > _FEW, is_ordered=False)]
            ways.append((branches, aside(table.disputes) > 0))
        for column, value in (
            (table.type if asked.type in list(EventType) else table.subtype, asked.type),
            (table.country, asked.country),
            (table.standing, asked.standing.value if asked.standing is not None else None),
        ):
            if value is not None:
                ways.append(([_Branch(column == value)], aside(column) == value))
        if len(statuses) < len(Status):
            branches = [_Branch(table.status == s.value) for s in statuses]
            ways.append((branches, aside(table.status).in_([s.value for s in statuses])))
        return ways

    def _aside(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Return a column that SQLite takes no index for; it has no figures to choose by, as PostgreSQL has."""
        if self.connection.dialect.name != "sqlite":
            return column
        return UnaryExpression(column, operator=custom_op("+"), type_=column.type)

    def _size(self, branches: Iterable[_Branch]) -> int:
        """Return how many rows these branches hold in the days asked for, counted up to a bound."""
        size = 0
        for branch in branches:
            table = occurrence if branch.actor is None else taking_part
            seen = select(table.c.day).where(branch.where, *in_days(table.c.day, self.asked))
            size += self.connection.scalar(select(func.count()).select_from(seen.limit(COUNTED).subquery())) or 0
        return size

    def _walk(
        self, branch: _Branch, conditions: Sequence[Condition], columns: Sequence[ColumnElement[Any]]
    ) -> Select[Any]:
        asked = select(*columns).where(branch.where, *conditions)
        if branch.actor is None:
            return asked.where(*in_days(occurrence.c.day, self.asked))
        joined = taking_part.join(occurrence, occurrence.c.id == taking_part.c.occurrence_id)
        return asked.select_from(joined).where(*in_days(taking_part.c.day, self.asked))


def in_days(day: Column[int], asked: Filter) -> list[Condition]:
    """Return the conditions that a day lies in those asked for; one that is not known lies in none."""
    if asked.since is None and asked.until is None:
        return []
    since = day >= (day_number(asked.since) if asked.since else UNKNOWN_DAY + 1)
    return [since, day <= day_number(asked.until)] if asked.until else [since]
