"""Fit the weights by which accounts are joined, on the learning half of our own set, and show what chose them.

usage: python -m models.joining.fit tests/fuse/joining_learn.jsonl > dateline/lexicon/joining_weights.tsv

The reports are read as they are shipped to be read. A logistic over all pairs of labelled accounts in one report or in
reports that are like each other. Writes B-cubed and CoNLL F1 over five folds of stories, three draws, by threshold to
standard error, then the weights from all stories to standard output.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.fuse.joining import KEPT_FROM, KNOWN, MISSING, known_of, scores_of
from dateline.fuse.mentions import Mentions
from dateline.fuse.occurrences import group_pairs
from dateline.measure.event_coref import TASK
from dateline.measure.joining import label_at, read_accounts
from dateline.measure.task import load_rows

FOLDS, DRAWS = 5, 3
RIDGE = 1.0
ROUNDS = 25
THRESHOLDS = (-1.25, -1.0, -0.75, -0.5, -0.25)

Array = NDArray[np.float64]


def fit(rows: Array, same: Array) -> Array:
    """Return the weights of a logistic, the level last, by Newton's steps."""
    rows = np.hstack([rows, np.ones((len(rows), 1))])
    ridge = np.diag([*([RIDGE] * (rows.shape[1] - 1)), 1e-6])
    weights = np.zeros(rows.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (same - chance) - ridge @ weights
        curve = (rows * (chance * (1 - chance))[:, np.newaxis]).T @ rows + ridge
        weights += np.linalg.solve(curve, slope)
    return weights


def main() -> int:
    """Write the weights to standard output and the scores by threshold to standard error."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    rows = load_rows(Path(sys.argv[1]))
    found = read_accounts(rows)
    label: dict[str, str | None] = {}
    for row in rows:
        for account, trigger in found.triggers[row["id"]].items():
            at = label_at(row, trigger)
            label[account] = row["events"][at]["event"] if at is not None else None
    read = Mentions(found.mentions, found.terms)
    labels = [label[mention.id] for mention in read.all]
    story = [mention.report.rsplit("-", 1)[0] for mention in read.all]
    parts = [(pairs, known_of(read, pairs)) for pairs in read.pairs()]
    one = np.concatenate([pairs.one for pairs, _ in parts])
    other = np.concatenate([pairs.other for pairs, _ in parts])
    known = np.vstack([part for _, part in parts])
    told = np.array([labels[a] is not None and labels[b] is not None for a, b in zip(one, other, strict=True)])
    same = np.array([labels[a] == labels[b] for a, b in zip(one, other, strict=True)], dtype=np.float64)
    figures: dict[float, list[tuple[float, float]]] = {threshold: [] for threshold in THRESHOLDS}
    stories = sorted(set(story))
    for draw in range(DRAWS):
        fold_of = dict(zip(stories, np.random.default_rng(draw).permutation(len(stories)) % FOLDS, strict=True))
        folds = np.array([fold_of[name] for name in story])
        scores = np.full(len(one), -np.inf)
        for fold in range(FOLDS):
            held = (folds[one] == fold) | (folds[other] == fold)
            weights = fit(known[~held & told], same[~held & told])
            scores[held] = scores_of(known[held], weights[:-1], float(weights[-1]))
        kept = scores > KEPT_FROM
        for threshold in THRESHOLDS:
            groups = group_pairs(len(read.all), one[kept], other[kept], scores[kept], threshold, missing=MISSING)
            gold = [
                {"id": m.id, "chain": chain} for m, chain in zip(read.all, labels, strict=True) if chain is not None
            ]
            guess = [{"id": m.id, "chain": group} for m, group in zip(read.all, groups, strict=True)]
            got = TASK.score([{"events": gold}], guess).figures
            figures[threshold].append((float(got["b_cubed_f1"] or 0), float(got["conll_f1"] or 0)))
    for threshold, got_ in figures.items():
        b_cubed, conll = np.mean(got_, axis=0)
        print(f"threshold {threshold:5.2f}  B-cubed F1 {b_cubed:.4f}  CoNLL F1 {conll:.4f}", file=sys.stderr)
    weights = fit(known[told], same[told])
    print("# Weights of what is known of two accounts; made by models.joining.fit, see its CARD.md.")
    for name, weight in zip((*KNOWN, "level"), weights, strict=True):
        print(f"{name}\t{weight:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
