"""Words that a person asks with in, what the record calls it out; a mistake is told with the nearest right word."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from dateline.errors import UsageError
from dateline.lexicon.actors import Spelling, known_actors, split_actor
from dateline.lexicon.countries import countries, country_by_word, split_name
from dateline.record.choices import EventType

from .words import TYPE_WORDS, printable, subtype_words

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_SHOWN = 4  # names offered in place of a wrong one
# What is asked for in other words than the record's: by hand.
_OTHER_WORDS = {
    "air strike": "air_drone_strike",
    "airstrike": "air_drone_strike",
    "drone strike": "air_drone_strike",
    "drone": "air_drone_strike",
    "bombing": "air_drone_strike",
    "shelling": "shelling_artillery_missile",
    "artillery": "shelling_artillery_missile",
    "missile": "shelling_artillery_missile",
    "rocket": "shelling_artillery_missile",
    "bomb": "remote_explosive",
    "mine": "remote_explosive",
    "clash": "armed_clash",
    "fighting": "armed_clash",
    "battle": "armed_clash",
    "kidnapping": "abduction",
    "rape": "sexual_violence",
    "looting": "looting_property_destruction",
    "destruction": "looting_property_destruction",
    "detention": "arrest",
    "ceasefire": "AGREE",
    "violence": "ASSAULT",
    "killing": "ASSAULT",
    "demonstration": "PROTEST",
    "help": "AID",
    "withdrawal": "RETREAT",
    "deployment": "MOBILIZE",
    "meeting": "CONSULT",
}


def event_type(words: str) -> str:
    """Return the PLOVER type or the subtype that words ask for: "drone strike", "air_drone_strike", "Assault".

    Raises UsageError with the nearest ones.
    """
    table = _types()
    asked = _plain(words)
    found = table.get(asked) or table.get(asked.removesuffix("s")) or table.get(asked.removesuffix("es"))
    if found is None:
        raise UsageError(f"There is no type {printable(words)!r}. {_instead(asked, table, table)}")
    return found


def country_code(words: str) -> str:
    """Return the ISO 3166-1 alpha-3 code of a country: "SDN", "sd", "Sudan", "Sudanese"; raises UsageError."""
    asked = words.strip()
    if asked.upper() in countries():
        return asked.upper()
    by_two = {country.iso2: country.iso3 for country in countries().values()}
    if asked.upper() in by_two:
        return by_two[asked.upper()]
    found = country_by_word().get(split_name(asked))
    if found is not None and found[1] != "capital":
        return found[0]
    names = {country.name.lower(): country.name for country in countries().values()}
    raise UsageError(f"There is no country {printable(words)!r}. {_instead(asked.lower(), names, names)}")


def country_of(place: str) -> str | None:
    """Return the code of the country that a place is, None where it is none."""
    found = country_by_word().get(split_name(place.strip()))
    return found[0] if found is not None and found[1] == "name" else None


def day_asked(words: str, option: str) -> str:
    """Return a day as ISO 8601: "2025-10-12", or the first day of "2025-10" and "2025"; raises UsageError."""
    return _days_asked(words, option)[0].isoformat()


def last_day_asked(words: str, option: str) -> str:
    """Return a day as ISO 8601: "2025-10-12", or the last day of "2025-10" and "2025"; raises UsageError."""
    return _days_asked(words, option)[1].isoformat()


def _days_asked(words: str, option: str) -> tuple[date, date]:
    found = _DAY.fullmatch(words.strip())
    if found is not None:
        year, month, day = (int(part) if part else None for part in found.groups())
        with suppress(ValueError):  # the thirteenth month is said to be no day, as other words are
            first = date(year or 0, month or 1, day or 1)
            length = monthrange(first.year, month or 12)[1]
            return first, date(first.year, month or 12, day or length)
    raise UsageError(f"{option}: {printable(words)!r} is no day. Write it as 2025-10-12, 2025-10 or 2025.")


def actor_names(name: str) -> tuple[str, ...]:
    """Return the names of an actor, the one given first: for one that the lexicon knows all its spellings."""
    words = split_actor(name)
    meant = [s for s in (known_actors().get(words[0], ()) if words else ()) if s.words == words]
    known = {s.actor.name for s in meant if not s.is_shared} or {s.actor.name for s in meant}
    if len(known) != 1:  # letters that several actors have name none of them
        return (name,)
    (called,) = known
    spellings = [s for of in known_actors().values() for s in of if s.actor.name == called and not s.is_shared]
    others = {called, *(_written(s) for s in spellings)}
    return (name, *sorted(other for other in others if other.lower() != name.lower()))


def _written(spelling: Spelling) -> str:
    """Return a spelling as it is written: letters in capitals, words with a capital."""
    return " ".join(word.upper() if spelling.is_acronym else word.capitalize() for word in spelling.words)


@cache
def _types() -> dict[str, str]:
    """Return types and subtypes by the words for them."""
    table = dict(_OTHER_WORDS)
    for type_, words in TYPE_WORDS.items():
        table |= {type_.value.lower(): type_.value, words: type_.value}
    lines = files("dateline.lexicon").joinpath("subtypes.tsv").read_text(encoding="utf-8").splitlines()
    for subtype in (row.split("\t")[0] for row in lines if row and not row.startswith("#")):
        table |= {_plain(subtype): subtype, _plain(subtype_words(subtype)): subtype}
    return table


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("_", " ").replace("-", " ").split())


def _instead(asked: str, table: Mapping[str, str], names: Mapping[str, str]) -> str:
    near = list(dict.fromkeys(names[n] for n in get_close_matches(asked, list(table), n=_SHOWN, cutoff=0.6)))
    if near:
        return f"Did you mean {' or '.join(near)}?"
    types = ", ".join(type_.value for type_ in EventType)
    return f"The types are {types}." if names is _types() else "Give its name or its ISO code."
