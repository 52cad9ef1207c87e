"""Occurrences on a map: one GeoJSON FeatureCollection (RFC 7946), the precision of each place as its geometry.

A site or city is a point; "near" it, a district or a region a circle; a province or country its outline, a point where
none is known. Without a place the geometry is null.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from dateline.record.choices import PlacePrecision
from dateline.record.entities import Place
from dateline.record.occurrence import Occurrence

from .base import Exporter, Outline, Polygons, Ring, Table
from .codes import is_near
from .tables import table_rows

JSON = Any  # a value of the json module; it does not cross a package border, only bytes do

CORNERS = 64  # of a circle: its edge is then within 0.2 % of the radius
EARTH_KM = 6371.0088  # the mean radius of WGS 84
DECIMALS = 6  # of a degree, about 0.1 m (RFC 7946, 11.2)
_OUTLINED = (PlacePrecision.PROVINCE, PlacePrecision.COUNTRY)
_WIDE = (PlacePrecision.DISTRICT, PlacePrecision.REGION)  # no outline is known, but how far they reach


class GeoJson(Exporter):
    """One feature an occurrence; its properties are the columns of the table of occurrences."""

    suffix = ".geojson"

    def _begin(self) -> None:
        self._text('{"type":"FeatureCollection","features":[')
        self._mark = "\n"

    def _put(self, occurrence: Occurrence) -> None:
        (row,) = table_rows(occurrence, Table.OCCURRENCES)
        feature = {
            "type": "Feature",
            "id": occurrence.id,
            "geometry": geometry_of(occurrence.summary.place, self.options.outline),
            "properties": row,
        }
        line = json.dumps(feature, ensure_ascii=False, separators=(",", ":"), default=_plain, allow_nan=False)
        self._text(self._mark + line)
        self._mark = ",\n"

    def _end(self) -> None:
        self._text("\n]}\n")


def geometry_of(place: Place | None, outline: Outline | None = None) -> dict[str, JSON] | None:
    """Return the GeoJSON geometry of a place, None where neither a point nor an outline is known."""
    if place is None:
        return None
    if place.precision in _OUTLINED and outline is not None and place.country:
        province = (place.admin1 or place.name) if place.precision is PlacePrecision.PROVINCE else None
        polygons = outline(place.country, province)
        if polygons:
            return _multi([[_wound(ring, outer=n == 0) for n, ring in enumerate(rings)] for rings in polygons])
    if place.lat is None or place.lon is None or not _on_earth(place.lat, place.lon):
        return None
    around = place.radius_km if is_near(place) or place.precision in _WIDE else None
    if around and (circle := _circle(place.lat, place.lon, around)):
        return _multi([[_wound(ring)] for ring in circle])
    return {"type": "Point", "coordinates": [round(place.lon, DECIMALS), round(place.lat, DECIMALS)]}


def _plain(value: object) -> str:
    assert isinstance(value, date | datetime)
    return value.isoformat()


def _on_earth(lat: float, lon: float) -> bool:
    return abs(lat) <= 90 and abs(lon) <= 180


def _multi(polygons: Polygons) -> dict[str, JSON]:
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def _wound(ring: Ring, outer: bool = True) -> Ring:
    """Return a closed ring by the right-hand rule: an outer one against the clock, an inner one with it."""
    points = [(round(lon, DECIMALS), round(lat, DECIMALS)) for lon, lat in ring]
    if points[0] != points[-1]:
        points.append(points[0])
    area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(points))
    return points if (area > 0) == outer else points[::-1]


def _circle(lat: float, lon: float, radius_km: float) -> list[Ring]:
    """Return the rings of a circle on the sphere: two where it crosses the antimeridian, none where it holds a pole."""
    angle = radius_km / EARTH_KM
    if math.degrees(angle) >= 90 - abs(lat):
        return []
    north, points = math.radians(lat), []
    for corner in range(CORNERS):
        bearing = -2 * math.pi * corner / CORNERS  # against the clock
        sine = math.sin(north) * math.cos(angle) + math.cos(north) * math.sin(angle) * math.cos(bearing)
        east = math.atan2(
            math.sin(bearing) * math.sin(angle) * math.cos(north), math.cos(angle) - math.sin(north) * sine
        )
        points.append((lon + math.degrees(east), math.degrees(math.asin(sine))))
    for edge in (-180.0, 180.0):
        if min(x for x, _ in points) < edge < max(x for x, _ in points):
            west, east_part = _cut(points, edge, lambda x, e: x <= e), _cut(points, edge, lambda x, e: x >= e)
            shift = math.copysign(360.0, edge)
            inside, outside = (east_part, west) if edge < 0 else (west, east_part)
            return [inside, [(x - shift, y) for x, y in outside]]
    return [points]


def _cut(
    points: list[tuple[float, float]], edge: float, keeps: Callable[[float, float], bool]
) -> list[tuple[float, float]]:
    """Return the part of a ring on one side of a meridian (Sutherland and Hodgman)."""
    kept: list[tuple[float, float]] = []
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
        if keeps(x0, edge):
            kept.append((x0, y0))
        if keeps(x0, edge) != keeps(x1, edge):
            kept.append((edge, y0 + (edge - x0) * (y1 - y0) / (x1 - x0)))
    return kept
