"""Those an actor has to do with in, a picture of them out: who did to it at the left, whom it did to at the right.

Who only took part beside it stands on the side with more room, joined by a line without an arrow.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.show.words import counted, shorten
from dateline.store.actor_ties import Tie

WIDE = 720.0
_ROW = 30.0  # from one name to the next
_EDGE = 215.0  # where the names of a side end
_MIDDLE = 80.0  # half the width kept for the actor itself
_NAME = 30  # characters of a name


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line between the actor and another: how strong, how often, whether with an arrow; ``words`` say all of it."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    number: int
    share: float  # of the occurrences that accounts differ on
    has_arrow: bool
    words: str


@dataclass(frozen=True, slots=True)
class Node:
    """Another actor with the place of its name; ``is_left`` has the name end there, else begin."""

    id: int
    label: str
    x: float
    y: float
    is_left: bool
    stroke: Stroke


@dataclass(frozen=True, slots=True)
class Network:
    """The picture: its height, the actor's own place and name, the others."""

    high: float
    label: str
    x: float
    y: float
    nodes: tuple[Node, ...]


def draw_network(name: str, ties: Sequence[Tie]) -> Network | None:
    """Return the picture of whom an actor has to do with, None where there is nobody."""
    if not ties:
        return None
    left = [tie for tie in ties if tie.by]
    right = [tie for tie in ties if tie.to]
    for tie in ties:
        if not tie.by and not tie.to:
            (left if len(left) < len(right) else right).append(tie)
    most = max(tie.together for tie in ties)
    high = max(len(left), len(right), 2) * _ROW + 20
    middle = high / 2
    nodes = [
        _node(name, tie, is_left, high / 2 + (n - (len(side) - 1) / 2) * _ROW, middle, most)
        for is_left, side in ((True, left), (False, right))
        for n, tie in enumerate(side)
    ]
    return Network(high, shorten(name, _NAME), WIDE / 2, middle, tuple(nodes))


def tie_words(name: str, tie: Tie) -> str:
    """Return what there is between two actors in words."""
    parts = [
        f"{name} did to {tie.name}: {tie.to:,}" if tie.to else "",
        f"{tie.name} did to {name}: {tie.by:,}" if tie.by else "",
        f"both in {counted(tie.beside, 'occurrence')}" if tie.beside else "",
        f"accounts differ on {tie.contested:,}" if tie.contested else "",
    ]
    return "; ".join(part for part in parts if part)


def _node(name: str, tie: Tie, is_left: bool, y: float, middle: float, most: int) -> Node:
    number = (tie.by if is_left else tie.to) or tie.beside
    has_arrow = bool(tie.by if is_left else tie.to)
    outer = _EDGE if is_left else WIDE - _EDGE
    inner = WIDE / 2 - _MIDDLE if is_left else WIDE / 2 + _MIDDLE
    at = middle + (y - middle) * 0.15
    ends = ((outer, y), (inner, at)) if is_left else ((inner, at), (outer, y))
    if not has_arrow:
        ends = ((outer, y), (inner, at))
    (x1, y1), (x2, y2) = ends
    width = 1 + 3.5 * math.sqrt(number / most)
    stroke = Stroke(x1, y1, x2, y2, width, number, tie.contested / tie.together, has_arrow, tie_words(name, tie))
    return Node(tie.id, shorten(tie.name, _NAME), outer + (-8 if is_left else 8), y, is_left, stroke)
