"""Event mentions in, what pairs of them have in common out: words, sentences, those taking part, places, reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .meanings import vectors_of
from .terms import common_stems, stem_of, stems_of

Floats: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = NDArray[np.intp]

_NEAR = 40  # reports whose mentions are compared with those of one, the likest
_LIKE = 0.05  # likeness of two reports from which that is done
_ASKED = 30  # heaviest terms of a report by which others are looked for
_HOLDERS = 400  # last reports by which a term is looked for: a term of more finds too many to tell anything
_UNSEEN = 3.0  # reports that a stem is taken to be in that the table of common stems lacks
_TELLING = 2.0  # rarity from which a stem tells something of a sentence: one report in seven
_RARE = 8.0  # rarity of the rarest stems, which makes the feature about 1
_AXES = 32  # axes of meaning by which the weights of a pair hang on its word
_AXES_SCALE = 3.0  # brings the axes to the size of the other features
_CLOSE, _VERY_CLOSE = 0.45, 0.6  # likeness of meaning of which a feature says that it is reached
_BEATEN = 0.05  # by which another mention of the sentence has to be likelier

LIGHT = frozenset(
    (
        *("be", "have", "do", "make", "take", "get", "go", "come", "give", "put"),
        *("it", "this", "that", "what", "which", "happen", "occur", "incident", "event"),
    )
)
_FIELDS = SENTENCE, ACTORS, RECIPIENTS, TAKING_PART, PLACES, WHEN = range(6)


@dataclass(frozen=True, slots=True)
class Mention:
    """One event as one report tells it, by what is known of it.

    ``lemma`` is that of the trigger's head; ``start`` and ``end`` are the days of the event and ``published`` the time
    of the report, in ISO 8601; ``when`` is the words of its time; ``counts`` are pairs of what and how many.
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
    story: str | None = None


class Pairs(NamedTuple):
    """Pairs of mentions by number, the smaller first, and their features, a row a pair in the order of ``FEATURES``."""

    one: Numbers
    other: Numbers
    features: Floats


# What a pair has in common. "lemma_": of those with one lemma, the others are of those with different ones.
PLAIN = (
    *("lemma", "lemma_rival", "lemma_rare", "lemma_light", "lemma_sentence", "lemma_report", "lemma_taking_part"),
    *("lemma_other_actors", "lemma_other_recipients", "lemma_same_report", "lemma_same_sentence", "lemma_same_story"),
    *("sentence", "report", "same_report", "same_sentence", "same_story", "other_story", "taking_part"),
    *("actors", "other_actors", "recipients", "other_recipients", "places", "other_places", "when", "other_when"),
    *("meaning", "meaning_squared", "meaning_report", "meaning_squared_report", "meaning_taking_part"),
    *("meaning_same_story", "meaning_close", "meaning_very_close", "meaning_known", "meaning_beaten"),
    *("spelling", "rival", "beaten", "light", "unlike_report"),
)
# The same by the axes of meaning of the word: "said" of two speakers is two things, a quake of two reports is one.
BY_WORD = ("lemma", "lemma_actors", "lemma_other_actors", "unlike", "unlike_both")
FEATURES = (*PLAIN, *(f"{name}/{axis}" for name in BY_WORD for axis in range(_AXES)))


def rarity_of(stem: str) -> float:
    """Return how rare a stem is in news: the logarithm of one report in so many."""
    table = common_stems()
    return max(log((table.reports + 1) / (table.counts.get(stem, _UNSEEN) + 0.5)), 0.0)


def _weigh(texts: Iterable[str], without: Iterable[str] = ()) -> dict[str, float]:
    """Return the telling stems of texts with their rarity, the sum of squares 1."""
    stems = {stem for text in texts for stem in stems_of(text)} - set(without)
    weights = {stem: rarity_of(stem) for stem in sorted(stems)}
    norm = sqrt(sum(weight**2 for weight in weights.values() if weight >= _TELLING))
    return {stem: weight / norm for stem, weight in weights.items() if weight >= _TELLING}


