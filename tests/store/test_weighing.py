"""Decisions on what is one: the newest counts, on a pair and along a chain."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.store.weighing import Said, Weighed


@pytest.mark.parametrize(
    ("said", "groups", "why"),
    [
        ([], [{1}], "nobody said anything"),
        ([Said(1, [1, 2, 3])], [{1, 2, 3}], "several at once"),
        ([Said(2, [2, 3]), Said(1, [1, 2])], [{1, 2, 3}], "a chain"),
        ([Said(2, [1], [2]), Said(1, [1, 2])], [{1}, {2}], "the newer word is that they are not"),
        ([Said(2, [1, 2]), Said(1, [1], [2])], [{1, 2}], "the newer word is that they are"),
        ([Said(2, [2], [1, 3]), Said(1, [1, 2, 3])], [{1, 3}, {2}], "the others of the older word stay one"),
        ([Said(3, [1], [3]), Said(2, [2, 3]), Said(1, [1, 2])], [{1}, {2, 3}], "of a chain the oldest link breaks"),
        ([Said(3, [2, 3]), Said(2, [1, 2]), Said(1, [1], [3])], [{1, 2, 3}], "an old parting gives way to a chain"),
        ([Said(2, [1, 1], [1]), Said(1, [1, 2])], [{1, 2}], "one event by two old names is not apart from itself"),
        ([Said(1, [1, 2], [3, 4])], [{1}, {2}, {3}, {4}], "who is apart from the same is not one for that"),
    ],
)
def test_what_holds(said: list[Said], groups: list[set[int]], why: str) -> None:
    held = Weighed(said)
    for group in groups:
        for member in group:
            assert held.group(member) == group, why


def test_the_decision_in_the_way_is_named() -> None:
    held = Weighed([Said(9, [1], [4]), Said(8, [4, 5]), Said(7, [1, 2]), Said(6, [2, 3])])
    parted = held.parted_by([3, 5])
    assert parted is not None and parted.decision == 9
    assert held.parted_by([1, 3]) is None


MEMBERS = st.integers(0, 6)
SIDES = st.lists(MEMBERS, min_size=1, max_size=3)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # two cores may be busy
@given(st.lists(st.tuples(SIDES, st.one_of(st.just([]), SIDES)), max_size=8))
def test_no_two_that_hold_contradict_each_other_and_the_newest_holds_whole(
    sides: list[tuple[list[int], list[int]]],
) -> None:
    said = [Said(len(sides) - at, one, other) for at, (one, other) in enumerate(sides)]
    held = Weighed(said)
    for pair in held.same:
        assert pair.other in held.group(pair.one)
    for pair in held.not_same:
        assert pair.other not in held.group(pair.one)
    if sides and not sides[0][1]:
        assert set(sides[0][0]) <= held.group(sides[0][0][0])
    elif sides:
        one, other = sides[0]
        assert all(b not in held.group(a) for a in one for b in other if a != b)
