"""The measure of voices, on rows small enough to count by hand, and on the half of our sentences kept for testing."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.measure.task import Scores, load_rows
from dateline.measure.voices import TASK

SENTENCES = Path(__file__).parent.parent / "read"


def _row(kind: str, **told: str) -> dict[str, str]:
    return {"kind": kind, "source": "", "sentence": "", "locality": "", "proximity": "", "reason": "", **told}


def _guess(kind: str | None, **told: str | None) -> dict[str, str | None]:
    return {"kind": kind, "locality": None, "proximity": None, "reason": None, **told}


def test_kinds_and_anonymity_are_counted() -> None:
    gold = [_row("person"), _row("anonymous"), _row("anonymous"), _row("group")]
    guess = [_guess("person"), _guess("anonymous"), _guess(None), _guess("anonymous")]
    scores = TASK.score(gold, guess)
    assert scores.figures["kind_accuracy"] == 0.5
    assert scores.figures["anonymity_precision"] == scores.figures["anonymity_recall"] == 0.5
    assert scores.figures["found"] == 0.75
    assert scores.figures["kind_accuracy_of_found"] == pytest.approx(0.6667)
    assert scores.errors == {"anonymous read as nobody": 1, "group read as anonymous": 1}


def test_what_is_told_counts_where_either_holds_the_other() -> None:
    gold = [_row("anonymous", reason="because he feared arrest", locality="Goma"), _row("anonymous", reason="x")]
    guess = [_guess("anonymous", reason="on condition of anonymity because he feared arrest"), _guess("anonymous")]
    figures = TASK.score(gold, guess).figures
    assert (figures["reason_precision"], figures["reason_recall"], figures["locality_recall"]) == (1.0, 0.5, 0.0)


@pytest.fixture(scope="module")
def tested() -> Scores:
    rows = load_rows(SENTENCES / "voices_test.tsv")
    assert len(rows) >= 200
    return TASK.score(rows, list(TASK.predict(rows)))


def test_kinds_of_voice_on_sentences_unseen_by_the_rules(tested: Scores) -> None:
    assert tested.figures["kind_accuracy"] >= KIND_AT_LEAST, tested.errors


def test_anonymity_on_sentences_unseen_by_the_rules(tested: Scores) -> None:
    assert tested.figures["anonymity_f1"] >= ANONYMITY_AT_LEAST, tested.errors


def test_both_halves_are_balanced_and_share_no_sentence() -> None:
    learn, test = (load_rows(SENTENCES / f"voices_{half}.tsv") for half in ("learn", "test"))
    assert not {r["sentence"] for r in learn} & {r["sentence"] for r in test}
    for kind in ("person", "institution", "group", "media", "document", "anonymous"):
        assert min(sum(r["kind"] == kind for r in half) for half in (learn, test)) >= 30


# What is reached today; voices that no statement is found for count as wrong.
KIND_AT_LEAST = 0.87
ANONYMITY_AT_LEAST = 0.93
