"""Occurrences in, those of the record that may be the same out: told alike yet kept apart, or of one day and place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from dateline.record.briefing import OccurrenceLine

from .asking import in_parts
from .decided import decided_on
from .lines import occurrence_lines
from .rows import UNKNOWN_DAY, day_number
from .schema import event
from .schema_fused import link, occurrence

_DAYS = 2  # between two occurrences of one place that may be one; by hand: a night and a late report
_AT_ONE_PLACE = 12  # of one place in these days that are looked at


@dataclass(frozen=True, slots=True)
class Near:
    """An occurrence that may be the same as another, with what both have in common in words."""

    line: OccurrenceLine
    reasons: tuple[str, ...]


def near_occurrences(
    connection: Connection, lines: Sequence[OccurrenceLine], most: int = 3
) -> dict[int, tuple[Near, ...]]:
    """Return for each of these occurrences others that may be the same, the likeliest first.

    Those that a person has kept apart from it are left out.
    """
    alike = _told_alike(connection, [one.id for one in lines])
    beside = {one.id: _at_its_place(connection, one) for one in lines if len(alike[one.id]) < most}
    apart = _kept_apart(connection, [one.id for one in lines])
    wanted = {
        one.id: [
            number
            for number in dict.fromkeys([*alike[one.id], *beside.get(one.id, ())])
            if (one.id, number) not in apart
        ][:most]
        for one in lines
    }
    found = {one.id: one for one in occurrence_lines(connection, sorted({n for of in wanted.values() for n in of}))}
    return {
        one.id: tuple(
            Near(found[number], _in_common(one, found[number], number in alike[one.id]))
            for number in wanted[one.id]
            if number in found
        )
        for one in lines
    }


def _told_alike(connection: Connection, numbers: Iterable[int]) -> dict[int, list[int]]:
    """Return for each occurrence the others that accounts of both link, the surest link first."""
    own, other = event.alias("own"), event.alias("other")
    surest = func.max(link.c.score).label("surest")
    found: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for part in in_parts(numbers):
        asked = (
            select(own.c.occurrence_id, other.c.occurrence_id.label("near"), surest)
            .join(link, link.c.event_id == own.c.id)
            .join(other, other.c.id == link.c.other_id)
            .where(own.c.occurrence_id.in_(part), other.c.occurrence_id != own.c.occurrence_id)
            .group_by(own.c.occurrence_id, other.c.occurrence_id)
        )
        for row in connection.execute(asked):
            found[row.occurrence_id].append((-row.surest, row.near))
    return defaultdict(list, {number: [near for _, near in sorted(of)] for number, of in found.items()})


def _at_its_place(connection: Connection, one: OccurrenceLine) -> list[int]:
    """Return others of its kind at its place, on its day or nearly so."""
    day = day_number(one.day)
    if one.place is None or day == UNKNOWN_DAY:
        return []
    there = select(occurrence.c.id, occurrence.c.day, occurrence.c.type).where(
        occurrence.c.place == one.place, occurrence.c.day >= day - _DAYS, occurrence.c.day <= day + _DAYS
    )
    rows = connection.execute(there.order_by(occurrence.c.day.desc(), occurrence.c.id.desc()).limit(_AT_ONE_PLACE))
    same = [(abs(row.day - day), row.id) for row in rows if row.id != one.id and row.type == one.type.value]
    return [number for _, number in sorted(same)]


def _kept_apart(connection: Connection, numbers: Sequence[int]) -> set[tuple[int, int]]:
    """Return the pairs of these occurrences with others that a standing decision says are two."""
    events: list[int] = []
    for part in in_parts(numbers):
        events += connection.scalars(select(event.c.id).where(event.c.occurrence_id.in_(part)))
    pairs = decided_on(connection, events).not_same
    named = sorted({number for pair in pairs for number in pair})
    of: dict[int, int] = {}
    for part in in_parts(named):
        rows = connection.execute(select(event.c.id, event.c.occurrence_id).where(event.c.id.in_(part)))
        of |= {row.id: row.occurrence_id for row in rows if row.occurrence_id is not None}
    apart = {(of[a], of[b]) for a, b in pairs if a in of and b in of}
    return apart | {(b, a) for a, b in apart}


def _in_common(one: OccurrenceLine, other: OccurrenceLine, is_alike: bool) -> tuple[str, ...]:
    """Return what two occurrences have in common, and that their accounts are told alike."""
    reasons = ["told in much the same words"] if is_alike else []
    if one.place is not None and one.place == other.place:
        reasons.append("the same place")
    elif one.admin1 is not None and one.admin1 == other.admin1:
        reasons.append("the same province")
    if one.start is not None and one.start == other.start:
        reasons.append("the same day")
    if (one.type, one.subtype) == (other.type, other.subtype):
        reasons.append("the same kind")
    if set(one.actors) & set(other.actors):
        reasons.append("the same who act")
    return tuple(reasons)
