"""Occurrences: mentions that are one thing in the world, and what a person decided about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from dateline.errors import InputError
from dateline.fuse.meanings import vectors_of
from dateline.fuse.mention_words import mention_words
from dateline.fuse.mentions import FEATURES, PLAIN, Mention, Mentions
from dateline.fuse.occurrences import Occurrence, by_words, find_occurrences, group_pairs, score_pairs
from dateline.fuse.telling_terms import ReportTerms, likeness, report_terms

SHELLED = Mention(
    "r1:1",
    "r1",
    "shell",
    "shelled",
    "Rebels shelled the harbour of Qasr Lima before dawn on Friday and sank the ferry Almira.",
    actors=("Rebels",),
    recipients=("the harbour of Qasr Lima",),
    places=("Qasr Lima",),
    start="2024-05-03",
)
AGAIN = replace(
    SHELLED,
    id="r2:1",
    report="r2",
    sentence="Before dawn the rebels shelled the Qasr Lima harbour, where the ferry Almira sank.",
)
BOMBARDED = replace(
    SHELLED,
    id="r3:1",
    report="r3",
    lemma="shelling",
    trigger="shelling",
    sentence="The rebels' shelling of the harbour of Qasr Lima sank the ferry Almira.",
)
ELECTED = Mention(
    "r4:1",
    "r4",
    "elect",
    "elected",
    "Members of the chess federation elected Nadia Ferrand as their president in Tolmin.",
    actors=("Members of the chess federation",),
    recipients=("Nadia Ferrand",),
)
ALL = (SHELLED, AGAIN, BOMBARDED, ELECTED)


def _terms(mentions: Iterable[Mention]) -> dict[str, ReportTerms]:
    """Return the terms of reports that hold one sentence each."""
    return {mention.report: report_terms(None, mention.sentence) for mention in mentions}


def _find(
    mentions: Sequence[Mention],
    same: Iterable[tuple[str, str]] = (),
    not_same: Iterable[tuple[str, str]] = (),
) -> tuple[Occurrence, ...]:
    return find_occurrences(mentions, _terms(mentions), same, not_same)


def _groups(occurrences: tuple[Occurrence, ...]) -> list[tuple[str, ...]]:
    return [occurrence.mentions for occurrence in occurrences]


def test_one_event_of_three_reports_is_one_occurrence() -> None:
    assert _groups(_find(ALL)) == [("r1:1", "r2:1", "r3:1"), ("r4:1",)]


def test_order_makes_no_difference() -> None:
    expected = _find(ALL)
    assert all(_find(order) == expected for order in permutations(ALL))


def test_each_join_has_its_score_and_reasons() -> None:
    occurrence = _find((SHELLED, AGAIN))[0]
    (join,) = occurrence.joins
    assert (occurrence.name, join.one, join.other) == ("r1:1", "r1:1", "r2:1")
    assert join.score is not None and join.score > 0
    assert join.reasons[0] == "both have “shell”"
    assert {"the same who act", "the same place", "the same time", "reports of one story"} <= set(join.reasons)


def test_counts_in_common_are_a_reason() -> None:
    one, other = (replace(m, counts=(("dead", 1200),)) for m in (SHELLED, AGAIN))
    assert "both count 1,200 dead" in _find((one, other))[0].joins[0].reasons


def test_days_that_overlap_are_one_time() -> None:
    longer = replace(AGAIN, start="2024-05-02", end="2024-05-04")
    assert len(_find((SHELLED, longer))) == 1


def test_a_decision_joins_what_is_unlike() -> None:
    occurrences = _find(ALL, same=[("r4:1", "r1:1")])
    assert _groups(occurrences) == [("r1:1", "r2:1", "r3:1", "r4:1")] or ("r1:1", "r4:1") in _groups(occurrences)
    decided = [join for occurrence in occurrences for join in occurrence.joins if join.score is None]
    assert [(join.one, join.other, join.reasons) for join in decided] == [
        ("r1:1", "r4:1", ("a person's decision",)),
    ]


def test_a_decision_parts_what_is_alike() -> None:
    groups = _groups(_find(ALL, not_same=[("r2:1", "r1:1")]))
    assert not any({"r1:1", "r2:1"} <= set(group) for group in groups)


def test_decisions_that_contradict_are_an_error() -> None:
    with pytest.raises(InputError, match="r1:1 and r3:1"):
        _find(ALL, same=[("r1:1", "r2:1"), ("r2:1", "r3:1")], not_same=[("r1:1", "r3:1")])


def test_decisions_on_other_mentions_do_not_count() -> None:
    assert _find(ALL, same=[("r1:1", "r9:1")], not_same=[("r9:1", "r8:1")]) == _find(ALL)


def test_nothing_and_one() -> None:
    assert _find(()) == ()
    assert _find((ELECTED,)) == (Occurrence("r4:1", ("r4:1",), ()),)


PAIRS = [
    # scores of pairs 0-1, 1-2, 0-2; groups expected; why
    ((1.0, 1.0, 1.0), [0, 0, 0], "all are sure"),
    ((1.0, 0.5, -3.0), [0, 0, 2], "the mean of 0.5 and -3 is too little"),
    ((-3.0, -3.0, 0.4), [0, 1, 0], "one pair"),
    ((-1.0, -1.0, -1.0), [0, 1, 2], "none is sure"),
]


@pytest.mark.parametrize(("scores", "groups", "why"), PAIRS)
def test_groups_are_joined_by_their_mean(scores: tuple[float, ...], groups: list[int], why: str) -> None:
    one, other = np.array([0, 1, 0]), np.array([1, 2, 2])
    assert group_pairs(3, one, other, np.array(scores), threshold=-0.25) == groups, why


@pytest.mark.parametrize(("missing", "groups"), [(-4.0, [0, 0, 2]), (-1.0, [0, 0, 0])])
def test_pairs_that_are_not_given_count_as_missing(missing: float, groups: list[int]) -> None:
    pairs = np.array([0, 1]), np.array([1, 2]), np.array([1.0, 1.0])
    assert group_pairs(3, *pairs, threshold=-0.25, missing=missing) == groups


def test_a_crowd_is_held_together_by_surer_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = np.array([0, 1, 2]), np.array([1, 2, 3])
    scores = np.array([1.0, 0.0, 1.0])
    monkeypatch.setattr("dateline.fuse.occurrences._CROWD", 2)
    assert group_pairs(4, one, other, scores, threshold=-0.25) == [0, 0, 2, 2]


def test_each_pair_of_neighbours_comes_once() -> None:
    mentions = Mentions(ALL, _terms(ALL))
    pairs = [(int(a), int(b)) for p in mentions.pairs() for a, b in zip(p.one, p.other, strict=True)]
    assert len(pairs) == len(set(pairs))
    assert {(0, 1), (0, 2), (1, 2)} <= set(pairs)
    assert all(p.features.shape == (len(p.one), len(FEATURES)) for p in mentions.pairs())


def test_words_of_one_meaning_point_one_way() -> None:
    killed, murdered, elected, unknown = vectors_of(["killed", "murdered", "elected", "xqzt"])
    assert killed @ murdered > 0.45 > killed @ elected
    assert not unknown.any()


def test_all_that_is_compared_is_joined_with_reasons_where_any_score_will_do() -> None:
    sank = replace(SANK, actors=("Rebels",))
    groups = find_occurrences((SHELLED, sank), _terms((SHELLED, sank)), threshold=float("-inf"))
    assert _groups(groups) == [("r1:1", "r5:1")]
    assert groups[0].joins[0].reasons[0] == "“shelled” and “sank”"
    assert len(_find((SHELLED, sank))) == 2


def _scores(mentions: Sequence[Mention], of: Iterable[str] | None = None) -> dict[tuple[str, str], float]:
    read = Mentions(mentions, _terms(mentions))
    scoring = replace(by_words(), kept_from=-np.inf)
    one, other, scores, _ = score_pairs(read, scoring, of)
    return {(read.all[a].id, read.all[b].id): round(float(s), 9) for a, b, s in zip(one, other, scores, strict=True)}


@pytest.mark.parametrize("first", range(len(ALL)))
def test_a_score_hangs_on_its_two_reports_alone(first: int) -> None:
    every = _scores(ALL)
    assert len(every) >= 3
    for one, other in every:
        pair = [mention for mention in ALL if mention.id in (one, other)]
        assert _scores(pair) == {(one, other): every[one, other]}
    of_one = _scores(ALL, of=[ALL[first].report])
    assert {pair: every[pair] for pair in of_one if pair in every} == {p: s for p, s in of_one.items() if p in every}
    assert {pair for pair in every if ALL[first].id in pair} <= of_one.keys()


def _plain(one: Mention, other: Mention, terms: dict[str, ReportTerms] | None = None) -> dict[str, float]:
    """Return what two mentions of different reports have in common, by name."""
    for pairs in Mentions((one, other), terms or _terms((one, other))).pairs(of=[other.report]):
        rows = [row for row, pair in enumerate(zip(pairs.one, pairs.other, strict=True)) if pair == (0, 1)]
        return dict(zip(PLAIN, pairs.features[rows[0], : len(PLAIN)].tolist(), strict=True))
    raise AssertionError("no pair")


SANK = replace(SHELLED, id="r5:1", report="r5", lemma="sink", trigger="sank", actors=(), recipients=("the Almira",))
FIGURES = "The rebels shelled the harbour with 40 rockets."
COMMON = [
    # what the second mention is; a feature; what it is to be; why
    (AGAIN, "lemma", 1.0, "shelled and shelled"),
    (SANK, "lemma", 0.0, "shelled and sank"),
    (SANK, "told", 1.0, "the sentence that tells of the sinking has the shelling too"),
    (AGAIN, "ending", 1.0, "shelled and shelled"),
    (BOMBARDED, "ending", 0.0, "shelled and shelling"),
    (AGAIN, "trigger", 1.0, "the whole trigger"),
    (SANK, "trigger", 0.0, "nothing of the trigger"),
    (AGAIN, "actors_sense", 1.0, "rebels and rebels"),
    (SANK, "other_actors", 0.0, "nobody is told to have sunk it: not known is not different"),
    (AGAIN, "other_numbers", 0.0, "no numbers"),
]


@pytest.mark.parametrize(("other", "feature", "value", "why"), COMMON)
def test_what_two_mentions_have_in_common(other: Mention, feature: str, value: float, why: str) -> None:
    assert _plain(SHELLED, other)[feature] == pytest.approx(value), why


@pytest.mark.parametrize(("figure", "differs"), [("40", 0.0), ("12", 1.0)])
def test_numbers_of_two_sentences_differ_where_both_have_some(figure: str, differs: float) -> None:
    one, other = (replace(m, sentence=FIGURES) for m in (SHELLED, AGAIN))
    other = replace(other, sentence=FIGURES.replace("40", figure))
    assert _plain(one, other)["other_numbers"] == differs


def test_likelier_mention_of_a_sentence_is_a_rival() -> None:
    sank = replace(SANK, report="r1", id="r1:2", sentence=SHELLED.sentence)
    reports = _terms((SHELLED, AGAIN))
    alone = _plain(SHELLED, AGAIN, reports)["lemma_rival"]
    read = Mentions((SHELLED, sank, AGAIN), reports)
    column = PLAIN.index("lemma_rival")
    beside = {
        (read.all[a].id, read.all[b].id): row[column]
        for pairs in read.pairs(of=["r2"])
        for a, b, row in zip(pairs.one, pairs.other, pairs.features, strict=True)
    }
    assert alone == 0
    assert beside["r1:1", "r2:1"] == pytest.approx(max(float(np.prod(vectors_of(["sink", "shell"]), axis=0).sum()), 0))


def test_words_near_the_trigger_are_those_beside_it() -> None:
    fields = {"actors": (), "recipients": (), "places": (), "when": None}
    near = mention_words("sank", "sink", "In the harbour of Qasr Lima the Almira sank.", **fields)
    far = mention_words("sank", "sink", "The Almira sank, he said in the harbour of Qasr Lima.", **fields)
    absent = mention_words("drowned", "drown", "In the harbour of Qasr Lima the Almira sank.", **fields)
    assert near.senses[: len(near.vector)].any() and not absent.senses.any()
    assert not np.array_equal(near.senses, far.senses)


def test_names_are_words_that_a_report_never_writes_small() -> None:
    terms = report_terms("Bank of Tolmin robbed", "The bank in Tolmin was robbed of 4,200 dinars on Friday.")
    assert {"tolmin", "friday"} <= terms.names.keys() and "bank" not in terms.names
    assert terms.numbers == {"4,200": 1.0}
    assert not (terms.words.keys() & (terms.names.keys() | terms.numbers.keys()))
    assert likeness(terms, terms) == pytest.approx(1.0)


def test_capitals_throughout_tell_no_names() -> None:
    assert not report_terms(None, "REBELS SHELL HARBOUR OF QASR LIMA").names


def test_reports_of_one_story_share_names_and_numbers() -> None:
    told = "Rebels shelled the harbour of Qasr Lima before dawn and sank the ferry Almira with 31 aboard."
    again = "The ferry Almira, with 31 aboard, sank when rebels shelled the harbour of Qasr Lima."
    elsewhere = "Rebels shelled the harbour of Port Seral before dawn and sank the ferry Nerissa with 12 aboard."
    chances = []
    for text in (again, elsewhere):
        one, other = replace(SHELLED, sentence=told), replace(AGAIN, sentence=text)
        if text is elsewhere:
            other = replace(other, recipients=("the harbour of Port Seral",), places=("Port Seral",))
        chances.append(_plain(one, other)["story"])
    assert chances[0] > 0.5 > chances[1]
