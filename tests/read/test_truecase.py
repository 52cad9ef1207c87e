"""Case restored to text in capitals or in small letters: what is written how, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.read.pipeline import draft_reports
from dateline.read.truecase import WORD, is_in_capitals, is_in_small_letters, restore_case, with_case
from dateline.record.report import Report, Span

SENTENCES = [
    ("The army shelled the town on Monday.", "days and sentences open with a capital"),
    ("Guerrillas of the FMLN killed two soldiers in El Salvador.", "an acronym and a name of two words"),
    ("President Barack Obama met the president of Kenya.", "a title before a name, and one alone"),
    ("The White House and the Supreme Court did not comment.", "pairs that are names, of words that are none"),
    ("Gen. Hassan Darwishi said the troops would leave at 3 p.m. on May 4.", "a rank, a name never counted, half days"),
    ("U.S. diplomats in Lima were not hurt.", "behind the points of an abbreviation no sentence opens"),
    ("The 3d brigade found an M-16 rifle.", "letters behind numbers and before them"),
    ('"We may attack in May," the commander said.', "the month and the verb"),
]


@pytest.mark.parametrize(("sentence", "why"), SENTENCES)
@pytest.mark.parametrize("flat", [str.upper, str.lower])
def test_case_comes_back(sentence: str, why: str, flat: type[str]) -> None:
    assert restore_case(flat(sentence)) == sentence, why


def test_a_lone_word_in_brackets_is_an_acronym_everywhere() -> None:
    flat = "THE ARMED FORCES PRESS COMMITTEE [COPREVA] SPOKE. COPREVA GAVE NO NUMBERS."
    assert restore_case(flat).count("COPREVA") == 2


@given(st.text(max_size=200))
@example("DIYARBAKIR, Diyarbakır and ı: the capital of ı is that of i")
def test_no_character_moves(text: str) -> None:
    restored = restore_case(text)
    assert len(restored) == len(text)
    assert restored.casefold() == text.casefold() or restored.lower() == text.lower()


@given(st.lists(st.sampled_from([s for s, _ in SENTENCES]), min_size=1, max_size=4))
def test_capitals_and_small_letters_come_to_the_same(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert restore_case(text.upper()) == restore_case(text.lower())


def test_which_texts_lack_case() -> None:
    normal = "The army shelled the town on Monday, killing two people, residents and officials there said."
    plain = "Two men were shot and killed and four others were hurt late in the evening near a bakery."
    assert is_in_capitals(normal.upper()) and not is_in_capitals(normal)
    assert is_in_small_letters(normal.lower()) and not is_in_small_letters(normal)
    assert not is_in_small_letters(plain), "one capital at its head is all that a sentence without names has"
    assert not is_in_capitals("UN: NO AID"), "too short to tell"
    assert not is_in_small_letters("killed in the raid"), "too short to tell"


def test_a_line_in_capitals_is_mended_and_the_rest_is_left() -> None:
    head = "ARMY SHELLS TOWN IN SYRIA AS TALKS IN GENEVA GO ON FOR A DAY"
    text = f"{head}\n\nThe iPhone of McDowell was FOUND in the rubble, he said."
    lines = [Span(0, len(head)), Span(len(head) + 2, len(text))]
    restored = with_case(text, Span(0, len(text)), lines)
    assert restored.split("\n\n") == [
        "Army shells town in Syria as talks in Geneva go on for a day",
        "The iPhone of McDowell was FOUND in the rubble, he said.",
    ]


@pytest.mark.parametrize("flat", [str.upper, str.lower, str])
def test_a_report_without_case_reads_as_the_one_with(flat: type[str]) -> None:
    text = (
        "Fighters of the Taliban attacked a police station in Kandahar on Monday, killing three officers, the governor said. "
        "Afghan troops arrested two men in Kabul."
    )
    report = Report("r", flat(text), Span(0, len(text)), language="en", published="2021-03-04")
    draft = next(draft_reports([report], fast=True))
    told = [(e.type.value, [a.name for a in e.actors], [a.country for a in e.recipients]) for e in draft.events]
    assert told[0][:2] == ("ASSAULT", ["Taliban"])
    assert {p.name for p in draft.places} >= {"Kandahar", "Kabul"}
    assert [t.value for t in draft.times] == ["2021-03-01"]
    assert "".join(draft.text_of(w) for a in draft.actors if a.name == "Taliban" for w in a.mentions[:1]) == "Taliban"
    assert all(WORD.search(draft.report.text[draft.starts[e.head] : draft.ends[e.head]]) for e in draft.events)
