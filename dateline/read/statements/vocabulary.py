"""The words for voices by kind: media, texts, bodies, offices, people, and those that name nobody."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def voice_words() -> Mapping[str, frozenset[str]]:
    """Return the words of ``lexicon/voices.tsv`` by the name of their row."""
    text = files("dateline.lexicon").joinpath("voices.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: frozenset(words.split()) for name, words in rows}


def is_any(lemma: str, word: str, row: str) -> bool:
    """Tell whether a word or its lemma stands in a row."""
    words = voice_words()[row]
    return word in words or lemma in words
