"""A moment in, what the record came to hold since then out: occurrences by standing, disputes, unread inputs."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Connection, func, or_, select, update

from dateline.record.briefing import DisputeLine, Number, OccurrenceLine, Part
from dateline.record.choices import DisputeKind, Strength
from dateline.record.occurrence import Standing

from .lines import occurrence_lines, with_figures
from .record import Record
from .schema import failure, report
from .schema_desk import person
from .schema_fused import dispute, occurrence

_COUNTED = 5000  # counting stops here
_LOOKED_AT = 600  # of what changed last; among them the first of each standing are looked for


@dataclass(frozen=True, slots=True)
class DisputeNews:
    """A dispute that came up, or was settled, with the occurrence that it is of."""

    dispute: DisputeLine
    of: OccurrenceLine
    at: str


@dataclass(frozen=True, slots=True)
class FailureLine:
    """An input that could not be read, why, and when that was."""

    id: int
    name: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class News:
    """What came since a moment, None for all: new or changed occurrences by standing, disputes, failures.

    ``others`` are what changed besides those shown by standing.
    """

    since: str | None
    reports: Number
    occurrences: Number
    standings: tuple[tuple[Standing, Part[OccurrenceLine]], ...]
    opened: Part[DisputeNews]
    settled: Part[DisputeNews]
    failed: Part[FailureLine]


# What is looked at first: what is contested, then what has several sources, then what stands on one word.
ORDER = (
    Standing.CONTESTED,
    Standing.RETRACTED,
    Standing.CONFIRMED,
    Standing.CORROBORATED,
    Standing.DENIED,
    Standing.CLAIMED,
)


def news_since(record: Record, since: str | None, most: int = 8) -> News:
    """Return what came to the record after a moment (ISO 8601, UTC), at most so many of each kind."""
    with record.engine.connect() as connection:
        return News(
            since=since,
            reports=_newest(connection, report.c.id, report.c.added_at, since),
            occurrences=_number(connection, occurrence.c.id, occurrence.c.changed_at > since if since else None),
            standings=_by_standing(connection, since, most),
            opened=_disputes(connection, dispute.c.opened_at, since, most, dispute.c.settled_by.is_(None)),
            settled=_disputes(connection, dispute.c.settled_at, since, most),
            failed=_failed(connection, since, most),
        )


def _number(connection: Connection, column: ColumnElement[int], where: ColumnElement[bool] | None) -> Number:
    asked = select(column) if where is None else select(column).where(where)
    of = connection.scalar(select(func.count()).select_from(asked.limit(_COUNTED).subquery())) or 0
    return Number(of, of >= _COUNTED)


def _newest(connection: Connection, number: Column[int], at: Column[str], since: str | None) -> Number:
    """Return how many rows of a table, which gives its numbers in the order of time, are later than a moment."""
    last = select(at.label("at")).order_by(number.desc()).limit(_COUNTED).subquery()
    asked = select(func.count()).select_from(last)
    of = connection.scalar(asked.where(last.c.at > since) if since else asked) or 0
    return Number(of, of >= _COUNTED)


def _by_standing(
    connection: Connection, since: str | None, most: int
) -> tuple[tuple[Standing, Part[OccurrenceLine]], ...]:
    """Return the last changed occurrences of each standing, the first to be looked at first."""
    changed = select(occurrence.c.id, occurrence.c.standing)
    if since:
        changed = changed.where(occurrence.c.changed_at > since)
    rows = connection.execute(
        changed.order_by(occurrence.c.changed_at.desc(), occurrence.c.id.desc()).limit(_LOOKED_AT)
    ).all()
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(row.standing, []).append(row.id)
    shown = {standing: found.get(standing.value, [])[:most] for standing in ORDER}
    lines = occurrence_lines(connection, [number for numbers in shown.values() for number in numbers])
    by_number = {line.id: line for line in with_figures(connection, lines)}
    return tuple(
        (
            standing,
            Part(
                tuple(by_number[number] for number in numbers if number in by_number),
                Number(len(found.get(standing.value, [])) - len(numbers), len(rows) == _LOOKED_AT),
            ),
        )
        for standing, numbers in shown.items()
        if numbers
    )


def _disputes(
    connection: Connection,
    at: ColumnElement[str | None],
    since: str | None,
    most: int,
    *where: ColumnElement[bool],
) -> Part[DisputeNews]:
    asked = select(dispute, at.label("at")).where(at > (since or ""), *where)
    rows = connection.execute(asked.order_by(at.desc(), dispute.c.id.desc()).limit(most + 1)).all()
    of = {line.id: line for line in occurrence_lines(connection, dict.fromkeys(row.occurrence_id for row in rows))}
    shown = [
        DisputeNews(
            DisputeLine(row.id, DisputeKind(row.kind), row.about, Strength(row.strength), row.settled_how),
            of[row.occurrence_id],
            row.at,
        )
        for row in rows[:most]
        if row.occurrence_id in of
    ]
    more = Number(0)
    if len(rows) > most:
        all_of = _number(connection, dispute.c.id, at > (since or ""))
        more = Number(all_of.of - most, all_of.is_least)
    return Part(tuple(shown), more)


def _failed(connection: Connection, since: str | None, most: int) -> Part[FailureLine]:
    rows = connection.execute(select(failure).order_by(failure.c.id.desc()).limit(most))
    lines = tuple(
        FailureLine(row.id, row.name, row.reason, row.failed_at) for row in rows if not since or row.failed_at > since
    )
    all_of = _newest(connection, failure.c.id, failure.c.failed_at, since)
    return Part(lines, Number(max(all_of.of - len(lines), 0), all_of.is_least))


def last_look(record: Record, of: int) -> str | None:
    """Return up to which moment a person has seen what is new, None where that is not known."""
    with record.engine.connect() as connection:
        return connection.scalar(select(person.c.looked_at).where(person.c.id == of))


def keep_look(record: Record, of: int, moment: str) -> None:
    """Keep that a person has seen what is new up to a moment; an earlier one than what is kept changes nothing."""
    with record.writing() as connection:
        later = or_(person.c.looked_at.is_(None), person.c.looked_at < moment)
        connection.execute(update(person).where(person.c.id == of, later).values(looked_at=moment))
