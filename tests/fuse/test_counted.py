"""What a number counts, how it is said in words, and which numbers are totals."""

from __future__ import annotations

import pytest

from dateline.fuse.counted import amount, are_alike, counted, in_words, is_part_of, is_vague, loosened
from dateline.fuse.totals import context_of, is_older, is_only_seen, is_total
from dateline.record.account import Figure
from dateline.record.choices import Effect

from .telling import figure

KINDS = [
    ("displaced people", Effect.KILLED, "people", True),
    ("civilians", Effect.KILLED, "civilians", False),
    ("schoolboys", Effect.KILLED, "schoolboys", False),
    ("aid workers", Effect.KILLED, "aid workers", False),
    ("Turkish soldiers", Effect.INJURED, "soldiers", False),
    ("third", Effect.KILLED, "people", True),
    ("", Effect.KILLED, "people", True),
    ("protesters", Effect.INVOLVED, "people", True),
    ("tanks", Effect.INVOLVED, "tanks", True),
    ("armed vehicles", Effect.DESTROYED, "armed vehicles", False),
    ("vehicles", Effect.DESTROYED, "vehicles", True),
]


@pytest.mark.parametrize(("what", "effect", "kind", "is_whole"), KINDS)
def test_words_tell_what_is_counted(what: str, effect: Effect, kind: str, is_whole: bool) -> None:
    found = counted(what, effect)
    assert (found.kind, found.is_whole) == (kind, is_whole)


PAIRS = [
    # one, another, effect, alike, is the first a part of the second
    ("children", "kids", Effect.KILLED, True, False),
    ("children", "people", Effect.KILLED, False, True),
    ("people", "children", Effect.KILLED, False, False),
    ("Turkish soldiers", "Syrian soldiers", Effect.KILLED, False, False),
    ("Turkish soldiers", "soldiers", Effect.KILLED, True, False),
    ("armed vehicles", "vehicles", Effect.DESTROYED, False, True),
    ("vehicle", "vehicles", Effect.DESTROYED, True, False),
    ("tanks", "vehicles", Effect.DESTROYED, False, False),
]


@pytest.mark.parametrize(("one", "other", "effect", "alike", "part"), PAIRS)
def test_only_like_is_alike(one: str, other: str, effect: Effect, alike: bool, part: bool) -> None:
    first, second = counted(one, effect), counted(other, effect)
    assert are_alike(first, second, effect) is alike
    assert is_part_of(first, second, effect) is part


LABELS = [
    (figure(57, None), "at least 57 killed"),
    (figure(41, None, words="more than 40 bodies"), "more than 40 killed"),
    (figure(None, 9), "fewer than 10 killed"),
    (figure(None, 14, words="up to 14 people"), "at most 14 killed"),
    (figure(60, 60), "60 killed"),
    (figure(50, 50, words="some 50 people"), "about 50 killed"),
    (figure(20, 25, words="20 to 25 people"), "20 to 25 killed"),
    (figure(24, 99, "protesters", Effect.INJURED, "dozens of protesters"), "dozens injured"),
    (figure(24, 99, "tanks", Effect.SEIZED, "dozens of tanks"), "dozens of tanks seized"),
    (figure(20000, 99999, words="tens of thousands of people"), "tens of thousands killed"),
    (figure(17, 17, "children"), "17 children killed"),
    (figure(2300, 2300, effect=Effect.DISPLACED), "2,300 displaced"),
    (figure(3, 3, "air strikes", Effect.CONDUCTED), "3 air strikes carried out"),
]


@pytest.mark.parametrize(("told", "label"), LABELS, ids=[row[1] for row in LABELS])
def test_a_label_says_the_number_in_words(told: Figure, label: str) -> None:
    assert in_words(told) == label
    assert label.startswith(amount(told))


def test_rounded_and_vague_words() -> None:
    assert loosened(figure(50, 50), "killed about ") == (45, 55)
    assert loosened(figure(50, 50), "killed ") == (50, 50)
    assert loosened(figure(None, 5, words="nearly five people"), "") == (None, 6)
    assert is_vague(figure(3, 9, words="several people"))
    assert not is_vague(figure(3, 9, words="three to nine people"))


TOTALS = [
    # why, sentence, words of the number, is it a total
    ("a toll", "The blast killed 12 people.", "12 people", True),
    ("on top of others", "The blast killed another 12 people.", "12 people", False),
    ("others beside", "The blast killed a guard and 12 others.", "12 others", False),
    ("some of them", "The blast hurt 30, 12 of them badly.", "12", False),
    ("a whole inside a whole", "It hurt 30 people, including 12 at a school.", "12", False),
    ("more", "It killed 12 more.", "12", False),
    ("more than is a bound", "It killed more than 12 people.", "more than 12 people", True),
    ("an age", "Amal Dole, 12, was killed.", "12", False),
    ("a list is no age", "It killed 12, police said.", "12", True),
    ("a number inside another", "It killed 312 people.", "12", True),
]


@pytest.mark.parametrize(("why", "sentence", "words", "total"), TOTALS, ids=[row[0] for row in TOTALS])
def test_not_every_number_is_a_total(why: str, sentence: str, words: str, total: bool) -> None:
    one = figure(12, 12, words=words)
    assert is_total(one, context_of(one, sentence)) is total, why


def test_what_was_before_and_what_was_only_seen() -> None:
    was = figure(30, 30, words="30")
    assert is_older(context_of(was, "The toll rose to 60 from 30."))
    assert is_older(context_of(was, "The committee had spoken of 30 dead."))
    assert not is_older(context_of(was, "In villages from Qasr to Lima 30 were killed."))
    bodies, wounded = figure(30, 30, words="30 bodies"), figure(30, 30, effect=Effect.INJURED, words="30 wounded")
    assert is_only_seen(bodies, context_of(bodies, "The clinic received 30 bodies."))
    assert is_only_seen(wounded, context_of(wounded, "The clinic was treating 30 wounded."))
    assert not is_only_seen(bodies, context_of(bodies, "The street held 30 bodies."))
    assert context_of(figure(5, 5, words="five"), "Nothing of the kind.") == ("", "")
