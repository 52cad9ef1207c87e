"""Who stands behind accounts in, a drawing of it out: voices left, agencies in the middle, outlets right.

Places and paths are worked out here, so that the page needs no script; ``lines`` say the same in words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from dateline.record.account import Account
from dateline.record.briefing import CopyOf
from dateline.record.occurrence import Independence, Root
from dateline.show.words import counted, listed, printable, shorten

_WIDTHS = (250, 190, 230)  # of a column, in units of the drawing, which are pixels where it has room
_GAP, _SIDE = 84, 56  # between columns, and at either edge for lines within one column
_LINE, _PAD, _APART = 17, 7, 12
_LETTERS = (36, 27, 33)  # that a line of a column holds at 13 pixels; by hand, of a wide system font
_MOST_LINES = 2
_MOST = 60  # names that are drawn; more are told in words alone
_QUOTED = " quoted by "  # in the name of a root without a name of its own


@dataclass(frozen=True, slots=True)
class Node:
    """A voice, an agency or an outlet: where it stands, its words by line, and how it counts."""

    name: str
    column: int
    lines: tuple[str, ...]
    x: int
    y: int
    width: int
    height: int
    is_root: bool
    is_named: bool
    is_interested: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two: ``kind`` is "relies", "circle" or "copy"; ``words`` say it."""

    path: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a column."""

    words: str
    x: int


@dataclass(frozen=True, slots=True)
class SourceGraph:
    """The drawing, and the same in words, a line each."""

    width: int
    height: int
    headings: tuple[Heading, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    lines: tuple[str, ...]

    @property
    def is_drawn(self) -> bool:
        """Whether there is anything to draw: not one name alone, and not more names than can be read."""
        return 1 < len(self.nodes) <= _MOST


def source_graph(independence: Independence, accounts: Sequence[Account], copies: Sequence[CopyOf]) -> SourceGraph:
    """Return the drawing of who stands behind accounts."""
    outlets = {printable(a.outlet) for a in accounts if a.outlet}
    agencies = {printable(a.agency) for a in accounts if a.agency} - outlets
    roots = {root.name: root for root in independence.roots}
    pairs = [(_key(one.on, one.who, roots), _key(one.who, "", roots)) for one in independence.reliances]
    names = list(dict.fromkeys([*(name for pair in pairs for name in pair), *(root.name for root in roots.values())]))
    column = {name: 2 if name in outlets else 1 if name in agencies else 0 for name in names}
    rank = _ranks(names, column, pairs)
    # without agencies in between, outlets stand next to the voices
    used = [c for c in range(3) if any(column[name] == c for name in names)]
    xs: dict[int, int] = {}
    x = _SIDE
    for c in used:
        xs[c] = x
        x += _WIDTHS[c] + _GAP
    width = x - _GAP + _SIDE
    heights: dict[int, int] = {}
    nodes: dict[str, Node] = {}
    for c in used:
        y = 34
        for name in sorted((name for name in names if column[name] == c), key=rank.__getitem__):
            nodes[name] = _node(name, c, xs[c], y, roots.get(name))
            y += nodes[name].height + _APART
        heights[c] = y
    height = max(heights.values(), default=0)
    nodes = {name: _lowered(node, (height - heights[node.column]) // 2) for name, node in nodes.items()}
    circle = {name for of in independence.circles for name in of}
    edges = [_edge(nodes[on], nodes[who], {on, who} <= circle) for on, who in pairs]
    edges += _copy_edges(copies, nodes)
    titles = ("Whose word", "Agencies", "Outlets")
    headings = tuple(Heading(titles[c], xs[c]) for c in used)
    lines = _in_words(independence, copies)
    return SourceGraph(width, height, headings, tuple(nodes.values()), tuple(edges), lines)


def _key(name: str, by: str, roots: dict[str, Root]) -> str:
    """Return under what name somebody stands: a voice without a name is another one with each who quotes it."""
    own = f"{name}{_QUOTED}{by}"
    return own if own in roots else name


def _ranks(names: Sequence[str], column: dict[str, int], pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Return in what order names stand in their columns, so that few lines cross: each by those it is joined to."""
    near: dict[str, list[str]] = defaultdict(list)
    for on, who in pairs:
        if column[on] != column[who]:
            near[on].append(who)
            near[who].append(on)
    rank = {name: float(at) for at, name in enumerate(names)}
    for _ in range(4):  # by hand: it settles sooner
        for c in (2, 1, 0):
            own = [name for name in names if column[name] == c]
            mean = {n: sum(rank[o] for o in near[n]) / len(near[n]) if near[n] else rank[n] for n in own}
            spread = len(names) / max(len(own), 1)
            for at, name in enumerate(sorted(own, key=lambda n: (mean[n], n))):
                rank[name] = at * spread
    return rank


