"""Event mentions in, what pairs of them have in common out: words, sentences, those taking part, places, reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .mention_words import (
    ACTORS,
    ACTORS_SENSE,
    NAMES,
    NEAR,
    NEAR_SENSE,
    NUMBERS,
    PLACES,
    RECIPIENTS,
    RECIPIENTS_SENSE,
    SENTENCE,
    TAKING_PART,
    TRIGGER,
    WHEN,
    ManyWords,
    mention_words,
)
from .one_story import StoryTerms, story_chances, story_features, story_terms, story_weights
from .telling_terms import Weights, heaviest, likeness

Floats: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = NDArray[np.intp]

ASKED = 30  # heaviest terms of a report by which others are looked for
LIKE = 0.05  # likeness of two reports from which their mentions are compared
_HOLDERS = 400  # reports by which a term is looked for: a term of more finds too many to tell anything
_RARE = 8.0  # rarity of the rarest stems, which makes the feature about 1
_AXES = 32  # axes of meaning by which the weights of a pair hang on its word
_AXES_SCALE = 3.0  # brings the axes to the size of the other features
_CLOSE, _VERY_CLOSE = 0.45, 0.6  # likeness of meaning of which a feature says that it is reached
_ONE_STORY = 0.5  # chance from which two reports are taken to tell one story
_BEATEN = 0.05  # by which another mention of the sentence has to be likelier

LIGHT = frozenset(
    (
        *("be", "have", "do", "make", "take", "get", "go", "come", "give", "put"),
        *("it", "this", "that", "what", "which", "happen", "occur", "incident", "event"),
    )
)


class Where(NamedTuple):
    """A place on the map, ``lat`` and ``lon`` in degrees: anywhere within ``radius_km`` of it, in ``country``."""

    lat: float
    lon: float
    radius_km: float
    country: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """One event as one report tells it, by what is known of it.

    ``lemma`` is that of the trigger's head; ``start`` and ``end`` are the days of the event and ``published`` the time
    of the report, in ISO 8601; ``when`` is the words of its time; ``counts`` are pairs of what and how many. ``where``
    is its place on the map; ``is_real`` is whether it is told as something that has or has not happened, not as
    something that may. ``effects`` are pairs of an effect and its least number; ``position`` counts the mentions of its
    report; ``is_definite`` is whether it takes up what was told ("the attack"). ``around`` is the place that its report
    speaks of there, its own or that told last, ``around_start`` and ``around_end`` the days likewise.
    """

    id: str
    report: str
    lemma: str
    trigger: str
    sentence: str
    type: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    when: str | None = None
    start: str | None = None
    end: str | None = None
    counts: tuple[tuple[str, int], ...] = ()
    published: str | None = None
    where: Where | None = None
    is_real: bool | None = None
    subtype: str | None = None
    effects: tuple[tuple[str, int], ...] = ()
    position: int = 0
    is_definite: bool = False
    around: Where | None = None
    around_start: str | None = None
    around_end: str | None = None


class Pairs(NamedTuple):
    """Pairs of mentions by number, the smaller first, and their features, a row a pair in the order of ``FEATURES``."""

    one: Numbers
    other: Numbers
    features: Floats


# What a pair has in common. "lemma_": of those with one lemma, the others are of those with different ones.
_ALONE = (
    *("lemma", "lemma_rival", "lemma_rare", "lemma_light", "lemma_sentence", "lemma_report", "lemma_taking_part"),
    *("lemma_other_actors", "lemma_other_recipients", "lemma_same_report", "lemma_same_sentence"),
    *("sentence", "report", "same_report", "same_sentence", "taking_part"),
    *("actors", "other_actors", "recipients", "other_recipients", "places", "other_places", "when", "other_when"),
    *("meaning", "meaning_squared", "meaning_report", "meaning_squared_report", "meaning_taking_part"),
    *("meaning_close", "meaning_very_close", "meaning_known", "meaning_beaten"),
    *("spelling", "rival", "beaten", "light", "unlike_report"),
)
# The same for one lemma, and the more the nearer two words are in meaning.
_BESIDE = (
    *("story", "same_story", "near", "near_sense", "actors_sense", "recipients_sense"),
    *("told", "trigger", "ending", "names", "other_numbers"),
)
PLAIN = (*_ALONE, *(f"{beside}{name}" for name in _BESIDE for beside in ("", "lemma_", "meaning_")))
# The same by the axes of meaning of the word: "said" of two speakers is two things, a quake of two reports is one.
BY_WORD = ("lemma", "lemma_actors", "lemma_other_actors", "unlike", "unlike_both")
FEATURES = (*PLAIN, *(f"{name}/{axis}" for name in BY_WORD for axis in range(_AXES)))


def _codes(values: Iterable[Hashable]) -> Numbers:
    """Return a number for each value, equal ones the same, and -1 for None."""
    numbers: dict[Hashable, int] = {}
    return np.array([-1 if v is None else numbers.setdefault(v, len(numbers)) for v in values], dtype=np.intp)


class Mentions:
    """Mentions in the order of their ids, and what those of reports that are like each other have in common."""

    def __init__(self, mentions: Iterable[Mention], terms: Mapping[str, Weights], story: Floats | None = None) -> None:
        """Take mentions, and the terms of each of their reports, by which reports are like each other.

        ``story`` are the weights by which reports are of one story, where not those that are shipped.
        """
        self.all = sorted(mentions, key=lambda mention: mention.id)
        self._terms = terms
        self._story = story_weights() if story is None else story
        lemmas = [mention.lemma.lower() for mention in self.all]
        self._words = ManyWords.of(
            [mention_words(m.trigger, m.lemma, m.sentence, m.actors, m.recipients, m.places, m.when) for m in self.all]
        )
        self._vectors = self._words.vectors
        self._axes = np.ascontiguousarray(_AXES_SCALE * self._vectors[:, :_AXES].T)
        self._known = np.where(self._vectors.any(axis=1), 1.0, 0.0)
        self._rarity = self._words.rarities / _RARE
        self._light = np.array([lemma in LIGHT for lemma in lemmas], dtype=np.bool_)
        self._lemma = _codes(lemmas)
        self._start = _codes(lemma[:4] if len(lemma) > 3 else (lemma, n) for n, lemma in enumerate(lemmas))
        self._report = _codes(mention.report for mention in self.all)
        self._sentence = _codes((mention.report, mention.sentence) for mention in self.all)
        self._of_report: dict[str, list[int]] = defaultdict(list)
        for number, mention in enumerate(self.all):
            self._of_report[mention.report].append(number)
        self._told: dict[str, StoryTerms] = {}

    def pairs(self, of: Iterable[str] | None = None) -> Iterator[Pairs]:
        """Yield the pairs of mentions in one report or in reports that are like each other, report by report.

        Where reports are named with ``of``, only pairs with a mention of theirs are.
        """
        reports = sorted(self._of_report)
        if of is None:
            others_of = self._near(reports)
        else:
            asked = sorted(self._of_report.keys() & set(of))
            rest = [report for report in reports if report not in asked]
            others_of = {report: rest + asked[:at] for at, report in enumerate(asked)}
        for report, candidates in others_of.items():
            ones = self._of_report[report]
            alike = [likeness(self._terms[report], self._terms[other]) for other in candidates]
            near = [(other, like) for other, like in zip(candidates, alike, strict=True) if like >= LIKE]
            sizes = [len(ones), *(len(self._of_report[other]) for other, _ in near)]
            others = [*ones, *(number for other, _ in near for number in self._of_report[other])]
            likenesses = np.repeat([1.0, *(like for _, like in near)], sizes)
            chances = np.repeat([1.0, *self._chances(report, (other for other, _ in near))], sizes)
            yield self._compare(ones, others, likenesses, chances)

    def story_features(self, one: str, other: str) -> Floats:
        """Return what two reports have in common by which they are of one story."""
        features: Floats = story_features(self._story_terms(one), [self._story_terms(other)])[0]
        return features

    def _chances(self, report: str, others: Iterable[str]) -> Floats:
        """Return the chances that reports tell the story of one."""
        told = [self._story_terms(other) for other in others]
        return story_chances(story_features(self._story_terms(report), told), self._story)

    def _story_terms(self, report: str) -> StoryTerms:
        if report not in self._told:
            told = [self.all[number] for number in self._of_report[report]]
            taking_part = tuple(name for mention in told for name in (*mention.actors, *mention.recipients))
            places = tuple(place for mention in told for place in mention.places)
            self._told[report] = story_terms(self._terms[report], taking_part, places)
        return self._told[report]

    def _near(self, reports: Sequence[str]) -> dict[str, list[str]]:
        """Return for each report those before it that share one of its heaviest terms."""
        holders: dict[str, list[str]] = defaultdict(list)
        near = {}
        for report in reports:
            asked = heaviest(self._terms[report], ASKED)
            near[report] = sorted({other for term in asked for other in holders[term][-_HOLDERS:]})
            for term in asked:
                holders[term].append(report)
        return near

    def _likeness(self, ones: Sequence[int], others: Sequence[int]) -> Floats:
        """Return how like the words of pairs are in meaning, 1 for one lemma."""
        likeness: Floats = self._vectors[ones] @ self._vectors[others].T
        likeness[np.equal.outer(self._lemma[ones], self._lemma[others])] = 1.0
        return likeness

    def _rivals(self, ones: Sequence[int], likeness: Floats) -> Floats:
        """Return for each pair how like the second's word is to the likest other one in the first one's sentence."""
        order = np.argsort(self._sentence[ones], kind="stable")
        sentences = self._sentence[ones][order]
        begins = np.flatnonzero(np.diff(sentences, prepend=-1))
        sizes = np.diff(begins, append=sentences.size)
        rows = likeness[order]

        def spread(values: Floats) -> Floats:
            return np.repeat(values, sizes, axis=0)

        most = spread(np.maximum.reduceat(rows, begins, axis=0))
        is_most = rows == most
        is_alone = is_most & (spread(np.add.reduceat(is_most.astype(np.float64), begins, axis=0)) == 1)
        next_most = spread(np.maximum.reduceat(np.where(is_most, 0.0, rows), begins, axis=0))
        rivals = np.empty_like(rows)
        rivals[order] = np.maximum(np.where(is_alone, next_most, most), 0.0)
        return rivals

    def _compare(self, ones: Sequence[int], others: Sequence[int], report_likeness: Floats, story: Floats) -> Pairs:
        """Return the features of each of the first mentions with each of the others, no pair twice."""
        shared = self._words.shared(np.array(ones, dtype=np.intp), np.array(others, dtype=np.intp))
        alike = self._likeness(ones, others)
        rivals = np.maximum(self._rivals(ones, alike), self._rivals(others, alike.T).T)
        one, other = (numbers.ravel() for numbers in np.meshgrid(ones, others, indexing="ij"))
        keep = np.where(self._report[one] == self._report[other], one < other, True)
        one, other = one[keep], other[keep]

        def flat(values: Floats) -> Floats:
            return np.broadcast_to(values, alike.shape).ravel()[keep]

        def same(codes: Numbers) -> Floats:
            equal: NDArray[np.bool_] = (codes[one] == codes[other]) & (codes[one] >= 0)
            return equal.astype(np.float64)

        def differ(field: int) -> Floats:
            both = self._words.has[one, field] & self._words.has[other, field]
            nothing: NDArray[np.bool_] = both & (found[field] == 0)
            return nothing.astype(np.float64)

        found = {field: flat(values) for field, values in shared.fields.items()}
        senses = [flat(values) for values in shared.senses]
        lemma, same_report, same_sentence = same(self._lemma), same(self._report), same(self._sentence)
        unlike = 1 - lemma
        meaning: Floats = flat(alike) * unlike
        rival, report = flat(rivals), flat(report_likeness)
        beaten = (rival > flat(alike) + _BEATEN) * unlike
        chance = flat(story)
        light = (self._light[one] | self._light[other]).astype(float)
        known = self._known
        sentence, taking_part, actors = found[SENTENCE], found[TAKING_PART], found[ACTORS]
        other_actors, other_recipients = differ(ACTORS), differ(RECIPIENTS)
        values = {
            "lemma": lemma,
            "lemma_rival": rival * lemma,
            "lemma_rare": np.minimum(self._rarity[one], self._rarity[other]) * lemma,
            "lemma_light": light * lemma,
            "lemma_sentence": sentence * lemma,
            "lemma_report": report * lemma,
            "lemma_taking_part": taking_part * lemma,
            "lemma_other_actors": other_actors * lemma,
            "lemma_other_recipients": other_recipients * lemma,
            "lemma_same_report": same_report * lemma,
            "lemma_same_sentence": same_sentence * lemma,
            "sentence": sentence,
            "report": report,
            "same_report": same_report,
            "same_sentence": same_sentence,
            "taking_part": taking_part,
            "actors": actors,
            "other_actors": other_actors,
            "recipients": found[RECIPIENTS],
            "other_recipients": other_recipients,
            "places": found[PLACES],
            "other_places": differ(PLACES),
            "when": found[WHEN],
            "other_when": differ(WHEN),
            "meaning": meaning,
            "meaning_squared": meaning**2,
            "meaning_report": meaning * report,
            "meaning_squared_report": meaning**2 * report,
            "meaning_taking_part": meaning * taking_part,
            "meaning_close": np.greater(meaning, _CLOSE).astype(float),
            "meaning_very_close": np.greater(meaning, _VERY_CLOSE).astype(float),
            "meaning_known": known[one] * known[other] * unlike,
            "meaning_beaten": meaning * beaten,
            "spelling": same(self._start) * unlike,
            "rival": rival * unlike,
            "beaten": beaten,
            "light": light * unlike,
            "unlike_report": report * unlike,
            "story": chance,
            "same_story": (chance >= _ONE_STORY).astype(float),
            "near": found[NEAR],
            "near_sense": senses[NEAR_SENSE],
            "actors_sense": senses[ACTORS_SENSE],
            "recipients_sense": senses[RECIPIENTS_SENSE],
            "told": flat(shared.told),
            "trigger": found[TRIGGER],
            "ending": same(self._words.endings),
            "names": found[NAMES],
            "other_numbers": differ(NUMBERS),
        }
        rows = np.empty((len(FEATURES), one.size))  # a row a feature, as whole rows are written faster
        for at, name in enumerate(_ALONE):
            rows[at] = values[name]
        for at, name in zip(range(len(_ALONE), len(PLAIN), 3), _BESIDE, strict=True):
            rows[at] = values[name]
            np.multiply(values[name], lemma, out=rows[at + 1])
            np.multiply(values[name], meaning, out=rows[at + 2])
        first, second = (self._axes[:, numbers] for numbers in (one, other))
        by_word = rows[len(PLAIN) :].reshape(len(BY_WORD), _AXES, one.size)
        np.multiply(first, lemma, out=by_word[0])
        np.multiply(by_word[0], actors, out=by_word[1])
        np.multiply(by_word[0], other_actors, out=by_word[2])
        np.multiply(first + second, meaning / 2, out=by_word[3])
        np.multiply(first * second, unlike, out=by_word[4])
        return Pairs(np.minimum(one, other), np.maximum(one, other), rows.T)
