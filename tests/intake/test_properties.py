"""Any bytes give reports or input errors, and what a report holds lies in its text."""

from __future__ import annotations

import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.intake import open_inputs
from dateline.intake.formats import as_stream, read_stream
from dateline.intake.received import Given, Received
from dateline.intake.shape import make_report
from dateline.record.report import Report

from .made import TEXT, message_of, page_of, pdf_of

FORMATS = ("text", "html", "pdf", "email", "jsonl", "csv", "parquet")
SEEDS = (
    TEXT.encode(),
    page_of().encode(),
    pdf_of([TEXT]),
    message_of("From: x@y.example", TEXT),
    json.dumps({"text": TEXT}).encode(),
)


def check(report: Report | InputError) -> None:
    """Fail unless this is a sound report or an error that helps."""
    if isinstance(report, InputError):
        assert report.reason
        assert report.remedy
        assert "\n" not in str(report)
        return
    size = len(report.text)
    assert 0 <= report.body.start <= report.body.end <= size
    report.text.encode("utf-8")
    assert report.id
    if report.dateline is not None:
        assert report.body.start <= report.dateline.span.start < report.dateline.span.end <= report.body.end
        assert report.quote(report.dateline.span) == report.dateline.text
    if report.agency is not None and report.agency.span is not None:
        assert 0 <= report.agency.span.start < report.agency.span.end <= size
    assert (report.published is None) == (report.published_basis == "unknown")


def check_bytes(kind: str, data: bytes) -> None:
    for row in read_stream(kind, as_stream(data), "x"):
        check(make_report(row, Given(), "x", "x") if isinstance(row, Received) else row)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(FORMATS), st.binary(max_size=400))
def test_random_bytes(kind: str, data: bytes) -> None:
    check_bytes(kind, data)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(SEEDS), st.integers(0, 2000), st.integers(0, 2000), st.binary(max_size=8))
def test_damaged_files(seed: bytes, at: int, end: int, noise: bytes) -> None:
    data = seed[: at % len(seed)] + noise + seed[end % len(seed) :]
    for kind in FORMATS:
        check_bytes(kind, data)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_random_text(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    for report in open_inputs(["-"], stdin=io.BufferedReader(io.BytesIO(b"x" + data))):  # type: ignore[arg-type]
        check(report)


LINES = st.sampled_from(
    [
        "Comments",
        "By Amal Haddad | AFP",
        "BEIRUT (AFP) - Shells hit a market on Friday.",
        "Read more",
        "10 October 2025",
        "# Head of it",
        "Title: x",
        "Date: 2025-10-10",
        "---",
        "",
        "ADVERTISEMENT",
        "Nine people were killed, residents said, and more were hurt.",
        "(Reporting by Ann Roe; Editing by Jo Doe)",
        "Related stories",
        "JUBA:",
        "(AFP)",
        "QUESTION: When?",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_any_order_of_lines(lines: list[str], end: str) -> None:
    data = end.join(lines).encode()
    for row in read_stream("text", as_stream(data), "x"):
        report = make_report(row, Given(published="2025-10-14"), "x", "x") if isinstance(row, Received) else row
        check(report)
        if isinstance(report, Report):
            assert report.text == data.decode()
            assert report == make_report(row, Given(published="2025-10-14"), "x", "x")  # type: ignore[arg-type]
