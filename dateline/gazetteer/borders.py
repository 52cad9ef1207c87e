"""Which province a point lies in, and the outline of a province: Natural Earth 1:10m to half a kilometre.

The file beside this module is read at first need, each outline when it is asked for. Disputed borders are kept as such:
an outline says how Natural Earth draws it, and ``disputed_borders`` which lines are disputed and by whom.
"""

from __future__ import annotations

import json
import lzma
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from .names import key_of

FILE = "borders.xz"
STEPS = 200  # to the degree: about 550 m
_COLUMN = 4  # degrees of longitude whose provinces are looked through for a point
_SHORE = 0.06  # degrees: a port whose point lies off the outline is of the province this near
_AROUND = ((0.0, 1.0), (0.0, -1.0), (1.0, 0.0), (-1.0, 0.0), (0.7, 0.7), (0.7, -0.7), (-0.7, 0.7), (-0.7, -0.7))

Ring = tuple[tuple[float, float], ...]  # longitude and latitude, as GeoJSON has them; the last point is the first
Polygons = tuple[tuple[tuple[tuple[int, int], ...], ...], ...]  # in steps of the grid


class Province(NamedTuple):
    """A first-level division with its centre; ``part_of`` names the larger one where Natural Earth parts it finer.

    ``admin1`` is GeoNames' code of the division that it is or lies in.
    """

    country: str
    name: str
    names: tuple[str, ...]
    part_of: str
    admin1: str
    lat: float
    lon: float


class DisputedBorder(NamedTuple):
    """A border that is not agreed, between two countries or claims (ISO 3166-1 alpha-3 where they have a code)."""

    name: str
    left: str
    right: str
    lines: tuple[Ring, ...]


class _Outline(NamedTuple):
    west: int
    south: int
    east: int
    north: int
    at: int  # where its rings begin


