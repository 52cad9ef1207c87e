"""Labels of snippets after ACLED, on sentences of our own, and their scores."""

from __future__ import annotations

import pytest

from dateline.measure.subtypes import TASK
from dateline.measure.task import Row

SNIPPETS = [
    ("Warplanes bombed a village near Idlib, killing four people.", "AIR_STRIKE", "the weapon"),
    ("A suicide bomber blew himself up at a market in Kabul.", "SUIC_BOMB", "the means"),
    ("Taliban fighters attacked an army base in Kunduz, killing six soldiers.", "ARMED_CLASH", "both sides are armed"),
    ("Gunmen attacked farmers in a village in Plateau state.", "ATTACK", "one side is not"),
    ("Syrian troops recaptured the town of Saraqib on Friday.", "GOV_REGAINS_TERIT", "the taker is a state's"),
    ("Taliban fighters captured the town of Zaranj on Friday.", "NON_STATE_ACTOR_OVERTAKES_TER", "the taker is not"),
    ("An angry mob beat a man in Lagos on Monday.", "MOB_VIOL", "the doer is a crowd"),
    ("Police fired tear gas at protesters in Nairobi.", "PROTEST_WITH_INTER", "force, and nobody hurt"),
    ("Police fired tear gas at protesters in Nairobi, killing two people.", "FORCE_AGAINST_PROTEST", "two were"),
    ("Thousands of people marched in Lima against the new tax.", "PEACE_PROTEST", "no violence told"),
    ("Violent protests erupted in Bogota on Monday.", "VIOL_DEMONSTR", "the protest is called so"),
    ("Police seized 40 rifles and a machine gun in Addis Ababa.", "DISR_WEAP", "arms taken before use"),
    ("Turkish forces set up an observation post near Idlib.", "HQ_ESTABLISHED", "a post"),
    ("The rebels and the government agreed on a ceasefire.", "AGREEMENT", "an accord"),
    ("The group claimed responsibility for the attack in Bamako.", "ATTRIB", "says who did it, no new deed"),
    ("An earthquake shook the island, killing 40 people.", "NATURAL_DISASTER", "nobody's deed"),
    ("The committee will publish its findings in spring.", "OTHER", "no event"),
]


def rows() -> list[Row]:
    return [{"id": str(i), "text": text, "subtype": label} for i, (text, label, _) in enumerate(SNIPPETS)]


@pytest.fixture(scope="module")
def labels() -> dict[str, str]:
    return {p["id"]: p["subtype"] for p in TASK.predict(rows(), fast=True)}


@pytest.mark.parametrize("at", range(len(SNIPPETS)), ids=[why for _, _, why in SNIPPETS])
def test_a_snippet_has_one_label(labels: dict[str, str], at: int) -> None:
    assert labels[str(at)] == SNIPPETS[at][1], SNIPPETS[at][0]


def test_labels_outside_acled_count_in_two_figures_only() -> None:
    gold = [*rows()[:2], {"id": "x", "text": "", "subtype": "ORG_CRIME"}]
    predicted = [{"id": r["id"], "subtype": r["subtype"]} for r in rows()[:2]] + [{"id": "x", "subtype": "OTHER"}]
    scores = TASK.score(gold, predicted)
    assert scores.figures["accuracy"] == pytest.approx(2 / 3, abs=1e-3)
    assert scores.figures["macro_f1"] == pytest.approx(2 / 3, abs=1e-3)
    assert scores.figures["acled_accuracy"] == scores.figures["acled_macro_f1"] == 1.0
    assert scores.errors == {"ORG_CRIME as OTHER": 1}
