"""The borders of the gazetteer in, the ground of the map out: land, countries and disputed borders as TopoJSON.

Borders are simplified once, as lines that both neighbours share, so that none tears. What is made is kept in the user's
cache beside the index of places, and made anew where the borders are others.
"""

from __future__ import annotations

import json
import math
import os
import tempfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from dateline.errors import SetupError
from dateline.gazetteer.borders import (
    FILE,
    STEPS,
    Ring,
    disputed_borders,
    in_ring,
    province_at,
    province_named,
    province_outlines,
    province_polygon,
)
from dateline.gazetteer.build import index_dir

FORMAT = 3
_TOLERANCE = 5.0  # steps, about 2.7 km: what Natural Earth's 1:50m leaves out; chosen so that the file is below 400 KB
_OF_SMALL = 0.05  # of its width, so that the smallest countries keep a shape; by hand
_PROVINCE_TOLERANCE = 2.0  # steps: a province is looked at closer
_SMALLEST = 60.0  # square steps, about 18 km2: islands below are left out where the country has others
_FLAT = 3  # points of a ring that goes forth and back
_GAP = 12_000.0  # square steps, about 3,700 km2: the largest piece of land without a name (the Siachen glacier) is less
_SHIFT = 18  # bits of a latitude within the number of a point
_HALF = 1 << (_SHIFT - 1)

Edge = tuple[int, int]
Kind = tuple[frozenset[str], bool]  # whose border an edge is, and whether it is disputed
Shape = list[list[int]]  # rings, each of the numbers of its arcs


@cache
def world_map() -> bytes:
    """Return the ground of the map as TopoJSON, from the user's cache where it is there."""
    path = world_path()
    if not path.exists():
        build_world()
    return path.read_bytes()


def world_path() -> Path:
    """Return where the ground of the map lies or will lie; other borders or another way to make it, another file."""
    borders = files("dateline.gazetteer").joinpath(FILE).read_bytes()
    return index_dir() / f"world-{FORMAT}-{zlib.crc32(borders):08x}.json"


def build_world() -> Path:
    """Make the ground of the map and return its file, which appears complete or not at all; takes some seconds."""
    target = world_path()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=target.parent, suffix=".part")
        with os.fdopen(handle, "wb") as out:
            out.write(make_world())
        os.replace(draft, target)
    except OSError as error:
        raise SetupError(f"{target.parent}: the map cannot be written ({error.strerror}); set DATELINE_HOME") from error
    return target


def make_world() -> bytes:
    """Return land, countries, borders between them and disputed borders as TopoJSON, on the grid of the gazetteer."""
    outlines = _outlines()
    arcs = _without_specks(_simplified(arc, outlines.areas) for arc in _arcs(outlines))
    countries = sorted({country for arc in arcs for country in arc.countries})
    shapes = {country: _polygons(arcs, _rings(arcs, country)) for country in countries}
    parted = Counter(
        way if way >= 0 else ~way for shape in shapes.values() for rings in shape for ring in rings for way in ring
    )
    objects = {
        "land": {"type": "MultiPolygon", "arcs": _land(arcs)},
        "countries": {
            "type": "GeometryCollection",
            "geometries": [{"type": "MultiPolygon", "id": country, "arcs": shape} for country, shape in shapes.items()],
        },
        "borders": {
            "type": "MultiLineString",
            "arcs": [[n] for n, arc in enumerate(arcs) if parted[n] > 1 and not arc.is_disputed],
        },
        "disputed": {"type": "MultiLineString", "arcs": [[n] for n, arc in enumerate(arcs) if arc.is_disputed]},
    }
    topology = {
        "type": "Topology",
        "transform": {"scale": [1 / STEPS, 1 / STEPS], "translate": [0, 0]},
        "objects": objects,
        "arcs": [_stepped(arc.points) for arc in arcs],
    }
    return json.dumps(topology, separators=(",", ":")).encode()


def country_outline(country: str) -> tuple[tuple[Ring, ...], ...]:
    """Return the polygons of a country as the map draws it; none for a code that the map has no country of."""
    return _country_outlines().get(country, ())


