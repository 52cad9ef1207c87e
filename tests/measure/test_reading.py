"""The comparison of a reading with a gold, on small golds of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.measure.reading import TASK, same_name

TEXT = "The army said rebels attacked Northtown on Monday."


def _gold() -> dict:
    return {
        "report": {"file": "r.txt", "published": "2025-10-14", "agency": None, "body_end": len(TEXT)},
        "statements": [
            {
                "id": "s1",
                "source": [[0, 8]],
                "content": [[14, 49]],
                "source_kind": "institution",
                "source_name": "army",
                "form": "indirect",
                "act": ["say"],
                "said_on": None,
                "addressee": None,
            }
        ],
        "events": [
            {
                "id": "e1",
                "trigger": [21, 29],
                "type": "ASSAULT",
                "actor": ["rebels"],
                "recipient": [],
                "place": None,
                "start": None,
                "end": None,
                "status": "happened",
                "outcome": None,
                "via": [],
                "reported_by": ["s1"],
                "counts": [{"what": "people", "effect": "killed", "low": 2, "high": 2}],
            }
        ],
        "places": [],
        "times": [],
        "roles": [],
        "affiliations": [],
        "metonyms": [],
        "disputes": [],
    }


def _reading(**event: object) -> dict:
    return {
        "report": {"text": TEXT, "body": [0, len(TEXT)], "agency": None},
        "actors": [{"id": "a1", "name": "the rebels", "mentions": [[14, 20]], "roles": [], "affiliations": []}],
        "places": [],
        "times": [],
        "statements": [
            {
                "id": "s9",
                "source": {"spans": [[4, 8]], "actor": None, "name": "the army", "kind": "institution"},
                "cue": {"act": "say"},
                "content": {"spans": [[14, 49]]},
                "form": "indirect",
                "when": None,
                "to": None,
            }
        ],
        "events": [
            {
                "id": "e4",
                "trigger": [21, 29],
                "type": "ASSAULT",
                "actors": ["a1"],
                "recipients": [],
                "via": [],
                "place": None,
                "start": None,
                "end": None,
                "status": "happened",
                "outcome": None,
                "reported_by": ["s9"],
                "counts": [],
                "sentence": [0, 50],
                **event,
            }
        ],
        "disputes": [],
    }


def test_a_right_reading_scores_full_and_a_missing_count_shows() -> None:
    scores = TASK.score([_gold()], [_reading()])
    for key in ("source_kind", "source_name", "form", "act", "actors", "status", "reported_by"):
        assert scores.figures[key] == 1.0, key
    assert scores.figures["counts"] == 0.0
    assert scores.figures["extra_events"] == 0


@pytest.mark.parametrize(
    ("change", "figure", "value"),
    [
        ({"type": "COERCE"}, "events_typed", 0),
        ({"status": "denied"}, "status", 0.0),
        ({"actors": []}, "actors", 0.0),
        ({"reported_by": []}, "reported_by", 0.0),
        ({"trigger": [4, 8]}, "events_typed", 1),  # the same sentence and type is enough
        ({"trigger": [4, 8], "type": "AID"}, "extra_events", 1),
    ],
)
def test_each_field_is_compared(change: dict, figure: str, value: float) -> None:
    assert TASK.score([_gold()], [_reading(**change)]).figures[figure] == value


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("United States", "the United States", True),
        ("Earnest", "Josh Earnest", True),
        (None, "x", False),
        ("Iran", "Iraq", False),
    ],
)
def test_names_are_the_same_when_one_holds_the_other(a: str | None, b: str, same: bool) -> None:
    assert same_name(a, b) is same


def test_the_report_that_the_gold_names_is_read(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(TEXT, encoding="utf-8")
    gold = {**_gold(), "folder": str(tmp_path)}
    (prediction,) = TASK.predict([gold])
    assert prediction["schema"] == "dateline/reading/1"
    assert prediction["report"]["published"] == "2025-10-14"
    json.dumps(prediction)
