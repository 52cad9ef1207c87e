"""Reports of the record compared with their neighbours, and their events grouped into occurrences, as they come in.

Two passes, each in transactions of its own and each to be taken up where it was stopped. Comparing writes for every
new report its copies and its links: pairs of events that may be one. Grouping takes the events that are loose (new, or
newly judged) with all that hangs together with them, and groups those afresh. Both follow from the reports alone, not
from the order in which they came; DECISIONS of people are links that no score outweighs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from sqlalchemy import Connection, bindparam, select, text, update

from dateline.fuse.blocks import Block, Link, find_blocks
from dateline.fuse.joining import MISSING, THRESHOLD, by_what_is_known
from dateline.fuse.mentions import Mentions
from dateline.fuse.occurrences import group_pairs, score_pairs

from .asking import in_parts
from .decided import Decided, decided_on
from .neighbours import neighbours_of, write_keys, write_reprints
from .occurrences import write_occurrences
from .readings import Kept, Readings
from .record import Record
from .rows import Row
from .schema import LOOSE, UNFUSED, event, report
from .schema_fused import link

_AT_ONCE = 25  # reports compared in one transaction
_LOCK = 0x66757365  # PostgreSQL's advisory lock while a batch is compared or grouped
_LOOSE_AT_ONCE = 200  # events grouped in one transaction


class Fuser:
    """Fuses one record; kept open over many reports, it has their neighbours at hand."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.readings = Readings()

    def fuse(self, told: Callable[[int], None] | None = None) -> int:
        """Fuse all that waits and return the number of reports compared; ``told`` is called with each batch's number.

        Another process may fuse the same record at the same time: each batch is done by one of them.
        """
        done = 0
        while batch := self.compare_some():
            done += batch
            while self.group_some():
                pass
            if told is not None:
                told(batch)
        while self.group_some():
            pass
        return done

    def compare_some(self) -> int:
        """Compare some reports that have not been, and return how many there were."""
        with self.record.writing() as connection:
            _wait_for_others(connection)
            waiting = select(report.c.id).where(UNFUSED).order_by(report.c.id).limit(_AT_ONCE)
            numbers = list(connection.scalars(waiting))
            if not numbers:
                return 0
            self.readings.begin(connection)
            kept = self.readings.get(connection, numbers)
            write_keys(connection, kept.values())
            write_reprints(connection, self.readings, kept.values())
            self._write_links(connection, kept)
            connection.execute(update(report).where(report.c.id.in_(numbers)).values(is_fused=True))
            # only now: grouped before their links are known they would be left alone
            deeds = event.c.report_id.in_(numbers) & event.c.is_deed
            connection.execute(update(event).where(deeds).values(is_loose=True))
        return len(numbers)

    def _write_links(self, connection: Connection, new: dict[int, Kept]) -> None:
        pairs: dict[tuple[int, int], float] = {}
        for number in sorted(new):
            if not new[number].accounts:
                continue
            near = self.readings.get(connection, neighbours_of(connection, new[number], (min(new), max(new))))
            for one, other, score in _links(new[number], near.values()):
                pairs[min(one, other), max(one, other)] = score
        rows: list[Row] = []
        for (one, other), score in sorted(pairs.items()):
            rows += [
                {"event_id": one, "other_id": other, "score": score},
                {"event_id": other, "other_id": one, "score": score},
            ]
        if rows:
            connection.execute(link.insert(), rows)

    def group_some(self) -> int:
        """Group some loose events with what hangs together with them, and return how many were loose."""
        with self.record.writing() as connection:
            _wait_for_others(connection)
            waiting = select(event.c.id).where(LOOSE).order_by(event.c.id).limit(_LOOSE_AT_ONCE)
            loose = list(connection.scalars(waiting))
            if not loose:
                return 0
            self.readings.begin(connection)
            affected = _affected(connection, loose)
            decided = decided_on(connection, affected)
            # what is of nothing that its report tells holds no others together
            links = [
                pair for pair in _links_among(connection, affected) if not decided.rejected & {pair.one, pair.other}
            ]
            levels = {number: row.level for number, row in affected.items()}
            blocks = find_blocks(affected, links, THRESHOLD, levels)
            groups = self._group(connection, _joined(blocks, decided.same), links, decided)
            was = {number: row.occurrence for number, row in affected.items()}
            write_occurrences(connection, self.readings, groups, was, loose, decided)
            _settle(connection, blocks)
        return len(loose)

    def _group(
        self, connection: Connection, blocks: Sequence[Block], links: Sequence[Link], decided: Decided
    ) -> list[tuple[int, ...]]:
        """Return the events of each occurrence in these blocks."""
        order = _order(connection, [number for block in blocks for number in block.events])
        block_of = {number: at for at, block in enumerate(blocks) for number in block.events}
        inside: dict[int, list[Link]] = defaultdict(list)
        for one in links:
            if block_of[one.one] == block_of[one.other]:
                inside[block_of[one.one]].append(one)
        groups: list[tuple[int, ...]] = []
        for at, block in enumerate(blocks):
            events = sorted(block.events, key=order.__getitem__)  # so that ties do not fall by who came first
            place = {number: n for n, number in enumerate(events)}
            members: dict[int, list[int]] = defaultdict(list)
            for number, group in zip(events, _grouped(place, inside[at], decided), strict=True):
                members[group].append(number)
            groups += [tuple(part) for part in members.values()]
        return groups


