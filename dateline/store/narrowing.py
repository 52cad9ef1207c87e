"""A filter in, the numbers of the occurrences it asks for out, in the order asked for, by the index that leaves least.

Every column that a filter can name has an index that ends with the day, so a walk down that index meets what is asked
for in order and stops early. Which index leaves least is counted, up to a bound, before the walk; what else is asked is
looked up in the rows it meets. In any other order than that of the days, few rows are found by their index and put in
order, many by a walk down the index of the order itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)

from dateline.record.briefing import Filter, Number
from dateline.record.choices import EventType, Status

from .actors import one_of_actors
from .asking import aside, listed
from .naming import find_actors, find_places
from .ordering import BY_DAY, STRETCHES, Cursor, Sort, Stretch
from .rows import UNKNOWN_DAY, day_number
from .schema_fused import occurrence, taking_part
from .telling import is_told_by, told_by, told_in

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


@dataclass(frozen=True, slots=True)
class _Way:
    """One thing that is asked: the condition that tells it of a row, and the branches that find it.

    Without branches it can only be told of rows that are found otherwise.
    """

    condition: Condition
    branches: tuple[_Branch, ...] = ()


Plan = list[tuple[_Branch, list[Condition]]]


class Narrowed:
    """The occurrences that a filter asks for, of one connection."""

    def __init__(self, connection: Connection, asked: Filter) -> None:
        self.connection = connection
        self.asked = asked
        self._plans: dict[tuple[tuple[Status, ...], bool, bool], Plan] = {}

    def asking(self, asked: Filter) -> Narrowed:
        """Return what another filter asks for, without looking up again what both name alike."""
        other = Narrowed(self.connection, asked)
        for field, names in (
            ("actor", "actors"),
            ("place", "places"),
            ("words", "_told_in"),
            ("source_kind", "_told_by"),
        ):
            if names in self.__dict__ and getattr(asked, field) == getattr(self.asked, field):
                other.__dict__[names] = self.__dict__[names]
        return other

    @cached_property
    def actors(self) -> tuple[int, ...]:
        """The numbers of the actor that is asked for, under all its names and those that people say are its."""
        return tuple(sorted(one_of_actors(self.connection, find_actors(self.connection, self.asked.actor))))

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The place that is asked for, as the record spells it."""
        return find_places(self.connection, self.asked.place)

    @cached_property
    def _told_in(self) -> tuple[tuple[int, ...], bool]:
        """The occurrences that the newest reports with the words asked for tell, and whether there are more reports."""
        return told_in(self.connection, self.asked.words or "")

    @cached_property
    def _told_by(self) -> tuple[int, ...] | None:
        """The occurrences that voices of the kind asked for tell, None where they are too many to be listed."""
        return told_by(self.connection, self.asked.source_kind) if self.asked.source_kind is not None else ()

    def newest(
        self,
        most: int,
        statuses: Sequence[Status] = tuple(Status),
        contested: bool = False,
        columns: Sequence[Column[Any]] = (),
    ) -> list[Row[Any]]:
        """Return ``id``, ``day`` and these columns of the newest occurrences that are asked for, each once."""
        (stretch,) = STRETCHES[Sort.NEWEST]
        return self._rows(self._plan(statuses, contested), stretch, None, most, columns)

    def page(self, sort: Sort, most: int, after: Cursor | None = None) -> list[tuple[int, Row[Any]]]:
        """Return so many occurrences that are asked for in an order, behind a cursor, each once.

        With each is the number of its stretch; a row has ``id`` and what the stretch is ordered by.
        """
        plan = self._plan(tuple(Status), False, sort in BY_DAY)
        found: list[tuple[int, Row[Any]]] = []
        for number, stretch in enumerate(STRETCHES[sort]):
            if after is not None and number < after.stretch:
                continue
            last = after.last if after is not None and number == after.stretch else None
            rows = self._rows(plan, stretch, last, most - len(found), (), sort in BY_DAY)
            found += [(number, row) for row in rows]
            if len(found) >= most:
                break
        return found

    def _rows(
        self,
        plan: Plan,
        stretch: Stretch,
        last: Sequence[str | int] | None,
        most: int,
        columns: Sequence[Column[Any]],
        by_day: bool = True,
    ) -> list[Row[Any]]:
        """Return the first rows of a stretch behind the last one, from all branches of a plan."""
        wanted = dict.fromkeys((occurrence.c.id, occurrence.c.day, *stretch.columns, *columns))
        walks: list[Select[Any]] = []
        for branch, conditions in plan:
            keys: Sequence[ColumnElement[Any]] = stretch.columns
            if by_day and branch.actor is not None:
                keys = (taking_part.c.day, taking_part.c.occurrence_id)
            is_walked = branch.is_ordered if by_day else branch is _ALL
            keys = keys if is_walked else [self._aside(key) for key in keys]
            asked = self._walk(branch, conditions, list(wanted))
            if stretch.of is not None:
                asked = asked.where(stretch.holds(stretch.of if is_walked else self._aside(stretch.of)))
            if last is not None:
                asked = asked.where(stretch.following(last, keys))
            asked = asked.order_by(*stretch.order(keys)).limit(most * (1 if branch.actor is None else _SIDES))
            if len(plan) == 1 and branch.actor is None:  # in order already, each once
                return list(self.connection.execute(asked).all())
            walks.append(asked)
        if not walks:
            return []
        together = union_all(*(select(*walk.subquery().c) for walk in walks))
        found = {row.id: row for row in self.connection.execute(together)}
        names = [column.name for column in stretch.columns]
        in_order = sorted(found.values(), key=lambda row: [row._mapping[n] for n in names], reverse=stretch.is_down)
        return in_order[:most]

    def count(self, statuses: Sequence[Status] = tuple(Status), contested: bool = False) -> Number:
        """Return how many occurrences are asked for; of each stretch of an index only the newest rows are counted."""
        plan = self._plan(statuses, contested)
        newest = [self._newest(branch) for branch, _ in plan]
        asked = [_size_of(one) for one in newest]
        is_looked_up = any(others or branch.actor is not None for branch, others in plan)
        if is_looked_up:  # at once: an occurrence may be in the branches of several actors
            numbers = union_all(*(select(one.subquery().c.number) for one in newest))
            asked.append(_size_of(select(occurrence.c.id).where(occurrence.c.id.in_(numbers), *plan[-1][1])))
        sizes = self._at_once(asked)
        total = sizes.pop() if is_looked_up else sum(sizes)
        is_least = bool(self.asked.words) and self._told_in[1]
        return Number(total, is_least or any(size >= COUNTED for size in sizes))

    def _newest(self, branch: _Branch) -> Select[tuple[int]]:
        """Return the query for the numbers of the newest rows of a branch, as many as are counted."""
        table = occurrence if branch.actor is None else taking_part
        number = table.c.id if branch.actor is None else table.c.occurrence_id
        day = table.c.day if branch.is_ordered else self._aside(table.c.day)
        newest = select(number.label("number")).where(branch.where, *in_days(day, self.asked))
        return newest.order_by(day.desc()).limit(COUNTED)

    def _at_once(self, asked: Sequence[Select[Any]]) -> list[int]:
        """Return what queries for one number each give, by one way to the database."""
        if not asked:
            return []
        columns = [one.scalar_subquery().label(f"n{at}") for at, one in enumerate(asked)]
        return list(self.connection.execute(select(*columns)).one())

    def _plan(self, statuses: Sequence[Status], contested: bool, by_day: bool = True) -> Plan:
        """Return the branches to walk, each with what is to be looked up in the rows."""
        key = (tuple(statuses), contested, by_day)
        if key not in self._plans:
            self._plans[key] = self._planned(statuses, contested, by_day)
        return self._plans[key]

    def _planned(self, statuses: Sequence[Status], contested: bool, by_day: bool) -> Plan:
        asked = self.asked
        wanted = [s for s in statuses if asked.status in (None, s)]
        if not wanted or (asked.actor and not self.actors) or (asked.place and not self.places):
            return []
        if (asked.words and not self._told_in[0]) or (asked.source_kind is not None and self._told_by == ()):
            return []
        ways = self._ways(wanted, contested or asked.contested)
        if not by_day and in_days(occurrence.c.day, asked):
            days = _Branch(and_(*in_days(occurrence.c.day, asked)))
            ways.append(_Way(and_(*in_days(self._aside(occurrence.c.day), asked)), (days,)))
        found = [way for way in ways if way.branches]
        sizes = self._sizes(found) if len(found) > 1 or not by_day else [0] * len(found)
        if not found or (not by_day and min(sizes) >= COUNTED):
            every = _BY_DAY_ALONE if by_day else _ALL
            return [(every, [way.condition for way in ways])]
        best = found[sizes.index(min(sizes))]
        others = [way.condition for way in ways if way is not best]
        return [(branch, others) for branch in best.branches]

    def _ways(self, statuses: Sequence[Status], contested: bool) -> list[_Way]:
        """Return a way for each thing asked, but for the days, which every index but few goes on with."""
        table, asked, aside = occurrence.c, self.asked, self._aside
        ways: list[_Way] = []
        if asked.actor:
            branches = [_Branch(taking_part.c.actor_id == number, actor=number) for number in self.actors]
            part = select(taking_part.c.actor_id).where(taking_part.c.occurrence_id == table.id)
            ways.append(_Way(part.where(taking_part.c.actor_id.in_(self.actors)).exists(), tuple(branches)))
        if asked.place:
            elsewhere = or_(aside(table.place).not_in(self.places), aside(table.place).is_(None))
            branches = [_Branch(table.place == name) for name in self.places]
            branches += [_Branch(and_(table.admin1 == name, elsewhere)) for name in self.places]
            is_there = or_(aside(table.place).in_(self.places), aside(table.admin1).in_(self.places))
            ways.append(_Way(is_there, tuple(branches)))
        if contested:
            branches = [_Branch(table.disputes == n + 1) for n in range(_FEW)]
            branches += [_Branch(table.disputes > _FEW, is_ordered=False)]
            ways.append(_Way(aside(table.disputes) > 0, tuple(branches)))
        if asked.words:
            ways.append(self._numbered(self._told_in[0]))
        if asked.source_kind is not None:
            told = self._told_by
            ways.append(_Way(is_told_by(asked.source_kind, aside)) if told is None else self._numbered(told))
        for column, value in (
            (table.type if asked.type in list(EventType) else table.subtype, asked.type),
            (table.country, asked.country),
            (table.standing, asked.standing.value if asked.standing is not None else None),
        ):
            if value is not None:
                ways.append(_Way(aside(column) == value, (_Branch(column == value),)))
        if len(statuses) < len(Status):
            branches = [_Branch(table.status == s.value) for s in statuses]
            ways.append(_Way(aside(table.status).in_([s.value for s in statuses]), tuple(branches)))
        return ways

    def _numbered(self, numbers: Sequence[int]) -> _Way:
        """Return the way to occurrences by their numbers."""
        is_there, is_found = among(self._aside(occurrence.c.id), numbers), among(occurrence.c.id, numbers)
        return _Way(is_there, (_Branch(is_found, is_ordered=False),))

    def _aside(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Return a column that SQLite takes no index for; it has no figures to choose by, as PostgreSQL has."""
        return aside(self.connection, column)

    def _sizes(self, ways: Sequence[_Way]) -> list[int]:
        """Return how many rows the branches of each way hold in the days asked for, counted up to a bound."""
        asked = []
        for branch in (branch for way in ways for branch in way.branches):
            table = occurrence if branch.actor is None else taking_part
            day = table.c.day if branch.is_ordered else self._aside(table.c.day)
            asked.append(_size_of(select(table.c.day).where(branch.where, *in_days(day, self.asked)).limit(COUNTED)))
        sizes = iter(self._at_once(asked))
        return [sum(islice(sizes, len(way.branches))) for way in ways]

    def _walk(
        self, branch: _Branch, conditions: Sequence[Condition], columns: Sequence[ColumnElement[Any]]
    ) -> Select[Any]:
        asked = select(*columns).where(branch.where, *conditions)
        if branch.actor is None:
            day = occurrence.c.day if branch.is_ordered else self._aside(occurrence.c.day)
            return asked.where(*in_days(day, self.asked))
        joined = taking_part.join(occurrence, occurrence.c.id == taking_part.c.occurrence_id)
        return asked.select_from(joined).where(*in_days(taking_part.c.day, self.asked))


def _size_of(rows: Select[tuple[int]]) -> Select[Any]:
    return select(func.count()).select_from(rows.subquery())


_BY_DAY_ALONE = _Branch(occurrence.c.day >= UNKNOWN_DAY)
_ALL = _Branch(true(), is_ordered=False)  # down the index of the order itself


def among(column: ColumnElement[Any], numbers: Sequence[int]) -> Condition:
    """Return the condition that a column has one of these numbers, which may be thousands: they stand in the query."""
    there: ColumnElement[Any] = literal_column(f"({listed(numbers)})")
    return column.op("IN", is_comparison=True)(there)


def in_days(day: ColumnElement[int], asked: Filter) -> list[Condition]:
    """Return the conditions that a day lies in those asked for; one that is not known lies in none."""
    if asked.since is None and asked.until is None:
        return []
    since = day >= (day_number(asked.since) if asked.since else UNKNOWN_DAY + 1)
    return [since, day <= day_number(asked.until)] if asked.until else [since]
