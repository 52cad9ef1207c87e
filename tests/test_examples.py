"""The examples that the first run shows: what they promise, and that each is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.intake.inputs import open_inputs
from dateline.intake.received import Given
from dateline.read.pipeline import read_reports
from dateline.record.reading import Reading
from dateline.record.report import Report

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """Return the readings of all examples."""
    reports = list(open_inputs([str(EXAMPLES)], Given()))
    assert all(isinstance(r, Report) for r in reports)
    found = list(read_reports(r for r in reports if isinstance(r, Report)))
    assert all(isinstance(r, Reading) for r in found)
    return [r for r in found if isinstance(r, Reading)]


def test_there_are_two_stories_in_all_forms(readings: list[Reading]) -> None:
    assert len(readings) >= 14
    assert {p.suffix for p in EXAMPLES.iterdir()} == {".txt", ".md", ".html", ".eml", ".jsonl"}
    years = [(r.report.published or "")[:4] for r in readings]
    assert years.count("2014") >= 7
    assert years.count("2025") >= 7


def test_each_names_its_outlet_and_day(readings: list[Reading]) -> None:
    for reading in readings:
        assert reading.report.outlet, reading.report.id
        assert reading.report.published, reading.report.id


def test_every_outlet_is_named_as_made_up(readings: list[Reading]) -> None:
    about = " ".join((EXAMPLES / "README.md").read_text(encoding="utf-8").split())
    for reading in readings:
        assert (reading.report.outlet or "") in about


def test_each_in_english_says_something(readings: list[Reading]) -> None:
    for reading in readings:
        if reading.report.language == "en":
            assert reading.statements, reading.report.id
            assert reading.events, reading.report.id


def test_wire_copies_hold_one_text(readings: list[Reading]) -> None:
    bodies = {r.report.id: r.report.quote(r.report.body) for r in readings}
    copies = [b for i, b in bodies.items() if i in {"2014-08-27-quay-tribune-drones", "2014-08-27-cedar-dispatch-eyes"}]
    words = [set(copy.split()) for copy in copies]
    assert len(words) == 2
    assert len(words[0] & words[1]) > 0.95 * len(words[0] | words[1])


def test_boilerplate_stays_outside(readings: list[Reading]) -> None:
    for reading in readings:
        body = reading.report.quote(reading.report.body)
        for words in ("Comments are closed", "Share on Facebook", "newsletter", "Most read", "unsubscribe"):
            assert words not in body, reading.report.id
