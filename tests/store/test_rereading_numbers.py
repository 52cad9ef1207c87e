"""Occurrences keep their numbers over a reading anew, and none stays that nothing tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import select

from dateline.record.reading import Reading
from dateline.record.report import Report
from dateline.store.judging import Judge
from dateline.store.record import Record
from dateline.store.rereading import NotRead, reread
from dateline.store.schema import event
from dateline.store.schema_fused import occurrence

from .test_judging import MACHINE, REPORTS, WHY, full, groups, number_of  # noqa: F401
from .test_rereading import newer


def numbers(record: Record) -> tuple[set[int], set[int]]:
    with record.engine.connect() as connection:
        told = connection.scalars(select(event.c.occurrence_id).where(event.c.occurrence_id.is_not(None)))
        return set(connection.scalars(select(occurrence.c.id))), set(told)


def test_numbers_stay_whatever_ids_a_newer_reader_gives(full: Record) -> None:  # noqa: F811
    before = {account: number_of(full, account) for account in ("r1e1", "r1e2", "r4e1")}
    reread(full, newer, "test 2")
    after = {"r1e1": number_of(full, "r1e3"), "r1e2": number_of(full, "r1e2"), "r4e1": number_of(full, "r4e2")}
    assert after == before
    there, told = numbers(full)
    assert there == told


def test_what_nothing_tells_of_any_more_is_gone_and_what_people_joined_follows(full: Record) -> None:  # noqa: F811
    def poorer(reports: Iterable[Report]) -> Iterator[Reading | NotRead]:
        for one in reports:
            yield replace(next(old for old in REPORTS if old.report == one), events=())

    joined = Judge(full, "anna").merge([number_of(full, "r1e1"), number_of(full, "r4e1")], WHY)
    full.add(replace(REPORTS[4], events=()), "test 2")
    assert joined == 1 and numbers(full)[0] == numbers(full)[1]
    reread(full, poorer, "test 3")
    assert groups(full) == set() and numbers(full) == (set(), set())
    reread(full, lambda reports: iter([o for r in reports for o in REPORTS if o.report == r]), "test 4")
    Judge(full, "anna").undo(joined, WHY)
    assert groups(full) == MACHINE
