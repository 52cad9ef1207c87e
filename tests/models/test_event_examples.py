"""What the typer of events learns from: examples of the sets, and which of them count as one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.measure.task import Row
from models.events.examples import DEV, RECORDS, TRAIN, YIELDING, Example, load_examples


def marked(text: str, source: str, target: str) -> Row:
    def span(words: str) -> Row:
        return {"start": text.index(words), "end": text.index(words) + len(words), "text": words}

    return {"text": text, "source": span(source), "target": span(target)}


FREED = "Chad freed two Libyan officers on Monday after talks in the capital."
AGAIN = "Chad freed two Libyan officers on Friday after talks in the capital."
SUED = "Bolivia sued Peru over a mine."


@pytest.fixture
def examples(tmp_path: Path) -> dict[str, Example]:
    sets: dict[str, list[Row]] = {
        "plover-dyads/train": [
            {"id": "t1", "sentence_id": "1", **marked(FREED, "Chad", "Libyan officers"), "event_type": "YIELD"},
            {"id": "t2", "sentence_id": "2", **marked(SUED, "Bolivia", "Peru"), "event_type": "ACCUSE"},
        ],
        "plover-dyads/dev": [
            {"id": "d1", "sentence_id": "3", **marked(AGAIN, "Chad", "Libyan officers"), "event_type": "YIELD"},
            {"id": "d2", "sentence_id": "2", **marked("Mali stared at Niger.", "Mali", "Niger"), "event_type": "AID"},
        ],
        "plover-gsr/train": [
            {
                "id": "r1",
                "text": "Kenya and Sudan met.",
                "event_type": "CONSULT",
                "spans": [
                    {"role": "SRC", "start": 0, "end": 5},
                    {"role": "TAR", "start": 0, "end": 5},
                    {"role": "TAR", "start": 10, "end": 15},
                    {"role": "EVT", "start": 16, "end": 19},
                ],
            }
        ],
    }
    for name, rows in sets.items():
        path = tmp_path / f"{name}.jsonl"
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return {e.id: e for e in load_examples(tmp_path, tmp_path)}


def test_examples_carry_their_mentions_and_right_types(examples: dict[str, Example]) -> None:
    assert {e.id: e.set for e in examples.values()} == {
        "t1": TRAIN,
        "t2": TRAIN,
        "d1": DEV,
        "d2": DEV,
        "r1": RECORDS,
    }
    assert examples["t1"].allowed == YIELDING, "the relations join what concedes and what retreats"
    question = examples["t1"].question
    assert question.target is not None
    assert question.words[question.target.start : question.target.end] == ["Libyan", "officers"]
    assert examples["t2"].rule.event == "ACCUSE"


def test_who_is_both_sides_of_a_record_is_its_source(examples: dict[str, Example]) -> None:
    question = examples["r1"].question
    assert (question.source, question.target) == ((0, 1), (2, 3))


@pytest.mark.parametrize(
    ("one", "other", "together", "why"),
    [
        ("t1", "d1", True, "a word apart"),
        ("t2", "d2", True, "one sentence by the set's own number"),
        ("t1", "t2", False, "nothing in common"),
        ("t1", "r1", False, "nothing in common"),
    ],
)
def test_near_sentences_are_of_one_group(
    examples: dict[str, Example], one: str, other: str, together: bool, why: str
) -> None:
    assert (examples[one].group == examples[other].group) is together, why
