"""A number or a name as a person writes it in, what the record has of it out, with all that stands behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from sqlalchemy import Connection, func, or_, select

from dateline.errors import UsageError
from dateline.fuse.joining import by_what_is_known
from dateline.fuse.occurrences import find_occurrences
from dateline.record.briefing import (
    Change,
    CopyOf,
    Joined,
    OpenedAccount,
    OpenedActor,
    OpenedOccurrence,
    OpenedReport,
    OpenedStatement,
    ReportLine,
)
from dateline.record.reading import from_json_line

from .actor_page import open_actor
from .brief import open_occurrences
from .decided import decided_on
from .history import Decision, decisions_on
from .lines import dispute_lines, occurrence_lines, report_lines, sayings, with_figures
from .pointing import Told, find_told, told_of
from .readings import Readings
from .record import Record
from .schema import CURRENT, event, reading, report, statement, word
from .schema_fused import dispute, reprint

Opened: TypeAlias = OpenedOccurrence | OpenedReport | OpenedAccount | OpenedStatement | OpenedActor

_WAYS = "Write 12 for an occurrence, r3 for a report, r3e5 or r3s2 for what it tells or says, d4 for a dispute."
_OCCURRENCE = re.compile(r"#?(\d{1,9})")
_REPORT = re.compile(r"r(\d{1,9})")
_ACCOUNT = re.compile(r"r\d{1,9}e\d{1,6}")
_STATEMENT = re.compile(r"r(\d{1,9})(s\d{1,6})")
_DISPUTE = re.compile(r"d(\d{1,9})")
_SCORE = re.compile(r" \(\d\.\d+\)")  # the reasons of a join are shown, its numbers only where they are asked for
_COPIES = 500  # shown of one wire text; by hand
_ANYHOW = float("-inf")  # accounts that the record joined are joined here too, whatever their own scores


def open_name(record: Record, name: str, aliases: Sequence[str] = (), readings: Readings | None = None) -> Opened:
    """Return what a name stands for: "12" or "#12", "r3", "r3e5", "r3s2", "d4", "a7", or an actor's name.

    ``aliases`` are further names of that actor. Raises UsageError, with what to do, where there is none.
    """
    asked = name.strip()
    kept = readings or Readings()
    with record.engine.connect() as connection:
        if connection.scalar(select(report.c.id).limit(1)) is None:
            raise UsageError("The record is empty. Fill it: dateline add FOLDER.")
        if found := _OCCURRENCE.fullmatch(asked):
            return _occurrence(connection, kept, int(found[1]))
        if found := _REPORT.fullmatch(asked):
            return _report(connection, int(found[1]))
        if _ACCOUNT.fullmatch(asked):
            return _account(connection, kept, asked)
        if found := _STATEMENT.fullmatch(asked):
            return _statement(connection, int(found[1]), found[2])
        if found := _DISPUTE.fullmatch(asked):
            return _dispute(connection, kept, int(found[1]))
        opened = open_actor(connection, kept, asked, aliases)
        if isinstance(opened, OpenedActor):
            return opened
        hint = f" Did you mean {' or '.join(opened)}?" if opened else ""
        raise UsageError(f"No actor of the record is called {asked!r}.{hint} {_WAYS}")


def _occurrence(
    connection: Connection, readings: Readings, number: int, of_dispute: int | None = None
) -> OpenedOccurrence:
    told = told_of(connection, str(number))
    whole = open_occurrences(connection, readings, [number]).get(number)
    lines = with_figures(connection, occurrence_lines(connection, [number]))
    if whole is None or not lines:
        raise UsageError(f"The record has no occurrence {number}.")
    disputes = dispute_lines(connection, [number]).get(number, ())
    at = [one.id for one in disputes].index(of_dispute) if of_dispute is not None else None
    reports = {one.report for one in told}
    return OpenedOccurrence(
        line=lines[0],
        whole=whole,
        disputes=disputes,
        copies=_copies(connection, reports, among=True),
        joins=_joins(connection, readings, told),
        history=_history(connection, told),
        differing=at,
    )


def _dispute(connection: Connection, readings: Readings, number: int) -> OpenedOccurrence:
    of = connection.scalar(select(dispute.c.occurrence_id).where(dispute.c.id == number))
    if of is None:
        low, high = connection.execute(select(func.min(dispute.c.id), func.max(dispute.c.id))).one()
        there = f"they go from d{low} to d{high}" if low is not None else "it has none"
        remedy = "Disputes get new numbers when reports are added: see dateline brief --contested."
        raise UsageError(f"The record has no dispute d{number}; {there}. {remedy}")
    return _occurrence(connection, readings, of, number)


def _report(connection: Connection, number: int) -> OpenedReport:
    current = select(report.c.added_at, reading.c.json).join(reading, reading.c.report_id == report.c.id)
    row = connection.execute(current.where(report.c.id == number, CURRENT)).first()
    line = report_lines(connection, [number]).get(number)
    if row is None or line is None:
        raise UsageError(f"The record has no report r{number}; its reports go up to r{_most(connection)}.")
    occurrences = select(event.c.occurrence_id).distinct().where(event.c.report_id == number)
    told = [of for of in connection.scalars(occurrences.order_by(event.c.occurrence_id)) if of is not None]
    return OpenedReport(
        line=line,
        reading=from_json_line(row.json),
        added=row.added_at,
        versions=_versions(connection, line),
        copies=_copies(connection, [number]),
        occurrences=tuple(told),
    )


def _account(connection: Connection, readings: Readings, name: str) -> OpenedAccount:
    (told,) = find_told(connection, [name])
    kept = readings.get(connection, [told.report])[told.report]
    account = kept.accounts[kept.events.index(told.id)]
    line = occurrence_lines(connection, [told.occurrence]) if told.occurrence is not None else []
    return OpenedAccount(account, report_lines(connection, [told.report])[told.report], line[0] if line else None)


def _statement(connection: Connection, number: int, local: str) -> OpenedStatement:
    is_it = (statement.c.report_id == number, statement.c.local_id == local)
    asked = select(statement).join(report, report.c.id == statement.c.report_id).where(*is_it)
    found = sayings(connection, asked)
    if not found:
        last = connection.scalar(select(func.count()).where(statement.c.report_id == number))
        if connection.scalar(select(report.c.id).where(report.c.id == number)) is None:
            raise UsageError(f"The record has no report r{number}; its reports go up to r{_most(connection)}.")
        there = f"its statements are r{number}s1 to r{number}s{last}" if last else "it holds no statement"
        raise UsageError(f"Report r{number} has no statement r{number}{local}; {there}.")
    told = select(event.c.occurrence_id).distinct().join(word, word.c.event_id == event.c.id)
    told = told.join(statement, statement.c.id == word.c.statement_id).where(*is_it, event.c.occurrence_id.is_not(None))
    numbers = connection.scalars(told.order_by(event.c.occurrence_id))
    words = func.substr(report.c.text, statement.c.start + 1, statement.c.end - statement.c.start)
    sentence = connection.scalar(select(words).join(statement, statement.c.report_id == report.c.id).where(*is_it))
    return OpenedStatement(found[0], sentence or "", tuple(occurrence_lines(connection, list(numbers))))


def _most(connection: Connection) -> int:
    return connection.scalar(select(func.max(report.c.id))) or 0


def _versions(connection: Connection, line: ReportLine) -> tuple[ReportLine, ...]:
    """Return the other texts that stood at a report's address, the first added first."""
    if line.url is None:
        return ()
    at = select(report.c.id).where(report.c.url == line.url, report.c.outlet.is_not_distinct_from(line.outlet))
    lines = report_lines(connection, connection.scalars(at))
    return tuple(lines[number] for number in sorted(lines) if number != line.id)


