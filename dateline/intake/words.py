"""The intake's word lists and line patterns, from their tables in the lexicon."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def _tables() -> dict[str, str]:
    lines = files("dateline.lexicon").joinpath("intake_words.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if line and not line.startswith("#"))


@cache
def word_list(name: str) -> frozenset[str]:
    """Return a list of words or phrases in small letters."""
    return frozenset(_tables()[name].split("|"))


@cache
def word_map(name: str) -> dict[str, str]:
    """Return a list of pairs ("english=en") as a mapping."""
    return dict(pair.split("=", 1) for pair in _tables()[name].split("|"))


@cache
def line_pattern(kind: str) -> re.Pattern[str]:
    """Return one pattern for all lines of this kind in ``page_lines.tsv``; it is meant to match a whole line."""
    lines = files("dateline.lexicon").joinpath("page_lines.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return re.compile("|".join(f"(?:{pattern})" for of, pattern in rows if of == kind), re.IGNORECASE)
