"""What was done at the desk in, a log that nothing is taken out of out: when, who, what, on which ids of the record.

A subject is ids and nothing else ("a7 r3"): no word of a source, no name and no reason stands in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from .moments import moment
from .record import Record
from .schema_desk import audit

_WHAT = 32  # letters


@dataclass(frozen=True, slots=True)
class Who:
    """Behind whom something is written down: a name, and the number of the person where there is one."""

    name: str
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log."""

    id: int
    at: str
    who: str
    what: str
    subject: str


def note(connection: Connection, who: Who, what: str, subject: str = "") -> None:
    """Write a line of the log, in the transaction of what it tells of."""
    row = {"at": moment(), "who": who.name, "person_id": who.person, "what": what[:_WHAT], "subject": subject}
    connection.execute(audit.insert().values(row))


def entries(record: Record, before: int | None = None, most: int = 100) -> tuple[Entry, ...]:
    """Return the newest lines of the log, or those before a line, the newest first."""
    asked = select(audit.c.id, audit.c.at, audit.c.who, audit.c.what, audit.c.subject)
    if before is not None:
        asked = asked.where(audit.c.id < before)
    with record.engine.connect() as connection:
        return tuple(Entry(*row) for row in connection.execute(asked.order_by(audit.c.id.desc()).limit(most)))
