"""Groups of events in, their occurrences kept out; and an occurrence of the record, whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, select, update

from dateline.fuse.origins import Copy, find_origin
from dateline.fuse.reprints import Link, ReprintGroup
from dateline.fuse.whole import occurrence_of
from dateline.record.account import Account
from dateline.record.occurrence import Occurrence

from .asking import in_parts
from .correcting import corrected
from .decided import Decided
from .occurrence_rows import Made, disputes_before, write_rows
from .readings import Readings
from .schema import event, report
from .schema_fused import dispute, occurrence, reprint, taking_part


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
    rewritten = [name for group in changed if (name := names[group]) is not None]
    earlier = disputes_before(connection, rewritten)
    _clear(connection, [*gone, *rewritten])
    _leave(connection, decided.rejected & was.keys())
    made = _make(connection, readings, changed, decided)
    write_rows(connection, [(names[group], one) for group, one in zip(changed, made, strict=True)], earlier)
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
) -> list[Made]:
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
    group_of = {number: at for at, group in enumerate(groups) for number in group}
    fixes: dict[int, list[tuple[str, str]]] = defaultdict(list)  # of each group, the earlier first
    for number, correction in decided.corrections:
        if number in group_of:
            fixes[group_of[number]].append((correction.field, correction.value))
    made = []
    for at, group in enumerate(groups):
        accounts = [account_of[number] for number in group]
        of_reports = {str(report_of[number]) for number in group}
        reprints = [g for g in copies if len(of_reports.intersection(g.members)) > 1]
        whole = occurrence_of(names[at] if names else "", accounts, reprints)
        whole = corrected(whole, fixes[at])
        made.append(Made(whole, {account_of[number].id: number for number in group}))
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
