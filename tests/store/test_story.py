"""The reports of one story, found around any of them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

import dateline
from dateline.record.reading import Reading
from dateline.store.fusing import Fuser
from dateline.store.readings import Readings
from dateline.store.record import Record
from dateline.store.schema import report
from dateline.store.story import story_of

from .test_fusing import examples

__all__ = ["examples"]


@pytest.fixture
def filled(record: Record, examples: list[Reading]) -> Record:
    """Return a record of the examples."""
    for one in examples:
        record.add(one, "test")
    Fuser(record).fuse()
    return record


def test_a_story_is_told_by_reports_of_its_days_and_by_no_others(filled: Record) -> None:
    with filled.engine.connect() as connection:
        rows = connection.execute(select(report.c.id, report.c.published, report.c.title)).all()
        shelter = [row for row in rows if "shelter" in (row.title or "")]
        found = story_of(connection, Readings(), shelter[0].id)
    assert {row.id for row in shelter} - {shelter[0].id} <= {one.line.id for one in found}
    assert all((one.line.published or "").startswith("2025-10") for one in found)
    assert all("Fasher" in (*one.names, *one.words) or "Kordofan" in (*one.names, *one.words) for one in found)
    days = [one.line.published for one in found if one.line.published]
    assert days == sorted(days)


def test_a_report_that_stands_alone_has_no_story(filled: Record) -> None:
    alone = dateline.read_text("A bakery in Lima won a prize for its bread on 3 May 2019.", fast=True)
    number = filled.add(alone, "test").id
    Fuser(filled).fuse()
    with filled.engine.connect() as connection:
        assert story_of(connection, Readings(), number) == ()
