"""A user's own places from a CSV file: they win over the gazetteer's places of the same names.

Columns: ``name``, ``lat`` and ``lon``; where wanted ``country`` (a name or an ISO code), ``precision``, ``radius_km``
and ``aliases`` (parted by ";"). A line of a file that does not hold is named with what to do.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from dateline.errors import UsageError
from dateline.lexicon.countries import countries, country_by_word, iso3_of, split_name
from dateline.record.choices import PlacePrecision

from .borders import province_at
from .index import Entry
from .names import key_of

REQUIRED = ("name", "lat", "lon")
OPTIONAL = ("country", "precision", "radius_km", "aliases")
WEIGHT = 5_000_000  # people: an own place is taken before all that are called so, and needs no word beside it
_EXAMPLE = "name,lat,lon,country,precision,aliases"


@dataclass(frozen=True, slots=True, eq=False)
class OwnPlaces:
    """The own places by the key of each of their names; empty where the user gave none."""

    by_key: dict[str, tuple[Entry, ...]] = field(default_factory=dict)


def read_own_places(path: Path) -> OwnPlaces:
    """Return the places of a CSV file; its first line names the columns."""
    by_key: dict[str, list[Entry]] = defaultdict(list)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, restval="")
            _check_columns(path, [(column or "").strip().lower() for column in rows.fieldnames or []])
            for number, raw in enumerate(rows, 1):
                row = {(k or "").strip().lower(): v.strip() for k, v in raw.items() if isinstance(v, str)}
                if not any(row.values()):
                    continue
                where = f"{path}, line {rows.line_num}"
                if None in raw:
                    raise UsageError(f"{where}: more cells than columns; put cells that hold a comma in quotes")
                entry = _entry(where, -number, row)
                for name in (entry.name, *row.get("aliases", "").split(";")):
                    key = key_of(name.strip())
                    if key and entry not in by_key[key]:
                        by_key[key].append(entry)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); give a CSV file of your places") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: is no CSV file in UTF-8 ({error}); save it as CSV, UTF-8") from error
    return OwnPlaces({key: tuple(entries) for key, entries in by_key.items()})


def _check_columns(path: Path, columns: list[str]) -> None:
    missing = [column for column in REQUIRED if column not in columns]
    if missing:
        raise UsageError(
            f"{path}, line 1: no column {', '.join(missing)}; the first line names the columns: {_EXAMPLE}"
        )
    for column in columns:
        if column not in {*REQUIRED, *OPTIONAL}:
            close = get_close_matches(column, [*REQUIRED, *OPTIONAL], 1)
            hint = f"did you mean {close[0]}?" if close else f"the columns are {', '.join((*REQUIRED, *OPTIONAL))}"
            raise UsageError(f"{path}, line 1: unknown column {column!r}; {hint}")


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
    country = _country(where, told) if told else province.country if province else None
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


def _country(where: str, told: str) -> str:
    code = told.upper()
    if code in countries():
        return code
    if code in iso3_of():
        return iso3_of()[code]
    found = country_by_word().get(split_name(told))
    if found is None or found[1] != "name":
        raise UsageError(f"{where}: unknown country {told!r}; write its English name or its ISO code (SYR or SY)")
    return found[0]
