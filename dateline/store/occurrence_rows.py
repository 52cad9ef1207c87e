"""An occurrence in, its rows out: its own, who takes part, its disputes with their sides."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, select, update

from dateline.record.choices import DisputeKind, Effect
from dateline.record.occurrence import Occurrence, Range

from .asking import in_parts
from .rows import UNKNOWN_DAY, Row, Value, day_number
from .schema import actor, event, mention
from .schema_fused import dispute, occurrence, side, taking_part

_NAMES = 6  # that a row lists


class Made(NamedTuple):
    """An occurrence, and the number of the event behind each of its accounts."""

    whole: Occurrence
    events: Mapping[str, int]


class Before(NamedTuple):
    """A dispute as the record had it: its number, and when it came up and was settled."""

    id: int
    opened_at: str | None
    settled_at: str | None


Key = tuple[int, str, str, int]  # of a dispute: its occurrence, kind, what about, and which of those alike


def disputes_before(connection: Connection, numbers: Iterable[int]) -> dict[Key, Before]:
    """Return the disputes of occurrences that are to be rewritten, so that each keeps its number and its time."""
    found: dict[Key, Before] = {}
    for part in in_parts(sorted(numbers)):
        asked = select(dispute).where(dispute.c.occurrence_id.in_(part)).order_by(dispute.c.position, dispute.c.id)
        for row in connection.execute(asked):
            key = _key(found, row.occurrence_id, row.kind, row.about)
            found[key] = Before(row.id, row.opened_at, row.settled_at)
    return found


def _key(taken: Container[Key], number: int, kind: str, about: str) -> Key:
    return next(key for n in itertools.count() if (key := (number, kind, about, n)) not in taken)


def write_rows(
    connection: Connection, made: Sequence[tuple[int | None, Made]], earlier: Mapping[Key, Before] | None = None
) -> None:
    """Write the rows of occurrences, each in place of those of its number, or under a new one where that is None.

    Who took part before and the disputes before must be gone already; ``earlier`` are those disputes.
    """
    rows = [occurrence_row(one.whole) for _, one in made]
    new = [row for (number, _), row in zip(made, rows, strict=True) if number is None]
    fresh = iter(
        connection.scalars(occurrence.insert().returning(occurrence.c.id, sort_by_parameter_order=True), new).all()
        if new
        else ()
    )
    numbers = [number if number is not None else next(fresh) for number, _ in made]
    old = [{**row, "of": number} for (number, _), row in zip(made, rows, strict=True) if number is not None]
    if old:
        # Named one by one: a statement of the columns' names alone can be kept over many rows.
        values: dict[str, BindParameter[Value]] = {name: bindparam(name) for name in rows[0]}
        connection.execute(update(occurrence).where(occurrence.c.id == bindparam("of")).values(values), old)
    members = [{"of": of, "now": n} for n, (_, one) in zip(numbers, made, strict=True) for of in one.events.values()]
    if members:
        connection.execute(
            update(event).where(event.c.id == bindparam("of")).values(occurrence_id=bindparam("now")), members
        )
    days = [int(str(row["day"])) for row in rows]
    _write_taking_part(connection, list(zip(numbers, days, (one for _, one in made), strict=True)))
    _write_disputes(connection, list(zip(numbers, (one for _, one in made), strict=True)), earlier or {})


def _write_disputes(connection: Connection, made: Sequence[tuple[int, Made]], earlier: Mapping[Key, Before]) -> None:
    told = [(number, one, at, of) for number, one in made for at, of in enumerate(one.whole.disputes)]
    if not told:
        return
    now = _now()
    rows: list[Row] = []
    taken: set[Key] = set()
    for number, one, at, of in told:
        key = _key(taken, number, of.kind.value, of.about)
        taken.add(key)
        before = earlier.get(key, Before(0, now, None))
        rows.append(
            {
                "id": before.id or None,
                "occurrence_id": number,
                "kind": of.kind.value,
                "about": of.about,
                "strength": of.strength.value,
                "settled_by": one.events.get(of.settled_by or ""),
                "settled_how": of.settled_how,
                "position": at,
                "opened_at": before.opened_at,
                "settled_at": (before.settled_at or now) if of.settled_by is not None else None,
            }
        )
    numbers = _put_disputes(connection, rows)
    sides: list[Row] = [
        {"dispute_id": number, "position": position, "event_id": one.events[account], "label": held.label}
        for number, (_, one, _, of) in zip(numbers, told, strict=True)
        for position, held in enumerate(of.sides)
        for account in dict.fromkeys(held.accounts)
    ]
    connection.execute(side.insert(), sides)


def _put_disputes(connection: Connection, rows: Sequence[Row]) -> list[int]:
    """Write disputes, those that were there under their number, and return the numbers in the order of the rows."""
    known = [row for row in rows if row["id"] is not None]
    if known:
        connection.execute(dispute.insert(), known)
    new = [{name: value for name, value in row.items() if name != "id"} for row in rows if row["id"] is None]
    made = dispute.insert().returning(dispute.c.id, sort_by_parameter_order=True)
    fresh = iter(connection.scalars(made, new).all() if new else ())
    return [int(str(row["id"])) if row["id"] is not None else next(fresh) for row in rows]


def _write_taking_part(connection: Connection, made: Sequence[tuple[int, int, Made]]) -> None:
    """Write who takes part by the record's number of each actor, as every account has it and as people put it right."""
    wanted = {
        (number, day, account.report, who.id, name)
        for number, day, one in made
        for account in one.whole.accounts
        for name, actors in (("actor", account.actors), ("recipient", account.recipients), ("via", account.via))
        for who in actors
    }
    number_of: dict[tuple[str, str], int] = {}
    for part in in_parts(sorted({int(of) for _, _, of, _, _ in wanted})):
        rows = select(mention.c.report_id, mention.c.local_id, mention.c.actor_id).where(mention.c.report_id.in_(part))
        number_of |= {(str(r.report_id), r.local_id): r.actor_id for r in connection.execute(rows)}
    found = {
        (number_of[of, local], day, number, name) for number, day, of, local, name in wanted if (of, local) in number_of
    }
    found |= _put_right(connection, made)
    if found:
        connection.execute(
            taking_part.insert(),
            [
                {"actor_id": of_actor, "day": day, "occurrence_id": number, "side": name}
                for of_actor, day, number, name in sorted(found)
            ],
        )


