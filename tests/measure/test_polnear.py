"""The measures of attribution on small hand-made gold, worked out by hand."""

from __future__ import annotations

import pytest

from dateline.measure.polnear import TASK
from dateline.measure.task import Row

TEXT = 'The army said that rebels fled. "We ran," Ana told police. Read more here.'


def spans(*parts: str) -> list[list[int]]:
    return [[TEXT.index(p), TEXT.index(p) + len(p)] for p in parts]


def attribution(source: str | None, cue: str, content: str, kind: str = "indirect") -> Row:
    return {
        "source": spans(source) if source else [],
        "cue": spans(cue),
        "content": spans(content),
        "quote_type": kind,
    }


ARMY = attribution("The army", "said", "that rebels fled")
ANA = attribution("Ana", "told", '"We ran,"', "direct")
GOLD: list[Row] = [{"doc_id": "d", "text": TEXT, "attributions": [ARMY, ANA], "discard": spans("Read more here.")}]

CASES: list[tuple[list[Row], dict[str, float]]] = [
    # predictions, figures expected
    ([ARMY, ANA], {"attached_f1": 100.0, "content_exact_f1": 100.0, "cue_f1": 100.0, "source_exact_f1": 100.0}),
    ([], {"attached_f1": 0.0, "content_token_f1": 0.0, "predicted": 0}),
    # "that" left out: two of three words shared, still attached, not exact
    ([attribution("The army", "said", "rebels fled")], {"attached_f1": 66.67, "content_exact_f1": 0.0}),
    # the right content by the wrong source
    (
        [attribution("Ana", "said", "that rebels fled")],
        {"content_j50_f1": 66.67, "attached_f1": 0.0, "attached_any_f1": 0.0},
    ),
    # one shared word is enough for the source, half of its words for the strict measure
    (
        [attribution("army", "said", "that rebels fled")],
        {"attached_f1": 66.67, "attached_strict_f1": 66.67, "source_exact_f1": 0.0},
    ),
    # text that is no part of the article is not counted
    ([ARMY, ANA, attribution(None, "Read", "more here")], {"attached_f1": 100.0, "dropped": 1, "predicted": 2}),
    # a prediction without a source is not held against the attached precision
    ([ARMY, attribution(None, "told", '"We ran,"')], {"attached_precision": 100.0, "attached_recall": 50.0}),
    # both marks of a pair go to one prediction only
    ([ARMY, ARMY], {"attached_precision": 50.0, "attached_recall": 50.0, "attached_f1": 50.0}),
]


@pytest.mark.parametrize(("predicted", "figures"), CASES)
def test_score(predicted: list[Row], figures: dict[str, float]) -> None:
    scores = TASK.score(GOLD, [{"doc_id": "d", "attributions": predicted}])
    assert scores.main == "attached_f1"
    assert {name: scores.figures[name] for name in figures} == figures


def test_document_without_predictions_counts() -> None:
    assert TASK.score(GOLD, []).figures["gold"] == 2


def test_predict_keeps_that_in_the_content() -> None:
    row: Row = {"doc_id": "d", "text": "The army said that rebels fled.", "date": "2025-10-14"}
    [prediction] = TASK.predict([row])
    [found] = prediction["attributions"]
    assert [row["text"][s:e] for s, e in found["content"]] == ["that rebels fled"]
    assert [row["text"][s:e] for s, e in found["source"]] == ["The army"]
