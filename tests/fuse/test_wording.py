"""The wording of a text: what counts as a word of it, what is quoted, and where its sentences lie."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.fuse.wording import common_wording, held, read_wording

SAME = [
    # two texts of the same wording, why
    ("The army left the town.", "THE ARMY LEFT THE TOWN", "capitals and marks"),
    ("He said “no” to the offer.", 'He said "no" to the offer.', "quotation marks"),
    ("The ﬁrst ﬂoor was hit.", "The first floor was hit.", "ligatures"),
    ("Two men were held.\nShare this article", "Two men were held.", "a line about the page"),
    ("Two men were held. All rights reserved.", "Two men were held.", "a sentence about the page"),
]


@pytest.mark.parametrize(("one", "other", "why"), SAME, ids=[s[2] for s in SAME])
def test_same_wording(one: str, other: str, why: str) -> None:
    assert np.array_equal(read_wording(one)[0].runs, read_wording(other)[0].runs)


@pytest.mark.parametrize("text", ["", " \n ", "…", "Two men", "Share this article"])
def test_nothing_has_no_wording(text: str) -> None:
    wording, sentences = read_wording(text)
    assert not wording.runs.size and not sentences
    assert common_wording(wording, wording).share == 0.0


def test_order_of_words_counts() -> None:
    one, other = (read_wording(t)[0] for t in ("army shells rebels", "rebels shells army"))
    assert common_wording(one, other).runs == 0


def test_quoted_words_are_known() -> None:
    wording, _ = read_wording("Odeh said: “We carried the wounded on doors.”")
    assert (wording.told.size, int(wording.told.sum())) == (6, 2)  # a run that is quoted in part is told


def test_short_sentences_go_together_and_text_without_stops_is_cut() -> None:
    assert (
        len(read_wording("They ran. We stayed. Nobody came to help us. The end was near, he said, and left.")[1]) == 2
    )
    words = " ".join(f"word{n}" for n in range(400))
    whole, cut = read_wording(words)[1], read_wording(words.split(" ", 7)[7])[1]
    assert len(whole) > 5
    assert [list(s) for s in whole[2:]] == [list(s) for s in cut[-len(whole[2:]) :]]


@given(st.text())
def test_sentences_are_made_of_the_runs(text: str) -> None:
    wording, sentences = read_wording(text)
    assert np.all(wording.runs[1:] > wording.runs[:-1]) and wording.runs.size == wording.told.size
    assert all(s.size and held(s, wording.runs).all() for s in sentences)
    if wording.runs.size:
        assert common_wording(wording, wording).of_both == 1.0
