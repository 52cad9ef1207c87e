"""A user's own lists, read once and passed through the reading: they win over Dateline's own."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.gazetteer.own import OwnPlaces

from .actors.own_actors import OwnActors


@dataclass(frozen=True, slots=True, eq=False)
class OwnLists:
    """The user's own places and actors; empty where none were given."""

    places: OwnPlaces = field(default_factory=OwnPlaces)
    actors: OwnActors = field(default_factory=OwnActors)


NONE_OWN = OwnLists()
