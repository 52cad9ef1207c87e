"""Fillers of roles on a report of our own, the joining of found and wanted, heads, types, stages and confidence."""

from __future__ import annotations

import pytest

from dateline.measure.muc4 import TASK, entities, head_of, joined_count, plain
from dateline.measure.task import Row

TEXT = """LIMA, 3 MAR 90 (AP) -- [TEXT] GUERRILLAS OF THE SHINING PATH KILLED MAYOR JUAN ROJAS PEREZ IN AYACUCHO
YESTERDAY, THE POLICE REPORTED. A BOMB DAMAGED THE TOWN HALL, AND TWO POLICEMEN WERE WOUNDED.

   THE GUERRILLAS ALSO BURNED A BUS NEAR HUANTA. NO ONE WAS HURT THERE."""


def filler(*names: str) -> list[Row]:
    return [{"value": name} for name in names]


GOLD: Row = {
    "id": "M-1",
    "text": TEXT,
    "templates": [
        {
            "INCIDENT: TYPE": [filler("ATTACK")],
            "INCIDENT: STAGE OF EXECUTION": [filler("ACCOMPLISHED")],
            "PERP: INDIVIDUAL ID": [filler("GUERRILLAS OF THE SHINING PATH", "GUERRILLAS")],
            "PERP: ORGANIZATION ID": [filler("SHINING PATH")],
            "PERP: ORGANIZATION CONFIDENCE": [filler("REPORTED AS FACT")],
            "HUM TGT: NAME": [filler("JUAN ROJAS PEREZ")],
        },
        {
            "INCIDENT: TYPE": [filler("ATTACK")],
            "PERP: INDIVIDUAL ID": [filler("GUERRILLAS")],
            "PHYS TGT: ID": [filler("TOWN HALL"), filler("THE MOON")],
        },
    ],
}


@pytest.mark.parametrize(
    ("name", "head", "why"),
    [
        ("GUERRILLAS OF THE SHINING PATH", "guerrillas", "what it is of is not the head"),
        ("BUILDING WHERE U.S. DIPLOMATS RESIDE", "building", "nor is a clause"),
        ("THE FARABUNDO MARTI FRONT (FMLN)", "front", "nor brackets"),
        ("U.S. EMBASSY", "embassy", "the last word otherwise"),
        ("THE", "", "an article alone is no name"),
    ],
)
def test_the_head_of_a_name(name: str, head: str, why: str) -> None:
    assert head_of(name) == head, why


def test_entities_of_all_templates_are_told_once_and_only_where_the_text_has_them() -> None:
    assert entities(GOLD, "PERP: INDIVIDUAL ID") == [["guerrillas of the shining path", "guerrillas"]]
    assert entities(GOLD, "PHYS TGT: ID") == [["town hall"]]


def test_found_and_wanted_are_joined_one_to_one_as_many_as_can_be() -> None:
    assert joined_count([{"a", "b"}, {"a"}], [{"a"}, {"b"}]) == 2, "the first must give way to the second"
    assert joined_count([{"a"}], [{"a"}, {"a"}]) == 1, "one filler found twice is one too many"
    assert joined_count([], [{"a"}]) == joined_count([{"a"}], []) == 0


def test_plain_names_have_no_articles_and_signs() -> None:
    assert plain("The U.S. Embassy's  gate") == "us embassys gate"


def test_a_perfect_prediction_scores_one_and_an_empty_one_nothing() -> None:
    perfect: Row = {
        "id": "M-1",
        "roles": {
            "PerpInd": [["GUERRILLAS"]],
            "PerpOrg": [["THE SHINING PATH"]],
            "Target": [["OLD TOWN HALL"]],
            "Victim": [["JUAN ROJAS PEREZ"]],
            "Weapon": [],
        },
        "incidents": [],
    }
    scores = TASK.score([GOLD], [perfect])
    assert scores.figures["head_micro_f1"] == 1.0
    assert scores.figures["exact_micro_f1"] == 0.75, "the old town hall is not the key's string"
    empty: Row = {"id": "M-1", "roles": {role: [] for role in perfect["roles"]}, "incidents": []}
    assert TASK.score([GOLD], [empty]).figures["head_micro_f1"] == 0.0
    assert TASK.score([GOLD], [empty]).errors["Victim missed"] == 1


def test_a_report_in_capitals_is_read() -> None:
    prediction = next(iter(TASK.predict([GOLD], fast=True)))
    assert ["Shining Path"] in [e[:1] for e in prediction["roles"]["PerpOrg"]]
    assert any(head_of(e[0]) == "perez" for e in prediction["roles"]["Victim"])
    assert [head_of(e[0]) for e in prediction["roles"]["Weapon"]] == ["bomb"]
    figures = TASK.score([GOLD], [prediction]).figures
    assert figures["type_f1"] is not None and figures["type_f1"] > 0
    assert figures["stage_accuracy"] == 1.0 and figures["stage_compared"]
