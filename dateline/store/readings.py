"""Readings of the record with what is made of them, some thousands kept at hand: accounts, terms and wording."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import Connection, select

from dateline.fuse.accounts import accounts_of, mention_of
from dateline.fuse.mentions import Mention
from dateline.fuse.telling_terms import report_terms
from dateline.fuse.wording import Runs, Wording, read_wording
from dateline.record.account import Account
from dateline.record.reading import from_json_line
from dateline.record.report import Report

from .schema import event, reading, report

_AT_HAND = 4000  # reports; about 60 MB at a usual length


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
            replace(mention_of(account), id=f"{number:012}")
            for account, number in zip(self.accounts, self.events, strict=True)
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

    def get(self, connection: Connection, numbers: Iterable[int]) -> dict[int, Kept]:
        """Return these reports by number, those without a reading left out."""
        wanted = sorted(set(numbers))
        current = _current(connection, wanted)
        found = {}
        for number in wanted:
            at_hand = self._kept.get(number)
            if at_hand is not None and at_hand[0] == current.get(number):
                self._kept.move_to_end(number)
                found[number] = at_hand[1]
        missing = [number for number in wanted if number in current and number not in found]
        for kept in _load(connection, missing):
            found[kept.id] = kept
            self._kept[kept.id] = (current[kept.id], kept)
        while len(self._kept) > max(_AT_HAND, len(wanted)):
            self._kept.popitem(last=False)
        return found


def _current(connection: Connection, numbers: list[int]) -> dict[int, int]:
    """Return the number of the current reading of each report."""
    asked = select(reading.c.report_id, reading.c.id).where(reading.c.report_id.in_(numbers), reading.c.is_current)
    return {row.report_id: row.id for row in connection.execute(asked)} if numbers else {}


def _load(connection: Connection, numbers: list[int]) -> list[Kept]:
    if not numbers:
        return []
    asked = select(report.c.id, report.c.key, report.c.day, report.c.added_at, reading.c.json)
    asked = asked.join(reading, (reading.c.report_id == report.c.id) & reading.c.is_current)
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
        kept.append(Kept(row.id, row.key, row.day, read.report, accounts, tuple(of_report[deed.id] for deed in deeds)))
    return kept
