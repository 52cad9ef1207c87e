"""Scores of labels to cues and roles."""

from __future__ import annotations

import numpy as np
import pytest

from dateline.read.draft import Words
from dateline.read.statements.learned.decode import Scores, find_cues, find_roles, in_batches, log_softmax


def scores(labels: list[int], of: int, sure: float = 4.0) -> Scores:
    """Return log probabilities in which each word has its label by this lead."""
    return log_softmax(np.eye(of, dtype=np.float32)[labels] * sure)


@pytest.mark.parametrize(
    ("labels", "cues"),
    [
        ([0, 1, 0, 0], [(1, 2)]),  # said
        ([0, 1, 2, 0], [(1, 3)]),  # according to
        ([1, 1, 0, 1], [(0, 1), (1, 2), (3, 4)]),  # two cues side by side are two
        ([0, 2, 0], []),  # what only goes on begins nothing
        ([], []),
    ],
)
def test_cues(labels: list[int], cues: list[tuple[int, int]]) -> None:
    found = find_cues(scores(labels, 3) if labels else np.zeros((0, 3), dtype=np.float32), 0.5)
    assert [(s, e) for s, e, _ in found] == cues
    assert all(0.9 < chance <= 1 for _, _, chance in found)


def test_cue_under_the_least_chance_is_none() -> None:
    unsure = log_softmax(np.array([[1.0, 0.0, -2.0]], dtype=np.float32))
    assert find_cues(unsure, 0.5) == []
    assert len(find_cues(unsure, 0.2)) == 1


@pytest.mark.parametrize(
    ("labels", "source", "content"),
    [
        ([1, 0, 3, 4, 4], [Words(10, 11)], [Words(12, 15)]),  # He | said | shells fell twice
        ([3, 4, 0, 0, 1], [Words(14, 15)], [Words(10, 12)]),  # inverted
        ([3, 0, 1, 0, 3], [Words(12, 13)], [Words(10, 11), Words(14, 15)]),  # content in two parts
        ([1, 1, 0, 3, 4], [Words(10, 11), Words(11, 12)], [Words(13, 15)]),  # two sources side by side
        ([0, 0, 0, 0, 0], [], []),
    ],
)
def test_roles(labels: list[int], source: list[Words], content: list[Words]) -> None:
    found = find_roles(scores(labels, 5), 10, (20, 21))
    assert (found.source, found.content) == (source, content)
    assert found.sure <= 0


def test_what_goes_on_has_begun() -> None:
    """Viterbi: a part that only goes on takes the likelier of a beginning and of nothing."""
    found = find_roles(scores([0, 4, 4, 0], 5, 3.0), 0, (9, 10))
    assert found.content in ([Words(1, 3)], [Words(0, 3)])


def test_cue_has_no_role() -> None:
    found = find_roles(scores([3, 4, 4, 4], 5), 0, (1, 2))
    assert found.content == [Words(0, 1), Words(2, 4)] or found.content == [Words(0, 1)]


def test_batches_hold_all_inputs_once_and_are_bounded() -> None:
    sizes = [5, 120, 7, 60, 60, 3, 254]
    made = in_batches(sizes, 130)
    assert sorted(k for numbers in made for k in numbers) == list(range(len(sizes)))
    assert all(len(b) == 1 or len(b) * max(sizes[k] for k in b) <= 130 for b in made)