class _Atlas:
    """The file, opened: the rows of all provinces, and their rings still packed."""

    def __init__(self, raw: bytes) -> None:
        (length,) = struct.unpack_from("<I", raw)
        rows = json.loads(raw[4 : 4 + length])
        self.packed = memoryview(raw)[4 + length :]
        self.provinces: list[Province] = []
        self.outlines: list[_Outline] = []
        self.by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.columns: dict[int, list[int]] = defaultdict(list)
        for number, (country, names, part_of, admin1, lat, lon, *outline) in enumerate(rows["provinces"]):
            self.provinces.append(Province(country, names[0], tuple(names), part_of, admin1, lat, lon))
            box = _Outline(*outline)
            self.outlines.append(box)
            for key in {key_of(n) for n in names} | ({key_of(part_of)} if part_of else set()):
                self.by_key[country, key].append(number)
            for column in range(box.west // (STEPS * _COLUMN), box.east // (STEPS * _COLUMN) + 1):
                self.columns[column].append(number)
        self.disputed: list[tuple[str, str, str, int]] = [tuple(row) for row in rows["disputed"]]

    @lru_cache(maxsize=2_000)  # noqa: B019 - one atlas lives as long as the process
    def polygons(self, at: int) -> Polygons:
        """Return the polygons packed here, each with its outer ring first, in steps of the grid."""
        count, at = self._number(at)
        polygons = []
        for _ in range(count):
            rings = []
            ring_count, at = self._number(at)
            for _ in range(ring_count):
                point_count, at = self._number(at)
                x = y = 0
                points = []
                for _ in range(point_count):
                    dx, at = self._number(at)
                    dy, at = self._number(at)
                    x, y = x + _signed(dx), y + _signed(dy)
                    points.append((x, y))
                rings.append(tuple(points))
            polygons.append(tuple(rings))
        return tuple(polygons)

    def _number(self, at: int) -> tuple[int, int]:
        packed, value, shift = self.packed, 0, 0
        while True:
            byte = packed[at]
            at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value, at
            shift += 7

    def holds(self, number: int, x: float, y: float) -> bool:
        """Tell whether a point, in steps of the grid, lies in this province."""
        box = self.outlines[number]
        if not (box.west <= x <= box.east and box.south <= y <= box.north):
            return False
        return any(sum(in_ring(ring, x, y) for ring in rings) % 2 for rings in self.polygons(box.at))


@cache
def _atlas() -> _Atlas:
    return _Atlas(lzma.decompress(files("dateline.gazetteer").joinpath(FILE).read_bytes()))


@lru_cache(maxsize=20_000)
def province_at(lat: float, lon: float) -> Province | None:
    """Return the province of a point, that of the shore beside it for one just off a coast, None at sea."""
    atlas = _atlas()
    for north, east in ((0.0, 0.0), *_AROUND):
        x, y = (lon + _SHORE * east) * STEPS, (lat + _SHORE * north) * STEPS
        for number in atlas.columns.get(int(x // (STEPS * _COLUMN)), ()):
            if atlas.holds(number, x, y):
                return atlas.provinces[number]
    return None


def province_named(country: str, name: str) -> tuple[Province, ...]:
    """Return the province of this name in the country (alpha-3), or the parts of a larger division of this name."""
    atlas = _atlas()
    numbers = atlas.by_key.get((country, key_of(name)), [])
    own = [n for n in numbers if key_of(name) in {key_of(one) for one in atlas.provinces[n].names}]
    return tuple(atlas.provinces[n] for n in own[:1] or numbers)


def province_polygon(country: str, name: str) -> tuple[tuple[Ring, ...], ...]:
    """Return the polygons of a province, each with its outer ring first, ready for GeoJSON; none for no such province.

    A division that Natural Earth has in parts ("Occitanie" in departments) has the polygons of its parts.
    """
    atlas = _atlas()
    polygons: list[tuple[Ring, ...]] = []
    for province in province_named(country, name):
        outline = atlas.outlines[atlas.provinces.index(province)]
        polygons += [tuple(map(_degrees, rings)) for rings in atlas.polygons(outline.at)]
    return tuple(polygons)


def province_outlines() -> Iterator[tuple[Province, Polygons]]:
    """Yield every province with its polygons, each with its outer ring first, in steps of the grid."""
    atlas = _atlas()
    for province, outline in zip(atlas.provinces, atlas.outlines, strict=True):
        yield province, atlas.polygons(outline.at)


def disputed_borders() -> tuple[DisputedBorder, ...]:
    """Return the borders of the world that Natural Earth marks as disputed."""
    atlas = _atlas()
    return tuple(
        DisputedBorder(name, left, right, tuple(_degrees(line) for rings in atlas.polygons(at) for line in rings))
        for name, left, right, at in atlas.disputed
    )


def pack(
    provinces: Iterable[tuple[Province, Sequence[Sequence[Ring]]]],
    disputed: Iterable[DisputedBorder],
) -> bytes:
    """Return the file's bytes for these provinces with their polygons, and these disputed borders."""
    packed = bytearray()
    rows = []
    for province, polygons in provinces:
        grid = [kept for rings in polygons if (kept := [r for ring in rings if len(r := _steps(ring)) > 3])]
        if not grid:
            continue
        xs = [x for rings in grid for x, _ in rings[0]]
        ys = [y for rings in grid for _, y in rings[0]]
        box = (min(xs), min(ys), max(xs), max(ys))
        named = (province.country, province.names, province.part_of, province.admin1, province.lat, province.lon)
        rows.append((*named, *box, len(packed)))
        _append(packed, grid)
    lines = []
    for border in disputed:
        lines.append((border.name, border.left, border.right, len(packed)))
        _append(packed, [[_steps(line) for line in border.lines]])
    head = json.dumps({"provinces": rows, "disputed": lines}, ensure_ascii=False, separators=(",", ":")).encode()
    return lzma.compress(struct.pack("<I", len(head)) + head + bytes(packed), preset=6)


def _append(packed: bytearray, polygons: Sequence[Sequence[Sequence[tuple[int, int]]]]) -> None:
    numbers = [len(polygons)]
    for rings in polygons:
        numbers.append(len(rings))
        for ring in rings:
            numbers.append(len(ring))
            x = y = 0
            for x_next, y_next in ring:
                numbers += [_unsigned(x_next - x), _unsigned(y_next - y)]
                x, y = x_next, y_next
    for number in numbers:
        rest = number
        while rest >= 0x80:
            packed.append(rest & 0x7F | 0x80)
            rest >>= 7
        packed.append(rest)


def _steps(ring: Ring) -> list[tuple[int, int]]:
    """Return a ring on the grid, without points that it leaves on the spot or on a straight line."""
    kept: list[tuple[int, int]] = []
    for lon, lat in ring:
        point = (round(lon * STEPS), round(lat * STEPS))
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and _on_line(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return kept


def _on_line(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    straight = (b[0] - a[0]) * (c[1] - b[1]) == (b[1] - a[1]) * (c[0] - b[0])
    return straight and (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) > 0


def in_ring(ring: Sequence[tuple[int, int]], x: float, y: float) -> bool:
    """Tell whether a point lies within a ring."""
    inside = False
    x0, y0 = ring[-1]
    for x1, y1 in ring:
        if (y1 > y) != (y0 > y) and x < (x0 - x1) * (y - y1) / (y0 - y1) + x1:
            inside = not inside
        x0, y0 = x1, y1
    return inside


def _degrees(ring: Sequence[tuple[int, int]]) -> Ring:
    return tuple((x / STEPS, y / STEPS) for x, y in ring)


def _signed(number: int) -> int:
    return number >> 1 if not number & 1 else -(number >> 1) - 1


def _unsigned(number: int) -> int:
    return number * 2 if number >= 0 else -number * 2 - 1
