"""The ground of the map: what it weighs, that neighbours share their border, that disputed borders stay apart."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dateline.desk import world
from dateline.gazetteer.borders import STEPS, in_ring, province_polygon


@pytest.fixture(scope="module")
def topology() -> dict[str, Any]:
    """Return the ground as a browser gets it."""
    made: dict[str, Any] = json.loads(world.world_map())
    return made


def _ring(topology: dict[str, Any], arcs: list[int]) -> list[tuple[int, int]]:
    points: list[tuple[int, int]] = []
    for arc in arcs:
        x = y = 0
        line = []
        for dx, dy in topology["arcs"][arc if arc >= 0 else ~arc]:
            x, y = x + dx, y + dy
            line.append((x, y))
        line = line if arc >= 0 else line[::-1]
        assert not points or points[-1] == line[0], "a ring goes on where the arc before ends"
        points += line[1:] if points else line
    return points


def test_the_ground_is_light_enough_for_a_page(topology: dict[str, Any]) -> None:
    assert len(gzip.compress(world.world_map(), 9)) < 400_000
    assert 50_000 < sum(len(arc) for arc in topology["arcs"]) < 150_000


def test_every_country_has_a_shape_and_every_ring_closes(topology: dict[str, Any]) -> None:
    shapes = {one["id"]: one["arcs"] for one in topology["objects"]["countries"]["geometries"]}
    assert len(shapes) > 230
    assert {"SDN", "SSD", "SYR", "UKR", "ISR", "PSE", "LIE", "MCO", "SMR", "MDV"} <= shapes.keys()
    for polygons in [*shapes.values(), topology["objects"]["land"]["arcs"]]:
        assert polygons
        for rings in polygons:
            for ring in rings:
                points = _ring(topology, ring)
                assert points[0] == points[-1]
                assert len(points) > 3


def test_neighbours_share_the_line_of_their_border(topology: dict[str, Any]) -> None:
    uses: Counter[int] = Counter()
    for one in topology["objects"]["countries"]["geometries"]:
        uses.update(arc if arc >= 0 else ~arc for rings in one["arcs"] for ring in rings for arc in ring)
    borders = [arc for (arc,) in topology["objects"]["borders"]["arcs"]]
    assert len(borders) > 300
    assert all(uses[arc] == 2 for arc in borders), "a border that one country has alone is torn"
    coast = {
        arc if arc >= 0 else ~arc for rings in topology["objects"]["land"]["arcs"] for ring in rings for arc in ring
    }
    assert not coast & set(borders)


def test_disputed_borders_are_lines_of_their_own(topology: dict[str, Any]) -> None:
    disputed = {arc for (arc,) in topology["objects"]["disputed"]["arcs"]}
    assert len(disputed) > 30
    assert not disputed & {arc for (arc,) in topology["objects"]["borders"]["arcs"]}
    points = [(x / STEPS, y / STEPS) for arc in disputed for x, y in _ring(topology, [arc])]
    for place, west, south, east, north in (
        ("Kashmir", 72, 32, 80, 38),
        ("Abyei", 27, 9, 30, 11),
        ("the Golan Heights", 35, 32, 36.5, 34),
        ("the Donbas", 37, 46.5, 40, 50),
    ):
        assert any(west < x < east and south < y < north for x, y in points), place


@pytest.mark.parametrize(
    ("country", "lat", "lon"),
    [("SDN", 15.6, 32.5), ("SYR", 33.5, 36.3), ("LSO", -29.5, 28.2), ("FJI", -17.8, 178.0), ("USA", 64.8, -147.7)],
)
def test_a_country_holds_its_capital_and_no_neighbour_does(country: str, lat: float, lon: float) -> None:
    def holds(code: str) -> bool:
        return sum(
            in_ring([(round(x * STEPS), round(y * STEPS)) for x, y in ring], lon * STEPS, lat * STEPS)
            for rings in world.country_outline(code)
            for ring in rings
        ) % 2 == 1  # fmt: skip

    assert holds(country)
    assert not any(holds(other) for other in ("ZAF", "EGY", "LBN", "CAN", "ETH"))


@pytest.mark.parametrize(
    ("country", "name", "middle", "is_there"),
    [
        ("SDN", "South Darfur", None, True),
        ("SDN", "Bahr al-Kalb", None, False),  # of no such name
        ("SDN", "Shimal Kurdufan of old", (14.0, 29.9), True),  # another spelling, found by its middle
        ("EGY", "Shimal Kurdufan of old", (14.0, 29.9), False),  # but never in another country
    ],
)
def test_the_outline_of_a_province(country: str, name: str, middle: tuple[float, float] | None, is_there: bool) -> None:
    polygons = world.province_outline(country, name, middle)
    assert bool(polygons) is is_there
    assert all(rings[0][0] == rings[0][-1] for rings in polygons)


def test_the_outline_of_a_province_is_lighter_than_the_province() -> None:
    whole, drawn = province_polygon("SDN", "South Darfur"), world.province_outline("SDN", "South Darfur")
    assert 4 <= sum(map(len, drawn[0])) < sum(map(len, whole[0]))


def test_the_same_borders_make_the_same_ground_in_a_file_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    path = world.build_world()
    assert path.read_bytes() == world.world_map()
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
