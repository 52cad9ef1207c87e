"""The measures of time expressions, on rows small enough to count by hand."""

from __future__ import annotations

from dateline.measure.timex import TASK

TEXT = "Rebels attacked on Tuesday and again two days later, in March 2011."
#       0         1         2         3         4         5         6


def _row(*timexes: tuple[int, int, str, str]) -> dict[str, object]:
    return {
        "doc_id": "d",
        "text": TEXT,
        "dct": "2011-03-30",
        "timexes": [{"start": s, "end": e, "type": t, "value": v} for s, e, t, v in timexes],
    }


GOLD = _row((19, 26, "DATE", "2011-03-29"), (37, 51, "DATE", "2011-03-31"), (56, 66, "DATE", "2011-03"))


def test_equal_predictions_score_full() -> None:
    figures = TASK.score([GOLD], [GOLD]).figures
    assert {figures["strict_f1"], figures["value_f1"], figures["type_f1"], figures["strict_value_f1"]} == {100.0}


def test_partial_overlap_counts_as_relaxed_only() -> None:
    guess = _row((16, 26, "DATE", "2011-03-29"), (37, 45, "DURATION", "P2D"))
    scores = TASK.score([GOLD], [guess])
    figures = scores.figures
    assert (figures["strict_f1"], figures["relaxed_precision"], figures["relaxed_recall"]) == (0.0, 100.0, 66.67)
    assert (figures["value_precision"], figures["type_precision"]) == (50.0, 50.0)
    assert (scores.errors["missed"], scores.errors["span"], scores.errors["value"]) == (1, 2, 1)


def test_white_space_at_the_edges_and_doubles_do_not_count() -> None:
    guess = _row((18, 27, "DATE", "2011-03-29"), (19, 26, "DATE", "2011-03-29"))
    figures = TASK.score([GOLD], [guess]).figures
    assert (figures["predicted"], figures["strict_precision"]) == (1, 100.0)


def test_missing_document_counts_as_empty() -> None:
    figures = TASK.score([GOLD], []).figures
    assert (figures["predicted"], figures["relaxed_recall"], figures["value_f1"]) == (0, 0.0, 0.0)


def test_lenient_value_forgives_seconds_and_case() -> None:
    gold = _row((19, 26, "TIME", "2011-03-29T10:00"))
    guess = _row((19, 26, "TIME", "2011-03-29t10:00:00Z"))
    figures = TASK.score([gold], [guess]).figures
    assert (figures["value_f1"], figures["value_lenient_f1"]) == (0.0, 100.0)


def test_reading_gives_predictions_in_the_same_form() -> None:
    found = next(iter(TASK.predict([GOLD])))
    assert [(t["start"], t["end"], t["value"]) for t in found["timexes"]][:2] == [
        (19, 26, "2011-03-29"),
        (37, 51, "2011-03-31"),
    ]
