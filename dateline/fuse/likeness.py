"""How surely two stories are one, from what their reports have in common; and the joining of many, surest first.

A story is here the sum of its reports' terms: what two sums have in common, by field, are their ``dots``; a sum's dots
with itself are its ``norms``. Times are days since some day, NaN where no time is known.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .terms import FIELDS, WORDS

Floats: TypeAlias = NDArray[np.float64]

# By hand, as no public set of stories has times. Half of the reports of ECB+ dev score 3.2 and more with the rest of
# their story, hardly one 5: the half would still join two weeks after it, none three weeks after.
WINDOW = 21.0  # days without a report after which what comes is another story
_FRESH = 1.0  # days that cost nothing: a follow-up of the next day
_DAY_COSTS = 0.25  # of the score, for each day more


class Weights(NamedTuple):
    """Weights of the score, a logit: above 0 two stories are taken as one."""

    fields: tuple[float, float, float] = (2.76, 3.91, 2.78)  # cosines of words, names and lead
    smaller: float = -1.25  # logarithm of the smaller story's size
    closeness: float = 1.84  # cosine of words of two reports of both, on the mean: a heap of all sorts is like anything
    slight: float = 0.74  # sum of 1 / size: how little is known of the two
    level: float = -4.23


# Fitted by models.stories.fit on ECB+ train, see models/stories/CARD.md.
WEIGHTS = Weights()


class Sums(NamedTuple):
    """Some stories: their norms by field, sizes in reports, and the times of their first and last reports."""

    norms: Floats
    sizes: Floats
    first: Floats
    last: Floats

    def take(self, which: NDArray[np.intp] | slice) -> Sums:
        """Return some of the stories."""
        return Sums(self.norms[which], self.sizes[which], self.first[which], self.last[which])


def days_between(one: Sums, others: Sums) -> Floats:
    """Return the days between one story and each other, zero where they overlap or a time is not known."""
    apart = np.fmax(others.first - one.last, one.first - others.last)
    return np.where(np.isnan(apart), 0.0, np.maximum(apart, 0.0))


def features(dots: Floats, one: Sums, others: Sums) -> Floats:
    """Return what the score is made of, a row for each of the others, in the order of the weights.

    A cosine is zero where either story has nothing in the field.
    """
    rows = np.zeros((len(dots), len(FIELDS) + 3))
    both = np.sqrt(one.norms * others.norms)
    np.divide(dots, both, out=rows[:, : len(FIELDS)], where=both > 0)
    np.log(np.minimum(one.sizes, others.sizes), out=rows[:, -3])
    together = one.sizes + others.sizes
    norms = one.norms[:, WORDS] + others.norms[:, WORDS] + 2 * dots[:, WORDS]
    rows[:, -2] = (norms - together) / (together * (together - 1))
    rows[:, -1] = 1 / one.sizes + 1 / others.sizes
    return rows


def link_scores(dots: Floats, one: Sums, others: Sums, weights: Weights = WEIGHTS) -> Floats:
    """Return for each of the others how surely it is one story with the first: above 0 it is taken so.

    ``one`` holds one story, or one for each of the others; ``dots`` has a row for each of the others.
    """
    *factors, level = (*weights.fields, *weights[1:])
    scores: Floats = features(dots, one, others) @ np.array(factors) + level
    apart = days_between(one, others)
    if apart.any():
        scores -= _DAY_COSTS * np.maximum(apart - _FRESH, 0.0)
        scores[apart > WINDOW] = -np.inf
    return scores


def join_surest_first(dots: Floats, sums: Sums, weights: Weights = WEIGHTS) -> list[int]:
    """Return for each story the number of the first that it is one with, joining the surest pair until none is left.

    ``dots`` has a row and a column for each story. Both arguments are used up.
    """
    count = len(sums.sizes)
    group = np.arange(count)
    scores = np.full((count, count), -np.inf)
    one, other = np.triu_indices(count, 1)
    scores[one, other] = link_scores(dots[one, other], sums.take(one), sums.take(other), weights)
    while count > 1:
        kept, gone = divmod(int(np.argmax(scores)), count)  # the first of equals: kept < gone, as only half is filled
        if scores[kept, gone] <= 0:
            break
        dots[kept] += dots[gone]
        dots[:, kept] = dots[kept]
        dots[kept, kept] = sums.norms[kept] + sums.norms[gone] + 2 * (dots[kept, gone] - sums.norms[gone])
        sums.norms[kept] = dots[kept, kept]
        sums.sizes[kept] += sums.sizes[gone]
        sums.first[kept] = np.fmin(sums.first[kept], sums.first[gone])
        sums.last[kept] = np.fmax(sums.last[kept], sums.last[gone])
        group[group == gone] = kept
        scores[gone] = scores[:, gone] = -np.inf
        left = np.unique(group)
        left = left[left != kept]
        new = link_scores(dots[kept, left], sums.take(slice(kept, kept + 1)), sums.take(left), weights)
        scores[np.minimum(kept, left), np.maximum(kept, left)] = new
    return [int(number) for number in group]


def empty_dots(*shape: int) -> Floats:
    """Return room for dots by field."""
    return np.zeros((*shape, len(FIELDS)))
