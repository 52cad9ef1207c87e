"""What is known of two mentions beyond their words: days, places, types, counts, whether both are told as real.

The set that the weights of words are fitted on has none of it, so all numbers are by hand, in units of the score. They
were chosen on the learning half of our own set for joining (``dateline measure joining``).
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from math import asin, cos, inf, radians, sin, sqrt

from .mentions import Mention, Where

_SAME_DAY, _OTHER_DAY = 1.0, -12.0  # a day that differs outweighs all else
_ONE_OFF = -1.0  # days next to each other: a night, a time zone, "late on Saturday"
_DAYS_APART, _FRESH = -0.1, 2.0  # for each day between two reports beyond these, where an event's day is not known
_TOLD_BEFORE = -12.0  # what has happened is not told of before its day
_SAME_PLACE, _OTHER_PLACE, _OTHER_COUNTRY = 1.5, -6.0, -6.0
_NEAR_KM = 25.0  # beyond their radii, from which two places are two
_PRECISE_KM = 40.0  # radius to which a place is one that tells something when it is the same
_OTHER_TYPE = -1.5
_SAME_COUNT = 1.0
_OTHER_COUNT, _TIMES = -2.0, 8  # numbers of one thing of which one is so many times the other
_UNREAL = -8.0  # one is told as real, the other as something that may be
_EARTH_KM = 6371.0


def known_score(one: Mention, other: Mention) -> float:
    """Return what days, places, types, counts and being told as real add to the score of a pair."""
    score = _days(one, other) + _places(one.where, other.where) + _counts(one, other)
    if one.type and other.type and one.type != other.type:
        score += _OTHER_TYPE
    if one.is_real is not None and other.is_real is not None and one.is_real != other.is_real:
        score += _UNREAL
    return score


def days_overlap(one: Mention, other: Mention) -> bool | None:
    """Tell whether two mentions may be of one day, None where either has none."""
    if not one.start or not other.start:
        return None
    return one.start[:10] <= (other.end or other.start)[:10] and other.start[:10] <= (one.end or one.start)[:10]


def places_meet(one: Where | None, other: Where | None) -> bool | None:
    """Tell whether two places may be one, None where either has none; a country holds all places in it."""
    if one is None or other is None:
        return None
    if one.radius_km == inf or other.radius_km == inf:
        return one.country == other.country or one.country is None or other.country is None
    return distance_km(one, other) <= one.radius_km + other.radius_km + _NEAR_KM


def distance_km(one: Where, other: Where) -> float:
    """Return the kilometres between two points of the earth, taken as a ball (haversine)."""
    half = sin(radians(other.lat - one.lat) / 2) ** 2
    half += cos(radians(one.lat)) * cos(radians(other.lat)) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(sqrt(half), 1.0))


def _days(one: Mention, other: Mention) -> float:
    overlap = days_overlap(one, other)
    if overlap is True:
        return _SAME_DAY
    first, second = _day(one.published), _day(other.published)
    if overlap is False:
        apart = _gap(one, other)
        return _ONE_OFF if apart is not None and apart <= 1 else _OTHER_DAY
    for told, dated in ((first, other), (second, one)):
        start = _day(dated.start)
        if told is not None and start is not None and (told - start).days < 0 and one.is_real and other.is_real:
            return _TOLD_BEFORE
    if first is not None and second is not None:
        return _DAYS_APART * max(abs((first - second).days) - _FRESH, 0.0)
    return 0.0


def _gap(one: Mention, other: Mention) -> int | None:
    """Return the days between two intervals that do not overlap."""
    ends = [(_day(m.start), _day(m.end or m.start)) for m in (one, other)]
    (start, end), (other_start, other_end) = ends
    if start is None or end is None or other_start is None or other_end is None:
        return None
    return max((other_start - end).days, (start - other_end).days)


def _places(one: Where | None, other: Where | None) -> float:
    meet = places_meet(one, other)
    if meet is None or one is None or other is None:
        return 0.0
    if not meet:
        return _OTHER_COUNTRY if one.country != other.country else _OTHER_PLACE
    return _SAME_PLACE if max(one.radius_km, other.radius_km) <= _PRECISE_KM else 0.0


def _counts(one: Mention, other: Mention) -> float:
    if set(one.counts) & set(other.counts):
        return _SAME_COUNT
    for what, number in one.counts:
        for other_what, other_number in other.counts:
            if what == other_what and max(number, other_number) > _TIMES * max(min(number, other_number), 1):
                return _OTHER_COUNT
    return 0.0


@lru_cache(maxsize=4096)
def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat((written or "")[:10])
    except ValueError:
        return None
