"""Actors that conflict reports name: armed groups, forces, monitors, world bodies, ministries, parties, media.

``actors.tsv`` is kept by hand; ``older_groups.tsv`` comes from the PETRARCH dictionaries. Both are looked up by the
words of a name, hyphens left out, so that "al-Shabaab" and "Al Shabaab" are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

JOINERS = frozenset({"-", "–", "/", "--"})  # tokens that a name may or may not have between its words
_CUT = re.compile(r"[-–/\s]+")


class KnownActor(NamedTuple):
    """An actor of the table."""

    name: str
    kind: str
    country: str | None
    sector: str | None


class Spelling(NamedTuple):
    """One spelling of an actor: its words in lower case without joiners, and what must hold for it to count."""

    words: tuple[str, ...]
    actor: KnownActor
    is_acronym: bool  # counts only in capitals
    capital_at: int | None  # which of the words must be written with a capital, None for a common noun ("janjaweed")
    is_shared: bool  # the letters mean other things too: counts only beside the full name or the country


def split_actor(name: str) -> tuple[str, ...]:
    """Return a name's words in lower case as the tokenizer parts them, without hyphens: "People's" is two."""
    plain = name.replace("’", "'").replace("'s", " 's").replace("s' ", "s ' ").replace(",", " ,")
    if plain.endswith("s'"):
        plain = plain[:-1] + " '"
    plain = plain.replace("(", " ( ").replace(")", " ) ")
    return tuple(word.lower() for word in _CUT.split(plain) if word)


@cache
def known_actors() -> dict[str, tuple[Spelling, ...]]:
    """Return all spellings by their first word, the longest first; a name of both tables is the hand-kept one's."""
    by_words: dict[tuple[str, ...], Spelling] = {}
    for table in ("actors.tsv", "older_groups.tsv"):
        for line in files("dateline.lexicon").joinpath(table).read_text(encoding="utf-8").splitlines():
            if not line or line.startswith(("#", "name\t")):
                continue
            name, kind, country, sector, aliases = line.split("\t")
            actor = KnownActor(name, kind, country or None, sector or None)
            for alias in (name, *filter(None, aliases.split("|"))):
                made = spelling_of(alias.removeprefix("~"), actor, is_shared=alias.startswith("~"))
                known = by_words.setdefault(made.words, made)
                if known.actor == actor and known.is_acronym and not made.is_acronym:  # "NATO" and "Nato"
                    by_words[made.words] = known._replace(is_acronym=False)
    return by_first_word(by_words.values())


def spelling_of(name: str, actor: KnownActor, is_shared: bool = False) -> Spelling:
    """Return one spelling of an actor; a short one in capitals is an acronym."""
    words = split_actor(name)
    capitals = [c for c in name if c.isalpha()]
    upper = sum(c.isupper() for c in capitals)
    is_acronym = len(words) <= 2 and len(name) <= 9 and upper > 1 and " " not in name and upper >= len(capitals) - 2
    return Spelling(words, actor, is_acronym, _capital_at(name), is_shared)


def by_first_word(spellings: Iterable[Spelling]) -> dict[str, tuple[Spelling, ...]]:
    """Return spellings by their first word, the longest first."""
    first: dict[str, list[Spelling]] = {}
    for spelling in spellings:
        first.setdefault(spelling.words[0], []).append(spelling)
    return {word: tuple(sorted(found, key=lambda s: -len(s.words))) for word, found in first.items()}


def _capital_at(name: str) -> int | None:
    parts = [w for w in _CUT.split(name) if w]
    return next((i for i, w in enumerate(parts) if any(c.isupper() for c in w) and w not in {"Al", "The", "El"}), None)


@cache
def _word_lists() -> dict[str, frozenset[str]]:
    lines = files("dateline.lexicon").joinpath("actor_words.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: frozenset(cell.split("|")) for name, cell in rows}


def word_list(name: str) -> frozenset[str]:
    """Return the words of this list of ``actor_words.tsv``."""
    return _word_lists()[name]


class Agent(NamedTuple):
    """What a common noun says of the people it names: the kind of actor and the PLOVER sector."""

    kind: str
    sector: str | None


@cache
def agents() -> dict[str, Agent]:
    """Return kind and sector by common noun, lower case, singular and plural ("gunmen", "police officer")."""
    table: dict[str, Agent] = {}
    for line in files("dateline.lexicon").joinpath("agents.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "noun\t")):
            noun, kind, sector = line.split("\t")
            table[noun] = Agent(kind, sector or None)
    return table


class Title(NamedTuple):
    """What a title says: of a state, of any body, or a rank or form of address; and the gender it tells."""

    of: str  # state | body | rank | work
    gender: str | None


@cache
def titles() -> dict[str, Title]:
    """Return titles by their words in lower case ("foreign minister", "spokeswoman", "gen.")."""
    table: dict[str, Title] = {}
    for line in files("dateline.lexicon").joinpath("titles.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "title\t")):
            title, of, gender = line.split("\t")
            table[title] = Title(of, gender or None)
    return table


@cache
def first_names() -> dict[str, str]:
    """Return "m" or "f" by first name, lower case."""
    lines = files("dateline.lexicon").joinpath("first_names.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


@cache
def rulers() -> dict[str, str]:
    """Return the country by the name of who rules or ruled it, lower case, for "the Assad regime"."""
    lines = files("dateline.lexicon").joinpath("rulers.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}
