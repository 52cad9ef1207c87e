"""The telling terms of a report."""

from __future__ import annotations

import numpy as np
import pytest

from dateline.fuse.terms import LEAD, NAMES, WORDS, StemTable, Vocabulary, common_stems, stem_of, stems_of

STEMS = [
    ("attacks", "attack"), ("Attacked", "attack"), ("attacking", "attack"), ("cities", "city"), ("Assad's", "assad"),
    ("Assad’s", "assad"), ("press", "press"), ("bus", "bus"), ("gas", "gas"), ("5.9", "5.9"), ("Ürümqi", "ürümqi"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "stem"), STEMS)
def test_stems(word: str, stem: str) -> None:
    assert stem_of(word) == stem


def test_words_and_numbers_of_a_text() -> None:
    assert stems_of("A 5.9 quake; 1,200 tents. Iran’s north") == ["a", "5.9", "quake", "1,200", "tent", "iran", "north"]


def _fields(title: str, text: str, *names: str) -> list[set[str]]:
    vocabulary = Vocabulary(StemTable(1000, {"the": 990}))
    terms = vocabulary.read(title, text, names)
    return [{vocabulary.written(n) for n in terms.numbers[terms.weights[:, f] > 0]} for f in (WORDS, NAMES, LEAD)]


def test_names_are_words_never_written_small() -> None:
    _, names, _ = _fields("", "Rockets hit Goma. More rockets fell, said Kabila in Goma.")
    assert names == {"Goma", "Kabila", "More"}  # a sentence's first word may be a name, "Rockets" is not


def test_capitals_throughout_tell_no_names() -> None:
    assert _fields("", "ROCKETS HIT GOMA")[1] == set()
    assert _fields("", "ROCKETS HIT GOMA", "GOMA")[1] == {"GOMA"}


def test_title_and_beginning_are_the_lead() -> None:
    words, _, lead = _fields("Goma shelled", "Rockets fell. " + "The end of it was quiet. " * 20 + "Nobody slept.")
    assert {"Goma", "shelled", "Rockets"} <= lead
    assert "slept" in words - lead


def test_weights_have_norm_1_or_a_field_is_empty() -> None:
    vocabulary = Vocabulary()
    for text in ("Rockets hit Goma on Monday", "rain fell", "", "the"):
        norms = (vocabulary.read("", text).weights ** 2).sum(axis=0)
        assert np.all(np.isclose(norms, 1) | (norms == 0))


def test_rare_stems_weigh_more_and_what_comes_often_less() -> None:
    vocabulary = Vocabulary()
    first = vocabulary.read("", "the president met Kagame")
    written = [vocabulary.written(number) for number in first.numbers]
    assert written[0] == "Kagame" and written.index("president") > written.index("met")
    before = dict(zip(written, first.weights[:, WORDS], strict=True))
    for _ in range(200):
        vocabulary.read("", "Kagame spoke")
    again = vocabulary.read("", "the president met Kagame")
    after = dict(zip((vocabulary.written(n) for n in again.numbers), again.weights[:, WORDS], strict=True))
    assert after["Kagame"] < before["Kagame"]


def test_the_table_holds_common_stems_only() -> None:
    table = common_stems()
    assert min(table.counts.values()) >= 10 and max(table.counts.values()) <= table.reports
    assert table.counts["the"] > table.counts["government"] > table.counts["bridge"]
