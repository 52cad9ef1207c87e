"""Time expressions and their values: a sentence, the day of writing, the tense, what is expected and why."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.timex import find_timexes
from dateline.timex.calendar import bounds
from dateline.timex.context import Tense

WEDNESDAY = "2014-08-27"

# sentence, tense, [(words, value)]
PAST_DAYS = [
    ("Gunmen attacked the post on Tuesday.", [("Tuesday", "2014-08-26")]),  # the day before
    ("Gunmen attacked the post on Wednesday.", [("Wednesday", "2014-08-27")]),  # the day itself
    ("Gunmen attacked the post on Thursday.", [("Thursday", "2014-08-21")]),  # not tomorrow
    ("The toll rose late on Monday.", [("Monday", "2014-08-25")]),  # "late on" is no part of it
    ("They fled last Friday.", [("last Friday", "2014-08-22")]),
    ("They fled last Wednesday.", [("last Wednesday", "2014-08-20")]),  # never today
    ("The shop burned on Sunday night.", [("Sunday night", "2014-08-24TNI")]),
    ("Tuesday's raid failed.", [("Tuesday", "2014-08-26")]),  # without the possessive
    ("He spoke on Monday of last week.", [("Monday of last week", "2014-08-18")]),
    ("It began on Aug. 8.", [("Aug. 8", "2014-08-08")]),
    ("It began on August 8.", [("August 8", "2014-08-08")]),
    ("It began on 8 August.", [("8 August", "2014-08-08")]),
    ("It began on the 8th of August.", [("the 8th of August", "2014-08-08")]),
    ("It began on Dec. 20.", [("Dec. 20", "2013-12-20")]),  # the last one in a past clause
    ("It began on September 11.", [("September 11", "2013-09-11")]),  # not a fortnight ahead
    ("He was born in March.", [("March", "2014-03")]),
    ("The ban began in October.", [("October", "2013-10")]),
    ("The ban began last December.", [("last December", "2013-12")]),
    ("The March offensive stalled.", [("March", "2014-03")]),
    ("It was due in October of last year.", [("October of last year", "2013-10")]),
    ("The revolt began in March 2011.", [("March 2011", "2011-03")]),
    ("They left on Friday, Aug. 22.", [("Friday, Aug. 22", "2014-08-22")]),
    ("They left on 22 August 2014.", [("22 August 2014", "2014-08-22")]),
    ("They left on August 22, 2014, he said.", [("August 22, 2014", "2014-08-22")]),
    ("The line was cut on 2014-08-03.", [("2014-08-03", "2014-08-03")]),
    ("The line was cut on 03.08.2014.", [("03.08.2014", "2014-08-03")]),  # with dots the day stands first
    ("The line was cut on 22/8/2014.", [("22/8/2014", "2014-08-22")]),
    ("The line was cut on 8/22/2014.", [("8/22/2014", "2014-08-22")]),
    ("The line was cut on 3/4/2014.", [("3/4/2014", "2014-XX-XX")]),  # day or month: cannot be told
    ("Fighting went on from August 8-10.", [("August 8-10", "2014-08-08/2014-08-10")]),
]

RELATIVE = [
    ("They arrived yesterday.", [("yesterday", "2014-08-26")]),
    ("They arrived yesterday morning.", [("yesterday morning", "2014-08-26TMO")]),
    ("They arrived today.", [("today", "2014-08-27")]),
    ("Shells fell overnight.", [("overnight", "2014-08-26TNI")]),  # the night before the report
    ("Shells fell last night.", [("last night", "2014-08-26TNI")]),
    ("Shells fell this morning.", [("this morning", "2014-08-27TMO")]),
    ("The envoy left last week.", [("last week", "2014-W34")]),
    ("The envoy left earlier this week.", [("earlier this week", "2014-W35")]),
    ("The envoy left last month.", [("last month", "2014-07")]),
    ("The envoy left earlier this year.", [("earlier this year", "2014")]),
    ("The envoy left two days ago.", [("two days ago", "2014-08-25")]),
    ("The envoy left ten years ago.", [("ten years ago", "2004")]),
    ("The envoy left three weeks ago.", [("three weeks ago", "2014-W32")]),
    ("The envoy left several years ago.", [("several years ago", "PAST_REF")]),
    (
        "A truce began on August 8. Two days later it broke.",
        [("August 8", "2014-08-08"), ("Two days later", "2014-08-10")],
    ),
    ("A truce began on August 8, a day earlier.", [("August 8", "2014-08-08"), ("a day earlier", "2014-08-07")]),
    (
        "It was signed on August 8 and broken the next day.",
        [("August 8", "2014-08-08"), ("the next day", "2014-08-09")],
    ),
    ("It was signed in 2003; that year 40 died.", [("2003", "2003"), ("that year", "2003")]),
    (
        "It fell in May 2012 and the following month rose.",
        [("May 2012", "2012-05"), ("the following month", "2012-06")],
    ),
    ("He recently left.", [("recently", "PAST_REF")]),
    ("He now rules.", [("now", "PRESENT_REF")]),
    ("He thinks of the future.", [("the future", "FUTURE_REF")]),
    ("He came in the third quarter of 2013.", [("the third quarter of 2013", "2013-Q3")]),
    ("He came in the summer of 2006.", [("the summer of 2006", "2006-SU")]),
    ("He came last winter.", [("last winter", "2013-WI")]),
    ("He came in the 1990s.", [("the 1990s", "199")]),
    ("He came in the late 1980s.", [("the late 1980s", "198")]),
    ("He came in the 19th century.", [("the 19th century", "18")]),
    ("It dates from the 2003 invasion.", [("2003", "2003")]),
    ("It has gone on since 2011.", [("2011", "2011")]),
    ("Aid stopped during Ramadan.", [("Ramadan", "XXXX-XX")]),  # a month of the moon: its days stay open
]

CLOCK = [
    ("A bomb went off at 4:30 a.m. on Tuesday.", [("4:30 a.m. on Tuesday", "2014-08-26T04:30")]),
    ("A bomb went off at 9 p.m. Monday.", [("9 p.m. Monday", "2014-08-25T21:00")]),
    ("A bomb went off at 1800 GMT on Monday.", [("1800 GMT on Monday", "2014-08-25T18:00Z")]),
    ("It hit at 10:35 a.m. (0735 GMT) Tuesday.", [("10:35 a.m. (0735 GMT) Tuesday", "2014-08-26T10:35")]),
    ("They left at noon on Monday.", [("noon on Monday", "2014-08-25T12:00")]),
]

LASTING = [
    ("The siege lasted three years.", [("three years", "P3Y")]),
    ("The siege lasted for several weeks.", [("several weeks", "PXW")]),
    ("A two-day truce held.", [("two-day", "P2D")]),
    ("It took an hour and a half.", [("an hour and a half", "PT1H30M")]),
    ("It took half an hour.", [("half an hour", "PT30M")]),
    ("Over the past 24 hours nine died.", [("the past 24 hours", "PT24H")]),
    ("In the last few months nine died.", [("the last few months", "PXM")]),
    ("At least two weeks passed.", [("At least two weeks", "P2W")]),
    ("It lasted for two to three weeks.", [("two to three weeks", "P2W")]),  # the lower of a range
    ("For decades they ruled.", [("decades", "PXE")]),
    ("They meet every Friday.", [("every Friday", "XXXX-WXX-5")]),
    ("They meet every two years.", [("every two years", "P2Y")]),
    ("They hold weekly protests.", [("weekly", "P1W")]),
    ("They meet on Mondays.", [("Mondays", "XXXX-WXX-1")]),
    ("They meet twice a week.", [("twice a week", "P1W")]),
]

NOTHING = [
    "A two-year-old boy was killed.",  # an age
    "The 71-year-old cleric spoke.",
    "About 2000 troops marched in.",  # a number that looks like a year
    "Some 1998 people were counted.",
    "They may march on.",  # a verb, not months
    "The second attack failed.",  # an ordinal
    "It cost $2014 each.",
    "He sat down in the sun.",
    "It was the third attack in as many days.",
]

OPEN = [
    ("Gunmen attacked the post on Tuesday.", [("Tuesday", "XXXX-WXX-2")]),
    ("It began on August 8.", [("August 8", "XXXX-08-08")]),
    ("It began in August.", [("August", "XXXX-08")]),
    ("It began in August 2014.", [("August 2014", "2014-08")]),
    ("They arrived yesterday.", [("yesterday", "XXXX-XX-XX")]),
    ("They left last week.", [("last week", "XXXX-WXX")]),
    ("They left last year.", [("last year", "XXXX")]),
]

AHEAD = [
    ("They will meet on Friday.", [("Friday", "2014-08-29")]),
    ("They will meet on Monday.", [("Monday", "2014-09-01")]),
    ("They will meet next Friday.", [("next Friday", "2014-08-29")]),
    ("They will meet tomorrow.", [("tomorrow", "2014-08-28")]),
    ("They will meet in March.", [("March", "2015-03")]),
    ("They will meet on January 5.", [("January 5", "2015-01-05")]),
    ("They will meet next month.", [("next month", "2014-09")]),
    ("They will meet over the weekend.", [("the weekend", "2014-W35-WE")]),
]


def _values(text: str, published: str | None, tense: Tense) -> list[tuple[str, str]]:
    return [(text[t.start : t.end], t.value) for t in find_timexes(text, published, lambda at: tense)]


@pytest.mark.parametrize(("text", "wanted"), [*PAST_DAYS, *RELATIVE, *CLOCK, *LASTING])
def test_value_in_the_past(text: str, wanted: list[tuple[str, str]]) -> None:
    assert _values(text, WEDNESDAY, "past") == wanted


@pytest.mark.parametrize(("text", "wanted"), AHEAD)
def test_value_in_the_future(text: str, wanted: list[tuple[str, str]]) -> None:
    assert _values(text, WEDNESDAY, "future") == wanted


@pytest.mark.parametrize(("text", "wanted"), OPEN)
def test_nothing_is_invented_without_a_day_of_writing(text: str, wanted: list[tuple[str, str]]) -> None:
    assert _values(text, None, "past") == wanted


@pytest.mark.parametrize("text", NOTHING)
def test_no_time(text: str) -> None:
    assert _values(text, WEDNESDAY, "past") == []


def test_term_set_lies_ahead_also_in_a_past_clause() -> None:
    assert _values("They were given until Friday.", WEDNESDAY, "past") == [("Friday", "2014-08-29")]
    assert _values("They had to leave by Monday.", WEDNESDAY, "told") == [("Monday", "2014-09-01")]


def test_anchors_name_what_a_value_was_counted_from() -> None:
    found = find_timexes("It began on August 8. Two days later it broke in 2014.", WEDNESDAY, lambda at: "past")
    assert [t.anchor for t in found] == ["published", 0, None]
    found = find_timexes("It began on Tuesday.", WEDNESDAY, lambda at: "past", dateline_date="2014-08-20")
    assert [(t.value, t.anchor) for t in found] == [("2014-08-19", "dateline")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2014-08-26", ("2014-08-26", "2014-08-26", "day")),
        ("2014-08-26TNI", ("2014-08-26", "2014-08-26", "time")),
        ("2012-02", ("2012-02-01", "2012-02-29", "month")),
        ("2014-W01", ("2013-12-30", "2014-01-05", "week")),
        ("2014-W35-WE", ("2014-08-30", "2014-08-31", "week")),
        ("2013-WI", ("2013-12-01", "2014-02-28", "season")),
        ("2014-Q3", ("2014-07-01", "2014-09-30", "season")),
        ("2014", ("2014-01-01", "2014-12-31", "year")),
        ("199", ("1990-01-01", "1999-12-31", "decade")),
        ("2014-08-08/2014-08-10", ("2014-08-08", "2014-08-10", "day")),
        ("XXXX-08-08", (None, None, "day")),
        ("XXXX-WXX-2", (None, None, "day")),
        ("PAST_REF", (None, None, "vague")),
        ("2014-02-30", (None, None, "vague")),
    ],
)
def test_bounds_of_a_value(value: str, expected: tuple[str | None, str | None, str]) -> None:
    assert bounds(value) == expected


_WORDS = "Tuesday|May|3|2014|the|last|week|a|ago|two|days|later|,|.|-|31|GMT|10:30|p.m.|quarter|third|99999999999|1/0"
_MORE = "2014-99-99|\n\n|’s|every|half|of|century|٣|overnight|Friday|August|’80s|noon"
_PIECES = st.sampled_from([*_WORDS.split("|"), *_MORE.split("|")])


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=14), st.sampled_from([None, "2014-08-27", "1000-01-01", "9000-12-31T10:00", "soon"]))
def test_any_text_gives_spans_in_order_within_it(pieces: list[str], published: str | None) -> None:
    text = " ".join(pieces)
    found = find_timexes(text, published)
    assert all(0 <= t.start < t.end <= len(text) for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert found == find_timexes(text, published)