def _fields_of(mention: Mention) -> tuple[dict[str, float], ...]:
    own = {*stems_of(mention.trigger), stem_of(mention.lemma)}
    return (
        _weigh([mention.sentence], own),
        _weigh(mention.actors),
        _weigh(mention.recipients),
        _weigh((*mention.actors, *mention.recipients)),
        _weigh(mention.places),
        _weigh([mention.when or ""]),
    )


def _codes(values: Iterable[Hashable]) -> Numbers:
    """Return a number for each value, equal ones the same, and -1 for None."""
    numbers: dict[Hashable, int] = {}
    return np.array([-1 if v is None else numbers.setdefault(v, len(numbers)) for v in values], dtype=np.intp)


class Mentions:
    """Mentions in the order of their ids, and what those of neighbouring reports have in common."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.all = sorted(mentions, key=lambda mention: mention.id)
        lemmas = [mention.lemma.lower() for mention in self.all]
        self._fields = [_fields_of(mention) for mention in self.all]
        self._vectors = vectors_of(lemmas)
        self._norms = np.linalg.norm(self._vectors, axis=1)
        self._rarity = np.array([rarity_of(stem_of(lemma)) for lemma in lemmas]) / _RARE
        self._light = np.array([lemma in LIGHT for lemma in lemmas], dtype=np.bool_)
        self._lemma = _codes(lemmas)
        self._start = _codes(lemma[:4] if len(lemma) > 3 else (lemma, n) for n, lemma in enumerate(lemmas))
        self._report = _codes(mention.report for mention in self.all)
        self._sentence = _codes((mention.report, mention.sentence) for mention in self.all)
        self._story = _codes(mention.story for mention in self.all)
        self._of_report: dict[str, list[int]] = defaultdict(list)
        for number, mention in enumerate(self.all):
            self._of_report[mention.report].append(number)

    def pairs(self) -> Iterator[Pairs]:
        """Yield the pairs of mentions in one report or in reports that are neighbours, report by report."""
        reports = sorted(self._of_report)
        terms = [_weigh({self.all[n].sentence for n in self._of_report[report]}) for report in reports]
        holders: dict[str, list[int]] = defaultdict(list)
        for at, report in enumerate(reports):
            ones = self._of_report[report]
            others, likeness = list(ones), [1.0] * len(ones)
            for other, like in _nearest(at, terms, holders):
                numbers = self._of_report[reports[other]]
                others += numbers
                likeness += [like] * len(numbers)
            yield self._compare(ones, others, np.array(likeness))
            for term in _heaviest(terms[at]):
                holders[term].append(at)

    def _matrix(self, numbers: Sequence[int], field: int, codes: Mapping[str, int]) -> Floats:
        rows = np.zeros((len(numbers), len(codes)))
        for row, number in enumerate(numbers):
            for term, weight in self._fields[number][field].items():
                if term in codes:
                    rows[row, codes[term]] = weight
        return rows

    def _shared(self, ones: Sequence[int], others: Sequence[int], field: int) -> tuple[Floats, Floats]:
        """Return how much each pair has in common in a field, and whether both have something but nothing in common."""
        terms = {term for number in ones for term in self._fields[number][field]}
        codes = {term: code for code, term in enumerate(sorted(terms))}
        cosines = self._matrix(ones, field, codes) @ self._matrix(others, field, codes).T
        has = [np.array([bool(self._fields[n][field]) for n in numbers]) for numbers in (ones, others)]
        return cosines, (np.logical_and.outer(*has) & (cosines == 0)).astype(float)

    def _likeness(self, ones: Sequence[int], others: Sequence[int]) -> Floats:
        """Return how like the words of pairs are in meaning, 1 for one lemma."""
        likeness: Floats = self._vectors[ones] @ self._vectors[others].T
        likeness[np.equal.outer(self._lemma[ones], self._lemma[others])] = 1.0
        return likeness

    def _rivals(self, ones: Sequence[int], likeness: Floats) -> Floats:
        """Return for each pair how like the second's word is to the likest other one in the first one's sentence."""
        rivals = np.zeros_like(likeness)
        rows: dict[int, list[int]] = defaultdict(list)
        for row, number in enumerate(ones):
            rows[int(self._sentence[number])].append(row)
        for members in rows.values():
            for row in members:
                rest = [other for other in members if other != row]
                if rest:
                    rivals[row] = np.maximum(likeness[rest].max(axis=0), 0.0)
        return rivals

    def _compare(self, ones: Sequence[int], others: Sequence[int], likeness: Floats) -> Pairs:
        """Return the features of each of the first mentions with each of the others, no pair twice."""
        shared = {field: self._shared(ones, others, field) for field in _FIELDS}
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

        found = {field: (flat(values), flat(differs)) for field, (values, differs) in shared.items()}
        lemma, same_report, same_sentence = same(self._lemma), same(self._report), same(self._sentence)
        unlike = 1 - lemma
        meaning, rival, report = flat(alike) * unlike, flat(rivals), flat(likeness)
        beaten = (rival > flat(alike) + _BEATEN) * unlike
        same_story = same(self._story)
        told = (self._story[one] >= 0) & (self._story[other] >= 0)
        light = (self._light[one] | self._light[other]).astype(float)
        known = (self._norms > 0).astype(float)
        sentence, taking_part = found[SENTENCE][0], found[TAKING_PART][0]
        (actors, other_actors), (recipients, other_recipients) = found[ACTORS], found[RECIPIENTS]
        plain = {
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
            "lemma_same_story": same_story * lemma,
            "sentence": sentence,
            "report": report,
            "same_report": same_report,
            "same_sentence": same_sentence,
            "same_story": same_story,
            "other_story": (1 - same_story) * told,
            "taking_part": taking_part,
            "actors": actors,
            "other_actors": other_actors,
            "recipients": recipients,
            "other_recipients": other_recipients,
            "places": found[PLACES][0],
            "other_places": found[PLACES][1],
            "when": found[WHEN][0],
            "other_when": found[WHEN][1],
            "meaning": meaning,
            "meaning_squared": meaning**2,
            "meaning_report": meaning * report,
            "meaning_squared_report": meaning**2 * report,
            "meaning_taking_part": meaning * taking_part,
            "meaning_same_story": meaning * same_story,
            "meaning_close": (meaning > _CLOSE).astype(float),
            "meaning_very_close": (meaning > _VERY_CLOSE).astype(float),
            "meaning_known": known[one] * known[other] * unlike,
            "meaning_beaten": meaning * beaten,
            "spelling": same(self._start) * unlike,
            "rival": rival * unlike,
            "beaten": beaten,
            "light": light * unlike,
            "unlike_report": report * unlike,
        }
        first, second = (_AXES_SCALE * self._vectors[numbers, :_AXES] for numbers in (one, other))
        by_word = {
            "lemma": lemma[:, np.newaxis] * first,
            "lemma_actors": (lemma * actors)[:, np.newaxis] * first,
            "lemma_other_actors": (lemma * other_actors)[:, np.newaxis] * first,
            "unlike": meaning[:, np.newaxis] * (first + second) / 2,
            "unlike_both": unlike[:, np.newaxis] * first * second,
        }
        features = np.hstack([*(plain[name][:, np.newaxis] for name in PLAIN), *(by_word[name] for name in BY_WORD)])
        return Pairs(np.minimum(one, other), np.maximum(one, other), features)


def _heaviest(terms: Mapping[str, float]) -> list[str]:
    return sorted(terms, key=lambda term: (-terms[term], term))[:_ASKED]


def _nearest(
    at: int, terms: Sequence[Mapping[str, float]], holders: Mapping[str, list[int]]
) -> list[tuple[int, float]]:
    """Return the earlier reports that are likest to one, in their order, with their likeness."""
    candidates = {other for term in _heaviest(terms[at]) for other in holders.get(term, [])[-_HOLDERS:]}
    likeness = [
        (other, sum(weight * terms[other].get(term, 0.0) for term, weight in terms[at].items()))
        for other in sorted(candidates)
    ]
    near = sorted((pair for pair in likeness if pair[1] >= _LIKE), key=lambda pair: (-pair[1], pair[0]))
    return sorted(near[:_NEAR])
