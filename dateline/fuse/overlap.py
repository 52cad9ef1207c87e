"""What sums of terms have in common: dot products by field, through one table as long as the vocabulary."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .likeness import Floats, empty_dots
from .terms import FIELDS, WORDS, Terms

Parts = Sequence[Terms]  # terms that are a sum together, each of them with no term twice


class Overlaps:
    """Counts what sums of terms have in common; ``terms`` is how many numbers of terms there may be."""

    def __init__(self) -> None:
        self._table = empty_dots(1024)

    def dots(self, of: Parts, others: Sequence[Parts], terms: int) -> Floats:
        """Return what a sum has in common with each of other sums, by field; none of the others may be empty."""
        if not others:
            return empty_dots(0)
        numbers = np.concatenate([part.numbers for parts in others for part in parts])
        weights = np.concatenate([part.weights for parts in others for part in parts])
        lengths = [sum(part.numbers.size for part in parts) for parts in others]
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        self._spread(of, terms)
        dots: Floats = np.add.reduceat(self._table.take(numbers, axis=0) * weights, starts, axis=0)
        self._wipe(of)
        return dots

    def shared(self, one: Terms, of: Parts, terms: int) -> Floats:
        """Return what each term of one has in common with a sum, by field."""
        self._spread(of, terms)
        shared: Floats = one.weights * self._table[one.numbers]
        self._wipe(of)
        return shared

    def _spread(self, parts: Parts, terms: int) -> None:
        if len(self._table) < terms:
            self._table = empty_dots(2 * terms)
        for part in parts:
            self._table[part.numbers] += part.weights

    def _wipe(self, parts: Parts) -> None:
        for part in parts:
            self._table[part.numbers] = 0.0


def norms_of(terms: Terms) -> Floats:
    """Return what terms have in common with themselves, by field."""
    norms: Floats = (terms.weights**2).sum(axis=0)
    return norms


def sum_of(parts: Parts) -> Terms:
    """Return the sum of terms, each once, the heaviest word first."""
    numbers, places = np.unique(np.concatenate([part.numbers for part in parts]), return_inverse=True)
    weights = np.zeros((numbers.size, len(FIELDS)))
    np.add.at(weights, places, np.concatenate([part.weights for part in parts]))
    heaviest = np.argsort(-weights[:, WORDS], kind="stable")
    return Terms(numbers[heaviest], weights[heaviest])
