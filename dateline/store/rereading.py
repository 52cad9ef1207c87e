"""Reports of the record that another reader read, read anew from the text that the record keeps.

Old readings stay in the history and decisions stay as they were made; each report changes in a transaction of its own,
so what was stopped goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, and_, func, select

from dateline.record.reading import Reading, from_json_line
from dateline.record.report import Report

from .fusing import Fuser
from .record import Outcome, Record
from .schema import CURRENT, reading, report

_AT_ONCE = 32  # reports whose text is held at a time, as many as the reader takes

Read = Callable[[Iterable[Report]], Iterator["Reading | NotRead"]]
"""Reads reports, in their order."""


@dataclass(frozen=True, slots=True)
class NotRead:
    """A report that could not be read anew, by the name it came under; its old reading stays."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reread:
    """How many reports were read anew, and those that could not be."""

    read: int
    failed: tuple[NotRead, ...] = ()


def to_reread(record: Record, reader: str) -> int:
    """Return how many reports of the record have their reading from another reader than this."""
    with record.engine.connect() as connection:
        asked = select(func.count()).select_from(reading).where(_by_another(reader))
        return connection.scalar(asked) or 0


def reread(
    record: Record,
    read: Read,
    reader: str,
    told: Callable[[NotRead | None], None] | None = None,
    fuser: Fuser | None = None,
) -> Reread:
    """Read anew the reports that another reader than this read, fuse them, and return what became of them.

    ``told`` is called after each report, with the failure where it could not be read. The reading of a report says
    what is its body, who published it and when: only what is found in the body is found anew.
    """
    done, failed = 0, []
    fusing = fuser or Fuser(record)
    after = 0
    while batch := _batch(record, reader, after):
        after = batch[-1][0]
        for result in read([one for _, one in batch]):
            if isinstance(result, NotRead):
                record.fail(result.name, result.reason)
                failed.append(result)
            else:
                done += record.add(result, reader).outcome is Outcome.READ_ANEW
            if told is not None:
                told(result if isinstance(result, NotRead) else None)
        fusing.fuse()
    return Reread(done, tuple(failed))


def report_again(line: str) -> Report:
    """Return the report of a reading as it was before it was read; ``line`` is the reading's JSON."""
    kept = from_json_line(line).report
    if kept.dateline is None:
        return kept
    return replace(kept, dateline=replace(kept.dateline, place=None))  # an id of the old reading


def _by_another(reader: str) -> ColumnElement[bool]:
    return and_(CURRENT, reading.c.reader != reader)


def _batch(record: Record, reader: str, after: int) -> list[tuple[int, Report]]:
    with record.engine.connect() as connection:
        rows = connection.execute(
            select(report.c.id, reading.c.json)
            .join(reading, reading.c.report_id == report.c.id)
            .where(_by_another(reader), report.c.id > after)
            .order_by(report.c.id)
            .limit(_AT_ONCE)
        )
        return [(row.id, report_again(row.json)) for row in rows]
