"""A start and what stands next to each thing in, everything that is reached out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def reached(start: T, next_to: Callable[[T], Iterable[T]]) -> set[T]:
    """Return what is reached from a start by going from neighbour to neighbour, the start with it."""
    found, waiting = {start}, [start]
    while waiting:
        for other in next_to(waiting.pop()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found
