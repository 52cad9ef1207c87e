"""All formats on readings as they come: every example, and what is left of one when its text breaks off anywhere."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from dateline.intake.inputs import open_inputs
from dateline.intake.received import Given
from dateline.read.pipeline import read_reports
from dateline.record.reading import Reading
from dateline.record.report import Report, Span
from dateline.show.brief import FULL, SHORT, Brief
from dateline.show.page import page_of
from dateline.show.tables import TABLES, table_rows
from dateline.show.telling import Telling
from tests.show.test_page import _Page

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """Return the readings of all examples, and of one example cut off at every hundredth character."""
    reports = [r for r in open_inputs([str(EXAMPLES)], Given()) if isinstance(r, Report)]
    text = reports[0].text
    cuts = [Report(f"cut{n}", text[:n], Span(0, n), language="en") for n in range(0, len(text), 100)]
    return [r for r in read_reports([*reports, *cuts]) if isinstance(r, Reading)]


@pytest.mark.parametrize("width", [80, 132])
def test_briefs_keep_to_the_width(readings: list[Reading], width: int) -> None:
    for reading in readings:
        for shortness in (FULL, SHORT):
            out = io.StringIO()
            console = Console(file=out, width=width, highlight=False, markup=False)
            console.print(Brief(reading, shortness, plain=True))
            for line in out.getvalue().splitlines():
                assert cell_len(line) <= width, line
                assert line == line.rstrip()


def test_pages_are_whole(readings: list[Reading]) -> None:
    for reading in readings:
        page = _Page(page_of(reading))
        assert len(page.ids) == len(set(page.ids))
        assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_tables_fill_every_column(readings: list[Reading]) -> None:
    for reading in readings:
        for table, columns in TABLES.items():
            for row in table_rows(reading, table):
                assert len(row) == len(columns)


def test_what_an_event_says_stands_in_the_report(readings: list[Reading]) -> None:
    for reading in readings:
        telling = Telling(reading)
        flowing = " ".join(reading.report.text.split())
        for event in reading.events:
            words = telling.happening(event)
            assert words
            assert words in flowing, "the report's own words, one line"
