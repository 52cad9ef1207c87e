"""Where the wording of a group of copies comes from: the agency they credit, else the report that came first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Copy:
    """What is told of one report of a group; ``published`` is an ISO 8601 date or date-time."""

    report: str
    outlet: str | None = None
    agency: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """The agency or the report that a wording comes from, each None where it is not known, and the reason in words."""

    agency: str | None
    report: str | None
    reason: str


class _Time(NamedTuple):
    """When a report was published: a moment, or a day from its start to its end."""

    start: datetime
    end: datetime


def find_origin(copies: Iterable[Copy]) -> Origin:
    """Return the origin of these copies: the agency that most of them credit, else the one that was published first.

    Where an agency is the origin, the report is the agency's own text, if it is there. Nothing is guessed: two agencies
    credited alike are none, and copies of one day of which none has an hour have no first.
    """
    ordered = sorted(copies, key=lambda c: c.report)
    first = _first(ordered)
    since = f"{first} was published first" if first is not None else "the dates do not say which came first"
    credits = Counter(c.agency for c in ordered if c.agency is not None)
    if not credits:
        return Origin(None, first, f"no agency is credited; {since}")
    (agency, most), *others = credits.most_common()
    if others and others[0][1] == most:
        names = " and ".join(sorted(name for name, number in credits.items() if number == most))
        return Origin(None, first, f"{names} are credited alike; {since}")
    own = _first([c for c in ordered if c.outlet is not None and c.outlet.casefold() == agency.casefold()])
    whose = f"; {own} is its own text" if own is not None else ""
    return Origin(agency, own, f"{most} of {len(ordered)} credit {agency}{whose}")


def credit_in_common(one: Copy, other: Copy) -> str | None:
    """Return in words what the credits of two copies say of each other, or None where either has none."""
    if one.agency is None or other.agency is None:
        return None
    if one.agency == other.agency:
        return f"both credit {one.agency}"
    return f"{one.report} credits {one.agency}, {other.report} {other.agency}"


def _first(copies: Sequence[Copy]) -> str | None:
    """Return the copy published before all others that have a date, or None where that is not sure; one alone is it."""
    if len(copies) == 1:
        return copies[0].report
    dated = sorted((time, c.report) for c in copies if (time := _time(c.published)) is not None)
    if not dated:
        return None
    (time, report), *later = dated
    return report if all(time.end < other.start for other, _ in later) else None


def _time(published: str | None) -> _Time | None:
    """Return when a date or date-time says, in UTC where it names no zone; None where it cannot be read."""
    try:
        moment = datetime.fromisoformat(published or "")
    except ValueError:
        return None
    moment = moment.astimezone(UTC) if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    whole_day = "T" not in (published or "") and " " not in (published or "").strip()
    return _Time(moment, moment + _DAY - timedelta(microseconds=1) if whole_day else moment)
