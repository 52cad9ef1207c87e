"""Look up places by name in the index, which is built at first need."""

from __future__ import annotations

import math
import sqlite3
import struct
import sys
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from dateline.record.choices import PlacePrecision

from .build import build_index, index_path
from .names import key_of, skeleton_of, spelling_distance

MOST = 40  # places under one name that are looked at, the largest first; "San Antonio" has more, none of them told of
FAR_SPELLING = 0.34  # share of letters: Dayr az Zawr and Deir Ezzor differ by 0.33


class Entry(NamedTuple):
    """A place of the index; ``admin1`` is GeoNames' code, ``own_name`` False where the name asked for is another of it.

    ``distance`` is how far the spelling looked for is from one on record, 0 for a known spelling.
    """

    id: int
    name: str
    kind: PlacePrecision
    lat: float
    lon: float
    country: str | None
    admin1: str
    population: int
    radius_km: float | None
    geonames_id: int | None
    own_name: bool = True
    distance: float = 0.0


class Gazetteer:
    """The open index; lookups are kept, as a report's names come back in the next.

    With a user's own places, by the keys of their names, these are found in place of ours.
    """

    def __init__(self, path: Path, own: Mapping[str, tuple[Entry, ...]] | None = None) -> None:
        self._own = own or {}
        self._base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._find = lru_cache(maxsize=50_000)(self._read_name)
        self._respelt = lru_cache(maxsize=20_000)(self._read_skeleton)

    def find(self, name: str) -> tuple[Entry, ...]:
        """Return the places of this name, the most populous first, none where no place is called so."""
        key = key_of(name)
        return self._own.get(key) or self._find(key)

    def is_own(self, name: str) -> bool:
        """Tell whether the user's own places have this name."""
        return key_of(name) in self._own

    def find_respelt(self, name: str) -> tuple[Entry, ...]:
        """Return places whose name may be this one spelt otherwise, the nearest spelling first."""
        return self._respelt(key_of(name))

    def knows(self, name: str) -> bool:
        """Tell whether a place is called so."""
        return bool(self.find(name))

    @lru_cache(maxsize=5_000)  # noqa: B019 - one gazetteer lives as long as the process
    def province_name(self, country: str | None, admin1: str) -> str | None:
        """Return the name of the first-level division of this country with this GeoNames code."""
        code = admin1.removeprefix("~")
        if country is None or not code:
            return None
        row = self._base.execute(
            "select name from place where kind='province' and country=? and admin1=?", (country, code)
        ).fetchone()
        return str(row[0]) if row else None

    @lru_cache(maxsize=5_000)  # noqa: B019
    def province(self, country: str | None, admin1: str) -> Entry | None:
        """Return the first-level division of this country with this GeoNames code."""
        row = self._base.execute(
            "select id from place where kind='province' and country=? and admin1=?", (country, admin1.removeprefix("~"))
        ).fetchone()
        return self._entry(int(row[0])) if row else None

    def _read_name(self, key: str) -> tuple[Entry, ...]:
        row = self._base.execute("select ids from name where key=?", (key,)).fetchone() if key else None
        if row is None:
            return ()
        numbers = struct.unpack(f"<{len(row[0]) // 4}I", row[0])[:MOST]
        return tuple(self._entry(n >> 1)._replace(own_name=bool(n & 1)) for n in numbers)

    def _read_skeleton(self, key: str) -> tuple[Entry, ...]:
        bones = skeleton_of(key)
        row = (
            self._base.execute("select ids from skeleton where key=?", (bones,)).fetchone() if len(bones) > 1 else None
        )
        if row is None:
            return ()
        found = []
        for number in struct.unpack(f"<{len(row[0]) // 4}I", row[0]):
            entry = self._entry(number)
            distance = spelling_distance(key, key_of(entry.name))
            if distance <= FAR_SPELLING:
                found.append(entry._replace(own_name=False, distance=distance))
        return tuple(sorted(found, key=lambda e: (e.distance, -e.population))[:MOST])

    def _entry(self, number: int) -> Entry:
        row = self._base.execute("select * from place where id=?", (number,)).fetchone()
        i, name, kind, lat, lon, country, admin1, population, radius, geonames_id = row
        return Entry(
            i, name, PlacePrecision(kind), lat / 1e4, lon / 1e4, country, admin1, population, radius, geonames_id
        )


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer of this process; where its index is missing it is built first, and one line says so."""
    path = index_path()
    if not path.exists():
        print(f"dateline: building the place index once, about half a minute ({path})", file=sys.stderr)
        build_index(path)
    return Gazetteer(path)


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the distance of two points on the globe."""
    p, q = math.radians(lat), math.radians(other_lat)
    dl = math.radians(other_lon - lon)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(dl / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))


def moved(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    """Return the point so many kilometres off in this direction, degrees clockwise from north."""
    dlat = km * math.cos(math.radians(bearing)) / 111.2
    dlon = km * math.sin(math.radians(bearing)) / (111.2 * max(math.cos(math.radians(lat)), 0.05))
    return lat + dlat, lon + dlon
