"""The scorer of re3d, on texts of our own."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.measure.re3d import TASK, Re3dTask

TEXT = "The Harbour Guard shelled Port Anton on Monday. Its commander, Ana Ruiz, denied it."


def _entity(text: str, kind: str, confidence: float = 1.0) -> dict[str, Any]:
    start = TEXT.index(text)
    return {"start": start, "end": start + len(text), "type": kind, "confidence": confidence}


GOLD = [
    {
        "id": "r",
        "text": TEXT,
        "entities": [
            _entity("The Harbour Guard", "Organisation"),
            _entity("Port Anton", "Location"),
            _entity("Ana Ruiz", "Person"),
            _entity("Monday", "Temporal"),
            _entity("commander", "Person", confidence=0.4),
            _entity("shelled", "Weapon"),
        ],
        "relations": [
            {"type": "FightingAgainst", "head": [0, 17], "tail": [26, 36], "confidence": 1.0},
            {"type": "BelongsTo", "head": [63, 71], "tail": [0, 17], "confidence": 0.3},
        ],
    }
]


def _figures(entities: list[dict[str, Any]], relations: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return TASK.score(GOLD, [{"id": "r", "entities": entities, "relations": relations or []}]).figures


ALL = [
    _entity("Harbour Guard", "Organisation"),
    _entity("Port Anton", "Location"),
    _entity("Ana Ruiz", "Person"),
    _entity("Monday", "Temporal"),
]


@pytest.mark.parametrize(
    ("entities", "exact", "relaxed", "why"),
    [
        (ALL, 1.0, 1.0, "the article does not count, nor what is marked with little confidence"),
        (ALL[:2], 0.667, 0.667, "half is missed"),
        ([*ALL[:3], _entity("on Monday", "Temporal")], 0.75, 1.0, "other bounds"),
        ([*ALL[:3], _entity("Monday", "Person")], 0.75, 0.75, "other type"),
        ([*ALL, _entity("Its", "Organisation")], 0.889, 0.889, "one too many"),
        ([], 0.0, 0.0, "nothing found"),
    ],
)
def test_entities(entities: list[dict[str, Any]], exact: float, relaxed: float, why: str) -> None:
    figures = _figures(entities)
    assert (figures["entities_f1"], figures["relaxed_f1"]) == (exact, relaxed), why


def test_all_types_count_what_is_not_read() -> None:
    assert _figures(ALL)["all_types_f1"] == 0.889


def test_relations_need_type_and_both_ends() -> None:
    right = {"type": "FightingAgainst", "head": [4, 17], "tail": [26, 30]}
    assert _figures(ALL, [right])["relations_f1"] == 1.0
    assert _figures(ALL, [{**right, "type": "CommWith"}])["relations_f1"] == 0.0
    assert _figures(ALL, [{**right, "tail": [40, 46]}])["relations_f1"] == 0.0


def test_predictions_have_the_types_of_the_set() -> None:
    text = "French President Emmanuel Macron met Hamas in Cairo."
    row = next(iter(Re3dTask().predict([{"id": "r", "text": text}])))
    found = {(text[e["start"] : e["end"]], e["type"]) for e in row["entities"]}
    assert {
        ("French President Emmanuel Macron", "Person"),
        ("Hamas", "Organisation"),
        ("Cairo", "Location"),
    } <= found


def test_what_annotators_doubted_is_neither_right_nor_wrong() -> None:
    figures = _figures([*ALL, _entity("commander", "Person")])
    assert (figures["entities_f1"], figures["undoubted_f1"]) == (0.889, 1.0)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Two hundred residents of Tikrit fled to eastern Erbil.", "Organisation", ["residents of Tikrit"]),
        ("Two hundred residents of Tikrit fled to eastern Erbil.", "Location", ["Tikrit", "eastern Erbil"]),
        ("They shelled the bridge and three villages in Anbar province.", "Location",
         ["bridge", "villages", "Anbar province"]),
        ("Foreign Minister Jaan Tamm met the commander of the garrison.", "Person",
         ["Foreign Minister Jaan Tamm", "commander of the garrison"]),
        ("We met our partners in Geneva, Switzerland.", "Organisation", ["We", "partners"]),
        ("ISIL fighters now hold the town.", "Organisation", ["ISIL fighters"]),
        ("ISIL fighters now hold the town.", "Temporal", []),
    ],
)  # fmt: skip
def test_what_is_marked_and_how_far(text: str, kind: str, expected: list[str]) -> None:
    (row,) = TASK.predict([{"id": "r", "text": text}])
    found = [text[e["start"] : e["end"]] for e in row["entities"] if e["type"] == kind]
    assert [f.removeprefix("the ") for f in found] == expected
