"""Occurrences: mentions that are one thing in the world, and what a person decided about them."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from dateline.errors import InputError
from dateline.fuse.meanings import vectors_of
from dateline.fuse.mentions import FEATURES, Mention, Mentions
from dateline.fuse.occurrences import Occurrence, find_occurrences, group_pairs

SHELLED = Mention(
    "r1:1",
    "r1",
    "shell",
    "shelled",
    "Rebels shelled the harbour of Qasr Lima before dawn on Friday and sank the ferry Almira.",
    actors=("Rebels",),
    recipients=("the harbour of Qasr Lima",),
    places=("Qasr Lima",),
    start="2024-05-03",
    story="s1",
)
AGAIN = replace(
    SHELLED,
    id="r2:1",
    report="r2",
    sentence="Before dawn the rebels shelled the Qasr Lima harbour, where the ferry Almira sank.",
)
BOMBARDED = replace(
    SHELLED,
    id="r3:1",
    report="r3",
    lemma="shelling",
    trigger="shelling",
    sentence="The rebels' shelling of the harbour of Qasr Lima sank the ferry Almira.",
)
ELECTED = Mention(
    "r4:1",
    "r4",
    "elect",
    "elected",
    "Members of the chess federation elected Nadia Ferrand as their president in Tolmin.",
    actors=("Members of the chess federation",),
    recipients=("Nadia Ferrand",),
    story="s2",
)
ALL = (SHELLED, AGAIN, BOMBARDED, ELECTED)


def _groups(occurrences: tuple[Occurrence, ...]) -> list[tuple[str, ...]]:
    return [occurrence.mentions for occurrence in occurrences]


def test_one_event_of_three_reports_is_one_occurrence() -> None:
    assert _groups(find_occurrences(ALL)) == [("r1:1", "r2:1", "r3:1"), ("r4:1",)]


def test_order_makes_no_difference() -> None:
    expected = find_occurrences(ALL)
    assert all(find_occurrences(order) == expected for order in permutations(ALL))


def test_each_join_has_its_score_and_reasons() -> None:
    occurrence = find_occurrences((SHELLED, AGAIN))[0]
    (join,) = occurrence.joins
    assert (occurrence.name, join.one, join.other) == ("r1:1", "r1:1", "r2:1")
    assert join.score is not None and join.score > 0
    assert join.reasons[0] == "both have “shell”"
    assert {"the same who act", "the same place", "the same time", "reports of one story"} <= set(join.reasons)


def test_counts_in_common_are_a_reason() -> None:
    one, other = (replace(m, counts=(("dead", 1200),)) for m in (SHELLED, AGAIN))
    assert "both count 1,200 dead" in find_occurrences((one, other))[0].joins[0].reasons


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"start": "2024-05-09"}, "another day"),
        ({"start": None, "published": "2024-09-01"}, "a report of months later"),
    ],
)
def test_likeness_is_not_enough(change: dict[str, str | None], why: str) -> None:
    first = replace(SHELLED, published="2024-05-03")
    assert len(find_occurrences((first, replace(AGAIN, **change)))) == 2, why  # type: ignore[arg-type]


def test_a_time_of_publication_that_is_no_date_does_not_count() -> None:
    first, second = (replace(m, start=None, published="spring") for m in (SHELLED, AGAIN))
    assert len(find_occurrences((first, second))) == 1


def test_days_that_overlap_are_one_time() -> None:
    longer = replace(AGAIN, start="2024-05-02", end="2024-05-04")
    assert len(find_occurrences((SHELLED, longer))) == 1


def test_a_decision_joins_what_is_unlike() -> None:
    occurrences = find_occurrences(ALL, same=[("r4:1", "r1:1")])
    assert _groups(occurrences) == [("r1:1", "r2:1", "r3:1", "r4:1")] or ("r1:1", "r4:1") in _groups(occurrences)
    decided = [join for occurrence in occurrences for join in occurrence.joins if join.score is None]
    assert [(join.one, join.other, join.reasons) for join in decided] == [
        ("r1:1", "r4:1", ("a person's decision",)),
    ]


def test_a_decision_parts_what_is_alike() -> None:
    groups = _groups(find_occurrences(ALL, not_same=[("r2:1", "r1:1")]))
    assert not any({"r1:1", "r2:1"} <= set(group) for group in groups)


def test_decisions_that_contradict_are_an_error() -> None:
    with pytest.raises(InputError, match="r1:1 and r3:1"):
        find_occurrences(ALL, same=[("r1:1", "r2:1"), ("r2:1", "r3:1")], not_same=[("r1:1", "r3:1")])


def test_decisions_on_other_mentions_do_not_count() -> None:
    assert find_occurrences(ALL, same=[("r1:1", "r9:1")], not_same=[("r9:1", "r8:1")]) == find_occurrences(ALL)


def test_nothing_and_one() -> None:
    assert find_occurrences(()) == ()
    assert find_occurrences((ELECTED,)) == (Occurrence("r4:1", ("r4:1",), ()),)


PAIRS = [
    # scores of pairs 0-1, 1-2, 0-2; groups expected; why
    ((1.0, 1.0, 1.0), [0, 0, 0], "all are sure"),
    ((1.0, 0.5, -3.0), [0, 0, 2], "the mean of 0.5 and -3 is too little"),
    ((-3.0, -3.0, 0.4), [0, 1, 0], "one pair"),
    ((-1.0, -1.0, -1.0), [0, 1, 2], "none is sure"),
]


@pytest.mark.parametrize(("scores", "groups", "why"), PAIRS)
def test_groups_are_joined_by_their_mean(scores: tuple[float, ...], groups: list[int], why: str) -> None:
    one, other = np.array([0, 1, 0]), np.array([1, 2, 2])
    assert group_pairs(3, one, other, np.array(scores)) == groups, why


def test_pairs_that_are_not_given_are_unsure() -> None:
    assert group_pairs(3, np.array([0, 1]), np.array([1, 2]), np.array([1.0, 1.0])) == [0, 0, 2]


def test_a_crowd_is_held_together_by_surer_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = np.array([0, 1, 2]), np.array([1, 2, 3])
    scores = np.array([1.0, 0.0, 1.0])
    monkeypatch.setattr("dateline.fuse.occurrences._CROWD", 2)
    assert group_pairs(4, one, other, scores) == [0, 0, 2, 2]


def test_each_pair_of_neighbours_comes_once() -> None:
    mentions = Mentions(ALL)
    pairs = [(int(a), int(b)) for p in mentions.pairs() for a, b in zip(p.one, p.other, strict=True)]
    assert len(pairs) == len(set(pairs))
    assert {(0, 1), (0, 2), (1, 2)} <= set(pairs)
    assert all(p.features.shape == (len(p.one), len(FEATURES)) for p in mentions.pairs())


def test_words_of_one_meaning_point_one_way() -> None:
    killed, murdered, elected, unknown = vectors_of(["killed", "murdered", "elected", "xqzt"])
    assert killed @ murdered > 0.45 > killed @ elected
    assert not unknown.any()
