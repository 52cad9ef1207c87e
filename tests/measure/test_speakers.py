"""The measure of speakers: who is meant by a pronoun or a surname."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.measure import speakers
from dateline.measure.speakers import TASK

LABELS = {
    "d": [
        {"source": "he", "antecedent_start": "0", "antecedent_end": "10", "name": "Omar Bakri"},
        {"source": "Bakri", "antecedent_start": "0", "antecedent_end": "10", "name": "Omar Bakri"},
        {"source": "the group", "antecedent_start": "50", "antecedent_end": "60", "name": "Sea Watch"},
        {"source": "They", "antecedent_start": "70", "antecedent_end": "80", "name": "residents"},
    ]
}


@pytest.fixture(autouse=True)
def labels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speakers, "_labels", lambda: LABELS)


def _score(*guesses: tuple[str | None, list[list[int]]]) -> dict[str, Any]:
    found = [{"name": name, "mentions": mentions} for name, mentions in guesses]
    return TASK.score([{"doc_id": "d"}], [{"doc_id": "d", "speakers": found}]).figures


def test_right_by_a_mention_or_by_the_name() -> None:
    figures = _score(("Bakri", [[0, 10]]), ("omar bakri", []), (None, []), ("somebody", [[0, 10]]))
    assert (figures["pronoun"], figures["name"], figures["description"]) == (0.5, 1.0, 0.0)
    assert figures["pronouns_and_names"] == pytest.approx(0.6667)


def test_a_mention_must_cover_half_of_the_name() -> None:
    figures = _score(("X", [[0, 4]]), ("X", [[5, 10]]), ("X", []), ("X", []))
    assert (figures["pronoun"], figures["name"]) == (0.0, 1.0)


def test_the_labels_that_ship_are_two_hundred_and_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    labelled = [label for found in speakers._labels().values() for label in found]
    assert sum(speakers._kind(r["source"]) != "description" for r in labelled) >= 190
    assert all(int(r["start"]) < int(r["end"]) and r["name"] for r in labelled)
