"""Two versions of a text, word by word: what is shown is both texts, and nothing is said to be changed that stayed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.show.compared import Change, Paragraph, compare_texts

TEXT = "The army said 14 people died.\n\nThe market was empty.\n\nTalks go on."


def _side(found: list[Paragraph], without: Change) -> list[str]:
    return [
        word for one in found for piece in one.pieces if piece.change is not without for word in piece.words.split()
    ]


def test_one_number_that_changed_is_all_that_is_marked() -> None:
    found = compare_texts(TEXT, TEXT.replace("14", "19"))
    changed = [(p.change, p.words) for one in found for p in one.pieces if p.change is not Change.SAME]
    assert changed == [(Change.GONE, "14"), (Change.NEW, "19")]
    assert [one.is_same for one in found] == [False, True, True]


def test_a_paragraph_that_is_put_in_is_new_as_a_whole() -> None:
    found = compare_texts(TEXT, TEXT.replace("Talks", "A witness disagrees.\n\nTalks"))
    assert [one.is_same for one in found] == [True, True, False, True]
    assert [piece.words for piece in found[2].pieces] == ["A witness disagrees."]


def test_two_long_texts_with_nothing_in_common_take_no_time() -> None:
    one, other = ("\n".join(f"{word} {n % 7}" for n in range(20_000)) for word in ("alpha", "beta"))
    assert _side(compare_texts(one, other), Change.NEW) == one.split()


WORDS = st.lists(st.sampled_from(["a", "b", "c", "\n\n", "\n", "d."]), max_size=30).map(" ".join)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_from_it(one: str, other: str) -> None:
    found = compare_texts(one, other)
    assert _side(found, Change.NEW) == one.split()
    assert _side(found, Change.GONE) == other.split()
