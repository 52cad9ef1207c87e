"""Events that are to be grouped anew: because they are new, were judged, or hang together with what is read anew."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, text, update

from .asking import in_parts
from .schema import event


def loosen(connection: Connection, events: Iterable[int]) -> None:
    """Have events grouped anew with the next that are."""
    for part in in_parts(sorted(set(events))):
        connection.execute(update(event).where(event.c.id.in_(part)).values(is_loose=True))


_HANGING = text(
    """
    SELECT DISTINCT other.id FROM event own JOIN event other ON other.block = own.block
    WHERE own.report_id = :report AND other.report_id <> :report
    """
)


def loosen_around(connection: Connection, number: int) -> None:
    """Have the events that hang together with those of a report grouped anew, as is right before it is read anew."""
    loosen(connection, connection.scalars(_HANGING, {"report": number}))
