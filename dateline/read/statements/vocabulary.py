"""The words for voices by kind: media, texts, bodies, offices, people, and those that name nobody."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from dateline.lexicon.actors import known_actors

_MEDIA_NOUNS = frozenset(
    {"newspaper", "magazine", "tv", "television", "radio", "channel", "daily", "website", "agency"}
)


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


@cache
def outlet_names() -> frozenset[str]:
    """Return the names of outlets in lower case, also those that elsewhere mean other things: "new vision", "the sun".

    They count only where such a name speaks. Without articles, words for media at the end and places in brackets.
    """
    names = set()
    for spellings in known_actors().values():
        for spelling in spellings:
            words = list(spelling.words)
            if spelling.actor.kind != "media":
                continue
            if "(" in words:
                words = words[: words.index("(")]
            if words and words[0] == "the":
                del words[0]
            while len(words) > 1 and words[-1] in _MEDIA_NOUNS:
                words.pop()
            names.add(" ".join(words))
    return frozenset(names)
