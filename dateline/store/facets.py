"""A filter in, what else can be asked of what it finds out: the values there are, and how many occurrences have each.

Where nothing but days is asked, values and their numbers are read off the indexes; else they are counted in the newest
occurrences that are asked for, up to a bound, and a number that stopped there says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from sqlalchemy import Column, Row, func, select

from dateline.record.briefing import Facet, Facets, Filter, Number
from dateline.record.choices import EventType, PlacePrecision

from .lines import iso_day
from .naming import distinct
from .narrowing import Narrowed, among, in_days
from .record import Record
from .rows import UNKNOWN_DAY, day_number
from .schema import actor, event, statement, word
from .schema_fused import occurrence, taking_part

_LOOKED_AT = 2000  # newest occurrences that values are counted in; by hand: about 15 ms
_COUNTED = 1000  # of one value by its index, of which there may be a hundred; counting stops here
_NAMES_AMONG = 1000  # newest occurrences whose actors are looked at; by hand: about 5 ms
_HEARD = 500  # newest occurrences whose voices are looked at; by hand: about 10 ms
_NAMED = 12  # actors, and places, that are named
_MONTHS = 24  # newest months that have something

_TABLE = occurrence.c
_COLUMNS = (
    *(_TABLE.country, _TABLE.type, _TABLE.subtype, _TABLE.status, _TABLE.standing),
    *(_TABLE.place, _TABLE.admin1, _TABLE.place_precision),
)


def facets(record: Record, asked: Filter) -> Facets:
    """Return the values that what is asked for can be narrowed to."""
    with record.engine.connect() as connection:
        counting = _Counting(Narrowed(connection, asked))
        return Facets(
            countries=counting.values(_TABLE.country, replace(asked, country=None)),
            types=counting.values(_TABLE.type, replace(asked, type=None)),
            subtypes=counting.values(_TABLE.subtype, replace(asked, type=counting.type_of(asked.type))),
            statuses=counting.values(_TABLE.status, replace(asked, status=None)),
            standings=counting.values(_TABLE.standing, replace(asked, standing=None)),
            months=counting.months(),
            source_kinds=counting.source_kinds(replace(asked, source_kind=None)),
            actors=counting.actors(),
            places=counting.places(),
        )


class _Counting:
    """Counts what a filter asks for, and what filters near to it do; the rows of each are looked up once."""

    def __init__(self, narrowed: Narrowed) -> None:
        self.narrowed = narrowed
        self.connection = narrowed.connection
        self.asked = narrowed.asked
        self._found: dict[Filter, tuple[Sequence[Row[Any]], bool]] = {}

    def type_of(self, name: str | None) -> str | None:
        """Return the type that a subtype is of; a type as it is."""
        if name is None or name in list(EventType):
            return name
        return self.connection.scalar(select(_TABLE.type).where(_TABLE.subtype == name).limit(1)) or name

    def values(self, column: Column[Any], asked: Filter) -> tuple[Facet, ...]:
        """Return the values of a column in what a filter asks for."""
        if _is_days_alone(asked):
            return self._by_index(column, asked)
        rows, is_cut = self._rows(asked)
        return self._ranked(Counter(map(attrgetter(column.name), rows)), is_cut)

    def months(self) -> tuple[Facet, ...]:
        """Return the newest months of what is asked for, of the days that it is listed under."""
        if _is_days_alone(self.asked):
            return self._months_by_index()
        rows, is_cut = self._rows(self.asked)
        found = Counter((iso_day(row.day) or "")[:7] for row in rows)
        newest = sorted((month for month in found if month), reverse=True)[:_MONTHS]
        return tuple(Facet(month, Number(found[month], is_cut)) for month in newest)

    def source_kinds(self, asked: Filter) -> tuple[Facet, ...]:
        """Return the kinds of voices that tell what a filter asks for."""
        rows, is_cut = self._rows(asked)
        joined = event.join(word, word.c.event_id == event.c.id).join(statement, statement.c.id == word.c.statement_id)
        told = select(statement.c.source_kind, func.count(event.c.occurrence_id.distinct())).select_from(joined)
        told = told.where(among(event.c.occurrence_id, [row.id for row in rows[:_HEARD]]))
        found = {row[0]: row[1] for row in self.connection.execute(told.group_by(statement.c.source_kind))}
        return self._ranked(Counter(found), is_cut or len(rows) > _HEARD)

    def actors(self) -> tuple[Facet, ...]:
        """Return those who take part in most of what is asked for."""
        rows, is_cut = self._rows(self.asked)
        number = func.count(taking_part.c.occurrence_id.distinct())
        of = select(taking_part.c.actor_id, number).group_by(taking_part.c.actor_id)
        of = of.where(among(taking_part.c.occurrence_id, [row.id for row in rows[:_NAMES_AMONG]]))
        found = {row[0]: row[1] for row in self.connection.execute(of)}
        most = sorted(found, key=lambda one: (-found[one], one))[:_NAMED]
        names = {r.id: r.name for r in self.connection.execute(select(actor).where(actor.c.id.in_(most)))}
        by_name: Counter[str] = Counter()
        for number in most:  # kinds and countries of one name are asked for together
            by_name[names[number]] = max(by_name[names[number]], found[number])
        return self._ranked(by_name, is_cut or len(rows) > _NAMES_AMONG)

    def places(self) -> tuple[Facet, ...]:
        """Return the places and provinces where most of what is asked for was; countries are a facet of their own."""
        rows, is_cut = self._rows(self.asked)
        country = PlacePrecision.COUNTRY.value
        found = Counter(
            name
            for row in rows
            for name in {row.place if row.place_precision != country else None, row.admin1} - {None}
        )
        return self._ranked(found, is_cut)[:_NAMED]

    def _rows(self, asked: Filter) -> tuple[Sequence[Row[Any]], bool]:
        """Return the newest occurrences of a filter, and whether there are more than are counted."""
        if asked not in self._found:
            narrowed = self.narrowed if asked == self.asked else self.narrowed.asking(asked)
            most = _NAMES_AMONG if _is_days_alone(asked) else _LOOKED_AT  # else the indexes tell all but names
            rows = narrowed.newest(most + 1, columns=_COLUMNS)
            self._found[asked] = rows[:most], len(rows) > most
        return self._found[asked]

    def _by_index(self, column: Column[Any], asked: Filter) -> tuple[Facet, ...]:
        """Return all the values of a column whose index goes on with the day."""
        found = Counter({value: self._bounded(column == value, asked) for value in distinct(self.connection, column)})
        return tuple(Facet(value, Number(number, number >= _COUNTED)) for value, number in _most_first(found) if number)

    def _bounded(self, where: Any, asked: Filter) -> int:
        seen = select(_TABLE.day).where(where, *in_days(_TABLE.day, asked)).limit(_COUNTED)
        return self.connection.scalar(select(func.count()).select_from(seen.subquery())) or 0

    def _months_by_index(self) -> tuple[Facet, ...]:
        found: list[Facet] = []
        before = day_number(self.asked.until) + 1 if self.asked.until else None
        while len(found) < _MONTHS:
            newest = select(func.max(_TABLE.day)).where(*([_TABLE.day < before] if before is not None else []))
            day = iso_day(self.connection.scalar(newest.where(_TABLE.day > UNKNOWN_DAY)) or UNKNOWN_DAY)
            if day is None or (self.asked.since and day < self.asked.since):
                break
            since = max(f"{day[:7]}-01", self.asked.since or "")
            number = self._bounded(_TABLE.day > UNKNOWN_DAY, Filter(since=since, until=day))
            found.append(Facet(day[:7], Number(number, number >= _COUNTED)))
            before = day_number(f"{day[:7]}-01")
        return tuple(found)

    def _ranked(self, found: Counter[Any], is_least: bool) -> tuple[Facet, ...]:
        return tuple(Facet(value, Number(number, is_least)) for value, number in _most_first(found))


def _most_first(found: Counter[Any]) -> list[tuple[str, int]]:
    return sorted(((v, n) for v, n in found.items() if v is not None), key=lambda one: (-one[1], one[0]))


def _is_days_alone(asked: Filter) -> bool:
    return asked == Filter(since=asked.since, until=asked.until)
