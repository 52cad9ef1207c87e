"""Readings of the record with what is made of them, some thousands kept at hand: accounts, terms and wording."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import Connection, and_, func, select

from dateline.fuse.accounts import accounts_of, mentions_of
from dateline.fuse.mentions import Mention
from dateline.fuse.telling_terms import report_terms
from dateline.fuse.wording import Runs, Wording, read_wording
from dateline.record.account import Account
from dateline.record.reading import from_json_line
from dateline.record.report import Report

from .asking import in_parts
from .schema import CURRENT, event, reading, report

_AT_HAND = 4000  # reports; about 60 MB at a usual length
_OUT_OF_ORDER = 200  # readings


@dataclass(frozen=True)
class Kept:
    """One report of the record, by number, with the accounts of its current reading."""

    id: int
    key: str
    day: int
    report: Report
    accounts: tuple[Account, ...]
    events: tuple[int, ...]  # the record's number of each account's event

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The accounts as mentions, named by the number of their event."""
        return tuple(
            replace(mention, id=f"{number:012}")
            for mention, number in zip(mentions_of(self.accounts), self.events, strict=True)
        )

    @cached_property
    def body(self) -> str:
        """The text of the report itself."""
        return self.report.quote(self.report.body)

    @cached_property
    def terms(self) -> dict[str, float]:
        """The terms that tell most of it."""
        return report_terms(self.report.title, self.body)

    @cached_property
    def _wording(self) -> tuple[Wording, list[Runs]]:
        return read_wording(self.body)

    @property
    def wording(self) -> Wording:
        """Its wording."""
        return self._wording[0]

    @property
    def sentences(self) -> list[Runs]:
        """Its sentences as runs of words."""
        return self._wording[1]


class Readings:
    """The reports of one record; those asked for last stay at hand, so that memory does not grow with the record."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, tuple[int, Kept]] = OrderedDict()
        self._newest = 0

    def begin(self, connection: Connection) -> None:
        """Let go of reports that were read anew since; to be called at the start of each transaction."""
        if not self._kept:
            self._newest = connection.scalar(select(func.max(reading.c.id))) or 0
        # Another process may have taken its number before ours and kept it after, hence not from the newest alone.
        rows = select(reading.c.report_id, reading.c.id).where(reading.c.id > self._newest - _OUT_OF_ORDER)
        for row in connection.execute(rows):
            self._newest = max(self._newest, row.id)
            if row.report_id in self._kept and self._kept[row.report_id][0] < row.id:
                del self._kept[row.report_id]

    def get(self, connection: Connection, numbers: Iterable[int]) -> dict[int, Kept]:
        """Return these reports by number, those without a reading left out."""
        wanted = sorted(set(numbers))
        missing = [number for number in wanted if number not in self._kept]
        for of_reading, kept in _load(connection, missing):
            self._kept[kept.id] = (of_reading, kept)
        found = {}
        for number in wanted:
            if number in self._kept:
                self._kept.move_to_end(number)
                found[number] = self._kept[number][1]
        while len(self._kept) > max(_AT_HAND, len(wanted)):
            self._kept.popitem(last=False)
        return found


def _load(connection: Connection, numbers: list[int]) -> list[tuple[int, Kept]]:
    """Return reports, each with the number of its current reading."""
    return [one for part in in_parts(numbers) for one in _load_part(connection, part)]


def _load_part(connection: Connection, numbers: list[int]) -> list[tuple[int, Kept]]:
    asked = select(report.c.id, report.c.key, report.c.day, report.c.added_at, reading.c.json, reading.c.id.label("of"))
    asked = asked.join(reading, and_(reading.c.report_id == report.c.id, CURRENT))
    rows = connection.execute(asked.where(report.c.id.in_(numbers))).all()
    events: dict[int, dict[str, int]] = {number: {} for number in numbers}
    named = select(event.c.report_id, event.c.local_id, event.c.id).where(event.c.report_id.in_(numbers))
    for of in connection.execute(named):
        events[of.report_id][of.local_id] = of.id
    kept = []
    for row in rows:
        read = from_json_line(row.json)
        deeds = read.deeds()
        accounts = tuple(replace(account, added=row.added_at) for account in accounts_of(read, str(row.id)))
        of_report = events[row.id]
        numbers_of = tuple(of_report[deed.id] for deed in deeds)
        kept.append((row.of, Kept(row.id, row.key, row.day, read.report, accounts, numbers_of)))
    return kept