def province_outline(
    country: str, name: str, middle: tuple[float, float] | None = None
) -> tuple[tuple[Ring, ...], ...]:
    """Return the polygons of a province, or of the parts of a larger one, as a map draws it; none for no such one.

    One of another spelling is found by its middle, latitude and longitude, where that is given.
    """
    at = province_at(*middle) if middle is not None and not province_named(country, name) else None
    polygons = province_polygon(country, at.name if at is not None and at.country == country else name)
    return tuple(
        tuple(ring for ring in (_simplified_ring(ring) for ring in rings) if len(ring) > 3) or (rings[0],)
        for rings in polygons
    )


def _simplified_ring(ring: Ring) -> Ring:
    places = [(round(lon * STEPS), round(lat * STEPS)) for lon, lat in ring]
    keep = _kept(places, _PROVINCE_TOLERANCE)
    return tuple(point for point, is_kept in zip(ring, keep, strict=True) if is_kept)


@cache
def _country_outlines() -> dict[str, tuple[tuple[Ring, ...], ...]]:
    topology = json.loads(world_map())
    lines = []
    for steps in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            line.append((x / STEPS, y / STEPS))
        lines.append(line)

    def ring_of(arcs: list[int]) -> Ring:
        points: list[tuple[float, float]] = []
        for arc in arcs:
            line = lines[arc] if arc >= 0 else lines[~arc][::-1]
            points += line[1:] if points else line
        return tuple(points)

    return {
        one["id"]: tuple(tuple(ring_of(ring) for ring in rings) for rings in one["arcs"])
        for one in topology["objects"]["countries"]["geometries"]
    }


# Edges: between neighbouring points of the outlines on the grid, each with the countries at its sides


@dataclass(frozen=True, slots=True)
class _Arc:
    """A line from one point where lines meet to the next: the countries that go round it with it, and against it."""

    points: tuple[int, ...]
    forward: frozenset[str]
    backward: frozenset[str]
    is_disputed: bool

    @property
    def countries(self) -> frozenset[str]:
        return self.forward | self.backward

    @property
    def is_closed(self) -> bool:
        return self.points[0] == self.points[-1]


@dataclass(frozen=True, slots=True)
class _Outlines:
    """The edges that part countries, or are disputed, with those that go along each; and how large each country is."""

    along: Mapping[Edge, Sequence[str]]
    disputed: frozenset[Edge]
    areas: Mapping[str, float]  # in square steps

    def kind(self, edge: Edge) -> Kind | None:
        """Return whose border an edge is and whether it is disputed; None for what parts provinces of one country."""
        one, other = self.along.get(edge, ()), self.along.get(edge[::-1], ())
        countries = frozenset({*one, *other})
        is_inner = len(countries) < 2 and len(one) == len(other)
        is_disputed = _either(edge) in self.disputed
        if is_inner:
            return (frozenset(), True) if is_disputed else None
        return countries, is_disputed


def _point(x: int, y: int) -> int:
    return (x << _SHIFT) + y + _HALF


def _place(point: int) -> tuple[int, int]:
    return point >> _SHIFT, (point & ((1 << _SHIFT) - 1)) - _HALF


def _either(edge: Edge) -> Edge:
    return (min(edge), max(edge))


def _outlines() -> _Outlines:
    rings = [
        (province.country, [_point(x, y) for x, y in ring])
        for province, polygons in province_outlines()
        for polygon in polygons
        for ring in polygon
    ]
    lines = [
        [_point(round(lon * STEPS), round(lat * STEPS)) for lon, lat in line]
        for border in disputed_borders()
        for line in border.lines
    ]
    points = {point for _, ring in rings for point in ring} | {point for line in lines for point in line}
    along: dict[Edge, list[str]] = defaultdict(list)
    areas: dict[str, float] = defaultdict(float)
    for country, ring in rings:
        areas[country] += abs(_area(ring))
        for edge in _edges(ring, points):
            along[edge].append(country)
    disputed = frozenset(_either(edge) for line in lines for edge in _edges(line, points))
    return _Outlines(along, disputed, areas)


