"""Outlines of provinces: which one a point lies in, shapes for maps, disputed borders, and the packing of them."""

from __future__ import annotations

import json
import lzma
import struct
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.gazetteer.borders import (
    FILE,
    STEPS,
    DisputedBorder,
    Province,
    _Atlas,
    disputed_borders,
    pack,
    province_at,
    province_named,
    province_polygon,
)
from dateline.gazetteer.index import gazetteer


@pytest.mark.parametrize(
    ("lat", "lon", "country", "admin1"),
    [
        (33.35, 43.78, "IRQ", "01"),  # Falluja: Anbar
        (36.75, 3.06, "DZA", "01"),  # Algiers, not Tipaza beside it
        (47.44, 35.84, "UKR", "26"),  # Robotyne: Zaporizhzhia
        (44.95, 34.1, "UKR", "11"),  # Simferopol: Crimea, drawn as Ukraine's
        (31.5, 34.45, "PSE", "GZ"),  # Gaza
        (13.63, 25.35, "SDN", "55"),  # El Fasher: North Darfur
        (30.27, -97.74, "USA", "TX"),
        (-41.29, 174.78, "NZL", "G2"),
        (32.885, 13.18, "LBY", "77"),  # the harbour of Tripoli, on the shore
    ],
)
def test_a_point_lies_in_its_province(lat: float, lon: float, country: str, admin1: str) -> None:
    province = province_at(lat, lon)
    assert province is not None
    assert (province.country, province.admin1) == (country, admin1)


def test_the_open_sea_is_of_no_province() -> None:
    assert province_at(0.0, -30.0) is None
    assert province_at(12.0, 60.0) is None


def test_outlines_are_closed_and_in_degrees() -> None:
    polygons = province_polygon("IRQ", "Anbar")
    assert polygons == province_polygon("IRQ", "Al-Anbar")
    for rings in polygons:
        for ring in rings:
            assert ring[0] == ring[-1]
            assert all(38 < lon < 45 and 30 < lat < 36 for lon, lat in ring)


def test_a_division_in_parts_has_the_outlines_of_its_parts() -> None:
    names = {p.name for p in province_named("FRA", "Occitanie")}
    assert {"Gard", "Lot", "Haute-Garonne"} <= names
    assert len(province_polygon("FRA", "Occitanie")) >= len(names)


def test_no_such_province() -> None:
    assert province_polygon("IRQ", "Texas") == ()
    assert province_named("XXX", "Anbar") == ()


def test_disputed_borders_are_kept() -> None:
    borders = disputed_borders()
    assert len(borders) == 46
    assert all(border.lines and border.name for border in borders)
    assert any("IND" in {b.left, b.right} or "PAK" in {b.left, b.right} for b in borders)


def test_the_file_is_slim() -> None:
    assert len(files("dateline.gazetteer").joinpath(FILE).read_bytes()) < 1_000_000


@pytest.mark.parametrize(
    ("name", "country", "province"),
    [
        ("Algiers", "DZA", "Algiers"),
        ("Robotyne", "UKR", "Zaporizhia"),  # of our own list, which has no codes
        ("Bunia", "COD", "Ituri"),  # a province made in 2015
        ("Mymensingh", "BGD", "Mymensingh"),
        ("Taoudenni", "MLI", "Taoudenit"),
        ("Toulouse", "FRA", "Occitanie"),
        ("Awasa", "ETH", "Sidama"),
    ],
)
def test_places_lie_in_the_provinces_of_today(name: str, country: str, province: str) -> None:
    place = next(e for e in gazetteer().find(name) if e.country == country and e.kind == "city")
    assert gazetteer().province_name(place.country, place.admin1) == province


_corner = st.tuples(st.integers(-179, 179), st.integers(-89, 89))


@settings(deadline=None, max_examples=30)
@given(_corner, st.integers(1, 4), st.integers(1, 4))
def test_packing_keeps_shapes(corner: tuple[int, int], width: int, height: int) -> None:
    west, south = corner
    ring = tuple(
        (float(west + x * width) / 2, float(south + y * height) / 2)
        for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    )
    province = Province("XXX", "Square", ("Square",), "", "01", 0.0, 0.0)
    line = DisputedBorder("claim", "XXX", "YYY", (ring[:2],))
    atlas = _Atlas(lzma.decompress(pack([(province, [[ring]])], [line])))
    assert atlas.provinces == [province]
    (rings,) = atlas.polygons(atlas.outlines[0].at)
    assert tuple((x / STEPS, y / STEPS) for x, y in rings[0]) == ring
    assert atlas.holds(0, (west / 2 + width / 4) * STEPS, (south / 2 + height / 4) * STEPS)
    assert not atlas.holds(0, (west / 2 - 1) * STEPS, south / 2 * STEPS)
    assert atlas.disputed[0][:3] == ("claim", "XXX", "YYY")


def test_the_head_of_the_file_can_be_read_by_others() -> None:
    raw = lzma.decompress(files("dateline.gazetteer").joinpath(FILE).read_bytes())
    (length,) = struct.unpack_from("<I", raw)
    assert json.loads(raw[4 : 4 + length]).keys() == {"provinces", "disputed"}
