"""Cues that the tagger takes for nouns: voice, cue and content by the order of the words, and what is no cue."""

from __future__ import annotations

import pytest

from dateline.read.pipeline import draft_reports
from tests.build import report_of

TOLD: list[tuple[str, str, str, str]] = [
    # a cue that ends its sentence after a name that the tagger does not know
    ("The road to Bangui costs nine bribes, traders in Bouar reckon.", "traders in Bouar", "reckon", "The road to"),
    ("“You pay at every bend,” drivers on the Bangui road grumble.", "drivers on the Bangui road", "grumble", "“You"),
    (
        "American advisers were to be out by August, a two-page memorandum initialled in Niamey stipulates.",
        "a two-page memorandum initialled in Niamey",
        "stipulates",
        "American advisers were",
    ),
    ("Norway paid, Aftenposten reports, and Qatar carried the bag.", "Aftenposten", "reports", "Norway paid"),
    # a cue that is the only verb of its sentence
    ("An inventory found in the barracks at Sévaré lists 400 rounds.", "An inventory found in the", "lists", "400"),
    ("The ruling orders Thailand to keep its patrols away.", "The ruling", "orders", "Thailand to keep"),
    ("Fishermen from Zamboanga tell of grey ships.", "Fishermen from Zamboanga", "tell", "grey ships"),
    (
        "A resident who slipped out of the quarter on Tuesday told of dogs in the streets.",
        "A resident who slipped out of the quarter on Tuesday",
        "told",
        "dogs in the streets",
    ),
    (
        "The tally sheets from Kasaï-Oriental put turnout at 61 percent.",
        "The tally sheets from",
        "put",
        "turnout at 61",
    ),
    # after a quotation
    ("“Even our drums are banned,” lamented musicians in Timbuktu.", "musicians in Timbuktu", "lamented", "“Even our"),
    (
        "The column arrived in Gao with eleven lorries, a Malian military source was quoted as saying.",
        "a Malian military source",
        "quoted as saying",
        "The column arrived",
    ),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), TOLD)
def test_cues_are_found_by_the_order_of_the_words(text: str, source: str, cue: str, content: str) -> None:
    (draft,) = draft_reports([report_of(text)], until="statements", fast=True)
    found = [
        (draft.text_of(s.source[0]) if s.source else "", draft.text_of(s.cue[0]), draft.text_of(s.content[0]))
        for s in draft.statements
    ]
    assert any(s.startswith(source) and c == cue and t.startswith(content) for s, c, t in found), found


SILENT = [
    "Officials detained in Conakry were released on bail.",
    "Chemicals found in the river killed the fish.",
    "The convoy reached Gao, the largest town, before dark.",
    "Residents fled on Tuesday, the third day of clashes.",
    "Kenya has lost 40 officers since January, three times last year's tally.",
]


@pytest.mark.parametrize("text", SILENT)
def test_nouns_and_participles_are_no_cues(text: str) -> None:
    (draft,) = draft_reports([report_of(text)], until="statements", fast=True)
    assert draft.statements == []
