"""Factuality: values of statuses, and the figures worked out by hand."""

from __future__ import annotations

import pytest

from dateline.measure.factuality import TASK, class_of


def _row(row_id: str, sentence: str, *events: tuple[str, float]) -> dict[str, object]:
    tokens = sentence.split()
    marked = [{"token": tokens.index(w), "value": v, "status": class_of(v)} for w, v in events]
    return {"id": row_id, "corpus": "meantime", "genre": "news", "tokens": tokens, "events": marked}


ROWS = [
    _row("1", "The army shelled the town on Friday .", ("shelled", 3.0)),
    _row("2", "The army did not shell the town .", ("shell", -3.0)),
    _row("3", "The army may shell the town .", ("shell", 0.75)),
    _row("4", "The army tried but failed to retake the town .", ("retake", -3.0)),
    _row("5", "Gunmen tried to storm the town .", ("storm", 0.0)),
    _row("6", "The army allegedly shelled the town .", ("shelled", 1.5)),
]


def test_predictions_have_the_class_of_their_sentence() -> None:
    predicted = list(TASK.predict(ROWS))
    assert [p["status"] for p in predicted] == [e["status"] for r in ROWS for e in r["events"]]  # type: ignore[attr-defined]


def test_figures_by_hand() -> None:
    gold = [_row("1", "He came and left", ("came", 3.0), ("left", -3.0))]
    predictions = [{"id": "1", "token": 1, "value": 3.0}, {"id": "1", "token": 3, "value": 0.0, "status": "uncertain"}]
    figures = TASK.score(gold, predictions).figures
    assert figures["meantime_mae"] == 1.5
    assert figures["meantime_pearson_r"] == 1.0
    assert figures["meantime_f1_happened"] == 1.0
    assert figures["meantime_status_macro_f1"] == pytest.approx(0.3333)


def test_an_event_without_a_prediction_counts_as_happened() -> None:
    assert TASK.score([_row("1", "He left", ("left", 3.0))], []).figures["meantime_mae"] == 0.0
