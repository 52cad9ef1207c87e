"""A search in, a page of the actors of the record out, and where the next page begins.

An actor is listed with how many occurrences it takes part in and the day of the newest; one that only speaks, or is
only named, has none. Rows are those of the readings: what people say is one stands under each of its names.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, literal, or_, select

from dateline.errors import UsageError
from dateline.record.choices import ActorKind

from .lines import iso_day
from .record import Record
from .rows import UNKNOWN_DAY
from .schema import actor
from .schema_fused import taking_part

MOST = 50  # on a page, where nothing else is asked


class ActorSort(StrEnum):
    """In what order actors are listed."""

    MOST = "most"  # occurrences first
    NEWEST = "newest"  # whose newest occurrence is the newest
    NAME = "name"


@dataclass(frozen=True, slots=True)
class ActorFilter:
    """Which actors are asked for: by a part of the name, by kind, by country (ISO 3166-1 alpha-3)."""

    name: str | None = None
    kind: ActorKind | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class ActorLine:
    """One actor in a line; ``newest`` is the day that its newest occurrence is listed under."""

    id: int
    name: str
    kind: ActorKind
    country: str | None
    sector: str | None
    occurrences: int
    newest: str | None


@dataclass(frozen=True, slots=True)
class ActorPage:
    """A page of actors; ``after`` goes on with the next, None where there is none, ``number`` is how many there are."""

    lines: tuple[ActorLine, ...]
    after: str | None
    number: int


def list_actors(
    record: Record,
    asked: ActorFilter,
    most: int = MOST,
    after: str | None = None,
    sort: ActorSort = ActorSort.MOST,
) -> ActorPage:
    """Return a page of the actors that are asked for; ``after`` is where the page before it ended.

    Raises UsageError where ``after`` is none of ours.
    """
    with record.engine.connect() as connection:
        conditions = _conditions(asked)
        wanted, key = _ranked(conditions, sort)
        if after is not None:
            wanted = wanted.where(_behind(connection, key, after, sort))
        rank = key.asc() if sort is ActorSort.NAME else key.desc()
        rows = connection.execute(wanted.order_by(rank, actor.c.id).limit(most + 1)).all()
        number = connection.scalar(select(func.count()).select_from(actor).where(*conditions)) or 0
    shown = rows[:most]
    following = _cursor(shown[-1], sort) if len(rows) > most else None
    return ActorPage(tuple(_line(row) for row in shown), following, number)


def _conditions(asked: ActorFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.name:
        found += [actor.c.name.icontains(word, autoescape=True) for word in asked.name.split()]
    if asked.kind is not None:
        found.append(actor.c.kind == asked.kind.value)
    if asked.country is not None:
        found.append(actor.c.country == asked.country)
    return found


def _ranked(conditions: list[ColumnElement[bool]], sort: ActorSort) -> tuple[Select[Any], ColumnElement[Any]]:
    """Return the query for actors with their numbers, and what they are ordered by."""
    # Each occurrence once, in the order of the primary key: an actor can have two sides in one.
    part = taking_part.c
    once = select(part.actor_id, part.day).where(part.actor_id > 0)
    once_each = once.group_by(part.actor_id, part.day, part.occurrence_id).subquery()
    taken = (
        select(once_each.c.actor_id, func.count().label("number"), func.max(once_each.c.day).label("day"))
        .group_by(once_each.c.actor_id)
        .subquery()
    )
    number = func.coalesce(taken.c.number, 0)
    day = func.coalesce(taken.c.day, UNKNOWN_DAY)
    wanted: Select[Any] = (
        select(actor, number.label("number"), day.label("day"))
        .select_from(actor.outerjoin(taken, taken.c.actor_id == actor.c.id))
        .where(*conditions)
    )
    return wanted, {ActorSort.MOST: number, ActorSort.NEWEST: day, ActorSort.NAME: actor.c.name}[sort]


def _behind(connection: Connection, key: ColumnElement[Any], after: str, sort: ActorSort) -> ColumnElement[bool]:
    value, _, number = after.rpartition(".")
    named = connection.scalar(select(actor.c.name).where(actor.c.id == int(number))) if number.isdecimal() else None
    if named is None or (sort is not ActorSort.NAME and not value.lstrip("-").isdecimal()):
        raise UsageError("after: this is no place in the list of actors; begin it anew.")
    last = literal(named) if sort is ActorSort.NAME else literal(int(value))
    is_behind = key > last if sort is ActorSort.NAME else key < last
    return or_(is_behind, and_(key == last, actor.c.id > int(number)))


def _cursor(row: Row[Any], sort: ActorSort) -> str:
    value = {ActorSort.MOST: row.number, ActorSort.NEWEST: row.day, ActorSort.NAME: ""}[sort]
    return f"{value}.{row.id}"


def _line(row: Row[Any]) -> ActorLine:
    day = iso_day(row.day)
    return ActorLine(row.id, row.name, ActorKind(row.kind), row.country or None, row.sector, row.number, day)
