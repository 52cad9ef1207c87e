"""Countries and territories: the words that name them, and the facts that a place of theirs needs.

The table is ``countries.tsv``. A lookup is by words as the parser's tokenizer splits them, in lower case; whether the
words are written as a name ("US", not "us"; "Chad", not "chad") is looked at by ``country_at``, which callers should
prefer to the bare table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

CountryRole = Literal["name", "adjective", "people", "capital"]

# Cut between letters as the tokenizer does ("Guinea-Bissau" is three tokens, "People's" two, "U.S." and "Sana'a" one).
_SPLIT = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])|(?='s\b)|\s+|(?=,)")
# Written in small letters these are other words.
_CAPITALS_ONLY = frozenset({"us", "uk", "gb", "uae", "png", "prc", "drc", "rsa", "rok", "ksa", "usa", "bvi", "dprk"})
_SHORT_PREFIXES = ("u.s.-", "u.k.-", "u.n.-")  # the tokenizer keeps "U.S.-led" whole


class Country(NamedTuple):
    """A country as news name it, with its centre, its GeoNames id, its area and its neighbours (ISO 3166-1 alpha-3)."""

    iso3: str
    iso2: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    lat: float
    lon: float
    geonames_id: int
    neighbours: tuple[str, ...]
    area_km2: float


class CountryWords(NamedTuple):
    """Words of a sentence that belong to a country: from the token asked for up to ``end``, exclusive."""

    iso3: str
    role: CountryRole
    end: int


@cache
def countries() -> dict[str, Country]:
    """Return all countries and territories by ISO 3166-1 alpha-3 code (Kosovo as XKX)."""
    table: dict[str, Country] = {}
    text = files("dateline.lexicon").joinpath("countries.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith(("#", "iso3\t")):
            continue
        iso3, iso2, name, names, adjectives, people, capitals, lat, lon, geonames_id, neighbours, area = line.split(
            "\t"
        )
        table[iso3] = Country(
            iso3,
            iso2,
            name,
            (name, *_parts(names)),
            _parts(adjectives),
            _parts(people),
            _parts(capitals),
            float(lat),
            float(lon),
            int(geonames_id),
            _parts(neighbours),
            float(area),
        )
    return table


@cache
def iso3_of() -> dict[str, str]:
    """Return the alpha-3 code of each alpha-2 code."""
    return {c.iso2: c.iso3 for c in countries().values()}


@cache
def country_by_word() -> dict[tuple[str, ...], tuple[str, CountryRole]]:
    """Return country and role by the words that name it, lower case, split as the tokenizer splits them.

    A word of two countries belongs to the one that news mean by it ("Congolese" is of DR Congo). Whether a word is
    written as a name is for the caller to check, or for ``country_at``.
    """
    table: dict[tuple[str, ...], tuple[str, CountryRole]] = {}
    for iso3, country in countries().items():
        listed: tuple[tuple[CountryRole, tuple[str, ...]], ...] = (
            ("name", country.names),
            ("adjective", country.adjectives),
            ("people", country.people),
            ("capital", country.capitals),
        )
        for role, names in listed:
            for name in names:
                key = split_name(name)
                known = table.get(key)
                if known is None or (_rank(role), known[0] != iso3) < (_rank(known[1]), False):
                    table[key] = (iso3, role)
    return table


def _rank(role: CountryRole) -> int:
    return ("name", "adjective", "people", "capital").index(role)


@cache
def _longest() -> dict[str, int]:
    """Return by first word the greatest number of words of a name that opens with it."""
    longest: dict[str, int] = {}
    for key in country_by_word():
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return longest


def country_at(words: Sequence[str], start: int) -> CountryWords | None:
    """Return the longest words from ``start`` on that name a country, its people or its capital, as written here.

    "US" counts only in capitals, every other only with a capital letter; "U.S.-led", one token, is an adjective.
    """
    first = words[start]
    if not first[:1].isupper() and first != "the":
        return None
    lower = first.lower()
    if lower.startswith(_SHORT_PREFIXES):
        found = country_by_word().get((lower.split("-")[0],))
        return CountryWords(found[0], "adjective", start + 1) if found else None
    longest = _longest().get(lower, 0)
    for length in range(min(longest, len(words) - start), 0, -1):
        key = tuple(w.lower() for w in words[start : start + length])
        found = country_by_word().get(key)
        if found is None or (length == 1 and lower in _CAPITALS_ONLY and not first.isupper()):
            continue
        if not first[:1].isupper() and not words[start + length - 1][:1].isupper():  # "the Hague", not "the hague"
            continue
        return CountryWords(found[0], found[1], start + length)
    return None


def split_name(name: str) -> tuple[str, ...]:
    """Return a name's words in lower case as the tokenizer parts them: "Guinea-Bissau" -> guinea, -, bissau."""
    words: list[str] = []
    for part in _SPLIT.sub(lambda m: " - " if m.group() == "-" else " ", name.replace("’", "'")).split():
        words.append(part.lower())
    return tuple(words)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)