def _put_right(connection: Connection, made: Sequence[tuple[int, int, Made]]) -> set[tuple[int, int, int, str]]:
    """Return who takes part as people put it right; a name that the record has no actor of has no number either."""
    found: set[tuple[int, int, int, str]] = set()
    for number, day, one in made:
        summary = one.whole.summary
        sides = (("actors", "actor", summary.actors), ("recipients", "recipient", summary.recipients))
        for field, name, actors in (*sides, ("via", "via", summary.via)):
            for who in actors if field in one.whole.corrected else ():
                of = select(actor.c.id).where(actor.c.name == who.name, actor.c.kind == who.kind.value)
                same = connection.scalars(of.where(actor.c.country == (who.country or "")))
                found |= {(of_actor, day, number, name) for of_actor in same}
    return found


def occurrence_row(whole: Occurrence) -> Row:
    """Return the row of an occurrence, without its number."""
    summary = whole.summary
    place = summary.place
    first = whole.accounts[0]
    day = day_number(summary.start)
    killed, injured = (_extent(summary.ranges, effect) for effect in (Effect.KILLED, Effect.INJURED))
    return {
        "type": summary.type.value,
        "subtype": summary.subtype,
        "mode": summary.mode,
        "cameo": summary.cameo,
        "status": summary.status.value,
        "outcome": summary.outcome.value if summary.outcome is not None else None,
        "alleged": summary.alleged,
        "standing": whole.standing.value,
        "standing_reason": whole.standing_reason,
        "sources_low": whole.independence.low,
        "sources_high": whole.independence.high,
        "sources": _listed(root.name for root in whole.independence.roots),
        "actors": _doers(whole),
        "recipients": _listed(actor.name for actor in summary.recipients),
        "via": _listed(actor.name for actor in summary.via),
        "place": place.name if place is not None else None,
        "country": place.country if place is not None else None,
        "admin1": place.admin1 if place is not None else None,
        "lat": place.lat if place is not None else None,
        "lon": place.lon if place is not None else None,
        "place_precision": place.precision.value if place is not None else None,
        "radius_km": place.radius_km if place is not None else None,
        "geonames_id": place.geonames_id if place is not None else None,
        "start_on": summary.start,
        "end_on": summary.end,
        "time_precision": summary.precision.value if summary.precision is not None else None,
        "day": day if day != UNKNOWN_DAY else day_number(summary.first_told),
        "killed_low": killed[0],
        "killed_high": killed[1],
        "injured_low": injured[0],
        "injured_high": injured[1],
        "figures": "; ".join(_figure(one) for one in summary.ranges),
        "words": first.sentence,
        "accounts": len(whole.accounts),
        "reports": len({account.report for account in whole.accounts}),
        "disputes": sum(one.settled_by is None for one in whole.disputes),
        "first_told": summary.first_told,
        "last_told": summary.last_told,
        "changed_at": _now(),
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _doers(whole: Occurrence) -> str:
    """Return who did it; rivals, of whom accounts name one or the other, as a choice."""
    names = [actor.name for actor in whole.summary.actors]
    is_open = any(one.kind is DisputeKind.ACTOR and one.settled_by is None for one in whole.disputes)
    return _listed([" or ".join(dict.fromkeys(names))] if is_open and names else names)


def _listed(names: Iterable[str]) -> str:
    return "; ".join(list(dict.fromkeys(names))[:_NAMES])


def _extent(ranges: Iterable[Range], effect: Effect) -> tuple[int | None, int | None]:
    """Return the least and the most that is said of an effect, over all kinds of what is counted."""
    of = [one for one in ranges if one.effect is effect]
    most = [n for one in of for n in (one.low, one.high) if n is not None]
    largest = max(of, key=lambda one: max((one.high or 0), (one.low or 0)), default=None)
    return (largest.low if largest is not None else None, max(most, default=None))


def _figure(one: Range) -> str:
    if one.low is None or one.high is None:
        number = (
            f"at least {one.low:,}"
            if one.low is not None
            else f"up to {one.high:,}"
            if one.high is not None
            else "some"
        )
    else:
        number = f"{one.low:,}" if one.low == one.high else f"{one.low:,} to {one.high:,}"
    return f"{number} {one.what} {one.effect.value}"
