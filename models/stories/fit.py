"""Fit the weights of ``dateline.fuse.likeness`` on stories that people have told apart.

usage: python -m models.stories.fit TRAIN.jsonl

Rows have ``text``, ``story`` and ``topic`` (stories of one kind). Collections are drawn that hold one or two reports of
each story, up to four, up to eight, and all, and their reports are joined surest first by the weights so far. A pair of
the same story is joined and learned as right, one of two stories is learned as wrong and kept apart: the score learns
from just the pairs that it will have to judge. Three rounds, each with the pairs of those before. Prints B-cubed F1 by
threshold over three folds of topics, then the weights from all rows, the best threshold taken off their level.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from dateline.fuse.likeness import Floats, Sums, Weights, empty_dots, features, join_surest_first, link_scores
from dateline.fuse.terms import Vocabulary
from dateline.measure.story_clusters import TASK
from dateline.measure.task import Row, load_rows

SEED = 2026
THICKNESS = ((2, 8), (4, 4), (8, 2), (99, 1))  # most reports of a story, and how many collections are drawn
ROUNDS = 3
FOLDS = 3
START = Weights((8.0, 6.0, 4.0), 0.0, 0.0, 0.0, -5.0)
DOUBTFUL = -6.0  # score below which pairs are not looked at
LEVELS = np.arange(-3.0, 1.01, 0.25)
RIDGE = 1e-3


def thinned(rows: Sequence[Row], most: int, random: Random) -> list[Row]:
    """Return one to ``most`` reports of each story, in the order of the rows."""
    by_story = defaultdict(list)
    for number, row in enumerate(rows):
        by_story[row["story"]].append(number)
    chosen = []
    for numbers in by_story.values():
        count = min(len(numbers), random.randint(1, most)) if most < 99 else len(numbers)
        chosen += random.sample(numbers, count)
    return [rows[number] for number in sorted(chosen)]


def collection(rows: Sequence[Row]) -> tuple[Floats, Sums]:
    """Return what each two reports have in common, and each report as a story of its own."""
    vocabulary = Vocabulary()
    terms = [vocabulary.read(row.get("title") or "", row["text"]) for row in rows]
    dense = np.zeros((len(rows), len(vocabulary), terms[0].weights.shape[1]))
    for at, report in enumerate(terms):
        dense[at, report.numbers] = report.weights
    dots = empty_dots(len(rows), len(rows))
    for name in range(dense.shape[2]):
        dots[:, :, name] = dense[:, :, name] @ dense[:, :, name].T
    times = np.full(len(rows), np.nan)
    norms = dots[np.arange(len(rows)), np.arange(len(rows))].copy()
    return dots, Sums(norms, np.ones(len(rows)), times, times.copy())


def judged_pairs(rows: Sequence[Row], weights: Weights) -> tuple[list[Floats], list[bool], list[float]]:
    """Return the features, truth and smaller size of the pairs met when stories are joined surest first, as told."""
    dots, sums = collection(rows)
    told = np.array([row["story"] for row in rows])
    count = len(rows)
    scores = np.full((count, count), -np.inf)
    alive = np.ones(count, dtype=np.bool_)

    def score(one: int, others: NDArray[np.intp]) -> None:
        found = link_scores(dots[one, others], sums.take(slice(one, one + 1)), sums.take(others), weights)
        scores[np.minimum(one, others), np.maximum(one, others)] = found

    for one in range(count - 1):
        score(one, np.arange(one + 1, count))
    seen: list[Floats] = []
    right: list[bool] = []
    sizes: list[float] = []
    while True:
        kept, gone = divmod(int(np.argmax(scores)), count)
        if scores[kept, gone] < DOUBTFUL:
            return seen, right, sizes
        other = np.array([gone])
        seen.append(features(dots[kept, other], sums.take(slice(kept, kept + 1)), sums.take(other))[0])
        right.append(bool(told[kept] == told[gone]))
        sizes.append(float(min(sums.sizes[kept], sums.sizes[gone])))
        scores[kept, gone] = -np.inf
        if right[-1]:
            norm = sums.norms[kept] + sums.norms[gone] + 2 * dots[kept, gone]
            dots[kept] += dots[gone]
            dots[:, kept] = dots[kept]
            dots[kept, kept] = sums.norms[kept] = norm
            sums.sizes[kept] += sums.sizes[gone]
            alive[gone] = False
            scores[gone] = scores[:, gone] = -np.inf
            left = np.flatnonzero(alive)
            score(kept, left[left != kept])


def regress(x: Floats, y: Floats, importance: Floats) -> Weights:
    """Return the weights of a logistic regression with a slight ridge, by Newton's steps."""
    x = np.hstack((x, np.ones((len(x), 1))))
    importance = importance / importance.mean()
    ridge = np.diag([RIDGE * len(x)] * (x.shape[1] - 1) + [0.0])
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (importance * (p - y)) + ridge @ w
        w -= np.linalg.solve((x * (importance * p * (1 - p))[:, None]).T @ x + ridge, slope)
    words, names, lead, smaller, closeness, slight, level = (round(float(value), 2) for value in w)
    return Weights((words, names, lead), smaller, closeness, slight, level)


