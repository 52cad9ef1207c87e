"""Whether two places can be one: places with their doubt in, together or apart out."""

from __future__ import annotations

from functools import lru_cache
from math import asin, cos, dist, pi, radians, sin, sqrt

from dateline.lexicon.countries import countries
from dateline.record.choices import PlacePrecision
from dateline.record.entities import Place

GRAIN = {precision: n for n, precision in enumerate(PlacePrecision)}  # the more exact, the smaller
_EARTH_KM = 6371.0
# By hand: two towns nearer than this may be one place told by two names, or "near" one of them.
SLACK_KM = 25.0
# By hand, for places without a radius of their own: how far what they name may reach from its point.
_REACH_KM = {
    PlacePrecision.SITE: 1.0,
    PlacePrecision.CITY: 8.0,
    PlacePrecision.DISTRICT: 40.0,
    PlacePrecision.PROVINCE: 150.0,
    PlacePrecision.COUNTRY: 700.0,
    PlacePrecision.REGION: 1500.0,
}
_EXACT = frozenset({PlacePrecision.SITE, PlacePrecision.CITY, PlacePrecision.DISTRICT})


def distance_km(one: Place, other: Place) -> float | None:
    """Return the great-circle distance of two places in kilometres; None where a point is not known."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    chord = dist(_on_sphere(one.lat, one.lon), _on_sphere(other.lat, other.lon))
    return 2 * _EARTH_KM * asin(min(1.0, chord / 2))


@lru_cache(maxsize=4096)
def _on_sphere(lat: float, lon: float) -> tuple[float, float, float]:
    north, east = radians(lat), radians(lon)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)


def are_apart(one: Place, other: Place) -> bool:
    """Tell whether two places exclude each other; False where it cannot be told, as of "the Sahel", without borders."""
    kinds = {one.precision, other.precision}
    if PlacePrecision.REGION in kinds or (one.name == other.name and one.country == other.country):
        return False
    two_countries = one.country is not None and other.country is not None and one.country != other.country
    if kinds == {PlacePrecision.COUNTRY} or (PlacePrecision.COUNTRY in kinds and not two_countries):
        return two_countries
    if not two_countries and one.admin1 is not None and one.admin1 == other.admin1 and not are_exact(one, other):
        return False
    distance = distance_km(one, other)
    return two_countries if distance is None else distance > SLACK_KM + _reach(one) + _reach(other)


def are_together(one: Place, other: Place) -> bool:
    """Tell whether two places can be one, or one can lie in the other."""
    return not are_apart(one, other)


def are_exact(one: Place, other: Place) -> bool:
    """Tell whether both places are towns or finer, so that what happened in one did not happen in the other."""
    return one.precision in _EXACT and other.precision in _EXACT


def _reach(place: Place) -> float:
    if place.radius_km is not None:
        return place.radius_km
    country = countries().get(place.country or "") if place.precision is PlacePrecision.COUNTRY else None
    return _REACH_KM[place.precision] if country is None else sqrt(country.area_km2 / pi)
