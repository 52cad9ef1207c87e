"""Reports are read anew from the record's own text; what people decided and what was read before stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from dateline.read.pipeline import read_reports
from dateline.record.reading import Reading, to_json_line
from dateline.record.report import Agency, Dateline, Report, Span
from dateline.store.fusing import Fuser
from dateline.store.history import history_of_account, history_of_report, judged
from dateline.store.judging import Judge
from dateline.store.record import Record
from dateline.store.rereading import NotRead, report_again, reread, to_reread
from dateline.store.schema import event, failure

from ..build import report_of
from .telling import Deed, told
from .test_judging import ALONE, MACHINE, MARKET, REPORTS, SCHOOLS, WHY, fill, full, grouped, groups, number_of  # noqa: F401


def newer(reports: Iterable[Report]) -> Iterator[Reading | NotRead]:
    """Read as another reader does: one event more in each report, wider triggers, ids in another order."""
    by_name = {one.report.id: one for one in REPORTS}
    for report in reports:
        old = by_name[report.id]
        assert report == old.report, "the report as it was"
        wider = [replace(e, trigger=Span(e.trigger.start - 1, e.trigger.end + 1)) for e in old.events]
        last = len(report.text.rstrip())
        more = replace(old.events[-1], trigger=Span(last - 5, last), place=None, start=None, end=None, subtype=None)
        events = [more, *reversed(wider)]
        yield replace(old, events=tuple(replace(e, id=f"e{n}") for n, e in enumerate(events, start=1)))


def test_the_readings_of_another_reader_are_read_anew_once(full: Record) -> None:  # noqa: F811
    assert to_reread(full, "test 2") == 5 and to_reread(full, "test 1") == 0
    seen: list[NotRead | None] = []
    done = reread(full, newer, "test 2", seen.append)
    assert (done.read, done.failed, seen) == (5, (), [None] * 5)
    assert to_reread(full, "test 2") == 0 and reread(full, newer, "test 2").read == 0
    readings = history_of_report(full, 1).readings
    assert [(r.reader, r.is_current) for r in readings] == [("test 1", False), ("test 2", True)]
    with full.engine.connect() as connection:
        assert not connection.scalars(select(event.c.id).where(event.c.is_loose)).all(), "all is grouped anew"


def test_decisions_outlive_a_reading_with_other_ids_and_spans(full: Record) -> None:  # noqa: F811
    judge = Judge(full, "anna")
    merged = judge.merge([number_of(full, "r1e2"), number_of(full, "r4e1")], WHY)
    judge.reject("r2e1", WHY)
    judge.correct(number_of(full, "r3e1"), "status", "possible", WHY)
    judge.verdict(number_of(full, "r3e1"), "admiralty", "B2", WHY)
    reread(full, newer, "test 2")
    found = groups(full)
    # of report 1 the events were e1 shelled, e2 seen; now they are e2 seen, e3 shelled
    assert any({"r1e2", "r4e2", "r5e2"} <= one for one in found)
    assert not any("r2e2" in one for one in found)
    now = judged(full, number_of(full, "r3e2"))
    assert [c.field for c in now.corrections] == ["status"] and [v.grade for v in now.verdicts] == ["B2"]
    assert [d.id for d in history_of_account(full, "r1e2")] == [merged]
    judge.undo(merged, WHY)
    judge.undo(2, WHY)
    assert any({"r1e3", "r2e2", "r3e2"} <= one for one in groups(full)), "as the machine has it"


def test_what_a_newer_reader_does_not_find_any_more_stays_in_the_history(full: Record) -> None:  # noqa: F811
    judge = Judge(full, "anna")
    judge.merge(["r1e2", "r4e1", "r5e1"], WHY)

    def poorer(reports: Iterable[Report]) -> Iterator[Reading | NotRead]:
        yield from (Reading(one) if one.id == "Gazette" else next(newer([one])) for one in reports)

    reread(full, poorer, "test 2")
    (kept,) = history_of_report(full, 4).decisions
    assert [(s.account, s.words) for s in kept.subjects] == [("r1e2", "seen"), (None, "burned"), ("r5e2", "torched")]
    assert any({"r1e2", "r5e2"} <= one for one in groups(full)), "what is left of it holds"
    reread(full, newer, "test 3")
    assert any({"r1e2", "r4e2", "r5e2"} <= one for one in groups(full)), "found again, it counts again"


def test_what_cannot_be_read_keeps_its_reading_and_the_rest_goes_on(full: Record) -> None:  # noqa: F811
    def failing(reports: Iterable[Report]) -> Iterator[Reading | NotRead]:
        for one in reports:
            yield NotRead(one.id, "step events failed") if one.id == "Monitor" else next(newer([one]))

    done = reread(full, failing, "test 2")
    assert done.read == 4 and [f.name for f in done.failed] == ["Monitor"]
    assert [r.reader for r in history_of_report(full, 3).readings] == ["test 1"]
    with full.engine.connect() as connection:
        assert connection.scalars(select(failure.c.name)).all() == ["Monitor"]
    assert reread(full, newer, "test 2").read == 1, "later it is tried again"


class _StoppedError(Exception):
    pass


def test_stopped_it_goes_on_where_it_was(full: Record) -> None:  # noqa: F811
    def stopping(reports: Iterable[Report]) -> Iterator[Reading | NotRead]:
        for number, one in enumerate(newer(reports)):
            if number == 2:
                raise _StoppedError
            yield one

    with pytest.raises(_StoppedError):
        reread(full, stopping, "test 2")
    assert to_reread(full, "test 2") == 3
    assert reread(full, newer, "test 2").read == 3
    assert any({"r1e3", "r2e2", "r3e2"} <= one for one in groups(full))


def test_the_report_is_the_one_that_was_read() -> None:
    given = report_of(
        "GOMA, May 3 (Meridian Wire) - Rebels shelled a market in Goma on Friday, the army said.",
        agency=Agency("Meridian Wire", Span(13, 26)),
        authors=("A. Writer",),
        dateline=Dateline("GOMA, May 3 (Meridian Wire) -", Span(0, 30)),
        body=Span(31, 86),
        published_basis="metadata",
    )
    read = next(iter(read_reports([given], fast=True)))
    assert isinstance(read, Reading)
    assert report_again(to_json_line(read)) == given
    again = next(iter(read_reports([report_again(to_json_line(read))], fast=True)))
    assert again == read, "the same reader reads the same"


def test_a_real_reader_reads_anew(record: Record) -> None:
    def rules(reports: Iterable[Report]) -> Iterator[Reading | NotRead]:
        for one in read_reports(reports, fast=True):
            assert isinstance(one, Reading)
            yield one

    record.add(told("Herald", Deed("Rebels shelled a market in Goma on Friday.", "shelled")), "by hand")
    Fuser(record).fuse()
    Judge(record, "anna").correct("1", "status", "possible", WHY)
    assert reread(record, rules, "rules").read == 1
    with record.engine.connect() as connection:
        (shelled,) = connection.execute(select(event).where(event.c.type == "ASSAULT")).all()
    assert [c.who for c in judged(record, str(shelled.occurrence_id)).corrections] == ["anna"]
