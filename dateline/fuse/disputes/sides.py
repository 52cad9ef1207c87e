"""The sides of a dispute: values with their words in, groups of values that exclude each other out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from dateline.record.choices import Strength

from ..holders import Word, are_apart

V = TypeVar("V", bound=Hashable)
Held = Mapping[V, Sequence[Word]]
Excludes = Callable[[V, V], Strength | None]


def accounts_of(words: Iterable[Word]) -> tuple[str, ...]:
    """Return the ids of the accounts of words, each once, in the order of time."""
    ordered = sorted(words, key=lambda word: (word.moment, word.account.id))
    return tuple(dict.fromkeys(word.account.id for word in ordered))


def group_rivals(
    held: Held[V], excludes: Excludes[V], exactness: Callable[[V], object]
) -> tuple[list[tuple[list[V], list[Word]]], Strength | None]:
    """Return the groups of values that exclude each other, the one with most holders first, and how strongly.

    Values that a holder tells together are no rivals: for it both are so. A value that fits two groups is in none.
    ``exactness`` orders values, and the group is named by its first. Without rivals there are no groups.
    """
    rivals: dict[V, set[V]] = {}
    strongest: Strength | None = None
    if len({word.holder for words in held.values() for word in words}) < 2:
        return [], None
    for one, other in combinations(held, 2):
        strength = excludes(one, other)
        if strength is None or not _are_of_two(held[one], held[other]):
            continue
        rivals.setdefault(one, set()).add(other)
        rivals.setdefault(other, set()).add(one)
        if strongest is not Strength.CONTRADICTION:
            strongest = strength
    order = sorted(rivals, key=lambda v: (-len({w.holder for w in held[v]}), exactness(v), str(v)))
    groups: list[list[V]] = []
    for value in order:
        fitting = [group for group in groups if not rivals[value] & set(group)]
        if not fitting:
            groups.append([value])
        elif len(fitting) == 1:
            fitting[0].append(value)
    found = [(sorted(g, key=lambda v: (exactness(v), str(v))), [w for v in g for w in held[v]]) for g in groups]
    return (found, strongest) if len(found) > 1 else ([], None)


def _are_of_two(ones: Sequence[Word], others: Sequence[Word]) -> bool:
    """Tell whether two values have a holder each that does not tell the other."""
    first, second = {w.holder for w in ones}, {w.holder for w in others}
    if first & second:
        return False
    return any(are_apart(one, other) for one in ones for other in others)
