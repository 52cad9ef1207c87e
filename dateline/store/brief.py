"""A filter in, what a brief of the record shows out, in a few queries that stop early whatever the record's size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, literal_column, select

from dateline.record.briefing import (
    Briefing,
    Differing,
    Filter,
    Number,
    OccurrenceLine,
    Open,
    Part,
    Saying,
    Totals,
)
from dateline.record.choices import Act, EventType, Status
from dateline.record.occurrence import Occurrence

from .asking import in_parts
from .decided import decided_on
from .lines import dispute_lines, iso_day, occurrence_lines, sayings, together, with_figures
from .naming import near_actors, near_places
from .narrowing import AHEAD, REPORTED, Narrowed, in_days
from .occurrences import load_occurrences
from .readings import Readings
from .record import Record
from .rows import UNKNOWN_DAY
from .schema import LOOSE, UNFUSED, event, failure, party, report, statement, word
from .schema_fused import dispute, occurrence

MOST = 12  # of each part, where nothing else is asked
_OPENED = 15  # reports read whole for the disputes of one brief; by hand: about 50 ms. The rest are shown as a line
_LOOKED_AT = 250  # newest occurrences in which it is looked for what is left open
_LATEST = 60  # newest reports whose statements are looked at
_SAID = 200  # newest statements of one actor, or of these reports, that are looked at
_EVENTS = 1000  # newest events of an actor in which it is looked for what is said of it
_OF_ONE_REPORT = 3  # statements shown, so that the newest report does not fill the part
_VIOLENT = (EventType.ASSAULT, EventType.COERCE)


def make_briefing(
    record: Record, name: str, asked: Filter, most: int = MOST, readings: Readings | None = None
) -> Briefing:
    """Return the brief of a record, or of what a filter asks for, with at most so many entries of each part.

    ``name`` is what the record is called; ``readings`` those at hand, where more than one brief is made. What waits to
    be fused is not in it: have the record fused before.
    """
    with record.engine.connect() as connection:
        narrowed = Narrowed(connection, asked)
        numbers = [[row.id for row in narrowed.newest(most, statuses)] for statuses in (REPORTED, AHEAD)]
        rows = narrowed.newest(most, contested=True, columns=(occurrence.c.reports,))
        shown = list(dict.fromkeys((*(row.id for row in rows), *numbers[0], *numbers[1])))
        lines = {line.id: line for line in with_figures(connection, occurrence_lines(connection, shown))}
        reported = _part(narrowed, most, REPORTED, [lines[number] for number in numbers[0]])
        ahead = _part(narrowed, most, AHEAD, [lines[number] for number in numbers[1]])
        differing = _differing(narrowed, most, rows, lines, readings or Readings())
        found = Number(reported.more.of + len(reported.shown) + ahead.more.of + len(ahead.shown))
        return Briefing(
            record=name,
            asked=asked,
            totals=totals_of(connection),
            found=Number(found.of, reported.more.is_least or ahead.more.is_least),
            differing=differing,
            reported=reported,
            ahead=ahead,
            said=_said(narrowed, shown, most),
            open=_open(narrowed, most),
        )


def totals_of(connection: Connection) -> Totals:
    """Return what the whole record holds."""
    sizes = [select(func.count()).select_from(table) for table in (report, occurrence, dispute, failure)]
    ends = [select(of(report.c.day)).where(report.c.day > UNKNOWN_DAY) for of in (func.min, func.max)]
    asked = [one.scalar_subquery().label(f"n{at}") for at, one in enumerate((*sizes, *ends))]
    reports, occurrences, disputes, failures, first, last = connection.execute(select(*asked)).one()
    days = [iso_day(day) if day is not None else None for day in (first, last)]
    return Totals(reports, occurrences, disputes, failures, *days)


def count_waiting(record: Record) -> int | None:
    """Return how many reports wait to be compared with the others; None where nothing at all is to be fused."""
    with record.engine.connect() as connection:
        waiting = connection.scalar(select(func.count()).select_from(report).where(UNFUSED)) or 0
        is_loose = connection.scalar(select(event.c.id).where(LOOSE).limit(1)) is not None
    return waiting if waiting or is_loose else None


def find_near(record: Record, asked: Filter) -> list[str]:
    """Return names of the record near to an actor or a place that was asked for and is not there."""
    with record.engine.connect() as connection:
        narrowed = Narrowed(connection, asked)
        if asked.actor and not narrowed.actors:
            return near_actors(connection, asked.actor[0])
        if asked.place and not narrowed.places:
            return near_places(connection, asked.place[0])
    return []


def open_occurrences(connection: Connection, readings: Readings, numbers: Sequence[int]) -> dict[int, Occurrence]:
    """Return these occurrences whole, by number, with what people decided on them."""
    events: list[int] = []
    for part in in_parts(numbers):
        events += connection.scalars(select(event.c.id).where(event.c.occurrence_id.in_(part)))
    whole = load_occurrences(connection, readings, numbers, decided_on(connection, events))
    return {int(one.id): one for one in whole}


def _part(
    narrowed: Narrowed, most: int, statuses: Sequence[Status], lines: Sequence[OccurrenceLine]
) -> Part[OccurrenceLine]:
    """Return the newest occurrences of these statuses as a part, with how many more there are."""
    return Part(tuple(lines), _more(narrowed.count(statuses), len(lines)) if len(lines) == most else Number(0))


def _differing(
    narrowed: Narrowed, most: int, rows: Sequence[Row[Any]], lines: Mapping[int, OccurrenceLine], readings: Readings
) -> Part[Differing]:
    """Return the newest occurrences with disputes, those opened for which there is room."""
    more = _more(narrowed.count(contested=True), most) if len(rows) == most else Number(0)
    opened, room = [], _OPENED
    for row in rows:
        if row.reports <= room:
            room -= row.reports
            opened.append(row.id)
    whole = open_occurrences(narrowed.connection, readings, opened)
    disputes = dispute_lines(narrowed.connection, [row.id for row in rows])
    found = (Differing(lines[row.id], disputes.get(row.id, ()), whole.get(row.id)) for row in rows)
    return Part(tuple(found), more)


def _more(of: Number, shown: int) -> Number:
    return Number(max(of.of - shown, 0), of.is_least)


# What is said


def _said(narrowed: Narrowed, shown: Sequence[int], most: int) -> Part[Saying]:
    """Return the newest statements that are not behind a deed: of or about the actor asked for, or of these reports."""
    connection, asked = narrowed.connection, narrowed.asked
    wanted: ColumnElement[bool]
    if asked.actor:
        by_or_about = _by_or_about(connection, narrowed.actors)
        wanted = and_(statement.c.id.in_(by_or_about), *in_days(report.c.day, asked))
    elif asked == Filter(since=asked.since, until=asked.until):
        wanted = report.c.id.in_(_latest(connection, asked))
    else:
        wanted = report.c.id.in_(_reports_of(connection, shown))
    query = select(statement).join(report, report.c.id == statement.c.report_id).where(wanted, _is_free())
    query = query.order_by(report.c.day.desc(), report.c.id.desc(), statement.c.start).limit(_SAID)
    found = sayings(connection, query)
    alone = together(found)
    return Part(tuple(_spread(alone, most)), Number(max(len(alone) - most, 0), len(found) == _SAID))


def sayings_of(connection: Connection, numbers: Select[tuple[int]], most: int) -> Part[Saying]:
    """Return the first statements that a query names by number, the newest report first."""
    wanted = list(connection.scalars(numbers.limit(_SAID)))
    query = select(statement).join(report, report.c.id == statement.c.report_id).where(statement.c.id.in_(wanted))
    alone = together(sayings(connection, query.order_by(report.c.day.desc(), report.c.id.desc(), statement.c.start)))
    return Part(tuple(alone[:most]), Number(max(len(alone) - most, 0), len(wanted) == _SAID))


def _spread(said: Sequence[Saying], most: int) -> list[Saying]:
    """Return so many of these, a few of each report, what is more than said or reported before the rest."""
    chosen: list[int] = []
    taken: Counter[int] = Counter()
    ranked = sorted(range(len(said)), key=lambda at: said[at].voice.act in (Act.SAY, Act.REPORT))
    for at in ranked:
        if taken[said[at].report.id] < _OF_ONE_REPORT:
            taken[said[at].report.id] += 1
            chosen.append(at)
    few = set(chosen)
    chosen = sorted(chosen)[:most] + [at for at in ranked if at not in few]
    return [said[at] for at in sorted(chosen[:most])]


def _is_free() -> ColumnElement[bool]:
    """Return the condition that no deed stands on a statement."""
    behind = select(word.c.event_id).join(event, event.c.id == word.c.event_id)
    return ~exists(behind.where(word.c.statement_id == statement.c.id, event.c.is_deed))


def _by_or_about(connection: Connection, actors: Sequence[int]) -> list[int]:
    """Return the newest statements that an actor makes, and those of what is said of it."""
    if not actors:
        return []
    by = select(statement.c.id).where(statement.c.source_id.in_(actors))
    numbers = list(connection.scalars(by.order_by(statement.c.id.desc()).limit(_SAID)))
    # The last events of an actor: on SQLite by the row, which its index ends with, so that no more is looked at.
    last = literal_column("party.rowid") if connection.dialect.name == "sqlite" else party.c.event_id
    newest = select(party.c.event_id).where(party.c.actor_id.in_(actors)).order_by(last.desc()).limit(_EVENTS)
    about = select(word.c.statement_id).distinct().join(event, event.c.id == word.c.event_id)
    about = about.where(event.c.id.in_(newest), ~event.c.is_deed)
    return sorted({*numbers, *connection.scalars(about.order_by(word.c.statement_id.desc()).limit(_SAID))})


def _latest(connection: Connection, asked: Filter) -> list[int]:
    newest = select(report.c.id).where(*in_days(report.c.day, asked))
    newest = newest.order_by(report.c.day.desc(), report.c.id.desc()).limit(_LATEST)
    return list(connection.scalars(newest))


def _reports_of(connection: Connection, occurrences: Iterable[int]) -> list[int]:
    found: set[int] = set()
    for part in in_parts(sorted(set(occurrences))):
        found |= set(connection.scalars(select(event.c.report_id).where(event.c.occurrence_id.in_(part))))
    return sorted(found)[-_LATEST:]


# What is left open


def _open(narrowed: Narrowed, most: int) -> Open:
    table = occurrence.c
    columns = (table.start_on, table.end_on, table.place, table.actors, table.type)
    rows = narrowed.newest(_LOOKED_AT, REPORTED, columns=columns)
    no_day = [row.id for row in rows if row.start_on is None and row.end_on is None]
    no_place = [row.id for row in rows if row.place is None]
    by_whom = [row.id for row in rows if not row.actors and row.type in _VIOLENT]
    few = min(most, 6)
    shown = {n for numbers in (no_day, no_place, by_whom) for n in numbers[:few]}
    lines = {line.id: line for line in occurrence_lines(narrowed.connection, sorted(shown))}

    def part(numbers: list[int]) -> Part[OccurrenceLine]:
        return Part(tuple(lines[n] for n in numbers[:few]), Number(max(len(numbers) - few, 0), len(rows) == _LOOKED_AT))

    return Open(part(no_day), part(no_place), part(by_whom), Number(len(rows), len(rows) == _LOOKED_AT))