def _edges(line: Sequence[int], points: set[int]) -> Iterator[Edge]:
    """Yield the edges of a line, parted where a point of another lies on one."""
    for one, other in pairwise(line):
        (x, y), (x_end, y_end) = _place(one), _place(other)
        parts = math.gcd(x_end - x, y_end - y)
        if parts > 1:
            dx, dy = (x_end - x) // parts, (y_end - y) // parts
            for n in range(1, parts):
                between = _point(x + dx * n, y + dy * n)
                if between in points:
                    yield one, between
                    one = between
        if one != other:
            yield one, other


# Arcs: made once for both neighbours, so that what is left out is left out for both


def _arcs(outlines: _Outlines) -> Iterator[_Arc]:
    every = {_either(edge) for edge in outlines.along} | outlines.disputed
    kinds = {edge: kind for edge in sorted(every) if (kind := outlines.kind(edge)) is not None}
    around: dict[int, list[int]] = defaultdict(list)
    for one, other in kinds:
        around[one].append(other)
        around[other].append(one)

    def is_node(point: int) -> bool:
        near = around[point]
        return len(near) != 2 or kinds[_either((point, near[0]))] != kinds[_either((point, near[1]))]

    walked: set[Edge] = set()
    for start in [*(point for point in around if is_node(point)), *around]:  # then what is closed, from anywhere
        for following in around[start]:
            if _either((start, following)) in walked:
                continue
            line = [start, following]
            while line[-1] != start and not is_node(line[-1]):
                one, other = around[line[-1]]
                line.append(other if one == line[-2] else one)
            walked |= {_either(edge) for edge in pairwise(line)}
            first = (start, following)
            forward, backward = (frozenset(outlines.along.get(edge, ())) for edge in (first, first[::-1]))
            yield _Arc(tuple(line), forward - backward, backward - forward, kinds[_either(first)][1])


def _simplified(arc: _Arc, areas: Mapping[str, float]) -> _Arc:
    """Return an arc with the points that its shape needs; of small countries more are kept."""
    smallest = min((areas[country] for country in arc.countries), default=math.inf)
    tolerance = min(_TOLERANCE, _OF_SMALL * math.sqrt(smallest))
    keep = _kept([_place(point) for point in arc.points], tolerance)
    points = tuple(point for point, is_kept in zip(arc.points, keep, strict=True) if is_kept)
    return replace(arc, points=points) if len(points) > 3 or not arc.is_closed else arc


def _kept(places: Sequence[tuple[int, int]], tolerance: float) -> list[bool]:
    """Return which points of a line lie farther than the tolerance from it without them (Douglas and Peucker)."""
    keep = [False] * len(places)
    keep[0] = keep[-1] = True
    stretches = [(0, len(places) - 1)]
    if places[0] == places[-1] and len(places) > 3:  # closed: the farthest point holds it open
        x0, y0 = places[0]
        far = max(range(1, len(places) - 1), key=lambda n: (places[n][0] - x0) ** 2 + (places[n][1] - y0) ** 2)
        keep[far] = True
        stretches = [(0, far), (far, len(places) - 1)]
    limit = tolerance * tolerance
    while stretches:
        first, last = stretches.pop()
        if last - first < 2:
            continue
        (x0, y0), (x1, y1) = places[first], places[last]
        dx, dy = x1 - x0, y1 - y0
        length = dx * dx + dy * dy
        worst, at = limit, 0
        for n in range(first + 1, last):
            x, y = places[n]
            across = (x - x0) * dy - (y - y0) * dx
            off = across * across / length if length else (x - x0) ** 2 + (y - y0) ** 2
            if off > worst:
                worst, at = off, n
        if at:
            keep[at] = True
            stretches += [(first, at), (at, last)]
    return keep


