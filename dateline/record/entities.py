"""Actors, places and times: what a report's statements and events are about."""

from __future__ import annotations

from dataclasses import dataclass

from .choices import ActorKind, PlacePrecision, TimePrecision, TimeType
from .report import Span


@dataclass(frozen=True, slots=True)
class Role:
    """An office or occupation that the text gives a person, and the actor it is held for."""

    title: str
    of: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A tie that the text names: "Al-Qaeda's Syrian affiliate" is relation "affiliate" with Al-Qaeda."""

    relation: str
    with_: str
    span: Span


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts or speaks; ``country`` is ISO 3166-1 alpha-3, ``sector`` a PLOVER sector code."""

    id: str
    name: str
    kind: ActorKind
    country: str | None
    sector: str | None
    mentions: tuple[Span, ...]
    roles: tuple[Role, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the text names as a place; coordinates in degrees (WGS 84), radius in kilometres."""

    id: str
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    precision: PlacePrecision
    radius_km: float | None
    geonames_id: int | None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Metonym:
    """A place name that stands for an actor: "Damascus said"."""

    span: Span
    place: str | None
    actor: str


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression; ``value`` is TIMEX3, ``start`` and ``end`` ISO 8601 dates, inclusive, or None.

    ``anchored_on`` is "published", "dateline", the id of another time, or None.
    """

    id: str
    span: Span
    text: str
    type: TimeType
    value: str
    start: str | None
    end: str | None
    precision: TimePrecision
    anchored_on: str | None
