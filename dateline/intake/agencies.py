"""The wire agencies that texts come from, by every spelling."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

# Short all-capital spellings that are other words too: they count in a credit or dateline, where their place says so.
_BOUND = r"(?<![\w'’-])(?:{})(?![\w-])"


class AgencyName(NamedTuple):
    """One agency; ``speaks_of_itself`` where its own texts say "told AFP"."""

    name: str
    spellings: tuple[str, ...]
    speaks_of_itself: bool


@cache
def agencies() -> tuple[AgencyName, ...]:
    """Return all agencies of the lexicon."""
    lines = files("dateline.lexicon").joinpath("agencies.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(AgencyName(name, tuple(spellings.split("|")), told == "yes") for name, spellings, told in rows)


@cache
def _by_spelling() -> dict[str, str]:
    return {_plain(s): a.name for a in agencies() for s in (a.name, *a.spellings)}


def _plain(words: str) -> str:
    return " ".join(words.replace("’", "'").split()).casefold()


@lru_cache(4096)  # a site's menus come again on every page
def agency_named(words: str | None) -> str | None:
    """Return the agency that these words name and nothing else ("Agence France-Presse", "the AP"), or None."""
    if not words:
        return None
    key = re.sub(r"(?<=\w)\s*\([^()]*\)$", "", _plain(words)).strip(" .,;:|()[]-–—")
    key = re.sub(r"^(?:©|\(c\)|copyright)?\s*(?:\d{4}\s+)?", "", key)
    names = _by_spelling()
    return (
        names.get(key)
        or names.get(f"{key}.")
        or names.get(key.removeprefix("the "))
        or names.get(key.removesuffix(" news agency"))
    )


@cache
def agency_pattern(speaking_of_itself: bool = False) -> re.Pattern[str]:
    """Return a pattern for any spelling of any agency, longest first; all, or those that speak of themselves."""
    words = {s for a in agencies() if a.speaks_of_itself or not speaking_of_itself for s in (a.name, *a.spellings)}
    longest_first = sorted(words, key=lambda s: (-len(s), s))
    alternatives = "|".join(re.escape(s).replace(r"\ ", r"\s+").replace("'", "['’]") for s in longest_first)
    return re.compile(_BOUND.format(alternatives))
