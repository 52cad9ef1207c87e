"""The days of an event as intervals that can be compared: days of an account in, how far two are apart out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dateline.record.account import Account
from dateline.record.choices import TimePrecision

_ONE_DAY = frozenset({TimePrecision.TIME, TimePrecision.DAY})
_FOREVER = 10**6  # days: an interval with an open end, longer than any that is closed


@dataclass(frozen=True, slots=True)
class Days:
    """Days from ``start`` to ``end``, inclusive, either None where it is open; a single day has both."""

    start: str | None
    end: str | None
    precision: TimePrecision

    @property
    def length(self) -> int:
        """How many days it is; a very great number where an end is open."""
        if self.start is None or self.end is None:
            return _FOREVER
        return date.fromisoformat(self.end).toordinal() - date.fromisoformat(self.start).toordinal() + 1

    def gap(self, other: Days) -> int:
        """Return how many days lie from the end of the earlier to the start of the later; 0 where they meet."""
        for one, two in ((self, other), (other, self)):
            if one.end is not None and two.start is not None and one.end < two.start:
                return date.fromisoformat(two.start).toordinal() - date.fromisoformat(one.end).toordinal()
        return 0

    def meets(self, other: Days) -> bool:
        """Tell whether the days have one in common, with a day of slack: midnight is not everywhere at once."""
        return self.gap(other) <= 1


@lru_cache(maxsize=4096)
def days_of(start: str | None, end: str | None, precision: TimePrecision | None) -> Days | None:
    """Return days as an interval; None where no day is told or the words were vague."""
    if (start is None and end is None) or precision in (None, TimePrecision.VAGUE):
        return None
    first, last = (None if day is None else _day(day) for day in (start, end))
    if last is None and precision in _ONE_DAY and first is not None:
        last = first
    if (first is None and last is None) or (first is not None and last is not None and last < first):
        return None
    return Days(first, last, precision)


def days_of_account(account: Account) -> Days | None:
    """Return the days of an account's event."""
    return days_of(account.start, account.end, account.precision)


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return None
