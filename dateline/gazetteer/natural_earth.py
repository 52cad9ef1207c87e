"""Natural Earth's first-level divisions and disputed borders, read from the map that QGIS ships (a GeoPackage).

Needed only where the tables are made anew; reading reports does not come here.
"""

from __future__ import annotations

import math
import sqlite3
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.errors import SetupError

Floats = NDArray[np.float64]
KM_OF_DEGREE = 111.32
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}  # bytes of the box before a geometry, by the flag of the format
_POLYGON, _LINE, _MANY_POLYGONS, _MANY_LINES = 3, 2, 6, 5


@dataclass(slots=True)
class Area:
    """One division: its names, its country and its polygons, each a list of rings of longitude and latitude."""

    names: list[str]
    iso2: str
    adm0_a3: str
    polygons: list[list[Floats]]
    lat: float
    lon: float
    km2: float

    def holds(self, lat: Floats, lon: Floats) -> NDArray[np.bool_]:
        """Tell of each point whether it lies in the area."""
        inside = np.zeros(len(lat), dtype=np.bool_)
        for rings in self.polygons:
            in_this = np.zeros(len(lat), dtype=np.bool_)
            for ring in rings:
                in_this ^= _in_ring(ring, lat, lon)
            inside |= in_this
        return inside

    def box(self) -> tuple[float, float, float, float]:
        """Return least and greatest longitude, least and greatest latitude."""
        rings = np.concatenate([rings[0] for rings in self.polygons])
        return (
            float(rings[:, 0].min()),
            float(rings[:, 0].max()),
            float(rings[:, 1].min()),
            float(rings[:, 1].max()),
        )


@dataclass(slots=True)
class Border:
    """One disputed border: its lines and the countries on its left and right."""

    name: str
    left: str
    right: str
    lines: list[Floats]


def read_areas(path: Path) -> Iterator[Area]:
    """Yield the divisions that have a name."""
    query = "select geom, iso_a2, adm0_a3, name, woe_name, gn_name from states_provinces"
    for blob, (iso2, adm0_a3, *names) in _rows(path, query):
        named = list(dict.fromkeys(" ".join(n.replace("`", "'").replace("ʻ", "'").split()) for n in names if n))
        polygons = _polygons(blob)
        if not named or not polygons:
            continue
        area, x, y = 0.0, 0.0, 0.0
        for rings in polygons:
            size, lon, lat = _centre(rings[0])
            weight = size * math.cos(math.radians(lat))
            area, x, y = area + weight, x + lon * weight, y + lat * weight
        if area:
            yield Area(named, iso2 or "", adm0_a3 or "", polygons, y / area, x / area, area * KM_OF_DEGREE**2)


def read_disputed(path: Path) -> Iterator[Border]:
    """Yield the disputed borders."""
    query = "select geom, name, adm0_a3_l, adm0_a3_r from disputed_borders"
    for blob, (name, left, right) in _rows(path, query):
        yield Border(name or "", left or "", right or "", _lines(blob))


def _rows(path: Path, query: str) -> Iterator[tuple[bytes, tuple[str, ...]]]:
    if not path.is_file():
        raise SetupError(f"{path}: no such file; give world_map.gpkg of Debian's package qgis-common")
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    base.text_factory = lambda raw: raw.decode("utf-8", "replace")
    try:
        for blob, *texts in base.execute(query):
            yield blob, tuple(texts)
    except sqlite3.DatabaseError as error:
        raise SetupError(f"{path}: not the map of qgis-common ({error}); give its world_map.gpkg") from error
    finally:
        base.close()


def _polygons(blob: bytes) -> list[list[Floats]]:
    return _geometry(blob, 8 + _ENVELOPES[(blob[3] >> 1) & 7])[0]


def _lines(blob: bytes) -> list[Floats]:
    return [line for rings in _polygons(blob) for line in rings]


def _geometry(blob: bytes, at: int) -> tuple[list[list[Floats]], int]:
    """Return the polygons (or lines, each as the one ring of a polygon) that begin here, and where they end."""
    order = "<" if blob[at] == 1 else ">"
    (kind,) = struct.unpack_from(f"{order}I", blob, at + 1)
    columns = 3 if kind >= 1000 else 2
    at += 5
    if kind % 1000 in {_MANY_POLYGONS, _MANY_LINES}:
        (count,) = struct.unpack_from(f"{order}I", blob, at)
        at += 4
        every: list[list[Floats]] = []
        for _ in range(count):
            parts, at = _geometry(blob, at)
            every += parts
        return every, at
    rings_here = 1
    if kind % 1000 == _POLYGON:
        (rings_here,) = struct.unpack_from(f"{order}I", blob, at)
        at += 4
    rings = []
    for _ in range(rings_here):
        (points,) = struct.unpack_from(f"{order}I", blob, at)
        at += 4
        numbers = np.frombuffer(blob, dtype=f"{order}f8", count=points * columns, offset=at)
        rings.append(np.asarray(numbers.reshape(points, columns)[:, :2], dtype=np.float64))
        at += points * columns * 8
    return [rings], at


def _centre(ring: Floats) -> tuple[float, float, float]:
    """Return the area of a ring in square degrees and the longitude and latitude of its centre."""
    x, y = ring[:, 0], ring[:, 1]
    x_next, y_next = np.roll(x, -1), np.roll(y, -1)
    cross = x * y_next - x_next * y
    area = float(cross.sum()) / 2
    if abs(area) < 1e-12:
        return 0.0, float(x.mean()), float(y.mean())
    return abs(area), float(((x + x_next) * cross).sum() / (6 * area)), float(((y + y_next) * cross).sum() / (6 * area))


def _in_ring(ring: Floats, lat: Floats, lon: Floats) -> NDArray[np.bool_]:
    inside = np.zeros(len(lat), dtype=np.bool_)
    for (x, y), (x_next, y_next) in pairwise(ring):
        if y != y_next:
            inside ^= ((y > lat) != (y_next > lat)) & (lon < (x_next - x) * (lat - y) / (y_next - y) + x)
    return inside
