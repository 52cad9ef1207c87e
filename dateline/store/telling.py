"""Words, or a kind of voice, in; the occurrences that reports with these words, or voices of this kind, tell out.

Both are looked up from the far end, up to a bound: there is no index of them on the occurrence itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from dateline.record.choices import SourceKind

from .asking import in_parts
from .schema import event, statement, word
from .schema_fused import occurrence
from .search import reports_with

HELD = 2000  # newest reports with the words whose occurrences are looked up; by hand: about 10 ms
SAID = 5000  # statements of a kind up to which it is listed what they tell; by hand: about 20 ms

Aside = Callable[[ColumnElement[Any]], ColumnElement[Any]]


def told_in(connection: Connection, words: str) -> tuple[tuple[int, ...], bool]:
    """Return the occurrences that the newest reports with these words tell, and whether more reports have them."""
    reports = reports_with(connection, words, HELD + 1)
    found: set[int] = set()
    for part in in_parts(reports[:HELD]):
        told = select(event.c.occurrence_id).distinct().where(event.c.report_id.in_(part))
        found |= set(connection.scalars(told.where(event.c.occurrence_id.is_not(None))))
    return tuple(sorted(found)), len(reports) > HELD


def told_by(connection: Connection, kind: SourceKind) -> tuple[int, ...] | None:
    """Return the occurrences that voices of a kind tell; None where it has too many statements to look them all up."""
    of_kind = select(statement.c.id).where(statement.c.source_kind == kind.value).limit(SAID)
    said = connection.scalar(select(func.count()).select_from(of_kind.subquery())) or 0
    if said >= SAID:
        return None
    joined = statement.join(word, word.c.statement_id == statement.c.id).join(event, event.c.id == word.c.event_id)
    asked = select(event.c.occurrence_id).select_from(joined).where(statement.c.source_kind == kind.value)
    return tuple(sorted(set(connection.scalars(asked.where(event.c.occurrence_id.is_not(None))))))


def is_told_by(kind: SourceKind, aside: Aside) -> ColumnElement[bool]:
    """Return the condition that a voice of a kind tells an occurrence, looked up from the occurrence."""
    joined = event.join(word, word.c.event_id == event.c.id).join(statement, statement.c.id == word.c.statement_id)
    told = select(event.c.id).select_from(joined).where(event.c.occurrence_id == occurrence.c.id)
    return told.where(aside(statement.c.source_kind) == kind.value).exists()
