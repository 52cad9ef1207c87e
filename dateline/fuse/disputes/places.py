"""Rival places: the words of accounts in, disputes over where it was out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.record.choices import DisputeKind, EventType, Strength
from dateline.record.entities import Place
from dateline.record.occurrence import DisputeAcross, Side, Summary

from ..holders import Word
from ..whereabouts import GRAIN, are_apart, are_exact
from .asking import where_was
from .sides import accounts_of, group_rivals

# What is in one place; cooperation, threats and sanctions have a place only loosely, and forces move through several.
_IN_ONE_PLACE = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.CONSULT, EventType.RETREAT}
)


def rival_places(words: Sequence[Word], summary: Summary) -> Iterator[DisputeAcross]:
    """Yield the dispute over where it was; a town and its province do not differ."""
    if summary.type not in _IN_ONE_PLACE:
        return
    held: dict[str, list[Word]] = {}
    places: dict[str, Place] = {}
    for word in words:
        place = word.account.place
        if place is not None and word.asserts:
            key = f"{place.name}|{place.lat}|{place.lon}|{place.precision}"
            places.setdefault(key, place)
            held.setdefault(key, []).append(word)

    def exclude(one: str, other: str) -> Strength | None:
        if not are_apart(places[one], places[other]):
            return None
        return Strength.CONTRADICTION if are_exact(places[one], places[other]) else Strength.TENSION

    groups, strength = group_rivals(held, exclude, lambda key: GRAIN[places[key].precision])
    if strength is not None:
        sides = tuple(Side(_called(places[keys[0]], places), accounts_of(told)) for keys, told in groups)
        yield DisputeAcross(DisputeKind.PLACE, where_was(summary), sides, strength)


def _called(place: Place, places: dict[str, Place]) -> str:
    """Return a place's name, with its country where another of the places is in another country."""
    countries = {p.country for p in places.values()}
    return f"{place.name}, {place.country}" if len(countries) > 1 and place.country else place.name
