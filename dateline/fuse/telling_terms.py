"""A report's title and text in, the terms that tell most of it with their weights out, and how like two reports are.

Unlike the terms of ``terms`` these hang on the report alone and on a shipped table, never on what else has come in:
whichever report is read first, two reports are as like each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from math import fsum, log, sqrt
from typing import TypeAlias

from .terms import common_stems, stem_of, stems_of, words_of

Weights: TypeAlias = Mapping[str, float]

TELLING = 2.0  # rarity from which a stem tells something of a sentence: one report in seven
_TELLING_REPORT = 1.0  # of a report, where how often it comes counts too
_UNSEEN = 3.0  # reports that a stem is taken to be in that the table of common stems lacks
_READ = 4000  # characters of a text that are looked at, as for stories
_KEPT = 120  # heaviest terms of a report, as for stories
_SMALL_LETTERS = 0.2  # share of words in small letters below which capitals tell no names, as for stories


class ReportTerms(dict[str, float]):
    """The heaviest terms of a report, the heaviest first, the sum of squares 1.

    ``names``, ``numbers`` and the ``words`` that are neither have weights of their own, the sum of squares 1 each.
    """

    __slots__ = ("names", "numbers", "words")

    def __init__(self, weights: Weights, names: Collection[str] = ()) -> None:
        super().__init__(normed(weights))
        self.names = normed({term: weight for term, weight in weights.items() if term in names})
        self.numbers = normed({term: weight for term, weight in weights.items() if term[0].isdigit()})
        apart = self.names.keys() | self.numbers.keys()
        self.words = normed({term: weight for term, weight in weights.items() if term not in apart})


def rarity_of(stem: str) -> float:
    """Return how rare a stem is in news: the logarithm of one report in so many."""
    table = common_stems()
    return max(log((table.reports + 1) / (table.counts.get(stem, _UNSEEN) + 0.5)), 0.0)


def report_terms(title: str | None, text: str) -> ReportTerms:
    """Return the heaviest terms of a report; none for an empty text.

    Names are the words with a capital that it never writes small.
    """
    words = words_of(f"{title or ''}\n{text[:_READ]}")
    weights = {}
    for stem, number in Counter(map(stem_of, words)).items():
        rarity = rarity_of(stem)
        if rarity >= _TELLING_REPORT:
            weights[stem] = rarity * (1 + log(number))
    small = {word for word in words if word[0].islower()}
    is_telling = sum(word in small for word in words) >= _SMALL_LETTERS * len(words)
    names = (
        {stem_of(word) for word in words if word[0].isupper() and word.lower() not in small} if is_telling else set()
    )
    return ReportTerms({stem: weights[stem] for stem in heaviest(weights, _KEPT)}, names)


def heaviest(weights: Weights, number: int) -> list[str]:
    """Return the heaviest terms, those of one weight in the order of letters."""
    return sorted(weights, key=lambda term: (-weights[term], term))[:number]


def likeness(one: Weights, other: Weights) -> float:
    """Return the cosine of two reports' terms."""
    return fsum(one[term] * other[term] for term in one.keys() & other.keys())  # exact, so in whatever order


def telling_stems(texts: Iterable[str], without: Iterable[str] = ()) -> dict[str, float]:
    """Return the telling stems of some words with their rarity, the sum of squares 1."""
    stems = {stem for text in texts for stem in stems_of(text)} - set(without)
    return normed({stem: rarity for stem in sorted(stems) if (rarity := rarity_of(stem)) >= TELLING})


def normed(weights: Weights) -> dict[str, float]:
    """Return weights with the sum of squares 1, none where all are 0."""
    norm = sqrt(sum(weight**2 for weight in weights.values()))
    return {stem: weight / norm for stem, weight in weights.items()} if norm else {}
