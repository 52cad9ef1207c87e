"""Written dates to ISO 8601."""

from __future__ import annotations

import pytest

from dateline.intake.published import date_of_line, day_near, parse_date

DATES = [
    ("2014-08-27", "2014-08-27"),
    ("2014-08-27T10:30:00Z", "2014-08-27T10:30:00+00:00"),
    ("2014-08-27T10:30:00.123+03:00", "2014-08-27T10:30:00+03:00"),
    ("2014-08-27T10:30:00+0300", "2014-08-27T10:30:00+03:00"),
    ("2014-08-27 10:30", "2014-08-27T10:30:00"),
    ("20140827", "2014-08-27"),
    ("27 August 2014", "2014-08-27"),
    ("August 27, 2014", "2014-08-27"),
    ("Aug. 27, 2014", "2014-08-27"),
    ("Wednesday, 27 August 2014", "2014-08-27"),
    ("27th August 2014, 10:30 GMT", "2014-08-27T10:30:00+00:00"),
    ("Aug 27, 2014 at 4:05 pm", "2014-08-27T16:05:00"),
    ("August 27, 2014 12:15 a.m. EDT", "2014-08-27T00:15:00-04:00"),
    ("Wed, 27 Aug 2014 10:30:00 +0300", "2014-08-27T10:30:00+03:00"),
    ("27/08/2014", "2014-08-27"),
    ("08/27/2014", "2014-08-27"),
    ("2014/08/27", "2014-08-27"),
    ("27.08.2014", "2014-08-27"),
    ("05/05/2014", "2014-05-05"),  # the same day either way
    ("27 août 2014", "2014-08-27"),
    ("27 de agosto de 2014", "2014-08-27"),
    ("08/09/2014", None),  # August or September
    ("2014-13-01", None),
    ("31 February 2014", None),
    ("2014", None),
    ("August 2014", None),
    ("yesterday", None),
    ("", None),
    (None, None),
    ("27 August 2014 and after", None),
]


@pytest.mark.parametrize(("written", "expected"), DATES)
def test_parse_date(written: str | None, expected: str | None) -> None:
    assert parse_date(written) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("27 August 2014", "2014-08-27"),
        ("Published: August 27, 2014", "2014-08-27"),
        ("Posted on 27 Aug 2014", "2014-08-27"),
        ("Last updated: 2014-08-27 10:30", "2014-08-27T10:30:00"),
        ("On 27 August 2014 the army left.", None),
        ("20140827", None),
        ("August 27, 2014 was a dark day for the town", None),
        ("Tuesday", None),
    ],
)
def test_date_of_line(line: str, expected: str | None) -> None:
    found = date_of_line(line)
    assert (found and found.published) == expected


def test_day_near_is_not_after_publication() -> None:
    assert day_near(12, 30, "2026-01-02") == "2025-12-30"
    assert day_near(1, 3, "2026-01-02") == "2026-01-03"  # the dateline's zone may be ahead
    assert day_near(1, 3, None) is None
    assert day_near(6, 1, "2026-01-02") is None  # too far away to be sure of its year
    assert day_near(2, 29, "2026-03-02") is None
