"""People's decisions on what is one, the newest first, in; what holds of them out.

The later decision outweighs the earlier wherever both cannot hold: on one pair, or along a chain of pairs (a is b, b is
c, a is not c). So the same decisions give the same answer, in whatever order and from whatever record they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class Said(NamedTuple):
    """A decision: the members of ``one`` are one thing; or, where ``other`` is given, those are of another."""

    decision: int
    one: Sequence[int]
    other: Sequence[int] = ()


class Pair(NamedTuple):
    """Two that are the same or not the same, and the decision that says so."""

    one: int
    other: int
    decision: int


class Weighed:
    """What holds of decisions: pairs that are the same, pairs that are not, neither against the other."""

    def __init__(self, said: Iterable[Said]) -> None:
        self.same: list[Pair] = []
        self.not_same: list[Pair] = []
        self._root: dict[int, int] = {}
        self._apart: dict[int, dict[int, int]] = defaultdict(dict)  # of two roots, the decision that parts them
        for one in said:
            if one.other:
                self._part(one)
            else:
                self._join(one)

    def group(self, member: int) -> set[int]:
        """Return all that are one with a member by decisions, itself among them."""
        root = self._find(member)
        return {number for number in [*self._root, member] if self._find(number) == root}

    def parted_by(self, members: Iterable[int]) -> Pair | None:
        """Return the newest decision that would not hold if these were one; None where they can be."""
        roots = {self._find(number) for number in members}
        against = [pair for pair in self.not_same if self._find(pair.one) in roots and self._find(pair.other) in roots]
        return against[0] if against else None

    def _find(self, number: int) -> int:
        root = number
        while (above := self._root.get(root, root)) != root:
            root = above
        while number != root:
            number, self._root[number] = self._root.get(number, number), root
        return root

    def _join(self, said: Said) -> None:
        heads: list[int] = []  # one member of each part; there are more than one only where a newer decision parts them
        for number in dict.fromkeys(said.one):
            for head in heads:
                first, second = self._find(head), self._find(number)
                if first == second:
                    break
                if second not in self._apart[first]:
                    self._unite(first, second)
                    self.same.append(_pair(head, number, said.decision))
                    break
            else:
                heads.append(number)

    def _unite(self, first: int, second: int) -> None:
        self._root[second] = self._root[first] = first
        for other, decision in self._apart.pop(second, {}).items():
            self._apart[first].setdefault(other, decision)
            self._apart[other].setdefault(first, decision)
            self._apart[other].pop(second, None)

    def _part(self, said: Said) -> None:
        for one, other in _pairs(said):
            first, second = self._find(one), self._find(other)
            if first == second:
                continue  # a newer decision says that they are the same
            self._root.setdefault(first, first)
            self._root.setdefault(second, second)
            self._apart[first].setdefault(second, said.decision)
            self._apart[second].setdefault(first, said.decision)
            self.not_same.append(_pair(one, other, said.decision))


def _pairs(said: Said) -> Iterator[tuple[int, int]]:
    for one in dict.fromkeys(said.one):
        for other in dict.fromkeys(said.other):
            if one != other:  # a newer reading may tell as one event what an older one told as two
                yield one, other


def _pair(one: int, other: int, decision: int) -> Pair:
    return Pair(min(one, other), max(one, other), decision)
