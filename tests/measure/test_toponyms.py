"""The score of place names: what counts as found, what as right."""

from __future__ import annotations

from typing import Any

from dateline.measure.toponyms import TASK


def row(*toponyms: tuple[int, int, float | None, float | None, int | None]) -> dict[str, Any]:
    """Return a row of one document with these names."""
    keys = ("start", "end", "lat", "lon", "geonames_id")
    return {"doc_id": "1", "text": "x" * 100, "toponyms": [dict(zip(keys, t, strict=True)) for t in toponyms]}


GOLD = row((0, 5, 36.2, 37.2, 1), (10, 15, 33.5, 36.3, 2), (20, 25, None, None, None), (30, 35, 15.0, 31.0, 3))


def test_all_right() -> None:
    figures = TASK.score([GOLD], [GOLD]).figures
    assert figures["recognition_f1"] == 100
    assert figures["geoparse_f1"] == 100
    assert figures["accuracy_161km"] == 100
    assert figures["geonames_id_accuracy"] == 100


def test_nothing_found() -> None:
    scores = TASK.score([GOLD], [])
    assert scores.figures["geoparse_f1"] == 0
    assert scores.figures["accuracy_161km"] is None
    assert scores.errors["not found"] == 4


def test_a_wrong_place_an_open_one_and_one_too_many() -> None:
    guess = row((0, 6, 36.3, 37.1, 1), (10, 15, 10.0, 10.0, 9), (20, 25, 1.0, 1.0, None), (30, 35, None, None, None), (50, 55, 0.0, 0.0, None))  # fmt: skip
    scores = TASK.score([GOLD], [guess])
    figures = scores.figures
    assert figures["recognition_precision"] == 60  # three of five have equal ends
    assert figures["recognition_precision_overlap"] == 80
    assert figures["gradable"] == 3  # the gold name without coordinates is for recognition alone
    assert figures["resolved"] == 2
    assert figures["accuracy_161km"] == 33.33
    assert figures["geoparse_precision"] == 33.33  # of the three guesses that can be judged
    assert figures["geoparse_recall"] == 33.33
    assert scores.errors == {"not found": 0, "no place in gold": 1, "left open": 1, "wrong place": 1}


def test_the_reader_finds_the_names_in_their_places() -> None:
    text = "Rebels took Goma in eastern Congo, officials in Kinshasa said. US troops were near."
    rows = list(TASK.predict([{"doc_id": "7", "text": text}]))
    assert rows[0]["doc_id"] == "7"
    assert [text[t["start"] : t["end"]] for t in rows[0]["toponyms"]] == ["Goma", "Congo", "Kinshasa", "US"]
    assert all(t["lat"] is not None for t in rows[0]["toponyms"])
