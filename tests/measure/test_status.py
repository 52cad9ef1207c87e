"""The measure of status, on rows small enough to count by hand, and on the half of our sentences kept for testing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dateline.measure.status import TASK, unmarked
from dateline.measure.task import Scores, load_rows
from dateline.record.choices import Outcome, Status
from dateline.record.report import Span

SENTENCES = Path(__file__).parent.parent / "read"
HALVES = ("learn", "test")


def _row(status: str, outcome: str = "", alleged: str = "") -> dict[str, str]:
    return {"status": status, "outcome": outcome, "alleged": alleged, "sentence": ""}


def _guess(
    status: str | None, outcome: str = "", alleged: str = "", grammar: str = "happened"
) -> dict[str, str | None]:
    return {"status": status, "outcome": outcome, "alleged": alleged, "grammar": grammar}


def test_statuses_outcomes_and_misses_are_counted() -> None:
    gold = [_row("happened", "failed"), _row("happened", alleged="yes"), _row("denied"), _row("planned")]
    guess = [
        _guess("happened", "foiled"),
        _guess("happened", alleged="yes"),
        _guess(None, grammar="denied"),
        _guess("happened"),
    ]
    scores = TASK.score(gold, guess)
    assert scores.figures["accuracy"] == 0.5
    assert scores.figures["found"] == 0.75
    assert scores.figures["accuracy_of_found"] == pytest.approx(0.6667)
    assert scores.figures["accuracy_of_words"] == 0.75
    assert scores.figures["f1_happened"] == 0.8
    assert scores.figures["macro_f1"] == pytest.approx(0.8 / 3, abs=1e-4)
    assert scores.figures["outcome_accuracy"] == 0.0
    assert scores.figures["alleged_f1"] == 1.0
    assert scores.errors == {
        "denied read as no event": 1,
        "planned read as happened": 1,
        "outcome failed read as foiled": 1,
    }


def test_the_event_is_the_one_at_the_marked_word() -> None:
    sentence = "The army urged the rebels to *release* the prisoners."
    assert unmarked(sentence) == ("The army urged the rebels to release the prisoners.", Span(29, 36))
    rows = [{"sentence": sentence}, {"sentence": "The army *urged* the rebels to release the prisoners."}]
    assert [p["status"] for p in TASK.predict(rows, fast=True)] == ["demanded", "happened"]


def test_no_event_at_the_word_has_no_status() -> None:
    (guess,) = TASK.predict([{"sentence": "The *weather* was fine."}], fast=True)
    assert guess["status"] is None


def test_both_halves_hold_every_status_and_share_no_sentence() -> None:
    learn, test = (load_rows(SENTENCES / f"status_{half}.tsv") for half in HALVES)
    assert len(learn) + len(test) >= 500
    assert not {unmarked(r["sentence"])[0] for r in learn} & {unmarked(r["sentence"])[0] for r in test}
    for half in (learn, test):
        assert min(Counter(r["status"] for r in half)[s] for s in Status) >= 25
        assert {r["outcome"] for r in half} == {"", *Outcome}


@pytest.fixture(scope="module")
def tested() -> Scores:
    rows = load_rows(SENTENCES / "status_test.tsv")
    return TASK.score(rows, list(TASK.predict(rows)))


@pytest.mark.parametrize("figure", ["accuracy_of_found", "accuracy_of_words", "macro_f1_of_words", "found", "accuracy"])
def test_status_on_sentences_unseen_by_the_rules(tested: Scores, figure: str) -> None:
    assert (tested.figures[figure] or 0) >= AT_LEAST[figure], tested.figures


# What is reached today, a little below; "found" and with it "accuracy" hang on the words that tell events.
AT_LEAST = {
    "accuracy_of_found": 0.92,
    "accuracy_of_words": 0.91,
    "macro_f1_of_words": 0.91,
    "found": 0.64,
    "accuracy": 0.60,
}
