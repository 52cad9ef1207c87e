"""Which reports may be near a new one: those of its weeks that share its heaviest terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import floor, isnan
from typing import NamedTuple

from .likeness import WINDOW
from .terms import WORDS, Terms

# Heaviest terms of a report by which others are looked for, and by which it is found itself. With 12 and 24, and with
# 32 and 64, the stories of train and dev come out the same.
_ASKED = 16
_FOUND_BY = 32
_LAST = 16  # reports of a term and a stretch of time that are kept, up to twice as many: enough to find their stories


class Days(NamedTuple):
    """Days since 1970 between which reports were published, NaN where that is not known."""

    first: float
    last: float


Table = dict[int, list[int]]  # reports by term


class NearbyIndex:
    """Reports by their heaviest terms and their stretch of time, a window long."""

    def __init__(self) -> None:
        self._dated: dict[int, Table] = {}
        self._undated: Table = {}
        self._all: Table = {}

    def enter(self, report: int, terms: Terms, days: Days) -> None:
        """Have a report found from now on."""
        numbers = terms.numbers[:_FOUND_BY].tolist()
        for table in (*self._tables_of(days), self._all):
            for number in numbers:
                reports = table.setdefault(number, [])
                reports.append(report)
                if len(reports) > 2 * _LAST:
                    del reports[:_LAST]

    def weight_by_story(self, terms: Terms, days: Days, story_of: Sequence[int]) -> dict[int, float]:
        """Return for each story that shares some of the terms, which begin with the heaviest, how much these weigh."""
        tables = list(self._tables_near(days))
        weight_of: dict[int, float] = defaultdict(float)
        weights = terms.weights[:_ASKED, WORDS].tolist()
        for number, weight in zip(terms.numbers[:_ASKED].tolist(), weights, strict=True):
            for story in {story_of[report] for table in tables for report in table.get(number, ())}:
                weight_of[story] += weight
        return weight_of

    def _tables_of(self, days: Days) -> Iterator[Table]:
        if isnan(days.first):
            yield self._undated
        else:
            for stretch in sorted({_stretch(days.first), _stretch(days.last)}):
                yield self._dated.setdefault(stretch, {})

    def _tables_near(self, days: Days) -> Iterator[Table]:
        """Yield where to look: a report without a time may be near to any."""
        if isnan(days.first):
            yield self._all
        else:
            for stretch in range(_stretch(days.first) - 1, _stretch(days.last) + 2):
                if stretch in self._dated:
                    yield self._dated[stretch]
            yield self._undated


def _stretch(day: float) -> int:
    return floor(day / WINDOW)
