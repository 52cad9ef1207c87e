"""A report in, the reports of the record that tell the same story out, each with why.

Nothing of it is kept: a story is a reading aid that no count and no dispute rests on, so it is found around the report
that is asked for, among those that share its heaviest terms within some days and those that are near to these.
"""

from __future__ import annotations

from sqlalchemy import Connection

from dateline.fuse.stories import Stories
from dateline.record.briefing import OfStory

from .lines import report_lines
from .neighbours import neighbours_of
from .readings import Kept, Readings
from .record import Record

_ROUNDS = 2  # around the report, then around what was found; by hand
_AROUND = 10  # reports of a story whose neighbours are looked for, those found first; by hand, for the time
_NOWHERE = (0, -1)  # beside no reports that are being fused


def story_of(connection: Connection, readings: Readings, number: int) -> tuple[OfStory, ...]:
    """Return the other reports that tell the story of a report, the earliest first; those without a day at the end."""
    near = {number}
    asked: set[int] = set()
    found = {number}
    for _ in range(_ROUNDS):
        around = [one for one in sorted(found) if one not in asked][:_AROUND]
        for kept in readings.get(connection, around).values():
            near |= neighbours_of(connection, kept, _NOWHERE)
        asked |= set(around)
        stories = _told(readings.get(connection, near))
        name = stories.story_of(str(number))
        found = {int(one) for story in stories.stories() if story.name == name for one in story.reports}
    lines = report_lines(connection, found - {number})
    by_day = sorted(lines.values(), key=lambda line: (line.published is None, line.published or "", line.id))
    reasons = {one.id: stories.reason_of(str(one.id)) for one in by_day}
    return tuple(OfStory(one, reasons[one.id].names, reasons[one.id].words) for one in by_day)


def story_of_report(record: Record, readings: Readings, number: int) -> tuple[OfStory, ...]:
    """Return ``story_of`` a report of a record."""
    with record.engine.connect() as connection:
        return story_of(connection, readings, number)


def _told(reports: dict[int, Kept]) -> Stories:
    stories = Stories()
    for kept in sorted(reports.values(), key=lambda one: (one.day, one.id)):
        names = {actor.name for account in kept.accounts for actor in (*account.actors, *account.recipients)}
        names |= {account.place.name for account in kept.accounts if account.place is not None}
        report = kept.report
        stories.add(str(kept.id), kept.body, title=report.title, published=report.published, names=sorted(names))
    stories.settle()
    return stories
