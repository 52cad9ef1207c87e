"""The words that tell an effect, as ``lexicon/counts.tsv`` lists them, and small questions to one word.

Words of a parse go in; what they say by themselves comes out. How they stand to each other is asked in ``effects``.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from spacy.tokens import Token

from dateline.record.choices import Effect

HARM = frozenset({Effect.KILLED, Effect.INJURED, Effect.MISSING, Effect.DETAINED, Effect.DISPLACED})
PERSONAL = frozenset({Effect.KILLED, Effect.INJURED, Effect.DETAINED})
LOSSES = frozenset({Effect.DESTROYED, Effect.DAMAGED, Effect.SEIZED})
SINGLE = PERSONAL | LOSSES  # effects that "a policeman", "a house" without a number count as one
TOLL_NOUNS = frozenset({"toll", "number", "count", "total", "tally"})
WHOLE = frozenset({"the", "those", "these", "its", "their", "all"})
CAPTIVES = frozenset({"hostage", "hostages", "captive", "captives", "prisoner", "prisoners"})
TO_NOUNS = frozenset({"NOUN", "PROPN", "NUM"})
MAX_STEPS = 10


class EffectWords(NamedTuple):
    """The words of ``counts.tsv`` by what they do: verbs by the side that is counted, adjectives, nouns, word sets."""

    object: dict[str, list[Effect]]
    subject: dict[str, list[Effect]]
    adjective: dict[str, Effect]
    noun: dict[str, Effect]
    counted: dict[str, Effect]
    times: dict[str, str]
    sets: dict[str, frozenset[str]]


@cache
def effect_words() -> EffectWords:
    """Return the words that tell an effect, loaded once."""
    table = EffectWords({}, {}, {}, {}, {}, {}, {})
    text = files("dateline.lexicon").joinpath("counts.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        kind, effect, side, words = line.split("\t")
        for word in words.split():
            if kind == "verb":
                (table.object if side == "object" else table.subject).setdefault(word, []).append(Effect(effect))
            elif kind == "adjective":
                table.adjective[word] = Effect(effect)
            elif kind == "noun":
                table.noun[word] = Effect(effect)
            elif kind == "counted":
                table.counted[word] = Effect(effect)
            elif kind == "times":
                table.times[word] = side
            else:
                table.sets[kind] = frozenset(words.split())
    return table


def harmed(word: Token) -> Effect | None:
    """Return what befell those that a word names by it: "the dead", "those killed", "the victims"."""
    if word.lower_ in {"victims", "fatalities"}:
        return Effect.KILLED
    effect = effect_words().adjective.get(word.lower_)
    return effect if effect in HARM else None


def is_thing(noun: Token) -> bool:
    """Tell whether a noun names things or places rather than people, for "seized" and "captured"."""
    table = effect_words()
    return noun.lemma_.lower() in table.sets["weapon"] or noun.lemma_.lower() in table.sets["thing"]
