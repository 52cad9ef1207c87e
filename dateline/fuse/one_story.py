"""What two reports have in common in, how likely it is that they tell one story out, whichever else have come in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .telling_terms import ReportTerms, Weights, likeness, telling_stems

Floats: TypeAlias = NDArray[np.float64]

SHARED = ("words", "names", "numbers", "taking_part", "places")
# Of each share its square root too: the first name in common says more than the fifth.
STORY_FEATURES = (*SHARED, *(f"{name}_root" for name in SHARED))
_KEPT = 20_000  # reports of which what their events tell is remembered


class StoryTerms(NamedTuple):
    """The terms of one report by which it is compared, the sum of squares 1 each: its words, names and numbers, and
    of what its events tell those taking part and the places."""

    words: Weights
    names: Weights
    numbers: Weights
    taking_part: Weights
    places: Weights


@cache
def story_weights() -> Floats:
    """Return the weights of ``STORY_FEATURES`` and the level, which ``models.occurrences.fit`` makes."""
    lines = files("dateline.lexicon").joinpath("occurrence_weights.tsv").read_text("utf-8").splitlines()
    by_name = dict(line.split("\t") for line in lines if not line.startswith("#"))
    return np.array([float(by_name[f"story/{name}"]) for name in (*STORY_FEATURES, "level")])


def story_terms(terms: Weights, taking_part: tuple[str, ...], places: tuple[str, ...]) -> StoryTerms:
    """Return the terms of a report and of what its events tell; plain terms are all words."""
    words, names, numbers = (
        (terms.words, terms.names, terms.numbers) if isinstance(terms, ReportTerms) else (terms, {}, {})
    )
    return StoryTerms(words, names, numbers, _telling(taking_part), _telling(places))


@lru_cache(maxsize=_KEPT)
def _telling(texts: tuple[str, ...]) -> Weights:
    return telling_stems(texts)


def story_features(one: StoryTerms, others: Sequence[StoryTerms]) -> Floats:
    """Return what one report has in common with each of the others, a row each."""
    shared = np.zeros((len(others), len(SHARED)))
    for column, own in enumerate(one):
        if own:
            shared[:, column] = [likeness(own, other[column]) for other in others]
    return np.hstack([shared, np.sqrt(np.maximum(shared, 0.0))])


def story_chances(features: Floats, weights: Floats) -> Floats:
    """Return the chance that two reports tell one story, by row."""
    chances: Floats = 1 / (1 + np.exp(-(features @ weights[:-1] + weights[-1])))
    return chances
