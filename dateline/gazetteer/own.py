"""A user's own places from a CSV file: they win over the gazetteer's places of the same names.

Columns: ``name``, ``lat`` and ``lon``; where wanted ``country`` (a name or an ISO code), ``precision``, ``radius_km``
and ``aliases`` (parted by ";"). A line of a file that does not hold is named with what to do.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from dateline.errors import UsageError
from dateline.lexicon.own_table import OwnTable, country_code
from dateline.record.choices import PlacePrecision

from .borders import province_at
from .index import Entry
from .names import key_of

WEIGHT = 5_000_000  # people: an own place is taken before all that are called so, and needs no word beside it
_TABLE = OwnTable(
    "places",
    ("name", "lat", "lon"),
    ("country", "precision", "radius_km", "aliases"),
    "name,lat,lon,country,precision,aliases",
)


@dataclass(frozen=True, slots=True, eq=False)
class OwnPlaces:
    """The own places by the key of each of their names; empty where the user gave none."""

    by_key: dict[str, tuple[Entry, ...]] = field(default_factory=dict)


def read_own_places(path: Path) -> OwnPlaces:
    """Return the places of a CSV file; its first line names the columns."""
    by_key: dict[str, list[Entry]] = defaultdict(list)
    for where, number, row in _TABLE.rows(path):
        entry = _entry(where, -number, row)
        for name in (entry.name, *row.get("aliases", "").split(";")):
            key = key_of(name.strip())
            if key and entry not in by_key[key]:
                by_key[key].append(entry)
    return OwnPlaces({key: tuple(entries) for key, entries in by_key.items()})


def _entry(where: str, number: int, row: dict[str, str]) -> Entry:
    if not key_of(row["name"]):
        raise UsageError(f"{where}: the place has no name; fill in the column name")
    lat = _number(where, "lat", row["lat"], -90, 90)
    lon = _number(where, "lon", row["lon"], -180, 180)
    precision = row.get("precision", "").lower() or PlacePrecision.CITY.value
    if precision not in {p.value for p in PlacePrecision}:
        known = ", ".join(p.value for p in PlacePrecision)
        raise UsageError(f"{where}: unknown precision {precision!r}; write one of {known}")
    radius = _number(where, "radius_km", row["radius_km"], 0, 20_000) if row.get("radius_km") else None
    province = province_at(lat, lon)
    told = row.get("country", "")
    country = country_code(where, told) if told else province.country if province else None
    admin1 = province.admin1 if province is not None and province.country == country else ""
    kind = PlacePrecision(precision)
    if kind in {PlacePrecision.COUNTRY, PlacePrecision.REGION}:
        admin1 = ""
    return Entry(number, row["name"], kind, lat, lon, country, admin1, WEIGHT, radius or _RADIUS[kind], None)


_RADIUS = {
    PlacePrecision.SITE: 1.0,
    PlacePrecision.CITY: 3.0,
    PlacePrecision.DISTRICT: 15.0,
    PlacePrecision.PROVINCE: 80.0,
    PlacePrecision.REGION: 100.0,
    PlacePrecision.COUNTRY: 300.0,
}


def _number(where: str, column: str, text: str, least: float, most: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        raise UsageError(f"{where}: {column} is {text!r}; write a number from {least:g} to {most:g}, such as 36.19")
    return value
