"""What the police did, read from sentences of our own, and the score over documents."""

from __future__ import annotations

import pytest

from dateline.measure.indiapolice import TASK
from dateline.measure.task import Row

DOCUMENTS = [
    ("police arrested four men in the town of rampur on sunday after the riots there.", {"ARREST"}, "in small letters"),
    ("Two persons were killed in police firing in the old city on Monday.", {"KILL", "FORCE"}, "a noun tells the deed"),
    ("Police used batons against a crowd near the station on Friday.", {"FORCE"}, "force, and nobody killed"),
    ("A mob killed two shopkeepers in the market on Friday.", set(), "not the police"),
    ("Police said that they would arrest the leaders of the march.", set(), "planned"),
    ("Three suspects were arrested in Ahmedabad on Tuesday.", {"ARREST"}, "only the police arrests"),
    ("Militants killed three policemen in an ambush near the border.", set(), "the police are the victims"),
]


def rows() -> list[Row]:
    return [
        {"id": str(i), "date": "2002-03-10", "sentences": [{"text": text}], "labels": sorted(labels)}
        for i, (text, labels, _) in enumerate(DOCUMENTS)
    ]


@pytest.fixture(scope="module")
def read() -> dict[str, set[str]]:
    return {p["id"]: set(p["labels"]) for p in TASK.predict(rows(), fast=True)}


@pytest.mark.parametrize("at", range(len(DOCUMENTS)), ids=[why for _, _, why in DOCUMENTS])
def test_a_document_has_the_labels_of_what_police_did(read: dict[str, set[str]], at: int) -> None:
    assert read[str(at)] == DOCUMENTS[at][1], DOCUMENTS[at][0]


def test_the_score_is_the_mean_of_three_f1() -> None:
    gold = rows()
    predicted = [{"id": r["id"], "labels": [x for x in r["labels"] if x != "KILL"]} for r in gold]
    scores = TASK.score(gold, predicted)
    assert scores.figures["macro_f1"] == pytest.approx(2 / 3, abs=1e-3)
    assert scores.figures["kill_f1"] == 0.0 and scores.figures["arrest_f1"] == 1.0
    assert scores.errors["KILL missed"] == 1