def _without_specks(arcs: Iterable[_Arc]) -> list[_Arc]:
    """Return arcs without islands too small to see; of each country its largest stays, whatever its size."""
    found = list(arcs)
    has_more = {country for arc in found if not arc.is_closed for country in arc.countries}
    largest: dict[str, tuple[float, int]] = {}
    for number, arc in enumerate(found):
        for country in arc.countries - has_more if arc.is_closed else ():
            largest[country] = max(largest.get(country, (0.0, -1)), (abs(_area(arc.points)), number))
    spared = {number for _, number in largest.values()}
    return [
        arc
        for number, arc in enumerate(found)
        if not arc.is_closed or number in spared or abs(_area(arc.points)) >= _SMALLEST
    ]


def _area(ring: Sequence[int]) -> float:
    """Return the area of a ring in square steps, below 0 where it goes with the clock."""
    places = [_place(point) for point in ring]
    return sum(x * y_next - x_next * y for (x, y), (x_next, y_next) in pairwise(places)) / 2


def _stepped(points: Sequence[int]) -> list[tuple[int, int]]:
    """Return points as TopoJSON has them: the first, then the steps from one to the next."""
    places = [_place(point) for point in points]
    return [places[0], *((x_next - x, y_next - y) for (x, y), (x_next, y_next) in pairwise(places))]


# Shapes: rings of arcs by their numbers, ~n for an arc against its direction


def _land(arcs: Sequence[_Arc]) -> list[Shape]:
    """Return all land as polygons; gaps between neighbours that are too small to be water are closed."""
    ways = [n if arc.forward else ~n for n, arc in enumerate(arcs) if bool(arc.forward) != bool(arc.backward)]
    sized = [(_ring_area(arcs, ring), ring) for ring in _joined(arcs, ways)]
    sign = math.copysign(1.0, max((area for area, _ in sized), key=abs, default=1.0))  # of what goes round land
    return _polygons(arcs, [ring for area, ring in sized if -area * sign >= _GAP or area * sign > 0])


def _rings(arcs: Sequence[_Arc], country: str) -> Shape:
    ways = [n if country in arc.forward else ~n for n, arc in enumerate(arcs) if country in arc.countries]
    return _joined(arcs, ways)


def _joined(arcs: Sequence[_Arc], ways: Iterable[int]) -> Shape:
    """Return rings of arcs that go on where the one before ends; what does not close, or is flat, is left out."""
    from_point: dict[int, list[int]] = defaultdict(list)
    for way in ways:
        from_point[_ends(arcs, way)[0]].append(way)
    rings = []
    for start in list(from_point):
        while from_point[start]:
            ring = [from_point[start].pop()]
            while (at := _ends(arcs, ring[-1])[1]) != start and from_point[at]:
                ring.append(from_point[at].pop())
            if _ends(arcs, ring[-1])[1] == start and len(_ring_points(arcs, ring)) > _FLAT:
                rings.append(ring)
    return rings


def _ends(arcs: Sequence[_Arc], way: int) -> tuple[int, int]:
    points = arcs[way if way >= 0 else ~way].points
    return (points[0], points[-1]) if way >= 0 else (points[-1], points[0])


def _ring_points(arcs: Sequence[_Arc], ring: Iterable[int]) -> list[int]:
    points: list[int] = []
    for way in ring:
        line = arcs[way].points if way >= 0 else arcs[~way].points[::-1]
        points += line[1:] if points else line
    return points


def _ring_area(arcs: Sequence[_Arc], ring: Iterable[int]) -> float:
    return _area(_ring_points(arcs, ring))


def _polygons(arcs: Sequence[_Arc], rings: Shape) -> list[Shape]:
    """Return rings as polygons, each with its outer ring first; holes go the other way round than what holds them."""
    sized = sorted(((_ring_area(arcs, ring), ring) for ring in rings), key=lambda one: -abs(one[0]))
    if not sized:
        return []
    is_outer = sized[0][0] > 0
    outer = [([_place(p) for p in _ring_points(arcs, ring)], [ring]) for area, ring in sized if (area > 0) == is_outer]
    for area, ring in sized:
        if (area > 0) != is_outer:
            x, y = _place(arcs[ring[0] if ring[0] >= 0 else ~ring[0]].points[0])
            holding = [of for places, of in outer if in_ring(places, x, y)]
            (holding[-1] if holding else outer[0][1]).append(ring)
    return [of for _, of in outer]
