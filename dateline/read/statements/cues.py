"""Cues of saying: the lexicon of verbs and nouns with their acts, and how often each construction is a statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from dateline.record.choices import Act


class Construction(StrEnum):
    """How content stands to its cue."""

    THAT = "that"  # said that troops had left
    CLAUSE = "clause"  # said troops had left; asked whether they had
    FRONT = "front"  # Troops had left, he said
    QUOTE = "quote"  # "They left," he said
    INFINITIVE = "infinitive"  # vowed to leave
    OBJECT = "object"  # denounced the attack; warned of famine; accused them of looting


@dataclass(frozen=True, slots=True)
class CueWord:
    """One cue of the lexicon: what is done by it, and for each construction the share that is a statement."""

    lemma: str
    act: Act
    weights: Mapping[Construction, float]


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """Cue verbs and nouns by lemma, and verbs with a preposition ("warn of") by both words."""

    verbs: Mapping[str, CueWord]
    nouns: Mapping[str, CueWord]
    prepositional: Mapping[tuple[str, str], CueWord]


@cache
def cue_lexicon() -> CueLexicon:
    """Return the lexicon in ``lexicon/cues.tsv``."""
    verbs: dict[str, CueWord] = {}
    nouns: dict[str, CueWord] = {}
    prepositional: dict[tuple[str, str], CueWord] = {}
    text = files("dateline.lexicon").joinpath("cues.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        lemma, pos, act, *shares = line.split("\t")
        weights = {c: float(w) for c, w in zip(Construction, shares, strict=True) if w != "-"}
        word = CueWord(lemma, Act(act), weights)
        if pos == "noun":
            nouns[lemma] = word
        elif " " in lemma and lemma != "according to":
            verb, preposition = lemma.split(" ")
            prepositional[verb, preposition] = word
        else:
            verbs[lemma] = word
    return CueLexicon(verbs, nouns, prepositional)
