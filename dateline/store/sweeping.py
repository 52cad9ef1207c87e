"""A filter in, the conditions out by which all that it asks for is counted in one walk down one index.

A map and a time line count everything that is asked for, not the newest of it. Two indexes of occurrence hold all that
such counting looks at, by place (ix_occurrence_map) and by type and day (ix_occurrence_type_day), so that no row is
read; what they do not hold is looked up first and named by number.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, select, union

from dateline.record.briefing import Filter
from dateline.record.choices import EventType
from dateline.record.occurrence import Standing

from .asking import aside
from .narrowing import Narrowed, in_days
from .schema_fused import occurrence, taking_part
from .telling import is_told_by, told_by, told_in

# How far from settled an occurrence is; of many on one mark the farthest is shown.
UNSETTLED = (
    Standing.CONFIRMED,
    Standing.CORROBORATED,
    Standing.CLAIMED,
    Standing.RETRACTED,
    Standing.DENIED,
    Standing.CONTESTED,
)
UNSETTLED_RANK: ColumnElement[int] = case(
    {standing.value: rank for rank, standing in enumerate(UNSETTLED)}, value=occurrence.c.standing, else_=0
)

Condition = ColumnElement[bool]


class Sweep:
    """All the occurrences that a filter asks for, of one connection."""

    def __init__(self, connection: Connection, asked: Filter) -> None:
        self.connection = connection
        self.asked = asked
        self._narrowed = Narrowed(connection, asked)

    @cached_property
    def is_void(self) -> bool:
        """Whether the record has no such actor or place, so that there is nothing."""
        return bool(
            (self.asked.actor and not self._narrowed.actors) or (self.asked.place and not self._narrowed.places)
        )

    @cached_property
    def without_days(self) -> list[Condition]:
        """What is asked for, whatever its day."""
        table, asked = occurrence.c, self.asked
        wanted = (
            (table.type if asked.type in list(EventType) else table.subtype, asked.type),
            (table.country, asked.country),
            (table.standing, asked.standing),
            (table.status, asked.status),
        )
        found = [*self._looked_up, *(self.aside(column) == str(value) for column, value in wanted if value is not None)]
        return [*found, self.aside(table.disputes) > 0] if asked.contested else found

    @cached_property
    def conditions(self) -> list[Condition]:
        """What is asked for."""
        return [*self.without_days, *in_days(self.aside(occurrence.c.day), self.asked)]

    @cached_property
    def _looked_up(self) -> tuple[Condition, ...]:
        """What the indexes do not hold, by the numbers of those that it is true of."""
        number, asked = occurrence.c.id, self.asked
        found: list[Condition] = []
        if asked.actor:
            part = select(taking_part.c.occurrence_id).where(taking_part.c.actor_id.in_(self._narrowed.actors))
            found.append(number.in_(part))
        if asked.place:
            at = (occurrence.c.place, occurrence.c.admin1)
            other = occurrence.alias()
            ways = [select(other.c.id).where(other.c[column.name].in_(self._narrowed.places)) for column in at]
            found.append(number.in_(union(*ways)))
        if asked.words:
            found.append(number.in_(told_in(self.connection, asked.words)[0]))
        if asked.source_kind is not None:
            numbers = told_by(self.connection, asked.source_kind)
            found.append(
                number.in_(numbers) if numbers is not None else is_told_by(asked.source_kind, lambda column: column)
            )
        return tuple(found)

    def newest(self, most: int) -> list[int]:
        """Return the numbers of the newest that are asked for."""
        return [row.id for row in self._narrowed.newest(most)]

    def aside(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Return a column that SQLite takes no index for: it has no figures to choose by, as PostgreSQL has."""
        return aside(self.connection, column)
