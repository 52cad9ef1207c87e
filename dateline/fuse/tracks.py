"""Where an actor is told to have been and what it is told to have done: occurrences in, its sightings by time out.

Tracks are kept of states, groups, forces, organisations and of persons acting in an office of one, and never of private
persons: whoever names one gets nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dateline.record.account import Account
from dateline.record.choices import ActorKind, DisputeKind, EventType, Status, TimePrecision
from dateline.record.entities import Actor, Place
from dateline.record.occurrence import Occurrence, Standing

from .holders import DONE, words_of
from .parties import STATE_SECTORS, Parties, actors_of, canonical_name, plain_name, state_called
from .summary import summarise

_BODIES = frozenset(
    {
        ActorKind.GOVERNMENT,
        ActorKind.ARMED_FORCE,
        ActorKind.ARMED_GROUP,
        ActorKind.PARTY,
        ActorKind.ORGANIZATION,
        ActorKind.INTERGOVERNMENTAL,
    }
)
_OFFICE_SECTORS = STATE_SECTORS | {"REB", "PTY", "OPP", "PRM"}  # PLOVER: who holds office in a state, group or party
_UNKNOWN_DAY = "9999"  # sorts behind every day


class TrackSide(StrEnum):
    """On which side of what happened an actor was."""

    ACTOR = "actor"
    RECIPIENT = "recipient"


@dataclass(frozen=True, slots=True)
class Sighting:
    """One occurrence in which an actor is told to have been: what, where, when, on which side, on whose word.

    ``start`` to ``end`` are of ``precision``, ``place`` carries its own. ``denied`` is whether any account says that it
    was not so, ``status`` what those say who assert it, and denied where nobody does. ``voices`` are the holders that
    tell of it, in the order of time; ``accounts`` those that name the actor.
    """

    actor: Actor
    occurrence: str
    type: EventType
    subtype: str | None
    side: TrackSide
    place: Place | None
    start: str | None
    end: str | None
    precision: TimePrecision | None
    status: Status
    denied: bool
    standing: Standing
    voices: tuple[str, ...]
    accounts: tuple[str, ...]


def is_tracked(actor: Actor) -> bool:
    """Tell whether tracks are kept of an actor: a body, or a person in an office of a state or group that is told."""
    if actor.kind is ActorKind.PERSON:
        return actor.country is not None and actor.sector in _OFFICE_SECTORS
    return actor.kind in _BODIES


def find_tracks(occurrences: Iterable[Occurrence], actor: str) -> tuple[Sighting, ...]:
    """Return the sightings of an actor, given by its id or any of its names, by time; those without a day come last.

    Only what is told as happened, going on or denied is a sighting. A person is seen only in what he or she does, never
    where something is done to them. Nothing is returned for private persons.
    """
    found = [sighting for occurrence in occurrences for sighting in _sightings(occurrence, actor)]
    return tuple(
        sorted(found, key=lambda s: (s.start or s.end or _UNKNOWN_DAY, s.end or s.start or "", s.occurrence, s.side))
    )


def _sightings(occurrence: Occurrence, wanted: str) -> Iterator[Sighting]:
    parties = Parties(actors_of(occurrence.accounts))
    for side in TrackSide:
        named: dict[str, list[tuple[Account, Actor]]] = {}
        for account in occurrence.accounts:
            seen: set[str] = set()
            for actor in account.actors if side is TrackSide.ACTOR else account.recipients:
                key = plain_name(actor.name)
                if key not in seen and _is_wanted(actor, wanted, parties) and _may_be_seen(actor, side):
                    seen.add(key)
                    named.setdefault(_one_key(actor, parties), []).append((account, actor))
        for key in sorted(named):
            sighting = _sighting(occurrence, named[key], side, parties)
            if sighting is not None:
                yield sighting


def _may_be_seen(actor: Actor, side: TrackSide) -> bool:
    return is_tracked(actor) and not (actor.kind is ActorKind.PERSON and side is TrackSide.RECIPIENT)


def _one_key(actor: Actor, parties: Parties) -> str:
    return (
        (parties.of(actor) or plain_name(actor.name)) if actor.kind is not ActorKind.PERSON else plain_name(actor.name)
    )


def _is_wanted(actor: Actor, wanted: str, parties: Parties) -> bool:
    """Tell whether an actor is the one asked for: by id, by any of its names, or as an organ of the state asked for."""
    if wanted == actor.id or canonical_name(wanted, actor.country) == canonical_name(actor.name, actor.country):
        return True
    state = state_called(wanted)
    return state is not None and actor.kind is not ActorKind.PERSON and parties.of(actor) == state


def _sighting(
    occurrence: Occurrence, named: Sequence[tuple[Account, Actor]], side: TrackSide, parties: Parties
) -> Sighting | None:
    accounts = list(dict.fromkeys(account for account, _ in named))
    told = [a for a in accounts if a.status in DONE or a.status is Status.DENIED]
    if not told:
        return None
    words = words_of(told, parties)
    summary = summarise(told)
    whole = occurrence.summary
    place = summary.place or whole.place
    day = summary if summary.start or summary.end else whole
    actor = min((a for _, a in named), key=lambda a: (a.country is None, len(a.name), a.name, a.id))
    return Sighting(
        actor=actor,
        occurrence=occurrence.id,
        type=summary.type,
        subtype=summary.subtype or whole.subtype,
        side=side,
        place=place,
        start=day.start,
        end=day.end,
        precision=day.precision,
        status=summary.status,
        denied=any(word.denies for word in words) or _is_disputed(occurrence, told),
        standing=occurrence.standing,
        voices=tuple(dict.fromkeys(word.name for word in words)),
        accounts=tuple(sorted(a.id for a in told)),
    )


def _is_disputed(occurrence: Occurrence, told: Sequence[Account]) -> bool:
    """Tell whether another account denies what these tell, and nothing has settled it."""
    ids = {account.id for account in told}
    return any(
        dispute.kind is DisputeKind.DENIAL and dispute.settled_by is None and ids & set(side.accounts)
        for dispute in occurrence.disputes
        for side in dispute.sides
    )
