"""A user's own lists, read once and passed through the reading: they win over Dateline's own."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.gazetteer.own import OwnPlaces


@dataclass(frozen=True, slots=True, eq=False)
class OwnLists:
    """The user's own places; empty where none were given."""

    places: OwnPlaces = field(default_factory=OwnPlaces)


NONE_OWN = OwnLists()
