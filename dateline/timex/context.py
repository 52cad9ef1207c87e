"""What a time expression is resolved against: the day of writing, the tense around it, the times named before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from dateline.record.choices import TimeType

from .calendar import day_of
from .words import Word

Tense = Literal["past", "told", "present", "future"] | None  # "told": past, but not the phrase's own verb
PAST = ("past", "told")
TenseAt = Callable[[int], Tense]
_NEAR = 600  # characters: a time named further back is no longer what "that day" points to


class Value(NamedTuple):
    """Type and TIMEX3 value, and what the value was counted from: "published", "dateline", an index, or None."""

    type: TimeType
    value: str
    anchor: str | int | None = None


@dataclass(slots=True)
class Context:
    """The state of one text while its expressions are resolved in order."""

    base: date | None
    base_name: str | None  # "published" or "dateline"
    tense_at: TenseAt
    text: str
    said: list[tuple[int, Value]] = field(default_factory=list)  # start of each resolved expression, and its value
    before: Word | None = None  # the word before the expression in hand
    after: Word | None = None  # the word behind it
    start: int = 0

    @property
    def tense(self) -> Tense:
        """The tense of the clause that the expression in hand stands in."""
        return self.tense_at(self.start)

    def last_day(self) -> tuple[date, int] | None:
        """Return the latest day named shortly before, with its index."""
        for i in range(len(self.said) - 1, -1, -1):
            at, value = self.said[i]
            if self.start - at > _NEAR:
                return None
            day = day_of(value.value) if value.type in {TimeType.DATE, TimeType.TIME} else None
            if day is not None:
                return day, i
        return None

    def last_value(self, fits: Callable[[str], bool], near: int = _NEAR) -> tuple[str, int] | None:
        """Return the latest date value of a certain form named shortly before, with its index."""
        for i in range(len(self.said) - 1, -1, -1):
            at, value = self.said[i]
            if self.start - at > near:
                return None
            if value.type is TimeType.DATE and fits(value.value):
                return value.value, i
        return None

    def latest_quarter(self, near: int = 1500) -> tuple[str, int] | None:
        """Return the latest quarter or half year, by the calendar, of those named shortly before.

        Reports on results name a quarter and then the one a year before it; the report's own is the later one.
        """
        best: tuple[str, int] | None = None
        for i in range(len(self.said) - 1, -1, -1):
            at, value = self.said[i]
            if self.start - at > near:
                break
            text = value.value
            if (
                len(text) == 7
                and text[5] in "QH"
                and text[0] != "X"
                and text[6] != "X"
                and (best is None or text > best[0])
            ):
                best = text, i
        return best
