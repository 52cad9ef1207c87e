"""When something is asked next: by how often it brings something, how often it failed, and how old it is.

Nothing here is chance: what is spread, so that not all is asked at once, is spread by the address.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# All by hand. A feed of news brings something some times a day; one that is quiet is asked some times a day too.
_FASTER, _SLOWER = 0.5, 1.5  # after it brought something, and after it did not
_SLOWEST = timedelta(hours=6)
_LONGEST_BACKOFF = timedelta(hours=24)
_SPREAD = 0.1  # of an interval, either way
_DEAD_FAILURES, _DEAD_AFTER = 5, timedelta(days=3)  # a weekend without electricity is no death
_TRIES = 6  # of a page: over about a day
_FIRST_TRY = timedelta(minutes=15)
_FIRST_LOOK, _LAST_LOOK = timedelta(hours=1), timedelta(days=14)  # most corrections of news come within hours
_LONGEST_REST = timedelta(days=1)


def next_pace(every_s: int, pace_s: int | None, has_brought: bool) -> int:
    """Return how often a seed is asked from now on, in seconds: never more often than ``every_s``."""
    slowest = max(every_s, int(_SLOWEST.total_seconds()))
    wanted = (pace_s or every_s) * (_FASTER if has_brought else _SLOWER)
    return int(min(max(wanted, every_s), slowest))


def spread(seconds: float, by: str) -> timedelta:
    """Return an interval made up to a tenth longer or shorter, the same for the same words."""
    part = int.from_bytes(hashlib.sha256(by.encode("utf-8", "surrogatepass")).digest()[:4], "big") / 2**32
    return timedelta(seconds=seconds * (1 - _SPREAD + 2 * _SPREAD * part))


def backoff(pace_s: int, failures: int, by: str) -> timedelta:
    """Return how long a seed is left alone after so many failures one after another: each time twice as long."""
    seconds = min(pace_s * 2.0 ** min(failures, 20), max(_LONGEST_BACKOFF.total_seconds(), pace_s))
    return spread(seconds, f"{by} {failures}")


def is_dead(failures: int, alive_at: datetime, now: datetime) -> bool:
    """Tell whether a seed fails for so long that somebody should look; ``alive_at`` is when it last answered."""
    return failures >= _DEAD_FAILURES and now - alive_at >= _DEAD_AFTER


def next_try(tries: int, by: str) -> timedelta | None:
    """Return how long until a page is tried again that failed so many times; None where it is given up."""
    if tries >= _TRIES:
        return None
    return spread(_FIRST_TRY.total_seconds() * 2.0 ** (tries - 1), f"{by} {tries}")


def next_look(found_at: datetime, now: datetime, by: str) -> datetime | None:
    """Return when a page is looked at again for changes: when it is twice as old as now; None once it is old."""
    age = now - found_at
    if age > _LAST_LOOK:
        return None
    return now + spread(max(age, _FIRST_LOOK).total_seconds(), by)


def retry_after(words: str | None, now: datetime) -> timedelta | None:
    """Return what a Retry-After asks for, in seconds or as a date, a day at the most; None where it cannot be read."""
    if words is None:
        return None
    words = words.strip()
    if words.isascii() and words.isdigit():
        return min(timedelta(seconds=int(words[:9])), _LONGEST_REST)
    try:
        at = parsedate_to_datetime(words)
    except (ValueError, IndexError, TypeError):
        return None
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return min(max(at - now, timedelta()), _LONGEST_REST)
