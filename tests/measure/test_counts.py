"""The measure of counts, on rows small enough to count by hand, and on the half of our sentences kept for testing."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.measure.counts import NOTHING, TASK, Told, told_counts
from dateline.measure.task import Scores, load_rows
from dateline.record.choices import Effect

SENTENCES = Path(__file__).parent.parent / "read"


def test_counts_are_read_from_their_row() -> None:
    assert told_counts("killed 14 - people new; injured 3 9 armed men part") == [
        Told("killed", "14", "-", "people", "new"),
        Told("injured", "3", "9", "armed men", "part"),
    ]
    assert told_counts(NOTHING) == []


def _score(*pairs: tuple[str, str]) -> Scores:
    gold = [{"counts": wanted, "sentence": ""} for wanted, _ in pairs]
    return TASK.score(gold, [{"counts": read, "events": read != NOTHING} for _, read in pairs])


def test_a_sentence_is_right_with_every_count_and_none_too_many() -> None:
    scores = _score(
        ("killed 2 2 soldiers new", "killed 2 2 Kenyan soldiers new"),
        ("killed 2 2 - new", "killed 2 2 people new; injured 1 1 people new"),
        ("killed 30 30 people total", "killed 30 30 people new"),
        ("killed 14 - people new", NOTHING),
    )
    assert scores.figures["right"] == 0.25
    assert scores.figures["right_without_kind"] == 0.5
    assert (scores.figures["precision"], scores.figures["recall"]) == (0.75, 0.75)
    assert scores.figures["totals_f1"] == 0.0
    assert scores.figures["without_event"] == 1
    assert scores.errors == {"injured too many": 1, "total taken for new": 1, "killed missed": 1}


def test_nothing_to_count_is_right_where_nothing_is_read() -> None:
    assert _score((NOTHING, NOTHING)).figures["right"] == 1.0


def test_an_end_left_open_is_not_a_closed_one() -> None:
    assert _score(("killed 14 - people new", "killed 14 14 people new")).figures["right"] == 0.0


def test_the_reader_is_asked_for_harm_and_losses_only() -> None:
    rows = [{"sentence": "Six gunmen carried out two attacks, killing 14 soldiers."}]
    assert [p["counts"] for p in TASK.predict(rows, fast=True)] == ["killed 14 14 soldiers new"]


def test_both_halves_hold_every_effect_and_share_no_sentence() -> None:
    learn, test = (load_rows(SENTENCES / f"counts_{half}.tsv") for half in ("learn", "test"))
    assert len(learn) + len(test) >= 200
    assert not {r["sentence"] for r in learn} & {r["sentence"] for r in test}
    for half in (learn, test):
        counts = [c for r in half for c in told_counts(r["counts"])]
        assert {c.effect for c in counts} == set(Effect) - {Effect.CONDUCTED, Effect.INVOLVED}
        assert {c.kind for c in counts} == {"new", "part", "total"}
        assert sum(r["counts"] == NOTHING for r in half) >= 20


@pytest.fixture(scope="module")
def tested() -> Scores:
    rows = load_rows(SENTENCES / "counts_test.tsv")
    return TASK.score(rows, list(TASK.predict(rows)))


def test_sentences_unseen_by_the_rules_are_counted_right(tested: Scores) -> None:
    assert (tested.figures["right"] or 0) >= RIGHT_AT_LEAST, tested.figures
    assert (tested.figures["f1"] or 0) >= F1_AT_LEAST, tested.figures


# What is reached today.
RIGHT_AT_LEAST = 0.90
F1_AT_LEAST = 0.94
