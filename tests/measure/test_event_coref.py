"""The measure of occurrences, on chains small enough to count by hand."""

from __future__ import annotations

import pytest

from dateline.measure.event_coref import TASK, read_mentions
from dateline.measure.registry import load_task
from dateline.measure.task import Row


def _row(doc: str, text: str, events: dict[str, str], entities: dict[str, str] | None = None) -> Row:
    """Return a row of one sentence; events are words with their chains, entities are words with their types."""
    tokens = text.split()
    return {
        "doc": doc,
        "tokens": tokens,
        "sentences": [[0, len(tokens)]],
        "events": [
            {"id": f"{doc}:{word}", "tokens": [tokens.index(word)], "text": word, "type": "ACT", "chain": chain}
            for word, chain in events.items()
        ],
        "entities": [
            {"id": f"{doc}:{word}", "tokens": [tokens.index(word)], "text": word, "type": kind, "chain": word}
            for word, kind in (entities or {}).items()
        ],
    }


ROWS = [
    _row(
        "a",
        "Rebels shelled the harbour of Qasr-Lima on Friday and sank the ferry Almira .",
        {"shelled": "A", "sank": "B"},
        {"Rebels": "HUM_PART_ORG", "harbour": "NON_HUMAN_PART", "Qasr-Lima": "LOC_GEO", "Friday": "TIM_DAY"},
    ),
    _row("b", "The ferry Almira sank when rebels shelled Qasr-Lima harbour .", {"shelled": "A", "sank": "B"}),
    _row("c", "The chess federation elected Nadia Ferrand in Tolmin .", {"elected": "C"}),
]

CASES = [
    # chain said for each mention of ROWS, figures expected
    (
        "A B A B C",
        {"conll_f1": 1.0, "muc_f1": 1.0, "b_cubed_f1": 1.0, "ceaf_e_f1": 1.0, "pairwise_f1": 1.0},
        {},
    ),
    (
        "A B C D E",  # each by itself
        {
            "muc_f1": 0.0,
            "b_cubed_precision": 1.0,
            "b_cubed_recall": 0.6,
            "ceaf_e_precision": 0.4667,  # (2/3 + 2/3 + 1) / 5
            "ceaf_e_recall": 0.7778,
            "conll_f1": 0.4444,
        },
        {"parted from its event": 2},
    ),
    (
        "A A A A C",  # both events of the sentence as one
        {"muc_precision": 0.6667, "muc_recall": 1.0, "b_cubed_precision": 0.6, "ceaf_e_precision": 0.8333},
        {"put into another event": 2},
    ),
]


def _said(chains: str) -> list[Row]:
    ids = [event["id"] for row in ROWS for event in row["events"]]
    return [{"id": mention, "chain": chain} for mention, chain in zip(ids, chains.split(), strict=True)]


@pytest.mark.parametrize(("chains", "figures", "errors"), CASES)
def test_score(chains: str, figures: dict[str, float], errors: dict[str, int]) -> None:
    scores = TASK.score(ROWS, _said(chains))
    assert scores.main == "conll_f1"
    assert {name: scores.figures[name] for name in figures} == figures
    assert scores.errors == errors


def test_mention_without_a_prediction_is_by_itself() -> None:
    assert TASK.score(ROWS, []).figures == TASK.score(ROWS, _said("A B C D E")).figures


def test_those_taking_part_are_read_off_the_sentence() -> None:
    first = read_mentions(ROWS)[0]
    assert (first.id, first.lemma, first.places, first.when) == ("a:shelled", "shell", ("Qasr-Lima",), "Friday")
    assert (first.actors, first.recipients) == (("Rebels",), ("harbour",))


def test_predict_yields_each_mention_once() -> None:
    predictions = list(TASK.predict(ROWS))
    assert sorted(p["id"] for p in predictions) == sorted(event["id"] for row in ROWS for event in row["events"])
    chain = {p["id"]: p["chain"] for p in predictions}
    assert chain["a:shelled"] == chain["b:shelled"] != chain["c:elected"]


def test_task_is_found_by_its_name() -> None:
    assert load_task("event-coref") is TASK
