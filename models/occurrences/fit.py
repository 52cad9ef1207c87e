"""Fit the weights by which event mentions are joined, on ECB+ train, and show the scores that choose the threshold.

usage: python -m models.occurrences.fit TRAIN.jsonl > dateline/lexicon/occurrence_weights.tsv

Rows are those of ``dateline measure event-coref``, with ``topic`` and ``subtopic``. First a logistic over pairs of
reports that are like each other: whether they are of one story. Then one over all pairs of mentions of such reports,
by stories as a logistic of the other folds tells them; of pairs with little in common one in five is taken, and counts
five times. Writes CoNLL F1 by threshold over five folds of topics to standard error, then the weights from all topics
to standard output.
"""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.fuse.mentions import FEATURES, LIKE, PLAIN, Mentions
from dateline.fuse.occurrences import KEPT_FROM, MISSING, group_pairs
from dateline.fuse.one_story import STORY_FEATURES
from dateline.fuse.telling_terms import likeness
from dateline.measure.event_coref import TASK, read_mentions, read_terms
from dateline.measure.task import load_rows

FOLDS = 5
RIDGE, RIDGE_BY_WORD, RIDGE_STORY = 3.0, 50.0, 0.3
ROUNDS = 8
THIN = 5
THRESHOLDS = np.arange(-1.8, -1.05, 0.1)

Array = NDArray[np.float64]


def fit(features: NDArray[np.float32], same: Array, counts: NDArray[np.float32], ridges: list[float]) -> Array:
    """Return the weights of a logistic, the level last, by Newton's steps."""
    rows = np.hstack([features, np.ones((len(features), 1), np.float32)])
    ridge = np.diag([*ridges, 1e-6])
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
    mentions, terms = read_mentions(rows), read_terms(rows)
    topics = sorted({row["topic"] for row in rows})
    fold_of = {row["doc"]: topics.index(row["topic"]) % FOLDS for row in rows}
    story_of = {row["doc"]: row["subtopic"] for row in rows}
    read = Mentions(mentions, terms, np.zeros(len(STORY_FEATURES) + 1))
    told = sorted({mention.report for mention in mentions})
    alike = [(one, other) for one, other in combinations(told, 2) if likeness(terms[one], terms[other]) >= LIKE]
    shared = np.array([read.story_features(one, other) for one, other in alike], dtype=np.float32)
    is_one = np.array([story_of[one] == story_of[other] for one, other in alike], dtype=np.float64)

    def fit_story(without: int | None) -> Array:
        learned = np.array([without not in (fold_of[one], fold_of[other]) for one, other in alike])
        ridges = [RIDGE_STORY] * len(STORY_FEATURES)
        return fit(shared[learned], is_one[learned], np.ones(int(learned.sum()), np.float32), ridges)

    chain = {event["id"]: event["chain"] for row in rows for event in row["events"]}
    chains = np.array([chain[mention.id] for mention in read.all])
    folds = np.array([fold_of[mention.report] for mention in read.all])
    near = {name: FEATURES.index(name) for name in ("lemma", "meaning", "sentence")}
    found = []
    for fold in range(FOLDS):
        for pairs in Mentions(mentions, terms, fit_story(fold)).pairs():
            telling = (
                (pairs.features[:, near["lemma"]] > 0)
                | (pairs.features[:, near["meaning"]] > 0.25)
                | (pairs.features[:, near["sentence"]] > 0.15)
            )
            kept = (folds[pairs.one] == fold) & (telling | ((pairs.one + pairs.other) % THIN == 0))
            counts = np.where(telling, 1, THIN)[kept]
            found.append((pairs.one[kept], pairs.other[kept], pairs.features[kept].astype(np.float32), counts))
    one, other, features, counts = (np.concatenate(part) for part in zip(*found, strict=True))
    same = (chains[one] == chains[other]).astype(np.float64)
    counts = counts.astype(np.float32)
    ridges = [*([RIDGE] * len(PLAIN)), *([RIDGE_BY_WORD] * (len(FEATURES) - len(PLAIN)))]
    scores = np.full(len(one), -np.inf)
    for fold in range(FOLDS):
        learned = (folds[one] != fold) & (folds[other] != fold)
        held = (folds[one] == fold) & (folds[other] == fold)
        weights = fit(features[learned], same[learned], counts[learned], ridges)
        scores[held] = features[held] @ weights[:-1] + weights[-1]
    kept = scores > KEPT_FROM
    for threshold in THRESHOLDS:
        groups = group_pairs(len(read.all), one[kept], other[kept], scores[kept], float(threshold), missing=MISSING)
        guess = [{"id": mention.id, "chain": group} for mention, group in zip(read.all, groups, strict=True)]
        print(f"threshold {threshold:5.2f}  CoNLL F1 {TASK.score(rows, guess).figures['conll_f1']}", file=sys.stderr)
    print("# Weights of what two event mentions have in common; made by models.occurrences.fit, see its CARD.md.")
    for name, weight in zip((*STORY_FEATURES, "level"), fit_story(None), strict=True):
        print(f"story/{name}\t{weight:.3f}")
    for name, weight in zip((*FEATURES, "level"), fit(features, same, counts, ridges), strict=True):
        print(f"{name}\t{weight:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
