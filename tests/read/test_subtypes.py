"""Subtypes of events: what a named weapon, a load, a doer or an adjective makes of them."""

from __future__ import annotations

import pytest

from dateline.read.draft import Draft
from dateline.read.pipeline import draft_reports
from dateline.record.report import Report, Span

ROWS = [
    (
        "A helicopter dropped barrel bombs loaded with chlorine on the town.",
        "chemical_weapon",
        "the load, not the bomb",
    ),
    ("Chlorine munitions were dropped on a suburb in October.", "chemical_weapon", "the load in a passive"),
    ("Israeli warplanes fired a missile at a truck near Gaza.", "air_drone_strike", "a missile from the air"),
    ("Rebels fired a missile at a truck near Taiz.", "shelling_artillery_missile", "one from the ground"),
    ("Thirty civilians were killed in bombing raids by the coalition.", "air_drone_strike", "raids, not planted bombs"),
    ("Ten people were injured by a grenade blast at a bus station.", "grenade", "of two words the one that says more"),
    (
        "Two people were killed by a bomb blast at a bus station.",
        "remote_explosive",
        "a bomb says no more than a blast",
    ),
    ("The militants detonated a suicide car bomb outside the hotel.", "suicide_bomb", "three words of one weapon"),
    ("Attackers set off bombs outside a cafe in Jakarta.", "remote_explosive", "a phrasal verb with its weapon"),
    ("Police fired several rounds of tear gas at the crowd.", "excessive_force_against_protesters", "rounds of what"),
    ("Police used batons against the crowd.", "excessive_force_against_protesters", "a tool of the police"),
    ("Police have seized 50 rifles and a grenade launcher in the town.", "disrupted_weapons_use", "arms are seized"),
    ("Police seized a house in the capital.", None, "no arms"),
    ("Sappers defused a landmine near the bridge.", "disrupted_weapons_use", "a mine made harmless"),
    ("Troops destroyed 340 mines near the border.", "disrupted_weapons_use", "what was laid"),
    ("Warplanes destroyed a school in the town.", "looting_property_destruction", "no arms"),
    ("Turkish forces set up an observation post near Idlib.", "base_established", "a post of the military"),
    ("Violent protests erupted in Bogota on Monday.", "violent_demonstration", "called violent"),
    ("Peaceful protests erupted in Bogota on Monday.", "peaceful_protest", "called peaceful"),
]


def read(texts: list[str]) -> list[Draft]:
    reports = [Report(str(i), text, Span(0, len(text)), language="en") for i, text in enumerate(texts)]
    return list(draft_reports(reports, until="status", fast=True))


@pytest.fixture(scope="module")
def drafts() -> dict[str, Draft]:
    texts = [text for text, _, _ in ROWS]
    return dict(zip(texts, read(texts), strict=True))


@pytest.mark.parametrize(("text", "subtype", "why"), ROWS, ids=[why for _, _, why in ROWS])
def test_the_subtype_of_the_first_event(drafts: dict[str, Draft], text: str, subtype: str | None, why: str) -> None:
    assert drafts[text].events[0].subtype == subtype, why


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("Officials say 99 persons have been killed in police firing.", ["police"]),
        ("One person was killed in police firing in Limkheda.", ["police"]),
        ("The police was firing at us, he said.", ["police"]),
    ],
)
def test_police_firing_is_a_deed_of_the_police(text: str, doers: list[str]) -> None:
    event = next(e for e in read([text])[0].events if e.type.value == "ASSAULT")
    assert [a.name for a in event.actors] == doers