class _Affected:
    """What is known of an event that is to be grouped."""

    __slots__ = ("level", "occurrence")

    def __init__(self, level: int, occurrence: int | None) -> None:
        self.level = level
        self.occurrence = occurrence


def _grouped(place: dict[int, int], links: Sequence[Link], decided: Decided) -> list[int]:
    one = np.array([place[pair.one] for pair in links], dtype=np.intp)
    other = np.array([place[pair.other] for pair in links], dtype=np.intp)
    scores = np.array([pair.score for pair in links], dtype=np.float64)

    def inside(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        return sorted((place[a], place[b]) for a, b in pairs if a in place and b in place)

    return group_pairs(
        len(place), one, other, scores, THRESHOLD, inside(decided.same), inside(decided.not_same), MISSING
    )


def _joined(blocks: Sequence[Block], same: Iterable[tuple[int, int]]) -> list[Block]:
    """Return blocks, those as one that hang together by people's decisions.

    The blocks that are written down are those of the links alone, so that a decision taken back leaves no trace.
    """
    surely = float("inf")
    inside = [Link(block.events[0], number, surely) for block in blocks for number in block.events[1:]]
    events = [number for block in blocks for number in block.events]
    return find_blocks(events, [*inside, *(Link(*pair, surely) for pair in same)], THRESHOLD, {}, most=len(events))


def _wait_for_others(connection: Connection) -> None:
    """Have another process that fuses a server's record end its transaction first; a file's waits by itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _links(one: Kept, near: Iterable[Kept]) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs of events that may be one, with a mention of one report among them."""
    reports = [one, *near]
    read = Mentions(
        (mention for kept in reports for mention in kept.mentions),
        {str(kept.id): kept.terms for kept in reports},
    )
    first, second, scores, _ = score_pairs(read, by_what_is_known(), [str(one.id)])
    for a, b, score in zip(first, second, scores, strict=True):
        yield int(read.all[a].id), int(read.all[b].id), round(float(score), 4)


def _affected(connection: Connection, loose: Sequence[int]) -> dict[int, _Affected]:
    """Return the loose events, those they have links to, and all that are in a block with one of these.

    Events that a person has put together hang together too.
    """
    numbers = set(loose)
    for part in in_parts(sorted(numbers)):
        linked = select(link.c.other_id).where(link.c.event_id.in_(part), link.c.score > THRESHOLD)
        numbers |= set(connection.scalars(linked))
    found: dict[int, _Affected] = {}
    while numbers:
        new = _with_blocks(connection, numbers)
        numbers = decided_on(connection, new).events() - found.keys() - new.keys()
        found |= new
    return found


def _with_blocks(connection: Connection, numbers: Iterable[int]) -> dict[int, _Affected]:
    """Return these events and all that are in a block with one of them."""
    wanted = sorted(numbers)
    blocks: set[int] = set()
    for part in in_parts(wanted):
        of = select(event.c.block).where(event.c.id.in_(part), event.c.block.is_not(None))
        blocks |= set(connection.scalars(of))
    columns = (event.c.id, event.c.block_level, event.c.occurrence_id)
    found = {}
    for asked, values in ((event.c.block, sorted(blocks)), (event.c.id, wanted)):
        for part in in_parts(values):
            for row in connection.execute(select(*columns).where(asked.in_(part), event.c.is_deed)):
                found[row.id] = _Affected(row.block_level, row.occurrence_id)
    return found


def _links_among(connection: Connection, events: Iterable[int]) -> list[Link]:
    among = set(events)
    found = []
    for part in in_parts(sorted(among)):
        rows = select(link).where(link.c.event_id.in_(part), link.c.other_id > link.c.event_id)
        found += [Link(r.event_id, r.other_id, r.score) for r in connection.execute(rows) if r.other_id in among]
    return sorted(found)


def _order(connection: Connection, events: Sequence[int]) -> dict[int, tuple[str, int]]:
    """Return what orders events whoever came first: the key of the report, and where in it they are told."""
    order: dict[int, tuple[str, int]] = {}
    for part in in_parts(events):
        rows = select(event.c.id, report.c.key, event.c.start).join(report).where(event.c.id.in_(part))
        order |= {row.id: (row.key, row.start) for row in connection.execute(rows)}
    return order


def _settle(connection: Connection, blocks: Sequence[Block]) -> None:
    """Write down the blocks; their events are loose no longer."""
    rows = [
        {"of": number, "block": min(block.events), "level": block.level} for block in blocks for number in block.events
    ]
    if rows:
        connection.execute(
            update(event)
            .where(event.c.id == bindparam("of"))
            .values(block=bindparam("block"), block_level=bindparam("level"), is_loose=False),
            rows,
        )
