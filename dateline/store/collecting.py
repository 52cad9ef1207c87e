"""Seeds: what is kept in view, when each is to be asked next, and what came of it; the same on both databases.

Times go in and out as aware datetimes in UTC and are kept as ISO 8601 to the second, so that they sort as text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, delete, func, select, update

from dateline.errors import DatelineError

from .asking import insert
from .record import Record
from .schema_collecting import seed


class SeedError(DatelineError):
    """There is no such seed, or several; name it by its number or its address, as dateline seeds list shows them."""


class SeedKind(StrEnum):
    """What a seed is."""

    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"
    FOLDER = "folder"
    MAILBOX = "mailbox"


@dataclass(frozen=True, slots=True)
class Seed:
    """One thing that is kept in view; ``etag`` of a mailbox is how far it was read."""

    id: int
    kind: SeedKind
    address: str
    name: str | None
    outlet: str | None
    every_s: int
    takes_full_text: bool
    is_paused: bool
    etag: str | None
    modified: str | None
    pace_s: int | None
    next_at: datetime
    asked_at: datetime | None
    answered_at: datetime | None
    brought_at: datetime | None
    failures: int
    problem: str | None
    dead_since: datetime | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class NewSeed:
    """A seed as it is given; its address holds no password."""

    kind: SeedKind
    address: str
    every_s: int
    name: str | None = None
    outlet: str | None = None
    takes_full_text: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking a seed once, and when it is asked next."""

    seed: int
    at: datetime
    next_at: datetime
    pace_s: int
    failures: int = 0
    problem: str | None = None
    dead_since: datetime | None = None
    etag: str | None = None
    modified: str | None = None
    has_brought: bool = False


def written(moment: datetime) -> str:
    """Return a moment as the tables of collecting keep it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def moment_of(words: str | None) -> datetime | None:
    """Return the moment that a table keeps."""
    return datetime.fromisoformat(words) if words is not None else None


def add_seeds(record: Record, given: Iterable[NewSeed], now: datetime) -> tuple[int, int]:
    """Keep seeds in view, due at once, and return how many are new and how many were there; these stay as they are."""
    new = there = 0
    with record.writing() as connection:
        for one in given:
            made = insert(connection, seed).values(
                kind=one.kind.value,
                address=one.address,
                name=one.name,
                outlet=one.outlet,
                every_s=one.every_s,
                takes_full_text=one.takes_full_text,
                next_at=written(now),
                made_at=written(now),
            )
            made = made.on_conflict_do_nothing(index_elements=["address"])
            if connection.scalar(made.returning(seed.c.id)) is None:
                there += 1
            else:
                new += 1
    return new, there


def seeds_of(connection: Connection) -> list[Seed]:
    """Return all seeds, in the order in which they were added."""
    return [_seed(row) for row in connection.execute(select(seed).order_by(seed.c.id))]


def seed_called(connection: Connection, name: str) -> Seed:
    """Return the seed of this number, address or name; raises SeedError where there is none, or several."""
    wanted = seed.c.id == int(name) if name.isascii() and name.isdigit() and len(name) < 10 else seed.c.address == name
    rows = connection.execute(select(seed).where(wanted)).all()
    rows = rows or connection.execute(select(seed).where(func.lower(seed.c.name) == name.lower())).all()
    if len(rows) != 1:
        reason = "is no seed" if not rows else f"names {len(rows)} seeds"
        raise SeedError(f"{name!r} {reason}. dateline seeds list shows their numbers.")
    return _seed(rows[0])


def pause_seed(connection: Connection, number: int, is_paused: bool, now: datetime) -> None:
    """Keep a seed out of view for a while, or take it up again, due at once and as one that never failed."""
    values = {"is_paused": is_paused}
    again = {"next_at": written(now), "failures": 0, "problem": None, "dead_since": None}
    connection.execute(update(seed).where(seed.c.id == number).values(**values, **({} if is_paused else again)))


def remove_seed(connection: Connection, number: int) -> None:
    """Keep a seed in view no longer; what it brought stays, and what waits is still fetched."""
    connection.execute(delete(seed).where(seed.c.id == number))


def due_seeds(connection: Connection, until: datetime, limit: int) -> list[tuple[int, str]]:
    """Return numbers and addresses of seeds that are to be asked by a moment, the longest due first."""
    wanted = select(seed.c.id, seed.c.address).where(seed.c.next_at <= written(until), seed.c.is_paused.is_(False))
    rows = connection.execute(wanted.order_by(seed.c.next_at, seed.c.id).limit(limit))
    return [(row.id, row.address) for row in rows]


def get_seed(connection: Connection, number: int) -> Seed | None:
    """Return a seed by its number, None where it was removed."""
    row = connection.execute(select(seed).where(seed.c.id == number)).first()
    return _seed(row) if row is not None else None


def next_due(connection: Connection) -> datetime | None:
    """Return when the next seed is to be asked, None where none is."""
    return moment_of(connection.scalar(select(func.min(seed.c.next_at)).where(seed.c.is_paused.is_(False))))


def note_asked(connection: Connection, asked: Asked) -> None:
    """Keep what came of asking a seed."""
    values: dict[str, object] = {
        "asked_at": written(asked.at),
        "next_at": written(asked.next_at),
        "pace_s": asked.pace_s,
        "failures": asked.failures,
        "problem": asked.problem,
        "dead_since": written(asked.dead_since) if asked.dead_since is not None else None,
        "etag": asked.etag,
        "modified": asked.modified,
    }
    if asked.problem is None:
        values["answered_at"] = written(asked.at)
    if asked.has_brought:
        values["brought_at"] = written(asked.at)
    connection.execute(update(seed).where(seed.c.id == asked.seed).values(**values))


def defer_seed(connection: Connection, number: int, until: datetime) -> None:
    """Have a seed asked later, because its host is still busy with others."""
    connection.execute(update(seed).where(seed.c.id == number).values(next_at=written(until)))


def _seed(row: Row[tuple[object, ...]]) -> Seed:
    values = row._asdict()
    for name in ("next_at", "asked_at", "answered_at", "brought_at", "dead_since", "made_at"):
        values[name] = moment_of(values[name])
    return Seed(**{**values, "kind": SeedKind(values["kind"])})
