"""Maps: the precision of a place as its geometry, by the rules of RFC 7946."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.export import Options
from dateline.export.base import Polygons
from dateline.export.geojson import geometry_of
from dateline.gazetteer.borders import province_polygon
from dateline.record.choices import PlacePrecision
from dateline.record.entities import Place
from tests.export.handmade import MALVORA, bare, contested, hostile
from tests.export.test_formats import written

SQUARE = ((20.0, 10.0), (20.0, 16.0), (27.0, 16.0), (27.0, 10.0), (20.0, 10.0))  # with the clock
HOLE = ((22.0, 12.0), (23.0, 12.0), (23.0, 13.0), (22.0, 12.0))  # against it


def square(country: str, province: str | None) -> Polygons | None:
    """Return an outline of Sudan, and of none of its provinces but one."""
    return ((SQUARE, HOLE),) if country == "SDN" and province in (None, "North Darfur") else None


def area(ring: list[list[float]]) -> float:
    """Return the signed area of a ring, above 0 where it goes against the clock."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2


def away(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Return the kilometres between two points by the haversine formula."""
    north, to_north = math.radians(lat), math.radians(to_lat)
    half = math.sin((to_north - north) / 2) ** 2
    half += math.cos(north) * math.cos(to_north) * math.sin(math.radians(to_lon - lon) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def test_nothing_is_an_empty_collection() -> None:
    assert json.loads(written("geojson")) == {"type": "FeatureCollection", "features": []}


def test_each_occurrence_is_a_feature_also_without_a_place() -> None:
    found = json.loads(written("geojson", contested(), bare(), hostile()))
    strike, nowhere, _ = found["features"]
    assert strike["geometry"] == {"type": "Point", "coordinates": [25.25, 13.5]}  # longitude first
    assert (strike["id"], strike["properties"]["place_precision"]) == ("7", "city")
    assert strike["properties"]["start"] == "2025-10-11"
    assert strike["properties"]["actors"] == ["Northern Front"]
    assert (nowhere["geometry"], nowhere["properties"]["place"]) == (None, None)


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        (MALVORA, "Point"),
        (replace(MALVORA, precision=PlacePrecision.SITE), "Point"),
        (replace(MALVORA, radius_km=15.0), "Polygon"),  # near it
        (replace(MALVORA, radius_km=7.5, geonames_id=None), "Polygon"),  # 30 km north of it
        (replace(MALVORA, precision=PlacePrecision.DISTRICT, radius_km=40.0), "Polygon"),
        (replace(MALVORA, precision=PlacePrecision.PROVINCE, name="North Darfur"), "Polygon"),
        (replace(MALVORA, precision=PlacePrecision.PROVINCE, admin1="Red Sea"), "Point"),  # no outline is known
        (replace(MALVORA, precision=PlacePrecision.COUNTRY, lat=None, lon=None), "Polygon"),
        (replace(MALVORA, precision=PlacePrecision.COUNTRY, country="XKX"), "Point"),
        (replace(MALVORA, lat=None, lon=None), None),
        (replace(MALVORA, lat=95.0), None),  # not on earth
    ],
)
def test_the_precision_of_a_place_is_its_geometry(place: Place, kind: str | None) -> None:
    geometry = geometry_of(place, square)
    assert (geometry["type"] if geometry else None) == kind


def test_an_outline_is_wound_by_the_right_hand_rule() -> None:
    geometry = geometry_of(replace(MALVORA, precision=PlacePrecision.COUNTRY), square)
    assert geometry is not None
    outer, hole = geometry["coordinates"]
    assert area(outer) > 0 > area(hole)
    assert geometry_of(replace(MALVORA, precision=PlacePrecision.COUNTRY)) == {  # without outlines a point is left
        "type": "Point", "coordinates": [25.25, 13.5]}  # fmt: skip


def test_the_outlines_of_the_gazetteer_fit() -> None:
    def outline(country: str, province: str | None) -> Polygons:
        return province_polygon(country, province) if province else ()

    made = contested()
    place = replace(MALVORA, precision=PlacePrecision.PROVINCE, name="North Darfur")
    occurrence = replace(made, summary=replace(made.summary, place=place))
    found = json.loads(written("geojson", occurrence, options=Options(outline=outline)))
    geometry = found["features"][0]["geometry"]
    rings = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    assert all(ring[0][0] == ring[0][-1] and area(ring[0]) > 0 for ring in rings)
    assert max(len(ring[0]) for ring in rings) > 20


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(5, 1000))
def test_a_circle_keeps_its_distance_and_does_not_cross_the_antimeridian(lat: float, lon: float, radius: float) -> None:
    place = replace(MALVORA, lat=lat, lon=lon, radius_km=radius, geonames_id=None)
    geometry = geometry_of(place)
    assert geometry is not None
    if geometry["type"] == "Point":  # a pole lies inside
        assert radius / 6371 * 57.3 > 90 - abs(lat) - 0.1
        return
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for (ring,) in polygons:
        assert list(ring[0]) == list(ring[-1])
        assert area(ring) > 0
        assert max(x for x, _ in ring) - min(x for x, _ in ring) < 180
        for x, y in ring:
            assert -180 <= x <= 180
            assert -90 <= y <= 90
            assert away(lat, lon, y, x) <= radius * 1.001 + 0.001
    edge = [away(lat, lon, y, x) for (ring,) in polygons for x, y in ring if abs(x) < 179.99]
    assert max(edge) >= radius * 0.99


def test_a_circle_over_the_antimeridian_is_two_polygons() -> None:
    geometry = geometry_of(replace(MALVORA, lat=-17.0, lon=179.9, radius_km=50.0))
    assert geometry is not None
    assert geometry["type"] == "MultiPolygon"
    west, east = geometry["coordinates"]
    assert {round(max(x for x, _ in west[0])), round(min(x for x, _ in east[0]))} == {180, -180}
