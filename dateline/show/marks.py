"""Marks over a text, turned into elements that nest: a mark that crosses another is closed and opened again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters of a text that one element marks; ``before`` and ``after`` are HTML put at its two ends."""

    start: int
    end: int
    classes: str
    thing: str  # the id of what is marked, for linking note and words
    before: Markup = field(default=Markup(""))
    after: Markup = field(default=Markup(""))


class Act(Enum):
    """One move in writing marked text."""

    OPEN = "open"
    CLOSE = "close"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Move:
    """Open or close a mark (by its place in the list), or write the characters from start to end."""

    act: Act
    mark: int = -1
    start: int = 0
    end: int = 0


def nested(marks: Sequence[Mark], start: int, end: int) -> Iterator[Move]:
    """Yield the moves that write the text from start to end so that each character stands in exactly its marks.

    Elements nest: of two marks that cross, the one opened later is closed where the earlier ends and opened again.
    Marks are cut at start and end; empty ones are left out.
    """
    kept = [i for i, m in enumerate(marks) if max(m.start, start) < min(m.end, end)]
    # Longer first at the same start, so that fewer have to be opened again.
    opening = sorted(kept, key=lambda i: (max(marks[i].start, start), -marks[i].end, i))
    edges = sorted({start, end, *(max(marks[i].start, start) for i in kept), *(min(marks[i].end, end) for i in kept)})
    stack: list[int] = []
    for here, there in pairwise(edges):
        yield from _closings(marks, stack, here)
        while opening and max(marks[opening[0]].start, start) <= here:
            stack.append(opening.pop(0))
            yield Move(Act.OPEN, stack[-1])
        yield Move(Act.TEXT, start=here, end=there)
    while stack:
        yield Move(Act.CLOSE, stack.pop())


def _closings(marks: Sequence[Mark], stack: list[int], here: int) -> Iterator[Move]:
    """Yield the moves that close what ends here, with what must be opened again above it; changes the stack."""
    ending = [depth for depth, i in enumerate(stack) if marks[i].end <= here]
    if not ending:
        return
    again = [i for i in stack[ending[0] :] if marks[i].end > here]
    while len(stack) > ending[0]:
        yield Move(Act.CLOSE, stack.pop())
    for i in again:
        stack.append(i)
        yield Move(Act.OPEN, i)


def marked_html(text: str, marks: Sequence[Mark], start: int, end: int, breaks: frozenset[int] = frozenset()) -> Markup:
    """Return the text from start to end as HTML with its marks; characters in ``breaks`` also break the line."""
    out: list[str] = []
    opened: set[int] = set()
    position = start
    for move in nested(marks, start, end):
        if move.act is Act.TEXT:
            out.append(_text(text, move.start, move.end, breaks))
            position = move.end
            continue
        mark = marks[move.mark]
        # Each end's HTML is written once, where the mark itself begins and ends, not where it is opened again.
        if move.act is Act.OPEN:
            if move.mark not in opened and mark.start >= start:
                out.append(mark.before)
            opened.add(move.mark)
            out.append(f'<span class="{escape(mark.classes)}" data-of="{escape(mark.thing)}">')
        else:
            out.append("</span>")
            if mark.end == position:
                out.append(mark.after)
    return Markup("".join(out))


def _text(text: str, start: int, end: int, breaks: frozenset[int]) -> str:
    if not breaks:
        return str(escape(text[start:end]))
    out: list[str] = []
    line = start
    at = text.find("\n", start, end)
    while at >= 0:
        if at in breaks:
            out += [str(escape(text[line:at])), "<br>\n"]
            line = at + 1
        at = text.find("\n", at + 1, end)
    return "".join([*out, str(escape(text[line:end]))])
