"""A time line of the store in, what is drawn of it out: bars and ticks by their share of the whole length."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.record.choices import EventType
from dateline.show.record_words import STANDING_WORDS
from dateline.show.words import TYPE_WORDS, counted, day_words
from dateline.store.timeline import Stretch, TimeLine, TimeRow

WIDE, HIGH = 1000.0, 24.0  # units of a row
_LEAST = 3.0  # units: so much of a day is seen, whatever the length of the line
_LANES = 4  # bars of one row above each other
_COARSE = 3.0  # height of a bar for what is known to the month or longer
_TICKS = 9  # labels below the line at most
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)  # from one label to the next
_DAYS = (1, 2, 7, 14)


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle of a row, in its units; ``look`` is a class of the style, ``words`` tell it where it is one thing."""

    x: float
    y: float
    wide: float
    high: float
    look: str
    words: str


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """One type over time; ``words`` tell all of it to who does not see the bars."""

    type: EventType
    count: int
    undated: int
    words: str
    bars: tuple[Bar, ...]

    @property
    def paths(self) -> dict[str, str]:
        """The bars without words of their own, all of one look as one path of SVG."""
        found: dict[str, list[str]] = defaultdict(list)
        for bar in self.bars:
            if not bar.words:
                found[bar.look].append(f"M{bar.x:.1f} {bar.y:.1f}h{bar.wide:.1f}v{bar.high:.1f}h-{bar.wide:.1f}z")
        return {look: "".join(parts) for look, parts in found.items()}


@dataclass(frozen=True, slots=True)
class Tick:
    """A label below the line, at a share of its length in per cent."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A time line as it is drawn, from the first day to the last."""

    first: str
    last: str
    rows: tuple[DrawnRow, ...]
    ticks: tuple[Tick, ...]


def draw(line: TimeLine) -> Drawn | None:
    """Return a time line as it is drawn, None where nothing on it has a day."""
    if line.first is None or line.last is None:
        return None
    first, last = date.fromisoformat(line.first), date.fromisoformat(line.last)
    scale = _Scale(first, (last - first).days + 1)
    most = max((cell.count for row in line.rows for cell in row.cells), default=1)
    rows = tuple(_row(row, scale, most) for row in line.rows)
    return Drawn(line.first, line.last, rows, _ticks(first, last, scale))


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    days: int

    def at(self, day: date) -> float:
        return (day - self.first).days / self.days * WIDE

    def span(self, one: Stretch) -> tuple[float, float]:
        start = max(self.at(date.fromisoformat(one.first)), 0.0)
        end = min(self.at(date.fromisoformat(one.last) + timedelta(days=1)), WIDE)
        wide = max(end - start, _LEAST)
        return min(start, WIDE - wide), wide


def _row(row: TimeRow, scale: _Scale, most: int) -> DrawnRow:
    parts = [counted(row.count, "occurrence")]
    if row.contested:
        parts.append(f"accounts differ on {row.contested:,}")
    if row.undated:
        parts.append(f"{row.undated:,} more without a day")
    bars = [*_density(row.cells, scale, most), *(_coarse(row.bars, scale) if row.cells else _alone(row.bars, scale))]
    return DrawnRow(row.type, row.count, row.undated, f"{TYPE_WORDS[row.type]}: {'; '.join(parts)}", tuple(bars))


def _words(one: Stretch) -> str:
    days = day_words(one.first, one.last, precision=one.precision) or ""
    return f"{days}: #{one.occurrence}, {STANDING_WORDS[one.standing]}"


def _density(cells: Sequence[Stretch], scale: _Scale, most: int) -> list[Bar]:
    """Return columns whose height grows with the root of the number, with the part below that accounts differ on."""
    bars = []
    for cell in cells:
        x, wide = scale.span(cell)
        high = max(math.sqrt(cell.count / most) * (HIGH - 2 * _COARSE), 1.5)
        bars.append(Bar(x, HIGH - high, wide, high, "many", ""))
        if cell.contested:
            part = max(high * cell.contested / cell.count, 1.0)
            bars.append(Bar(x, HIGH - part, wide, part, "many contested", ""))
    return bars


def _coarse(bars: Sequence[Stretch], scale: _Scale) -> list[Bar]:
    drawn = []
    for one in bars:
        x, wide = scale.span(one)
        drawn.append(Bar(x, 0.0, wide, _COARSE, "coarse", ""))
    return drawn


def _alone(bars: Sequence[Stretch], scale: _Scale) -> list[Bar]:
    """Return a bar for each occurrence, those at the same time above each other; the last lane takes what is over."""
    ends = [-1.0] * _LANES
    high = HIGH / _LANES
    drawn = []
    for one in bars:
        x, wide = scale.span(one)
        lane = next((n for n, end in enumerate(ends) if end <= x), _LANES - 1)
        ends[lane] = max(ends[lane], x + wide + 0.5)
        look = f"alone {one.standing.value}" + ("" if one.first == one.last else " long")
        drawn.append(Bar(x, HIGH - (lane + 1) * high, wide, high - 1, look, _words(one)))
    return drawn


def _ticks(first: date, last: date, scale: _Scale) -> tuple[Tick, ...]:
    if scale.days <= _TICKS * _DAYS[-1]:
        step = next(step for step in _DAYS if scale.days / step <= _TICKS)
        days = [first + timedelta(days=n) for n in range(0, scale.days, step)]
        return tuple(
            Tick(scale.at(day) / WIDE * 100, day_words(day.isoformat(), day.isoformat()) or "") for day in days
        )
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((step for step in _MONTHS if months / step <= _TICKS), _MONTHS[-1])
    ticks = []
    at = first.year * 12 + first.month - 1
    for month in range(at - at % step + step, last.year * 12 + last.month, step):
        day = date(month // 12, month % 12 + 1, 1)
        label = str(day.year) if step >= 12 or day.month == 1 else f"{day:%b}"
        ticks.append(Tick(scale.at(day) / WIDE * 100, label))
    return tuple(ticks)
