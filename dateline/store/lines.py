"""Rows of the record in, what a person is shown of them out: lines of occurrences and reports, disputes, sayings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from dateline.record.account import Voice
from dateline.record.briefing import DisputeLine, FigureSaid, OccurrenceLine, ReportLine, Saying
from dateline.record.choices import (
    Act,
    ActorKind,
    DisputeKind,
    Effect,
    EventType,
    Outcome,
    PlacePrecision,
    SourceKind,
    Status,
    Strength,
    TimePrecision,
)
from dateline.record.entities import Actor
from dateline.record.occurrence import Standing

from .asking import in_parts
from .rows import UNKNOWN_DAY
from .schema import actor, count, event, report, statement, word
from .schema_fused import dispute, occurrence

_REPORT = [report.c[name] for name in ("id", "name", "title", "outlet", "agency", "published", "url")]


def occurrence_lines(connection: Connection, numbers: Iterable[int]) -> list[OccurrenceLine]:
    """Return the lines of these occurrences in their order; what is not there is left out."""
    wanted = list(numbers)
    rows: dict[int, OccurrenceLine] = {}
    for part in in_parts(wanted):
        for row in connection.execute(select(occurrence).where(occurrence.c.id.in_(part))):
            rows[row.id] = _occurrence_line(row)
    return [rows[number] for number in wanted if number in rows]


def with_figures(connection: Connection, lines: Sequence[OccurrenceLine]) -> list[OccurrenceLine]:
    """Return lines with who says which number, for those that several accounts tell."""
    several = [line.id for line in lines if line.accounts > 1 and line.figures]
    said: dict[int, list[FigureSaid]] = defaultdict(list)
    for part in in_parts(several):
        asked = (
            select(event.c.occurrence_id, event.c.id.label("event"), report.c.id.label("report"))
            .add_columns(report.c.outlet, report.c.agency, count.c.effect, count.c.what, count.c.low, count.c.high)
            .add_columns(count.c.words, statement.c.source_name, statement.c.source_words)
            .join(event, event.c.id == count.c.event_id)
            .join(report, report.c.id == event.c.report_id)
            .outerjoin(word, word.c.event_id == event.c.id)
            .outerjoin(statement, statement.c.id == word.c.statement_id)
            .where(event.c.occurrence_id.in_(part), event.c.is_deed)
            .order_by(report.c.day, report.c.id, event.c.id, count.c.effect, statement.c.id)
        )
        seen: set[tuple[Any, ...]] = set()
        for row in connection.execute(asked):
            key = (row.event, row.effect, row.what, row.low, row.high)
            if key in seen or (row.low is None and row.high is None):  # further voices of one account
                continue
            seen.add(key)
            voice = row.source_name or row.source_words
            told = FigureSaid(
                row.what, Effect(row.effect), row.low, row.high, row.words, voice, row.outlet or row.agency, row.report
            )
            said[row.occurrence_id].append(told)
    return [replace(line, said=tuple(said[line.id])) if line.id in said else line for line in lines]


def dispute_lines(connection: Connection, numbers: Iterable[int]) -> dict[int, tuple[DisputeLine, ...]]:
    """Return the disputes of these occurrences, in the order in which the occurrence has them."""
    found: dict[int, list[DisputeLine]] = defaultdict(list)
    for part in in_parts(numbers):
        rows = select(dispute).where(dispute.c.occurrence_id.in_(part)).order_by(dispute.c.position, dispute.c.id)
        for row in connection.execute(rows):
            kind, strength = DisputeKind(row.kind), Strength(row.strength)
            found[row.occurrence_id].append(DisputeLine(row.id, kind, row.about, strength, row.settled_how))
    return {number: tuple(lines) for number, lines in found.items()}


def report_lines(connection: Connection, numbers: Iterable[int]) -> dict[int, ReportLine]:
    """Return the lines of these reports by number."""
    found = {}
    for part in in_parts(sorted(set(numbers))):
        for row in connection.execute(select(*_REPORT).where(report.c.id.in_(part))):
            found[row.id] = ReportLine(*row)
    return found


def sayings(connection: Connection, asked: Select[Any]) -> list[Saying]:
    """Return the statements that a query on ``statement`` joined with ``report`` selects, in its order."""
    speaker, hearer = actor.alias("speaker"), actor.alias("hearer")
    rows = asked.with_only_columns(statement, *(column.label(f"of_{column.name}") for column in _REPORT))
    rows = rows.outerjoin(speaker, speaker.c.id == statement.c.source_id)
    rows = rows.outerjoin(hearer, hearer.c.id == statement.c.to_id)
    for prefix, of in (("speaker", speaker), ("hearer", hearer)):
        rows = rows.add_columns(*(of.c[name].label(f"{prefix}_{name}") for name in _ACTOR))
    return [_saying(row) for row in connection.execute(rows)]


def together(said: Iterable[Saying]) -> list[Saying]:
    """Return sayings with those of one voice in the same words as one, the first, with the number of its reports."""
    first: dict[tuple[str, str], Saying] = {}
    reports: dict[tuple[str, str], set[int]] = defaultdict(set)
    for one in said:
        key = ((one.voice.name or one.voice.words).casefold(), " ".join((one.voice.said or one.cue).split()))
        first.setdefault(key, one)
        reports[key].add(one.report.id)
    return [replace(one, reports=len(reports[key])) for key, one in first.items()]


def iso_day(number: int) -> str | None:
    """Return a day as the record counts it as ISO 8601, None where it is not known."""
    return None if number == UNKNOWN_DAY else (date(1970, 1, 1) + timedelta(days=number)).isoformat()


def _occurrence_line(row: Row[Any]) -> OccurrenceLine:
    return OccurrenceLine(
        id=row.id,
        type=EventType(row.type),
        subtype=row.subtype,
        status=Status(row.status),
        outcome=Outcome(row.outcome) if row.outcome is not None else None,
        alleged=row.alleged,
        standing=Standing(row.standing),
        standing_reason=row.standing_reason,
        sources_low=row.sources_low,
        sources_high=row.sources_high,
        sources=_parted(row.sources),
        actors=_parted(row.actors),
        recipients=_parted(row.recipients),
        via=_parted(row.via),
        place=row.place,
        country=row.country,
        admin1=row.admin1,
        place_precision=PlacePrecision(row.place_precision) if row.place_precision is not None else None,
        start=row.start_on,
        end=row.end_on,
        precision=TimePrecision(row.time_precision) if row.time_precision is not None else None,
        day=iso_day(row.day),
        figures=_parted(row.figures),
        words=row.words,
        accounts=row.accounts,
        reports=row.reports,
        disputes=row.disputes,
        first_told=row.first_told,
        last_told=row.last_told,
        changed=row.changed_at,
    )


_ACTOR = ("id", "name", "kind", "country", "sector")


def _saying(row: Row[Any]) -> Saying:
    told = row._mapping
    of = ReportLine(*(told[f"of_{column.name}"] for column in _REPORT))
    voice = Voice(
        statement=f"r{row.report_id}{row.local_id}",
        kind=SourceKind(row.source_kind),
        name=row.source_name,
        words=row.source_words,
        act=Act(row.act),
        said=row.content,
        actor=_actor(row, "speaker"),
        locality=row.locality,
        proximity=row.proximity,
        reason=row.reason,
        interested=row.interested,
        to=_actor(row, "hearer"),
        said_on=row.said_on,
    )
    return Saying(of, voice, row.said_in, row.cue)


def _actor(row: Row[Any], prefix: str) -> Actor | None:
    number, name, kind, country, sector = (row._mapping[f"{prefix}_{field}"] for field in _ACTOR)
    return None if number is None else Actor(str(number), name, ActorKind(kind), country or None, sector, ())


def _parted(names: str) -> tuple[str, ...]:
    return tuple(names.split("; ")) if names else ()
