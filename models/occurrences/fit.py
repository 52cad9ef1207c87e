"""Fit the weights by which event mentions are joined, on ECB+ train, and show the scores that choose the threshold.

usage: python -m models.occurrences.fit TRAIN.jsonl > dateline/lexicon/occurrence_weights.tsv

Rows are those of ``dateline measure event-coref``, with ``topic``. A logistic over all pairs of neighbouring reports;
of pairs with little in common one in five is taken, and counts five times. Writes CoNLL F1 by threshold over five folds
of topics to standard error, then the weights from all topics to standard output.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.fuse.mentions import FEATURES, PLAIN, Mentions
from dateline.fuse.occurrences import group_pairs
from dateline.measure.event_coref import TASK, read_mentions, read_terms
from dateline.measure.task import load_rows

FOLDS = 5
RIDGE, RIDGE_BY_WORD = 1.0, 10.0
ROUNDS = 8
THIN = 5
THRESHOLDS = np.arange(-1.25, 0.26, 0.25)

Array = NDArray[np.float64]


def fit(features: NDArray[np.float32], same: Array, counts: NDArray[np.float32]) -> Array:
    """Return the weights of a logistic, the level last, by Newton's steps."""
    rows = np.hstack([features, np.ones((len(features), 1), np.float32)])
    ridge = np.diag([*([RIDGE] * len(PLAIN)), *([RIDGE_BY_WORD] * (len(FEATURES) - len(PLAIN))), 1e-6])
    weights = np.zeros(rows.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        curve = (rows * (counts * chance * (1 - chance)).astype(np.float32)[:, np.newaxis]).T @ rows
        slope = rows.T @ (counts * (same - chance)) - ridge @ weights
        weights += np.linalg.solve(curve.astype(np.float64) + ridge, slope)
    return weights


def main() -> int:
    """Write the weights to standard output and the scores by threshold to standard error."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    rows = load_rows(Path(sys.argv[1]))
    read = Mentions(read_mentions(rows), read_terms(rows))
    chain = {event["id"]: event["chain"] for row in rows for event in row["events"]}
    topic_of = {event["id"]: row["topic"] for row in rows for event in row["events"]}
    fold_of = {topic: at % FOLDS for at, topic in enumerate(sorted(set(topic_of.values())))}
    folds = np.array([fold_of[topic_of[mention.id]] for mention in read.all])
    chains = np.array([chain[mention.id] for mention in read.all])
    near = {name: FEATURES.index(name) for name in ("lemma", "meaning", "sentence")}
    found = []
    for pairs in read.pairs():
        telling = (
            (pairs.features[:, near["lemma"]] > 0)
            | (pairs.features[:, near["meaning"]] > 0.25)
            | (pairs.features[:, near["sentence"]] > 0.15)
        )
        kept = telling | ((pairs.one + pairs.other) % THIN == 0)
        counts = np.where(telling, 1, THIN)[kept]
        found.append((pairs.one[kept], pairs.other[kept], pairs.features[kept].astype(np.float32), counts))
    one, other, features, counts = (np.concatenate(part) for part in zip(*found, strict=True))
    same = (chains[one] == chains[other]).astype(np.float64)
    counts = counts.astype(np.float32)
    scores = np.full(len(one), -np.inf)
    for fold in range(FOLDS):
        learned = (folds[one] != fold) & (folds[other] != fold)
        held = (folds[one] == fold) & (folds[other] == fold)
        weights = fit(features[learned], same[learned], counts[learned])
        scores[held] = features[held] @ weights[:-1] + weights[-1]
    for threshold in THRESHOLDS:
        groups = group_pairs(len(read.all), one, other, scores, float(threshold))
        guess = [{"id": mention.id, "chain": group} for mention, group in zip(read.all, groups, strict=True)]
        print(f"threshold {threshold:5.2f}  CoNLL F1 {TASK.score(rows, guess).figures['conll_f1']}", file=sys.stderr)
    weights = fit(features, same, counts)
    print("# Weights of what two event mentions have in common; made by models.occurrences.fit, see its CARD.md.")
    for name, weight in zip((*FEATURES, "level"), weights, strict=True):
        print(f"{name}\t{weight:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
