"""An actor under all its names: what it did and where, how it stands, what it says and what others say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, select

from dateline.fuse.parties import canonical_name, state_called
from dateline.fuse.positions import Line, find_positions, said_of
from dateline.fuse.tracks import Sighting, TrackSide, find_tracks, is_tracked
from dateline.record.briefing import (
    ActorName,
    Filter,
    Number,
    OpenedActor,
    Part,
    Saying,
    Sighted,
    Stand,
    Stands,
)
from dateline.record.choices import ActorKind
from dateline.record.entities import Actor
from dateline.record.occurrence import Occurrence

from .brief import open_occurrences, sayings_of
from .naming import near_actors
from .narrowing import Narrowed
from .readings import Readings
from .schema import actor, mention, party, statement, word
from .schema_fused import occurrence

_LOOKED_AT = 200  # newest occurrences of an actor
_READ = 200  # reports read for them; by hand: below a second
_SHOWN = 20  # statements by it, and of it
_COUNTED = 5000  # reports that name it; counting stops here


def open_actor(
    connection: Connection, readings: Readings, name: str, aliases: Sequence[str] = ()
) -> OpenedActor | list[str]:
    """Return an actor by any of its names or its number ("a7"); where there is none, names that are near to it."""
    narrowed = Narrowed(connection, Filter(actor=(name, *(alias for alias in aliases if alias != name))))
    numbers = narrowed.actors
    if not numbers:
        return near_actors(connection, name)
    names = names_of_actors(connection, numbers)
    rows = narrowed.newest(_LOOKED_AT, columns=(occurrence.c.reports,))
    taken, room = [], _READ
    for row in rows:
        if row.reports <= room:
            room -= row.reports
            taken.append(row.id)
    whole = list(open_occurrences(connection, readings, taken).values())
    called = list(dict.fromkeys(one.name for one in names))
    track = {(one.occurrence, one.side): one for of in called for one in find_tracks(whole, of)}
    by = _said_by(connection, numbers)
    return OpenedActor(
        names=names,
        aliases=tuple(alias for alias in aliases if alias.casefold() not in {of.casefold() for of in called}),
        is_tracked=any(is_kept_track_of(one) for one in names),
        track=tuple(_sighted(one) for one in sorted(track.values(), key=lambda s: s.start or s.end or "9999")),
        stands=_stands(whole, called),
        says=by,
        of_it=_said_of_it(connection, numbers),
        occurrences=narrowed.count(),
        among=len(taken),
    )


def names_of_actors(connection: Connection, numbers: Sequence[int]) -> tuple[ActorName, ...]:
    """Return the names of these actors, the one that stands in most reports first."""
    rows = connection.execute(select(actor).where(actor.c.id.in_(numbers)).order_by(actor.c.id))
    found = []
    for row in rows:
        seen = select(mention.c.report_id).where(mention.c.actor_id == row.id).limit(_COUNTED).subquery()
        reports = connection.scalar(select(func.count()).select_from(seen)) or 0
        number = Number(reports, reports >= _COUNTED)
        found.append(ActorName(row.id, row.name, row.kind, row.country or None, row.sector, number))
    return tuple(sorted(found, key=lambda one: (-one.reports.of, one.id)))


def is_kept_track_of(one: ActorName) -> bool:
    """Tell whether a track is kept of an actor under a name: of a body or an office, never of a private person."""
    return is_tracked(Actor(str(one.id), one.name, ActorKind(one.kind), one.country, one.sector, ()))


def _sighted(one: Sighting) -> Sighted:
    return Sighted(
        occurrence=int(one.occurrence),
        what=one.type,
        subtype=one.subtype,
        is_doer=one.side is TrackSide.ACTOR,
        place=one.place,
        start=one.start,
        end=one.end,
        precision=one.precision,
        status=one.status,
        is_denied=one.denied,
        standing=one.standing,
        voices=one.voices,
    )


def _stands(whole: Iterable[Occurrence], names: Sequence[str]) -> tuple[Stands, ...]:
    """Return how an actor stands to each matter that it speaks of more than once or turns on, by its own word."""
    said = [one for of in whole for one in said_of(of.accounts, of.id)]
    keys = {canonical_name(name) for name in names}
    states = {state for name in names if (state := state_called(name)) is not None}

    def is_it(line: Line) -> bool:
        return canonical_name(line.party) in keys or state_called(line.party) in states

    return tuple(_stand_line(line) for line in find_positions(said) if is_it(line))


def _stand_line(line: Line) -> Stands:
    turned = {id(reversal.after) for reversal in line.reversals}
    return Stands(
        line.family.value,
        line.counterpart,
        tuple(
            Stand(
                day=position.day,
                stance=position.stance.value,
                words=position.said[0].words,
                report=int(position.said[0].report),
                outlet=position.said[0].outlet,
                account=position.said[0].account,
                turns=id(position) in turned,
            )
            for position in line.positions
        ),
    )


def _said_by(connection: Connection, numbers: Sequence[int]) -> Part[Saying]:
    by = select(statement.c.id).where(statement.c.source_id.in_(numbers))
    return sayings_of(connection, by.order_by(statement.c.id.desc()), _SHOWN)


def _said_of_it(connection: Connection, numbers: Sequence[int]) -> Part[Saying]:
    """Return what others say of an actor: the statements behind what it did, or what was done to it."""
    about = select(word.c.statement_id).join(party, party.c.event_id == word.c.event_id)
    about = about.join(statement, statement.c.id == word.c.statement_id).where(party.c.actor_id.in_(numbers))
    about = about.where(statement.c.source_id.is_(None) | statement.c.source_id.not_in(numbers))
    return sayings_of(connection, about.distinct().order_by(word.c.statement_id.desc()), _SHOWN)
