"""Plain words: lists, dates, ranges, and lines that cannot steer a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.record.choices import Act, DisputeKind, EventType, SourceKind, Status, TimePrecision
from dateline.show import words


@pytest.mark.parametrize(
    ("start", "end", "year", "expected"),
    [
        ("2014-08-26", "2014-08-26", 2014, "26 Aug"),  # the year of the report is known
        ("2011-03-15", "2011-03-15", 2014, "15 Mar 2011"),  # another year is told
        ("2014-08-26", "2014-08-26", None, "26 Aug 2014"),
        ("2011-03-01", "2011-03-31", 2014, "Mar 2011"),  # a month is a month, not a day
        ("2013-01-01", "2013-12-31", 2014, "2013"),
        ("2010-01-01", "2019-12-31", 2014, "2010-2019"),
        ("2014-06-01", "2014-08-31", 2014, "Jun-Aug 2014"),
        ("2013-12-01", "2014-02-28", 2014, "Dec 2013-Feb 2014"),
        ("2014-08-25", "2014-08-31", 2014, "25-31 Aug"),
        ("2014-08-28", "2014-09-03", 2014, "28 Aug-3 Sep"),
        ("2013-12-30", "2014-01-05", 2014, "30 Dec 2013-5 Jan"),
        ("2014-08-08", None, 2014, "since 8 Aug"),
        (None, "2014-08-08", 2014, "until 8 Aug"),
        (None, None, 2014, None),  # nothing known is nothing said
        ("2025-10-11T06:00", "2025-10-11T06:00", 2025, "11 Oct"),  # an hour keeps its day
        ("soon", None, 2014, "soon"),  # what is no date is shown as it is
    ],
)
def test_an_interval_is_told_as_coarse_as_it_is(
    start: str | None, end: str | None, year: int | None, expected: str | None
) -> None:
    assert words.day_words(start, end, year) == expected


def test_an_open_interval_is_as_coarse_as_its_words() -> None:
    assert words.day_words("2011-03-01", None, 2014, TimePrecision.MONTH) == "since Mar 2011"
    assert words.day_words(None, "2013-12-31", 2014, TimePrecision.YEAR) == "until 2013"
    assert words.day_words("2014-08-08", None, 2014, TimePrecision.DAY) == "since 8 Aug"


@pytest.mark.parametrize(
    ("several", "one"),
    [
        ("people", "person"), ("armed vehicles", "armed vehicle"), ("entries", "entry"), ("women", "woman"),
        ("air strikes", "air strike"), ("churches", "church"), ("police", "police"), ("bus", "bus"),
    ],
)  # fmt: skip
def test_one_of_many(several: str, one: str) -> None:
    assert words.singular(several) == one


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (14, 14, "14"),
        (14, None, "at least 14"),
        (None, 20, "up to 20"),
        (24, 99, "24 to 99"),
        (None, None, "some"),
        (12_000_000, None, "at least 12,000,000"),
    ],
)
def test_a_count_keeps_its_open_end(low: int | None, high: int | None, expected: str) -> None:
    assert words.range_words(low, high) == expected


@pytest.mark.parametrize(
    ("names", "limit", "expected"),
    [
        ([], None, ""),
        (["A"], None, "A"),
        (["A", "B", "A"], None, "A and B"),
        (["A", "B", "C"], None, "A, B and C"),
        (["A", "B", "C", "D"], 2, "A, B and 2 more"),
        (["A", "B", "C"], 2, "A, B and C"),  # "1 more" would take as much room as the name
    ],
)
def test_names_are_listed_in_prose(names: list[str], limit: int | None, expected: str) -> None:
    assert words.listed(names, limit) == expected


def test_a_long_text_is_cut_at_the_end_of_a_word() -> None:
    assert words.shorten("any violation of the border would be aggression", 30) == "any violation of the ..."
    assert words.shorten("short", 30) == "short"
    assert words.shorten("x" * 50, 10) == "xxxxxx ..."


@given(st.text(), st.integers(min_value=8, max_value=200))
def test_what_is_shown_is_one_line_within_its_width(text: str, width: int) -> None:
    shown = words.shorten(text, width)
    assert len(shown) <= width
    assert shown == words.printable(shown)


def test_a_report_cannot_steer_the_terminal() -> None:
    assert words.printable("\x1b[31mred\x1b[0m\r\nnext\x07 \u202eright\u2066 a\u00a0b") == "[31mred[0m next right a b"


@pytest.mark.parametrize(
    ("table", "choices"),
    [
        (words.STATUS_WORDS, Status),
        (words.STATUS_SIGNS, Status),
        (words.PLAIN_SIGNS, Status),
        (words.TYPE_WORDS, EventType),
        (words.ACT_WORDS, Act),
        (words.WORD_OF, Act),
        (words.KIND_WORDS, SourceKind),
        (words.DISPUTE_WORDS, DisputeKind),
    ],
)
def test_every_choice_has_its_word(table: dict[object, str], choices: type) -> None:
    assert set(table) == set(choices)  # type: ignore[call-overload]


def test_signs_differ_by_shape_alone() -> None:
    for signs in (words.STATUS_SIGNS, words.PLAIN_SIGNS):
        assert len(set(signs.values())) == len(Status)
        assert {len(sign) for sign in signs.values()} == {2}
    assert all(sign.isascii() for sign in words.PLAIN_SIGNS.values())
