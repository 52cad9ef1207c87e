"""How it is with collecting, for a list and a page: a line for each seed, and the sums."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from .captures import count_unread
from .collecting import Seed, seeds_of, written
from .found import FoundState
from .schema_collecting import capture, captured, found, seed


@dataclass(frozen=True, slots=True)
class SeedLine:
    """A seed with how many addresses it told of, by how far it is with them."""

    seed: Seed
    told: int
    waiting: int
    read: int
    given_up: int


@dataclass(frozen=True, slots=True)
class Sums:
    """What is in view and what came in; ``*_today`` since midnight, UTC."""

    seeds: int
    paused: int
    failing: int
    dead: int
    waiting: int
    given_up: int
    unread: int
    fetched_today: int
    reports_today: int


def seed_lines(connection: Connection) -> list[SeedLine]:
    """Return a line for each seed, those that somebody should look at first."""
    counts: dict[int, dict[str, int]] = {}
    wanted = select(found.c.seed_id, found.c.state, func.count()).where(found.c.seed_id.is_not(None))
    for number, state, how_many in connection.execute(wanted.group_by(found.c.seed_id, found.c.state)):
        counts.setdefault(number, {})[state] = how_many
    lines = [
        SeedLine(
            one,
            sum(of.values()),
            of.get(FoundState.WAITING, 0),
            of.get(FoundState.READ, 0) + of.get(FoundState.FETCHED, 0),
            of.get(FoundState.GIVEN_UP, 0),
        )
        for one in seeds_of(connection)
        for of in [counts.get(one.id, {})]
    ]
    return sorted(lines, key=lambda line: (line.seed.dead_since is None, line.seed.problem is None, line.seed.id))


def collecting_sums(connection: Connection, now: datetime) -> Sums:
    """Return the sums of collecting."""

    def count(*where: object) -> int:
        wanted = select(func.count()).select_from(seed)
        return connection.scalar(wanted.where(*where)) or 0  # type: ignore[arg-type]

    def addresses(state: FoundState) -> int:
        wanted = select(func.count()).select_from(found).where(found.c.state == state.value)
        return connection.scalar(wanted) or 0

    midnight = written(now.replace(hour=0, minute=0, second=0, microsecond=0))
    today = select(func.count()).select_from(capture).where(capture.c.at >= midnight)
    reports = select(func.count(captured.c.report_id.distinct())).join(capture).where(capture.c.at >= midnight)
    return Sums(
        seeds=count(),
        paused=count(seed.c.is_paused.is_(True)),
        failing=count(seed.c.problem.is_not(None), seed.c.is_paused.is_(False)),
        dead=count(seed.c.dead_since.is_not(None), seed.c.is_paused.is_(False)),
        waiting=addresses(FoundState.WAITING),
        given_up=addresses(FoundState.GIVEN_UP),
        unread=count_unread(connection),
        fetched_today=connection.scalar(today) or 0,
        reports_today=connection.scalar(reports) or 0,
    )
