"""The times step on the parse: the tense of the clause picks the week and the year."""

from __future__ import annotations

import pytest

from dateline.record.choices import TimePrecision
from dateline.record.report import Dateline, Span

from ..build import draft_of

# published on Wednesday 2014-08-27
TENSES = [
    ("The minister met rebel envoys in Doha on Friday.", "2014-08-22", "past"),
    ("The minister will meet rebel envoys in Doha on Friday.", "2014-08-29", "will"),
    ("The minister is to meet rebel envoys on Friday.", "2014-08-29", "is to"),
    ("The minister is expected to arrive on Friday.", "2014-08-29", "expected to"),
    ("The minister plans to travel to Doha on Friday.", "2014-08-29", "plans to"),
    ("The envoy said on Friday the army would leave the town.", "2014-08-22", "the saying's day, not the leaving's"),
    ("The envoy said the army would leave the town on Friday.", "2014-08-29", "the leaving's day"),
    ("On Friday, Nairobi said it will send more police.", "2014-08-22", "before the voice that speaks"),
    ("Sources told Reuters on Friday that talks will resume.", "2014-08-22", "between the hearer and the content"),
    ("A court has scheduled a hearing for Friday.", "2014-08-29", "scheduled"),
    ("The two delegations meet in Geneva on Friday.", "2014-08-29", "plain present of what is set"),
    ("The army has shelled the port since Friday.", "2014-08-22", "has shelled"),
    ("The rebels were given until Friday to disarm.", "2014-08-29", "a term"),
    ("The election will be held on December 5.", "2014-12-05", "ahead"),
    ("The election was held on December 5.", "2013-12-05", "behind"),
    ("The blockade began in October.", "2013-10", "behind"),
    ("The force will deploy in October.", "2014-10", "ahead"),
]


@pytest.mark.parametrize(("text", "value", "why"), TENSES)
def test_tense_of_the_clause_decides(text: str, value: str, why: str) -> None:
    draft = draft_of(text, until="times", published="2014-08-27")
    assert [t.value for t in draft.times] == [value], why


def test_possessive_stays_outside_the_span() -> None:
    draft = draft_of("Tuesday’s raid left four dead.", until="times", published="2014-08-27")
    time = draft.times[0]
    assert draft.report.quote(time.span) == "Tuesday"
    assert draft.time_of[time.words.start] is time


def test_day_of_publication_given_with_a_time_of_day() -> None:
    draft = draft_of("Rebels struck on Tuesday.", until="times", published="2014-08-27T16:05:00Z")
    assert (draft.times[0].value, draft.times[0].anchored_on) == ("2014-08-26", "published")


def test_nothing_is_invented_without_publication() -> None:
    draft = draft_of("Rebels struck on Tuesday, and on August 8.", until="times", published=None)
    assert [(t.value, t.start, t.end) for t in draft.times] == [("XXXX-WXX-2", None, None), ("XXXX-08-08", None, None)]


def test_dateline_is_not_a_time_of_the_body_and_anchors_it() -> None:
    text = "GOMA, Aug 20 (AFP) - Rebels struck on Tuesday."
    opening = Dateline("GOMA, Aug 20 (AFP) -", Span(0, 20), date="2014-08-20")
    draft = draft_of(text, until="times", published="2014-08-22", dateline=opening)
    assert [(t.value, t.anchored_on) for t in draft.times] == [("2014-08-19", "dateline")]


def test_later_time_is_anchored_on_the_earlier_one() -> None:
    draft = draft_of("A truce was signed on August 8. Two days later it broke.", until="times", published="2014-08-27")
    first, second = draft.times
    assert (second.value, second.anchored_on) == ("2014-08-10", first)
    assert second.precision is TimePrecision.DAY


def test_text_without_words() -> None:
    assert draft_of("", until="times").times == []
