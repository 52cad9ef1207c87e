"""Which events hang together by links, in parts that stay small enough to be grouped at once.

A part is what hangs together at the least sure level at which it is not too large. Since that follows from the links
alone, whoever comes first, the same links give the same blocks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

MOST = 200  # events of a block, by hand: grouping costs by the square of it
LEVELS = 5
STEP = 0.5  # of the score, from one level to the next


class Link(NamedTuple):
    """Two events by number and how surely they are one."""

    one: int
    other: int
    score: float


class Block(NamedTuple):
    """Events that hang together by links of a score above ``level`` steps over the threshold, by rising number."""

    level: int
    events: tuple[int, ...]


def find_blocks(
    events: Iterable[int], links: Iterable[Link], threshold: float, levels: Mapping[int, int], most: int = MOST
) -> list[Block]:
    """Return the blocks of these events, each in one.

    ``levels`` are those of events that were in a block before: what was too large at a level stays so, even where
    only a part of it is given here. At the last level a block is as large as it comes.
    """
    kept = [link for link in links if link.score > threshold]
    waiting = sorted(set(events))
    blocks: list[Block] = []
    for level in range(LEVELS):
        least = threshold + level * STEP
        parts = _parts(waiting, (link for link in kept if link.score > least))
        waiting = []
        for part in parts:
            large = len(part) > most or any(levels.get(number, 0) > level for number in part)
            if large and level < LEVELS - 1:
                waiting += part
            else:
                blocks.append(Block(level, tuple(part)))
    return sorted(blocks, key=lambda block: block.events)


def _parts(events: Iterable[int], links: Iterable[Link]) -> list[list[int]]:
    """Return the events in parts that hang together."""
    tree = {number: number for number in events}

    def root(number: int) -> int:
        while tree[number] != number:
            tree[number] = tree[tree[number]]
            number = tree[number]
        return number

    for link in links:
        if link.one in tree and link.other in tree:
            first, second = sorted((root(link.one), root(link.other)))
            tree[second] = first
    parts: dict[int, list[int]] = defaultdict(list)
    for number in sorted(tree):
        parts[root(number)].append(number)
    return list(parts.values())
