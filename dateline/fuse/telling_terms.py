"""A report's title and text in, the terms that tell most of it with their weights out, and how like two reports are.

Unlike the terms of ``terms`` these hang on the report alone and on a shipped table, never on what else has come in:
whichever report is read first, two reports are as like each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log, sqrt
from typing import TypeAlias

from .terms import common_stems, stems_of

Weights: TypeAlias = Mapping[str, float]

TELLING = 2.0  # rarity from which a stem tells something of a sentence: one report in seven
_TELLING_REPORT = 1.0  # of a report, where how often it comes counts too
_UNSEEN = 3.0  # reports that a stem is taken to be in that the table of common stems lacks
_READ = 4000  # characters of a text that are looked at, as for stories
_KEPT = 120  # heaviest terms of a report, as for stories


def rarity_of(stem: str) -> float:
    """Return how rare a stem is in news: the logarithm of one report in so many."""
    table = common_stems()
    return max(log((table.reports + 1) / (table.counts.get(stem, _UNSEEN) + 0.5)), 0.0)


def report_terms(title: str | None, text: str) -> dict[str, float]:
    """Return the heaviest terms of a report, the heaviest first, the sum of squares 1; none for an empty text."""
    times = Counter(stems_of(f"{title or ''}\n{text[:_READ]}"))
    weights = {}
    for stem, number in times.items():
        rarity = rarity_of(stem)
        if rarity >= _TELLING_REPORT:
            weights[stem] = rarity * (1 + log(number))
    kept = heaviest(weights, _KEPT)
    norm = sqrt(sum(weights[stem] ** 2 for stem in kept))
    return {stem: weights[stem] / norm for stem in kept}


def heaviest(weights: Weights, number: int) -> list[str]:
    """Return the heaviest terms, those of one weight in the order of letters."""
    return sorted(weights, key=lambda term: (-weights[term], term))[:number]


def likeness(one: Weights, other: Weights) -> float:
    """Return the cosine of two reports' terms."""
    few, many = sorted((one, other), key=len)
    return sum(weight * many.get(term, 0.0) for term, weight in few.items())


def telling_stems(texts: Iterable[str], without: Iterable[str] = ()) -> dict[str, float]:
    """Return the telling stems of some words with their rarity, the sum of squares 1."""
    stems = {stem for text in texts for stem in stems_of(text)} - set(without)
    weights = {stem: rarity for stem in sorted(stems) if (rarity := rarity_of(stem)) >= TELLING}
    norm = sqrt(sum(weight**2 for weight in weights.values()))
    return {stem: weight / norm for stem, weight in weights.items()}
