"""A user's own lists, read once and passed through the reading: they win over Dateline's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path

from dateline.gazetteer.own import OwnPlaces, read_own_places

from .actors.own_actors import OwnActors, read_own_actors


@dataclass(frozen=True, slots=True, eq=False)
class OwnLists:
    """The user's own places and actors; empty where none were given."""

    places: OwnPlaces = field(default_factory=OwnPlaces)
    actors: OwnActors = field(default_factory=OwnActors)


NONE_OWN = OwnLists()


def read_own_lists(places: str | PathLike[str] | None, actors: str | PathLike[str] | None) -> OwnLists:
    """Return a user's own lists of places and actors from their files, checked; empty where there is none."""
    return OwnLists(
        read_own_places(Path(places)) if places else OwnPlaces(),
        read_own_actors(Path(actors)) if actors else OwnActors(),
    )
