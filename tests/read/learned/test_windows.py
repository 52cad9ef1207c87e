"""What the encoder is given of a report."""

from __future__ import annotations

from functools import cache

import pytest

from dateline.read.quotes import quotes_of
from dateline.read.statements.learned.grammar_ids import ITSELF, OTHER, WordIds, branches, head_of, word_ids
from dateline.read.statements.learned.weights import Reader, load_reader
from dateline.read.statements.learned.windows import FIRST, LAST, LONGEST, PARAGRAPH, Layout, batch
from dateline.read.statements.page import Page
from tests.build import draft_of


@cache
def reader() -> Reader:
    found = load_reader()
    assert found is not None, "the weights are part of the package"
    return found


def ids_of(text: str) -> WordIds:
    draft = draft_of(text, until="times")
    return word_ids(Page(draft, draft.doc, quotes_of(draft)), reader().vocabulary)


def layout_of(text: str) -> Layout:
    return Layout(ids_of(text), reader().pieces, len(reader().vocabulary.dependencies))


LONG = "The army said on Monday that its troops had taken the bridge at Kassala from the rebels. " * 40


@pytest.mark.parametrize("text", ["Shells fell.", LONG, "word " * 900 + ".", "One.\n\nTwo.\n\nThree said four."])
def test_chunks_hold_every_word_once(text: str) -> None:
    layout = layout_of(text)
    chunks = list(layout.chunks())
    assert [w for c in chunks for w in c.words] == list(range(len(layout.ids.words)))
    assert all(len(c.pieces) <= LONGEST + 2 for c in chunks)
    assert all(c.pieces[0] == FIRST and c.pieces[-1] == LAST for c in chunks)


def test_a_word_that_opens_a_paragraph_is_marked() -> None:
    (chunk,) = layout_of("Shells fell on Gao.\n\nThe mayor said so.").chunks()
    assert chunk.pieces.count(PARAGRAPH) == 2


@pytest.mark.parametrize(
    ("text", "cue", "reaches"),
    [
        # plain sentences stand alone
        ("It rained. The mayor said the road was cut. Nobody came.", "said", "The mayor said the road was cut ."),
        # speech goes on over sentences
        (
            '"They left. They took it all," she said. It rained.',
            "said",
            '" They left . They took it all , " she said .',
        ),
        (
            '"They left," she said. "They took it all." It rained.',
            "said",
            '" They left , " she said . " They took it all . "',
        ),
    ],
)
def test_window_reaches_as_far_as_speech(text: str, cue: str, reaches: str) -> None:
    layout = layout_of(text)
    at = layout.ids.words.index(cue)
    start, end = layout.span_of(at)
    assert " ".join(layout.ids.words[start:end]).startswith(reaches.split(" . ")[0])
    assert at in range(start, end)
    assert "rained" not in layout.ids.words[start:end] or '"' in reaches


def test_window_of_a_sentence_without_end_holds_the_cue() -> None:
    text = "word " * 600 + "said the mayor " + "word " * 600
    layout = layout_of(text)
    at = layout.ids.words.index("said")
    made = layout.window((at, at + 1))
    assert at in made.words
    assert len(made.pieces) <= LONGEST + 2


def test_branches_tell_subject_and_clause_of_a_cue() -> None:
    ids = ids_of("The mayor of Gao said shells had hit the market.")
    said = ids.words.index("said")
    found = branches(ids, said, len(reader().vocabulary.dependencies)).tolist()
    by_word = dict(zip(ids.words, found, strict=True))
    assert by_word["said"] == ITSELF
    assert by_word["The"] == by_word["mayor"] == by_word["Gao"] != OTHER
    assert by_word["shells"] == by_word["hit"] == by_word["market"] != by_word["mayor"]


def test_branches_above_a_cue_differ_from_those_below() -> None:
    ids = ids_of("The mayor, who said little, left the town.")
    said = ids.words.index("said")
    found = branches(ids, said, len(reader().vocabulary.dependencies)).tolist()
    assert found[ids.words.index("town")] not in {OTHER, ITSELF, found[ids.words.index("little")]}


def test_head_of_a_cue_is_what_governs_the_rest() -> None:
    ids = ids_of("According to the mayor, shells fell.")
    assert head_of(ids, 0, 2) == 0


def test_batch_is_padded_with_nothing() -> None:
    ids = ids_of("Shells fell on Gao. The mayor said that shells had fallen on the town.")
    layout = Layout(ids, reader().pieces, len(reader().vocabulary.dependencies))
    said = ids.words.index("said")
    arrays = batch([(ids, layout.input(0, 4)), (ids, layout.window((said, said + 1)))])
    assert arrays["pieces"].shape[0] == 2
    assert arrays["pieces"][0, -1] == 0
    assert arrays["marks"].sum(axis=1).tolist() == [0, 1]
    assert not arrays["branches"][0].any()
    assert arrays["branches"][1].any()
