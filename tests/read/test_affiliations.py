"""Ties between actors, with the words that name them."""

from __future__ import annotations

import pytest

from tests.build import draft_of


@pytest.mark.parametrize(
    ("sentence", "actor", "relation", "with_", "words"),
    [
        ("Al-Qaeda's Syrian affiliate Al-Nusra Front took the base.", "Al-Nusra Front", "affiliate", "Al-Qaeda",
         "Al-Qaeda's Syrian affiliate"),
        ("Al-Shabaab, an affiliate of Al-Qaeda, attacked the hotel.", "Al-Shabaab", "affiliate", "Al-Qaeda",
         "affiliate of Al-Qaeda"),
        ("The al-Qaeda affiliate JNIM claimed the raid.", "Jama'at Nusrat al-Islam wal-Muslimin", "affiliate",
         "Al-Qaeda", "al-Qaeda affiliate"),
        ("The Iran-backed Houthis fired two missiles.", "Houthis", "backed_by", "Iran", "Iran-backed"),
        ("Rwanda-backed M23 rebels entered the city.", "March 23 Movement", "backed_by", "Rwanda", "Rwanda-backed"),
        ("Hezbollah, backed by Iran, sent fighters.", "Hezbollah", "backed_by", "Iran", "backed by Iran"),
        ("The Al-Qassam Brigades, the armed wing of Hamas, fired rockets.", "Al-Qassam Brigades", "wing", "Hamas",
         "wing of Hamas"),
        ("The armed wing of Hamas, the Al-Qassam Brigades, fired rockets.", "Al-Qassam Brigades", "wing", "Hamas",
         "wing of Hamas"),
        ("Ansaru, a splinter of Boko Haram, took hostages.", "Ansaru", "splinter", "Boko Haram",
         "splinter of Boko Haram"),
        ("Boko Haram's offshoot Ansaru took hostages.", "Ansaru", "splinter", "Boko Haram", "Boko Haram's offshoot"),
        ("ISWAP is an offshoot of Boko Haram.", "Islamic State West Africa Province", "splinter", "Boko Haram",
         "offshoot of Boko Haram"),
        ("Abu Sayyaf, linked to Al-Qaeda, holds six hostages.", "Abu Sayyaf", "linked_to", "Al-Qaeda",
         "linked to Al-Qaeda"),
        ("The Sinai Province, affiliated with Islamic State, claimed it.", "Ansar Beit al-Maqdis", "affiliate",
         "Islamic State", "affiliated with Islamic State"),
        ("Turkey-backed Syrian National Army fighters shelled the road in Syria.", "Syrian National Army", "backed_by",
         "Turkey", "Turkey-backed"),
        ("The US-backed Syrian Democratic Forces took the dam.", "Syrian Democratic Forces", "backed_by",
         "United States", "US-backed"),
        ("The army fought al-Shabab, an al-Qaeda-affiliated group.", "Al-Shabaab", "affiliate", "Al-Qaeda",
         "al-Qaeda-affiliated"),
        ("Kataib Hezbollah is an ally of Iran.", "Kataib Hezbollah", "ally", "Iran", "ally of Iran"),
    ],
)  # fmt: skip
def test_ties(sentence: str, actor: str, relation: str, with_: str, words: str) -> None:
    draft = draft_of(sentence, until="actors")
    ties = [(a.name, t.relation, t.with_.name, draft.text_of(t.words)) for a in draft.actors for t in a.affiliations]
    assert (actor, relation, with_, words) in ties


@pytest.mark.parametrize(
    "sentence",
    [
        "Hamas and Fatah met in Cairo.",
        "The branch of the bank in Tripoli was burned by Islamic State.",
        "Boko Haram killed ten people and ISWAP two.",
        "The wing of the hospital was hit by Hezbollah.",
        "Iran-backed fighters attacked the Peshmerga.",
    ],
)
def test_no_ties(sentence: str) -> None:
    draft = draft_of(sentence, until="actors")
    assert not [t for a in draft.actors for t in a.affiliations]
