"""A filter in, the occurrences it asks for out, whole, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.record.briefing import Filter
from dateline.record.occurrence import Occurrence

from .asking import in_parts
from .brief import open_occurrences
from .narrowing import Narrowed
from .readings import Readings
from .record import Record

_ALL = 1 << 40  # more than a record can hold


def matching_occurrences(
    record: Record, asked: Filter | None = None, readings: Readings | None = None
) -> Iterator[Occurrence]:
    """Yield what a filter asks for, all without one, the earliest first; some are read ahead at a time."""
    readings = readings or Readings()
    with record.engine.connect() as connection:
        readings.begin(connection)
        newest = Narrowed(connection, asked or Filter()).newest(_ALL)
        for part in in_parts(row.id for row in reversed(newest)):
            found = open_occurrences(connection, readings, part)
            yield from (found[number] for number in part if number in found)
