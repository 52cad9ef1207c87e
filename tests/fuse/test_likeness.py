"""How surely two stories are one, on sums small enough to count by hand."""

from __future__ import annotations

import numpy as np
import pytest

from dateline.fuse.likeness import WEIGHTS, WINDOW, Floats, Sums, features, join_surest_first, link_scores

UNKNOWN = float("nan")


def _alone(*days: float) -> Sums:
    """Return reports as stories, published on these days."""
    count = len(days)
    return Sums(np.ones((count, 3)), np.ones(count), np.array(days), np.array(days))


def _alike(*pairs: tuple[int, int], count: int, by: float = 0.9) -> Floats:
    dots = np.zeros((count, count, 3))
    dots[np.arange(count), np.arange(count)] = 1.0
    for one, other in pairs:
        dots[one, other] = dots[other, one] = by
    return dots


def test_features_are_cosines_sizes_and_closeness() -> None:
    one = Sums(np.array([[4.0, 1.0, 0.0]]), np.array([2.0]), np.array([0.0]), np.array([0.0]))
    other = Sums(np.array([[9.0, 4.0, 4.0]]), np.array([4.0]), np.array([0.0]), np.array([0.0]))
    row = features(np.array([[3.0, 1.0, 0.0]]), one, other)[0]
    assert row == pytest.approx([0.5, 0.5, 0.0, np.log(2), (4 + 9 + 6 - 6) / 30, 0.75])


TIMES = [
    # days of two reports, what the score loses
    (0.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 5.0, 1.0), (5.0, 0.0, 1.0), (UNKNOWN, 5.0, 0.0), (UNKNOWN, UNKNOWN, 0.0),
    (0.0, WINDOW + 0.1, np.inf),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "loss"), TIMES)
def test_days_of_silence_cost(one: float, other: float, loss: float) -> None:
    dots = np.full((1, 3), 0.9)
    at_once, later = (link_scores(dots, _alone(a), _alone(b))[0] for a, b in ((0.0, 0.0), (one, other)))
    assert at_once - later == pytest.approx(loss)


def test_what_is_alike_is_joined_and_the_first_names_it() -> None:
    days = (UNKNOWN,) * 4
    assert join_surest_first(_alike((0, 2), (1, 3), count=4), _alone(*days)) == [0, 1, 0, 1]
    assert join_surest_first(_alike((1, 2), (2, 3), (1, 3), count=4), _alone(*days)) == [0, 1, 1, 1]
    assert join_surest_first(_alike(count=4), _alone(*days)) == [0, 1, 2, 3]
    assert join_surest_first(_alike(count=1), _alone(UNKNOWN)) == [0]
    assert join_surest_first(_alike(count=0), _alone()) == []


def test_joined_sums_are_those_of_their_reports() -> None:
    sums = _alone(3.0, 1.0, 2.0)
    join_surest_first(_alike((0, 1), (0, 2), (1, 2), count=3), sums)
    assert sums.norms[0] == pytest.approx([3 + 6 * 0.9] * 3)
    assert (sums.sizes[0], sums.first[0], sums.last[0]) == (3.0, 1.0, 3.0)


def test_a_report_without_a_time_joins_no_two_that_are_far_apart() -> None:
    dots = _alike((0, 1), (1, 2), (0, 2), count=3)
    assert len(set(join_surest_first(dots, _alone(0.0, UNKNOWN, 400.0)))) == 2


def test_a_heap_of_all_sorts_draws_less_than_a_close_story() -> None:
    close, heap = (Sums(np.full((1, 3), norm), np.array([20.0]), np.zeros(1), np.zeros(1)) for norm in (160.0, 40.0))
    cosine = 0.5
    scores = [link_scores(cosine * np.sqrt(story.norms), _alone(0.0), story, WEIGHTS)[0] for story in (close, heap)]
    assert scores[0] > scores[1]
