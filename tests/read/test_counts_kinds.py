"""Kinds of counts: a sentence, and its counts with what each is beside the others, in the order of the text."""

from __future__ import annotations

import pytest

from dateline.read.counts.kinds import kind_of
from tests.build import draft_of

ROWS = [
    ("Gunmen killed nine people, including two children.", "9 new, 2 part", "a part"),
    ("Gunmen killed nine people, including two women and four children.", "9 new, 2 part, 4 part", "a list of parts"),
    ("The raid killed nine people, four of them children.", "9 new, 4 part", "of them"),
    ("Eleven people were arrested, including all four gunmen.", "11 new, 4 part", "all of a part"),
    ("Three nurses were among those killed in the raid.", "3 part", "of a whole without a number"),
    ("Three of the dead in the raid were nurses.", "3 part", "of the dead"),
    ("The raid wounded nine people, two of whom later died.", "9 new, 2 new", "another effect is no part"),
    ("The raid killed two policemen and four soldiers.", "2 new, 4 new", "a list is no part"),
    ("Five died in the raid, bringing the toll to 31.", "5 new, 31 total", "the sum so far"),
    ("The death toll from the raid rose from 14 to 19.", "14 total, 19 total", "what it was is a toll too, no range"),
    ("Nine were shot dead, taking the number killed in the unrest to 112.", "9 new, 112 total", "a number killed"),
    ("Shelling has killed 300 people since January.", "300 total", "all since a day"),
    ("At least 40 have been killed and 900 displaced since fighting began.", "40 total, 900 total", "since, shared"),
    ("Three sailors have been missing since pirates attacked the ship.", "3 new", "missing from when, no sum"),
]


@pytest.mark.parametrize(("sentence", "expected", "why"), ROWS)
def test_kind_of(sentence: str, expected: str, why: str) -> None:
    draft = draft_of(sentence)
    counts = sorted((c for e in draft.events for c in e.counts), key=lambda c: c.words)
    found = ", ".join(f"{c.low or c.high} {kind_of(draft.doc, c, counts)}" for c in counts)
    assert found == expected, why
