"""Builders that tests share: a report, a draft up to a step, a whole reading."""

from __future__ import annotations

from dataclasses import replace

from dateline.read.draft import Draft
from dateline.read.pipeline import ReadingFailed, draft_reports, read_reports
from dateline.record.reading import Reading
from dateline.record.report import Report, Span


def report_of(text: str, published: str | None = "2025-10-14", **fields: object) -> Report:
    """Return a report whose body is its whole text."""
    report = Report("r", text, Span(0, len(text)), language="en", published=published)
    return replace(report, **fields)  # type: ignore[arg-type]


def draft_of(text: str, until: str | None = None, **fields: object) -> Draft:
    """Return the draft of this text with the steps up to ``until`` done, statements by rules alone."""
    return next(iter(draft_reports([report_of(text, **fields)], until=until, fast=True)))  # type: ignore[arg-type]


def reading_of(text: str, **fields: object) -> Reading:
    """Return the reading of this text."""
    reading = next(iter(read_reports([report_of(text, **fields)])))  # type: ignore[arg-type]
    assert not isinstance(reading, ReadingFailed), reading.reason
    return reading