def _node(name: str, column: int, x: int, y: int, root: Root | None) -> Node:
    shown = printable(name.split(_QUOTED)[0] if root is not None and not root.named else name)
    lines = wrap(shorten(shown, _LETTERS[column] * _MOST_LINES - 2), _LETTERS[column])[:_MOST_LINES] or [shown]
    return Node(
        name=printable(name),
        column=column,
        lines=tuple(lines),
        x=x,
        y=y,
        width=_WIDTHS[column],
        height=len(lines) * _LINE + 2 * _PAD,
        is_root=root is not None,
        is_named=root is None or root.named,
        is_interested=root is not None and bool(root.interested),
    )


def _lowered(node: Node, by: int) -> Node:
    return Node(
        node.name, node.column, node.lines, node.x, node.y + by, node.width, node.height,
        node.is_root, node.is_named, node.is_interested,
    )  # fmt: skip


def _edge(on: Node, who: Node, is_circle: bool) -> Edge:
    kind = "circle" if is_circle else "relies"
    return Edge(_path(on, who), kind, f"{who.name} relies on {on.name.split(_QUOTED)[0]}")


def _path(one: Node, other: Node) -> str:
    """Return a curve from one to the other; within a column it goes around outside."""
    y1, y2 = one.y + one.height // 2, other.y + other.height // 2
    if one.column == other.column:
        left = one.column == 0
        x = one.x if left else one.x + one.width
        out = x + (-1 if left else 1) * min(_SIDE - 8, 24 + abs(y2 - y1) // 8)
        return f"M{x} {y1}C{out} {y1} {out} {y2} {x} {y2}"
    if one.column > other.column:
        one, other, y1, y2 = other, one, y2, y1
    x1, x2 = one.x + one.width, other.x
    middle = (x1 + x2) // 2
    return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"


def _copy_edges(copies: Sequence[CopyOf], nodes: dict[str, Node]) -> list[Edge]:
    found: dict[tuple[str, str], Edge] = {}
    for copy in copies:
        pair = (printable(copy.copy.outlet or ""), printable(copy.of.outlet or ""))
        if pair[0] != pair[1] and pair[0] in nodes and pair[1] in nodes:
            words = f"{pair[0]} carries the text of {pair[1]}"
            found.setdefault(pair, Edge(_path(nodes[pair[0]], nodes[pair[1]]), "copy", words))
    return list(found.values())


def _in_words(independence: Independence, copies: Sequence[CopyOf]) -> tuple[str, ...]:
    relied: dict[str, list[str]] = defaultdict(list)
    for one in independence.reliances:
        relied[one.who].append(one.on)
    lines = [f"{printable(who)} relies on {listed(printable(on) for on in of)}" for who, of in relied.items()]
    own = [printable(root.name) for root in independence.roots if root.kind == "outlet" and root.name not in relied]
    lines += [f"{name} tells it in its own words" for name in own]
    lines += [f"{listed(printable(name) for name in of)} only cite each other" for of in independence.circles]
    texts: dict[str, set[str]] = defaultdict(set)
    for copy in copies:
        texts[printable(copy.of.outlet or f"r{copy.of.id}")].add(printable(copy.copy.outlet or f"r{copy.copy.id}"))
    lines += [
        f"{listed(sorted(by))} {'carry' if len(by) > 1 else 'carries'} the text of {of}" for of, by in texts.items()
    ]
    unnamed = sum(not root.named for root in independence.roots)
    lines += [f"{counted(unnamed, 'voice')} without a name" if unnamed else ""]
    return tuple(line for line in lines if line)
