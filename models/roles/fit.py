"""Fit the weights of ``dateline measure muc4``: who and what fills the roles of a report's incidents.

usage: python -m models.roles.fit TRAIN.jsonl > dateline/measure/muc4_roles.tsv

Reads the training half, takes an entity for a filler where one of its phrases is one of the key's, or ends in it or
the other way about, and fits one logistic regression a role with an L1 penalty (scikit-learn, liblinear). How likely a
report tells of an incident is fitted first on its words, and learned from by the roles as told over five folds, so that
it is as good there as it will be on a new report. Thresholds are the ones that give the best F1 over three folds.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from dateline.measure.muc4 import SLOTS, entities, head_of, joined_count, plain, reports_of
from dateline.measure.muc4_roles import ROLES, about_words, entities_of, relevance_features, words_of
from dateline.measure.task import Row, f1, load_rows
from dateline.read.pipeline import draft_reports

Floats = NDArray[np.float64]
LEAST = 3  # entities or reports with a feature
PENALTY = 0.6  # the inverse of the L1 penalty; .3, .6 and 1 were tried, over folds average F1 .427, .437, .432
WORD_PENALTY = 0.1
THRESHOLDS = tuple(np.arange(-2.5, 1.5, 0.25))


@dataclass(frozen=True, slots=True)
class Read:
    """One report as read: its row, its words, and the phrases and features of its entities."""

    row: Row
    words: list[str]
    phrases: list[list[str]]
    features: list[list[str]]


def read(rows: list[Row]) -> list[Read]:
    """Return the reports as the measurement reads them."""
    found = []
    for row, draft in zip(rows, draft_reports(reports_of(rows), until="status", fast=True), strict=True):
        listed = entities_of(draft)
        phrases = [[draft.text_of(w) for w in e.mentions] for e in listed]
        found.append(Read(row, sorted(words_of(draft)), phrases, [sorted(e.features) for e in listed]))
    return found


def labels_of(report: Read) -> NDArray[np.int64]:
    """Return for each entity whether it fills each role."""
    labels = np.zeros((len(report.phrases), len(ROLES)), dtype=np.int64)
    for j, role in enumerate(ROLES):
        names = [{plain(n) for n in entity} for entity in entities(report.row, SLOTS[role])]
        for i, phrases in enumerate(report.phrases):
            labels[i, j] = any(_same(plain(p), n) for p in phrases for entity in names for n in entity)
    return labels


def _same(phrase: str, name: str) -> bool:
    if not phrase or not name:
        return False
    return phrase == name or phrase.endswith(f" {name}") or name.endswith(f" {phrase}")


def matrix(lists: Sequence[Sequence[str]], index: dict[str, int]) -> csr_matrix:
    """Return the features of each list as a row of ones."""
    columns: list[int] = []
    ends = [0]
    for features in lists:
        columns += [index[f] for f in features if f in index]
        ends.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(lists), len(index)))


def index_of(lists: Sequence[Sequence[str]]) -> dict[str, int]:
    """Return a number for each feature that enough lists have."""
    seen = Counter(f for features in lists for f in set(features))
    return {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= LEAST))}


def fitted(x: csr_matrix, y: NDArray[np.int64], penalty: float) -> LogisticRegression:
    """Return a logistic regression with an L1 penalty."""
    return LogisticRegression(l1_ratio=1.0, C=penalty, solver="liblinear", max_iter=300, random_state=0).fit(x, y)


def over_folds(x: csr_matrix, y: NDArray[np.int64], fold: NDArray[np.int64], penalty: float) -> Floats:
    """Return the log-odds of each row by the model that has not seen its fold."""
    scores = np.zeros(len(y))
    for k in np.unique(fold):
        scores[fold == k] = fitted(x[fold != k], y[fold != k], penalty).decision_function(x[fold == k])
    return scores


def best_threshold(reports: list[Read], scores: Floats, role: str) -> tuple[float, float]:
    """Return the best F1 by head noun and the threshold that gives it."""
    found = []
    for threshold in THRESHOLDS:
        hits = predicted = gold = at = 0
        for report in reports:
            own = scores[at : at + len(report.phrases)]
            at += len(report.phrases)
            ours = [{head_of(report.phrases[i][0])} for i in np.flatnonzero(own > threshold)]
            wanted = [{head_of(n) for n in entity} for entity in entities(report.row, SLOTS[role])]
            hits, predicted, gold = hits + joined_count(wanted, ours), predicted + len(ours), gold + len(wanted)
        found.append((f1(hits, predicted, gold)[2], float(threshold)))
    return max(found)


def main() -> int:
    """Write the table to standard output, and F1 over folds to standard error."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    write_table(read(load_rows(Path(sys.argv[1]))))
    return 0


def write_table(reports: list[Read]) -> None:
    """Fit and write the weights of relevance and of each role."""
    words = index_of([r.words for r in reports])
    x_words = matrix([r.words for r in reports], words)
    tells = np.array([bool(r.row["templates"]) for r in reports], dtype=np.int64)
    relevance = over_folds(x_words, tells, np.arange(len(reports)) % 5, WORD_PENALTY)
    features = [
        [*own, *relevance_features(about_words(own), float(score))]
        for report, score in zip(reports, relevance, strict=True)
        for own in report.features
    ]
    index = index_of(features)
    x = matrix(features, index)
    y = np.vstack([labels_of(r) for r in reports])
    fold = np.repeat(np.arange(len(reports)) % 3, [len(r.phrases) for r in reports])
    weights = np.zeros((len(index), len(ROLES)))
    bias = []
    for j, role in enumerate(ROLES):
        score, threshold = best_threshold(reports, over_folds(x, y[:, j], fold, PENALTY), role)
        model = fitted(x, y[:, j], PENALTY)
        weights[:, j] = model.coef_[0]
        bias.append(float(model.intercept_[0]) - threshold)
        print(f"{role}: F1 over folds {score:.3f}, threshold {threshold}", file=sys.stderr)
    told = fitted(x_words, tells, WORD_PENALTY)
    print("# Weights of the roles of incidents; made by models.roles.fit, see models/roles/CARD.md.")
    print("#", "feature", *ROLES, sep="\t")
    print("bias", *(f"{b:.3f}" for b in bias), sep="\t")
    print(f"relevant\t{told.intercept_[0]:.3f}")
    for word, i in sorted(words.items()):
        if told.coef_[0][i]:
            print(f"word={word}\t{told.coef_[0][i]:.3f}")
    for name, i in sorted(index.items()):
        if weights[i].any():
            print(name, *(f"{w:.3f}" if w else "" for w in weights[i]), sep="\t")


if __name__ == "__main__":
    raise SystemExit(main())
