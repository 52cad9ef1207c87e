"""Groups of events in, the rows of their occurrences and disputes out; and an occurrence of the record, whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, select, update

from dateline.fuse.origins import Copy, find_origin
from dateline.fuse.reprints import Link, ReprintGroup
from dateline.fuse.whole import occurrence_of
from dateline.record.account import Account
from dateline.record.choices import Effect
from dateline.record.occurrence import Occurrence, Range

from .asking import in_parts
from .correcting import corrected
from .decided import Decided
from .readings import Readings
from .rows import UNKNOWN_DAY, Row, day_number
from .schema import event, mention, report
from .schema_fused import dispute, occurrence, reprint, side, taking_part

_NAMES = 6  # that a row lists


class _Made(NamedTuple):
    """An occurrence, and the number of the event behind each of its accounts."""

    whole: Occurrence
    events: Mapping[str, int]


def write_occurrences(
    connection: Connection,
    readings: Readings,
    groups: Iterable[Sequence[int]],
    was: Mapping[int, int | None],
    loose: Iterable[int],
    decided: Decided,
) -> None:
    """Write the occurrences of these groups of events in place of those that the events were of.

    An occurrence keeps its number while most of its accounts stay together. Groups that are as they were and have
    nothing loose are left alone; events that a person rejected are of no occurrence.
    """
    new = set(loose)
    before: dict[int, set[int]] = defaultdict(set)
    for number, old in was.items():
        if old is not None:
            before[old].add(number)
    kept = [tuple(n for n in group if n not in decided.rejected) for group in groups]
    names = _names([group for group in kept if group], was)
    changed = [
        group
        for group in kept
        if group and (names[group] is None or before[names[group] or 0] != set(group) or new & set(group))
    ]
    gone = before.keys() - {name for name in names.values() if name is not None}
    _clear(connection, [*gone, *(name for group in changed if (name := names[group]) is not None)])
    _leave(connection, decided.rejected & was.keys())
    for group, made in zip(changed, _make(connection, readings, changed, decided), strict=True):
        _write(connection, names[group], made)
    for part in in_parts(sorted(gone)):
        connection.execute(delete(occurrence).where(occurrence.c.id.in_(part)))


def load_occurrence(connection: Connection, readings: Readings, number: int, decided: Decided) -> Occurrence | None:
    """Return an occurrence of the record, None where there is none of this number."""
    events = list(connection.scalars(select(event.c.id).where(event.c.occurrence_id == number).order_by(event.c.id)))
    return _make(connection, readings, [tuple(events)], decided, [str(number)])[0].whole if events else None


def load_occurrences(
    connection: Connection, readings: Readings, numbers: Iterable[int], decided: Decided
) -> list[Occurrence]:
    """Return occurrences of the record in the order of these numbers; what is not there is left out."""
    wanted = list(numbers)
    events: dict[int, list[int]] = defaultdict(list)
    for part in in_parts(wanted):
        of = select(event.c.occurrence_id, event.c.id).where(event.c.occurrence_id.in_(part)).order_by(event.c.id)
        for row in connection.execute(of):
            events[row.occurrence_id].append(row.id)
    there = [number for number in wanted if number in events]
    made = _make(connection, readings, [tuple(events[n]) for n in there], decided, [str(n) for n in there])
    return [one.whole for one in made]


def _names(groups: Sequence[tuple[int, ...]], was: Mapping[int, int | None]) -> dict[tuple[int, ...], int | None]:
    """Return for each group the number of the occurrence that it goes on, each once, the largest share first."""
    shares = []
    for group in groups:
        common: dict[int, int] = defaultdict(int)
        for number in group:
            old = was.get(number)
            if old is not None:
                common[old] += 1
        shares += [(-size, old, group) for old, size in common.items()]
    names: dict[tuple[int, ...], int | None] = dict.fromkeys(groups)
    taken: set[int] = set()
    for _, old, group in sorted(shares):
        if names[group] is None and old not in taken:
            names[group] = old
            taken.add(old)
    return names


def _clear(connection: Connection, numbers: Iterable[int]) -> None:
    for part in in_parts(sorted(numbers)):
        for table in (taking_part, dispute):
            connection.execute(delete(table).where(table.c.occurrence_id.in_(part)))


def _leave(connection: Connection, events: Iterable[int]) -> None:
    for part in in_parts(sorted(events)):
        connection.execute(update(event).where(event.c.id.in_(part)).values(occurrence_id=None))


def _make(
    connection: Connection,
    readings: Readings,
    groups: Sequence[tuple[int, ...]],
    decided: Decided,
    names: Sequence[str] = (),
) -> list[_Made]:
    """Return the occurrence of each group of events, with what people put right."""
    numbers = [number for group in groups for number in group]
    report_of: dict[int, int] = {}
    for part in in_parts(numbers):
        report_of |= {
            r.id: r.report_id
            for r in connection.execute(select(event.c.id, event.c.report_id).where(event.c.id.in_(part)))
        }
    kept = readings.get(connection, report_of.values())
    account_of: dict[int, Account] = {
        number: account for one in kept.values() for number, account in zip(one.events, one.accounts, strict=True)
    }
    copies = _copies(connection, {report_of[n] for n in numbers})
    fixes: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for number, correction in decided.corrections:
        fixes[number].append((correction.field, correction.value))
    made = []
    for at, group in enumerate(groups):
        accounts = [account_of[number] for number in group]
        of_reports = {str(report_of[number]) for number in group}
        reprints = [g for g in copies if len(of_reports.intersection(g.members)) > 1]
        whole = occurrence_of(names[at] if names else "", accounts, reprints)
        whole = corrected(whole, [fix for number in group for fix in fixes.get(number, ())])
        made.append(_Made(whole, {account_of[number].id: number for number in group}))
    return made


def _copies(connection: Connection, reports: set[int]) -> list[ReprintGroup]:
    """Return the groups of reports with one wording that some of these reports make among themselves."""
    links: list[Link] = []
    for part in in_parts(sorted(reports)):
        rows = select(reprint).where(reprint.c.copy_id.in_(part)).order_by(reprint.c.copy_id, reprint.c.of_id)
        links += [
            Link(str(r.copy_id), str(r.of_id), r.share, r.reason)
            for r in connection.execute(rows)
            if r.of_id in reports
        ]
    if not links:
        return []
    about: dict[str, Copy] = {}
    for part in in_parts(sorted({int(n) for one in links for n in (one.copy, one.of)})):
        rows = select(report.c.id, report.c.outlet, report.c.agency, report.c.published).where(report.c.id.in_(part))
        about |= {str(r.id): Copy(str(r.id), r.outlet, r.agency, r.published) for r in connection.execute(rows)}
    return [
        ReprintGroup(
            tuple(members), find_origin([about[m] for m in members]), tuple(one for one in links if one.copy in members)
        )
        for members in _together(links)
    ]


def _together(links: Sequence[Link]) -> list[list[str]]:
    group: dict[str, set[str]] = {}
    for one in links:
        joined = group.get(one.copy, {one.copy}) | group.get(one.of, {one.of})
        for member in joined:
            group[member] = joined
    return [sorted(members, key=int) for members in {id(g): g for g in group.values()}.values()]


def _write(connection: Connection, number: int | None, made: _Made) -> None:
    whole = made.whole
    row = occurrence_row(whole)
    if number is None:
        number = connection.scalars(occurrence.insert().values(**row).returning(occurrence.c.id)).one()
    else:
        connection.execute(update(occurrence).where(occurrence.c.id == number).values(**row))
    connection.execute(
        update(event).where(event.c.id == bindparam("of")).values(occurrence_id=bindparam("now")),
        [{"of": of, "now": number} for of in made.events.values()],
    )
    _write_taking_part(connection, number, int(str(row["day"])), whole)
    for one in whole.disputes:
        new = dispute.insert().values(
            occurrence_id=number,
            kind=one.kind.value,
            about=one.about,
            strength=one.strength.value,
            settled_by=made.events.get(one.settled_by or ""),
            settled_how=one.settled_how,
        )
        of_dispute = connection.scalars(new.returning(dispute.c.id)).one()
        rows: list[Row] = [
            {"dispute_id": of_dispute, "position": position, "event_id": made.events[account], "label": one_side.label}
            for position, one_side in enumerate(one.sides)
            for account in dict.fromkeys(one_side.accounts)
        ]
        connection.execute(side.insert(), rows)


def _write_taking_part(connection: Connection, number: int, day: int, whole: Occurrence) -> None:
    """Write who takes part by the record's number of each actor, as every account has it."""
    wanted = {
        (account.report, actor.id, name)
        for account in whole.accounts
        for name, actors in (("actor", account.actors), ("recipient", account.recipients), ("via", account.via))
        for actor in actors
    }
    number_of: dict[tuple[str, str], int] = {}
    for part in in_parts(sorted({int(of) for of, _, _ in wanted})):
        rows = select(mention.c.report_id, mention.c.local_id, mention.c.actor_id).where(mention.c.report_id.in_(part))
        number_of |= {(str(r.report_id), r.local_id): r.actor_id for r in connection.execute(rows)}
    rows_: set[tuple[int, str]] = {
        (number_of[of, local], name) for of, local, name in wanted if (of, local) in number_of
    }
    if rows_:
        connection.execute(
            taking_part.insert(),
            [{"actor_id": a, "side": name, "day": day, "occurrence_id": number} for a, name in sorted(rows_)],
        )


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
        "actors": _listed(actor.name for actor in summary.actors),
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
        "changed_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


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
