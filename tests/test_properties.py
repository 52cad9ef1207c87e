"""Properties of every reading: spans lie in the text and quote what they say; the same input gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.intake.inputs import Given, open_inputs
from dateline.read.pipeline import ReadingFailed, read_reports
from dateline.record.reading import Reading, to_json_line
from dateline.record.report import Report, Span

from .build import reading_of, report_of

EXAMPLES = Path(__file__).parent.parent / "examples"
SLOW = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def _reports() -> list[Report]:
    reports = list(open_inputs([str(EXAMPLES)], Given()))
    assert all(isinstance(r, Report) for r in reports)
    return [r for r in reports if isinstance(r, Report)]


REPORTS = _reports()


def _spans(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _spans(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from _spans(part)


def check(reading: Reading) -> None:
    """Assert what holds for every reading."""
    text = reading.report.text
    for span in _spans(reading):
        assert 0 <= span.start < span.end <= len(text) or (span == reading.report.body and span.start <= span.end)
    for time in reading.times:
        assert text[time.span.start : time.span.end] == time.text
    for thing in (*reading.actors, *reading.statements, *reading.events, *reading.metonyms):
        for span in _spans(thing):
            words = text[span.start : span.end]
            assert words == words.strip(), "a span starts and ends with its words"
    ids = [
        x.id
        for part in (reading.actors, reading.places, reading.times, reading.statements, reading.events)
        for x in part
    ]
    assert len(ids) == len(set(ids))
    known = set(ids) | {None}
    for event in reading.events:
        assert {*event.actors, *event.recipients, *event.via, event.place, event.when, *event.reported_by} <= known
        assert event.start is None or event.end is None or event.start <= event.end
    for s in reading.statements:
        assert {s.source.actor, s.source.locality, s.to, s.when, s.where, s.within} <= known
        assert s.content, "a statement has content"
    for dispute in reading.disputes:
        assert dispute.sides[0] and dispute.sides[1]
        assert {*dispute.sides[0], *dispute.sides[1]} <= known
    json.loads(to_json_line(reading))


@pytest.mark.parametrize("report", REPORTS, ids=lambda r: r.id)
def test_examples_hold_the_properties(report: Report) -> None:
    reading = next(iter(read_reports([report])))
    assert isinstance(reading, Reading)
    check(reading)


def test_the_same_input_gives_the_same_bytes_alone_and_in_a_batch() -> None:
    together = [to_json_line(r) for r in read_reports(REPORTS) if isinstance(r, Reading)]
    again = [to_json_line(r) for report in REPORTS for r in read_reports([report]) if isinstance(r, Reading)]
    assert together == again
    assert len(together) == len(REPORTS)


@SLOW
@given(st.sampled_from(REPORTS), st.floats(0, 1))
def test_any_prefix_of_an_example_is_read(report: Report, share: float) -> None:
    text = report.text[: int(len(report.text) * share)]
    result = next(iter(read_reports([report_of(text)])))
    assert not isinstance(result, ReadingFailed), result
    check(result)


@SLOW
@given(st.binary(max_size=4000))
def test_random_bytes_give_a_reading_or_a_clear_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "report.txt"
    path.write_bytes(data)
    for report in open_inputs([str(path)], Given()):
        if isinstance(report, InputError):
            assert "report.txt" in str(report)
        else:
            result = next(iter(read_reports([report])))
            assert not isinstance(result, ReadingFailed), result
            check(result)


@SLOW
@given(st.text(max_size=600))
def test_any_text_is_read(text: str) -> None:
    result = next(iter(read_reports([report_of(text)])))
    assert not isinstance(result, ReadingFailed), result
    check(result)


def test_a_report_in_another_language_is_kept_and_marked_not_misread() -> None:
    text = "Die Regierung in Damaskus teilte am Montag mit, zwei Drohnen seien abgeschossen worden."
    reading = reading_of(text, language="de")
    assert reading.report.text == text
    assert not (reading.events or reading.statements or reading.actors)


def test_without_a_day_of_publication_no_year_and_no_day_is_invented() -> None:
    text = "The army shelled the town on Tuesday. The raids began on August 8. A truce was signed in March 2011."
    reading = reading_of(text, published=None)
    by_text = {t.text: t for t in reading.times}
    assert by_text["Tuesday"].start is None
    assert by_text["August 8"].start is None
    assert by_text["August 8"].value == "XXXX-08-08"
    assert by_text["March 2011"].value == "2011-03"
    assert not [e for e in reading.events if e.start and not e.start.startswith("2011")]
