"""Events that are to be grouped anew: because they are new, were judged, or hang together with what is read anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, delete, select, text, update

from .asking import in_parts
from .schema import event
from .schema_fused import occurrence


def loosen(connection: Connection, events: Iterable[int]) -> None:
    """Have events grouped anew with the next that are."""
    for part in in_parts(sorted(set(events))):
        connection.execute(update(event).where(event.c.id.in_(part)).values(is_loose=True))


_HANGING = text(
    """
    SELECT other.id FROM event own JOIN event other ON other.block = own.block
    WHERE own.report_id = :report AND other.report_id <> :report
    UNION SELECT other.id FROM event own JOIN event other ON other.occurrence_id = own.occurrence_id
    WHERE own.report_id = :report AND other.report_id <> :report
    """
)


def loosen_around(connection: Connection, number: int) -> None:
    """Have the events that hang together with those of a report grouped anew, as is right before it is read anew."""
    loosen(connection, connection.scalars(_HANGING, {"report": number}))


class Words(NamedTuple):
    """Words of a report that told of an occurrence."""

    start: int
    end: int
    occurrence: int


def words_told(connection: Connection, number: int) -> list[Words]:
    """Return the words of a report that tell of occurrences, as is right before it is read anew."""
    asked = select(event.c.start, event.c.end, event.c.occurrence_id).where(event.c.report_id == number)
    return [Words(*row) for row in connection.execute(asked.where(event.c.occurrence_id.is_not(None)))]


def take_over(connection: Connection, number: int, before: Iterable[Words]) -> None:
    """Give the events of a report that was read anew the occurrences that their words told of.

    So an occurrence keeps its number; one that nothing tells of any more is gone.
    """
    told = list(before)
    deeds = select(event.c.id, event.c.start, event.c.end).where(event.c.report_id == number, event.c.is_deed)
    for one in connection.execute(deeds).all():
        common = [(min(one.end, old.end) - max(one.start, old.start), old.occurrence) for old in told]
        best = max(common, default=(0, 0))
        if best[0] > 0:
            connection.execute(update(event).where(event.c.id == one.id).values(occurrence_id=best[1]))
    still = select(event.c.id).where(event.c.occurrence_id == occurrence.c.id).exists()
    for part in in_parts(sorted({old.occurrence for old in told})):
        connection.execute(delete(occurrence).where(occurrence.c.id.in_(part), ~still))
