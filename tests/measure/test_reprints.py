"""The measure of reprints, on pairs small enough to count by hand."""

from __future__ import annotations

import pytest

from dateline.measure.registry import load_task
from dateline.measure.reprints import TASK
from dateline.measure.task import Row

OPENING = "Rebels shelled the port of Qasr Lima before dawn on Friday and set two warehouses on fire, witnesses said."
REST = "The harbour was closed and ships waited outside the breakwater until the coast guard let them in at noon."
OTHER = "Flames could be seen from the hills when stores by the quay burned after an attack, people who live there say."


def _row(number: int, label: str, kind: str, a: str = "", b: str = "") -> Row:
    return {"id": f"p{number}", "label": label, "kind": kind, "a": a, "b": b}


GOLD = [
    _row(0, "reprint", "cut"),
    _row(1, "reprint", "cut"),
    _row(2, "reprint", "light"),
    _row(3, "independent", "same_story"),
    _row(4, "independent", "shared_statement"),
]
CASES = [
    # pairs called reprints, figures expected, errors
    ("p0 p1 p2", {"p": 1.0, "r": 1.0, "f1": 1.0, "recall_cut": 1.0}, {}),
    ("", {"p": 0.0, "r": 0.0, "f1": 0.0, "recall_light": 0.0}, {"cut missed": 2, "light missed": 1}),
    (
        "p0 p2 p4",
        {"pairs": 5, "reprints": 3, "p": 0.6667, "r": 0.6667, "f1": 0.6667, "recall_cut": 0.5, "recall_light": 1.0},
        {"cut missed": 1, "shared_statement taken for a reprint": 1},
    ),
]


@pytest.mark.parametrize(("said", "figures", "errors"), CASES)
def test_score(said: str, figures: dict[str, float], errors: dict[str, int]) -> None:
    predictions = [{"id": r["id"], "label": "reprint" if r["id"] in said.split() else "independent"} for r in GOLD]
    scores = TASK.score(GOLD, predictions)
    assert scores.main == "f1"
    assert {name: scores.figures[name] for name in figures} == figures
    assert scores.errors == errors


def test_pair_without_a_prediction_is_independent() -> None:
    assert TASK.score(GOLD, []).figures["r"] == 0.0


def test_predict_labels_each_pair_by_itself() -> None:
    wire = f"{OPENING} {REST}"
    rows = [
        _row(0, "reprint", "light", wire, f"(AFP) – {wire}"),
        _row(1, "reprint", "cut", wire, OPENING),
        _row(2, "independent", "same_story", wire, OTHER),
        _row(3, "independent", "same_story", OTHER, REST),
    ]
    predictions = list(TASK.predict(rows))
    assert [p["label"] for p in predictions] == ["reprint", "reprint", "independent", "independent"]
    assert TASK.score(rows, predictions).figures["f1"] == 1.0


def test_task_is_found_by_its_name() -> None:
    assert load_task("reprints") is TASK
