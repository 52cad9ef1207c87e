"""An actor in, those it has to do with out: who did what to whom in its newest occurrences, and what reports call it.

Both look at so many of the newest, so that an actor that is in everything costs no more than another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, func, select

from dateline.errors import UsageError
from dateline.record.briefing import ActorName, Filter, Number, OccurrenceLine, ReportLine
from dateline.record.choices import ActorKind
from dateline.record.entities import Actor
from dateline.record.reading import from_json_line

from .actor_page import is_kept_track_of, names_of_actors
from .lines import occurrence_lines, report_lines
from .naming import near_actors
from .narrowing import Narrowed
from .schema import CURRENT, actor, mention, reading
from .schema_fused import occurrence, taking_part

_LOOKED_AT = 2000  # newest occurrences; by hand: about 20 ms
_TIES = 14  # others that are shown; by hand: more are no picture
_REPORTS = 25  # newest reports that name it, whose words for it are read; by hand: about 60 ms
_NEWEST = 30  # occurrences in lines


@dataclass(frozen=True, slots=True)
class Tie:
    """Another actor and how often the two are in one occurrence: ``to`` it was done, ``by`` it, ``beside`` each other.

    ``contested`` is how many of these occurrences accounts differ on.
    """

    id: int
    name: str
    kind: ActorKind
    to: int
    by: int
    beside: int
    contested: int

    @property
    def together(self) -> int:
        """In how many occurrences, one in which both did to each other counted twice."""
        return self.to + self.by + self.beside


@dataclass(frozen=True, slots=True)
class Worded:
    """What reports call an actor: an office, or a tie to another, with the newest report that says so.

    ``of`` is whose office or with whom the tie is, None where the words say no more.
    """

    words: str
    of: str | None
    report: ReportLine
    reports: int


@dataclass(frozen=True, slots=True)
class ActorHead:
    """An actor under all its names, with its newest occurrences and those it has to do with.

    ``among`` is how many of its newest occurrences the ties are counted in.
    """

    names: tuple[ActorName, ...]
    aliases: tuple[str, ...]
    is_tracked: bool
    occurrences: Number
    newest: tuple[OccurrenceLine, ...]
    ties: tuple[Tie, ...]
    among: Number


def actor_head(connection: Connection, name: str, aliases: Sequence[str] = ()) -> ActorHead:
    """Return an actor by any of its names or its number ("a7"); raises UsageError with names near to it."""
    narrowed = Narrowed(connection, Filter(actor=(name, *(alias for alias in aliases if alias != name))))
    if not narrowed.actors:
        near = near_actors(connection, name)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise UsageError(f"No actor of the record is called {name!r}.{hint}")
    names = names_of_actors(connection, narrowed.actors)
    newest = [row.id for row in narrowed.newest(_NEWEST)]
    called = {one.name.casefold() for one in names}
    ties, among = _ties(connection, narrowed.actors)
    return ActorHead(
        names,
        tuple(alias for alias in aliases if alias.casefold() not in called),
        any(is_kept_track_of(one) for one in names),
        narrowed.count(),
        tuple(occurrence_lines(connection, newest)),
        ties,
        among,
    )


def name_of_actor(connection: Connection, number: str) -> str | None:
    """Return the name of the actor of a number ("a7"), None where there is none, or where it is no number."""
    if number[:1] != "a" or not number[1:].isdecimal():
        return None
    return connection.scalar(select(actor.c.name).where(actor.c.id == int(number[1:])))


def worded_of(connection: Connection, numbers: Iterable[int]) -> tuple[Worded, ...]:
    """Return what the newest reports that name these actors call them, what most of them say first."""
    named = select(mention.c.report_id, mention.c.local_id).where(mention.c.actor_id.in_(sorted(set(numbers))))
    rows = connection.execute(named.order_by(mention.c.report_id.desc()).limit(_REPORTS)).all()
    local: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        local[row.report_id].add(row.local_id)
    texts = select(reading.c.report_id, reading.c.json).where(reading.c.report_id.in_(sorted(local)), CURRENT)
    told: Counter[tuple[str, str | None]] = Counter()
    first: dict[tuple[str, str | None], int] = {}
    for row in sorted(connection.execute(texts).all(), key=lambda one: -one.report_id):
        actors = {one.id: one for one in from_json_line(row.json).actors}
        for key in dict.fromkeys(_worded(actors, local[row.report_id])):
            told[key] += 1
            first.setdefault(key, row.report_id)
    lines = report_lines(connection, first.values())
    ranked = sorted(told, key=lambda key: (-told[key], -first[key], key[0]))
    return tuple(Worded(words, of, lines[first[words, of]], told[words, of]) for words, of in ranked)


def _worded(actors: dict[str, Actor], wanted: set[str]) -> Iterable[tuple[str, str | None]]:
    for number in sorted(wanted & actors.keys()):
        one = actors[number]
        for role in one.roles:
            yield role.title, actors[role.of].name if role.of in actors else None
        for tie in one.affiliations:
            yield tie.relation, actors[tie.with_].name if tie.with_ in actors else None


def _ties(connection: Connection, numbers: Sequence[int]) -> tuple[tuple[Tie, ...], Number]:
    part, others = taking_part.alias("own"), taking_part.alias("others")
    own = (
        select(part.c.occurrence_id, func.min(part.c.side).label("side"), func.max(part.c.side).label("last_side"))
        .where(part.c.actor_id.in_(numbers))
        .group_by(part.c.day, part.c.occurrence_id)
        .order_by(part.c.day.desc(), part.c.occurrence_id.desc())
        .limit(_LOOKED_AT)
        .subquery()
    )
    is_doer, is_other_doer = own.c.side == "actor", others.c.side == "actor"
    is_told, is_other_told = own.c.last_side == "recipient", others.c.side == "recipient"

    def count(condition: Any) -> Any:
        return func.sum(case((condition, 1), else_=0))

    to, by = and_(is_doer, is_other_told), and_(is_told, is_other_doer)
    columns: tuple[ColumnElement[Any], ...] = (
        count(to).label("to"),
        count(by).label("by"),
        count(~to & ~by).label("beside"),
        count(occurrence.c.disputes > 0).label("contested"),
    )
    wanted: Select[Any] = (
        select(others.c.actor_id, *columns)
        .select_from(
            own.join(others, others.c.occurrence_id == own.c.occurrence_id).join(
                occurrence, occurrence.c.id == own.c.occurrence_id
            )
        )
        .where(others.c.actor_id.not_in(numbers))
        .group_by(others.c.actor_id)
        .order_by(func.count().desc(), others.c.actor_id)
        .limit(_TIES)
    )
    rows = connection.execute(wanted).all()
    named = select(actor).where(actor.c.id.in_([row.actor_id for row in rows]))
    names = {row.id: row for row in connection.execute(named)}
    seen = connection.scalar(select(func.count()).select_from(own)) or 0
    return tuple(_tie(row, names[row.actor_id]) for row in rows), Number(seen, seen >= _LOOKED_AT)


def _tie(row: Row[Any], named: Row[Any]) -> Tie:
    return Tie(named.id, named.name, ActorKind(named.kind), row.to, row.by, row.beside, row.contested)
