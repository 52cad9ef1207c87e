"""Where a page of a list ends, as it stands in an address: two numbers, the day and the number of its last row."""

from __future__ import annotations

import re

from dateline.errors import UsageError

_MARK = re.compile(r"(-?\d{1,9})\.(\d{1,12})")


def mark_of(words: str) -> tuple[int, int] | None:
    """Return where a page ended, None for the first; raises UsageError for what no page gave."""
    if not words:
        return None
    found = _MARK.fullmatch(words)
    if found is None:
        raise UsageError("This address names no page of the list; begin at its first page.")
    return int(found[1]), int(found[2])


def mark_words(mark: tuple[int, int] | None) -> str:
    """Return where a page ends as it stands in an address, nothing for the last page."""
    return f"{mark[0]}.{mark[1]}" if mark is not None else ""
