"""Scores of labels to spans of words."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...draft import Words

Scores = NDArray[np.float32]

OUTSIDE, SOURCE_BEGINS, SOURCE_GOES_ON, CONTENT_BEGINS, CONTENT_GOES_ON = range(5)
_NEVER = -1e4


class Roles(NamedTuple):
    """Source and content of one cue, and how sure the labels of the content are: their mean log probability."""

    source: list[Words]
    content: list[Words]
    sure: float


def log_softmax(logits: Scores) -> Scores:
    """Return log probabilities along the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), dtype=np.float32)


def find_cues(scores: Scores, least: float) -> list[tuple[int, int, float]]:
    """Return start, end and chance of each cue among words with the log probabilities [words, 3] of its labels.

    A word begins a cue where that is at least as likely as ``least``; the next words belong to it while "goes on" is
    their likeliest label.
    """
    found = []
    begins = np.exp(scores[:, 1])
    i, n = 0, len(scores)
    while i < n:
        if begins[i] < least:
            i += 1
            continue
        end = i + 1
        while end < n and scores[end, 2] >= max(scores[end, 0], scores[end, 1]):
            end += 1
        found.append((i, end, float(begins[i])))
        i = end
    return found


def find_roles(scores: Scores, first: int, cue: tuple[int, int]) -> Roles:
    """Return the likeliest source and content by the log probabilities [words, 5] of a window from word ``first`` on.

    A label that goes on must follow one of its kind (Viterbi); the cue's words have no role.
    """
    scores = scores.copy()
    inside = slice(max(0, cue[0] - first), max(0, cue[1] - first))
    scores[inside] = _NEVER
    scores[inside, OUTSIDE] = 0.0
    n = len(scores)
    best = scores[0].copy()
    best[[SOURCE_GOES_ON, CONTENT_GOES_ON]] = _NEVER
    back = np.zeros((n, 5), dtype=np.int64)
    for i in range(1, n):
        top = int(best.argmax())
        came = np.full(5, top)
        value = np.full(5, best[top], dtype=np.float32)
        for goes_on in (SOURCE_GOES_ON, CONTENT_GOES_ON):
            came[goes_on] = goes_on - 1 if best[goes_on - 1] >= best[goes_on] else goes_on
            value[goes_on] = best[came[goes_on]]
        back[i] = came
        best = value + scores[i]
    labels = [int(best.argmax())]
    for i in range(n - 1, 0, -1):
        labels.append(int(back[i, labels[-1]]))
    labels.reverse()
    held = [float(scores[i, label]) for i, label in enumerate(labels) if label >= CONTENT_BEGINS]
    return Roles(
        _spans(labels, SOURCE_BEGINS, first),
        _spans(labels, CONTENT_BEGINS, first),
        sum(held) / len(held) if held else 0.0,
    )


def _spans(labels: list[int], begins: int, first: int) -> list[Words]:
    found: list[Words] = []
    opened = -1
    for i, label in enumerate([*labels, OUTSIDE]):
        if opened >= 0 and label != begins + 1:
            found.append(Words(first + opened, first + i))
            opened = -1
        if label == begins:
            opened = i
    return found


def in_batches(sizes: list[int], most: int) -> list[list[int]]:
    """Return the numbers of inputs in batches of like size, each of about ``most`` pieces when padded."""
    made: list[list[int]] = []
    order: Callable[[int], tuple[int, int]] = lambda k: (sizes[k], k)  # noqa: E731
    for k in sorted(range(len(sizes)), key=order):
        if not made or (len(made[-1]) + 1) * sizes[k] > most:
            made.append([])
        made[-1].append(k)
    return made