def learn(rows: Sequence[Row]) -> Weights:
    """Return the weights learned from these rows."""
    weights = START
    seen: list[Floats] = []
    right: list[bool] = []
    sizes: list[float] = []
    for round_ in range(ROUNDS):
        random = Random(SEED + round_)
        for most, draws in THICKNESS:
            for _ in range(draws):
                new_seen, new_right, new_sizes = judged_pairs(thinned(rows, most, random), weights)
                seen += new_seen
                right += new_right
                sizes += new_sizes
        weights = regress(np.array(seen), np.array(right, dtype=np.float64), np.array(sizes))
    return weights


def b_cubed_by_level(rows: Sequence[Row], weights: Weights) -> Floats:
    """Return B-cubed F1 for each thickness and each threshold."""
    figures = np.zeros((len(THICKNESS), len(LEVELS)))
    random = Random(SEED)
    for at, (most, draws) in enumerate(THICKNESS):
        for _ in range(draws):
            chosen = thinned(rows, most, random)
            dots, sums = collection(chosen)
            for n, level in enumerate(LEVELS):
                fresh = Sums(*(part.copy() for part in sums))
                groups = join_surest_first(dots.copy(), fresh, weights._replace(level=weights.level - level))
                told = [{"doc": n, "story": row["story"]} for n, row in enumerate(chosen)]
                given = [{"doc": n, "story": group} for n, group in enumerate(groups)]
                figures[at, n] += (TASK.score(told, given).figures["b_cubed_f1"] or 0.0) / draws
    return figures


def main() -> int:
    """Print the folds' figures and the weights from all rows."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    rows = load_rows(Path(sys.argv[1]))
    figures = np.zeros((len(THICKNESS), len(LEVELS)))
    for fold in range(FOLDS):
        learned = learn([row for row in rows if int(row["topic"]) % FOLDS != fold])
        figures += b_cubed_by_level([row for row in rows if int(row["topic"]) % FOLDS == fold], learned) / FOLDS
    means = figures.mean(axis=0)
    print("threshold  " + "  ".join(f"to {most:>2}" for most, _ in THICKNESS) + "    mean")
    for n, level in enumerate(LEVELS):
        print(f"{level:>9.2f}  " + "  ".join(f"{f:.3f}" for f in figures[:, n]) + f"   {means[n]:.4f}")
    smooth = np.convolve(means, np.ones(3) / 3, mode="valid")  # the middle of the plateau, not its highest stone
    best = float(LEVELS[1 + int(np.argmax(smooth))])
    weights = learn(rows)
    print(f"threshold {best}, taken off the level:")
    print(weights._replace(level=round(weights.level - best, 2)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
