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

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, and_, func, or_, select

from dateline.record.briefing import Filter, Number
from dateline.record.choices import EventType, Status
from dateline.record.occurrence import Standing

from .naming import find_actors, find_places
from .rows import UNKNOWN_DAY, day_number
from .schema_fused import occurrence, taking_part

REPORTED = (Status.HAPPENED, Status.ONGOING)
AHEAD = tuple(status for status in Status if status not in REPORTED)
COUNTED = 5000  # counting stops here; by hand: some milliseconds of one index
_SIDES = 3  # rows that one occurrence can have for one actor
_FEW = 3  # disputes of one occurrence that are walked number by number; more are rare

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class _Branch:
    """Occurrences that one stretch of an index holds, in the order of their days; of an actor where there is one."""

    where: Condition
    index: str | None = None
    actor: int | None = None


class Narrowed:
    """The occurrences that a filter asks for, of one connection."""

    def __init__(self, connection: Connection, asked: Filter) -> None:
        self.connection = connection
        self.asked = asked

    @cached_property
    def actors(self) -> tuple[int, ...]:
        """The numbers of the actor that is asked for, under all its names."""
        return find_actors(self.connection, self.asked.actor)

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
            day = occurrence.c.day if branch.actor is None else taking_part.c.day
            number = occurrence.c.id if branch.actor is None else taking_part.c.occurrence_id
            asked = asked.order_by(day.desc(), number.desc()).limit(most * (1 if branch.actor is None else _SIDES))
            found |= {row.id: row for row in self.connection.execute(asked)}
        return sorted(found.values(), key=lambda row: (-row.day, -row.id))[:most]

    def count(self, statuses: Sequence[Status] = tuple(Status), contested: bool = False) -> Number:
        """Return how many occurrences are asked for; counting stops early."""
        total, is_least = 0, False
        for branch, conditions in self._plan(statuses, contested):
            number = occurrence.c.id if branch.actor is None else taking_part.c.occurrence_id
            seen = self._walk(branch, conditions, (number.label("number"),)).limit(COUNTED).subquery()
            asked = select(func.count(seen.c.number.distinct()), func.count())
            distinct, rows = self.connection.execute(asked.select_from(seen)).one()
            total += distinct
            is_least = is_least or rows >= COUNTED
        return Number(total, is_least)

    def _plan(self, statuses: Sequence[Status], contested: bool) -> list[tuple[_Branch, list[Condition]]]:
        """Return the branches to walk, each with what is to be looked up in the rows."""
        wanted = [s for s in statuses if self.asked.status in (None, s)]
        if not wanted or (self.asked.actor and not self.actors) or (self.asked.place and not self.places):
            return []
        ways = self._ways(wanted, contested or self.asked.contested)
        if not ways:
            return [(_Branch(occurrence.c.day >= UNKNOWN_DAY, "ix_occurrence_day"), [])]
        sizes = [self._size(branches) for branches, _ in ways] if len(ways) > 1 else [0]
        best = sizes.index(min(sizes))
        others = [condition for at, (_, condition) in enumerate(ways) if at != best]
        return [(branch, others) for branch in ways[best][0]]

    def _ways(self, statuses: Sequence[Status], contested: bool) -> list[tuple[list[_Branch], Condition]]:
        """Return for each thing asked the branches that find it, and the condition that tells it of a row."""
        table, asked = occurrence.c, self.asked
        ways: list[tuple[list[_Branch], Condition]] = []
        if asked.actor:
            branches = [_Branch(taking_part.c.actor_id == number, actor=number) for number in self.actors]
            part = select(taking_part.c.actor_id).where(taking_part.c.occurrence_id == table.id)
            ways.append((branches, part.where(taking_part.c.actor_id.in_(self.actors)).exists()))
        if asked.place:
            here = table.place.in_(self.places)
            elsewhere = or_(table.place.not_in(self.places), table.place.is_(None))
            branches = [_Branch(table.place == name, "ix_occurrence_place_day") for name in self.places]
            branches += [_Branch(and_(table.admin1 == name, elsewhere)) for name in self.places]
            ways.append((branches, or_(here, table.admin1.in_(self.places))))
        if contested:
            branches = [_Branch(table.disputes == n + 1, "ix_occurrence_disputes_day") for n in range(_FEW)]
            branches += [_Branch(table.disputes > _FEW, "ix_occurrence_disputes_day")]
            stands = table.standing == Standing.CONTESTED.value
            branches += [_Branch(and_(stands, table.disputes == 0), "ix_occurrence_standing_day")]
            ways.append((branches, or_(table.disputes > 0, stands)))
        for column, value in (
            ("subtype" if asked.type not in list(EventType) else "type", asked.type),
            ("country", asked.country),
            ("standing", asked.standing.value if asked.standing is not None else None),
        ):
            if value is not None:
                is_so = table[column] == value
                ways.append(([_Branch(is_so, f"ix_occurrence_{column}_day")], is_so))
        if len(statuses) < len(Status):
            branches = [_Branch(table.status == s.value, "ix_occurrence_status_day") for s in statuses]
            ways.append((branches, table.status.in_([s.value for s in statuses])))
        return ways

    def _size(self, branches: Iterable[_Branch]) -> int:
        """Return how many rows these branches hold in the days asked for, counted up to a bound."""
        size = 0
        for branch in branches:
            table = occurrence if branch.actor is None else taking_part
            seen = select(table.c.day).where(branch.where, *in_days(table.c.day, self.asked))
            if branch.index is not None:
                seen = seen.with_hint(occurrence, f"INDEXED BY {branch.index}", "sqlite")
            size += self.connection.scalar(select(func.count()).select_from(seen.limit(COUNTED).subquery())) or 0
        return size

    def _walk(
        self, branch: _Branch, conditions: Sequence[Condition], columns: Sequence[ColumnElement[Any]]
    ) -> Select[Any]:
        asked = select(*columns).where(branch.where, *conditions)
        if branch.actor is None:
            asked = asked.where(*in_days(occurrence.c.day, self.asked))
            return asked.with_hint(occurrence, f"INDEXED BY {branch.index}", "sqlite") if branch.index else asked
        joined = taking_part.join(occurrence, occurrence.c.id == taking_part.c.occurrence_id)
        return asked.select_from(joined).where(*in_days(taking_part.c.day, self.asked))


def in_days(day: Column[int], asked: Filter) -> list[Condition]:
    """Return the conditions that a day lies in those asked for; one that is not known lies in none."""
    if asked.since is None and asked.until is None:
        return []
    since = day >= (day_number(asked.since) if asked.since else UNKNOWN_DAY + 1)
    return [since, day <= day_number(asked.until)] if asked.until else [since]
