"""Many numbers asked for in parts that one query can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

_AT_ONCE = 500  # SQLite takes 32,766 values, but plans best for few


def in_parts(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Yield numbers in lists, each for one query."""
    rest = iter(numbers)
    while part := list(islice(rest, _AT_ONCE)):
        yield part