def _copies(connection: Connection, reports: Iterable[int], among: bool = False) -> tuple[CopyOf, ...]:
    """Return which of these reports are copies, or have some; ``among`` only of each other."""
    numbers = set(reports)
    own, other = reprint.c.copy_id.in_(numbers), reprint.c.of_id.in_(numbers)
    rows = connection.execute(
        select(reprint)
        .where(own & other if among else or_(own, other))
        .order_by(reprint.c.copy_id, reprint.c.of_id)
        .limit(_COPIES)
    ).all()
    lines = report_lines(connection, (number for row in rows for number in (row.copy_id, row.of_id)))
    return tuple(CopyOf(lines[row.copy_id], lines[row.of_id], row.share, row.reason) for row in rows)


def _joins(connection: Connection, readings: Readings, told: Sequence[Told]) -> tuple[Joined, ...]:
    """Return which accounts hold an occurrence together and why, by the words of both and people's decisions."""
    if len(told) < 2:
        return ()
    kept = readings.get(connection, {one.report for one in told})
    names = {f"{one.id:012}": one.account for one in told}
    mentions = [m for one in kept.values() for m in one.mentions if m.id in names]
    terms = {str(one.id): one.terms for one in kept.values()}
    same = [(f"{a:012}", f"{b:012}") for a, b in decided_on(connection, (one.id for one in told)).same]
    found = find_occurrences(
        mentions, terms, [pair for pair in same if set(pair) <= names.keys()], (), _ANYHOW, by_what_is_known()
    )
    return tuple(
        Joined(names[join.one], names[join.other], tuple(_SCORE.sub("", reason) for reason in join.reasons))
        for one in found
        for join in one.joins
    )


def _history(connection: Connection, told: Sequence[Told]) -> tuple[Change, ...]:
    return tuple(Change(one.made_at, _decision_words(one)) for one in decisions_on(connection, told))


def _decision_words(one: Decision) -> str:
    what = one.kind.value if one.undoes is None else f"took decision {one.undoes} back"
    if one.field is not None:
        what += f" {one.field}: {one.value}"
    undone = f" (taken back by decision {one.undone_by})" if one.undone_by is not None else ""
    return f"{one.who} decided: {what}, since {one.why}{undone}"
